"""The columns of the matrix, noun by noun; each asks the same number of queries however many units and rows."""

from collections import Counter, defaultdict

from django.db.models import Count
from django.utils import timezone

from campaigns.models import (
    Attendance,
    Drive,
    DriveEntry,
    DueDate,
    Exemplar,
    Extension,
    Initiative,
    PledgeConfirmation,
    Report,
    ReportDuty,
    UnitPlan,
)  # fmt: skip
from campaigns.models.drives import days_late
from campaigns.progress.base import COMMON, Cell, Column, Mark, Year, done, each, waiting
from campaigns.punctuality import standing
from campaigns.states import AttendanceState, ExemplarState, InitiativeState, MeetingState, PledgeState, ReportState
from campaigns.todo.base import place

INITIATIVES, REPORTS = "Sáng kiến", "Báo cáo"
MEETINGS, DRIVES, EXEMPLARS = "Họp, hoạt động chung", "Đợt thi đua", "Điển hình"


def pledge_columns(year: Year) -> list[Column]:
    pledge = getattr(year.campaign, "pledge", None)
    if pledge is None or pledge.state != PledgeState.OPEN:
        return []
    confirmed = dict(PledgeConfirmation.objects.filter(pledge=pledge).values_list("unit", "confirmed_at"))

    def cell(unit: int) -> Cell:
        at = confirmed.get(unit)
        if at is None:
            return waiting("Chưa xác nhận", pledge.due_on, year.on)
        return done(f"Xác nhận {timezone.localdate(at):%d/%m}", days_late(at, pledge.due_on))

    url = place("pledge", year.campaign.pk)
    return [Column(COMMON, "Giao ước", each(year.units, cell), pledge.due_on, url)]


def plan_columns(year: Year) -> list[Column]:
    filed = dict(UnitPlan.objects.filter(campaign=year.campaign).filed().values_list("unit", "filed_at"))
    due = year.campaign.plan_due_on

    def cell(unit: int) -> Cell:
        at = filed.get(unit)
        if at is None:
            return waiting("Chưa gửi", due, year.on)
        return done(f"Gửi {timezone.localdate(at):%d/%m}", days_late(at, due))

    url = place("unit_plans", year.campaign.pk)
    return [Column(COMMON, "Kế hoạch triển khai", each(year.units, cell), due, url)]


def initiative_columns(year: Year) -> list[Column]:
    rows = Initiative.objects.filter(campaign=year.campaign).registered().order_by()
    registered: Counter[int] = Counter()
    recognised: Counter[int] = Counter()
    for unit, state, number in rows.values_list("unit", "state").annotate(n=Count("pk")):
        registered[unit] += number
        recognised[unit] += number if state == InitiativeState.RECOGNISED else 0
    least, due = year.campaign.least_initiatives, year.campaign.initiative_due_on

    def registered_cell(unit: int) -> Cell:
        words = f"{registered[unit]}/{least}"
        return waiting(words, due, year.on) if registered[unit] < least else Cell(Mark.FINE, words)

    def recognised_cell(unit: int) -> Cell:
        return Cell(Mark.FINE if recognised[unit] else Mark.OPEN, str(recognised[unit]))

    url = place("initiatives", year.campaign.pk)
    return [
        Column(INITIATIVES, "Đăng ký", each(year.units, registered_cell), due, url),
        Column(INITIATIVES, "Công nhận", each(year.units, recognised_cell), url=url),
    ]


