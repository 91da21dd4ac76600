"""A round of scoring: the table of criteria, each unit's sheet with its marks, and the settled result."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns.facts import FactSource
from campaigns.models import Campaign, ContentArea
from scoring import arithmetic, querysets
from scoring import history as stories
from scoring.querysets import Frozen
from scoring.states import RoundState
from toolkit.fields import ScaledDecimalField
from toolkit.history import History
from units.models import Role, Unit

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


class CriteriaSet(models.Model):
    """A scoring table (bộ tiêu chí) of a year. `step` and `bonus_cap` are points."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="phong trào", related_name="criteria_sets")
    name = models.CharField("tên bộ tiêu chí", max_length=255)
    step = ScaledDecimalField("bước điểm", default=arithmetic.CENT)
    bonus_cap = ScaledDecimalField("trần điểm thưởng", null=True, blank=True)

    objects = querysets.CriteriaSetQuerySet.as_manager()
    history = History(stories.CRITERIA_SET, rows=stories.SeenWithTable)

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        ordering = ["campaign", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="criteria_set_name_once_in_a_campaign"),
            models.CheckConstraint(condition=Q(step__gt=0), name="criteria_set_step_is_positive"),
            models.CheckConstraint(
                condition=Q(bonus_cap__isnull=True) | Q(bonus_cap__gte=0), name="criteria_set_bonus_cap_not_negative"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def bloc_id(self):
        return self.campaign.bloc_id

    @property
    def year(self):
        return self.campaign.year


class Criterion(models.Model):
    """A row of the table. `maximum` and `unit_points` are points; `target` is in the entry's own unit."""

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
    def bloc_id(self):
        return self.criteria_set.bloc_id

    @property
    def year(self):
        return self.criteria_set.year


class Round(ConcurrentTransitionMixin, models.Model):
    """A round of scoring (kỳ chấm). `tie_break` is the chain, its steps separated by ";"."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="phong trào", related_name="rounds")
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, verbose_name="bộ tiêu chí", related_name="rounds")
    name = models.CharField("kỳ chấm", max_length=255)
    tie_break = models.CharField("thứ tự phân định", max_length=500, default=";".join(arithmetic.DEFAULT_TIE_BREAK))
    state = FSMField("trạng thái", choices=RoundState.choices, default=RoundState.PREPARING, protected=True)

    objects = querysets.RoundQuerySet.as_manager()
    history = History(stories.ROUND, rows=stories.SeenWithRound)

    class Meta:
        verbose_name = "kỳ chấm"
        verbose_name_plural = "kỳ chấm"
        ordering = ["-campaign__year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="round_name_once_in_a_campaign"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_is_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def bloc_id(self):
        return self.campaign.bloc_id

    @property
    def year(self):
        return self.campaign.year

    @property
    def is_settled(self) -> bool:
        return self.state == RoundState.SETTLED

    @transition(field=state, source=RoundState.PREPARING, target=RoundState.SETTLED)
    def settle(self):
        """Final: no transition leads back."""


class Band(models.Model):
    """A classification (xếp loại) of a round and the lowest total that reaches it."""

    round = models.ForeignKey(Round, models.CASCADE, verbose_name="kỳ chấm", related_name="bands")
    name = models.CharField("xếp loại", max_length=100)
    lowest_total = ScaledDecimalField("từ điểm")

    history = History(stories.BAND, rows=stories.SeenWithRound)

    class Meta:
        verbose_name = "mức xếp loại"
        verbose_name_plural = "mức xếp loại"
        ordering = ["round", "-lowest_total", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="band_name_once_in_a_round"),
            models.UniqueConstraint(fields=["round", "lowest_total"], name="band_total_once_in_a_round"),
            models.CheckConstraint(condition=Q(lowest_total__gte=0), name="band_total_not_negative"),
        ]

    def __str__(self):
        return self.name


class ScoreSheet(models.Model):
    """A unit in a round. Name and role are copies: a settled sheet keeps them whatever the unit is called later."""

    round = models.ForeignKey(Round, models.CASCADE, verbose_name="kỳ chấm", related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="sheets")
    position = models.PositiveSmallIntegerField("thứ tự")
    unit_name = models.CharField("tên đơn vị", max_length=255)
    role = models.CharField("vai trò", max_length=10, choices=Role)
    exclusion_reason = models.CharField("điều kiện loại", max_length=1000, blank=True)
    votes = models.PositiveIntegerField("số phiếu phân định", null=True, blank=True)

    objects = querysets.ScoreSheetQuerySet.as_manager()
    history = History(stories.SHEET, rows=stories.SeenWithSheet)

    class Meta:
        verbose_name = "phiếu chấm điểm"
        verbose_name_plural = "phiếu chấm điểm"
        ordering = ["round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="sheet_once_for_a_unit_in_a_round"),
            models.UniqueConstraint(fields=["round"], condition=Q(role=Role.HEAD), name="sheet_one_head_in_a_round"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="sheet_role_is_known"),
        ]

    def __str__(self):
        return self.unit_name


class Mark(models.Model):
    """One criterion on one sheet: both entries in canonical text (scoring.entries), and why they differ."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, verbose_name="phiếu", related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name="tiêu chí", related_name="marks")
    self_entry = models.CharField("tự chấm", max_length=20, blank=True)
    appraised_entry = models.CharField("thẩm định", max_length=20, blank=True)
    reason = models.CharField("lý do", max_length=1000, blank=True)

    # Thousands of rows a load: only what a page asks by is indexed.
    history = History(stories.MARK, rows=stories.SeenWithSheet, no_db_index=["sheet", "criterion"])

    class Meta:
        verbose_name = "dòng chấm"
        verbose_name_plural = "dòng chấm"
        ordering = ["sheet", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_once_for_a_criterion_on_a_sheet"),
            models.CheckConstraint(
                condition=Q(self_entry="") | Q(appraised_entry="") | Q(self_entry=F("appraised_entry")) | ~Q(reason=""),
                name="mark_that_differs_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.sheet}: {self.criterion}"


class FrozenModel(models.Model):
    """Rows that are written once. Saving again and deleting are refused; `objects` of each is a FrozenQuerySet."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if not self._state.adding:
            raise Frozen(f"{self._meta.verbose_name} {self.pk} đã chốt, không sửa được.")
        super().save(**kwargs | {"force_insert": True})  # never an UPDATE of the row that has this key

    def delete(self, *args, **kwargs):
        raise Frozen(f"{self._meta.verbose_name} {self.pk} đã chốt, không xóa được.")


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
