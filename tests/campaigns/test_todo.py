"""Việc của tôi: what waits for whom, until when. Each source has somebody it waits for and somebody it does not."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign, Extension, PledgeConfirmation
from campaigns.todo import Progress, Todo, todos_of
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
    suggestion,
)  # fmt: skip
from units.models import Membership, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cast):
    """The year 2026 with every unit's plan filed and initiative recognised, and a pledge all have confirmed."""
    campaign = cast.round.campaign
    opened = pledge(campaign)
    for unit in Unit.objects.filter(bloc=cast.bloc):
        plan(campaign, unit)
        initiative(campaign, unit, "recognised")
        PledgeConfirmation.objects.create(pledge=opened, unit=unit, office="Trưởng phòng", confirmed_at=AT)
    return campaign


def told(cast, who):
    """(words, due, tag) of what waits for the person."""
    return [(todo.words, todo.due, todo.tag[0]) for todo in todos_of(getattr(cast, who), at=AT)]


def everybody(cast):
    people = ("clerk", "deputy", "head", "stranger", "council", "admin")
    return {who: [words for words, _, _ in told(cast, who)] for who in people if told(cast, who)}


def unit_of(cast, who):
    return getattr(cast, who).unit


def test_in_an_orderly_year_nothing_waits_for_its_units(cast, year):
    here = {who: words for who, words in everybody(cast).items() if who != "stranger"}
    assert here == {}


def test_a_unit_confirms_an_open_pledge_once(cast, year):
    year.pledge.confirmations.filter(unit=cast.clerk.unit).delete()
    assert told(cast, "clerk") == [("Xác nhận giao ước thi đua năm 2026", day(3), "Sắp đến hạn")]
    assert told(cast, "deputy") == []


def test_the_head_opens_the_pledge(cast, year):
    year.pledge.confirmations.all().delete()
    year.pledge.delete()
    assert told(cast, "head") == [("Mở xác nhận giao ước thi đua năm 2026", None, "Chưa làm")]
    assert told(cast, "clerk") == []


def test_a_unit_files_its_plan(cast, year):
    Campaign.objects.update(plan_due_on=day(-4))
    year.unitplans.filter(unit=cast.clerk.unit).delete()
    assert told(cast, "clerk") == [("Gửi kế hoạch triển khai năm 2026 của đơn vị", day(-4), "Quá hạn")]
    plan(year, cast.clerk.unit, "drafting")
    assert todos_of(cast.clerk, at=AT)[0].note == "Bản đang soạn đã lưu, còn phải gửi."


def test_a_unit_registers_the_least_number_of_initiatives(cast, year):
    Campaign.objects.update(least_initiatives=2, initiative_due_on=day(40))
    assert told(cast, "clerk") == [("Đăng ký thêm 1 sáng kiến, mô hình, giải pháp", day(40), "Chưa làm")]
    year.initiatives.filter(unit=cast.clerk.unit).delete()
    assert told(cast, "clerk") == [("Đăng ký ít nhất 2 sáng kiến, mô hình, giải pháp", day(40), "Chưa làm")]
    initiative(year, cast.clerk.unit, "drafting", title="Sổ tay số")
    [todo] = todos_of(cast.clerk, at=AT)
    assert (todo.note, todo.tag[0]) == ("Đang soạn: Sổ tay số.", "Đang làm")


def test_an_initiative_that_came_back_waits_for_its_unit(cast, year):
    initiative(year, cast.clerk.unit, "returned", remark="Cần nêu số lượt tra cứu.")
    [todo] = todos_of(cast.clerk, at=AT)
    assert (todo.words, todo.tag) == ("Sửa sáng kiến bị trả lại rồi gửi lại", ("Trả lại", "tag-late"))
    assert todo.note == "“Bản đồ số”. Cần nêu số lượt tra cứu."


def test_an_accepted_initiative_waits_for_its_result_until_the_year_ends(cast, year):
    Campaign.objects.update(ends_on=date(2026, 12, 15))
    initiative(year, cast.clerk.unit, "accepted")
    assert told(cast, "clerk") == [("Nộp kết quả thực hiện sáng kiến", date(2026, 12, 15), "Chưa làm")]


