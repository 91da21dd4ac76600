"""Danh hiệu, hình thức khen thưởng cá nhân: what there is, how many people a unit has, whom it nominates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from awards import history as stories
from awards import querysets
from awards.states import NominationState
from campaigns.models import Initiative
from campaigns.models.base import OfUnit, OfYear
from toolkit.fields import ScaledDecimalField
from toolkit.history import History
from toolkit.text import unaccent

S = NominationState


class QuotaBase(models.TextChoices):
    """What a percentage is taken of."""

    PEOPLE = "people", "Số người của đơn vị"
    REQUIRED = "required", "Số người của đơn vị đạt danh hiệu đòi hỏi"


class PersonRule(OfYear):
    """A title or award for people in a year. The quota is for each unit: a number, or a percentage of its people.

    `quota_base` REQUIRED takes the percentage of those who reach the title it `requires` alone.
    """

    position = models.PositiveSmallIntegerField("thứ tự")
    code = models.CharField("mã", max_length=20)
    form = models.CharField("danh hiệu, hình thức", max_length=255)
    authority = models.CharField("cơ quan quyết định", max_length=255, blank=True)
    quota_number = models.PositiveSmallIntegerField("số người mỗi đơn vị", null=True, blank=True)
    quota_percent = ScaledDecimalField("tỷ lệ (%) số người của đơn vị", places=6, null=True, blank=True)
    quota_base = models.CharField("tỷ lệ tính trên", max_length=10, choices=QuotaBase, default=QuotaBase.PEOPLE)
    requires = models.ForeignKey(
        "self", models.PROTECT, verbose_name="chỉ xét người đạt", related_name="+", null=True, blank=True
    )
    lowest_band = models.CharField("xếp loại thấp nhất của đơn vị", max_length=100, blank=True)
    needs_initiative = models.BooleanField("có sáng kiến được công nhận", default=False)
    no_discipline = models.BooleanField("không bị kỷ luật trong năm", default=True)
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_to = models.DateField("áp dụng đến ngày", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.PersonRuleQuerySet.as_manager()
    history = History(stories.PERSON_RULE, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "danh hiệu cá nhân"
        verbose_name_plural = "danh hiệu cá nhân"
        ordering = ["campaign", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="person_rule_code_once_in_a_year"),
            models.CheckConstraint(
                condition=Q(quota_number__isnull=True) | Q(quota_percent__isnull=True),
                name="person_rule_quota_is_one_of_both",
            ),
            models.CheckConstraint(
                condition=Q(quota_percent__isnull=True) | Q(quota_percent__gt=0, quota_percent__lte=100),
                name="person_rule_quota_is_a_percentage",
            ),
            models.CheckConstraint(condition=Q(quota_base__in=QuotaBase.values), name="person_rule_base_is_known"),
            models.CheckConstraint(
                condition=Q(quota_base=QuotaBase.PEOPLE) | Q(requires__isnull=False),
                name="person_rule_base_needs_a_required_title",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="person_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.form


class Headcount(OfUnit):
    """How many people a unit has in a year: what percentages are taken of."""

    people = models.PositiveIntegerField("số người")

    objects = querysets.HeadcountQuerySet.as_manager()
    history = History(stories.HEADCOUNT, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "số người của đơn vị"
        verbose_name_plural = "số người của đơn vị"
        ordering = ["campaign", "unit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="headcount_once_a_year"),
            models.CheckConstraint(condition=Q(people__gte=1), name="headcount_from_one"),
        ]

    def __str__(self):
        return f"{self.unit}: {self.people}"


class Nomination(ConcurrentTransitionMixin, OfUnit):
    """A person a unit nominates for a title, with the achievement report (báo cáo thành tích cá nhân) in four parts.

    `past_awards` empty: what is kept of the person is printed.
    """

    rule = models.ForeignKey(PersonRule, models.PROTECT, verbose_name="danh hiệu", related_name="nominations")
    full_name = models.CharField("họ và tên", max_length=150)
    office = models.CharField("chức vụ", max_length=255, blank=True)
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, verbose_name="sáng kiến", related_name="+", null=True, blank=True
    )
    background = models.TextField("sơ lược lý lịch", blank=True)
    achievements = models.TextField("thành tích đạt được", blank=True)
    past_awards = models.TextField("đã được khen thưởng", blank=True)
    discipline = models.TextField("kỷ luật", blank=True)
    state = FSMField("trạng thái", choices=S.choices, default=S.DRAFTING, protected=True)
    remark = models.TextField("ý kiến của người xét", blank=True)
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    decided_at = models.DateTimeField("xét lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người xét", related_name="+", null=True, blank=True
    )
    search_text = models.TextField(editable=False, default="")

    objects = querysets.NominationQuerySet.as_manager()
    history = History(stories.NOMINATION, rows=stories.SeenOfUnit)

    class Meta:
        verbose_name = "đề nghị khen thưởng cá nhân"
        verbose_name_plural = "đề nghị khen thưởng cá nhân"
        ordering = ["campaign", "rule__position", "unit", "full_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="nomination_state_is_known"),
        ]

    def __str__(self):
        return f"{self.full_name}, {self.rule}"

    def save(self, **kwargs):
        self.search_text = unaccent(f"{self.full_name} {self.office}")
        super().save(**kwargs)

    @property
    def is_editable(self) -> bool:
        """By its unit: before it is handed in, and when it came back."""
        return self.state in (S.DRAFTING, S.RETURNED)

    @transition(field=state, source=[S.DRAFTING, S.RETURNED], target=S.SUBMITTED)
    def submit(self, *, at):
        self.submitted_at = at

    @transition(field=state, source=S.SUBMITTED, target=S.DRAFTING)
    def withdraw(self):
        """The unit takes it back."""

    @transition(field=state, source=[S.SUBMITTED, S.ACCEPTED], target=S.RETURNED)
    def send_back(self, *, remark):
        self.remark = remark

    @transition(field=state, source=S.SUBMITTED, target=S.ACCEPTED)
    def accept(self, *, by, at):
        self.decided_by, self.decided_at = by, at

    @transition(field=state, source=S.SUBMITTED, target=S.DECLINED)
    def decline(self, *, remark, by, at):
        self.remark, self.decided_by, self.decided_at = remark, by, at
