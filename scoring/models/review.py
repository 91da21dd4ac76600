"""Họp bình xét: what the meeting said of a line or of a tie."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models.base import PartOf
from scoring import history as stories
from scoring import querysets
from scoring.models.rounds import Round
from scoring.models.sheets import Mark
from scoring.states import DecisionKind
from toolkit.history import History


class ReviewDecision(PartOf):
    """`key` names what was decided about: "mark/12" a line, "tie/87.25" the units of one total."""

    whole = "round"

    round = models.ForeignKey(Round, models.PROTECT, verbose_name="kỳ chấm", related_name="decisions")
    key = models.CharField("về", max_length=40)
    mark = models.ForeignKey(
        Mark, models.PROTECT, verbose_name="dòng chấm", related_name="decisions", null=True, blank=True
    )
    kind = models.CharField("kết luận", max_length=10, choices=DecisionKind)
    words = models.CharField("nội dung kết luận", max_length=2000)
    decided_at = models.DateTimeField("ghi lúc")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ghi", related_name="+", null=True
    )
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.ReviewDecisionQuerySet.as_manager()
    history = History(stories.DECISION, rows=stories.SeenWithRound, only=stories.DECISION.fields)

    class Meta:
        verbose_name = "kết luận của cuộc họp"
        verbose_name_plural = "kết luận của cuộc họp"
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="review_decision_once_for_its_subject"),
            models.CheckConstraint(condition=Q(kind__in=DecisionKind.values), name="review_decision_kind_is_known"),
        ]

    def __str__(self):
        return f"{self.round}: {self.key}"
