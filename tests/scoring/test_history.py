"""Rounds, tables and marks leave a trace; a load of thousands is written at once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from scoring.actions import clear_round
from scoring.actions.marks import Appraisal, SelfEntry, appraise_mark, enter_mark
from scoring.models import Criterion, Mark, Round, ScoreSheet
from scoring.states import RoundState
from tests.cast import NAME, settle
from tests.constraints import put
from tests.scoring.rounds import ROUND_NAME, mark_of, round_in, sheet_of
from tests.years import prepare
from toolkit.history import acting

pytestmark = pytest.mark.django_db


def test_a_changed_mark_is_told_with_comma_and_reason():
    round = prepare(NAME)
    mark = Mark.objects.filter(sheet__round=round, sheet__unit__code="KT", criterion__kind="graded").first()
    mark.appraised_entry, mark.reason = "1.00", "Thiếu minh chứng"
    before = mark.history.first().history_words["thẩm định"]
    with acting("Thẩm định lại"):
        mark.save()
    row = mark.history.first()
    assert row.history_about == f"Phòng Kinh tế, tiêu chí {mark.criterion.code}"
    assert row.history_changes[0] == ["thẩm định", before, "1,00"]
    assert (row.history_change_reason, row.history_is_part, row.history_of) == (
        "Thẩm định lại",
        False,
        mark.sheet_id,
    )


def test_a_settled_workbook_leaves_one_row_a_mark_and_the_settling():
    round = settle()
    assert Mark.history.count() == Mark.objects.count() > 0
    assert Mark.history.filter(history_is_part=True).count() == Mark.history.count()
    assert ScoreSheet.history.count() == round.sheets.count()
    assert Criterion.history.count() == round.criteria_set.criteria.count()
    made, settled = Round.history.order_by("history_id")
    assert (made.history_type, made.history_change_reason) == ("+", "Nạp từ sổ chấm điểm")
    assert settled.history_changes == [["trạng thái", "Chuẩn bị", "Đã chốt"]]
    assert (settled.history_change_reason, settled.history_by) == ("Chốt kỳ chấm", "")
    assert (settled.history_bloc, settled.history_year) == (round.campaign.bloc_id, 2026)


def test_loading_asks_the_same_for_more_units(django_assert_max_num_queries):
    from dataclasses import replace

    from tests.cast import Size, content_of_size

    with django_assert_max_num_queries(98):
        settle(replace(NAME, number="90"), content_of_size(Size(units=30, criteria=12)))


def test_a_round_that_is_cleared_stays_in_the_history():
    round = prepare(NAME)
    pk, marks = round.pk, Mark.history.count()
    clear_round(round.campaign, NAME.round)
    gone = Round.history.model.objects.get(id=pk, history_type="-")
    assert (gone.history_about, gone.history_bloc) == (f"Kỳ chấm {NAME.round}", round.campaign.bloc_id)
    assert Mark.history.count() == marks  # told by the round


def test_a_criterion_is_told_with_its_kind_in_words():
    round = prepare(NAME)
    criterion = round.criteria_set.criteria.filter(kind="graded").first()
    criterion.maximum += 1
    criterion.save()
    [change] = criterion.history.first().history_changes
    assert change[0] == "điểm tối đa" and "," in change[1]
    assert criterion.history.last().history_words["loại"] == "Chấm điểm"


# Who reads it when (docs/decisions/0011) ------------------------------------------------------------------------------


def deeds(user, unit="KT"):
    """What the person reads of the sheet of a unit, marks and sheet together."""
    rows = [*ScoreSheet.history.model.objects.visible_to(user), *Mark.history.model.objects.visible_to(user)]
    of = set(ScoreSheet.objects.filter(round__name=ROUND_NAME, unit__code=unit).values_list("pk", flat=True))
    return {row.history_change_reason for row in rows if row.history_of in of and row.history_type == "~"}


def test_a_unit_reads_what_its_people_did_and_the_appraisal_once_it_is_shown(cast):
    round = round_in(RoundState.SELF_SCORING)
    enter_mark(mark_of(round, "KT", "1.2"), SelfEntry("10.75"), seen=0, by=cast.clerk, at=timezone.now())
    seen = {"self_scoring": (deeds(cast.clerk), deeds(cast.head), deeds(cast.stranger))}
    put(round, state=RoundState.APPRAISING)
    put(sheet_of(round, "KT"), state="submitted")
    appraise_mark(mark_of(round, "KT", "1.2"), Appraisal("10.75"), seen=1, by=cast.head, at=timezone.now())
    seen["appraising"] = (deeds(cast.clerk), deeds(cast.head), deeds(cast.stranger))
    put(round, state=RoundState.SHOWN)
    seen["shown"] = (deeds(cast.clerk), deeds(cast.head), deeds(cast.stranger))
    both = {"Tự chấm", "Thẩm định"}
    assert seen == {
        "self_scoring": ({"Tự chấm"}, set(), set()),
        "appraising": ({"Tự chấm"}, both, set()),
        "shown": (both, both, set()),
    }


def test_the_history_of_the_own_sheet_opens_before_anybody_has_touched_it(cast):
    round = round_in(RoundState.SELF_SCORING)
    address = reverse("history", args=["phieu", sheet_of(round, "KT").pk])
    assert cast.client("clerk").get(address).status_code == 200
    assert cast.client("stranger").get(address).status_code == 404


def test_head_and_deputy_wait_for_the_appraisal_of_their_own_sheet_like_everybody(cast):
    round = round_in(RoundState.APPRAISING)
    appraise_mark(mark_of(round, "VP", "1.3"), Appraisal("Đạt"), seen=0, by=cast.deputy, at=timezone.now())
    assert (deeds(cast.head, "VP"), deeds(cast.deputy, "VP")) == (set(), {"Thẩm định"})
    put(round, state=RoundState.SHOWN)
    assert deeds(cast.head, "VP") == {"Thẩm định"}


def test_drafts_stay_with_their_unit_when_the_round_is_taken_back(cast):
    round = round_in(RoundState.SELF_SCORING)
    before = round_in(RoundState.PREPARING, name="Chưa mở")
    enter_mark(mark_of(round, "KT", "1.2"), SelfEntry("10.75"), seen=0, by=cast.clerk, at=timezone.now())
    put(round, state=RoundState.PREPARING)
    seen = set(ScoreSheet.objects.visible_to(cast.head).filter(round=round).values_list("unit__code", flat=True))
    assert "KT" not in seen and "HCC" in seen
    assert deeds(cast.head) == set()
    assert ScoreSheet.objects.visible_to(cast.head).filter(round=before).count() == 6
