"""python -m benchmarks.load: twenty people save rows of their sheets at once for a minute, on two server processes.

Uses a SQLite of its own, or the database DATABASE_URL names (scripts/with_postgres.sh python -m benchmarks.load).
Prints saves a second and how long they took, and fails when an update was lost or anything was refused.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.savers import Person, save_together

ROOT = Path(__file__).resolve().parents[1]
UNITS, CRITERIA, PEOPLE, SECONDS = 20, 18, 20, 60
SHARED = 2  # so many units have two people who save the same rows
PASSWORD = "mot-mat-khau-du-dai"


# The server ---------------------------------------------------------------------------------------------------------


@contextmanager
def serving(environment: Mapping[str, str], log: Path) -> Iterator[str]:
    """Two processes of four threads, as docs/operations.md has them; gives their address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "khoi_thidua.wsgi", "--bind", f"127.0.0.1:{port}"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, "--workers", "2", "--threads", "4"], cwd=ROOT, env={**environment}, stdout=out, stderr=out
        )
    try:
        _wait_for(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int, server: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:  # not yet listening
            time.sleep(0.1)
    raise RuntimeError(log.read_text())


# The round ----------------------------------------------------------------------------------------------------------


def open_round(units: int = UNITS, criteria: int = CRITERIA) -> Any:
    """A round being self-scored, made by the actions people use, with a line for every unit and criterion."""
    from django.utils import timezone

    from benchmarks.rounds import round_content, round_name
    from campaigns.actions import open_campaign
    from scoring.actions import load_table
    from scoring.actions.rounds import create_round, move_on
    from scoring.models import Round
    from units.actions import Member, enrol_members, register_bloc

    content, name, at = round_content(units, criteria), round_name(units), timezone.now()
    bloc = register_bloc(commune=name.commune, city=name.city, number=name.number, name=f"Khối {name.number}")
    enrol_members(bloc, name.year, [Member(sheet.unit, sheet.name, sheet.role) for sheet in content.sheets])
    campaign, areas = open_campaign(bloc, name.year, dict(content.area_titles))
    table = next(iter(load_table(campaign, "Đo tải", areas, content.criteria, content.settings).values())).criteria_set
    table.approve(at=at)
    table.save()
    round = Round(campaign=campaign, criteria_set=table, name="Đo tải", self_scoring_until=at + timedelta(days=1))
    create_round(round, content.settings.bands, by=None, at=at)
    return move_on(round, seen_state=round.state, by=None, at=at)


def people_of(round: Any, count: int = PEOPLE, shared: int = SHARED) -> list[Person]:
    """So many people of the round's units: each has a unit alone, but for the last ones, who share theirs in pairs."""
    from django.urls import reverse

    from units.models import User

    sheets = list(round.sheets.select_related("unit").order_by("position")[: count - shared])
    pairs = [*sheets, *sheets[len(sheets) - shared :]]
    people = []
    for number, sheet in enumerate(pairs):
        username = f"nguoi-{number}"
        User.objects.create_user(username, password=PASSWORD, unit=sheet.unit)
        kinds = dict(sheet.marks.order_by("criterion__position").values_list("pk", "criterion__kind"))
        save = reverse("mark_save", args=[0]).replace("/0/", "/{}/")
        people.append(Person(username, PASSWORD, reverse("sheet", args=[round.pk, sheet.unit.code]), save, kinds))
    return people


# What was stored ----------------------------------------------------------------------------------------------------


def faults(people: Sequence[Person], log: Path) -> list[str]:
    """Everything that is not as it must be: refused, lost or counted twice. Empty when all is well."""
    found = [f"{person.username}: {what}" for person in people for what in person.wrong]
    said = log.read_text()
    found += [f"the server said: {words}" for words in ("database is locked", "Traceback", "deadlock") if words in said]
    return found + [fault for line in _lines(people) for fault in _faults_of_line(*line)]


def _lines(people: Sequence[Person]) -> Iterator[tuple[Any, list, int]]:
    """Each line with what was accepted for it in the order of the versions, and how many changes its history has."""
    from django.db.models import Count

    from scoring.models import Mark

    accepted: dict[int, list] = {pk: [] for person in people for pk in person.kinds}
    for person in people:
        for saved in person.saved:
            accepted[saved.line].append(saved)
    told = Mark.history.filter(id__in=accepted, history_type="~").values_list("id").annotate(n=Count("history_id"))
    counts = dict(told.order_by())
    for mark in Mark.objects.filter(pk__in=accepted):
        saves = sorted(accepted[mark.pk], key=lambda saved: saved.version)
        yield mark, saves, counts.get(mark.pk, 0)


def _faults_of_line(mark: Any, saves: list, told: int) -> Iterator[str]:
    if [saved.version for saved in saves] != list(range(1, len(saves) + 1)):
        yield f"line {mark.pk}: accepted versions {[saved.version for saved in saves]}"
    if (mark.version, told) != (len(saves), len(saves)):
        yield f"line {mark.pk}: {len(saves)} saves accepted, version {mark.version}, {told} in its history"
    if saves and (mark.self_entry, mark.note) != (saves[-1].entry, saves[-1].note):
        yield f"line {mark.pk}: {mark.self_entry!r} is stored, {saves[-1].entry!r} was accepted last"


def words_of(people: Sequence[Person], took: float) -> str:
    times = sorted(second for person in people for second in person.seconds)
    saves, told = sum(len(person.saved) for person in people), sum(person.told for person in people)
    slowest = times[min(len(times) - 1, len(times) * 95 // 100)]
    return (
        f"{saves} saves by {len(people)} people in {took:.1f} s: {saves / took:.1f} a second; "
        f"median {median(times) * 1000:.0f} ms, 95 % within {slowest * 1000:.0f} ms, "
        f"slowest {times[-1] * 1000:.0f} ms; "
        f"{told} times somebody was quicker"
    )


# The benchmark ------------------------------------------------------------------------------------------------------


def configure(folder: Path) -> None:
    """Production's settings, before Django is imported anywhere; the server gets the same environment."""
    os.environ |= {
        "DJANGO_READ_DOT_ENV": "off",
        "DJANGO_SETTINGS_MODULE": "khoi_thidua.settings",
        "DEBUG": "off",
        "SECRET_KEY": "only-for-the-benchmark-" + "0123456789abcdef" * 3,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL": "off",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "LOG_LEVEL": "WARNING",
        "SECOND_FACTOR_REQUIRED": "none",
    }
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'load.sqlite3'}")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khoi-thidua-load-") as name:
        folder = Path(name)
        configure(folder)
        from django.db import connection

        people = people_of(open_round(max(UNITS, options.people)), options.people)
        connection.close()
        log = folder / "server.log"
        with serving(os.environ, log) as address:
            took = save_together(people, address, options.seconds)
        found = faults(people, log)
        print(f"{connection.vendor}: {words_of(people, took) if took else 'nobody came in'}")
        print("\n".join(found[:20]) or "No update lost, nothing refused.")
        sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
