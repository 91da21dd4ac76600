"""Kiến nghị: a unit objects to a line, its appraiser answers with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns.models.base import PartOf
from scoring import history as stories
from scoring import querysets
from scoring.models.sheets import Mark
from scoring.states import ObjectionState
from toolkit.history import History
from units.models import Unit


class Objection(ConcurrentTransitionMixin, PartOf):
    """`unit` objects, to a line of its own or of another unit. `wanted`, `entry_before` and `entry_after` are entries
    in canonical text (scoring.entries): what was asked for, what stood there, what stands there after the answer."""

    whole = "mark"

    mark = models.ForeignKey(Mark, models.PROTECT, verbose_name="dòng chấm", related_name="objections")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị kiến nghị", related_name="objections")
    text = models.CharField("nội dung kiến nghị", max_length=2000)
    wanted = models.CharField("đề nghị ghi", max_length=20, blank=True)
    state = FSMField("trạng thái", choices=ObjectionState.choices, default=ObjectionState.OPEN, protected=True)
    filed_at = models.DateTimeField("gửi lúc")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gửi", related_name="+", null=True
    )
    answer = models.CharField("trả lời", max_length=2000, blank=True)
    entry_before = models.CharField("điểm trước khi trả lời", max_length=20, blank=True)
    entry_after = models.CharField("điểm sau khi trả lời", max_length=20, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người trả lời", related_name="+", null=True, blank=True
    )
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.ObjectionQuerySet.as_manager()
    history = History(stories.OBJECTION, rows=stories.SeenWithRound, only=stories.OBJECTION.fields)

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        ordering = ["filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mark", "unit"],
                condition=Q(state=ObjectionState.OPEN),
                name="objection_open_once_for_a_unit_and_a_line",
            ),
            models.CheckConstraint(condition=Q(state__in=ObjectionState.values), name="objection_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=ObjectionState.ANSWERED) | Q(~Q(answer=""), answered_at__isnull=False),
                name="objection_answered_has_an_answer",
            ),
        ]

    def __str__(self):
        return f"Kiến nghị của {self.unit} về {self.mark}"

    @property
    def is_open(self) -> bool:
        return self.state == ObjectionState.OPEN

    @property
    def has_changed_the_entry(self) -> bool:
        return self.state == ObjectionState.ANSWERED and self.entry_before != self.entry_after

    @transition(field=state, source=ObjectionState.OPEN, target=ObjectionState.ANSWERED)
    def settle(self, *, answer: str, by, at):
        self.answer, self.answered_by, self.answered_at = answer, by, at

    @transition(field=state, source=ObjectionState.OPEN, target=ObjectionState.WITHDRAWN)
    def withdraw(self):
        """The unit takes it back; it stays to be read."""
