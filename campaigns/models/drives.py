"""Đợt thi đua chào mừng: from a start to an end, what each unit registers and what came of it."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from campaigns import history as stories
from campaigns.models.base import OfYear, PartOf
from campaigns.querysets import drives as querysets
from toolkit.history import History
from units.models import Unit


class Drive(OfYear):
    """A drive for a holiday (đợt thi đua)."""

    name = models.CharField("tên đợt thi đua", max_length=255)
    holiday = models.CharField("chào mừng", max_length=255, blank=True)
    theme = models.CharField("chủ đề", max_length=500, blank=True)
    targets = models.TextField("nội dung, chỉ tiêu", blank=True)
    starts_on = models.DateField("bắt đầu")
    ends_on = models.DateField("kết thúc")
    register_by = models.DateField("hạn đăng ký", null=True, blank=True)
    report_by = models.DateField("hạn nộp kết quả", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.DriveQuerySet.as_manager()
    history = History(stories.DRIVE, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "đợt thi đua"
        verbose_name_plural = "đợt thi đua"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="drive_name_once_a_year"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="drive_ends_after_it_begins"),
        ]

    def __str__(self):
        return self.name


class DriveEntry(PartOf):
    """What a unit registers for a drive, and its result. Photos are Attachments."""

    whole = "drive"
    drive = models.ForeignKey(Drive, models.PROTECT, verbose_name="đợt thi đua", related_name="entries")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="drive_entries")
    registration = models.TextField("nội dung đăng ký")
    registered_at = models.DateTimeField("đăng ký lúc")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người đăng ký", related_name="+", null=True
    )
    result = models.TextField("kết quả", blank=True)
    reported_at = models.DateTimeField("nộp kết quả lúc", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.DriveEntryQuerySet.as_manager()
    history = History(stories.DRIVE_ENTRY, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "đăng ký đợt thi đua"
        verbose_name_plural = "đăng ký đợt thi đua"
        ordering = ["drive", "unit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["drive", "unit"], name="drive_entry_once_for_a_unit"),
            models.CheckConstraint(
                condition=Q(result="") | Q(reported_at__isnull=False), name="drive_result_reported_at_some_time"
            ),
        ]

    def __str__(self):
        return f"{self.drive}, {self.unit}"

    @property
    def registered_late_by(self) -> int:
        """Days after the last day to register; 0 is in time."""
        return days_late(self.registered_at, self.drive.register_by)

    @property
    def reported_late_by(self) -> int:
        return days_late(self.reported_at, self.drive.report_by)


def days_late(at: datetime | None, last_day: date | None) -> int:
    if at is None or last_day is None:
        return 0
    return max(0, (timezone.localdate(at) - last_day).days)
