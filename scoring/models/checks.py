"""Chấm chéo: units check each other; the appraised score stays the one that counts."""

from django.db import models
from django.db.models import F, Q

from campaigns.models.base import PartOf
from scoring import querysets
from scoring.models.rounds import Round
from scoring.models.tables import Criterion
from units.models import Unit


class CrossCheck(PartOf):
    """`checker` looks at the sheet of `unit`. Each unit checks one and is checked by one."""

    whole = "round"

    round = models.ForeignKey(Round, models.CASCADE, verbose_name="kỳ chấm", related_name="checks")
    checker = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị chấm chéo", related_name="checks_made")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị được chấm chéo", related_name="checks_received")
    remark = models.CharField("ý kiến chung", max_length=2000, blank=True)
    done_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.CrossCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "chấm chéo"
        verbose_name_plural = "chấm chéo"
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "checker"], name="cross_check_one_of_a_checker"),
            models.UniqueConstraint(fields=["round", "unit"], name="cross_check_one_of_a_unit"),
            models.CheckConstraint(condition=~Q(checker=F("unit")), name="cross_check_never_the_own_unit"),
        ]

    def __str__(self):
        return f"{self.checker} chấm chéo {self.unit}"


class CheckedMark(PartOf):
    """What the checker would enter for one criterion, in canonical text (scoring.entries), and why."""

    whole = "cross_check"

    cross_check = models.ForeignKey(CrossCheck, models.CASCADE, verbose_name="chấm chéo", related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name="tiêu chí", related_name="+")
    entry = models.CharField("điểm chấm chéo", max_length=20, blank=True)
    note = models.CharField("ý kiến", max_length=1000, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.CheckedMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng chấm chéo"
        verbose_name_plural = "dòng chấm chéo"
        ordering = ["cross_check", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["cross_check", "criterion"], name="checked_mark_once_for_a_criterion")
        ]

    def __str__(self):
        return f"{self.cross_check}: {self.criterion}"