@pytest.mark.parametrize(("of", "judge"), [("clerk", "head"), ("deputy", "head"), ("head", "deputy")])
def test_what_is_registered_or_reported_waits_for_its_judge_alone(cast, year, of, judge):
    initiative(year, unit_of(cast, of))
    initiative(year, unit_of(cast, of), title="Mô hình Một cửa lưu động")
    initiative(year, unit_of(cast, of), "reported")
    found = everybody(cast)
    found.pop("stranger")
    assert found == {judge: ["Xét 2 đăng ký sáng kiến", "Xét công nhận 1 sáng kiến đã nộp kết quả"]}


def test_a_report_waits_from_a_month_before_until_it_is_filed(cast, year):
    due = due_date(year, day(20))
    far = due_date(year, day(90), name="Quý IV")
    assert told(cast, "clerk") == [("Nộp báo cáo quý, quý III", day(20), "Chưa làm")]
    report(due, cast.clerk.unit, "drafting")
    assert told(cast, "clerk") == [("Nộp báo cáo quý, quý III", day(20), "Đang làm")]
    report(due, cast.deputy.unit)
    assert told(cast, "deputy") == []
    report(far, cast.deputy.unit, "returned")
    assert told(cast, "deputy") == [("Nộp báo cáo quý, quý IV", day(90), "Trả lại")]


def test_a_report_waits_only_for_the_units_that_owe_it(cast, year):
    due_date(year, day(-2), owed_by=[cast.clerk.unit, cast.head.unit])
    assert told(cast, "clerk") == [("Nộp báo cáo quý, quý III", day(-2), "Quá hạn")]
    assert told(cast, "deputy") == []


def test_an_extension_moves_the_day(cast, year):
    due = due_date(year, day(-2))
    Extension.objects.create(due=due, unit=cast.clerk.unit, until=day(5), reason="Đợt mưa lũ", given_at=AT)
    assert told(cast, "clerk") == [("Nộp báo cáo quý, quý III", day(5), "Sắp đến hạn")]
    assert told(cast, "head") == [("Nộp báo cáo quý, quý III", day(-2), "Quá hạn")]


def test_a_drive_waits_for_a_registration_and_then_for_a_result(cast, year):
    begun = drive(year)
    assert told(cast, "clerk") == [("Đăng ký đợt thi đua “Chào mừng 22/12”", day(5), "Sắp đến hạn")]
    entry(begun, cast.clerk.unit)
    assert told(cast, "clerk") == []  # its end is more than a month away
    begun.report_by = day(30)
    begun.save()
    assert told(cast, "clerk") == [("Nộp kết quả đợt thi đua “Chào mừng 22/12”", day(30), "Chưa làm")]
    begun.entries.update(result="Xong", reported_at=AT)
    assert told(cast, "clerk") == []


def test_nobody_registers_for_a_drive_that_is_over(cast, year):
    drive(year, starts_on=day(-60), ends_on=day(-1), register_by=day(-50))
    assert told(cast, "clerk") == []


def test_an_invited_unit_goes_to_the_meeting(cast, year):
    meeting(year, AT + timedelta(days=2), cast.clerk.unit)
    assert told(cast, "clerk") == [("Dự: Sơ kết 9 tháng", day(2), "Sắp diễn ra")]
    assert told(cast, "deputy") == []


def test_who_asked_for_leave_is_answered_and_not_called(cast, year):
    coming = meeting(year, AT + timedelta(days=2), cast.clerk.unit, cast.head.unit)
    coming.attendances.update(leave_reason="Trùng lịch tiếp công dân", leave_asked_at=AT)
    answer = [("Trả lời việc xin vắng của Phòng Kinh tế", day(2), "Sắp đến hạn")]
    own = [("Trả lời việc xin vắng của Văn phòng HĐND và UBND xã", day(2), "Sắp đến hạn")]
    assert [sorted(told(cast, who)) for who in ("clerk", "head", "deputy")] == [[], answer, answer + own]
    coming.attendances.update(state="excused")
    assert [told(cast, who) for who in ("clerk", "head", "deputy")] == [[], [], []]


def test_leaders_invite_to_meetings_and_put_them_on_record(cast, year):
    meeting(year, AT + timedelta(days=10), state="planned", title="Tập huấn")
    meeting(year, AT - timedelta(days=3), cast.clerk.unit)
    expected = [
        ("Ghi điểm danh và kết luận: Sơ kết 9 tháng", day(-3), "Quá hạn"),
        ("Mời họp: Tập huấn", day(10), "Chưa làm"),
    ]
    assert [told(cast, who) for who in ("head", "deputy", "clerk")] == [expected, expected, []]


