"""Quyết định khen thưởng: what the Council's chairman decided, and every award kept from any year."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards import history as stories
from awards import querysets
from awards.models.submissions import SubmissionLine
from campaigns.models.base import PartOf
from scoring.models import Round
from toolkit.fields import ScaledDecimalField
from toolkit.history import History
from toolkit.text import unaccent
from units.models import Bloc, Unit


class CouncilDecision(PartOf):
    """A decision on the proposals of a round. Its awards are GrantedAward rows; there may be several decisions.

    `refused` are the proposed lines it gives no award: the key of each as text, and why.
    """

    whole = "round"

    round = models.ForeignKey(Round, models.PROTECT, verbose_name="kỳ chấm", related_name="decisions_of_council")
    number = models.CharField("số, ký hiệu", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    body = models.CharField("cơ quan quyết định", max_length=255)
    signer_office = models.CharField("chức vụ người ký", max_length=255, blank=True)
    signer = models.CharField("họ tên người ký", max_length=150, blank=True)
    note = models.CharField("ghi chú", max_length=1000, blank=True)
    refused = models.JSONField("không được tặng", default=dict, blank=True)
    recorded_at = models.DateTimeField("ghi lúc")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ghi", related_name="+", null=True, blank=True
    )
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.CouncilDecisionQuerySet.as_manager()
    history = History(stories.DECISION, rows=stories.SeenWithDecision)

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        ordering = ["round", "-decided_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="decision_number_once_in_a_round")]

    def __str__(self):
        return f"Quyết định {self.number}"


class GrantedAward(models.Model):
    """An award that was given (khen thưởng đã có): to a unit, or to a person (`person_name` not empty).

    Of a decision recorded here (`decision`) or of the years before. `unit` is empty for one that is not a unit of the
    bloc any more. `search_text` is everything without marks.
    """

    bloc = models.ForeignKey(Bloc, models.PROTECT, verbose_name="khối", related_name="granted_awards")
    year = models.PositiveSmallIntegerField("năm")
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị", related_name="granted_awards", null=True, blank=True
    )
    unit_name = models.CharField("tên đơn vị", max_length=255)
    person_name = models.CharField("họ và tên", max_length=150, blank=True)
    office = models.CharField("chức vụ", max_length=255, blank=True)
    form = models.CharField("hình thức", max_length=255)
    decision = models.ForeignKey(
        CouncilDecision, models.PROTECT, verbose_name="quyết định", related_name="awards", null=True, blank=True
    )
    line = models.ForeignKey(
        SubmissionLine, models.PROTECT, verbose_name="theo đề nghị", related_name="granted", null=True, blank=True
    )
    decision_number = models.CharField("quyết định số", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    body = models.CharField("cơ quan quyết định", max_length=255)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    search_text = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.GrantedAwardQuerySet.as_manager()
    history = History(stories.GRANTED, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "khen thưởng đã có"
        verbose_name_plural = "khen thưởng đã có"
        ordering = ["-decided_on", "unit_name", "person_name", "pk"]
        indexes = [models.Index(fields=["bloc", "year"], name="granted_award_of_a_year")]
        constraints = [
            models.CheckConstraint(condition=Q(year__gte=1945, year__lte=2100), name="granted_award_year_is_sensible"),
        ]

    def __str__(self):
        return f"{self.form}, {self.person_name or self.unit_name}"

    def save(self, **kwargs):
        self.search_text = self.words_to_search()
        super().save(**kwargs)

    def words_to_search(self) -> str:
        """For bulk writes as well."""
        said = (self.person_name, self.office, self.unit_name, self.form, self.decision_number, self.body)
        return unaccent(" ".join(said))[:2000]


class PastStanding(models.Model):
    """How a unit stood in a year before the bloc used this software; typed in, never settled."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, verbose_name="khối", related_name="past_standings")
    year = models.PositiveSmallIntegerField("năm")
    round_name = models.CharField("kỳ chấm", max_length=255)
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name="đơn vị", related_name="past_standings", null=True, blank=True
    )
    unit_name = models.CharField("tên đơn vị", max_length=255)
    rank = models.PositiveSmallIntegerField("hạng", null=True, blank=True)
    total = ScaledDecimalField("tổng điểm", null=True, blank=True)
    classification = models.CharField("xếp loại", max_length=100, blank=True)

    objects = querysets.PastStandingQuerySet.as_manager()
    history = History(stories.PAST_STANDING, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "kết quả năm trước"
        verbose_name_plural = "kết quả năm trước"
        ordering = ["-year", "round_name", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "year", "round_name", "unit_name"], name="past_standing_once_in_a_round"
            ),
            models.CheckConstraint(condition=Q(rank__isnull=True) | Q(rank__gte=1), name="past_standing_rank_from_one"),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__gte=0), name="past_standing_total_not_negative"
            ),
            models.CheckConstraint(condition=Q(year__gte=1945, year__lte=2100), name="past_standing_year_is_sensible"),
        ]

    def __str__(self):
        return f"{self.unit_name}, {self.round_name}"
