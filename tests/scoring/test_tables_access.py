"""Who reaches the pages of scoring tables, and how many queries they ask whatever grows."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scoring.actions.tables import draft_edition
from scoring.states import RoundState
from tests.cast import AT, NAME, PEOPLE, Size, content_of_size, settle
from tests.scoring.rounds import round_in
from tests.scoring.tables import a_draft, boxes, row_of

pytestmark = pytest.mark.django_db

#         anonymous clerk stranger deputy head other_head council other_council admin
LOOKED_AT = "302 405 405 405 405 405 405 405 405"
OF_YEAR = "302 403 404 403 200 404 403 404 200"
OF_DRAFT = "302 404 404 403 200 404 404 404 200"  # a draft is seen by those who lead the year alone
DONE = "302 404 404 403 302 404 404 404 302"
ACCESS = {
    "tables": ("302 200 404 200 200 404 403 404 200", LOOKED_AT),
    "table_new": (OF_YEAR, OF_YEAR),
    "table": ("302 404 404 200 200 404 404 404 200", DONE),
    "table_preview": (LOOKED_AT, OF_DRAFT),
    "table_order": (LOOKED_AT, OF_DRAFT),
    "table_settings": (OF_DRAFT, OF_DRAFT),
    "table_approve": (OF_DRAFT, DONE),
    "table_edition": (LOOKED_AT, DONE),
    "table_remove": (OF_DRAFT, DONE),
    "criterion_add": (OF_DRAFT, OF_DRAFT),
    "criterion_edit": (OF_DRAFT, OF_DRAFT),
    "criterion_remove": (OF_DRAFT, DONE),
    "table_import": (OF_DRAFT, OF_DRAFT),
    "table_import_confirm": (LOOKED_AT, DONE),
    "table_workbook": ("302 404 404 200 200 404 404 404 200", LOOKED_AT),
}
# The table of a settled round, which everybody of the bloc may look at.
SETTLED = {
    "table": "302 200 404 200 200 404 403 404 200",
    "table_workbook": "302 200 404 200 200 404 403 404 200",
    "table_settings": "302 403 404 403 302 404 403 404 302",
}


def answers(cast, url, method):
    found = []
    for who in PEOPLE:
        with transaction.atomic():
            found.append(str(getattr(cast.client(who), method)(url).status_code))
            transaction.set_rollback(True)
    return " ".join(found)


@pytest.mark.parametrize("name", ACCESS)
def test_who_gets_what_of_a_draft(cast, name):
    draft = a_draft(cast)
    args = [draft.campaign_id] if name in ("tables", "table_new") else [draft.pk]
    url = reverse(
        name, args=[row_of(draft, "1.2").pk] if name.startswith("criterion_") and name != "criterion_add" else args
    )
    assert (answers(cast, url, "get"), answers(cast, url, "post")) == ACCESS[name]


@pytest.mark.parametrize("name", SETTLED)
def test_who_gets_what_of_an_approved_table(cast, name):
    assert answers(cast, reverse(name, args=[cast.round.criteria_set_id]), "get") == SETTLED[name]


def test_the_table_of_a_round_that_has_begun_is_read_by_the_units(cast):
    begun = round_in(RoundState.SELF_SCORING)
    assert cast.client("clerk").get(reverse("table", args=[begun.criteria_set_id])).status_code == 200


# Queries --------------------------------------------------------------------------------------------------------------

SMALL = Size(units=4, criteria=6, areas=2)
GROWN = {
    "units": replace(SMALL, units=30),
    "criteria": replace(SMALL, criteria=40),
    "areas": replace(SMALL, areas=8),
}
PAGES = {"tables": 8, "table": 17, "table_preview": 21, "table_approve": 9, "criterion_add": 8, "table_workbook": 8}


def asked(cast, size, number):
    """How many queries each warm page asks of a draft that follows a settled round of this size."""
    round = settle(replace(NAME, number=number), content_of_size(size))
    draft = draft_edition(round.criteria_set, by=None, at=AT)
    client = cast.client("admin")
    return {name: warm(client, name, round, draft) for name in PAGES}


def warm(client, name, round, draft):
    url = reverse(name, args=[round.campaign_id if name == "tables" else draft.pk])
    data = boxes(draft) if name == "table_preview" else None
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url) if data is None else client.post(url, data)
        assert answer.status_code == 200
    return len(captured)


def test_the_queries_of_a_page_stay_the_same_whatever_grows(cast):
    least = asked(cast, SMALL, "11")
    grown = {what: asked(cast, size, f"2{n}") for n, (what, size) in enumerate(GROWN.items())}
    assert grown == dict.fromkeys(GROWN, least)
    assert {name: count for name, count in least.items() if count > PAGES[name]} == {}


def test_the_head_pays_no_more_than_the_administrator_for_a_draft(cast):
    draft = a_draft(cast)
    assert warm(cast.client("head"), "table", cast.round, draft) <= PAGES["table"] + 2
