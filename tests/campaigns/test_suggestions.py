"""Phản ánh: sent by a unit, read by all, answered by the head, linked to the change it caused."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.actions.suggestions import Answer, answer_suggestion, send_suggestion
from campaigns.models import Suggestion
from tests.reading import text_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


@pytest.fixture
def suggestion(cast, campaign):
    return send_suggestion(
        campaign, cast.clerk.unit, "Hạn báo cáo quý I quá sớm.", campaign.areas.first(), by=cast.clerk, at=AT
    )


def listed(client, campaign, query=""):
    return text_of(client.get(reverse("suggestions", args=[campaign.pk]) + query))


def test_any_unit_writes_and_every_unit_reads(cast, campaign):
    area = campaign.areas.get(number=2)
    typed = {"text": "Cần thêm chỉ tiêu\n\n\nsố hóa hồ sơ.", "area": area.pk}
    sent = cast.client("clerk").post(reverse("suggestion_new", args=[campaign.pk]), typed)
    found = Suggestion.objects.get()
    assert sent.url == reverse("suggestion", args=[found.pk])
    assert (found.unit, found.area, found.sent_by) == (cast.clerk.unit, area, cast.clerk)
    for who in ("clerk", "deputy", "head", "admin"):
        said = text_of(cast.client(who).get(sent.url))
        assert "Cần thêm chỉ tiêu số hóa hồ sơ." in said and "Chờ trả lời" in said
        assert "Phòng Kinh tế" in listed(cast.client(who), campaign)


def test_a_suggestion_may_be_about_the_whole_plan_and_says_something(cast, campaign):
    url = reverse("suggestion_new", args=[campaign.pk])
    empty = cast.client("clerk").post(url, {"text": "  "})
    assert empty.context["form"].errors == {"text": ["Nội dung phản ánh: chưa nhập."]}
    cast.client("head").post(url, {"text": "Rút gọn mẫu báo cáo."})
    assert [(found.area, found.unit.code) for found in Suggestion.objects.all()] == [(None, "VP")]


def test_an_area_of_another_year_is_no_choice(cast, campaign):
    other = cast.other_round.campaign.areas.first()
    answer = cast.client("clerk").post(reverse("suggestion_new", args=[campaign.pk]), {"text": "Sửa", "area": other.pk})
    assert list(answer.context["form"].errors) == ["area"]


def test_a_closed_year_takes_no_suggestion(cast, campaign):
    campaign.close()
    campaign.save()
    with pytest.raises(NotPossible, match="đã tổng kết, không nhận phản ánh nữa"):
        send_suggestion(campaign, cast.clerk.unit, "Muộn", by=cast.clerk, at=AT)
    answer = cast.client("clerk").post(reverse("suggestion_new", args=[campaign.pk]), {"text": "Muộn"})
    assert "Muộn" in answer.content.decode() and not Suggestion.objects.exists()
    assert "Gửi phản ánh" not in listed(cast.client("clerk"), campaign)


def test_the_head_answers_and_names_the_change(cast, campaign, suggestion):
    url, area = reverse("suggestion", args=[suggestion.pk]), campaign.areas.get(number=1)
    typed = {"answer": "Đã lùi hạn.", "change": "Hạn quý I là 25/3", "changed_area": area.pk, "version": 0}
    assert cast.client("head").post(url, typed).status_code == 302
    said = text_of(cast.client("deputy").get(url))
    for words in ("Đã trả lời", "Đã lùi hạn.", "Hạn quý I là 25/3 Ở nội dung 1:", "Lịch sử kế hoạch năm 2026"):
        assert words in said
    page = cast.client("deputy").get(url).content.decode()
    assert reverse("history", args=["phong-trao", campaign.pk]) in page
    head = cast.client("head")
    assert ['name="answer"' in head.get(url + more).content.decode() for more in ("", "?sua")] == [
        False,
        True,
    ]
    assert "Đã trả lời, đã sửa kế hoạch" in listed(cast.client("clerk"), campaign)


def test_an_area_without_a_change_is_asked_about(cast, campaign, suggestion):
    typed = {"answer": "Đã sửa.", "changed_area": campaign.areas.first().pk, "version": 0}
    answer = cast.client("head").post(reverse("suggestion", args=[suggestion.pk]), typed)
    assert answer.context["form"].errors == {"change": ["Thay đổi đã làm: ghi điều đã sửa ở nội dung được chọn."]}


def test_only_the_head_answers(cast, suggestion):
    url = reverse("suggestion", args=[suggestion.pk])
    typed = {"answer": "Không", "version": 0}
    people = ("clerk", "deputy", "admin", "stranger", "council")
    assert [cast.client(who).post(url, typed).status_code for who in people] == [403, 403, 403, 404, 404]
    assert Suggestion.objects.get().answer == ""


def test_an_answer_said_better_keeps_the_first_in_the_history(cast, suggestion):
    answer_suggestion(suggestion, Answer("Không."), seen=0, by=cast.head, at=AT)
    answer_suggestion(suggestion, Answer("Có, từ quý II."), seen=1, by=cast.head, at=AT)
    rows = [row.history_changes for row in Suggestion.history.order_by("history_id")]
    assert rows == [[], [["trả lời", "", "Không."]], [["trả lời", "Không.", "Có, từ quý II."]]]
    told = text_of(cast.client("head").get(reverse("history", args=["phan-anh", suggestion.pk])))
    assert "Không." in told and "Có, từ quý II." in told


def test_the_second_of_two_answers_is_told_and_sees_both(cast, suggestion):
    answer_suggestion(Suggestion.objects.get(), Answer("Có."), seen=0, by=cast.head, at=AT)
    with pytest.raises(ChangedMeanwhile):
        answer_suggestion(suggestion, Answer("Không."), seen=0, by=cast.head, at=AT)
    url = reverse("suggestion", args=[suggestion.pk])
    said = text_of(cast.client("head").post(url, {"answer": "Không.", "version": 0}))
    assert "Trả lời Có. Không." in said and Suggestion.objects.get().answer == "Có."


def test_the_list_shows_what_waits(cast, campaign, suggestion):
    other = send_suggestion(campaign, cast.deputy.unit, "Thêm hội thi.", by=cast.deputy, at=AT)
    answer_suggestion(other, Answer("Đồng ý."), seen=0, by=cast.head, at=AT)
    waiting = listed(cast.client("clerk"), campaign, "?cho")
    assert "Hạn báo cáo quý I quá sớm." in waiting and "Thêm hội thi." not in waiting
    assert "1 chờ trả lời" in waiting


def test_an_empty_list_says_how_to_begin(cast, campaign):
    assert "gửi phản ánh đến Trưởng Khối" in listed(cast.client("clerk"), campaign)
    assert "Không còn phản ánh nào chờ trả lời" in listed(cast.client("clerk"), campaign, "?cho")


def test_queries_do_not_grow_and_the_list_has_pages(cast, campaign, suggestion):
    answer_suggestion(suggestion, Answer("Có.", "Đã sửa", campaign.areas.first()), seen=0, by=cast.head, at=AT)
    urls = [reverse("suggestions", args=[campaign.pk]), reverse("suggestion", args=[suggestion.pk])]
    before = [queries(cast.client("head"), url) for url in urls]
    for number in range(60):
        unit = [cast.clerk.unit, cast.deputy.unit][number % 2]
        send_suggestion(campaign, unit, f"Phản ánh {number}", campaign.areas.first(), by=cast.clerk, at=AT)
    assert [queries(cast.client("head"), url) for url in urls] == before
    assert before[0] <= 12 and before[1] <= 10
    assert "Trang 2/2" in listed(cast.client("head"), campaign, "?trang=2")


def queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
