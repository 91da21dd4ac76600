"""A round moves from phase to phase; what is missing is named, and a step back says why."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from scoring.actions.rounds import create_round, edit_round, move_on, step_back
from scoring.actions.sheets import send_back_sheet, submit_sheet, withdraw_sheet
from scoring.arithmetic import Band
from scoring.models import CriteriaSet, Mark, Round
from scoring.readiness import missing_of
from scoring.states import RoundState, SheetState
from tests.constraints import put
from tests.scoring.rounds import SELF, mark_of, round_in, sheet_of
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db


def on(round):
    return move_on(round, seen_state=round.state, by=None, at=timezone.now())


def words(round, at=None):
    return [missing.words for missing in missing_of(round, at=at or timezone.now())]


def test_a_round_goes_through_its_phases():
    round = round_in(RoundState.SELF_SCORING, entries=(SELF,))
    for code in ("VP", "VHXH", "KT", "HCC", "DVSNC", "QLDA"):
        submit_sheet(sheet_of(round, code), by=None, at=timezone.now())
    round = on(round)
    Mark.objects.in_round(round).update(appraised_entry=F("self_entry"))
    seen = [round.state]
    for _ in range(3):
        round = on(round)
        seen.append(round.state)
    assert seen == ["appraising", "shown", "objecting", "reviewing"]
    with pytest.raises(NotPossible, match="chốt kết quả"):
        on(round)


def test_what_is_missing_is_named():
    round = round_in(RoundState.SELF_SCORING)
    assert words(round)[2] == "Phòng Kinh tế chưa nộp phiếu tự chấm, còn 14 tiêu chí chưa chấm."
    with pytest.raises(NotPossible, match="Phòng Kinh tế"):
        on(round)
    appraising = round_in(RoundState.APPRAISING, number="77")
    put(mark_of(appraising, "KT", "1.1"), remark="Bổ sung")
    assert words(appraising)[0] == "Phòng Kinh tế chưa gửi lại tiêu chí 1.1 bị trả lại."
    assert "Phòng Kinh tế còn 15 tiêu chí chưa thẩm định: 1.1, 1.2, 1.3, 2.1, 2.2, 2.3 và 9 tiêu chí nữa." in words(
        appraising
    )


def test_after_the_deadline_the_round_goes_on_without_those_who_are_late():
    round = round_in(RoundState.SELF_SCORING)
    late = round.self_scoring_until + timedelta(seconds=1)
    assert move_on(round, seen_state=round.state, by=None, at=late).state == RoundState.APPRAISING


def test_of_two_who_move_the_round_the_second_is_told():
    round = round_in(RoundState.SHOWN)
    on(round)
    with pytest.raises(NotPossible, match="vừa được chuyển sang bước kiến nghị"):
        on(round)


@pytest.mark.parametrize("state", ["self_scoring", "appraising", "shown", "objecting", "reviewing"])
def test_a_step_back_leads_to_the_phase_before_and_says_why(state):
    round = step_back(round_in(RoundState(state)), "Nhầm hạn", seen_state=state, by=None, at=timezone.now())
    assert (round.phase, round.back_reason) == (RoundState(state).previous, "Nhầm hạn")
    row = Round.history.filter(id=round.pk).latest("history_id")
    assert row.history_change_reason == f"Lùi về bước {round.phase.label}: Nhầm hạn"


@pytest.mark.parametrize("state", ["preparing", "settled"])
def test_the_first_and_the_last_phase_have_no_way_back(state):
    with pytest.raises(NotPossible):
        step_back(round_in(RoundState(state)), "Nhầm", seen_state=state, by=None, at=timezone.now())


def test_a_new_round_has_a_sheet_for_every_unit_of_the_year():
    other = round_in(RoundState.PREPARING)
    round = Round(campaign=other.campaign, criteria_set=other.criteria_set, name="Chuyên đề quý IV")
    create_round(round, [Band("Tốt", 80)], by=None, at=timezone.now())
    sheets = round.sheets.order_by("position").values_list("unit__code", "role")
    assert list(sheets)[:3] == [("VP", "head"), ("VHXH", "deputy"), ("KT", "member")]
    assert [str(band) for band in round.bands.all()] == ["Tốt"]
    with pytest.raises(NotPossible, match="cùng tên"):
        again = Round(campaign=other.campaign, criteria_set=other.criteria_set, name="Chuyên đề quý IV")
        create_round(again, [], by=None, at=timezone.now())


def test_a_round_under_way_changes_its_dates_only():
    round = round_in(RoundState.APPRAISING)
    until = timezone.now() + timedelta(days=1)
    edit_round(round, {"appraising_until": until}, None, seen=0, by=None, at=timezone.now())
    assert Round.objects.get(pk=round.pk).appraising_until == until
    with pytest.raises(NotPossible, match="chỉ còn sửa được các mốc"):
        edit_round(round, {"name": "Khác"}, None, seen=1, by=None, at=timezone.now())


def test_dates_follow_one_another():
    round = round_in(RoundState.PREPARING)
    now = timezone.now()
    with pytest.raises(NotPossible, match="nối tiếp"):
        dates = {"self_scoring_until": now, "appraising_until": now - timedelta(days=1)}
        edit_round(round, dates, None, seen=0, by=None, at=now)


def test_a_sheet_is_handed_in_whole_taken_back_and_sent_back():
    round = round_in(RoundState.SELF_SCORING, entries=(SELF,))
    put(mark_of(round, "KT", "1.2"), self_entry="")
    now = timezone.now()
    with pytest.raises(NotPossible, match="Còn 1 tiêu chí chưa chấm"):
        submit_sheet(sheet_of(round, "KT"), by=None, at=now)
    put(mark_of(round, "KT", "1.2"), self_entry="10.75")
    submit_sheet(sheet_of(round, "KT"), by=None, at=now)
    withdraw_sheet(sheet_of(round, "KT"), by=None, at=now)
    submit_sheet(sheet_of(round, "KT"), by=None, at=now)
    back = send_back_sheet(sheet_of(round, "KT"), "Bổ sung minh chứng 1.2", by=None, at=now)
    assert (back.state, back.remark) == (SheetState.RETURNED, "Bổ sung minh chứng 1.2")
    with pytest.raises(NotPossible, match="quá hạn"):
        withdraw_sheet(
            submit_sheet(sheet_of(round, "KT"), by=None, at=now), by=None, at=round.self_scoring_until + timedelta(1)
        )


def test_the_table_changes_while_nothing_is_entered_and_not_under_entries():
    round = round_in(RoundState.SELF_SCORING)
    table = round.criteria_set
    other = CriteriaSet.objects.create(campaign=round.campaign, name=table.name, edition=2, based_on=table)
    back = step_back(round, "Sửa bộ tiêu chí", seen_state=round.state, by=None, at=timezone.now())
    edit_round(back, {"criteria_set": other}, None, seen=back.version, by=None, at=timezone.now())
    assert not Mark.objects.in_round(round).exists()

    entered = round_in(RoundState.SELF_SCORING, number="77")
    put(mark_of(entered, "KT", "1.2"), self_entry="10.75")
    back = step_back(entered, "Sửa bộ tiêu chí", seen_state=entered.state, by=None, at=timezone.now())
    another = CriteriaSet.objects.create(campaign=entered.campaign, name="Khác")
    with pytest.raises(NotPossible, match="không đổi được nữa"):
        edit_round(back, {"criteria_set": another}, None, seen=back.version, by=None, at=timezone.now())
    assert mark_of(entered, "KT", "1.2").self_entry == "10.75"
