"""The queries of every page stay the same whatever grows; what is written costs its lines and nothing more."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from scoring.models import Mark
from scoring.states import RoundState
from tests.awards.offline.files import confirm, downloaded, filled, filled_round, upload
from tests.cast import Size, content_of_size
from tests.scoring.rounds import round_in
from tests.years import staff

pytestmark = pytest.mark.django_db

SMALL = Size(units=4, criteria=6, areas=2, rules=1, bands=1)
GROWN = {
    "units": replace(SMALL, units=20),
    "criteria": replace(SMALL, criteria=24),
    "areas": replace(SMALL, areas=5),
    "bands": replace(SMALL, bands=4),
}
# The most a page may ask, login and frame included.
MOST = {
    "sheet_workbook": 5,
    "sheet_upload": 6,
    "sheet compared": 13,
    "round_workbook": 13,
    "round_upload": 6,
    "round compared": 17,
}
A_LINE = 9  # lock, standing, row, history, savepoints


def asked(deed):
    with CaptureQueriesContext(connection) as captured:
        answer = deed()
    assert answer.status_code == 200
    return len(captured)


def counts(size, number):
    """Queries by page, for a member of the bloc with its whole sheet, and the head with the whole round, filled."""
    content = content_of_size(size)
    rounds = {
        state: round_in(state, content, number=f"{number}{place}")
        for place, state in enumerate((RoundState.SELF_SCORING, RoundState.APPRAISING))
    }
    open_round, round = rounds.values()
    codes = [criterion.code for criterion in content.criteria]
    found = {}
    client = logged_in(open_round, "D2")
    address = reverse("sheet_upload", args=[open_round.pk, "D2"])
    data = filled(downloaded(client, "sheet_workbook", open_round.pk, "D2"), dict.fromkeys(codes, 1))
    found["sheet_workbook"] = asked(lambda: client.get(reverse("sheet_workbook", args=[open_round.pk, "D2"])))
    found["sheet_upload"] = asked(lambda: client.get(address))
    upload(client, address, data)
    found["sheet compared"] = asked(lambda: upload(client, address, data))
    head = logged_in(round, "D0")
    address = reverse("round_upload", args=[round.pk])
    lines = [(sheet.unit, code, 1) for sheet in content.sheets for code in codes]
    reasons = [(unit, code, "Lý do") for unit, code, _ in lines]
    data = filled_round(downloaded(head, "round_workbook", round.pk), lines, reasons)
    found["round_workbook"] = asked(lambda: head.get(reverse("round_workbook", args=[round.pk])))
    found["round_upload"] = asked(lambda: head.get(address))
    answer = upload(head, address, data)
    assert answer.context["shown"].taken.count > len(codes)
    found["round compared"] = asked(lambda: upload(head, address, data))
    return found


def logged_in(round, code):
    from django.test import Client

    client = Client()
    client.force_login(staff(round.campaign.bloc, code, f"{code}-{round.pk}"))
    return client


def test_queries_do_not_grow(db):
    small = counts(SMALL, 1)
    assert {name: count for name, count in small.items() if count > MOST[name]} == {}
    for number, (what, size) in enumerate(GROWN.items(), 2):
        assert (what, counts(size, number)) == (what, small)


def test_what_is_written_costs_its_lines(cast):
    round = round_in(RoundState.SELF_SCORING)
    clerk, url = cast.client("clerk"), reverse("sheet_upload", args=[round.pk, "KT"])
    costs = []
    for entries in ({"1.2": 9}, {"1.2": 8, "2.3": 6, "3.1": 5}):
        answer = upload(clerk, url, filled(downloaded(clerk, "sheet_workbook", round.pk, "KT"), entries))
        with CaptureQueriesContext(connection) as captured:
            confirm(clerk, url, answer)
        costs.append(len(captured))
    assert costs[1] - costs[0] <= 2 * A_LINE
    assert Mark.objects.filter(sheet__round=round).exclude(self_entry="").count() == 3