@pytest.mark.parametrize(("of", "who"), [("clerk", "deputy"), ("head", "deputy"), ("deputy", "head")])
def test_exemplars_wait_for_who_selects_them(cast, year, of, who):
    exemplar(year, unit_of(cast, of))
    found = everybody(cast)
    found.pop("stranger")
    assert found == {who: ["Chọn, công bố 1 điển hình đã giới thiệu"]}


def test_an_exemplar_that_came_back_waits_for_its_unit(cast, year):
    exemplar(year, cast.clerk.unit, "returned", remark="Cần ảnh.")
    assert told(cast, "clerk") == [("Sửa giới thiệu điển hình bị trả lại", None, "Trả lại")]


def test_suggestions_wait_for_the_head(cast, year):
    suggestion(year, cast.clerk.unit)
    suggestion(year, cast.deputy.unit)
    suggestion(year, cast.deputy.unit, answer="Đã lùi", answered_at=AT)
    assert told(cast, "head") == [("Trả lời 2 phản ánh của đơn vị", None, "Chưa làm")]
    assert told(cast, "deputy") == []


def test_a_draft_waits_for_the_head_and_asks_nothing_of_the_units(cast, year):
    Campaign.objects.filter(pk=year.pk).update(state="drafting")
    year.unitplans.all().delete()
    assert told(cast, "head") == [("Ban hành kế hoạch phong trào thi đua năm 2026", None, "Đang làm")]
    assert told(cast, "clerk") == []


def test_the_head_begins_and_closes_the_year(cast, year):
    Campaign.objects.filter(pk=year.pk).update(state="issued", starts_on=day(-5), ends_on=day(90))
    assert told(cast, "head") == [("Bắt đầu thực hiện phong trào thi đua năm 2026", day(-5), "Quá hạn")]
    Campaign.objects.filter(pk=year.pk).update(state="running", ends_on=day(-1))
    assert told(cast, "head") == [("Tổng kết phong trào thi đua năm 2026", None, "Chưa làm")]
    assert [told(cast, who) for who in ("deputy", "clerk")] == [[], []]


def test_a_closed_year_asks_nothing(cast, year):
    Campaign.objects.filter(pk=year.pk).update(state="reviewed")
    year.unitplans.all().delete()
    drive(year)
    assert [told(cast, who) for who in ("head", "deputy", "clerk")] == [[], [], []]


def test_the_next_years_head_sets_it_up(cast, year):
    Membership.objects.create(bloc=cast.bloc, unit=cast.clerk.unit, year=2027, role="head")
    Membership.objects.create(bloc=cast.bloc, unit=cast.head.unit, year=2027, role="member")
    assert told(cast, "clerk") == [("Lập phong trào thi đua năm 2027", None, "Chưa làm")]
    assert told(cast, "head") == []
    Campaign.objects.create(bloc=cast.bloc, year=2027, title="Phong trào 2027")
    assert told(cast, "clerk") == [("Ban hành kế hoạch phong trào thi đua năm 2027", None, "Đang làm")]


def test_the_most_pressing_comes_first(cast, year):
    due_date(year, day(-2), name="Tháng 8")
    due_date(year, day(3), name="Tháng 9")
    due_date(year, day(20), name="Tháng 10")
    initiative(year, cast.clerk.unit, "returned")
    assert [(todo.due, todo.days_words, todo.is_pressing) for todo in todos_of(cast.clerk, at=AT)] == [
        (day(-2), "quá 2 ngày", True),
        (day(3), "còn 3 ngày", True),
        (None, "", True),
        (day(20), "còn 20 ngày", False),
    ]


@pytest.mark.parametrize(("days", "words"), [(0, "hôm nay"), (1, "còn 1 ngày"), (-1, "quá 1 ngày")])
def test_days_are_told_in_words(days, words):
    todo = Todo("Nộp", "", "/", "Mở", day(days), Progress.NOT_STARTED, TODAY)
    assert todo.days_words == words


@pytest.mark.parametrize("who", ["head", "deputy", "clerk", "council", "admin"])
def test_however_much_waits_it_is_two_queries(cast, year, who):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            todos_of(getattr(cast, who), at=AT)
        return len(captured)

    for number in range(3):
        due_date(year, day(number), name=f"Kỳ {number}")
        drive(year, name=f"Đợt {number}")
        initiative(year, cast.clerk.unit)
        meeting(year, AT + timedelta(days=number), cast.clerk.unit, cast.head.unit)
    assert asked() == (0 if who in ("council", "admin") else 2)
