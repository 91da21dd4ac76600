"""Who gets which file and who may upload: one row an address, and no road around the rule."""

import pytest
from django.urls import reverse

from scoring.models import Mark
from scoring.states import RoundState
from tests.awards.offline.files import confirm, downloaded, filled, filled_round, upload
from tests.cast import PEOPLE
from tests.scoring.rounds import round_in

pytestmark = pytest.mark.django_db

READ_ONLY = "302 405 405 405 405 405 405 405 405"
# In the phase of appraisal, for the sheet of KT, the clerk's unit.
#                        anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "sheet_workbook": ("302 200 404 200 200 404 404 404 200", READ_ONLY),
    "sheet_upload": ("302 200 404 403 403 404 404 404 403", "302 200 404 403 403 404 404 404 403"),
    "round_workbook": ("302 403 404 200 200 404 404 404 403", READ_ONLY),
    "round_upload": ("302 403 404 200 200 404 404 404 403", "302 403 404 200 200 404 404 404 403"),
}


def address(name, round):
    return reverse(name, args=[round.pk, "KT"] if name.startswith("sheet") else [round.pk])


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_gets_what_the_table_says(cast, name, method):
    url = address(name, round_in(RoundState.APPRAISING))
    statuses = [str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE]
    assert " ".join(statuses) == ACCESS[name][method == "post"]


#                       anonymous clerk stranger deputy head other_head council other_council admin
SHEET_BY_PHASE = {
    RoundState.PREPARING: "302 404 404 200 200 404 404 404 200",
    RoundState.SELF_SCORING: "302 200 404 404 404 404 404 404 200",
    RoundState.APPRAISING: "302 200 404 200 200 404 404 404 200",
    RoundState.SHOWN: "302 200 404 200 200 404 404 404 200",
    RoundState.SETTLED: "302 200 404 200 200 404 403 404 200",
}


@pytest.mark.parametrize("state", SHEET_BY_PHASE)
def test_a_sheet_is_downloaded_by_whoever_reads_it(cast, state):
    url = address("sheet_workbook", round_in(state))
    assert " ".join(str(cast.client(who).get(url).status_code) for who in PEOPLE) == SHEET_BY_PHASE[state]


@pytest.mark.parametrize("state", RoundState)
def test_nobody_of_another_unit_uploads_in_any_phase(cast, state):
    round = round_in(state)
    data = filled(downloaded(cast.client("admin"), "sheet_workbook", round.pk, "KT"), {"1.2": 5})
    before = list(Mark.objects.filter(sheet__round=round).order_by("pk").values_list("self_entry", "version"))
    for who in PEOPLE:
        if who != "clerk":
            assert upload(cast.client(who), address("sheet_upload", round), data).status_code in (302, 403, 404)
    assert list(Mark.objects.filter(sheet__round=round).order_by("pk").values_list("self_entry", "version")) == before


def test_a_confirmation_is_asked_for_the_permission_again(cast):
    """The head becomes a member between looking and confirming."""
    round = round_in(RoundState.APPRAISING)
    head, url = cast.client("head"), address("round_upload", round)
    answer = upload(head, url, filled_round(downloaded(head, "round_workbook", round.pk), [("KT", "1.3", "Đạt")]))
    round.campaign.bloc.memberships.filter(year=2026, unit=cast.head.unit).update(role="member")
    assert confirm(head, url, answer).status_code == 403
    assert not Mark.objects.filter(sheet__round=round).exclude(appraised_entry="").exists()


def test_the_own_unit_is_never_appraised_through_a_file(cast):
    round = round_in(RoundState.APPRAISING)
    url = address("round_upload", round)
    for who, own in (("head", "VP"), ("deputy", "VHXH")):
        client = cast.client(who)
        data = filled_round(downloaded(client, "round_workbook", round.pk), [(own, "1.3", "Đạt")])
        answer = upload(client, url, data)
        assert (answer.context["shown"].left_out.count, answer.context["token"]) == (1, None)
    assert not Mark.objects.filter(sheet__round=round).exclude(appraised_entry="").exists()
