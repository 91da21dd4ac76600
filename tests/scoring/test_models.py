import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django_fsm import ConcurrentTransition, TransitionNotAllowed

from scoring.models import (
    Band,
    CheckedMark,
    CriteriaSet,
    Criterion,
    CrossCheck,
    Evidence,
    Mark,
    Objection,
    Result,
    ReviewDecision,
    Round,
    ScoreSheet,
    UnitResult,
)
from scoring.querysets import Frozen
from scoring.states import RoundState
from tests.constraints import put, violates
from tests.years import AT, NAME, prepare, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return settle().round


@pytest.fixture
def sheet(round):
    return round.sheets.get(unit__code="KT")


def criterion(round, code):
    return round.criteria_set.criteria.get(code=code)


# What the database refuses ------------------------------------------------------------------------------------------


def test_a_table_has_a_name_of_its_own_in_a_campaign_and_may_share_it_with_another_year(round):
    last_year = settle(replace(NAME, year=2025)).round
    assert last_year.criteria_set.name == round.criteria_set.name
    with violates("criteria_set_name_once_in_a_campaign"):
        CriteriaSet.objects.create(campaign=round.campaign, name=round.criteria_set.name)


@pytest.mark.parametrize(
    ("constraint", "allowed", "refused"),
    [
        ("criteria_set_step_is_positive", {"step": Decimal("0.01")}, {"step": Decimal(0)}),
        ("criteria_set_bonus_cap_not_negative", {"bonus_cap": Decimal(0)}, {"bonus_cap": Decimal("-0.01")}),
        ("criteria_set_bonus_cap_not_negative", {"bonus_cap": None}, {"bonus_cap": Decimal(-1)}),
    ],
)
def test_the_settings_of_a_table_make_sense(round, constraint, allowed, refused):
    put(round.criteria_set, **allowed)
    with violates(constraint):
        put(round.criteria_set, **refused)


def test_a_criterion_has_a_code_of_its_own_in_its_table(round):
    first = criterion(round, "1.1")
    put(first, code="1.9")
    with violates("criterion_code_once_in_a_set"):
        put(first, code="1.2")


# 1.2 is graded, 1.3 pass or fail, 2.1 proportional, 4.2 counted, T.1 a bonus with a maximum, P.1 a penalty without.
@pytest.mark.parametrize(
    ("constraint", "code", "allowed", "refused"),
    [
        ("criterion_kind_is_known", "1.2", {"kind": "pass_fail"}, {"kind": "guessed", "area": None}),
        ("criterion_area_only_for_the_first_five_kinds", "1.2", {}, {"area": None}),
        ("criterion_maximum_is_positive", "1.2", {"maximum": Decimal("0.01")}, {"maximum": Decimal(0)}),
        ("criterion_maximum_is_positive", "1.3", {"maximum": Decimal(100)}, {"maximum": None}),
        ("criterion_maximum_is_positive", "T.1", {"maximum": None}, {"maximum": Decimal(-1)}),
        ("criterion_unit_points_only_where_counted", "4.2", {"unit_points": Decimal(1)}, {"unit_points": None}),
        ("criterion_unit_points_only_where_counted", "P.1", {"unit_points": Decimal(9)}, {"unit_points": Decimal(0)}),
        ("criterion_unit_points_only_where_counted", "1.2", {"unit_points": None}, {"unit_points": Decimal(1)}),
        ("criterion_source_is_known", "1.1", {"source": "reports_late"}, {"source": "weather"}),
        ("criterion_target_only_where_compared", "2.1", {"target": Decimal("0.000001")}, {"target": None}),
        ("criterion_target_only_where_compared", "1.1", {"target": Decimal(1)}, {"target": Decimal(0)}),
        ("criterion_target_only_where_compared", "4.2", {"target": None}, {"target": Decimal(1)}),
    ],
)
def test_a_criterion_has_what_its_kind_asks_for_and_nothing_else(round, constraint, code, allowed, refused):
    row = criterion(round, code)
    put(row, **allowed or {"title": row.title})
    with violates(constraint):
        put(row, **refused)


