"""The calendar of a year: what it holds for whom, the page, the feed and its address."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.calendar import events_of, months_of
from campaigns.models import CalendarFeed, Campaign, Pledge, ReportDuty
from tests.campaigns.doings_builders import AT, HOUR, drive_of, meeting_of
from tests.constraints import put
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def year_of(cast) -> Campaign:
    return Campaign.objects.select_related("pledge", "bloc").get(pk=cast.round.campaign_id)


def filled(cast) -> Campaign:
    """A meeting, a drive, a report everybody owes and one of the clerk's unit alone, and the deadlines of the year."""
    campaign = cast.round.campaign
    put(campaign, plan_due_on=date(2026, 2, 1), initiative_due_on=date(2026, 3, 1))
    Pledge.objects.create(campaign=campaign, due_on=date(2026, 1, 20), signed_on=date(2026, 1, 25))
    meeting_of(cast, ends_at=AT + 3 * HOUR)
    drive_of(cast, register_by=date(2026, 8, 10), report_by=date(2026, 9, 5))
    everybody = ReportDuty.objects.create(campaign=campaign, title="Báo cáo quý")
    everybody.due_dates.create(name="Quý I", due_on=date(2026, 3, 20))
    own = ReportDuty.objects.create(campaign=campaign, title="Báo cáo tài chính")
    own.owed_by.add(cast.clerk.unit)
    own.due_dates.create(due_on=date(2026, 4, 1))
    return year_of(cast)


def told(events) -> list[tuple]:
    return [(f"{event.starts_on:%d/%m}", event.noun, event.title) for event in events]


ALL = [
    ("20/01", "Giao ước", "Hạn xác nhận giao ước thi đua"),
    ("25/01", "Giao ước", "Ký kết giao ước thi đua"),
    ("01/02", "Kế hoạch", "Hạn gửi kế hoạch của đơn vị"),
    ("01/03", "Sáng kiến", "Hạn đăng ký sáng kiến"),
    ("20/03", "Báo cáo", "Hạn nộp: Báo cáo quý, Quý I"),
    ("01/04", "Báo cáo", "Hạn nộp: Báo cáo tài chính"),
    ("01/06", "Họp", "Họp giao ban quý II"),
    ("01/08", "Đợt thi đua", "Chào mừng 02/9"),
    ("10/08", "Đợt thi đua", "Hạn đăng ký: Chào mừng 02/9"),
    ("05/09", "Đợt thi đua", "Hạn nộp kết quả: Chào mừng 02/9"),
]


def test_the_year_holds_meetings_drives_reports_and_deadlines_in_order(cast):
    campaign = filled(cast)
    assert told(events_of([campaign], cast.clerk)) == ALL


def test_a_unit_sees_the_reports_it_owes_and_the_leaders_all(cast):
    campaign = filled(cast)
    cast.neighbour = cast.staff("neighbour", cast.bloc, "HCC")
    without = [line for line in ALL if line[2] != "Hạn nộp: Báo cáo tài chính"]
    assert told(events_of([campaign], cast.neighbour)) == without
    assert told(events_of([campaign], cast.deputy)) == ALL
    assert told(events_of([campaign], cast.admin)) == ALL


def test_more_time_moves_the_day_of_that_unit_alone(cast):
    campaign = filled(cast)
    due = ReportDuty.objects.get(title="Báo cáo quý").due_dates.get()
    due.extensions.create(unit=cast.clerk.unit, until=date(2026, 3, 27), reason="Bão", given_at=AT)
    of_clerk = next(event for event in events_of([campaign], cast.clerk) if event.key == f"bao-cao-{due.pk}")
    of_head = next(event for event in events_of([campaign], cast.head) if event.key == f"bao-cao-{due.pk}")
    assert (of_clerk.starts_on, of_clerk.note) == (date(2026, 3, 27), "Được gia hạn từ 20/03/2026.")
    assert (of_head.starts_on, of_head.note) == (date(2026, 3, 20), "")


def test_a_meeting_stands_on_its_day_in_vietnam(cast):
    meeting_of(cast, starts_at=AT.replace(day=30, hour=18))
    event = events_of([year_of(cast)], cast.clerk)[0]
    assert (event.starts_on, f"{event.starts_at:%H:%M}") == (date(2026, 7, 1), "01:00")


