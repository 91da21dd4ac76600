"""Somebody tries to find out who voted what: in every table, in the order and the versions of the rows, in the log.

Elections are held over the pages by the same units: once in another order, once with other choices of the same sums.
What they leave behind must be the same. `ALLOWED` names what may differ, and why.
"""

import json
import logging
from collections import Counter

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from awards.actions.tallying import close_ballot
from awards.actions.votes import cast_vote
from awards.models import Ballot, Urn
from awards.sealing import unseal
from awards.tally import Count, Votes
from khoi_thidua.logs import JsonLines
from tests.awards.ballot_builders import NO, YES, answers, ballot_of, opened, review_of, tied_round, voter
from tests.cast import AT
from tests.reading import text_of

VOTERS = ("VP", "HCC", "DVSNC", "QLDA")
CHOICES = {"VP": "KT", "HCC": "KT", "DVSNC": "VHXH", "QLDA": "VHXH"}
SWAPPED = {"VP": "VHXH", "HCC": "VHXH", "DVSNC": "KT", "QLDA": "KT"}
# Compared by what they mean instead: sealed sums are new bytes with every vote; a session is signed with its time.
ALLOWED = {("awards_urn", "sealed"), ("django_session", "session_data"), ("django_session", "expire_date")}
TIMES = {"last_seen", "began", "waiting", "proved_at"}  # of a session: when the person came, as for every page


class Hall:
    """A ballot that is open, and a browser in the hand of one person of each unit."""

    def __init__(self, make=ballot_of, number="02"):
        self.round = tied_round(number)
        self.ballot = opened(make(self.round))
        self.clients = {code: self.browser(code) for code in VOTERS}

    def browser(self, code):
        client = Client()
        client.force_login(voter(self.round, code))
        client.get(reverse("ballot_vote", args=[self.ballot.pk]))
        client.get(reverse("dashboard"))
        return client

    def vote(self, code, form):
        """Looked at, then cast, as a person does."""
        url = reverse("ballot_vote", args=[self.ballot.pk])
        assert self.clients[code].post(url, form | {"buoc": "xem"}).status_code == 200
        assert self.clients[code].post(url, form | {"buoc": "gui"}).status_code == 302

    def named(self, code):
        return {"chon": str(self.ballot.items.get(unit__code=code).pk)}

    def sums(self):
        return unseal(Urn.objects.get(ballot=self.ballot).sealed, ballot=self.ballot.pk)


def everything():
    """Every row of every table of the database, by table and key, as raw columns."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
            cursor.execute(f"SELECT {', '.join(map(connection.ops.quote_name, columns))} FROM {table}")
            rows = cursor.fetchall()
            found[table] = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
    return found


def traces(before, after):
    """What is other than before: (table, column, key, value), with "…" for what is compared by its meaning."""
    return {
        (table, column, key, "…" if (table, column) in ALLOWED else repr(value))
        for table, rows in after.items()
        for key, row in rows.items()
        for column, value in row.items()
        if before[table].get(key, {}).get(column) != value or key not in before[table]
    }


def sessions(hall):
    """What the sessions of the voters know, times aside."""
    stores = {code: SessionStore(client.session.session_key).load() for code, client in hall.clients.items()}
    return {code: {name: value for name, value in store.items() if name not in TIMES} for code, store in stores.items()}


def held(hall, order, form_of, caplog):
    """One election, undone again: what it left in the database, in the sessions and in the log."""
    caplog.clear()
    with transaction.atomic():
        before = everything()
        for code in order:
            hall.vote(code, form_of(code))
        left = traces(before, everything()), sessions(hall), hall.sums()
        transaction.set_rollback(True)
    return *left, logged(caplog)


def logged(caplog):
    """The lines of the log as they are written, without what is the server's own time and name for each request."""
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records]
    return [{k: v for k, v in line.items() if k not in ("time", "ms", "request_id")} for line in lines]


@pytest.mark.django_db
def test_elections_of_other_order_or_other_choices_leave_the_same_behind(caplog):
    hall = Hall()
    caplog.set_level(logging.DEBUG)
    first = held(hall, VOTERS, lambda code: hall.named(CHOICES[code]), caplog)
    backwards = held(hall, VOTERS[::-1], lambda code: hall.named(CHOICES[code]), caplog)
    swapped = held(hall, VOTERS, lambda code: hall.named(SWAPPED[code]), caplog)
    assert first[2] == Votes(4, (Count(2, 0, 2), Count(2, 0, 2)))
    assert first[:3] == backwards[:3] == swapped[:3]
    assert first[3] == swapped[3]
    assert told(first[3]) == told(backwards[3])


@pytest.mark.django_db
def test_a_review_leaves_the_same_behind_whoever_said_yes(caplog):
    hall = Hall(lambda round: review_of(round, "KT", "VHXH"))
    caplog.set_level(logging.DEBUG)

    def saying(choices):
        items = hall.ballot.items.select_related("unit")
        return lambda code: {f"muc-{item.pk}": (YES if choices[code] == item.unit.code else NO).value for item in items}

    first = held(hall, VOTERS, saying(CHOICES), caplog)
    swapped = held(hall, VOTERS, saying(SWAPPED), caplog)
    assert first[2] == Votes(4, (Count(2, 2, 0), Count(2, 2, 0)))
    assert first == swapped


