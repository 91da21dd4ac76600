from datetime import date

import pytest

from units.models import Membership, User
from units.predicates import heads_a_year, is_administrator, is_council, is_deputy, is_head, is_member, role_in

pytestmark = pytest.mark.django_db


def facts(years, round):
    """Head, deputy, member: each a yes or a no, for everybody."""
    return {
        who: (is_head(user, round), is_deputy(user, round), is_member(user, round))
        for who, user in years.people.items()
    }


NOT_OF_IT = (False, False, False)


def test_a_role_is_that_of_the_unit_in_the_year_of_the_thing(years):
    assert facts(years, years.rounds["cuối năm"]) == {
        "head": (True, False, True),
        "deputy": (False, True, True),
        "member": (False, False, True),
        "last year's head": (False, False, True),
        "stranger": NOT_OF_IT,
        "council": NOT_OF_IT,
        "council elsewhere": NOT_OF_IT,
        "admin": NOT_OF_IT,
        "nobody": NOT_OF_IT,
        "anonymous": NOT_OF_IT,
    }


def test_last_year_belongs_to_last_years_head(years):
    found = facts(years, years.rounds["năm trước"])
    assert (found["last year's head"], found["head"]) == ((True, False, True), (False, False, True))


def test_the_head_of_another_bloc_is_a_head_there_and_nobody_here(years):
    stranger = years.people["stranger"]
    assert [is_head(stranger, years.rounds[key]) for key in ("khối khác", "cuối năm")] == [True, False]


def test_a_year_without_a_membership_has_no_role(years):
    assert role_in(years.people["head"], years.bloc.pk, 2030) is None


def test_nothing_has_no_head(years):
    head = years.people["head"]
    assert (is_head(head, None), is_deputy(head, None), is_member(head, None)) == NOT_OF_IT


def test_an_administrator_is_an_active_superuser(years):
    closed = User(username="closed", is_superuser=True, is_active=False)
    people = years.people | {"closed": closed}
    assert [who for who, user in people.items() if is_administrator(user)] == ["admin"]


def test_the_council_is_whoever_was_named_to_one(years):
    assert [who for who, user in years.people.items() if is_council(user)] == ["council", "council elsewhere"]


def test_roles_are_asked_once_for_a_person(years, django_assert_num_queries):
    head = User.objects.get(username="head")
    with django_assert_num_queries(1):
        assert [role_in(head, years.bloc.pk, year) for year in (2025, 2026, 2027)] == ["member", "head", None]


# Years that run and years to come ---------------------------------------------------------------------------------


def heads_on(years, day):
    return [who for who, user in years.people.items() if heads_a_year(user, day)]


def test_the_head_of_a_year_that_is_over_heads_no_more(years):
    assert heads_on(years, date(2025, 12, 31)) == ["head", "last year's head", "stranger"]
    assert heads_on(years, date(2026, 1, 1)) == ["head", "stranger"]


def test_a_year_without_roles_ends_nothing(years):
    assert heads_on(years, date(2028, 5, 1)) == ["head", "stranger"]


def test_a_headship_given_ahead_leaves_the_running_year_to_its_head(years):
    next_head = years.people["last year's head"].unit
    Membership.objects.create(bloc=years.bloc, unit=next_head, year=2027, role="head")
    assert heads_on(years, date(2026, 11, 22)) == ["head", "last year's head", "stranger"]
    assert heads_on(years, date(2027, 1, 1)) == ["last year's head", "stranger"]
