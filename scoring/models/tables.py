"""Bộ tiêu chí: the table a round is scored by, its editions and its rows."""

from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns.facts import FactSource
from campaigns.models import Campaign, ContentArea
from campaigns.models.base import OfYear, PartOf
from scoring import arithmetic, querysets
from scoring import history as stories
from scoring.states import TableState
from toolkit.fields import ScaledDecimalField
from toolkit.history import History

BASE_KINDS = [kind.value for kind in arithmetic.Kind if kind.is_base]
COUNTED_KINDS = [kind.value for kind in arithmetic.Kind if kind.has_unit_points]
TARGET_KINDS = [kind.value for kind in arithmetic.Kind if kind.has_target]


class CriterionKind(models.TextChoices):
    """The kinds with the names people know them by (scoring.arithmetic.Kind says what each computes)."""

    GRADED = "graded", "Chấm điểm"
    PASS_FAIL = "pass_fail", "Đạt/Không đạt"
    PROPORTIONAL = "proportional", "Tỷ lệ"
    COMPARATIVE = "comparative", "So sánh"
    COUNTED = "counted", "Theo số lượng"
    BONUS = "bonus", "Điểm thưởng"
    PENALTY = "penalty", "Điểm trừ"


class CriteriaSet(ConcurrentTransitionMixin, OfYear):
    """A scoring table (bộ tiêu chí) of a year in one of its editions. `step` and `bonus_cap` are points."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="phong trào", related_name="criteria_sets")
    name = models.CharField("tên bộ tiêu chí", max_length=255)
    step = ScaledDecimalField("bước điểm", default=arithmetic.CENT)
    bonus_cap = ScaledDecimalField("trần điểm thưởng", null=True, blank=True)
    edition = models.PositiveSmallIntegerField("bản", default=1, editable=False)
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="sửa từ bản",
        related_name="editions",
        null=True,
        blank=True,
        editable=False,
    )
    state = FSMField("trạng thái", choices=TableState.choices, default=TableState.DRAFTING, protected=True)
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.CriteriaSetQuerySet.as_manager()
    history = History(stories.CRITERIA_SET, rows=stories.SeenWithTable)

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        ordering = ["campaign", "name", "edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name", "edition"], name="criteria_set_name_once_in_a_campaign"
            ),
            models.UniqueConstraint(
                fields=["campaign", "name"],
                condition=Q(state=TableState.DRAFTING),
                name="criteria_set_one_draft_of_a_name",
            ),
            models.CheckConstraint(condition=Q(state__in=TableState.values), name="criteria_set_state_is_known"),
            models.CheckConstraint(condition=Q(step__gt=0), name="criteria_set_step_is_positive"),
            models.CheckConstraint(
                condition=Q(bonus_cap__isnull=True) | Q(bonus_cap__gte=0), name="criteria_set_bonus_cap_not_negative"
            ),
        ]

    def __str__(self):
        return self.name if self.edition == 1 else f"{self.name} (bản {self.edition})"

    @property
    def is_draft(self) -> bool:
        return self.state == TableState.DRAFTING

    @transition(field=state, source=TableState.DRAFTING, target=TableState.APPROVED)
    def approve(self, *, at):
        """Locked from now on; the rounds of the year may use it."""
        self.approved_at = at


class Criterion(PartOf):
    """A row of the table. `maximum` and `unit_points` are points; `target` is in the entry's own unit."""

    whole = "criteria_set"

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, verbose_name="bộ tiêu chí", related_name="criteria")
    area = models.ForeignKey(
        ContentArea, models.PROTECT, verbose_name="nội dung thi đua", related_name="criteria", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("mã", max_length=20)
    kind = models.CharField("loại", max_length=12, choices=CriterionKind)
    title = models.CharField("tiêu chí", max_length=500)
    maximum = ScaledDecimalField("điểm tối đa", null=True, blank=True)
    unit_points = ScaledDecimalField("đơn giá", null=True, blank=True)
    target = ScaledDecimalField("chỉ tiêu", places=6, null=True, blank=True)
    source = models.CharField(
        "nguồn số liệu",
        max_length=30,
        choices=FactSource,
        blank=True,
        help_text="Số liệu năm dùng để gợi ý khi chấm tiêu chí này.",
    )
    guidance = models.TextField("hướng dẫn chấm", max_length=5000, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.CriterionQuerySet.as_manager()
    history = History(stories.CRITERION, rows=stories.SeenWithTable, no_db_index=["area"])

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["criteria_set", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="criterion_code_once_in_a_set"),
            models.CheckConstraint(condition=Q(kind__in=CriterionKind.values), name="criterion_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind__in=BASE_KINDS, area__isnull=False) | Q(~Q(kind__in=BASE_KINDS), area__isnull=True),
                name="criterion_area_only_for_the_first_five_kinds",
            ),
            models.CheckConstraint(
                # A comparison with NULL is neither true nor false, and a check lets that pass: "not null" is said too.
                condition=Q(maximum__isnull=False, maximum__gt=0) | Q(~Q(kind__in=BASE_KINDS), maximum__isnull=True),
                name="criterion_maximum_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=COUNTED_KINDS, unit_points__isnull=False, unit_points__gt=0)
                | Q(~Q(kind__in=COUNTED_KINDS), unit_points__isnull=True),
                name="criterion_unit_points_only_where_counted",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=TARGET_KINDS, target__isnull=False, target__gt=0)
                | Q(~Q(kind__in=TARGET_KINDS), target__isnull=True),
                name="criterion_target_only_where_compared",
            ),
            models.CheckConstraint(condition=Q(source__in=["", *FactSource.values]), name="criterion_source_is_known"),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def is_base(self) -> bool:
        """Of the first five kinds, which make up the scale."""
        return self.kind in BASE_KINDS
