"""Kế hoạch triển khai: how a unit carries the year's plan out, as a file or written here by area."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns import history as stories
from campaigns.models.base import OfUnit
from campaigns.models.year import ContentArea
from campaigns.querysets import plans as querysets
from campaigns.states import PlanState
from toolkit.history import History


class UnitPlan(ConcurrentTransitionMixin, OfUnit):
    """A unit's plan of the year with its number and date; its file is an Attachment, its words are UnitPlanParts."""

    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày ban hành", null=True, blank=True)
    summary = models.TextField("trích yếu, nội dung chính", blank=True)
    state = FSMField("trạng thái", choices=PlanState.choices, default=PlanState.DRAFTING, protected=True)
    filed_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gửi", related_name="+", null=True, blank=True
    )

    objects = querysets.UnitPlanQuerySet.as_manager()
    history = History(stories.UNIT_PLAN, rows=stories.SeenOfUnit)

    class Meta:
        verbose_name = "kế hoạch của đơn vị"
        verbose_name_plural = "kế hoạch của đơn vị"
        ordering = ["campaign", "unit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="unit_plan_once_a_year"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="unit_plan_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=PlanState.FILED) | Q(filed_at__isnull=False), name="unit_plan_filed_at_some_time"
            ),
        ]

    def __str__(self):
        return f"Kế hoạch {self.number}".strip() + f" của {self.unit}"

    @transition(field=state, source=PlanState.DRAFTING, target=PlanState.FILED)
    def file(self, *, by, at):
        self.filed_by, self.filed_at = by, at

    @transition(field=state, source=PlanState.FILED, target=PlanState.DRAFTING)
    def take_back(self):
        """The unit corrects its plan; filing it again counts from then."""
        self.filed_at = self.filed_by = None


class UnitPlanPart(models.Model):
    """What a unit plans for a content area, in its own words."""

    plan = models.ForeignKey(UnitPlan, models.CASCADE, verbose_name="kế hoạch", related_name="parts")
    area = models.ForeignKey(ContentArea, models.CASCADE, verbose_name="nội dung thi đua", related_name="+")
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "phần kế hoạch"
        verbose_name_plural = "phần kế hoạch"
        ordering = ["plan", "area__number", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "area"], name="unit_plan_part_once_for_an_area")]

    def __str__(self):
        return f"{self.plan}, {self.area}"
