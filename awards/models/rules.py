"""Quy định khen thưởng: what a round may propose, and the discipline that bars from it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards import history as stories
from awards import querysets
from campaigns.models.base import OfUnit
from scoring.models import Round
from toolkit.fields import ScaledDecimalField
from toolkit.history import History
from toolkit.numbers import plain_text


class AwardRule(models.Model):
    """An award a round may propose, in order of precedence. The quota is a number or a percentage, never both.

    `lowest_band` names a classification of the round; the conditions below it are asked of the facts of the year.
    Outside `valid_from` to `valid_to` (both days included, open when empty) the rule is not applied.
    """

    round = models.ForeignKey(Round, models.CASCADE, verbose_name="kỳ chấm", related_name="award_rules")
    position = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("mã", max_length=20)
    form = models.CharField("hình thức", max_length=255)
    authority = models.CharField("cơ quan quyết định", max_length=255, blank=True)
    quota_number = models.PositiveSmallIntegerField("số lượng", null=True, blank=True)
    quota_percent = ScaledDecimalField("tỷ lệ (%)", places=6, null=True, blank=True)
    lowest_total = ScaledDecimalField("điểm tối thiểu", null=True, blank=True)
    worst_rank = models.PositiveSmallIntegerField("hạng thấp nhất", null=True, blank=True)
    lowest_band = models.CharField("xếp loại thấp nhất", max_length=100, blank=True)
    least_recognised = models.PositiveSmallIntegerField("sáng kiến được công nhận, ít nhất", null=True, blank=True)
    no_late_report = models.BooleanField("không có báo cáo chậm hoặc thiếu", default=False)
    no_discipline = models.BooleanField("không bị kỷ luật trong năm", default=False)
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_to = models.DateField("áp dụng đến ngày", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.AwardRuleQuerySet.as_manager()
    history = History(stories.RULE, rows=stories.SeenWithRound)

    class Meta:
        verbose_name = "quy định khen thưởng"
        verbose_name_plural = "quy định khen thưởng"
        ordering = ["round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="award_rule_code_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(quota_number__isnull=False, quota_percent__isnull=True)
                | Q(
                    quota_number__isnull=True, quota_percent__isnull=False, quota_percent__gt=0, quota_percent__lte=100
                ),
                name="award_rule_quota_is_a_number_or_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(lowest_total__isnull=True) | Q(lowest_total__gte=0),
                name="award_rule_lowest_total_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(worst_rank__isnull=True) | Q(worst_rank__gte=1), name="award_rule_worst_rank_from_one"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="award_rule_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(least_recognised__isnull=True) | Q(least_recognised__gte=1),
                name="award_rule_recognised_from_one",
            ),
        ]

    def __str__(self):
        return self.form

    @property
    def bloc_id(self):
        return self.round.bloc_id

    @property
    def year(self):
        return self.round.year

    @property
    def quota(self) -> str:
        """As people write it: "3", or "30%"."""
        return str(self.quota_number) if self.quota_percent is None else f"{plain_text(self.quota_percent)}%"

    def is_in_force(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_to or on)


class Discipline(OfUnit):
    """Kỷ luật of a unit in a year, or of a person of it (`person_name` not empty).

    `bars_unit` says whether it counts when a rule asks that the unit was not disciplined; a unit's own always does.
    """

    person_name = models.CharField("họ và tên", max_length=150, blank=True)
    form = models.CharField("hình thức kỷ luật", max_length=255)
    decision_number = models.CharField("quyết định số", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    body = models.CharField("cơ quan quyết định", max_length=255, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    bars_unit = models.BooleanField("tính khi xét khen thưởng của đơn vị", default=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ghi", related_name="+", null=True, blank=True
    )

    objects = querysets.DisciplineQuerySet.as_manager()
    history = History(stories.DISCIPLINE, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "kỷ luật"
        verbose_name_plural = "kỷ luật"
        ordering = ["campaign", "unit", "-decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person_name="") | Q(bars_unit=True), name="discipline_of_a_unit_bars_the_unit"
            ),
        ]

    def __str__(self):
        return f"{self.form}, {self.person_name or self.unit}"
