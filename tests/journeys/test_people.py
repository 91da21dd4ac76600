"""From the account to the year after: a person is let in, the headship passes on, rights follow the year."""

import re
from base64 import b32decode
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django_otp.oath import TOTP
from playwright.sync_api import expect

from tests.cast import NAME, PASSWORD
from tests.today import on_day
from tests.years import led_by, prepare
from units.models import Membership, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN = "mau-dem-cua-toi-7"


def make_account(admin, username):
    """The administrator at the admin's pages; gives the one-time link."""
    page = admin.page
    admin.go(reverse("admin:units_user_add"))
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Họ và tên").fill("Cán bộ Văn phòng")
    page.locator(".field-unit .select2-selection").click()
    page.locator(".select2-search__field").fill("VP")
    page.locator(".select2-results__option", has_text="VP, Khối thi đua số 02, xã Hà Bắc").click()
    page.locator("input[name=_save]").click()
    admin.follow(page.get_by_role("link", name="Cấp liên kết đặt mật khẩu hoặc mật khẩu tạm"))
    assert (admin.violations(), admin.scrolls_sideways()) == ([], False)
    admin.follow(page.get_by_role("button", name="Cấp liên kết đặt mật khẩu"))
    assert (admin.violations(), admin.scrolls_sideways()) == ([], False)
    return page.get_by_label("Liên kết đặt mật khẩu").input_value()


def set_password(visitor, link):
    page = visitor.page
    page.goto(link)
    assert (visitor.violations(), visitor.scrolls_sideways()) == ([], False)
    page.get_by_label("Mật khẩu mới").first.fill(OWN)
    page.get_by_label("Nhập lại mật khẩu mới").fill(OWN)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("status")).to_have_text("Đã đặt mật khẩu. Đăng nhập bằng mật khẩu mới.")
    assert visitor.violations() == []


