"""The head reads a unit's history and the bloc's activity; a member only its own."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from scoring.models import Mark
from toolkit.history import acting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_head_opens_a_history_and_the_activity_and_a_member_only_its_own(cast, visit):
    mark = Mark.objects.filter(sheet__round=cast.round, sheet__unit__code="KT", criterion__kind="graded").first()
    mark.appraised_entry, mark.reason = "1.00", "Thiếu minh chứng"
    with acting(by=cast.head):
        mark.save()

    visitor = visit().come_as("head")
    page = visitor.page
    visitor.go(reverse("trace", args=[cast.round.pk, "KT"]))
    page.get_by_role("link", name="Lịch sử phiếu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lịch sử: Phòng Kinh tế, phiếu Tổng kết năm 2026")
    expect(page.locator(".deeds li").first).to_contain_text("1,00")
    expect(page.locator(".deeds li").first).to_contain_text("Lý do: Thiếu minh chứng")
    assert visitor.violations() == []
    page.get_by_role("link", name="Hoạt động", exact=True).first.click()
    page.get_by_label("Loại").select_option("Phiếu chấm điểm")
    page.get_by_label("Người làm").select_option("head")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator(".deeds > li")).to_have_count(1)
    assert visitor.faults(390, 1280) == {}

    member = visit(390).come_as("stranger")
    member.expects_refusals = True
    assert member.go(reverse("history", args=["phieu", mark.sheet_id])).status == 404
    own = visit(390).come_as("clerk")
    assert own.go(reverse("history", args=["phieu", mark.sheet_id])).status == 200
    own.go(reverse("activity"))
    expect(own.page.locator("main")).not_to_contain_text("phiếu Tổng kết năm 2026 Văn phòng")
    assert (own.violations(), own.scrolls_sideways()) == ([], False)
