"""A clerk and the sheet: filled without a mouse, through a lost network, with a file dropped onto a row."""

import base64
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from scoring.actions.marks import SelfEntry, enter_mark
from scoring.models import Mark
from scoring.states import RoundState, SheetState
from tests.constraints import put
from tests.scoring.rounds import mark_of, round_in, sheet_of
from tests.scoring.sample import SELF_ENTRIES, UNITS
from tests.toolkit.hostile_files import PDF, image

pytestmark = [pytest.mark.browser, pytest.mark.everywhere]
COLUMN = list(UNITS).index("KT")


@pytest.fixture
def round(cast):
    return round_in(RoundState.SELF_SCORING)


def sheet_page(round):
    return reverse("sheet", args=[round.pk, "KT"])


def row(page, code):
    return page.locator(f'tr[data-code="{code}"]')


def state(page, code):
    return row(page, code).locator(".says .state")


def stored(round, code):
    return mark_of(round, "KT", code).self_entry


def focused(page):
    return page.evaluate(
        "document.activeElement.id || document.activeElement.name || document.activeElement.textContent"
    )


def press_until(page, key, is_there):
    for _ in range(60):
        page.keyboard.press(key)
        if is_there(focused(page)):
            return
    raise RuntimeError(f"{key} never came there; now at {focused(page)}")


def test_a_full_sheet_is_filled_and_handed_in_by_keyboard_alone(visit, round):
    visitor = visit().come_as("clerk", sheet_page(round))
    page = visitor.page
    assert len(SELF_ENTRIES) == 18
    press_until(page, "Tab", lambda name: name.startswith("tc-"))
    for code, typed in SELF_ENTRIES.items():
        entry = typed[COLUMN]
        assert page.evaluate("document.activeElement.closest('tr').dataset.code") == code
        box = page.evaluate("(e => [e.top, e.bottom])(document.activeElement.parentElement.getBoundingClientRect())")
        assert box[0] > 56 and box[1] < 800 - 60, f"{code} is behind a bar"
        page.keyboard.press("Space") if str(entry) == "Đạt" else page.keyboard.type(str(entry).replace(".", ","))
        page.keyboard.press("Enter")
    assert focused(page) == "kiem-tra"
    expect(state(page, "P.2")).to_contain_text("Đã lưu")
    expect(page.locator("#tong-diem")).to_have_text("80,40")
    with page.expect_navigation(url="**/nop/**"):
        page.keyboard.press("Enter")
    press_until(page, "Tab", lambda name: name == "Nộp phiếu tự chấm")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert sheet_of(round, "KT").state == SheetState.SUBMITTED
    kept = {mark.criterion.code: mark.self_entry for mark in marks(round)}
    for code, typed in SELF_ENTRIES.items():
        entry = typed[COLUMN]
        same = kept[code] == str(entry) if str(entry) == "Đạt" else Decimal(kept[code]) == Decimal(str(entry))
        assert same, (code, kept[code], entry)


def marks(round):
    return Mark.objects.filter(sheet__round=round, sheet__unit__code="KT").select_related("criterion")


