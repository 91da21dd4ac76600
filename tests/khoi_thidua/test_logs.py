"""The log tells what happened and never to whom."""

import json
import logging

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client
from django.urls import path, reverse

from khoi_thidua.logs import LEFT_OUT, JsonLines, logging_settings, request_id
from khoi_thidua.urls import handler400, handler403, handler404, handler500  # noqa: F401  (this module is a URLconf)
from khoi_thidua.urls import urlpatterns as project
from tests.cast import PASSWORD

ADDRESS = "203.0.113.77"
SECRET_WORDS = "mot-bi-mat-trong-truy-van"


def broken(request, what):
    raise ValueError(f"{request.user.username} typed {request.GET['q']} from {request.META['REMOTE_ADDR']}")


def odd(request):
    raise SuspiciousOperation(f"{request.user.username} {request.GET['q']}")


urlpatterns = [*project, path("hong/<str:what>/", broken, name="hong"), path("la/", odd, name="la")]


@pytest.fixture
def lines():
    """What the log of a server says, as it is written."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    handler, root = Kept(), logging.getLogger()
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def of(lines, logger="khoi_thidua.requests"):
    return [line for line in map(json.loads, lines) if line["logger"] == logger]


def test_one_line_says_what_became_of_a_request(cast, lines):
    answer = cast.client("clerk").get(reverse("ranking", args=[cast.round.pk]), {"q": SECRET_WORDS})
    (line,) = of(lines)
    assert line.pop("time").endswith("+00:00")
    assert line.pop("ms") >= 0
    assert line == {
        "level": "INFO",
        "logger": "khoi_thidua.requests",
        "message": "request",
        "request_id": answer["X-Request-ID"],
        "method": "GET",
        "route": "ranking",
        "status": 200,
        "user": cast.clerk.pk,
    }


def test_who_has_not_logged_in_is_nobody(db, client, lines):
    client.get("/khong-co/")
    (line,) = of(lines)
    assert (line["route"], line["status"], line["user"]) == ("", 404, None)


def test_the_log_asks_the_database_nothing(client, lines):
    """pytest-django refuses the database to a test that does not ask for it."""
    client.get("/healthz")
    assert of(lines)[0]["user"] is None


def test_every_request_has_its_own_name_and_brings_none_along(client, lines):
    first, second = (client.get("/healthz", headers={"X-Request-ID": "forged\nline"})["X-Request-ID"] for _ in "ab")
    assert first != second
    assert [line["request_id"] for line in of(lines)] == [first, second]
    assert request_id.get() == ""


@pytest.mark.urls("tests.khoi_thidua.test_logs")
def test_no_name_password_address_or_query_is_written(cast, lines):
    client = Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT="A-Browser/1")
    wrong = "mat-khau-go-nham-9"
    client.post("/dang-nhap/?next=/x", {"username": "clerk", "password": wrong})
    client.post("/dang-nhap/", {"username": "nobody-by-that-name", "password": wrong})
    client.post("/dang-nhap/", {"username": "clerk", "password": PASSWORD})
    client.get("/hong/ten-trong-duong-dan/", {"q": SECRET_WORDS})
    client.get("/la/", {"q": SECRET_WORDS})
    client.get("/khong-co/ten-trong-duong-dan/", {"q": SECRET_WORDS})
    client.get("/", HTTP_HOST="evil.example")
    Client(enforce_csrf_checks=True, REMOTE_ADDR=ADDRESS).post("/dang-nhap/", {"username": "clerk", "password": wrong})
    text = "\n".join(lines)
    assert len(of(lines)) == 8
    personal = ["clerk", "nobody-by-that-name", wrong, PASSWORD, ADDRESS, SECRET_WORDS, "ten-trong-duong-dan"]
    assert [word for word in [*personal, "A-Browser", "evil.example", "sessionid", "csrftoken"] if word in text] == []


@pytest.mark.urls("tests.khoi_thidua.test_logs")
def test_trouble_is_written_as_its_kind_and_the_places_it_passed(cast, lines):
    client = cast.client("clerk")
    client.raise_request_exception = False
    answer = client.get("/hong/x/", {"q": SECRET_WORDS})
    (line,) = of(lines, "django.request")
    assert (line["level"], line["request_id"], line["message"]) == (
        "ERROR",
        answer["X-Request-ID"],
        f"{LEFT_OUT}: {LEFT_OUT}",
    )
    assert line["error"]["type"] == "builtins.ValueError"
    assert line["error"]["at"][-1].startswith("tests/khoi_thidua/test_logs.py:")
    assert line["error"]["at"][-1].endswith(" broken")


def record(message, *args, name="khoi_thidua.x", **extra):
    made = logging.makeLogRecord({"name": name, "msg": message, "args": args, "levelname": "INFO", **extra})
    return json.loads(JsonLines().format(made))


@pytest.mark.parametrize(
    ("message", "args", "words"),
    [
        ("%d of %s rows", (3, "clerk"), "3 of … rows"),
        ("took %.2f s", (1.5,), "took 1.50 s"),
        ("%(n)d for %(who)s", ({"n": 2, "who": "clerk"},), "2 for …"),
        ("%d rows", ("clerk",), "%d rows"),
        ("100 %", (), "100 %"),
        ("a\nb", (), "a\nb"),
    ],
)
def test_a_message_keeps_its_words_and_its_numbers(message, args, words):
    made = logging.LogRecord("khoi_thidua.x", logging.INFO, "", 0, message, args, None)
    assert json.loads(JsonLines().format(made))["message"] == words
    assert "\n" not in JsonLines().format(made)


def test_what_a_record_brings_along_stays_out_unless_it_is_named():
    line = record("x", status=200, request=object(), username="clerk", ip=ADDRESS, route=object())
    assert (line["status"], set(line) & {"request", "username", "ip", "route"}) == (200, set())


def test_django_security_names_the_trouble_without_quoting_it():
    line = record("Invalid HTTP_HOST header: 'evil.example'.", name="django.security.DisallowedHost")
    assert line["message"] == "DisallowedHost"


def test_a_developer_reads_lines_and_a_server_writes_json():
    kinds = {
        as_json: logging_settings(level="INFO", as_json=as_json)["handlers"]["console"] for as_json in (True, False)
    }
    assert (kinds[True]["formatter"], kinds[False]["formatter"]) == ("json", "line")
    assert logging_settings(level="ERROR", as_json=True)["root"]["level"] == "ERROR"


def test_logins_are_written_with_the_key_of_the_person(cast, client, lines):
    client.post("/dang-nhap/", {"username": "clerk", "password": "khong-phai-mat-khau"})
    client.post("/dang-nhap/", {"username": "clerk", "password": PASSWORD})
    client.post("/dang-xuat/")
    events = [(line["level"], line["message"], line.get("user")) for line in of(lines, "khoi_thidua.security")]
    assert events == [
        ("WARNING", "login failed", None),
        ("INFO", "logged in", cast.clerk.pk),
        ("INFO", "logged out", cast.clerk.pk),
    ]


def test_a_locked_account_is_written_without_its_name(cast, client, lines, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        client.post("/dang-nhap/", {"username": "clerk", "password": "khong-phai-mat-khau"})
    assert "account locked for a while" in [line["message"] for line in of(lines, "khoi_thidua.security")]
    assert "clerk" not in "\n".join(lines)