def told(lines):
    return Counter(json.dumps(line, sort_keys=True) for line in lines)


@pytest.mark.django_db
def test_what_a_vote_leaves_is_that_the_unit_has_voted_and_a_new_urn(caplog):
    """The rest of the database does not know that anybody voted: no history, no reading, no row of a vote."""
    hall = Hall()
    left, _, _, lines = held(hall, ("VP",), lambda code: hall.named("KT"), caplog)
    voted = hall.ballot.voters.get(unit__code="VP").pk
    assert {row for row in left if row[0] != "django_session"} == {
        ("awards_ballotvoter", "has_voted", voted, "True"),
        ("awards_urn", "sealed", hall.ballot.urn.pk, "…"),
    }
    assert {(table, column) for table, column, _, _ in left if table == "django_session"} <= ALLOWED
    assert {line["message"] for line in lines} <= {"request"}


@pytest.mark.django_db
def test_the_log_of_a_refused_vote_says_nothing_of_it(caplog):
    hall = Hall()
    caplog.set_level(logging.DEBUG)
    url, lines = reverse("ballot_vote", args=[hall.ballot.pk]), []
    hall.vote("VP", hall.named("KT"))
    for code in ("KT", "VHXH"):
        caplog.clear()
        assert hall.clients["VP"].post(url, hall.named(code) | {"buoc": "gui"}).status_code == 302
        assert hall.clients["HCC"].post(url, {"chon": code, "buoc": "gui"}).status_code == 200
        lines.append(logged(caplog))
    assert lines[0] == lines[1]
    assert hall.sums().cast == 1


# Where the rows lie -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_neither_the_place_nor_the_version_of_a_row_tells_who_voted_last():
    """PostgreSQL keeps for each row the transaction that wrote it (xmin) and its place (ctid), SQLite its rowid."""
    places = []
    for number, order, choices in (("61", VOTERS, CHOICES), ("62", VOTERS[::-1], SWAPPED)):
        hall = Hall(number=number)
        for code in order:
            hall.vote(code, hall.named(choices[code]))
        places.append(lying(hall))
    assert places[0] == places[1]
    assert places[0][1] == 1


def lying(hall):
    """The units in the order in which their rows lie, and how many transactions the rows and the urn are from."""
    pk = hall.ballot.pk
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.code FROM awards_ballotvoter v JOIN units_unit u ON u.id = v.unit_id "
            f"WHERE v.ballot_id = %s ORDER BY v.{place}",
            [pk],
        )
        order = [code for (code,) in cursor.fetchall()]
        if connection.vendor != "postgresql":
            return order, 1
        cursor.execute(
            "SELECT COUNT(DISTINCT x) FROM (SELECT xmin::text AS x FROM awards_ballotvoter WHERE ballot_id = %s "
            "UNION ALL SELECT xmin::text FROM awards_urn WHERE ballot_id = %s) AS versions",
            [pk, pk],
        )
        return order, cursor.fetchone()[0]


@pytest.mark.django_db
def test_every_vote_writes_every_row_of_its_ballot():
    hall = Hall()
    given, by, writes = answers(hall.ballot, "VP", {"KT": YES}), voter(hall.round, "VP"), Writes()
    with connection.execute_wrapper(writes):
        cast_vote(hall.ballot, given, by=by)
    assert list(zip(writes.tables, writes.rows, strict=True)) == [("awards_ballotvoter", 6), ("awards_urn", 1)]


class Writes:
    """The tables a block writes to, and how many rows of each."""

    def __init__(self):
        self.tables, self.rows = [], []

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.tables.append(sql.split('"')[1])
            self.rows.append(context["cursor"].rowcount)
        return result


# What pages tell ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ballot", "ballots", "activity", "dashboard"])
def test_pages_are_the_same_whatever_was_chosen(name):
    hall = Hall()
    pages = []
    arguments = {"ballot": [hall.ballot.pk], "ballots": [hall.round.pk]}.get(name, [])
    for choices in (CHOICES, SWAPPED):
        with transaction.atomic():
            for code in VOTERS:
                hall.vote(code, hall.named(choices[code]))
            pages.append([text_of(client.get(reverse(name, args=arguments))) for client in hall.clients.values()])
            transaction.set_rollback(True)
    assert pages[0] == pages[1]


@pytest.mark.django_db
def test_the_form_is_kept_by_no_browser_and_the_vote_is_shown_to_nobody_again():
    hall = Hall()
    url = reverse("ballot_vote", args=[hall.ballot.pk])
    page = hall.clients["VP"].get(url)
    assert 'autocomplete="off"' in page.content.decode()
    assert "data-keep" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    hall.vote("VP", hall.named("KT"))
    answer = hall.clients["VP"].get(url, follow=True)
    said = text_of(answer)
    assert "Đơn vị đã bỏ phiếu. Mỗi đơn vị bỏ một lần; lá phiếu không xem lại và không đổi được." in said
    assert 'name="chon"' not in answer.content.decode()
    assert "checked" not in answer.content.decode()


@pytest.mark.django_db
def test_after_closing_the_votes_are_nowhere_but_in_the_outcome():
    hall = Hall()
    for code in VOTERS:
        hall.vote(code, hall.named(CHOICES[code]))
    close_ballot(hall.ballot, by=None, at=AT)
    assert not Urn.objects.exists()
    assert Ballot.objects.values_list("paper_counts", flat=True).get() == {}
