"""Qua các năm in a browser: found from the results; whole at every width with many areas, long names and rounds."""

from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import NAME, Size, content_of_size, settle
from units.models import Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Ban Quản lý dự án đầu tư xây dựng và phát triển hạ tầng nông thôn, đô thị, khu công nghiệp phía đông bắc {}"


def test_a_clerk_goes_from_the_results_to_the_years_of_the_own_unit_and_to_a_trace(cast, visit):
    visitor = visit().come_as("clerk", reverse("results"))
    visitor.follow(visitor.page.get_by_role("link", name="Qua các năm"))
    assert visitor.faults(320, 390, 1280) == {}
    visitor.follow(visitor.page.get_by_role("link", name="Phòng Kinh tế"))
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Phòng Kinh tế qua các năm")
    expect(visitor.page.get_by_role("img", name="Tổng điểm theo phần trăm thang điểm.")).to_be_visible()
    visitor.follow(visitor.page.get_by_role("link", name="79,65 điểm, vì sao"))
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Vì sao Phòng Kinh tế được 79,65 điểm?")


def test_many_rounds_twelve_areas_and_long_names_stay_inside_the_window(cast, visit):
    for year in range(2019, 2026):
        size = Size(units=5, criteria=24, areas=12, name_of=LONG.format)
        bloc = settle(replace(NAME, number="77", year=year), content_of_size(size)).campaign.bloc
    cast.someone = cast.staff("someone", bloc, "D3")
    visitor = visit().come_as("someone")
    for path in (reverse("unit_years", args=[Unit.objects.get(bloc=bloc, code="D3").pk]), reverse("years_of_units")):
        visitor.go(path)
        assert visitor.faults(320, 390, 1280) == {}, path
