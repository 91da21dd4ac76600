"""Leaving a form half filled loses nothing typed: closed tab, ended session, lost network, an error of the server."""

import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys import kept_urls

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Bản đồ số\n\nDòng thứ ba: 97,42 điểm."


@pytest.fixture
def writer(cast, visit, settings):
    """A person at a form that is half filled."""
    settings.ROOT_URLCONF = "tests.journeys.kept_urls"
    kept_urls.SAVED.clear()
    visitor = visit().log_in("clerk")
    fill(visitor)
    return visitor


def fill(visitor):
    page = visitor.page
    visitor.go("/thu/")
    page.get_by_label("Tên").fill("Tra cứu quy hoạch")
    page.get_by_label("Nội dung").fill(LONG)
    page.get_by_label("Loại").select_option("b")
    page.get_by_label("Đồng ý công bố").check()
    page.get_by_label("Mã bí mật").fill("khong-duoc-giu")
    page.wait_for_timeout(500)  # a moment of rest, after which it is kept


def offer(visitor):
    return visitor.page.locator(".kept")


def kept(visitor):
    return visitor.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kept:'))")


def is_back(visitor):
    page = visitor.page
    expect(page.get_by_label("Tên")).to_have_value("Tra cứu quy hoạch")
    expect(page.get_by_label("Nội dung")).to_have_value(LONG)
    expect(page.get_by_label("Loại")).to_have_value("b")
    expect(page.get_by_label("Đồng ý công bố")).to_be_checked()


def save(visitor):
    visitor.page.get_by_role("button", name="Lưu", exact=True).click()


def test_a_closed_tab_loses_nothing(writer):
    old, writer.page = writer.page, writer.context.new_page()
    old.close()
    writer.go("/thu/")
    expect(offer(writer)).to_contain_text("Có nội dung chưa lưu từ ")
    assert writer.violations() == []
    expect(writer.page.get_by_label("Tên")).to_have_value("")
    offer(writer).get_by_role("button", name="Lấy lại").click()
    is_back(writer)
    expect(writer.page.get_by_label("Mã bí mật")).to_have_value("")
    expect(offer(writer)).to_have_count(0)


def test_a_password_is_never_kept(writer):
    assert "khong-duoc-giu" not in writer.page.evaluate("JSON.stringify(localStorage)")


def test_a_saved_form_is_kept_no_longer(writer):
    save(writer)
    expect(writer.page.get_by_text("Đã lưu.")).to_be_visible()
    assert [saved["title"] for saved in kept_urls.SAVED] == ["Tra cứu quy hoạch"]
    assert kept(writer) == []
    writer.go("/thu/")
    expect(offer(writer)).to_have_count(0)


def test_an_ended_session_gives_it_back_after_the_login(writer):
    writer.context.clear_cookies()
    writer.go("/thu/")
    page = writer.page
    assert "/dang-nhap/" in page.url
    page.get_by_label("Tên đăng nhập").fill("clerk")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/thu/")
    offer(writer).get_by_role("button", name="Lấy lại").click()
    is_back(writer)


def test_sending_into_an_ended_session_keeps_it_too(writer):
    writer.context.clear_cookies()
    writer.expects_refusals = True  # the form's token went with the session
    save(writer)
    writer.log_in("clerk")
    writer.go("/thu/")
    offer(writer).get_by_role("button", name="Lấy lại").click()
    is_back(writer)


def test_an_error_of_the_server_keeps_it(writer):
    writer.page.get_by_label("Tên").fill("Tra cứu hong")
    save(writer)
    expect(writer.page.get_by_role("heading", level=1)).to_contain_text("Máy chủ gặp trục trặc")
    writer.complaints.clear()  # the browser reports the 500
    writer.go("/thu/")
    offer(writer).get_by_role("button", name="Lấy lại").click()
    expect(writer.page.get_by_label("Tên")).to_have_value("Tra cứu hong")
    expect(writer.page.get_by_label("Nội dung")).to_have_value(LONG)


