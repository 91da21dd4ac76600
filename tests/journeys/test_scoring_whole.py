"""A whole round by six units, deputy and head, from its opening to a ranking with the hash the workbook has too."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from awards.workbook import Workbook, write_workbook
from scoring.arithmetic import Verdict
from scoring.models import Round
from tests.scoring.sample import APPRAISED_OTHERWISE, BANDS, CONTENT, SELF_ENTRIES, UNITS

pytestmark = [pytest.mark.browser, pytest.mark.everywhere, pytest.mark.django_db(transaction=True)]

NAME = "Tổng kết công tác thi đua năm 2026"
WHY_NOT_APPLICABLE = "Ban không giải quyết thủ tục hành chính"
OF_UNIT = {"VP": "head", "VHXH": "deputy", "KT": "clerk"}


def press(visitor, name):
    visitor.follow(visitor.page.get_by_role("button", name=name, exact=True))


def open_round(head, campaign):
    """The table of the settled round is approved already; the deadlines that would hold the round up are left out."""
    head.go(reverse("round_new", args=[campaign.pk]))
    page = head.page
    page.get_by_label("Tên kỳ chấm").fill(NAME)
    page.locator("[name=kind]").select_option(label="Tổng kết")
    page.locator("[name=criteria_set]").select_option(index=1)
    for label in ("Công khai đến", "Hạn kiến nghị", "Bình xét đến"):
        page.get_by_label(label).fill("")
    for number, band in enumerate(BANDS, 1):
        page.get_by_label(f"Tên mức {number}", exact=True).fill(band.name)
        page.get_by_label(f"Từ điểm, mức {number}", exact=True).fill(str(band.lowest_total))
    head.follow(page.locator("form .btn-primary"))
    round = Round.objects.get(name=NAME)
    move_on(head, round, "tự chấm")
    return round


def move_on(head, round, phase):
    head.go(reverse("round_move_on", args=[round.pk]))
    press(head, f"Chuyển sang {phase}")


def fill_sheet(visitor, round, code):
    """Every line typed, Enter after each; the last answers are waited for before the sheet is looked over."""
    visitor.go(reverse("sheet", args=[round.pk, code]))
    page, column = visitor.page, list(UNITS).index(code)
    for criterion, typed in SELF_ENTRIES.items():
        row = page.locator(f'tr[data-code="{criterion}"]')
        enter(page, row, typed[column])
        expect(row).to_have_attribute("data-state", "na" if typed[column] is Verdict.NOT_APPLICABLE else "saved")
    visitor.follow(page.get_by_role("button", name="Kiểm tra và nộp"))
    press(visitor, "Nộp phiếu tự chấm")


def enter(page, row, entry):
    if entry is Verdict.NOT_APPLICABLE:
        row.locator("details.rest summary").click()
        row.locator("textarea").fill(WHY_NOT_APPLICABLE)
        row.locator("input[type=checkbox]").check()
        row.locator("details.rest summary").click()
    elif isinstance(entry, Verdict):
        row.locator(f'input[value="{entry.value}"]').check()
    else:
        row.locator("input.form-control").fill(entry.replace(".", ","))
        row.locator("input.form-control").press("Enter")


def appraise(visitor, round, code):
    """What differs is entered with its reason, all the rest is taken as the unit scored itself, area by area."""
    visitor.go(reverse("appraisal_of_unit", args=[round.pk, code]))
    page = visitor.page
    for (unit, criterion), (entry, reason) in APPRAISED_OTHERWISE.items():
        if unit == code:
            change_line(page, criterion, entry, reason)
    take_all = page.get_by_role("button", name="Nhận tất cả như tự chấm")
    while take_all.count():
        visitor.follow(take_all.first)


def change_line(page, criterion, entry, reason):
    line = page.locator("article.line").filter(has=page.locator(".code", has_text=criterion))
    box = line.locator("[name=entry]")
    if isinstance(entry, Verdict):
        box.select_option(entry.value)
    else:
        box.fill(entry.replace(".", ","))
    line.locator("[name=reason]").fill(reason)
    line.get_by_role("button", name="Lưu tiêu chí").click()
    expect(line.locator("[data-state]")).to_contain_text("Đã lưu")


def settle(head, round):
    head.go(reverse("round_settle", args=[round.pk]))
    press(head, "Chốt kết quả")


def settled_by_command(round, folder: Path) -> str:
    """What settle_workbook says of the same entries, typed into a workbook by somebody who never saw the pages."""
    bloc = round.campaign.bloc
    workbook = Workbook(bloc.commune.name, bloc.commune.city, bloc.number, bloc.name, round.year, NAME, CONTENT)
    (folder / "so.xlsx").write_bytes(write_workbook(workbook))
    said = io.StringIO()
    call_command("settle_workbook", folder / "so.xlsx", out=folder / "ket-qua", stdout=said)
    return said.getvalue()


def test_a_whole_round_from_its_opening_to_the_settled_ranking(cast, visit, tmp_path, settings):
    settings.SUDO_MINUTES = 60  # the head logged in when the round was opened
    for code in UNITS.keys() - OF_UNIT.keys():
        setattr(cast, f"staff_{code}", cast.staff(f"staff_{code}", cast.bloc, code))
    head = visit().come_as("head")
    round = open_round(head, cast.round.campaign)
    for code in UNITS:
        fill_sheet(visit().come_as(OF_UNIT.get(code, f"staff_{code}")), round, code)
    move_on(head, round, "thẩm định")
    for code in UNITS:
        if code != "VP":
            appraise(head, round, code)
    appraise(visit().come_as("deputy"), round, "VP")
    for phase in ("công khai trong Khối", "kiến nghị", "bình xét"):
        move_on(head, round, phase)
    settle(head, round)

    rows = Round.objects.get(name=NAME).result.units.ranked().values_list("rank", "sheet__unit__code", "total")
    assert [(rank, code, str(total)) for rank, code, total in rows] == [
        (1, "HCC", "102.00"), (2, "VP", "97.42"), (3, "VHXH", "87.12"), (4, "KT", "79.65"), (5, "DVSNC", "66.39"),
        (6, "QLDA", "59.02"),
    ]  # fmt: skip
    said = settled_by_command(round, tmp_path)
    assert "Đã chốt từ trước với cùng nội dung; không có gì thay đổi" in said
    assert Round.objects.get(name=NAME).result.sha256 in said
