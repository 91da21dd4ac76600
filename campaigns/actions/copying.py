"""Next year's plan from this year's: everything with a date a year later, everything written with the year's name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Min
from simple_history.utils import bulk_create_with_history

from campaigns.actions.files import attach
from campaigns.actions.report_duties import DueRow, due_words, owed_words
from campaigns.models import (
    Attachment,
    Campaign,
    Commitment,
    ContentArea,
    Drive,
    DueDate,
    Pledge,
    ReportDuty,
    Task,
)
from toolkit.private_files import AcceptedFile, FileKind, open_kept
from units.models import Bloc, Membership, Unit

BEGINS_ANEW = ("state", "version")


@dataclass(frozen=True, slots=True)
class Shift:
    """From one year to another."""

    source: int
    target: int

    def day(self, day: date) -> date:
        """The same day of the other year; 29/02 is 28/02 where there is none."""
        year = day.year + self.target - self.source
        try:
            return day.replace(year=year)
        except ValueError:
            return day.replace(year=year, day=28)

    def text(self, text: str) -> str:
        """ "năm 2026" becomes "năm 2027"; a date of a document ("ngày 29 tháng 4 năm 2026") stays."""
        pattern = rf"(tháng\s+\d+\s+)?\b(năm\s+){self.source}\b"
        return re.sub(pattern, lambda m: m[0] if m[1] else f"{m[2]}{self.target}", text, flags=re.IGNORECASE)

    def value(self, value: Any) -> Any:
        match value:
            case date():
                return self.day(value)
            case str():
                return self.text(value)
        return value

    def row(self, row: Any, **changes: Any) -> Any:
        """A new row with the values of `row` in the other year; `changes` say what it belongs to."""
        left_out = (*changes, *BEGINS_ANEW)
        kept = (f for f in row._meta.concrete_fields if not f.primary_key and f.name not in left_out)
        return type(row)(**{f.attname: self.value(getattr(row, f.attname)) for f in kept}, **changes)


def campaign_before(bloc: Bloc, year: int) -> Campaign | None:
    """The latest year of the bloc before this one."""
    earlier = Campaign.objects.filter(bloc=bloc, year__lt=year)
    return earlier.select_related("bloc__commune").order_by("-year").first()


# Copying ------------------------------------------------------------------------------------------------------------


def copy_plan(source: Campaign, shift: Shift) -> tuple[Campaign, dict[int, ContentArea]]:
    """The campaign of the other year, drafting, with all that belongs to the plan; and its areas by the old key.

    The caller holds the transaction and the lock on the bloc, and signs.
    """
    target: Campaign = shift.row(source, bloc=source.bloc, year=shift.target, symbol="", issued_on=None)
    target.save()
    areas = _copy_areas(source, target, shift)
    _copy_duties(source, target, shift)
    bulk_create_with_history([shift.row(drive, campaign=target) for drive in source.drives.all()], Drive)
    _copy_pledge(source, target, shift)
    return target, areas


def _copy_areas(source: Campaign, target: Campaign, shift: Shift) -> dict[int, ContentArea]:
    old = list(source.areas.order_by("number"))
    new = [shift.row(area, campaign=target) for area in old]
    bulk_create_with_history(new, ContentArea)
    areas = {before.pk: after for before, after in zip(old, new, strict=True)}
    tasks = Task.objects.filter(area__in=old).order_by("area__number", "position")
    bulk_create_with_history([shift.row(task, area=areas[task.area_id]) for task in tasks], Task)
    return areas


def _copy_duties(source: Campaign, target: Campaign, shift: Shift) -> None:
    """Who left the bloc owes nothing; where nobody is left, everybody owes again."""
    taking_part = set(units_of(target).values_list("pk", flat=True))
    old = list(source.report_duties.order_by("pk").prefetch_related("owed_by", "due_dates"))
    owed = [[unit for unit in duty.owed_by.all() if unit.pk in taking_part] for duty in old]
    new = [_moved_duty(duty, owing, target, shift) for duty, owing in zip(old, owed, strict=True)]
    bulk_create_with_history(new, ReportDuty)
    for before, after, owing in zip(old, new, owed, strict=True):
        DueDate.objects.bulk_create(shift.row(due, duty=after) for due in before.due_dates.all())
        after.owed_by.set(owing)


def _moved_duty(duty: ReportDuty, owing: Sequence[Unit], target: Campaign, shift: Shift) -> ReportDuty:
    dues = [shift.row(due, duty=duty) for due in duty.due_dates.all()]
    words = due_words(DueRow(due.name, due.due_on) for due in dues)
    return shift.row(duty, campaign=target, due_words=words, owed_words=owed_words(owing))


def _copy_pledge(source: Campaign, target: Campaign, shift: Shift) -> None:
    old = Pledge.objects.filter(campaign=source).first()
    if old is None:
        return
    new = shift.row(old, campaign=target, signed_on=None)
    new.save()
    Commitment.objects.bulk_create(shift.row(commitment, pledge=new) for commitment in old.commitments.all())


def copy_duty_files(source: Campaign, target: Campaign, shift: Shift, *, by, at) -> None:
    """The templates of the report duties, byte for byte. Done last: files know no transaction."""
    duties = {duty.title: duty for duty in target.report_duties.all()}
    kept = Attachment.objects.filter(report_duty__campaign=source).select_related("report_duty").order_by("pk")
    for file in kept:
        duty = duties[shift.text(file.report_duty.title)]
        attach(duty, [accepted] if (accepted := _bytes_of(file)) else [], by=by, at=at)


def _bytes_of(file: Attachment) -> AcceptedFile | None:
    """None when the store has lost it: a template less is no reason not to open a year."""
    try:
        with open_kept(file.path) as stored:
            data = stored.read()
    except FileNotFoundError:
        return None
    return AcceptedFile(file.name, FileKind(file.kind), file.sha256, file.size, data)


def units_of(campaign: Campaign) -> "models.QuerySet[Unit]":
    members = Membership.objects.in_year(campaign.bloc, campaign.year)
    return Unit.objects.filter(pk__in=members.values("unit"))


# What there is to copy, told before -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Copied:
    """A line of the preview: how many of what, and what is worth knowing about them."""

    words: str
    count: int
    note: str = ""


def plan_preview(source: Campaign, shift: Shift) -> list[Copied]:
    """What `copy_plan` will make. Six queries."""
    areas = ContentArea.objects.filter(campaign=source)
    tasks = Task.objects.filter(area__campaign=source).aggregate(n=Count("pk"), first=Min("due_on"))
    dues = DueDate.objects.filter(duty__campaign=source).aggregate(n=Count("pk"), first=Min("due_on"))
    drives = Drive.objects.filter(campaign=source).aggregate(n=Count("pk"), first=Min("starts_on"))
    return [
        Copied("Nội dung thi đua", areas.count()),
        Copied("Nhiệm vụ", tasks["n"], _first(shift, tasks, "thời hạn đầu tiên")),
        Copied(
            "Chế độ báo cáo",
            ReportDuty.objects.filter(campaign=source).count(),
            f"{dues['n']} kỳ; {_first(shift, dues, 'kỳ đầu hạn')}" if dues["n"] else "",
        ),
        Copied("Đợt thi đua", drives["n"], _first(shift, drives, "đợt đầu từ")),
        Copied("Nội dung cam kết của giao ước", Commitment.objects.filter(pledge__campaign=source).count()),
    ]


def _first(shift: Shift, found: dict[str, Any], words: str) -> str:
    return f"{words} {shift.day(found['first']):%d/%m/%Y}" if found["first"] else ""


def texts_preview(source: Campaign, shift: Shift) -> Sequence[tuple[str, str]]:
    """The title and the dates the new year begins with."""
    days = ((name, getattr(source, name)) for name in ("starts_on", "ends_on", "plan_due_on", "initiative_due_on"))
    told = [(str(Campaign._meta.get_field(name).verbose_name), day) for name, day in days if day]
    return [("tên phong trào", shift.text(source.title)), *((word, f"{shift.day(day):%d/%m/%Y}") for word, day in told)]
