"""The task list of the first page: the next step, the groups, the count in the navigation, who is late."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.todo import Progress, Todo
from khoi_thidua import waiting
from khoi_thidua.next_steps import Step
from khoi_thidua.tasks import task_list
from tests.campaigns.todo_builders import due_date, initiative, plan
from tests.cast import PASSWORD
from tests.reading import text_of

pytestmark = pytest.mark.django_db

ON = date(2026, 9, 15)
ROUND = Step("Việc tiếp theo", "Ký tờ trình", "Ký, đóng dấu.", "Mở văn bản", "/van-ban/")


def todo(words, days=None, progress=Progress.NOT_STARTED):
    due = None if days is None else ON + timedelta(days=days)
    return Todo(words, "Ghi chú.", "/di/", "Mở", due, progress, ON)


def listed(todos, step, is_head=True):
    found = task_list(sorted(todos, key=lambda one: one.urgency), step, is_head=is_head, on=ON)
    return found.next and found.next.words, [(title, [one.words for one in todos]) for title, todos in found.groups]


def test_what_presses_comes_before_the_round_and_that_before_what_has_time():
    later, soon, late = todo("Sau", 30), todo("Sắp", 3), todo("Muộn", -3)
    assert listed([later], ROUND) == ("Ký tờ trình", [("Sau đó", ["Sau"])])
    assert listed([later, soon, late], ROUND) == (
        "Muộn",
        [("Trong 7 ngày tới", ["Sắp"]), ("Sau đó", ["Sau", "Ký tờ trình"])],
    )
    assert listed([todo("Sửa", None, Progress.RETURNED)], ROUND) == ("Sửa", [("Sau đó", ["Ký tờ trình"])])


def test_the_result_of_a_round_is_no_task_of_a_member():
    assert listed([todo("Muộn", -3)], ROUND, is_head=False) == ("Muộn", [])


def test_without_a_round_the_first_task_is_next():
    assert listed([todo("Sau", 30)], None) == ("Sau", [])
    assert listed([], None) == (None, [])


def test_the_button_says_until_when():
    [step] = [task_list([todo("Muộn", -3)], None, is_head=False, on=ON).next]
    assert (step.note, step.button, step.url) == ("Ghi chú. Hạn 12/09/2026, quá 3 ngày.", "Mở", "/di/")


# The pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def late(cast):
    """A report every unit is two days late with."""
    due_date(cast.round.campaign, timezone.localdate() - timedelta(days=2), title="Báo cáo tháng", name="")
    return cast


def test_a_member_begins_with_what_is_overdue(late):
    said = text_of(late.client("clerk").get("/"))
    due = timezone.localdate() - timedelta(days=2)
    assert f"Việc tiếp theo Nộp báo cáo tháng Chế độ báo cáo năm 2026. Hạn {due:%d/%m/%Y}, quá 2 ngày." in said
    assert "Các việc khác 2 việc đang chờ Sau đó" in said
    assert "Gửi kế hoạch triển khai năm 2026 của đơn vị" in said
    assert "Đơn vị còn thiếu" not in said


@pytest.mark.parametrize("who", ["head", "deputy"])
def test_the_leaders_see_who_is_late(late, who):
    said = text_of(late.client(who).get("/"))
    assert "Đơn vị còn thiếu, năm 2026 5 đơn vị" in said
    assert "Phòng Kinh tế quá hạn 1 việc Báo cáo tháng (chưa nộp, quá 2 ngày)." in said


def test_the_head_s_round_stays_in_the_list(late):
    assert "Ký tờ trình số 01/TTr-KTĐ02" in text_of(late.client("head").get("/"))


COUNT = "Việc của tôi {} việc đang chờ"


def test_the_count_stands_in_the_navigation_of_every_page(late):
    client = late.client("clerk")
    for path in ("/", "/phong-trao/", "/van-ban/"):
        assert COUNT.format(3) in text_of(client.get(path))


def test_logging_in_counts_too(late, client):
    asked = {"username": "clerk", "password": PASSWORD, "next": "/van-ban/"}
    assert COUNT.format(3) in text_of(client.post("/dang-nhap/", asked, follow=True))


def test_what_others_did_is_counted_a_minute_later_and_what_the_person_did_at_once(late, monkeypatch):
    client = late.client("clerk")
    client.get("/")
    due_date(late.round.campaign, timezone.localdate(), title="Báo cáo tuần", name="")
    assert COUNT.format(3) in text_of(client.get("/van-ban/"))
    client.post(reverse("suggestion_new", args=[late.round.campaign_id]), {})
    assert COUNT.format(4) in text_of(client.get("/van-ban/"))
    due_date(late.round.campaign, timezone.localdate(), title="Báo cáo nhanh", name="")
    assert COUNT.format(4) in text_of(client.get("/van-ban/"))
    monkeypatch.setattr(waiting, "KEPT", 0)
    assert COUNT.format(5) in text_of(client.get("/van-ban/"))


@pytest.mark.parametrize("who", ["council", "admin"])
def test_who_has_no_unit_has_no_count(late, who):
    assert "việc đang chờ" not in text_of(late.client(who).get("/"))


def test_nothing_waiting_is_said(cast):
    campaign = cast.round.campaign
    Campaign.objects.update(state="reviewed")
    cast.round.campaign.rounds.all()
    said = text_of(cast.client("clerk").get("/"))
    assert "việc đang chờ" not in said
    assert "Hạng 4 trong 6 đơn vị" in said
    assert campaign.rounds.count() == 1


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["clerk", "deputy", "head"])
@pytest.mark.parametrize("name", ["dashboard", "papers"])
def test_pages_ask_the_same_however_much_waits(cast, who, name):
    client, url = cast.client(who), reverse(name)
    before = queries(client, url)
    for number in range(5):
        due_date(cast.round.campaign, timezone.localdate() - timedelta(days=number), name=f"Kỳ {number}")
        initiative(cast.round.campaign, cast.clerk.unit)
    plan(cast.round.campaign, cast.clerk.unit)
    assert queries(client, url) == before
