"""The head takes a round through its phases: made, opened, what is missing told, a step back, settled."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from scoring.models import Mark, Result, Round, ScoreSheet
from scoring.states import RoundState
from tests.constraints import put
from tests.scoring.rounds import round_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Sơ kết 9 tháng năm 2026"
REASON = "Ba đơn vị đề nghị thêm thời gian gửi minh chứng"


def link(page, name, **more):
    return page.get_by_role("link", name=name, **more)


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def make_the_round(visitor):
    page = visitor.page
    visitor.follow(link(page, "Lập kỳ chấm"))
    page.get_by_label("Tên kỳ chấm").fill(NAME)
    page.get_by_label("Tên mức 1", exact=True).fill("Hoàn thành tốt")
    page.get_by_label("Từ điểm, mức 1", exact=True).fill("80,5")
    visitor.follow(button(page, "Thêm dòng"))
    expect(page.get_by_label("Tên mức 5", exact=True)).to_be_visible()
    expect(page.get_by_label("Tên kỳ chấm")).to_have_value(NAME)
    assert visitor.faults(1280, 390) == {}
    visitor.follow(button(page, "Lập kỳ chấm"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Kỳ chấm: {NAME}")


def open_it(visitor):
    page = visitor.page
    visitor.follow(link(page, "Chuyển sang tự chấm"))
    assert visitor.faults(1280, 390) == {}
    visitor.follow(button(page, "Chuyển sang tự chấm"))
    expect(page.get_by_text("Đã mở tự chấm.")).to_be_visible()
    expect(page.get_by_text("Phòng Kinh tế chưa nộp phiếu tự chấm, còn 14 tiêu chí chưa chấm.").first).to_be_visible()
    assert visitor.faults(1280, 390) == {}


def step_back(visitor, clerk):
    """Without a reason nothing happens; with one everybody reads it."""
    page = visitor.page
    visitor.follow(link(page, "Lùi bước"))
    visitor.follow(button(page, "Lùi về thẩm định"))
    expect(page.get_by_role("alert")).to_contain_text("Lý do lùi bước: chưa nhập.")
    page.get_by_label("Lý do lùi bước").fill(REASON)
    assert visitor.faults(1280, 390) == {}
    visitor.follow(button(page, "Lùi về thẩm định"))
    clerk.go(reverse("round", args=[visitor.round.pk]))
    expect(clerk.page.get_by_text(f"Lý do: {REASON}")).to_be_visible()
    assert clerk.faults(1280, 390) == {}


def everything_is_entered(round):
    """What the units and their appraisers do on pages of their own (the other journeys of scoring)."""
    sample = round_in(RoundState.SHOWN, name="Mẫu")
    entries = {
        (m.sheet.unit_id, m.criterion.code): m
        for m in Mark.objects.in_round(sample).select_related("sheet", "criterion")
    }
    for mark in Mark.objects.in_round(round).select_related("sheet", "criterion"):
        found = entries[mark.sheet.unit_id, mark.criterion.code]
        put(mark, self_entry=found.self_entry, appraised_entry=found.appraised_entry, reason=found.reason)
    ScoreSheet.objects.in_round(round).update(state="submitted", submitted_at=timezone.now())


def move_on(visitor, step):
    visitor.go(reverse("round", args=[visitor.round.pk]))
    visitor.follow(link(visitor.page, f"Chuyển sang {step}"))
    visitor.follow(button(visitor.page, f"Chuyển sang {step}"))


def settle(visitor):
    page = visitor.page
    visitor.follow(link(page, "Chốt kết quả", exact=True).first)
    expect(page.get_by_text("Sau khi chốt, không ai sửa được điểm")).to_be_visible()
    assert visitor.faults(1280, 390) == {}
    visitor.follow(button(page, "Chốt kết quả"))
    expect(page.get_by_text(f"Đã chốt {NAME}.")).to_be_visible()
    expect(page.get_by_role("heading", name="Xếp hạng chắc đến đâu")).to_be_visible()
    assert visitor.faults(1280, 390) == {}


def test_the_head_takes_a_round_from_its_making_to_its_result(visit, cast):
    head = visit().come_as("head", reverse("rounds"))
    make_the_round(head)
    head.round = Round.objects.get(name=NAME)
    open_it(head)
    clerk = visit().come_as("clerk")
    expect(clerk.page.get_by_text(f"Tự chấm {NAME[0].lower()}{NAME[1:]}").first).to_be_visible()
    everything_is_entered(head.round)
    for step in ("thẩm định", "công khai trong Khối"):
        move_on(head, step)
    step_back(head, clerk)
    for step in ("công khai trong Khối", "kiến nghị"):
        move_on(head, step)
    put(Round.objects.get(pk=head.round.pk), objecting_until=timezone.now())
    move_on(head, "bình xét")
    settle(head)
    clerk.go("/")
    assert clerk.faults(1280, 390) == {}
    assert Result.objects.filter(round=head.round).count() == 1
