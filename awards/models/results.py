"""What the engine decided when a round was settled: who is proposed by which rule, and why the others are not."""

from django.db import models
from django.db.models import Q

from awards import arithmetic, querysets
from awards import history as stories
from awards.models.rules import AwardRule
from scoring.models import FrozenModel, UnitResult
from toolkit.history import History


class Proposal(FrozenModel):
    """A unit that a rule proposes (đề nghị khen thưởng). A unit gets at most one award of a round."""

    rule = models.ForeignKey(AwardRule, models.PROTECT, verbose_name="hình thức", related_name="proposals")
    unit_result = models.OneToOneField(UnitResult, models.PROTECT, verbose_name="đơn vị", related_name="proposal")

    objects = querysets.ProposalQuerySet.as_manager()
    history = History(stories.PROPOSAL, rows=stories.SeenWithProposal)

    class Meta:
        verbose_name = "đề nghị khen thưởng"
        verbose_name_plural = "đề nghị khen thưởng"
        ordering = ["rule__position", "unit_result__rank", "pk"]

    def __str__(self):
        return f"{self.rule}: {self.unit_result.sheet}"


class RefusalReason(models.TextChoices):
    """Why a rule did not take a unit (awards.arithmetic.Reason says in which order it asks)."""

    EXCLUDED = "excluded", "Có điều kiện loại"
    ALREADY_PROPOSED = "already_proposed", "Đã được đề nghị hình thức khác"
    EARLIER_OPEN_TIE = "earlier_open_tie", "Đang chờ bỏ phiếu suy tôn hình thức khác"
    BELOW_LOWEST_TOTAL = "below_lowest_total", "Chưa đủ điểm tối thiểu"
    BELOW_WORST_RANK = "below_worst_rank", "Ngoài hạng thấp nhất được xét"
    OPEN_TIE = "open_tie", "Cần bỏ phiếu suy tôn"
    BELOW_OPEN_TIE = "below_open_tie", "Sau nhóm đang chờ bỏ phiếu suy tôn"
    QUOTA_FULL = "quota_full", "Hết số lượng"
    BELOW_BAND = "below_band", "Chưa đạt xếp loại yêu cầu"
    FEW_RECOGNISED = "few_recognised", "Chưa đủ sáng kiến được công nhận"
    LATE_REPORT = "late_report", "Có báo cáo chậm hoặc thiếu"
    DISCIPLINED = "disciplined", "Bị kỷ luật trong năm"


class Refusal(FrozenModel):
    """Why a rule did not propose a unit; `by_rule` is the earlier rule when that is the reason."""

    rule = models.ForeignKey(AwardRule, models.PROTECT, verbose_name="hình thức", related_name="refusals")
    unit_result = models.ForeignKey(UnitResult, models.PROTECT, verbose_name="đơn vị", related_name="refusals")
    reason = models.CharField("lý do", max_length=20, choices=RefusalReason)
    by_rule = models.ForeignKey(AwardRule, models.PROTECT, verbose_name="do", related_name="+", null=True, blank=True)

    objects = querysets.RefusalQuerySet.as_manager()

    class Meta:
        verbose_name = "lý do không đề nghị"
        verbose_name_plural = "lý do không đề nghị"
        ordering = ["rule__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "unit_result"], name="refusal_once_for_a_rule_and_a_unit"),
            models.CheckConstraint(
                condition=Q(reason__in=[r.value for r in arithmetic.Reason]), name="refusal_reason_is_known"
            ),
        ]

    def __str__(self):
        return self.get_reason_display()
