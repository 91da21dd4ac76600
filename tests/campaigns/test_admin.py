"""The texts of a year in the admin: its head writes them, as long as nothing settled rests on them."""

import pytest
from django.urls import reverse

from campaigns.models import Campaign, ContentArea, LegalBasis, Task
from tests.admin_year import a_world

world = pytest.fixture(a_world)

NO_TASKS = {"tasks-TOTAL_FORMS": 0, "tasks-INITIAL_FORMS": 0}


def page(model, name, *args):
    return reverse(f"admin:campaigns_{model._meta.model_name}_{name}", args=args)


def errors(answer):
    return {name: list(texts) for name, texts in answer.context["adminform"].form.errors.items()}


def test_a_campaign_is_opened_by_an_administrator_alone(world):
    form = {"bloc": world.year.bloc.pk, "year": 2027, "title": "Phong trào 2027", "symbol": "", "issued_on": ""}

    assert world.browser("head").post(page(Campaign, "add"), form).status_code == 403
    assert world.browser("admin").post(page(Campaign, "add"), form).status_code == 302
    assert Campaign.objects.get(year=2027).state == "drafting"
    again = world.browser("admin").post(page(Campaign, "add"), form)
    assert errors(again) == {"year": ["Khối đã có phong trào của năm này."]}


def test_a_head_writes_the_texts_of_the_year_but_not_its_state(world):
    form = {"title": "Tên mới", "symbol": "01/KH-KTĐ02", "issued_on": "05/01/2026", "state": "reviewed", "year": 2030}

    world.browser("head").post(page(Campaign, "change", world.year.campaign.pk), form)

    campaign = Campaign.objects.get(pk=world.year.campaign.pk)
    assert (campaign.title, campaign.symbol, campaign.year, campaign.state) == (
        "Tên mới", "01/KH-KTĐ02", 2026, "running",
    )  # fmt: skip


def test_a_head_adds_an_area_with_tasks_to_the_own_year_only(world):
    head, form = world.browser("head"), {"number": 2, "title": "Cải cách", "short_title": "", **NO_TASKS}
    tasks = {"tasks-TOTAL_FORMS": 1, "tasks-0-position": 1, "tasks-0-text": "Rút ngắn thời hạn"}

    assert head.post(page(ContentArea, "add"), {**form, **tasks, "campaign": world.year.campaign.pk}).status_code == 302
    assert Task.objects.get(area__number=2).text == "Rút ngắn thời hạn"
    refused = head.post(page(ContentArea, "add"), {**form, "campaign": world.other.campaign.pk})
    assert list(errors(refused)) == ["campaign"]


def test_the_number_of_a_settled_area_stays_while_its_texts_may_change(world):
    area, head = world.year.campaign.areas.get(), world.browser("head")
    task = area.tasks.get()
    form = {
        "number": 9, "title": "Khác", "short_title": "Nhiệm vụ", "tasks-TOTAL_FORMS": 1, "tasks-INITIAL_FORMS": 1,
        "tasks-0-id": task.pk, "tasks-0-area": area.pk, "tasks-0-position": 1, "tasks-0-text": "Việc khác",
    }  # fmt: skip

    assert head.post(page(ContentArea, "change", area.pk), form).status_code == 302

    area.refresh_from_db()
    task.refresh_from_db()
    assert (area.number, area.title, area.short_title) == (1, "Khác", "Nhiệm vụ")
    assert task.text == "Việc khác"
    assert world.year.settled.result.area_titles == {"1": "Thi đua thực hiện nhiệm vụ"}
    assert head.post(page(ContentArea, "delete", area.pk), {"post": "yes"}).status_code == 403


def test_legal_bases_are_kept_by_the_head_of_now(world):
    head = world.browser("head")
    form = {
        "bloc": world.year.bloc.pk, "position": 2, "title": "Nghị định 98/2023/NĐ-CP", "number": "", "issuer": "",
        "signed_on": "", "effective_from": "01/01/2024", "effective_to": "31/12/2023",
    }  # fmt: skip

    assert errors(head.post(page(LegalBasis, "add"), form)) == {
        "effective_to": ["Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi."]
    }
    assert head.post(page(LegalBasis, "add"), {**form, "effective_to": ""}).status_code == 302
    other = head.post(page(LegalBasis, "add"), {**form, "effective_to": "", "bloc": world.other.bloc.pk})
    assert list(errors(other)) == ["bloc"]


def test_a_campaign_with_rounds_is_not_deleted_and_the_page_says_why(world):
    answer = world.browser("admin").post(page(Campaign, "delete", world.year.campaign.pk), {"post": "yes"})

    assert Campaign.objects.filter(pk=world.year.campaign.pk).exists()
    assert answer.status_code in (200, 403)