def test_a_bonus_belongs_to_no_area(round):
    area = round.campaign.areas.first()
    with violates("criterion_area_only_for_the_first_five_kinds"):
        put(criterion(round, "T.1"), area=area)


def test_a_round_has_a_name_of_its_own_in_a_campaign(round):
    Round.objects.create(campaign=round.campaign, criteria_set=round.criteria_set, name="Sơ kết")
    with violates("round_name_once_in_a_campaign"):
        Round.objects.create(campaign=round.campaign, criteria_set=round.criteria_set, name=round.name)


def test_the_state_of_a_round_is_a_known_one(round):
    put(round, state=RoundState.PREPARING)
    with violates("round_state_is_known"):
        put(round, state="forgotten")


@pytest.mark.parametrize(
    ("constraint", "allowed", "refused"),
    [
        ("band_name_once_in_a_round", {"name": "Khá"}, {"name": "Hoàn thành nhiệm vụ"}),
        ("band_total_once_in_a_round", {"lowest_total": Decimal("80.01")}, {"lowest_total": Decimal(65)}),
        ("band_total_not_negative", {"lowest_total": Decimal(0)}, {"lowest_total": Decimal("-0.01")}),
    ],
)
def test_a_band_has_its_own_name_and_lowest_total(round, constraint, allowed, refused):
    band = round.bands.get(lowest_total=Decimal(80))
    put(band, **allowed)
    with violates(constraint):
        put(band, **refused)


def test_a_table_has_one_draft_of_a_name(round):
    table = round.criteria_set
    draft = CriteriaSet.objects.create(campaign=round.campaign, name=table.name, edition=2, based_on=table)
    with violates("criteria_set_one_draft_of_a_name"):
        CriteriaSet.objects.create(campaign=round.campaign, name=table.name, edition=3)
    with violates("criteria_set_state_is_known"):
        put(draft, state="forgotten")


def test_kinds_and_states_are_known_ones(round, sheet):
    put(round, kind="midyear")
    with violates("round_kind_is_known"):
        put(round, kind="weekly")
    put(sheet, state="returned")
    with violates("sheet_state_is_known"):
        put(sheet, state="forgotten")


def evidence(mark, **more):
    return Evidence.objects.create(mark=mark, name="Báo cáo", added_at=AT, **more)


@pytest.mark.parametrize(
    "refused",
    [
        {},
        {"path": "a", "kind": "pdf", "sha256": "0" * 64, "url": "https://example.com/"},
        {"path": "a", "kind": "pdf"},
        {"url": "https://example.com/", "sha256": "0" * 64},
    ],
)
def test_evidence_is_a_file_or_a_link(sheet, refused):
    mark = sheet.marks.first()
    evidence(mark, path="b", kind="pdf", sha256="0" * 64, size=3)
    evidence(mark, url="https://example.com/")
    with violates("evidence_is_a_file_or_a_link"):
        evidence(mark, **refused)


def test_a_unit_has_one_open_objection_to_a_line(sheet):
    mark = sheet.marks.first()
    Objection.objects.create(mark=mark, unit=sheet.unit, text="Đề nghị xem lại", filed_at=AT, state="withdrawn")
    objection = Objection.objects.create(mark=mark, unit=sheet.unit, text="Đề nghị xem lại", filed_at=AT)
    with violates("objection_open_once_for_a_unit_and_a_line"):
        Objection.objects.create(mark=mark, unit=sheet.unit, text="Đề nghị xem lại", filed_at=AT)
    with violates("objection_state_is_known"):
        put(objection, state="forgotten")
    put(objection, state="answered", answer="Đã xem", answered_at=AT)
    with violates("objection_answered_has_an_answer"):
        put(objection, answer="")


