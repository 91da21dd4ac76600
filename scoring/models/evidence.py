"""Minh chứng: what a unit shows for a line, a file or a link."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models.base import PartOf
from campaigns.models.files import FileFacts
from scoring import history as stories
from scoring import querysets
from scoring.models.sheets import Mark
from toolkit.history import History
from toolkit.private_files import FileKind


class Evidence(FileFacts, PartOf):
    """A file (path, kind, sha256, size as toolkit.private_files keeps them) or a link (url)."""

    whole = "mark"

    mark = models.ForeignKey(Mark, models.PROTECT, verbose_name="dòng chấm", related_name="evidence")
    path = models.CharField("nơi lưu", max_length=200, unique=True, null=True, blank=True, editable=False)
    url = models.URLField("liên kết", max_length=500, blank=True)
    # A link has none of a file's facts.
    kind = models.CharField(
        "loại tệp", max_length=4, choices=[(kind.value, kind.value.upper()) for kind in FileKind], blank=True
    )
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveIntegerField("dung lượng (byte)", default=0)
    added_at = models.DateTimeField("gửi lúc")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gửi", related_name="+", null=True
    )

    objects = querysets.EvidenceQuerySet.as_manager()
    history = History(stories.EVIDENCE, rows=stories.SeenWithSheet, only=stories.EVIDENCE.fields)

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(~Q(sha256=""), ~Q(kind=""), path__isnull=False, url="")
                | Q(~Q(url=""), path__isnull=True, sha256="", kind=""),
                name="evidence_is_a_file_or_a_link",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def unit_id(self):
        return self.mark.sheet.unit_id

    @property
    def is_link(self) -> bool:
        return bool(self.url)
