"""Report duties, due dates and filed reports for the tests; times are days of 2026 in the bloc's own place."""

from datetime import date, datetime, time

from django.utils import timezone

from campaigns.actions.report_duties import DueRow, DutyContent, define_duty
from campaigns.actions.reports import ReportContent, file_report
from campaigns.models import DueDate, Report
from units.models import Unit

DUE = date(2026, 3, 20)


def at(day: date, hour: int = 9):
    return timezone.make_aware(datetime.combine(day, time(hour)))


def unit_of(campaign, code: str) -> Unit:
    return Unit.objects.get(bloc=campaign.bloc, code=code)


def a_duty(campaign, *rows: tuple[str, date], title: str = "Báo cáo quý", owed_by=(), by=None):
    content = DutyContent(title, "Nêu kết quả và khó khăn.", [DueRow(*row) for row in rows], list(owed_by))
    return define_duty(campaign, content, by=by, at=at(date(2026, 1, 5)))


def a_due(campaign, due_on: date = DUE, **more) -> DueDate:
    return a_duty(campaign, ("Quý I", due_on), **more).due_dates.get()


def filed(due: DueDate, code: str, on: date, *, hour: int = 9, seen: int | None = None, by=None) -> Report:
    unit = unit_of(due.campaign, code)
    stored = Report.objects.filter(due=due, unit=unit).first()
    version = seen if seen is not None else (stored.version if stored else 0)
    content = ReportContent("12/BC", "Đã hoàn thành.")
    return file_report(due, unit, content, seen=version, by=by, at=at(on, hour))