def test_the_network_goes_and_comes_back_and_nothing_is_lost_or_overwritten(visit, round, cast):
    visitor = visit().come_as("clerk", sheet_page(round))
    page = visitor.page
    visitor.context.set_offline(True)
    row(page, "1.2").locator("input.form-control").fill("10,75")
    page.keyboard.press("Enter")
    row(page, "2.3").locator("input.form-control").fill("6,25")
    page.keyboard.press("Enter")
    expect(state(page, "1.2")).to_have_text("Chờ mạng")
    expect(row(page, "2.3")).to_contain_text("Đã giữ trên máy này; sẽ gửi khi có mạng.")
    expect(page.locator("#mat-mang")).to_contain_text("Mất kết nối.")
    assert stored(round, "1.2") == ""
    visitor.context.set_offline(False)
    expect(state(page, "1.2")).to_contain_text("Đã lưu")
    expect(state(page, "2.3")).to_contain_text("Đã lưu")
    expect(page.locator("#mat-mang")).to_be_empty()
    assert (stored(round, "1.2"), stored(round, "2.3")) == ("10.75", "6.25")

    # The tab is closed without network; meanwhile a colleague saves one of the two rows.
    page.route("**/cham-diem/dong/**", lambda route: route.abort())
    row(page, "1.2").locator("input.form-control").fill("11")
    row(page, "3.1").locator("input.form-control").fill("5,25")
    page.keyboard.press("Enter")
    expect(state(page, "3.1")).to_have_text("Chờ mạng")
    mark = mark_of(round, "KT", "1.2")
    enter_mark(mark, SelfEntry("12.00"), seen=mark.version, by=cast.clerk, at=timezone.now())
    page.unroute("**/cham-diem/dong/**")
    page.reload()
    expect(state(page, "3.1")).to_contain_text("Đã lưu")
    expect(state(page, "1.2")).to_have_text("Cần chọn")
    expect(row(page, "1.2").locator(".both button")).to_have_text(["11Số vừa nhập", "12,00Số đã lưu" + saved_at(round)])
    assert stored(round, "1.2") == "12.00"
    assert visitor.violations() == []
    row(page, "1.2").get_by_role("button", name="Số vừa nhập").click()
    expect(state(page, "1.2")).to_contain_text("Đã lưu")
    assert (stored(round, "1.2"), stored(round, "3.1")) == ("11.00", "5.25")
    kept = page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':phieu-'))")
    assert kept == []
    visitor.complaints[:] = [said for said in visitor.complaints if "ERR_FAILED" not in said]  # the aborted requests


def saved_at(round):
    return f" {timezone.localtime(mark_of(round, 'KT', '1.2').entered_at):%H:%M}"


DROP = """([tr, name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], name, {type}));
  for (const kind of ["dragover", "drop"])
    tr.dispatchEvent(new DragEvent(kind, {dataTransfer: files, bubbles: true, cancelable: true}));
}"""


def drop(page, code, name, data):
    page.evaluate(DROP, [row(page, code).element_handle(), name, "", base64.b64encode(data).decode()])


def test_a_file_is_dropped_onto_a_row_looked_at_and_taken_away(visit, round, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    put(round.criteria_set.criteria.get(code="2.3"), source="drives_joined", guidance="Theo thống kê của Văn phòng.")
    visitor = visit().come_as("clerk", sheet_page(round))
    page = visitor.page
    drop(page, "2.3", "anh-chup.png", image("PNG", (800, 500)))
    drop(page, "1.2", "virus.pdf", b"MZ")
    chip = row(page, "2.3").locator(".chip")
    expect(chip).to_have_text("anh-chup.png")
    expect(row(page, "1.2").locator(".problem")).to_contain_text("virus.pdf")
    chip.click()
    shown = page.locator(".preview-row img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 800
    assert page.locator(".preview-row").text_content().count("SHA-256") == 1
    row(page, "2.3").locator(".rest summary").click()
    assert visitor.faults(390, 1280) == {}
    page.keyboard.press("Escape")

    row(page, "1.2").locator("[data-add-proof]").click()
    files = page.get_by_label("Tệp minh chứng")
    two = [("a.pdf", PDF), ("b.pdf", PDF + b"%%b")]
    files.set_input_files([{"name": name, "mimeType": "application/pdf", "buffer": data} for name, data in two])
    page.get_by_role("dialog").get_by_role("button", name="Thêm minh chứng").click()
    expect(row(page, "1.2").locator(".chip")).to_have_text(["a.pdf", "b.pdf"])

    page.locator(".preview-row").get_by_role("button", name="Bỏ minh chứng").click()
    expect(row(page, "2.3").locator(".chip")).to_have_count(0)
    assert not mark_of(round, "KT", "2.3").evidence.exists()
