"""Kết quả: what settling a round gave, written once."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from scoring import querysets
from scoring.models.base import FrozenModel
from scoring.models.rounds import Round
from scoring.models.sheets import ScoreSheet
from toolkit.fields import ScaledDecimalField


class Result(FrozenModel):
    """What settling a round gave: the canonical JSON everything is read from, and its SHA-256. Never changed."""

    round = models.OneToOneField(Round, models.PROTECT, verbose_name="kỳ chấm", related_name="result")
    document = models.TextField("kết quả (JSON chuẩn tắc)")
    area_titles = models.JSONField("tên các nội dung")
    sha256 = models.CharField("SHA-256", max_length=64)
    settled_at = models.DateTimeField("chốt lúc")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người chốt", related_name="+", null=True, blank=True
    )

    objects = querysets.ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả"
        verbose_name_plural = "kết quả"
        ordering = ["-settled_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="result_hash_is_whole")
        ]

    def __str__(self):
        return f"Kết quả {self.round}"

    @property
    def check_code(self) -> str:
        """The first 16 hex digits in groups of four, as papers print them."""
        return " ".join(self.sha256[i : i + 4] for i in range(0, 16, 4))


class UnitResult(FrozenModel):
    """One unit's row of a result, taken from the same document, for lists and ranking. Points are Decimals."""

    result = models.ForeignKey(Result, models.PROTECT, verbose_name="kết quả", related_name="units")
    sheet = models.OneToOneField(ScoreSheet, models.PROTECT, verbose_name="phiếu", related_name="outcome")
    rank = models.PositiveSmallIntegerField("hạng", null=True)
    areas = models.JSONField("điểm từng nội dung")
    base = ScaledDecimalField("điểm nền")
    bonus = ScaledDecimalField("điểm thưởng")
    penalty = ScaledDecimalField("điểm trừ")
    total = ScaledDecimalField("tổng điểm")
    self_total = ScaledDecimalField("tổng tự chấm")
    tied_with = models.JSONField("đồng hạng với", default=list)
    tie_decided_by = models.CharField("phân định theo", max_length=20, blank=True)
    classification = models.CharField("xếp loại", max_length=100, blank=True)

    objects = querysets.UnitResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả của đơn vị"
        verbose_name_plural = "kết quả của đơn vị"
        ordering = ["result", F("rank").asc(nulls_last=True), "sheet__position"]
        constraints = [
            models.CheckConstraint(condition=Q(rank__isnull=True) | Q(rank__gte=1), name="unit_result_rank_from_one"),
            models.CheckConstraint(
                condition=Q(base__gte=0, bonus__gte=0, penalty__gte=0, total__gte=0, self_total__gte=0),
                name="unit_result_points_not_negative",
            ),
        ]

    def __str__(self):
        return f"{self.sheet}: {self.total}"


class Firmness(FrozenModel):
    """How firm a ranking is (scoring.firmness), worked out when the round was settled; never part of the result."""

    result = models.OneToOneField(Result, models.PROTECT, verbose_name="kết quả", related_name="firmness")
    pairs = models.JSONField("các cặp liền kề")
    areas = models.JSONField("trọng số các nội dung")

    objects = querysets.FirmnessQuerySet.as_manager()

    class Meta:
        verbose_name = "độ chắc của xếp hạng"
        verbose_name_plural = "độ chắc của xếp hạng"

    def __str__(self):
        return str(self.result)
