"""What follows from a ranking: award rules, proposals and refusals, and the papers with their numbers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards import arithmetic, querysets
from awards import history as stories
from awards.states import KIND_CHOICES, PaperKind, PaperState, YearPaperKind, kind_of, kinds_by_series
from campaigns.models import Campaign
from scoring.models import FrozenModel, Round, UnitResult
from toolkit.fields import ScaledDecimalField
from toolkit.history import History
from units.models import Bloc


class AwardRule(models.Model):
    """An award a round may propose, in order of precedence. The quota is a number or a percentage, never both."""

    round = models.ForeignKey(Round, models.CASCADE, verbose_name="kỳ chấm", related_name="award_rules")
    position = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("mã", max_length=20)
    form = models.CharField("hình thức", max_length=255)
    authority = models.CharField("cơ quan quyết định", max_length=255, blank=True)
    quota_number = models.PositiveSmallIntegerField("số lượng", null=True, blank=True)
    quota_percent = ScaledDecimalField("tỷ lệ (%)", places=6, null=True, blank=True)
    lowest_total = ScaledDecimalField("điểm tối thiểu", null=True, blank=True)
    worst_rank = models.PositiveSmallIntegerField("hạng thấp nhất", null=True, blank=True)

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
        ]

    def __str__(self):
        return self.form

    @property
    def bloc_id(self):
        return self.round.bloc_id

    @property
    def year(self):
        return self.round.year


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


def _series_of_kinds() -> Q:
    found = Q()
    for series, kinds in kinds_by_series().items():
        found |= Q(series=series, kind__in=kinds)
    return found


class Paper(FrozenModel):
    """An issued paper (văn bản). Number, date, facts and bytes are fixed; it is never rendered again.

    It is of a settled round, or of the year alone; then `subject` names what of the year it is about ("meeting/12").
    A numbering series belongs to a bloc, an abbreviation and a year, starts at 1 and has no gap; minutes of every sort
    share the series BB. Kinds without an abbreviation have no number of their own.
    """

    bloc = models.ForeignKey(Bloc, models.PROTECT, verbose_name="khối", related_name="papers")
    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="phong trào", related_name="papers")
    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name="kỳ chấm", related_name="papers", null=True, blank=True
    )
    kind = models.CharField("loại", max_length=20, choices=KIND_CHOICES)
    subject = models.CharField("về", max_length=40, blank=True)
    series = models.CharField("chuỗi số", max_length=10, blank=True)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số", null=True, blank=True)
    issued_on = models.DateField("ngày ban hành")
    title = models.CharField("trích yếu", max_length=500)
    state = models.CharField("trạng thái", max_length=10, choices=PaperState, default=PaperState.ISSUED)
    facts = models.JSONField("dữ kiện")
    result_sha256 = models.CharField("mã kiểm chứng kết quả", max_length=64, blank=True)
    sha256 = models.CharField("SHA-256 của tệp", max_length=64)
    size = models.PositiveIntegerField("dung lượng (byte)")
    issued_at = models.DateTimeField("ban hành lúc")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ban hành", related_name="+", null=True, blank=True
    )

    objects = querysets.PaperQuerySet.as_manager()
    # The facts a paper was made from stay in its own row, which nobody can change.
    history = History(stories.PAPER, rows=stories.SeenWithPaper, only=stories.PAPER.fields)

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-issued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "series", "year", "number"], name="paper_number_once_in_its_series"
            ),
            models.UniqueConstraint(
                fields=["round", "kind"],
                condition=Q(state=PaperState.ISSUED),
                name="paper_kind_once_in_force_in_a_round",
            ),
            models.UniqueConstraint(
                fields=["campaign", "kind", "subject"],
                condition=Q(state=PaperState.ISSUED, round__isnull=True),
                name="paper_once_in_force_for_its_subject",
            ),
            models.CheckConstraint(
                condition=Q(~Q(series=""), number__isnull=False, number__gte=1) | Q(series="", number__isnull=True),
                name="paper_number_only_in_a_series",
            ),
            models.CheckConstraint(condition=_series_of_kinds(), name="paper_series_is_that_of_its_kind"),
            models.CheckConstraint(
                condition=Q(~Q(result_sha256=""), round__isnull=False, subject="", kind__in=PaperKind.values)
                | Q(result_sha256="", round__isnull=True, kind__in=YearPaperKind.values),
                name="paper_of_a_round_has_its_result",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.symbol}".strip()

    @property
    def symbol(self) -> str:
        """Like "05/TTr-KTĐ02"; numbers under 10 get a leading 0. Empty for a kind without a number."""
        return f"{self.number:02d}/{self.series}-{self.bloc.symbol}" if self.number else ""

    @property
    def file_name(self) -> str:
        """The kind, and for one of many of its kind its number or what it is about: "giay-moi-03.pdf"."""
        slug, which = kind_of(self.kind).slug, self.number or self.subject.rpartition("/")[2]
        return f"{slug}-{which}.pdf" if self.subject else f"{slug}.pdf"


class PaperFile(FrozenModel):
    """The bytes of an issued paper, beside it so that lists of papers never load them."""

    paper = models.OneToOneField(Paper, models.PROTECT, verbose_name="văn bản", related_name="file")
    pdf = models.BinaryField("tệp PDF")

    objects = querysets.PaperFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp văn bản"
        verbose_name_plural = "tệp văn bản"

    def __str__(self):
        return str(self.paper)
