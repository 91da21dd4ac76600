"""The meeting is walked through with the keyboard, an objection is answered there, and the material follows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from scoring.actions.objections import Plea, file_objection
from scoring.models import Objection
from scoring.states import RoundState
from tests.constraints import put
from tests.scoring.rounds import mark_of, round_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round(cast):
    """In review, with an open objection to a line that differs."""
    made = round_in(RoundState.OBJECTING)
    put(made, objecting_until=timezone.now() + timedelta(days=1))
    plea = Plea("Đã bổ sung 02 văn bản", "10.50")
    file_objection(mark_of(made, "KT", "1.2"), plea, unit=cast.clerk.unit, by=cast.clerk, at=timezone.now())
    put(made, state=RoundState.REVIEWING)
    return made


def press(visitor, key):
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(key)


def test_the_meeting_is_walked_through_with_the_keyboard(cast, round, visit):
    head = visit(width=1920).come_as("head", reverse("review", args=[round.pk]))
    page = head.page
    expect(page.locator(".meet-walk b")).to_have_text("1/7")
    faults = {"first": head.faults(390, 1280, 1920)}
    press(head, "ArrowRight")
    press(head, "ArrowRight")
    expect(page.locator(".meet-walk b")).to_have_text("3/7")
    page.get_by_label("Sửa điểm").check()
    page.get_by_label("Số mới").fill("10,5")
    page.keyboard.press("ArrowLeft")  # in a box the arrows are the box's
    page.get_by_label("Nội dung, lý do").fill("Đã đủ hồ sơ")
    expect(page.get_by_label("Trả lời luôn kiến nghị của Phòng Kinh tế bằng kết luận này")).to_be_checked()
    faults["line"] = head.faults(390, 1280, 1920)
    head.follow(page.get_by_role("button", name="Ghi kết luận"))
    expect(page.locator(".meet-walk b")).to_have_text("3/7")
    expect(page.get_by_text("Từ 10,00 thành 10,50. Đã đủ hồ sơ.")).to_be_visible()
    faults["decided"] = head.faults(390, 1280, 1920)
    assert Objection.objects.get().entry_after == "10.50"
    press(head, "ArrowLeft")
    expect(page.locator(".meet-walk b")).to_have_text("2/7")
    head.follow(page.get_by_role("link", name="Tư liệu biên bản"))
    expect(page.get_by_text("sửa điểm. Từ 10,00 thành 10,50. Đã đủ hồ sơ.")).to_be_visible()
    faults["material"] = head.faults(390, 1280)
    clerk = visit().come_as("clerk", reverse("review", args=[round.pk]) + "?muc=3")
    expect(clerk.page.get_by_text("Từ 10,00 thành 10,50")).to_be_visible()
    expect(clerk.page.get_by_role("button", name="Ghi kết luận")).to_have_count(0)
    assert {name: found for name, found in faults.items() if found} == {}


def test_without_script_the_links_walk_and_the_form_records(cast, round, visit):
    head = visit(java_script_enabled=False).come_as("head", reverse("review", args=[round.pk]))
    page = head.page
    head.follow(page.get_by_role("link", name="Mục sau"))
    expect(page.locator(".meet-walk b")).to_have_text("2/7")
    page.get_by_label("Giữ nguyên điểm").check()
    head.follow(page.get_by_role("button", name="Ghi kết luận"))
    expect(page.get_by_text("Đã kết luận 1/7 mục")).to_be_visible()
