"""Twenty people save rows at once, through real HTTP, on two server processes: a short run of benchmarks/load.py."""

import os

import pytest
from django.db import connection
from django.utils import timezone

from benchmarks.load import faults, open_round, people_of, serving
from benchmarks.savers import Saved, save_together
from scoring.actions.marks import SelfEntry, enter_mark
from scoring.models import Mark
from tests.databases import database_url

SECONDS = 5


@pytest.mark.django_db(transaction=True)
def test_twenty_people_who_save_rows_at_once_lose_nothing(file_database, tmp_path):
    people = people_of(open_round())
    log = tmp_path / "server.log"
    environment = os.environ | {
        "DATABASE_URL": database_url(), "DJANGO_READ_DOT_ENV": "off", "SECRET_KEY": "x" * 60, "DEBUG": "on",
        "ALLOWED_HOSTS": "127.0.0.1", "SECURE_SSL": "off", "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "tests.quick_settings", "MEDIA_ROOT": str(tmp_path / "media"),
    }  # fmt: skip
    with serving(environment, log) as address:
        took = save_together(people, address, SECONDS)
    assert faults(people, log) == []
    assert took >= SECONDS, "nobody came in"
    assert all(person.saved for person in people), "somebody did not come to save"
    stored = set(Mark.objects.filter(version__gt=0).values_list("pk", flat=True))
    assert stored == {saved.line for person in people for saved in person.saved}


# Would it see that something was lost? --------------------------------------------------------------------------------


@pytest.fixture
def one(db, tmp_path):
    """Somebody who saved a line twice, and a server that had nothing to say."""
    round = open_round(units=2, criteria=6)
    [person] = people_of(round, count=1, shared=0)
    line = next(pk for pk, kind in person.kinds.items() if kind == "graded")
    mark = Mark.objects.get(pk=line)
    for seen, (entry, note) in enumerate([("1.25", "Lần 1"), ("2.50", "Lần 2")]):
        mark = enter_mark(mark, SelfEntry(entry, note), seen=seen, by=None, at=timezone.now())
        person.saved.append(Saved(line, seen + 1, entry, note))
    log = tmp_path / "server.log"
    log.write_text("")
    return person, line, log


def test_what_was_stored_as_it_was_accepted_is_no_fault(one):
    person, _, log = one
    assert faults([person], log) == []


def nobody_was_told(person, line, log):
    person.saved[1] = Saved(line, 1, "2.50", "Lần 2")
    return [f"line {line}: accepted versions [1, 1]"]


def a_save_left_no_trace(person, line, log):
    with connection.cursor() as cursor:  # past Python, which deletes no history
        cursor.execute("DELETE FROM scoring_historicalmark WHERE id = %s AND self_entry = '1.25'", [line])
    return [f"line {line}: 2 saves accepted, version 2, 1 in its history"]


def a_save_was_written_over(person, line, log):
    Mark.objects.filter(pk=line).update(self_entry="1.25")
    return [f"line {line}: '1.25' is stored, '2.50' was accepted last"]


def a_save_was_not_counted(person, line, log):
    Mark.objects.filter(pk=line).update(version=1)
    return [f"line {line}: 2 saves accepted, version 1, 2 in its history"]


def the_database_was_locked(person, line, log):
    log.write_text("django.db.utils.OperationalError: database is locked")
    return ["the server said: database is locked"]


def somebody_was_refused(person, line, log):
    person.wrong.append("500: ")
    return ["nguoi-0: 500: "]


@pytest.mark.parametrize(
    "fault",
    [
        nobody_was_told,
        a_save_left_no_trace,
        a_save_was_written_over,
        a_save_was_not_counted,
        the_database_was_locked,
        somebody_was_refused,
    ],
)
def test_every_way_of_losing_a_save_is_seen(one, fault):
    person, line, log = one
    expected = fault(person, line, log)
    assert faults([person], log) == expected
