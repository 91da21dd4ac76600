"""People who save rows of their sheets over HTTP, each a thread with a session of its own. No Django in here.

What the server accepted, told and refused is kept, so that it can be compared with what it stored.
"""

import http.client
import itertools
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VERSION = re.compile(r'name="v-(\d+)" value="(\d+)"')
BASE = re.compile(r'name="b-(\d+)" value="([^"]*)"')
CHOICE = re.compile(r'name="chon-\d+" value="(\d+)"')
# What one types for each kind of criterion, and the text it is stored as.
TYPED = {
    "graded": (("1,25", "1.25"), ("2,50", "2.50"), ("3,75", "3.75"), ("4,00", "4.00")),
    "pass_fail": (("Đạt", "Đạt"), ("Không đạt", "Không đạt")),
    "proportional": (("87,5", "87.5"), ("96", "96"), ("101,25", "101.25")),
    "comparative": (("97,5", "97.5"), ("106", "106"), ("111,75", "111.75")),
    "counted": (("2", "2"), ("5", "5"), ("9", "9")),
    "bonus": (("0", "0"), ("1", "1"), ("2", "2")),
    "penalty": (("0", "0"), ("1", "1"), ("2", "2")),
}


@dataclass(frozen=True, slots=True)
class Saved:
    """A save the server accepted: the version it gave the line, and what it must hold then."""

    line: int
    version: int
    entry: str
    note: str


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    text: str


@dataclass
class Person:
    """`sheet` is the path of the sheet's page, `save` that of a line with "{}" for its key; `kinds` by key of line."""

    username: str
    password: str
    sheet: str
    save: str
    kinds: Mapping[int, str]
    saved: list[Saved] = field(default_factory=list)
    told: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def come(self, address: str) -> dict[int, tuple[str, str]]:
        """Log in and open the sheet: version and digest of every line as the page shows them."""
        form = self.ask(address, "GET", "/dang-nhap/")
        token = TOKEN.search(form.text)
        if token is None:
            raise RuntimeError(f"no login page: {form.status}")
        said = {"username": self.username, "password": self.password, "csrfmiddlewaretoken": token[1]}
        if (answer := self.ask(address, "POST", "/dang-nhap/", said)).status != 302:
            raise RuntimeError(f"{self.username} could not log in: {answer.status}")
        page = self.ask(address, "GET", self.sheet)
        bases = {int(key): text for key, text in BASE.findall(page.text)}
        seen = {int(key): (version, bases[int(key)]) for key, version in VERSION.findall(page.text)}
        if set(seen) != set(self.kinds):
            raise RuntimeError(f"{self.sheet} shows {len(seen)} lines: {page.status}")
        return seen

    def ask(self, address: str, method: str, path: str, form: Mapping[str, str] | None = None) -> Reply:
        at = urlsplit(address)
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
            headers["X-CSRFToken"] = self.cookies["csrftoken"].value
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                self.cookies.load(cookie)
            return Reply(answer.status, text)
        finally:
            connection.close()

    def work(self, address: str, seen: dict[int, tuple[str, str]], until: float) -> None:
        """One row after the other, as fast as the answers come; one at least, however slow the machine is."""
        for line, typed, entry, note in self.rows():
            version, base = seen[line]
            form = {f"k-{line}": typed, f"g-{line}": note, f"v-{line}": version, f"b-{line}": base}
            reply = self.timed(address, line, form)
            while chosen := CHOICE.search(reply.text):  # somebody was quicker: the person is told and keeps the own
                self.told += 1
                reply = self.timed(address, line, form | {f"chon-{line}": chosen[1]})
            self.keep(reply, line, entry, note, seen)
            if time.monotonic() > until:
                return

    def rows(self) -> Iterator[tuple[int, str, str, str]]:
        for count in itertools.count(1):
            for line, kind in self.kinds.items():
                typed, entry = TYPED[kind][count % len(TYPED[kind])]
                yield line, typed, entry, f"Lần {count} của {self.username}"

    def timed(self, address: str, line: int, form: Mapping[str, str]) -> Reply:
        began = time.monotonic()
        reply = self.ask(address, "POST", self.save.format(line), form)
        self.seconds.append(time.monotonic() - began)
        return reply

    def keep(self, reply: Reply, line: int, entry: str, note: str, seen: dict[int, tuple[str, str]]) -> None:
        version, base = VERSION.search(reply.text), BASE.search(reply.text)
        if reply.status != 200 or version is None or base is None or " data-open" in reply.text:
            self.wrong.append(f"{reply.status}: {reply.text[:400]}")
            return
        seen[line] = version[2], base[2]
        self.saved.append(Saved(line, int(version[2]), entry, note))


def save_together(people: Sequence[Person], address: str, seconds: float) -> float:
    """Everybody comes first, then all save at once for so long. How long it took, in seconds."""
    ready = threading.Barrier(len(people) + 1)
    ends = threading.Event()
    until: list[float] = []

    def live(person: Person) -> None:
        try:
            seen = person.come(address)
            ready.wait(120)
            ends.wait()
            person.work(address, seen, until[0])
        except Exception as problem:
            ready.abort()
            person.wrong.append(repr(problem))

    threads = [threading.Thread(target=live, args=(person,), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    try:
        ready.wait(120)
    except threading.BrokenBarrierError:
        return 0.0
    began = time.monotonic()
    until.append(began + seconds)
    ends.set()
    for thread in threads:
        thread.join(seconds + 120)
    return time.monotonic() - began
