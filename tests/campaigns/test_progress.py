"""Tiến độ năm: what each unit has done, exceptions in words; the timeline; who sees the page, and at what price."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Campaign, Extension
from campaigns.progress import Mark, matrix_of, timeline_of, year_of
from tests.campaigns.todo_builders import (
    AT,
    TODAY,
    day,
    drive,
    due_date,
    entry,
    exemplar,
    initiative,
    meeting,
    plan,
    pledge,
    report,
)  # fmt: skip
from tests.cast import PEOPLE
from tests.reading import text_of
from units.models import Membership, Unit

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {"progress": ("302 200 404 200 200 404 403 404 200", "302 405 405 405 405 405 405 405 405")}
MOST_QUERIES = 21


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


def cells(cast, title, who="clerk"):
    """The cells of a column for a unit: (mark, words, note)."""
    found = Campaign.objects.select_related("pledge").get(pk=cast.round.campaign_id)
    matrix = matrix_of(year_of(found, on=TODAY))
    rows = {member.unit_id: pairs for member, pairs in matrix.rows}
    pairs = rows[getattr(cast, who).unit_id]
    return [(cell.mark, cell.words, cell.note) for column, cell in pairs if column.title == title]


def one(cast, title, who="clerk"):
    [found] = cells(cast, title, who)
    return found


def test_a_pledge_is_confirmed_in_time_late_or_not(cast, campaign):
    opened = pledge(campaign, due_on=day(-2))
    for who, at in (("head", AT - timedelta(days=5)), ("deputy", AT)):
        opened.confirmations.create(unit=getattr(cast, who).unit, office="Trưởng phòng", confirmed_at=at)
    assert [one(cast, "Giao ước", who) for who in ("head", "deputy", "clerk")] == [
        (Mark.FINE, "Xác nhận 10/09", ""),
        (Mark.ODD, "Chậm 2 ngày", "Xác nhận 15/09"),
        (Mark.MISSING, "Chưa xác nhận", "quá 2 ngày"),
    ]


def test_a_pledge_that_is_not_open_has_no_column(cast, campaign):
    pledge(campaign, state="drafting")
    assert cells(cast, "Giao ước") == []


def test_a_plan_is_filed_in_time_late_or_not(cast, campaign):
    Campaign.objects.update(plan_due_on=day(-2))
    plan(campaign, cast.head.unit, at=AT - timedelta(days=5))
    plan(campaign, cast.deputy.unit)
    plan(campaign, cast.clerk.unit, "drafting")
    assert [one(cast, "Kế hoạch triển khai", who) for who in ("head", "deputy", "clerk")] == [
        (Mark.FINE, "Gửi 10/09", ""),
        (Mark.ODD, "Chậm 2 ngày", "Gửi 15/09"),
        (Mark.MISSING, "Chưa gửi", "quá 2 ngày"),
    ]
    Campaign.objects.update(plan_due_on=day(4))
    assert one(cast, "Kế hoạch triển khai") == (Mark.OPEN, "Chưa gửi", "hạn 19/09")


def test_initiatives_are_counted_against_the_least(cast, campaign):
    Campaign.objects.update(initiative_due_on=day(-1), least_initiatives=2)
    for state in ("registered", "recognised", "returned", "drafting"):
        initiative(campaign, cast.clerk.unit, state)
    initiative(campaign, cast.head.unit)
    assert (one(cast, "Đăng ký"), one(cast, "Công nhận")) == ((Mark.FINE, "2/2", ""), (Mark.FINE, "1", ""))
    assert one(cast, "Đăng ký", "head") == (Mark.MISSING, "1/2", "quá 1 ngày")
    assert one(cast, "Công nhận", "head") == (Mark.OPEN, "0", "")


def test_a_report_is_in_time_late_missing_or_extended(cast, campaign):
    due = due_date(campaign, day(-3))
    due_date(campaign, day(1), name="Quý IV")
    report(due, cast.head.unit, at=AT - timedelta(days=3))
    report(due, cast.deputy.unit)
    report(due, cast.clerk.unit, "returned")
    title = "Báo cáo quý, Quý III"
    assert [one(cast, title, who) for who in ("head", "deputy", "clerk")] == [
        (Mark.FINE, "Nộp 12/09", ""),
        (Mark.ODD, "Chậm 3 ngày", "Nộp 15/09"),
        (Mark.MISSING, "Trả lại", "quá 3 ngày"),
    ]
    for who in ("deputy", "clerk"):
        Extension.objects.create(due=due, unit=getattr(cast, who).unit, until=day(2), reason="Mưa lũ", given_at=AT)
    assert one(cast, title, "deputy") == (Mark.FINE, "Nộp 15/09", "")
    assert one(cast, title) == (Mark.OPEN, "Trả lại", "hạn 17/09")
    assert cells(cast, "Báo cáo quý, Quý IV") == []  # still to come


def test_who_owes_no_report_is_asked_none(cast, campaign):
    due_date(campaign, day(-3), owed_by=[cast.head.unit])
    assert one(cast, "Báo cáo quý, Quý III") == (Mark.NONE, "Không yêu cầu", "")


def test_a_meeting_was_attended_or_missed(cast, campaign):
    held = meeting(campaign, AT - timedelta(days=30), cast.head.unit, state="held", attendance="present")
    held.attendances.create(unit=cast.deputy.unit, state="excused")
    held.attendances.create(unit=cast.clerk.unit, state="absent")
    meeting(campaign, AT + timedelta(days=3), cast.clerk.unit, title="Tổng kết")
    assert [one(cast, "Sơ kết 9 tháng", who) for who in ("head", "deputy", "clerk")] == [
        (Mark.FINE, "Có mặt", ""),
        (Mark.ODD, "Vắng", "có phép"),
        (Mark.ODD, "Vắng", "không phép"),
    ]
    assert cells(cast, "Tổng kết") == []


def test_a_drive_is_registered_for_and_reported(cast, campaign):
    begun = drive(campaign, starts_on=day(-30), register_by=day(-20), report_by=day(-1))
    drive(campaign, name="Sau này", starts_on=day(10))
    entry(begun, cast.head.unit, result="Xong", reported_at=AT - timedelta(days=4))
    entry(begun, cast.deputy.unit)
    assert [one(cast, "Chào mừng 22/12", who) for who in ("head", "deputy", "clerk")] == [
        (Mark.FINE, "Nộp 11/09", ""),
        (Mark.MISSING, "Chưa có kết quả", "quá 1 ngày"),
        (Mark.MISSING, "Chưa đăng ký", "quá 20 ngày"),
    ]
    assert cells(cast, "Sau này") == []


def test_exemplars_are_counted(cast, campaign):
    exemplar(campaign, cast.clerk.unit)
    exemplar(campaign, cast.clerk.unit, "published", published_at=AT)
    exemplar(campaign, cast.clerk.unit, "drafting")
    assert (one(cast, "Giới thiệu"), one(cast, "Giới thiệu", "head")) == ((Mark.FINE, "2", ""), (Mark.OPEN, "0", ""))


# The timeline -----------------------------------------------------------------------------------------------------


def test_the_year_is_drawn_from_its_first_to_its_last_day(cast, campaign):
    campaign.starts_on, campaign.ends_on = date(2026, 1, 1), date(2026, 12, 31)
    drive(campaign, starts_on=date(2026, 7, 2), ends_on=date(2026, 12, 31), register_by=None)
    line = timeline_of(year_of(campaign, on=date(2026, 7, 2)))
    assert (line.today, line.months[0], line.months[-1]) == ("50.00%", ("0.00%", "T1"), ("91.76%", "T12"))
    [mark] = dict(line.drawn)["Đợt thi đua"]
    assert (mark.x, mark.width, mark.days, mark.is_past) == ("50.00%", "50.00%", "02/07 đến 31/12", False)


def test_today_is_marked_only_inside_the_year(cast, campaign):
    assert timeline_of(year_of(campaign, on=date(2027, 3, 1))).today is None


def test_what_comes_next_is_told_in_order(cast, campaign):
    Campaign.objects.update(plan_due_on=day(-5), initiative_due_on=day(9))
    campaign.refresh_from_db()
    due_date(campaign, day(2))
    meeting(campaign, AT + timedelta(days=5))
    meeting(campaign, AT + timedelta(days=6), state="cancelled", title="Đã hủy")
    line = timeline_of(year_of(campaign, on=TODAY))
    assert [(event.day, event.words) for event in line.coming] == [
        (day(2), "Hạn nộp báo cáo quý, Quý III"),
        (day(5), "Sơ kết 9 tháng"),
        (day(9), "Hạn đăng ký sáng kiến"),
    ]


# The page ---------------------------------------------------------------------------------------------------------


def url(cast):
    return reverse("progress", args=[cast.round.campaign_id])


def test_exceptions_speak_on_the_page(cast, campaign):
    due_date(campaign, date(2026, 1, 5), owed_by=[cast.clerk.unit])
    said = text_of(cast.client("deputy").get(url(cast)))
    assert "Tiến độ năm 2026" in said
    assert "1 đơn vị còn việc quá hạn." in said
    assert "Phòng Kinh tế" in said
    assert "Chưa nộp" in said


def test_a_year_without_units_says_what_to_do(cast, campaign):
    Membership.objects.filter(bloc=cast.bloc, year=2026).delete()
    assert "Chưa có đơn vị nào trong năm 2026" in text_of(cast.client("admin").get(url(cast)))


@pytest.mark.parametrize("name", ACCESS)
def test_everybody_gets_the_answer_of_the_table(cast, name):
    for method, expected in zip(("get", "post"), ACCESS[name], strict=True):
        answers = {who: str(getattr(cast.client(who), method)(url(cast)).status_code) for who in PEOPLE}
        assert answers == dict(zip(PEOPLE, expected.split(), strict=True)), method


def test_the_council_is_told_where_it_reads(cast):
    said = cast.client("council").get(url(cast)).content.decode()
    assert "Hội đồng xem kết quả ở mục Kết quả." in said


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_number_of_queries_stays_whatever_grows(cast, campaign):
    pledge(campaign)
    grow(cast, campaign, 1)
    client = cast.client("head")
    before = queries(client, url(cast))
    grow(cast, campaign, 4)
    assert (queries(client, url(cast)), before <= MOST_QUERIES) == (before, True)


def grow(cast, campaign, number):
    for n in range(number):
        made = Unit.objects.create(bloc=cast.bloc, code=f"{number}{n}", name=f"Đơn vị {number}.{n}")
        Membership.objects.create(bloc=cast.bloc, unit=made, year=2026, position=20 + n)
        due = due_date(campaign, day(-100 - 10 * number - n), owed_by=[made])
        report(due, made)
        held = meeting(campaign, AT - timedelta(days=60), made, state="held", attendance="present")
        entry(drive(campaign, name=f"Đợt {held.pk}", starts_on=day(-90)), made)
        initiative(campaign, made)
        exemplar(campaign, made)
        plan(campaign, made)
