"""The second factor in a browser: set it up, come back with a code, prove who is here before rights are changed."""

import base64
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.second_factor import code_of, used_code
from toolkit.proof import PROVED_AT
from toolkit.second_factor import device_of
from units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (390, 1280)
SHOTS = os.environ.get("SHOTS")  # a folder that keeps what each page looked like


def look(visitor, name):
    """Nothing for axe-core, no sideways scroll, in a narrow window and in a wide one."""
    assert visitor.faults(*WIDTHS) == {}, name
    for width in WIDTHS if SHOTS else ():
        visitor.resize(width)
        visitor.page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
    visitor.resize(WIDTHS[0])


def key_shown(page) -> str:
    """What is typed into an app that cannot scan, as the tests' app wants it."""
    letters = page.locator(".secret code").inner_text().replace(" ", "")
    return base64.b32decode(letters).hex()


def let_proofs_grow_old():
    for session in Session.objects.all():
        data = session.get_decoded()
        data[PROVED_AT] = (datetime.now(UTC) - timedelta(minutes=11)).timestamp()
        session.session_data = Session.objects.encode(data)
        session.save()


def log_out(page):
    page.locator(".account summary").click()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()


def test_a_head_sets_it_up_and_comes_back_with_a_code(cast, visit, settings):
    settings.SECOND_FACTOR_REQUIRED = ("head",)
    visitor = visit(390).log_in("head")
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Thiết lập xác thực hai lớp")
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    look(visitor, "setup")
    key = key_shown(page)
    page.get_by_label("Mã 6 số đang hiện trong ứng dụng").fill("12345")
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa khớp.")
    look(visitor, "setup-wrong")
    page.get_by_label("Mã 6 số đang hiện trong ứng dụng").fill(code_of(key))
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    expect(page.locator(".codes li")).to_have_count(10)
    look(visitor, "codes")
    recovery = page.locator(".codes li").first.inner_text()
    page.get_by_role("link", name="Đã cất mã, tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của Trưởng Khối")

    log_out(page)
    visitor.log_in("head")
    expect(page.get_by_role("heading", level=2)).to_have_text("Nhập mã xác thực")
    look(visitor, "check")
    page.get_by_label("Mã xác thực").fill(used_code(cast.head))
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("alert")).to_contain_text("hoặc đã dùng một lần")
    look(visitor, "check-wrong")
    page.get_by_label("Mã xác thực").fill(recovery)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của Trưởng Khối")

    page.locator(".account summary").click()
    page.get_by_role("link", name="Bảo mật").click()
    expect(page.get_by_text("Còn 9 mã dự phòng")).to_be_visible()
    look(visitor, "security")
    page.get_by_role("link", name="Tạo mã dự phòng mới").click()
    look(visitor, "recovery-codes")


def test_without_an_app_the_password_is_asked_once_more(cast, visit):
    visitor = visit(390).come_as("clerk", reverse("security"))
    page = visitor.page
    look(visitor, "security-none")
    let_proofs_grow_old()
    page.get_by_role("link", name="Thiết lập xác thực hai lớp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận lại")
    look(visitor, "proof")
    page.get_by_label("Mật khẩu đang dùng").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thiết lập xác thực hai lớp")
    page.get_by_label("Mã 6 số đang hiện trong ứng dụng").fill(code_of(key_shown(page)))
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    expect(page.locator(".codes li")).to_have_count(10)
    visitor.go(reverse("second_factor_remove"))
    look(visitor, "remove")
    page.get_by_role("button", name="Bỏ xác thực hai lớp").click()
    expect(page.get_by_text("Chưa dùng")).to_be_visible()
    assert device_of(cast.clerk) is None


def test_a_form_that_came_too_late_is_sent_again_after_the_proof(cast, visit):
    visitor = visit(390).come_as("admin", reverse("admin:units_user_change", args=[cast.clerk.pk]))
    page = visitor.page
    page.get_by_label("Họ và tên").fill("Trần Thị Mới")
    let_proofs_grow_old()
    visitor.expects_refusals = True
    page.locator("input[name=_save]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa ghi: cần xác nhận lại")
    look(visitor, "proof-needed")
    with visitor.context.expect_page() as opened:
        page.get_by_role("link", name="Xác nhận trong thẻ mới").click()
    tab = opened.value
    tab.get_by_label("Mật khẩu đang dùng").fill(PASSWORD)
    tab.get_by_role("button", name="Xác nhận").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Đã xác nhận")
    tab.close()
    page.reload()
    expect(page).to_have_url(re.compile(re.escape(reverse("admin:units_user_changelist"))))
    assert User.objects.get(pk=cast.clerk.pk).full_name == "Trần Thị Mới"