def test_units_check_one_other_each(round):
    one, other, third = (sheet.unit for sheet in round.sheets.all()[:3])
    CrossCheck.objects.create(round=round, checker=one, unit=other)
    with violates("cross_check_one_of_a_checker"):
        CrossCheck.objects.create(round=round, checker=one, unit=third)
    with violates("cross_check_one_of_a_unit"):
        CrossCheck.objects.create(round=round, checker=third, unit=other)
    with violates("cross_check_never_the_own_unit"):
        CrossCheck.objects.create(round=round, checker=third, unit=third)


def test_a_check_has_one_line_a_criterion(round):
    one, other = (sheet.unit for sheet in round.sheets.all()[:2])
    check = CrossCheck.objects.create(round=round, checker=one, unit=other)
    CheckedMark.objects.create(cross_check=check, criterion=criterion(round, "1.1"))
    with violates("checked_mark_once_for_a_criterion"):
        CheckedMark.objects.create(cross_check=check, criterion=criterion(round, "1.1"))


def test_a_meeting_decides_once_about_a_thing(round):
    decision = ReviewDecision.objects.create(round=round, key="tie/1", kind="kept", words="Giữ nguyên", decided_at=AT)
    with violates("review_decision_once_for_its_subject"):
        ReviewDecision.objects.create(round=round, key="tie/1", kind="kept", words="Giữ nguyên", decided_at=AT)
    with violates("review_decision_kind_is_known"):
        put(decision, kind="forgotten")


def test_bands_of_another_round_may_be_called_the_same(round):
    other = Round.objects.create(campaign=round.campaign, criteria_set=round.criteria_set, name="Sơ kết")
    Band.objects.create(round=other, name="Hoàn thành nhiệm vụ", lowest_total=Decimal(65))
    assert Band.objects.filter(name="Hoàn thành nhiệm vụ").count() == 2


def test_a_unit_has_one_sheet_in_a_round(round, sheet):
    other = Round.objects.create(campaign=round.campaign, criteria_set=round.criteria_set, name="Sơ kết")
    ScoreSheet.objects.create(round=other, unit=sheet.unit, position=1, unit_name="Phòng Kinh tế", role="member")
    with violates("sheet_once_for_a_unit_in_a_round"):
        ScoreSheet.objects.create(round=round, unit=sheet.unit, position=9, unit_name="Phòng", role="member")


def test_a_round_has_one_head(round, sheet):
    with violates("sheet_one_head_in_a_round"):
        put(sheet, role="head")
    put(round.sheets.get(role="head"), role="member")
    put(sheet, role="head")


def test_the_role_on_a_sheet_is_one_of_three(sheet):
    put(sheet, role="deputy")
    with violates("sheet_role_is_known"):
        put(sheet, role="king")


def test_a_criterion_is_marked_once_on_a_sheet(round, sheet):
    assert sheet.marks.filter(criterion__code="1.1").count() == 1
    with violates("mark_once_for_a_criterion_on_a_sheet"):
        Mark.objects.create(sheet=sheet, criterion=criterion(round, "1.1"))


def test_a_mark_that_differs_has_a_reason(sheet):
    mark = sheet.marks.get(criterion__code="2.3")
    for allowed in (
        {"self_entry": "", "appraised_entry": "5.00", "reason": ""},
        {"self_entry": "6.00", "appraised_entry": "", "reason": ""},
        {"self_entry": "6.00", "appraised_entry": "6.00", "reason": ""},
        {"self_entry": "6.00", "appraised_entry": "5.00", "reason": "Thiếu minh chứng"},
    ):
        put(mark, **allowed)
    with violates("mark_that_differs_has_a_reason"):
        put(mark, self_entry="6.00", appraised_entry="5.00", reason="")


@pytest.mark.parametrize("refused", ["", "0" * 63, "0" * 63 + "G", "A" * 64])
def test_the_hash_of_a_result_is_whole(round, refused):
    put(round.result, sha256="0123456789abcdef" * 4)
    with violates("result_hash_is_whole"):
        put(round.result, sha256=refused)


