"""Rows of a year that wait for somebody, each in one line; the day is 15/09/2026."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from campaigns.models import (
    Drive,
    DriveEntry,
    DueDate,
    Exemplar,
    Initiative,
    Meeting,
    Pledge,
    Report,
    ReportDuty,
    Suggestion,
    UnitPlan,
)

AT = datetime(2026, 9, 15, 3, 0, tzinfo=UTC)  # 10.00 in the bloc's own time
TODAY = date(2026, 9, 15)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def pledge(campaign, **more):
    return Pledge.objects.create(campaign=campaign, **{"state": "open", "due_on": day(3)} | more)


def plan(campaign, unit, state="filed", at=AT):
    return UnitPlan.objects.create(campaign=campaign, unit=unit, state=state, filed_at=at if state == "filed" else None)


def initiative(campaign, unit, state="registered", **more):
    given = {"title": "Bản đồ số", "registered_at": AT} | more
    if state == "recognised":
        given |= {"decided_on": TODAY, "level": "base", "decision_number": "12/QĐ-UBND"}
    return Initiative.objects.create(campaign=campaign, unit=unit, state=state, **given)


def due_date(campaign, due_on, *, title="Báo cáo quý", name="Quý III", owed_by=()):
    duty, _ = ReportDuty.objects.get_or_create(campaign=campaign, title=title)
    duty.owed_by.add(*owed_by)
    return DueDate.objects.create(duty=duty, name=name, due_on=due_on)


def report(due, unit, state="filed", at=AT):
    return Report.objects.create(due=due, unit=unit, state=state, filed_at=None if state == "drafting" else at)


def drive(campaign, **more):
    given = {"name": "Chào mừng 22/12", "starts_on": day(0), "ends_on": day(60), "register_by": day(5)}
    return Drive.objects.create(campaign=campaign, **given | more)


def entry(drive, unit, at=AT, **more):
    return DriveEntry.objects.create(drive=drive, unit=unit, registration="3 việc", registered_at=at, **more)


def meeting(campaign, starts_at, *units, state="invited", attendance="unknown", **more):
    given = {"title": "Sơ kết 9 tháng", "place": "Phòng họp tầng 2"} | more
    made = Meeting.objects.create(campaign=campaign, starts_at=starts_at, state=state, **given)
    for unit in units:
        made.attendances.create(unit=unit, state=attendance)
    return made


def exemplar(campaign, unit, state="introduced", **more):
    given = {"name": "Bộ phận Một cửa", "deed": "Trả kết quả sớm", "has_consent": True, "introduced_at": AT}
    return Exemplar.objects.create(campaign=campaign, unit=unit, state=state, **given | more)


def suggestion(campaign, unit, **more):
    return Suggestion.objects.create(campaign=campaign, unit=unit, text="Lùi hạn nộp", sent_at=timezone.now(), **more)
