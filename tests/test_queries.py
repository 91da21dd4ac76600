"""The number of queries stays the same whatever grows: units, criteria, areas, rules, bands, papers, rounds."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.states import PaperKind
from tests.cast import NAME, Cast, Size, content_of_size, issue, settle

pytestmark = pytest.mark.django_db

SMALL = Size(units=4, criteria=6, areas=2, rules=1, bands=1)
GROWN = {
    "units": replace(SMALL, units=30),
    "criteria": replace(SMALL, criteria=30),
    "areas": replace(SMALL, areas=6),
    "rules": replace(SMALL, rules=6),
    "bands": replace(SMALL, bands=4),
    "everything": Size(units=40, criteria=24, areas=8, rules=5, bands=4),
}

# The most a page may ask, login and frame included.
PAGES = {
    "dashboard": 25,
    "round": 10,
    "results": 10,
    "ranking": 15,
    "trace": 10,
    "proposals": 11,
    "verification": 6,
    "papers": 8,
    "campaign": 15,
    "rounds": 8,
    "ranking_xlsx": 6,
    "ranking_csv": 6,
    "workbook": 6,
    "result_document": 6,
    "activity": 11,
    "history": 10,
    "paper": 5,
}


def queries(client, url):
    """How many a warm page asks (a first page of a process may look something up once for all)."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def address(name, round, paper):
    arguments = {"campaign": [round.campaign_id], "trace": [round.pk, "D1"], "paper": [paper.pk]}
    arguments["history"] = ["ky-cham", round.pk]
    if name in ("dashboard", "results", "papers", "rounds", "activity"):
        return reverse(name)
    return reverse(name, args=arguments.get(name, [round.pk]))


def counts(cast, size, number):
    """Queries by page, for a clerk of a bloc of this size."""
    round = settle(replace(NAME, number=number), content_of_size(size))
    papers = [issue(round, kind) for kind in PaperKind]
    cast.round, cast.someone = round, cast.staff(f"clerk {number}", round.campaign.bloc, "D1")
    client = cast.client("someone")
    return {name: queries(client, address(name, round, papers[0])) for name in PAGES}


def test_pages_ask_the_same_whatever_grows_and_stay_within_their_number(cast):
    """Everything is counted once: settling these rounds and opening their pages is what costs here."""
    small = counts(cast, SMALL, "80")
    grown = {what: counts(cast, size, str(81 + place)) for place, (what, size) in enumerate(GROWN.items())}
    assert {
        (what, name): (small[name], n) for what, found in grown.items() for name, n in found.items() if n != small[name]
    } == {}
    assert {name: n for name, n in grown["everything"].items() if n > PAGES[name]} == {}


def test_lists_ask_the_same_with_more_rounds_and_papers(cast: Cast):
    asked = [
        (who, name)
        for who in ("clerk", "head", "deputy", "council", "admin")
        for name in ("dashboard", "results", "papers", "campaigns")
    ]
    before = {(who, name): queries(cast.client(who), reverse(name)) for who, name in asked}
    for number in range(3):
        round = settle(replace(NAME, round=f"Kỳ {number}"))
        for kind in PaperKind:
            issue(round, kind)
    assert {(who, name): queries(cast.client(who), reverse(name)) for who, name in asked} == before


def test_points_on_the_scale_are_whole(cast):
    """The fixture stays honest: a made-up round has a scale other than 100 and totals that differ."""
    round = settle(replace(NAME, number="83"), content_of_size(GROWN["everything"]))
    totals = list(round.result.units.values_list("total", flat=True))
    assert len(set(totals)) > 30
    assert all(isinstance(total, Decimal) for total in totals)
