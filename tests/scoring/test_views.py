"""The pages of scoring: which rounds, the table in words, the sheets with both totals."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.cast import NAME
from tests.reading import text_of
from tests.years import prepare

pytestmark = pytest.mark.django_db


def test_the_round_shows_table_settings_and_sheets(cast):
    said = text_of(cast.client("clerk").get(reverse("round", args=[cast.round.pk])))
    for words in (
        "6 đơn vị, 18 tiêu chí",
        "Phòng Kinh tế Thành viên · Đơn vị mình Lịch sử phiếu của Phòng Kinh tế 80,40 79,65",
        "Bước điểm 0,25",
        "Điểm thưởng nhiều nhất 5,00 điểm",
        "Khi bằng điểm xét điểm nền, rồi Nội dung 1, rồi bỏ phiếu",
        "Hoàn thành xuất sắc nhiệm vụ từ 90,00; Hoàn thành tốt nhiệm vụ từ 80,00",
        "1.1 Hoàn thành chỉ tiêu, nhiệm vụ được giao (%) So sánh",
        "đạt chỉ tiêu 100: nửa số điểm; cao nhất Khối: điểm tối đa 20,00",
        "P.1 Báo cáo chậm (mỗi lần) Điểm trừ mỗi lần, mỗi mục 0,50 điểm –",
    ):
        assert words in said


def test_a_round_in_preparation_shows_how_far_the_appraisal_is_to_those_who_lead(cast):
    round = prepare(replace(NAME, round="Sơ kết năm 2026"))
    url = reverse("round", args=[round.pk])
    said = text_of(cast.client("head").get(url))
    assert "Chuẩn bị" in said
    assert said.count("14/14 tiêu chí") == 6
    assert text_of(cast.client("deputy").get(url))
    assert cast.client("clerk").get(url).status_code == 404


def test_the_list_names_the_rounds_of_a_year(cast):
    assert "Tổng kết năm 2026 Khối thi đua số 02, xã Hà Bắc · 6 đơn vị, 18 tiêu chí" in text_of(
        cast.client("clerk").get(reverse("rounds"))
    )


def test_the_council_is_told_where_to_read(cast):
    answer = cast.client("council").get(reverse("rounds"))
    assert answer.status_code == 403
    assert "Hội đồng xem kết quả đã chốt ở mục Kết quả." in answer.content.decode()