def report_columns(year: Year) -> list[Column]:
    """Every due date so far."""
    owed = defaultdict(set)
    through = ReportDuty.owed_by.through.objects.filter(reportduty__campaign=year.campaign)
    for duty, unit in through.values_list("reportduty", "unit"):
        owed[duty].add(unit)
    reports = {
        (due, unit): (state, at)
        for due, unit, state, at in Report.objects.filter(due__duty__campaign=year.campaign).values_list(
            "due", "unit", "state", "filed_at"
        )
    }
    extensions = {
        (due, unit): until
        for due, unit, until in Extension.objects.filter(due__duty__campaign=year.campaign).values_list(
            "due", "unit", "until"
        )
    }
    url = place("reports", year.campaign.pk)

    def column(due: DueDate) -> Column:
        def cell(unit: int) -> Cell:
            state, at = reports.get((due.pk, unit), ("", None))
            filed_on = timezone.localdate(at) if state == ReportState.FILED else None
            stands = standing(due.due_on, extensions.get((due.pk, unit)), filed_on, year.on)
            if filed_on:
                return done(f"Nộp {filed_on:%d/%m}", stands.days)
            return waiting("Trả lại" if state == ReportState.RETURNED else "Chưa nộp", stands.deadline, year.on)

        units = [unit for unit in year.units if unit in owed[due.duty_id]] if owed.get(due.duty_id) else year.units
        return Column(REPORTS, str(due), each(units, cell), due.due_on, url, is_repeated=True)

    return [column(due) for due in year.due_dates if due.due_on <= year.on]


ATTENDED = {
    AttendanceState.PRESENT: Cell(Mark.FINE, "Có mặt"),
    AttendanceState.EXCUSED: Cell(Mark.ODD, "Vắng", "có phép"),
    AttendanceState.ABSENT: Cell(Mark.ODD, "Vắng", "không phép"),
    AttendanceState.UNKNOWN: Cell(Mark.OPEN, "Chưa điểm danh"),
}


def meeting_columns(year: Year) -> list[Column]:
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    rows = Attendance.objects.filter(meeting__campaign=year.campaign, meeting__state=MeetingState.HELD)
    for meeting, unit, state in rows.values_list("meeting", "unit", "state"):
        cells[meeting][unit] = ATTENDED[AttendanceState(state)]
    return [
        Column(
            MEETINGS, meeting.title, cells[meeting.pk], timezone.localdate(meeting.starts_at),
            place("meeting", meeting.pk), is_repeated=True,
        )
        for meeting in year.meetings
        if meeting.state == MeetingState.HELD
    ]  # fmt: skip


def drive_columns(year: Year) -> list[Column]:
    """Drives that have begun."""
    entries = {
        (drive, unit): at
        for drive, unit, at in DriveEntry.objects.filter(drive__campaign=year.campaign).values_list(
            "drive", "unit", "reported_at"
        )
    }

    def column(drive: Drive) -> Column:
        def cell(unit: int) -> Cell:
            if (drive.pk, unit) not in entries:
                return waiting("Chưa đăng ký", drive.register_by or drive.ends_on, year.on)
            at = entries[drive.pk, unit]
            if at is not None:
                return done(f"Nộp {timezone.localdate(at):%d/%m}", days_late(at, drive.report_by))
            last_day = drive.report_by or drive.ends_on
            return waiting("Chưa có kết quả" if last_day < year.on else "Đã đăng ký", last_day, year.on)

        url = place("drive", drive.pk)
        return Column(DRIVES, drive.name, each(year.units, cell), drive.ends_on, url, is_repeated=True)

    return [column(drive) for drive in year.drives if drive.starts_on <= year.on]


def exemplar_columns(year: Year) -> list[Column]:
    introduced = Exemplar.objects.filter(campaign=year.campaign).exclude(
        state__in=[ExemplarState.DRAFTING, ExemplarState.RETURNED]
    )
    counted = dict(introduced.order_by().values_list("unit").annotate(n=Count("pk")))

    def cell(unit: int) -> Cell:
        number = counted.get(unit, 0)
        return Cell(Mark.FINE if number else Mark.OPEN, str(number))

    url = place("exemplars", year.campaign.pk)
    return [Column(EXEMPLARS, "Giới thiệu", each(year.units, cell), url=url)]


DUE_COLUMNS = (pledge_columns, plan_columns, initiative_columns, report_columns, drive_columns)
COLUMNS = (
    pledge_columns,
    plan_columns,
    initiative_columns,
    report_columns,
    meeting_columns,
    drive_columns,
    exemplar_columns,
)