def set_up_second_factor(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Thiết lập xác thực hai lớp")
    code = TOTP(b32decode(page.locator(".secret code").inner_text().replace(" ", ""))).token()
    page.get_by_label("Mã 6 số").fill(f"{code:06}")
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    page.get_by_role("link", name="Đã cất mã, tiếp tục").click()


def test_from_the_account_to_the_next_years_head(cast, visit, settings, monkeypatch):
    on_day(monkeypatch, date(2026, 12, 20))
    settings.SECOND_FACTOR_REQUIRED = ("head",)
    admin = visit().come_as("admin")
    link = make_account(admin, "vanphong")

    old = visit()
    set_password(old, link)
    old.page.get_by_label("Tên đăng nhập").fill("vanphong")
    old.page.get_by_label("Mật khẩu").fill(OWN)
    old.page.get_by_role("button", name="Đăng nhập").click()
    set_up_second_factor(old.page)
    expect(old.page.get_by_role("heading", level=1)).to_have_text("Việc của Trưởng Khối")
    assert old.go("/quan-tri/").status == 200

    hand_over(admin)
    next_round = prepare(replace(NAME, year=2027, round="Tổng kết năm 2027"), led_by("KT", "VP"))

    old.expects_refusals = True
    writing = [
        reverse("admin:scoring_round_change", args=[next_round.pk]),
        reverse("admin:campaigns_campaign_change", args=[next_round.campaign_id]),
    ]
    assert reading_pages(old, cast) == [200, 200]
    assert [save_buttons(old, path) for path in writing] == [0, 0]  # a year given ahead is not the old head's
    assert save_buttons(old, reverse("admin:campaigns_campaign_change", args=[cast.round.campaign_id])) > 0

    on_day(monkeypatch, date(2027, 1, 2))
    assert reading_pages(old, cast) == [200, 200]
    assert [old.go(path).status for path in writing] == [403, 403]
    settings.SECOND_FACTOR_REQUIRED = ()
    new = visit().come_as("clerk")  # of Phòng Kinh tế
    assert [save_buttons(new, path) > 0 for path in writing] == [True, True]


def reading_pages(visitor, cast):
    paths = reverse("ranking", args=[cast.round.pk]), reverse("campaign", args=[cast.round.campaign_id])
    return [visitor.go(path).status for path in paths]


def save_buttons(visitor, path):
    assert visitor.go(path).status == 200
    return visitor.page.locator("input[name=_save]").count()


def hand_over(admin):
    page = admin.page
    admin.go("/")
    admin.follow(page.locator("#vai-tro ~ *, section[aria-labelledby=vai-tro]").get_by_role("link").first)
    assert (admin.violations(), admin.scrolls_sideways()) == ([], False)
    admin.follow(page.get_by_role("link", name="Chuyển vai trò Trưởng Khối cho năm 2027"))
    assert (admin.violations(), admin.scrolls_sideways()) == ([], False)
    page.get_by_label("Trưởng Khối", exact=True).select_option(label="Phòng Kinh tế")
    page.get_by_label("Phó Trưởng Khối").select_option(index=1)
    page.get_by_role("button", name="Chuyển cho năm 2027").click()
    expect(page.get_by_role("status")).to_contain_text("Đã chuyển vai trò năm 2027: Trưởng Khối là Phòng Kinh tế")
    assert (admin.violations(), admin.scrolls_sideways()) == ([], False)
    assert Membership.objects.get(year=2027, role="head").unit.code == "KT"


def test_a_temporary_password_is_changed_first(cast, visit):
    hand_over_page = reverse("admin:units_user_hand_over_password_change", args=[cast.clerk.pk])
    admin = visit(390).come_as("admin", hand_over_page)
    admin.follow(admin.page.get_by_role("button", name="Cấp mật khẩu tạm"))
    assert (admin.violations(), admin.scrolls_sideways()) == ([], False)
    password = admin.page.get_by_label("Mật khẩu tạm").input_value()

    visitor = visit(390)
    page = visitor.page
    visitor.go(reverse("ranking", args=[cast.round.pk]))
    page.get_by_label("Tên đăng nhập").fill("clerk")
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("đang dùng mật khẩu tạm")).to_be_visible()
    assert (visitor.violations(), visitor.scrolls_sideways()) == ([], False)
    page.get_by_label("Mật khẩu đang dùng").fill(password)
    page.get_by_label("Mật khẩu mới").first.fill(OWN)
    page.get_by_label("Nhập lại mật khẩu mới").fill(OWN)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã đổi mật khẩu")
    assert not User.objects.get(pk=cast.clerk.pk).must_change_password


def test_the_pages_of_roles_and_passwords_fit_every_window(cast, visit, settings):
    settings.HAS_MAIL = True
    visitor = visit()
    visitor.expects_refusals = True
    for path in (reverse("password_reset"), reverse("password_reset_done"), reverse("password_set", args=["MQ", "x"])):
        visitor.go(path)
        assert visitor.faults(320, 390, 1280) == {}, path
    visitor.come_as("admin")
    for name, more in (("roles", []), ("roles_of_year", [2026]), ("hand_over", [])):
        visitor.go(reverse(name, args=[cast.bloc.pk, *more]))
        assert visitor.faults(320, 390, 1280) == {}, name


def test_ten_wrong_passwords_and_the_page_that_says_so(cast, visit):
    visitor = visit(390)
    visitor.expects_refusals = True
    page = visitor.page
    visitor.go("/dang-nhap/")
    for _ in range(10):
        page.get_by_label("Tên đăng nhập").fill("clerk")
        page.get_by_label("Mật khẩu").fill("khong-phai")
        page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập đang tạm khóa")
    assert visitor.faults(390, 1280) == {}


def test_logging_out_everywhere(cast, visit):
    here, there = visit().log_in("clerk"), visit().log_in("clerk")
    here.page.locator(".account summary").click()
    here.page.get_by_role("button", name="Đăng xuất mọi thiết bị").click()
    expect(here.page.get_by_role("status")).to_contain_text("Đã đăng xuất trên mọi thiết bị.")
    there.go("/")
    expect(there.page).to_have_url(re.compile(re.escape("/dang-nhap/?next=/") + "$"))
    there.page.get_by_label("Mật khẩu").fill(PASSWORD)
