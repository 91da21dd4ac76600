"""The task list and the year's progress in a real browser: accessible, inside every window, one click to the task."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.campaigns.todo_builders import drive, due_date, initiative, meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def busy(cast):
    campaign, today = cast.round.campaign, timezone.localdate()
    for days in (-40, -2, 3, 20):
        due_date(campaign, today + timedelta(days=days), title="Báo cáo tháng", name=f"Kỳ {days}")
    meeting(campaign, timezone.now() - timedelta(days=60), cast.clerk.unit, state="held", attendance="absent")
    drive(campaign, starts_on=today, register_by=today, ends_on=today + timedelta(days=30))
    initiative(campaign, cast.clerk.unit, "returned", remark="Cần nêu số lượt tra cứu. " * 6)
    return cast


@pytest.mark.parametrize("who", ["head", "clerk"])
def test_the_pages_fit_every_window_and_everybody(busy, visit, who):
    visitor = visit().log_in(who)
    found = {}
    for path in ("/", reverse("progress", args=[busy.round.campaign_id])):
        visitor.go(path)
        found[path] = visitor.violations()
        for width in (320, 390, 1280, 1920):
            visitor.page.set_viewport_size({"width": width, "height": 800})
            found[path] += [f"scrolls sideways at {width}"] * visitor.scrolls_sideways()
    assert found == {path: [] for path in found}


def test_one_click_leads_to_the_task(busy, visit):
    visitor = visit().log_in("clerk")
    page = visitor.page
    expect(page.locator(".btn-primary")).to_have_count(1)
    late = page.locator(".tasks li", has_text="kỳ -2")
    late.locator(".tag").click(force=True)  # the whole row is the link
    expect(page.get_by_role("heading", level=1)).to_contain_text("Báo cáo tháng")