@pytest.mark.parametrize(
    ("constraint", "allowed", "refused"),
    [
        ("unit_result_rank_from_one", {"rank": 1}, {"rank": 0}),
        *(
            ("unit_result_points_not_negative", {name: Decimal(0)}, {name: Decimal("-0.01")})
            for name in ("base", "bonus", "penalty", "total", "self_total")
        ),
    ],
)
def test_a_units_result_has_a_rank_from_one_and_no_negative_points(sheet, constraint, allowed, refused):
    put(sheet.outcome, **allowed)
    with violates(constraint):
        put(sheet.outcome, **refused)


# What is settled stays ----------------------------------------------------------------------------------------------


def test_a_settled_round_has_no_way_back(round):
    with pytest.raises(TransitionNotAllowed):
        round.settle()
    with pytest.raises(AttributeError):
        round.state = RoundState.PREPARING
    assert Round.objects.get(pk=round.pk).state == RoundState.SETTLED


def test_of_two_who_settle_the_same_round_one_is_told():
    prepared = prepare(NAME)
    first, second = Round.objects.get(pk=prepared.pk), Round.objects.get(pk=prepared.pk)
    for held in (first, second):
        held.settle()
    first.save()
    with pytest.raises(ConcurrentTransition):
        second.save()


@pytest.mark.parametrize("model", [Result, UnitResult])
def test_a_result_is_neither_changed_nor_deleted(round, model):
    row, before = model.objects.first(), list(model.objects.values())
    impostor = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields})
    for change in (row.save, row.delete, model.objects.all().delete):
        with pytest.raises(Frozen):
            change()
    with pytest.raises(Frozen):
        model.objects.filter(pk=row.pk).update(pk=row.pk)
    with pytest.raises(Frozen):
        model.objects.bulk_update([row], [model._meta.concrete_fields[-1].name])
    with pytest.raises(IntegrityError), transaction.atomic():
        impostor.save()  # never an UPDATE of the row with the same key
    assert list(model.objects.values()) == before


def test_a_round_with_a_result_is_not_deleted_and_one_without_is(round):
    other = prepare(replace(NAME, round="Sơ kết"))
    other.delete()
    with pytest.raises(ProtectedError):
        round.delete()
    assert list(Round.objects.all()) == [round]


def test_a_unit_or_criterion_with_a_sheet_behind_it_is_not_deleted(round, sheet):
    for row in (sheet.unit, criterion(round, "1.1"), round.criteria_set, round.campaign):
        with pytest.raises(ProtectedError):
            row.delete()


# What rows say of themselves ----------------------------------------------------------------------------------------


def test_a_result_prints_the_head_of_its_hash_in_fours(round):
    digest = hashlib.sha256(b"").hexdigest()
    assert Result(sha256=digest).check_code == "e3b0 c442 98fc 1c14"


def test_rows_of_a_round_answer_for_their_bloc_and_year(round):
    expected = (round.campaign.bloc_id, 2026)
    for thing in (round, round.criteria_set, criterion(round, "1.1")):
        assert (thing.bloc_id, thing.year) == expected


def test_rows_are_called_by_what_people_read(round, sheet):
    assert [str(row) for row in (round, round.criteria_set, criterion(round, "1.3"), sheet, sheet.outcome)] == [
        "Tổng kết năm 2026",
        "Tổng kết năm 2026",
        "1.3 Thực hiện chế độ báo cáo đầy đủ, đúng hạn",
        "Phòng Kinh tế",
        "Phòng Kinh tế: 79.65",
    ]
    assert (round.is_settled, round.result.settled_at, round.result.settled_by) == (True, AT, None)


def test_a_criterion_in_a_table_knows_every_kind_of_the_arithmetic():
    from scoring.arithmetic import Kind
    from scoring.models import CriterionKind

    assert [kind.value for kind in CriterionKind] == [kind.value for kind in Kind]


def test_criteria_stand_in_the_order_of_the_table(round):
    codes = [row.code for row in Criterion.objects.filter(criteria_set=round.criteria_set)]
    assert (codes[0], codes[-1], len(codes)) == ("1.1", "P.2", 18)
