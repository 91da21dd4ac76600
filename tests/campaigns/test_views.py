"""The pages of a bloc's year."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.models import ContentArea, LegalBasis, Task
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_the_year_shows_areas_tasks_units_and_bases(cast):
    campaign = cast.round.campaign
    area = ContentArea.objects.get(campaign=campaign, number=1)
    Task.objects.create(area=area, position=1, text="Hoàn thành chỉ tiêu năm 2026")
    LegalBasis.objects.create(
        bloc=campaign.bloc, position=1, title="Luật Thi đua, khen thưởng", effective_from=date(2024, 1, 1)
    )
    said = text_of(cast.client("clerk").get(reverse("campaign", args=[campaign.pk])))
    for words in (
        "1. Thi đua thực hiện thắng lợi nhiệm vụ chính trị năm 2026 Hoàn thành chỉ tiêu năm 2026",
        "Văn phòng HĐND và UBND xã Trưởng Khối VP",
        "Phòng Văn hóa - Xã hội Phó Trưởng Khối VHXH",
        "Luật Thi đua, khen thưởng Có hiệu lực từ 01/01/2024.",
        "Tổng kết năm 2026 Đã chốt",
    ):
        assert words in said


def test_the_list_names_the_years_a_person_may_see(cast):
    assert text_of(cast.client("clerk").get(reverse("campaigns"))).count("Phong trào thi đua năm 2026 của") == 1
    assert text_of(cast.client("council").get(reverse("campaigns"))).count("Phong trào thi đua năm 2026 của") == 2