def test_a_form_that_comes_back_with_errors_is_kept_until_it_is_saved(writer):
    writer.page.get_by_label("Tên").fill("Một tên sai")
    save(writer)
    expect(writer.page.locator(".errors")).to_be_visible()
    expect(offer(writer)).to_have_count(0)  # everything stands in the form
    writer.go("/thu/")
    expect(offer(writer)).to_have_count(1)
    offer(writer).get_by_role("button", name="Lấy lại").click()
    writer.page.get_by_label("Tên").fill("Ngắn")
    save(writer)
    expect(writer.page.get_by_text("Đã lưu.")).to_be_visible()
    assert kept(writer) == []


def test_without_network_it_is_kept_and_said(writer):
    writer.context.set_offline(True)
    save(writer)
    expect(offer(writer)).to_have_text("Mất kết nối. Nội dung đã gõ được giữ trên máy này; gửi lại khi có mạng.")
    writer.context.set_offline(False)
    expect(offer(writer)).to_have_text("Đã có mạng trở lại. Nội dung còn nguyên; gửi lại được.")
    save(writer)
    expect(writer.page.get_by_text("Đã lưu.")).to_be_visible()
    assert kept(writer) == []


def test_what_is_given_up_is_gone(writer):
    writer.go("/thu/")
    offer(writer).get_by_role("button", name="Bỏ").click()
    expect(offer(writer)).to_have_count(0)
    assert kept(writer) == []


def test_typing_on_does_not_write_over_what_was_offered(writer):
    writer.go("/thu/")
    writer.page.get_by_label("Tên").fill("Việc khác")
    writer.page.wait_for_timeout(500)
    writer.go("/thu/")
    expect(offer(writer)).to_have_count(2)
    offer(writer).nth(1).get_by_role("button", name="Lấy lại").click()
    is_back(writer)


def test_rows_that_were_added_come_back_with_what_stood_in_them(writer):
    page = writer.page
    for number in range(1, 3):
        page.get_by_role("button", name="Thêm tác giả").click()
        expect(page.get_by_label(f"Tác giả {number}")).to_be_visible()
    page.get_by_label("Tác giả 2").fill("Chuyên viên 2")
    page.wait_for_timeout(500)
    writer.go("/thu/")
    expect(page.get_by_label("Tác giả 1")).to_have_count(0)
    offer(writer).first.get_by_role("button", name="Lấy lại").click()
    expect(page.get_by_label("Tác giả 2")).to_have_value("Chuyên viên 2")
    is_back(writer)


def test_a_draft_that_saved_itself_is_not_offered_again(cast, visit):
    visitor = visit().log_in("clerk")
    new = reverse("initiative_new", args=[cast.round.campaign_id])
    visitor.go(new)
    visitor.page.locator("[name=title]").press_sequentially("Bản đồ số")
    visitor.page.wait_for_url("**/sua/")  # the draft is saved, and the address is the draft's
    visitor.page.wait_for_timeout(500)
    assert kept(visitor) == []
    visitor.go(new)
    expect(offer(visitor)).to_have_count(0)


def test_logging_out_takes_it_off_the_machine(writer):
    writer.page.locator(".account summary").click()
    writer.page.get_by_role("button", name="Đăng xuất", exact=True).click()
    writer.page.wait_for_url("**/dang-nhap/")
    assert kept(writer) == []


def test_another_person_at_the_machine_is_offered_nothing(writer):
    writer.context.clear_cookies()
    writer.log_in("deputy")
    writer.go("/thu/")
    expect(offer(writer)).to_have_count(0)
    writer.context.clear_cookies()
    writer.log_in("clerk")
    writer.go("/thu/")
    expect(offer(writer)).to_have_count(1)


def test_after_fourteen_days_it_is_gone(writer):
    old = int(time.time() * 1000) - 15 * 24 * 60 * 60 * 1000
    writer.page.evaluate(
        "at => { for (const key of Object.keys(localStorage)) {"
        " const found = JSON.parse(localStorage.getItem(key)); for (const one of found) one.at = at;"
        " localStorage.setItem(key, JSON.stringify(found)); } }",
        old,
    )
    writer.go("/thu/")
    expect(offer(writer)).to_have_count(0)
    assert kept(writer) == []
