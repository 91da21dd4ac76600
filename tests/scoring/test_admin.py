"""Scoring tables and rounds in the admin: open until settled, and never the scores."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import ContentArea
from scoring.models import CriteriaSet, Criterion, Mark, Round
from tests.admin_year import a_world

world = pytest.fixture(a_world)

CRITERION = {
    "position": 2, "code": "1.2", "title": "Hồ sơ đúng hạn", "kind": "graded", "maximum": "7,5", "unit_points": "",
    "target": "",
}  # fmt: skip
BANDS = {"bands-TOTAL_FORMS": 0, "bands-INITIAL_FORMS": 0}


def page(model, name, *args):
    return reverse(f"admin:scoring_{model._meta.model_name}_{name}", args=args)


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["adminform"].form.errors.items()}


def test_a_head_adds_a_criterion_to_a_table_in_preparation(world):
    form = {**CRITERION, "criteria_set": world.year.table.pk, "area": world.year.campaign.areas.get().pk}

    assert world.browser("head").post(page(Criterion, "add"), form).status_code == 302
    assert Criterion.objects.get(code="1.2").maximum == Decimal("7.50")


def test_settled_tables_and_other_blocs_cannot_be_chosen(world):
    area = world.year.campaign.areas.get().pk

    for table in (world.year.settled.criteria_set, world.other.table):
        form = {**CRITERION, "criteria_set": table.pk, "area": area}
        assert list(errors(world.browser("head").post(page(Criterion, "add"), form))) == ["criteria_set"]
    form = {**CRITERION, "criteria_set": world.year.settled.criteria_set.pk, "area": area}
    assert list(errors(world.browser("admin").post(page(Criterion, "add"), form))) == ["criteria_set"]


def test_rules_of_the_kinds_are_said_beside_the_field(world):
    form = {**CRITERION, "criteria_set": world.year.table.pk, "area": "", "kind": "counted", "maximum": ""}

    assert errors(world.browser("head").post(page(Criterion, "add"), form)) == {
        "area": ["Điểm thưởng và điểm trừ để trống nội dung; các loại khác phải có nội dung."],
        "maximum": ["Nhập điểm tối đa lớn hơn 0. Chỉ điểm thưởng và điểm trừ được để trống."],
        "unit_points": ["Theo số lượng, Điểm thưởng và Điểm trừ cần đơn giá lớn hơn 0; các loại khác để trống."],
    }


def test_an_area_is_of_the_tables_own_year(world):
    foreign = ContentArea.objects.get(campaign=world.other.campaign)
    form = {**CRITERION, "criteria_set": world.year.table.pk, "area": foreign.pk}

    answer = world.browser("admin").post(page(Criterion, "add"), form)

    assert errors(answer)["area"][0].startswith("Nội dung này không thuộc phong trào của Tổng kết 2026")


def test_a_table_settled_while_its_form_was_open_is_not_changed(world):
    head, criterion = world.browser("head"), world.year.table.criteria.get()
    url = page(Criterion, "change", criterion.pk)
    assert 'name="_save"' in head.get(url).content.decode()
    Round.objects.filter(pk=world.year.preparing.pk).update(state="settled")

    assert head.post(url, {**CRITERION, "area": criterion.area_id}).status_code == 403
    assert 'name="_save"' not in head.get(url).content.decode()


def test_a_head_makes_a_table_and_a_round_and_sees_the_new_table(world):
    head, campaign = world.browser("head"), world.year.campaign
    table_form = {"campaign": campaign.pk, "name": "Bảng mới", "step": "0,25", "bonus_cap": ""}

    assert head.post(page(CriteriaSet, "add"), table_form).status_code == 302
    table = CriteriaSet.objects.get(name="Bảng mới")
    assert head.get(page(CriteriaSet, "change", table.pk)).status_code == 200
    form = {
        "campaign": campaign.pk, "criteria_set": table.pk, "name": "Kỳ mới",
        "tie_break": "điểm nền; Nội dung 1;bỏ phiếu", **BANDS,
    }  # fmt: skip
    assert head.post(page(Round, "add"), form).status_code == 302
    round = Round.objects.get(name="Kỳ mới")
    assert (round.tie_break, round.state) == ("base;area:1;ballot", "preparing")
    assert "Điểm nền; Nội dung 1; Bỏ phiếu" in head.get(page(Round, "change", round.pk)).content.decode()


def test_a_tie_break_chain_that_means_nothing_is_refused(world):
    head, round = world.browser("head"), world.year.preparing
    form = {"criteria_set": round.criteria_set_id, "name": round.name, **BANDS}

    def said(chain):
        answer = head.post(page(Round, "change", round.pk), {**form, "tie_break": chain})
        return errors(answer)["tie_break"]

    assert said("Bốc thăm") == [
        '"Bốc thăm" không phải bước phân định. Ghi Điểm nền, Nội dung k hoặc Bỏ phiếu, cách nhau bằng ";".'
    ]
    assert said("Điểm nền; điểm nền") == ["Mỗi bước phân định chỉ ghi một lần."]
    assert said("Nội dung 7") == ["Phong trào không có Nội dung 7."]


def test_points_stand_in_a_box_that_takes_a_comma(world):
    answer = world.browser("head").get(page(Round, "change", world.year.preparing.pk)).content.decode()

    assert '<input type="text" name="bands-0-lowest_total" value="9" inputmode="decimal"' in answer


def test_nobody_settles_in_the_admin(world):
    round = world.year.preparing
    form = {
        "criteria_set": round.criteria_set_id,
        "name": "Tên mới",
        "tie_break": "Điểm nền",
        "state": "settled",
        **BANDS,
    }

    for who in ("head", "admin"):
        assert world.browser(who).post(page(Round, "change", round.pk), form).status_code == 302
        round = Round.objects.get(pk=round.pk)
        assert (round.name, round.state) == ("Tên mới", "preparing")


def test_a_round_with_sheets_is_not_deleted(world):
    round, unit = world.year.preparing, world.year.bloc.units.first()
    round.sheets.create(unit=unit, position=1, unit_name=unit.name, role="head")

    for who in ("head", "admin"):
        assert world.browser(who).post(page(Round, "delete", round.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [round.pk], "post": "yes"}
    assert world.browser("admin").post(page(Round, "changelist"), chosen).status_code == 403
    assert Round.objects.filter(pk=round.pk).exists()


def test_marks_are_looked_at_and_changed_by_nobody(world):
    mark = Mark.objects.filter(sheet__round=world.year.settled).first()

    for who in ("head", "admin"):
        browser = world.browser(who)
        assert browser.get(page(Mark, "change", mark.pk)).status_code == 200
        assert browser.post(page(Mark, "change", mark.pk), {"appraised_entry": "10.00"}).status_code == 403
        assert browser.post(page(Mark, "add"), {}).status_code == 403


def test_a_list_of_marks_costs_the_same_for_many(world):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert world.browser("head").get(page(Mark, "changelist")).status_code == 200
        return len(counted)

    few, sheet = queries(), world.year.settled.sheets.first()
    for number in range(30):
        row = Criterion.objects.create(
            criteria_set=world.year.table, area=world.year.campaign.areas.get(), position=number + 2,
            code=f"2.{number}", kind="pass_fail", title="T", maximum=1,
        )  # fmt: skip
        Mark.objects.create(sheet=sheet, criterion=row)

    assert queries() == few
