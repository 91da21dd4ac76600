"""Award rules, proposals and papers in the admin."""

import pytest
from django.urls import reverse

from awards.models import AwardRule, Paper
from tests.admin_year import a_world

world = pytest.fixture(a_world)

RULE = {
    "position": 2, "code": "GK", "form": "Giấy khen", "authority": "", "quota_number": "", "quota_percent": "30",
    "lowest_total": "", "worst_rank": "",
}  # fmt: skip


def page(model, name, *args):
    return reverse(f"admin:awards_{model._meta.model_name}_{name}", args=args)


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["adminform"].form.errors.items()}


def test_a_head_adds_a_rule_to_a_round_in_preparation(world):
    form = {**RULE, "round": world.year.preparing.pk}

    assert world.browser("head").post(page(AwardRule, "add"), form).status_code == 302
    assert world.year.preparing.award_rules.get(code="GK").quota_percent == 30


def test_a_settled_round_takes_no_rule_from_anybody(world):
    for who in ("head", "admin"):
        form = {**RULE, "round": world.year.settled.pk}
        assert list(errors(world.browser(who).post(page(AwardRule, "add"), form))) == ["round"]
    foreign = {**RULE, "round": world.other.preparing.pk}
    assert list(errors(world.browser("head").post(page(AwardRule, "add"), foreign))) == ["round"]


def test_a_quota_is_one_of_two(world):
    for numbers in ({"quota_number": "3"}, {"quota_percent": ""}, {"quota_percent": "101"}):
        form = {**RULE, "round": world.year.preparing.pk, **numbers}
        answer = world.browser("head").post(page(AwardRule, "add"), form)
        assert errors(answer) == {
            "quota_number": ["Nhập số lượng, hoặc tỷ lệ lớn hơn 0 và không quá 100; không nhập cả hai."]
        }


def test_a_paper_shows_its_number_and_is_nobodys_to_change(world):
    paper = Paper.objects.get(round=world.year.settled)

    for who in ("head", "admin"):
        browser = world.browser(who)
        assert "01/TTr-KTĐ02" in browser.get(page(Paper, "changelist")).content.decode()
        assert browser.post(page(Paper, "change", paper.pk), {"title": "Khác"}).status_code == 403
        assert browser.post(page(Paper, "delete", paper.pk), {"post": "yes"}).status_code == 403
