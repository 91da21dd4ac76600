"""Phản ánh: what a unit tells the head about the plan, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns import history as stories
from campaigns.models.base import OfUnit
from campaigns.querysets import suggestions as querysets
from toolkit.history import History


class Suggestion(OfUnit):
    """A suggestion about the plan, kept with its answer; `change` says what was changed because of it, and where."""

    area = models.ForeignKey(
        "campaigns.ContentArea", models.SET_NULL, verbose_name="về nội dung", related_name="+", null=True, blank=True
    )
    text = models.TextField("nội dung phản ánh")
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gửi", related_name="+", null=True
    )
    answer = models.TextField("trả lời", blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người trả lời", related_name="+", null=True, blank=True
    )
    change = models.CharField("thay đổi đã làm", max_length=500, blank=True)
    changed_area = models.ForeignKey(
        "campaigns.ContentArea",
        models.SET_NULL,
        verbose_name="nội dung đã sửa",
        related_name="+",
        null=True,
        blank=True,
    )

    objects = querysets.SuggestionQuerySet.as_manager()
    history = History(stories.SUGGESTION, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "phản ánh"
        verbose_name_plural = "phản ánh"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="suggestion_answered_at_some_time"
            )
        ]

    def __str__(self):
        return f"Phản ánh của {self.unit}, {self.sent_at:%d/%m/%Y}"
