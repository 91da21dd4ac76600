"""What the demo bloc shows of awards: by offices, never by a person's name, and only where nobody lives yet."""

from datetime import UTC, datetime

import pytest

from awards.models import GrantedAward, Headcount, Nomination, PastStanding, PersonRule
from khoi_thidua.demo_awards import AWARDS, load_demo_awards, read
from khoi_thidua.plan import load_plan

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
MODELS = (PersonRule, Headcount, Nomination, GrantedAward, PastStanding)


def counts():
    return [model.objects.count() for model in MODELS]


def test_a_new_bloc_gets_titles_people_and_last_years_awards():
    campaign, _ = load_plan()
    assert load_demo_awards(campaign, at=AT)
    assert counts() == [3, 6, 4, 4, 6]
    assert {n.full_name for n in Nomination.objects.all()} == {"(Họ và tên)"}
    assert {(n.unit.code, n.state) for n in Nomination.objects.all()} == {
        (row["unit"], row["state"]) for row in read(AWARDS)["nominations"]
    }


def test_what_somebody_lives_in_is_left_alone():
    campaign, _ = load_plan()
    Headcount.objects.create(campaign=campaign, unit=campaign.bloc.units.first(), people=9)
    assert not load_demo_awards(campaign, at=AT)
    assert counts() == [0, 1, 0, 0, 0]


def test_a_second_time_changes_nothing():
    campaign, _ = load_plan()
    load_demo_awards(campaign, at=AT)
    before = counts()
    assert not load_demo_awards(campaign, at=AT)
    assert counts() == before