def test_months_mark_now_what_is_past_and_what_comes_next(cast):
    campaign, today = filled(cast), date(2026, 8, 5)
    months = months_of(2026, events_of([campaign], cast.clerk), today)
    assert [(month.year, month.number) for month in months] == [(2026, number) for number in range(1, 13)]
    assert [month.number for month in months if month.is_now] == [8]
    assert [month.number for month in months if month.is_past] == [1, 2, 3, 4, 5, 6, 7]
    august = [(entry.event.title, entry.is_past, entry.is_next) for entry in months[7].entries]
    assert august == [("Chào mừng 02/9", False, False), ("Hạn đăng ký: Chào mừng 02/9", False, True)]


def test_what_falls_outside_the_year_gets_a_month_of_its_own(cast):
    drive_of(cast, name="Tết", starts_on=date(2027, 1, 4), ends_on=date(2027, 2, 1))
    months = months_of(2026, events_of([year_of(cast)], cast.clerk), date(2026, 8, 5))
    assert [(month.year, month.number) for month in months][-2:] == [(2026, 12), (2027, 1)]


def test_the_page_links_every_event_and_says_what_is_past_and_cancelled(cast):
    filled(cast)
    meeting = meeting_of(cast, title="Họp đã hủy", starts_at=timezone.now() + timedelta(days=1))
    put(meeting, state="cancelled")
    answer = cast.client("clerk").get(reverse("calendar", args=[cast.round.campaign_id]))
    said, body = text_of(answer), answer.content.decode()
    assert "01/06 Họp giao ban quý II Họp, 11:00, Phòng họp tầng 2 · đã qua" in said
    assert "· đã hủy" in said
    assert "Hôm nay" in said
    assert f'href="{reverse("meeting", args=[meeting.pk])}"' in body


# The feed ---------------------------------------------------------------------------------------------------------


def feed_of(cast, who: str) -> str:
    client = cast.client(who)
    assert client.post(reverse("calendar_key", args=[cast.round.campaign_id])).status_code == 302
    return reverse("calendar_feed", args=[CalendarFeed.objects.get(person=getattr(cast, who)).key])


def test_looking_at_the_calendar_makes_no_address(cast):
    cast.client("clerk").get(reverse("calendar", args=[cast.round.campaign_id]))
    assert not CalendarFeed.objects.exists()


def test_the_feed_is_read_without_logging_in_and_names_its_address_on_the_page(cast):
    filled(cast)
    url = feed_of(cast, "clerk")
    answer = Client().get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Cache-Control"].startswith("private")
    assert answer.content.decode().count("BEGIN:VEVENT\r\n") == len(ALL)
    assert "Set-Cookie" not in answer
    page = cast.client("clerk").get(reverse("calendar", args=[cast.round.campaign_id])).content.decode()
    assert f'value="http://testserver{url}"' in page


def test_a_new_address_stops_the_old_one(cast):
    old = feed_of(cast, "clerk")
    new = feed_of(cast, "clerk")
    assert CalendarFeed.objects.count() == 1
    assert [Client().get(url).status_code for url in (old, new)] == [404, 200]


def test_an_unknown_key_and_the_key_of_a_closed_account_lead_nowhere(cast):
    url = feed_of(cast, "clerk")
    assert Client().get(reverse("calendar_feed", args=["khong-co"])).status_code == 404
    put(cast.clerk, is_active=False)
    assert Client().get(url).status_code == 404


def test_the_feed_holds_the_blocs_own_years_and_nothing_to_write(cast):
    filled(cast)
    meeting_of(cast, title="Của khối mình")
    other = feed_of_stranger(cast)
    body = Client().get(other).content.decode()
    assert "BEGIN:VEVENT" not in body
    assert Client().post(other).status_code == 405


def feed_of_stranger(cast) -> str:
    client = cast.client("stranger")
    client.post(reverse("calendar_key", args=[cast.other_round.campaign_id]))
    return reverse("calendar_feed", args=[CalendarFeed.objects.get(person=cast.stranger).key])


def test_a_year_the_unit_takes_no_part_in_is_not_in_its_feed(cast):
    filled(cast)
    url = feed_of(cast, "clerk")
    cast.clerk.unit.memberships.all().delete()
    assert "BEGIN:VEVENT" not in Client().get(url).content.decode()
