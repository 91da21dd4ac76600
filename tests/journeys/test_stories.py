"""Whole stories: what each person comes to do, from the login on."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect

from awards.models import PaperFile
from awards.states import PaperKind
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def bytes_of(download):
    return Path(download.path()).read_bytes()


def test_the_head_opens_the_ranking_and_downloads_the_submission(cast, visit):
    page = visit().log_in("head").page
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của Trưởng Khối")
    expect(page.get_by_text("Ký tờ trình số 01/TTr-KTĐ02 và gửi Hội đồng TĐKT xã Hà Bắc")).to_be_visible()
    page.get_by_role("link", name="Xem bảng xếp hạng và biểu đồ").click()
    first = page.locator(".ranking tbody tr").first
    expect(first).to_contain_text("Trung tâm Phục vụ hành chính công")
    expect(first).to_contain_text("102,00")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tờ trình đề nghị khen thưởng").click()
    assert download.value.suggested_filename == "to-trinh.pdf"
    kept = PaperFile.objects.get(paper__round=cast.round, paper__kind=PaperKind.SUBMISSION)
    assert bytes_of(download.value) == bytes(kept.pdf)


def test_a_member_reads_why_it_has_its_total(cast, visit):
    page = visit(390).come_as("clerk").page
    expect(page.get_by_role("heading", name="Hạng 4 trong 6 đơn vị, 79,65 điểm")).to_be_visible()
    page.get_by_role("link", name="Xem cách tính").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vì sao Phòng Kinh tế được 79,65 điểm?")
    expect(page.locator(".tr-lines")).to_contain_text("Chất lượng tham mưu một số nội dung chưa cao")
    expect(page.locator(".ladder")).to_contain_text("79,65")
    page.get_by_role("link", name="Hạng 3: Phòng Văn hóa - Xã hội").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vì sao Phòng Văn hóa - Xã hội được 87,12 điểm?")


def test_the_council_downloads_the_report_and_can_change_nothing(cast, visit):
    visitor = visit().come_as("council")
    page = visitor.page
    expect(page.get_by_role("navigation", name="Chính")).not_to_contain_text("Chấm điểm")
    page.get_by_role("link", name="Văn bản", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF Báo cáo kết quả").click()
    assert download.value.suggested_filename == "bao-cao-ket-qua.pdf"
    for path in ("/", reverse("ranking", args=[cast.round.pk]), reverse("papers"), reverse("results")):
        visitor.go(path)
        forms = page.locator("form[method=post]")
        actions = {forms.nth(i).get_attribute("action") for i in range(forms.count())}
        assert actions == {"/dang-xuat/", "/dang-xuat/moi-thiet-bi/"}


def test_the_result_is_recomputed_on_the_page(cast, visit):
    visitor = visit().come_as("council", reverse("ranking", args=[cast.round.pk]))
    visitor.page.get_by_role("link", name="Tính lại và đối chiếu").click()
    expect(visitor.page.locator("#doi-chieu")).to_contain_text("khớp")
    expect(visitor.page).to_have_url(re.compile(re.escape(reverse("ranking", args=[cast.round.pk])) + "$"))


def test_a_result_changed_behind_our_back_is_named(cast, visit):
    result = cast.round.result
    tampered = result.document.replace('"total":"79.65"', '"total":"80.65"')
    with connection.cursor() as cursor:
        cursor.execute("UPDATE scoring_result SET document = %s WHERE id = %s", [tampered, result.pk])
    visitor = visit().come_as("council", reverse("ranking", args=[cast.round.pk]))
    visitor.page.get_by_role("link", name="Tính lại và đối chiếu").click()
    expect(visitor.page.locator("#doi-chieu")).to_contain_text("Phòng Kinh tế (KT): tổng điểm ghi 80.65")


def test_a_wrong_password_says_so_and_keeps_the_name(cast, visit):
    page = visit().come_as("clerk").page
    page.locator(".account summary").click()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    page.get_by_label("Tên đăng nhập").fill("clerk")
    page.get_by_label("Mật khẩu").fill("sai-mat-khau")
    page.get_by_role("button", name="Hiện").click()
    expect(page.locator("#id_password")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu chưa đúng.")
    expect(page.locator("#id_username")).to_have_value("clerk")
    expect(page.locator("#id_password")).to_have_value("")


def test_the_way_to_the_trace_with_the_keyboard_alone(cast, visit):
    visitor = visit()
    page = visitor.page
    visitor.go("/dang-nhap/")
    page.keyboard.type("clerk")  # the first field has the focus
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()  # a browser under load goes there a moment later
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Xem cách tính")).to_be_focused()
    expect(page.locator(":focus")).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vì sao Phòng Kinh tế được 79,65 điểm?")


def test_the_account_menu_opens_and_closes_with_the_keyboard(cast, visit):
    page = visit().come_as("clerk").page
    summary = page.locator(".account summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Đổi mật khẩu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Đổi mật khẩu")).to_be_hidden()
    expect(summary).to_be_focused()


def test_changing_the_password(cast, visit):
    visitor = visit().come_as("clerk", reverse("password_change"))
    page = visitor.page
    for label, text in (("Mật khẩu đang dùng", PASSWORD), ("Mật khẩu mới", "12345"), ("Nhập lại", "12345")):
        page.get_by_label(label).first.fill(text)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("alert")).to_contain_text("Mật khẩu mới chưa đủ 10 ký tự.")
    for label, text in (
        ("Mật khẩu đang dùng", PASSWORD),
        ("Mật khẩu mới", "mau-dem-dai-2"),
        ("Nhập lại", "mau-dem-dai-2"),
    ):
        page.get_by_label(label).first.fill(text)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã đổi mật khẩu")
