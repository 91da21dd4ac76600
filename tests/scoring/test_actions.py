from dataclasses import replace
from decimal import Decimal

import pytest
from django.db.models import ProtectedError
from django_fsm import TransitionNotAllowed

from awards.actions import settle_round
from scoring.actions import clear_round, free_table_name
from scoring.models import Band, CriteriaSet, Criterion, Mark, Result, Round, ScoreSheet, UnitResult
from tests.scoring.sample import CONTENT, OUTCOME
from tests.years import AT, NAME, prepare, settle

pytestmark = pytest.mark.django_db


def rows(*models):
    return {model.__name__: model.objects.count() for model in models}


LOADED = (CriteriaSet, Criterion, Round, Band, ScoreSheet, Mark)


def test_a_round_is_loaded_with_everything_it_is_settled_from():
    round = prepare(NAME)
    assert rows(*LOADED, Result) == {
        "CriteriaSet": 1,
        "Criterion": 18,
        "Round": 1,
        "Band": 3,
        "ScoreSheet": 6,
        "Mark": 18 * 6,
        "Result": 0,
    }
    assert (round.tie_break, round.criteria_set.step, round.criteria_set.bonus_cap) == (
        "base;area:1;ballot",
        Decimal("0.25"),
        Decimal("5.00"),
    )


def test_entries_are_kept_as_canonical_text_with_their_reason():
    round = prepare(NAME)
    marks = Mark.objects.filter(sheet__round=round, sheet__unit__code__in=["VP", "QLDA"])
    shown = marks.filter(criterion__code__in=["1.1", "1.2", "1.3", "2.1"]).order_by(
        "sheet__position", "criterion__code"
    )
    assert list(
        shown.values_list("sheet__unit__code", "criterion__code", "self_entry", "appraised_entry", "reason")
    ) == [
        ("VP", "1.1", "104", "104", ""),
        ("VP", "1.2", "12.00", "11.25", "Còn 02 văn bản tham mưu trình chậm so với yêu cầu"),
        ("VP", "1.3", "Đạt", "Đạt", ""),
        ("VP", "2.1", "98.6", "98.6", ""),
        ("QLDA", "1.1", "97", "97", ""),
        ("QLDA", "1.2", "9.00", "9.00", ""),
        ("QLDA", "1.3", "Đạt", "Đạt", ""),
        ("QLDA", "2.1", "N/A", "N/A", ""),
    ]


def test_a_mark_that_says_nothing_is_not_kept():
    head, *others = CONTENT.sheets
    silent = replace(head, marks={**head.marks, "T.1": type(head.marks["T.1"])()})
    prepare(NAME, replace(CONTENT, sheets=(silent, *others)))
    assert rows(Mark) == {"Mark": 18 * 6 - 1}


def test_a_sheet_keeps_name_and_role_when_the_unit_changes_them():
    round = settle().round
    unit = round.sheets.get(unit__code="KT").unit
    unit.name = "Phòng Kinh tế, Hạ tầng và Đô thị"
    unit.save()
    assert str(round.sheets.get(unit=unit)) == "Phòng Kinh tế"


def test_a_round_that_was_never_settled_is_cleared_with_its_table():
    round = prepare(NAME)
    clear_round(round.campaign, NAME.round)
    assert rows(*LOADED) == dict.fromkeys(rows(*LOADED), 0)


def test_clearing_leaves_rounds_of_another_name_and_tables_they_use():
    round = prepare(NAME)
    other = Round.objects.create(campaign=round.campaign, criteria_set=round.criteria_set, name="Sơ kết")
    clear_round(round.campaign, NAME.round)
    assert (list(Round.objects.all()), CriteriaSet.objects.count()) == ([other], 1)


def test_a_settled_round_is_not_cleared():
    round = settle().round
    before = rows(*LOADED)
    with pytest.raises(ProtectedError):
        clear_round(round.campaign, NAME.round)
    assert rows(*LOADED) == before


def test_a_table_takes_the_name_of_its_round_or_the_next_free_one():
    campaign = prepare(NAME).campaign
    assert free_table_name(campaign, "Sơ kết") == "Sơ kết"
    assert free_table_name(campaign, NAME.round) == f"{NAME.round} (2)"
    CriteriaSet.objects.create(campaign=campaign, name=f"{NAME.round} (2)")
    assert free_table_name(campaign, NAME.round) == f"{NAME.round} (3)"


def test_a_table_of_the_longest_name_still_finds_a_free_one():
    campaign = prepare(NAME).campaign
    CriteriaSet.objects.create(campaign=campaign, name="n" * 255)
    assert free_table_name(campaign, "n" * 255) == f"{'n' * 240} (2)"


def test_every_unit_gets_its_row_of_the_result():
    result = settle().round.result
    found = {
        row.sheet.unit.code: (
            " ".join(row.areas.values()),
            *(str(points) for points in (row.base, row.bonus, row.penalty, row.total, row.self_total)),
            row.rank,
            row.classification or None,
        )
        for row in result.units.select_related("sheet__unit")
    }
    assert found == OUTCOME


def test_a_round_is_settled_once():
    round = settle().round
    before = list(UnitResult.objects.values())
    for held in (round, Round.objects.get(pk=round.pk)):
        with pytest.raises(TransitionNotAllowed):
            settle_round(held, by=None, at=AT)
    assert (Result.objects.count(), list(UnitResult.objects.values())) == (1, before)
