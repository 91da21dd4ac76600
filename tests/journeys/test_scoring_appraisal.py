"""Thẩm định in a real browser: by keyboard, two people on one line, the network cut and back, and cross-checks."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from scoring.actions.checks import assign_checks, ring_of
from scoring.models import CheckedMark, Mark
from scoring.states import RoundState
from tests.cast import person
from tests.scoring.rounds import mark_of, round_in

pytestmark = [pytest.mark.browser, pytest.mark.everywhere, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round(cast):
    return round_in(RoundState.APPRAISING)


def stored(round, unit, code):
    mark = mark_of(round, unit, code)
    return mark.appraised_entry, mark.reason


def the_box(page):
    return page.get_by_label("Điểm thẩm định", exact=True)


def test_the_grid_is_appraised_by_keyboard_alone(round, visit):
    visitor = visit().come_as("head", reverse("appraisal", args=[round.pk]))
    page, keys = visitor.page, visitor.page.keyboard
    page.get_by_role("link", name="Đến ô tiếp theo").focus()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("Phòng Văn hóa - Xã hội, tiêu chí 1.1")
    expect(the_box(page)).to_be_focused()
    keys.press("Enter")  # what is offered is what the unit said
    expect(page.get_by_role("heading", level=2)).to_contain_text("tiêu chí 1.2")
    keys.type("10,25")
    keys.press("Enter")
    expect(page.get_by_text("Điểm thẩm định khác tự chấm: ghi lý do để đơn vị biết.")).to_be_visible()
    expect(page.get_by_label("Lý do khác tự chấm")).to_be_focused()
    keys.type("Còn hai văn bản chậm")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_contain_text("tiêu chí 1.3")
    expect(page.locator("#da-luu")).to_contain_text("tiêu chí 1.2: 10,25.")
    assert stored(round, "VHXH", "1.1") == ("101.5", "")
    assert stored(round, "VHXH", "1.2") == ("10.25", "Còn hai văn bản chậm")
    done = page.locator(f"#o-{mark_of(round, 'VHXH', '1.2').pk}")
    expect(done).to_have_class("ours differs u-on")
    expect(done).to_contain_text("Lý do: Còn hai văn bản chậm")
    assert visitor.faults(390, 1280) == {}

    keys.press("Escape")
    first = page.get_by_role("link", name="Thẩm định 1.3 của VHXH, tự chấm Đạt")
    expect(first).to_be_focused()
    keys.press("ArrowDown")
    expect(page.get_by_role("link", name="Thẩm định 2.1 của VHXH")).to_be_focused()
    keys.press("ArrowRight")
    expect(page.get_by_role("link", name="Thẩm định 2.1 của KT")).to_be_focused()
    keys.press("9")  # a digit begins the entry
    expect(the_box(page)).to_have_value("9")
    keys.press("Escape")
    page.get_by_role("button", name="còn lại của KT, nội dung 2").click()
    expect(page.get_by_text("Đã nhận 3 tiêu chí của Phòng Kinh tế như tự chấm: 2.1, 2.2, 2.3.")).to_be_visible()


def test_two_appraisers_on_one_line_and_a_lost_network(cast, round, visit):
    person("second_of_head", unit=cast.head.unit)
    mark = mark_of(round, "KT", "1.2")
    address = f"{reverse('appraisal', args=[round.pk])}?o={mark.pk}"
    first, second = visit().come_as("head", address), visit().come_as("second_of_head", address)
    for visitor, typed in ((first, "10"), (second, "9")):
        the_box(visitor.page).fill(typed)
        visitor.page.get_by_label("Lý do khác tự chấm").fill(f"Vì {typed}")
        visitor.page.get_by_role("button", name="Lưu và sang ô tiếp theo").click()
        expect(visitor.page.locator("[aria-busy=true]")).to_have_count(0)
        if visitor is first:
            expect(first.page.get_by_role("heading", level=2)).to_contain_text("tiêu chí 1.3")
    page = second.page
    expect(page.get_by_text("Người khác vừa lưu dòng này. Chọn số đúng:")).to_be_visible()
    expect(page.get_by_role("link", name="head lưu lúc")).to_contain_text("Lý do: Vì 10")
    expect(the_box(page)).to_have_value("9")
    assert stored(round, "KT", "1.2") == ("10.00", "Vì 10")
    assert second.faults(390, 1280) == {}
    page.get_by_role("button", name="Số vừa nhập ở đây").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("tiêu chí 1.3")
    assert stored(round, "KT", "1.2") == ("9.00", "Vì 9")

    second.go(reverse("appraisal_of_unit", args=[round.pk, "HCC"]))
    assert second.faults(390, 1280) == {}
    second.expects_refusals = True
    second.context.set_offline(True)
    row = page.get_by_role("article", name="3.3")
    row.get_by_label("Điểm thẩm định").fill("3,5")
    row.get_by_label("Lý do").fill("Chi điện vượt định mức")
    row.get_by_role("button", name="Lưu tiêu chí 3.3").click()
    expect(row.get_by_text("Chờ mạng.")).to_be_visible()
    assert Mark.objects.get(pk=mark_of(round, "HCC", "3.3").pk).appraised_entry == ""
    second.complaints.clear()  # the browser's own word that there is no network
    second.context.set_offline(False)
    expect(row.get_by_text("Đã lưu")).to_be_visible(timeout=15_000)
    assert stored(round, "HCC", "3.3") == ("3.50", "Chi điện vượt định mức")
    second.complaints.clear()


def test_a_unit_checks_another_and_the_head_sees_what_differs(cast, round, visit):
    units = list(round.sheets.order_by("position").values_list("unit_id", flat=True))
    assign_checks(round, ring_of(units), by=cast.head)
    clerk = visit().come_as("clerk", reverse("checks", args=[round.pk]))
    page = clerk.page
    assert clerk.faults(390, 1280) == {}
    clerk.follow(page.get_by_role("link", name="Chấm chéo HCC"))
    assert clerk.faults(390, 1280) == {}
    for code, typed in (("1.2", "11,5"), ("2.3", "6,5")):
        row = page.get_by_role("article", name=code)
        row.get_by_label("Điểm chấm chéo").fill(typed)
        row.get_by_label("Điểm chấm chéo").press("Enter")
        expect(row.get_by_text("Đã lưu")).to_be_visible()
    assert sorted(CheckedMark.objects.values_list("entry", flat=True)) == ["11.50", "6.50"]
    clerk.follow(page.get_by_role("button", name="Gửi kết quả chấm chéo"))
    expect(page.get_by_role("button", name="Rút lại để sửa")).to_be_visible()
    head = visit().come_as("head", reverse("checks", args=[round.pk]))
    expect(
        head.page.get_by_text("Trung tâm Phục vụ hành chính công: 1 tiêu chí chấm chéo khác tự chấm")
    ).to_be_visible()
    assert head.faults(390, 1280) == {}
