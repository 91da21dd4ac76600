"""Files that belong to something of the year (toolkit.private_files says how they are kept)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models.drives import DriveEntry
from campaigns.models.exemplars import Exemplar
from campaigns.models.initiatives import Initiative
from campaigns.models.meetings import Meeting
from campaigns.models.plans import UnitPlan
from campaigns.models.reports import Report, ReportDuty
from campaigns.querysets import files as querysets
from toolkit.private_files import FileKind

OWNERS = ("unit_plan", "initiative", "report", "report_duty", "meeting", "drive_entry", "exemplar")


def _one_owner() -> Q:
    found = Q()
    for owner in OWNERS:
        others = {f"{other}__isnull": True for other in OWNERS if other != owner}
        found |= Q(**{f"{owner}__isnull": False}, **others)
    return found


def _owner(model, name: str):
    return models.ForeignKey(
        model, models.CASCADE, verbose_name=name, related_name="attachments", null=True, blank=True
    )


class FileFacts(models.Model):
    """What is kept of a file beside its bytes; where they lie (`path`) each model says itself."""

    name = models.CharField("tên tệp", max_length=150)
    kind = models.CharField("loại tệp", max_length=4, choices=[(kind.value, kind.value.upper()) for kind in FileKind])
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("dung lượng (byte)")

    class Meta:
        abstract = True

    @property
    def file_kind(self) -> FileKind:
        return FileKind(self.kind)

    @property
    def size_words(self) -> str:
        """ "340 KB", "1,2 MB"."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1000))} KB"
        return f"{self.size / 1_000_000:.1f} MB".replace(".", ",")


class Attachment(FileFacts):
    """A file of exactly one owner; whoever sees the owner sees the file."""

    path = models.CharField("nơi lưu", max_length=200, unique=True, editable=False)
    added_at = models.DateTimeField("gửi lúc")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gửi", related_name="+", null=True
    )
    unit_plan = _owner(UnitPlan, "kế hoạch của đơn vị")
    initiative = _owner(Initiative, "sáng kiến")
    report = _owner(Report, "báo cáo")
    report_duty = _owner(ReportDuty, "chế độ báo cáo")
    meeting = _owner(Meeting, "cuộc họp")
    drive_entry = _owner(DriveEntry, "đăng ký đợt thi đua")
    exemplar = _owner(Exemplar, "điển hình")

    objects = querysets.AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        ordering = ["added_at", "pk"]
        constraints = [models.CheckConstraint(condition=_one_owner(), name="attachment_has_one_owner")]

    def __str__(self):
        return self.name

    @property
    def owner(self):
        return next(owner for name in OWNERS if (owner := getattr(self, name)) is not None)
