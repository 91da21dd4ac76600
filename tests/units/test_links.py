"""One-time links: the latest alone is good, and mail is not sent at will."""

from datetime import UTC, datetime, timedelta

import pytest

from units.actions import issue_password_link
from units.links import MOST_FOR_AN_ACCOUNT, MOST_FROM_AN_ADDRESS, SPAN, latest_link, may_ask_for_link
from units.models import LinkRequests, User

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 18, 8, 0, tzinfo=UTC)


def test_a_new_link_ends_the_one_before(years):
    person, other = (User.objects.get(username=name) for name in ("head", "deputy"))
    _, of_another = issue_password_link(other)
    _, first = issue_password_link(person)
    _, second = issue_password_link(person)

    person = User.objects.get(pk=person.pk)
    assert [latest_link.check_token(person, token) for token in (first, second)] == [False, True]
    assert latest_link.check_token(User.objects.get(pk=other.pk), of_another)


def asked(times, email="kinhte@example.vn", address="10.0.0.1", at=AT):
    return [may_ask_for_link(email, address, at=at) for _ in range(times)]


def test_an_account_is_sent_so_many_links_an_hour_from_wherever_they_are_asked(db):
    assert asked(MOST_FOR_AN_ACCOUNT) == [True] * MOST_FOR_AN_ACCOUNT
    assert asked(1, email=" KINHTE@example.vn ", address="10.0.0.2") == [False]
    assert asked(1, email="vanphong@example.vn") == [True]


def test_an_address_asks_so_many_times_an_hour_for_whomever(db):
    answers = [asked(1, email=f"{n}@example.vn")[0] for n in range(MOST_FROM_AN_ADDRESS + 1)]
    assert answers == [True] * MOST_FROM_AN_ADDRESS + [False]
    assert asked(1, email="x@example.vn", address="10.0.0.2") == [True]


def test_after_an_hour_it_begins_anew_and_nothing_is_kept(db):
    asked(MOST_FOR_AN_ACCOUNT + 1)
    assert asked(1, at=AT + SPAN - timedelta(seconds=1)) == [False]
    assert asked(1, at=AT + SPAN) == [True]
    assert LinkRequests.objects.count() == 2


def test_what_was_typed_is_not_in_the_table(db):
    asked(1)
    rows = list(LinkRequests.objects.values_list("asked_by", flat=True))
    assert len(rows) == 2 and not any("kinhte" in row or "10.0" in row for row in rows)
