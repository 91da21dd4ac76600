"""Everything that has a history leads to it from where it is shown, and no link leads to a closed door."""

import re

import pytest
from django.urls import reverse

from awards.models import Proposal
from scoring.models import ScoreSheet
from units.models import Membership

pytestmark = pytest.mark.django_db


def links_of(cast, who):
    """The histories a person is led to from the pages of a settled round, its year and the own account."""
    client, round = cast.client(who), cast.round
    pages = [
        *(reverse(name, args=[round.pk]) for name in ("ranking", "proposals", "round")),
        *(reverse("trace", args=[round.pk, code]) for code in ("VP", "KT")),
        *(reverse("paper_page", args=[pk]) for pk in round.papers.values_list("pk", flat=True)),
        reverse("security"),
        reverse("campaign", args=[round.campaign_id]),
        reverse("roles", args=[cast.bloc.pk]),
    ]
    found = {url for page in pages for url in re.findall(r'"(/lich-su/[^"]+)"', client.get(page).content.decode())}
    assert {url: client.get(url).status_code for url in found} == dict.fromkeys(found, 200)
    return found


def urls(kind, rows):
    return {reverse("history", args=[kind, pk]) for pk in rows.values_list("pk", flat=True)}


def units_of(cast, **more):
    rows = Membership.objects.filter(bloc=cast.bloc, year=2026, **more)
    return {reverse("history", args=["vai-tro", unit]) for unit in rows.values_list("unit", flat=True)}


def of_everybody(cast):
    round = cast.round
    return {
        reverse("history", args=["phong-trao", round.campaign_id]),
        reverse("history", args=["ky-cham", round.pk]),
        reverse("history", args=["bo-tieu-chi", round.criteria_set_id]),
        *urls("de-nghi", Proposal.objects.filter(rule__round=round)),
        *urls("van-ban", round.papers),
    }


@pytest.mark.parametrize("who", ["head", "deputy"])
def test_who_leads_the_year_is_led_to_every_history_of_it(cast, who):
    own = reverse("history", args=["tai-khoan", getattr(cast, who).pk])
    sheets = urls("phieu", ScoreSheet.objects.filter(round=cast.round))
    assert links_of(cast, who) == of_everybody(cast) | sheets | units_of(cast) | {own}


def test_a_unit_is_led_to_the_rounds_and_to_its_own(cast):
    own = reverse("history", args=["tai-khoan", cast.clerk.pk])
    unit = cast.clerk.unit_id
    sheets = urls("phieu", ScoreSheet.objects.filter(round=cast.round, unit=unit))
    assert links_of(cast, "clerk") == of_everybody(cast) | sheets | units_of(cast, unit=unit) | {own}


def test_an_administrator_is_led_to_all(cast):
    sheets = urls("phieu", ScoreSheet.objects.filter(round=cast.round))
    assert links_of(cast, "admin") >= of_everybody(cast) | sheets | units_of(cast)


def test_the_council_is_led_to_none(cast):
    assert links_of(cast, "council") == set()
