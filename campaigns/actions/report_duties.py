"""Chế độ báo cáo: what the head asks the units to report, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count

from campaigns.actions.files import attach, detach
from campaigns.models import Campaign, DueDate, ReportDuty
from campaigns.states import CampaignState
from toolkit.history import acting
from toolkit.private_files import AcceptedFile
from toolkit.reasons import require
from toolkit.versions import save_seen
from units.models import Unit

EVERYBODY = "Tất cả đơn vị"


@dataclass(frozen=True, slots=True)
class DueRow:
    """A due date as it is written; `pk` None is a new one."""

    name: str
    due_on: date
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class DutyContent:
    """`owed_by` empty means every unit of the year."""

    title: str
    guidance: str = ""
    due_rows: Sequence[DueRow] = ()
    owed_by: Sequence[Unit] = ()


@transaction.atomic
def define_duty(
    campaign: Campaign, content: DutyContent, *, files: Sequence[AcceptedFile] = (), by, at: datetime
) -> ReportDuty:
    """A new duty with its due dates."""
    duty = ReportDuty(campaign=campaign, title=content.title, guidance=content.guidance)
    require(reasons_not_to_keep(duty, content))
    duty.due_words, duty.owed_words = due_words(content.due_rows), owed_words(content.owed_by)
    with acting("Lập chế độ báo cáo", by=by):
        duty.save()
    _keep_parts(duty, content)
    attach(duty, files, by=by, at=at)
    return duty


@transaction.atomic
def change_duty(
    duty: ReportDuty, content: DutyContent, *, files: Sequence[AcceptedFile] = (), seen: int, by, at: datetime
) -> ReportDuty:
    """Title, due dates, who owes it. Reports that were filed stay: their due date and their unit cannot be left out."""
    duty.title, duty.guidance = content.title, content.guidance
    duty.due_words, duty.owed_words = due_words(content.due_rows), owed_words(content.owed_by)
    require(reasons_not_to_keep(duty, content))
    with acting("Sửa chế độ báo cáo", by=by):
        save_seen(duty, seen=seen)
    _keep_parts(duty, content)
    attach(duty, files, by=by, at=at)
    return duty


@transaction.atomic
def remove_duty(duty: ReportDuty, *, by) -> None:
    """Only while nothing was written for it."""
    require(reasons_not_to_remove(duty))
    for file in duty.attachments.all():
        detach(file)
    with acting("Bỏ chế độ báo cáo", by=by):
        duty.delete()


# What stands in other tables ------------------------------------------------------------------------------------------


def _keep_parts(duty: ReportDuty, content: DutyContent) -> None:
    duty.owed_by.set(content.owed_by)
    stored: dict[int | None, DueDate] = {due.pk: due for due in duty.due_dates.all()}
    kept = [row for row in content.due_rows if row.pk in stored]
    duty.due_dates.exclude(pk__in=[row.pk for row in kept]).delete()
    _clear_the_way([stored[row.pk] for row in kept if stored[row.pk].due_on != row.due_on])
    for row in content.due_rows:
        due = stored.get(row.pk) or DueDate(duty=duty)
        due.name, due.due_on = row.name, row.due_on
        due.save()


def _clear_the_way(moved: Iterable[DueDate]) -> None:
    """Two due dates that change places would meet on one day; until they arrive they wait in a year of their own."""
    for number, due in enumerate(moved):
        DueDate.objects.filter(pk=due.pk).update(due_on=date(1, 1, 1) + timedelta(days=number))


def due_words(rows: Iterable[DueRow]) -> str:
    """ "Quý I: 20/03/2026; Quý II: 20/06/2026"."""
    ordered = sorted(rows, key=lambda row: row.due_on)
    return "; ".join(f"{row.name}: {row.due_on:%d/%m/%Y}" if row.name else f"{row.due_on:%d/%m/%Y}" for row in ordered)


def owed_words(units: Sequence[Unit]) -> str:
    return ", ".join(unit.name for unit in units) or EVERYBODY


# Reasons not to -------------------------------------------------------------------------------------------------------


def reasons_not_to_keep(duty: ReportDuty, content: DutyContent) -> list[str]:
    return [
        *reasons_closed(duty.campaign),
        *_same_title(duty, content),
        *_same_day(content.due_rows),
        *([] if duty.pk is None else [*_due_dates_with_reports(duty, content), *_units_with_reports(duty, content)]),
    ]


def reasons_not_to_remove(duty: ReportDuty) -> list[str]:
    closed = reasons_closed(duty.campaign)
    if DueDate.objects.filter(duty=duty, reports__isnull=False).exists():
        return [*closed, "Đã có đơn vị viết báo cáo theo chế độ này, không bỏ được."]
    return closed


def reasons_closed(campaign: Campaign) -> list[str]:
    if campaign.state == CampaignState.REVIEWED:
        return [f"Phong trào năm {campaign.year} đã tổng kết, không sửa chế độ báo cáo được nữa."]
    return []


def _same_title(duty: ReportDuty, content: DutyContent) -> list[str]:
    others = ReportDuty.objects.filter(campaign=duty.campaign, title=content.title).exclude(pk=duty.pk)
    return ["Năm này đã có chế độ báo cáo cùng tên. Đặt tên khác."] if others.exists() else []


def _same_day(rows: Sequence[DueRow]) -> list[str]:
    days = [row.due_on for row in rows]
    twice = sorted({day for day in days if days.count(day) > 1})
    return [f"Hai kỳ cùng hạn {day:%d/%m/%Y}. Mỗi kỳ có một hạn riêng." for day in twice]


def _due_dates_with_reports(duty: ReportDuty, content: DutyContent) -> list[str]:
    left_out = duty.due_dates.exclude(pk__in=[row.pk for row in content.due_rows if row.pk])
    written = left_out.annotate(count=Count("reports")).filter(count__gt=0).order_by("due_on")
    return [
        f"Kỳ {due.name or f'{due.due_on:%d/%m/%Y}'} đã có báo cáo của {due.count} đơn vị, không bỏ được."
        for due in written
    ]


def _units_with_reports(duty: ReportDuty, content: DutyContent) -> list[str]:
    if not content.owed_by:
        return []
    written = Unit.objects.filter(reports__due__duty=duty).exclude(pk__in=[unit.pk for unit in content.owed_by])
    names = sorted(set(written.values_list("name", flat=True)))
    return [f"{name} đã viết báo cáo theo chế độ này, không bỏ khỏi danh sách được." for name in names]
