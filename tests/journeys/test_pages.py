"""Every page, in a real browser: quiet console, no sideways scroll, nothing for axe-core, usable without script."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import NAME, Size, content_of_size, settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 390, 1280)


def pages_of(cast, who):
    """The addresses a person visits, dashboards first."""
    pages = [reverse(name) for name in ("dashboard", "campaigns", "results", "papers", "password_change")]
    pages += [reverse(name, args=[cast.round.pk]) for name in ("ranking", "verification", "proposals")]
    pages += [reverse("trace", args=[cast.round.pk, code]) for code in ("VP", "QLDA")]
    pages.append(reverse("campaign", args=[cast.round.campaign_id]))
    if who != "council":
        pages += [reverse("rounds"), reverse("round", args=[cast.round.pk])]
    return pages


@pytest.mark.parametrize("who", ["head", "deputy", "clerk", "council", "admin"])
def test_every_page_is_accessible_and_fits_every_window(cast, visit, who):
    visitor = visit().come_as(who)
    found = {}
    for path in pages_of(cast, who):
        assert visitor.go(path).status == 200
        if problems := visitor.violations():
            found[path] = problems
        for width in WIDTHS:
            visitor.resize(width)
            if visitor.scrolls_sideways():
                found[f"{path} at {width}"] = "scrolls sideways"
    assert found == {}


def test_the_login_and_error_pages_too(cast, visit):
    visitor = visit()
    visitor.go("/dang-nhap/")
    assert visitor.faults(390, 1280) == {}
    visitor.come_as("council")
    visitor.expects_refusals = True
    for path, status in (("/khong-co/", 404), ("/cham-diem/", 403)):
        assert visitor.go(path).status == status
        assert visitor.faults(390, 1280) == {}, path


def test_twelve_areas_and_long_names_stay_inside_the_window(cast, visit):
    name = "Ban Quản lý dự án đầu tư xây dựng và phát triển hạ tầng nông thôn, đô thị, khu công nghiệp phía đông bắc {}"
    size = Size(units=30, criteria=24, areas=12, rules=5, name_of=name.format)
    cast.round = settle(replace(NAME, number="77"), content_of_size(size))
    cast.someone = cast.staff("someone", cast.round.campaign.bloc, "D3")
    visitor = visit().come_as("someone")
    for path in (reverse("ranking", args=[cast.round.pk]), reverse("proposals", args=[cast.round.pk]), "/"):
        visitor.go(path)
        assert visitor.faults(320, 1280) == {}, path


def test_the_bar_and_the_menus_work_without_script(cast, visit):
    visitor = visit(java_script_enabled=False).log_in("clerk")
    visitor.page.locator(".account summary").click()
    expect(visitor.page.get_by_role("link", name="Đổi mật khẩu")).to_be_visible()
    visitor.go(reverse("ranking", args=[cast.round.pk]))
    visitor.page.get_by_role("link", name="Tính lại và đối chiếu").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Đối chiếu Tổng kết năm 2026")
    visitor.page.locator(".account summary").click()
    visitor.page.get_by_role("button", name="Đăng xuất", exact=True).click()
    expect(visitor.page).to_have_url(re.compile(re.escape("/dang-nhap/") + "$"))


def test_on_paper_the_frame_is_gone(cast, visit):
    visitor = visit().come_as("clerk", reverse("ranking", args=[cast.round.pk]))
    visitor.page.emulate_media(media="print")
    seen = {}
    for width in WIDTHS:
        visitor.resize(width)
        seen[width] = [visitor.page.locator(part).is_visible() for part in (".masthead", ".ranking")]
    assert seen == {width: [False, True] for width in WIDTHS}
