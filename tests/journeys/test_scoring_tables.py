"""The scoring table in a real browser: a new edition weighed, put in order by keys and by dragging, approved."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from scoring.models import CriteriaSet
from tests.scoring.tables import codes_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_head_takes_up_a_new_edition_weighs_it_and_puts_it_in_order(visit, cast):
    visitor = visit().come_as("head", reverse("tables", args=[cast.round.campaign_id]))
    page = visitor.page
    assert visitor.faults(390, 1280) == {}
    visitor.follow(page.get_by_role("link", name="Tổng kết năm 2026", exact=True).first)
    assert visitor.faults(390, 1280) == {}
    visitor.follow(page.get_by_role("button", name="Soạn bản mới"))
    draft = CriteriaSet.objects.get(edition=2)
    weigh(page, draft)
    assert visitor.faults(390, 1280) == {}
    put_in_order_by_keys(page, draft)
    put_in_order_by_dragging(page, draft)
    add_a_criterion(visitor, draft)
    visitor.follow(page.get_by_role("link", name="Xem lại và duyệt"))
    assert visitor.faults(390, 1280) == {}
    visitor.follow(page.get_by_role("button", name="Duyệt bộ tiêu chí"))
    expect(page.get_by_text("Đã duyệt Tổng kết năm 2026 (bản 2).")).to_be_visible()
    expect(page.get_by_role("button", name="Lưu các số")).to_have_count(0)


def weigh(page, draft):
    box = page.get_by_label("Điểm tối đa, tiêu chí 1.3")
    box.fill("57")
    expect(page.get_by_text("2 đơn vị đổi hạng")).to_be_visible()
    expect(page.locator("#thang-diem")).to_have_text("152,00")
    expect(page.locator("#tong-nd-1")).to_have_text("89,00")
    expect(box).to_be_focused()
    assert draft.criteria.get(code="1.3").maximum == 5  # nothing was saved by looking
    box.fill("4")
    expect(page.locator("#thieu")).to_have_text("(còn thiếu 1,00 so với 100)")
    page.get_by_role("button", name="Lưu các số").click()
    expect(page.get_by_text("Đã lưu số của tiêu chí 1.3.")).to_be_visible()


def put_in_order_by_keys(page, draft):
    grip = page.get_by_role("button", name="Đổi chỗ tiêu chí 1.2")
    grip.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#thu-tu-noi")).to_have_text("Tiêu chí 1.2 đứng thứ 1 trong 3. Đã lưu thứ tự.")
    expect(grip).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#thu-tu-noi")).to_have_text("Tiêu chí 1.2 đứng thứ 3 trong 3. Đã lưu thứ tự.")
    assert codes_of(draft)[:4] == ["1.1", "1.3", "1.2", "2.1"]


def put_in_order_by_dragging(page, draft):
    grip = page.get_by_role("button", name="Đổi chỗ tiêu chí 2.3")
    grip.scroll_into_view_if_needed()
    start, goal = grip.bounding_box(), page.get_by_role("button", name="Đổi chỗ tiêu chí 2.1").bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(goal["x"] + 10, goal["y"] + 2, steps=8)
    page.mouse.up()
    expect(page.locator("#thu-tu-noi")).to_have_text("Tiêu chí 2.3 đứng thứ 1 trong 3. Đã lưu thứ tự.")
    assert codes_of(draft)[3:6] == ["2.3", "2.1", "2.2"]


def add_a_criterion(visitor, draft):
    page = visitor.page
    visitor.follow(page.get_by_role("link", name="Thêm tiêu chí vào 1."))
    expect(page.get_by_label("Chỉ tiêu")).to_be_hidden()
    page.get_by_label("Loại").select_option(label="Tỷ lệ")
    expect(page.get_by_label("Chỉ tiêu")).to_be_visible()
    page.get_by_label("Mã").fill("1.4")
    page.get_by_label("Tiêu chí", exact=False).and_(page.locator("#id_title")).fill("Nhiệm vụ đúng hạn (%)")
    page.get_by_label("Điểm tối đa").fill("1")
    page.get_by_label("Chỉ tiêu").fill("95")
    assert visitor.faults(390, 1280) == {}
    visitor.follow(page.get_by_role("button", name="Thêm tiêu chí", exact=True))
    expect(page.get_by_text("Đã thêm tiêu chí 1.4.")).to_be_visible()
    expect(page.locator("#thang-diem")).to_have_text("100,00")
    assert codes_of(draft)[:4] == ["1.1", "1.3", "1.2", "1.4"]


def test_a_workbook_is_rehearsed_and_confirmed_in_the_browser(visit, cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    visitor = visit().come_as("head", reverse("table", args=[cast.round.criteria_set_id]))
    page = visitor.page
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải về Excel").click()
    file = tmp_path / "bang.xlsx"
    taken.value.save_as(file)
    visitor.go(reverse("table_new", args=[cast.round.campaign_id]))
    assert visitor.faults(390, 1280) == {}
    page.get_by_label("Tên bộ tiêu chí").fill("Từ sổ")
    page.get_by_label("Bắt đầu từ").select_option(label="Sổ chấm điểm Excel, chọn tệp ở bước sau")
    visitor.follow(page.get_by_role("button", name="Lập bộ tiêu chí"))
    assert visitor.faults(390, 1280) == {}
    page.get_by_label("Sổ chấm điểm (.xlsx)").set_input_files(file)
    visitor.follow(page.get_by_role("button", name="Đọc tệp, xem thay đổi"))
    expect(page.get_by_role("heading", name="Thêm 18 tiêu chí")).to_be_visible()
    assert visitor.faults(390, 1280) == {}
    visitor.follow(page.get_by_role("button", name="Xác nhận nạp"))
    expect(page.get_by_text("Đã nạp bộ tiêu chí từ tệp bang.xlsx.")).to_be_visible()
    assert codes_of(CriteriaSet.objects.get(name="Từ sổ")) == codes_of(cast.round.criteria_set)
