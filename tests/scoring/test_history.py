"""Rounds, tables and marks leave a trace; a load of thousands is written at once."""

import pytest

from scoring.actions import clear_round
from scoring.models import Criterion, Mark, Round, ScoreSheet
from tests.cast import NAME, settle
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

    with django_assert_max_num_queries(90):
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
