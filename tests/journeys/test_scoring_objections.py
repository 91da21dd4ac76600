"""A unit objects, the head answers and changes the score, the unit sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from scoring.states import RoundState
from tests.constraints import put
from tests.scoring.rounds import round_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_unit_objects_the_head_answers_and_the_unit_sees_it(cast, visit):
    round = round_in(RoundState.OBJECTING)
    put(round, objecting_until=timezone.now() + timedelta(days=2))
    clerk = visit().come_as("clerk", reverse("standings", args=[round.pk]))
    page = clerk.page
    faults = {"standings": clerk.faults(390, 1280)}
    clerk.follow(page.get_by_role("link", name="79,65"))
    faults["unit"] = clerk.faults(390, 1280)
    clerk.follow(page.get_by_role("link", name="Kiến nghị về tiêu chí này 1.2"))
    page.get_by_label("Nội dung kiến nghị").fill("Đã bổ sung 02 văn bản")
    page.get_by_label("Đề nghị ghi (không bắt buộc)").fill("13")
    clerk.follow(page.get_by_role("button", name="Gửi kiến nghị"))
    expect(page.get_by_role("alert").get_by_text("Điểm tối đa là 12,00")).to_be_visible()
    faults["new, wrong"] = clerk.faults(390, 1280)
    page.get_by_label("Đề nghị ghi (không bắt buộc)").fill("10,5")
    clerk.follow(page.get_by_role("button", name="Gửi kiến nghị"))
    faults["objection"] = clerk.faults(390, 1280)

    head = visit().come_as("head", reverse("objections", args=[round.pk]))
    faults["objections"] = head.faults(390, 1280)
    head.follow(head.page.get_by_role("link", name="Phòng Kinh tế về tiêu chí 1.2"))
    expect(head.page.get_by_label("Số thẩm định sau khi trả lời")).to_have_value("10,00")
    head.page.get_by_label("Số thẩm định sau khi trả lời").fill("10,5")
    head.page.get_by_label("Trả lời, lý do").fill("Đã đủ hồ sơ")
    faults["answering"] = head.faults(390, 1280)
    head.follow(head.page.get_by_role("button", name="Gửi trả lời"))

    clerk.follow(page.get_by_role("link", name="Kiến nghị", exact=True))
    expect(page.get_by_text("từ 10,00 thành 10,50")).to_be_visible()
    clerk.follow(page.get_by_role("link", name="Bảng điểm công khai"))
    expect(page.get_by_role("link", name="80,15")).to_be_visible()
    assert {name: found for name, found in faults.items() if found} == {}
