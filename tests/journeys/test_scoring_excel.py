"""Without network: a unit takes its sheet home, fills it, brings it back, chooses, and it is saved."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from scoring.actions.marks import SelfEntry, enter_mark
from scoring.models import Mark
from scoring.states import RoundState
from tests.awards.offline.files import filled, filled_round
from tests.scoring.rounds import mark_of, round_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def taken(visitor, name):
    """The bytes behind the download button of the page."""
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=name).click()
    return download.value.path().read_bytes()


def bring_back(visitor, data):
    file = {"name": "phieu.xlsx", "mimeType": XLSX, "buffer": data}
    visitor.page.get_by_label("Tệp Excel đã điền (.xlsx)").set_input_files(file)
    visitor.follow(visitor.page.get_by_role("button", name="Đọc tệp và so sánh"))


def test_a_unit_fills_its_sheet_offline_and_chooses_where_a_colleague_was_quicker(cast, visit):
    round = round_in(RoundState.SELF_SCORING)
    visitor = visit().come_as("clerk", reverse("sheet_upload", args=[round.pk, "KT"]))
    page, faults = visitor.page, {"chọn tệp": visitor.faults(390, 1280)}
    data = taken(visitor, "Tải phiếu Excel")
    enter_mark(mark_of(round, "KT", "1.2"), SelfEntry("8.00"), seen=0, by=cast.clerk, at=timezone.now())

    bring_back(visitor, filled(data, {"1.2": 13, "1.3": "Tốt"}))
    assert page.get_by_role("alert").locator("li").all_inner_texts() == [
        'Phiếu tự chấm!G3: "13" – Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00.',
        'Phiếu tự chấm!G4: "Tốt" – Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng.',
    ]
    faults["tệp có lỗi"] = visitor.faults(390, 1280)

    bring_back(
        visitor, filled(data, {"1.2": "9,5", "1.3": "Đạt", "2.1": "N/A"}, {"2.1": "Không có thủ tục hành chính"})
    )
    faults["so sánh"] = visitor.faults(390, 1280)
    visitor.follow(page.get_by_role("button", name="Ghi các thay đổi"))
    expect(page.get_by_role("alert")).to_contain_text("Còn 1 dòng phải chọn")
    faults["chưa chọn"] = visitor.faults(390, 1280)
    page.get_by_label("Lấy theo tệp: 9,50").check()
    visitor.follow(page.get_by_role("button", name="Ghi các thay đổi"))
    expect(page).to_have_url(re.compile(re.escape(reverse("sheet", args=[round.pk, "KT"])) + "$"))
    entered = Mark.objects.filter(sheet__round=round).exclude(self_entry="")
    assert dict(entered.values_list("criterion__code", "self_entry")) == {"1.2": "9.50", "1.3": "Đạt", "2.1": "N/A"}
    assert {where: found for where, found in faults.items() if found} == {}


def test_the_head_appraises_offline(cast, visit):
    round = round_in(RoundState.APPRAISING)
    visitor = visit().come_as("head", reverse("round_upload", args=[round.pk]))
    data = taken(visitor, "Tải sổ chấm điểm")
    lines = [(unit, "1.3", "Đạt") for unit in ("VP", "VHXH", "KT", "QLDA")]
    bring_back(visitor, filled_round(data, lines))
    assert visitor.faults(390, 1280) == {}
    visitor.follow(visitor.page.get_by_role("button", name="Ghi các thay đổi"))
    appraised = Mark.objects.filter(sheet__round=round).exclude(appraised_entry="")
    assert sorted(appraised.values_list("sheet__unit__code", flat=True)) == ["KT", "QLDA", "VHXH"]
