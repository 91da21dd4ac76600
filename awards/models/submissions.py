"""Đề nghị khen thưởng as the head confirms them: what engine and ballots gave, and every departure with its reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from awards import history as stories
from awards import querysets
from awards.models.people import Nomination
from awards.models.rules import AwardRule
from awards.states import LineSource, SubmissionState
from campaigns.models.base import PartOf
from scoring.models import Round
from toolkit.history import History
from units.models import Unit

S = SubmissionState


class Submission(ConcurrentTransitionMixin, PartOf):
    """The proposals of a settled round: being confirmed, confirmed, sent to the Council.

    `left_open` says why the places of a rule stay empty although units are tied for them: the rule's code, a reason.
    """

    whole = "round"

    round = models.OneToOneField(Round, models.PROTECT, verbose_name="kỳ chấm", related_name="submission")
    state = FSMField("trạng thái", choices=S.choices, default=S.DRAFTING, protected=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người xác nhận", related_name="+", null=True, blank=True
    )
    submitted_at = models.DateTimeField("trình lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người trình", related_name="+", null=True, blank=True
    )
    reopen_reason = models.CharField("lý do mở lại", max_length=1000, blank=True)
    left_open = models.JSONField("suất để trống", default=dict, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.SubmissionQuerySet.as_manager()
    history = History(stories.SUBMISSION, rows=stories.SeenWithSubmission)

    class Meta:
        verbose_name = "đề nghị trình Hội đồng"
        verbose_name_plural = "đề nghị trình Hội đồng"
        ordering = ["round", "pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=S.values), name="submission_state_is_known")]

    def __str__(self):
        return f"Đề nghị khen thưởng {self.round}"

    @transition(field=state, source=S.DRAFTING, target=S.CONFIRMED)
    def confirm(self, *, by, at):
        self.confirmed_by, self.confirmed_at, self.reopen_reason = by, at, ""

    @transition(field=state, source=S.CONFIRMED, target=S.DRAFTING)
    def reopen(self, *, reason):
        self.reopen_reason = reason

    @transition(field=state, source=S.CONFIRMED, target=S.SUBMITTED)
    def submit(self, *, by, at):
        self.submitted_by, self.submitted_at = by, at

    @property
    def is_confirmed(self) -> bool:
        """What papers print and decisions are about."""
        return self.state in (S.CONFIRMED, S.SUBMITTED)


class SubmissionLine(PartOf):
    """A unit or a person proposed for an award, or one the head leaves out (`is_included` False).

    A unit has `rule`, a person `nomination`. What departs from engine and ballot has a `reason`.
    """

    whole = "submission"

    submission = models.ForeignKey(Submission, models.CASCADE, verbose_name="đề nghị", related_name="lines")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="+")
    rule = models.ForeignKey(
        AwardRule, models.PROTECT, verbose_name="hình thức", related_name="submission_lines", null=True, blank=True
    )
    nomination = models.ForeignKey(
        Nomination, models.PROTECT, verbose_name="cá nhân", related_name="submission_lines", null=True, blank=True
    )
    source = models.CharField("theo", max_length=10, choices=LineSource)
    is_included = models.BooleanField("đề nghị", default=True)
    reason = models.CharField("lý do", max_length=1000, blank=True)

    objects = querysets.SubmissionLineQuerySet.as_manager()
    history = History(stories.SUBMISSION_LINE, rows=stories.SeenWithSubmission)

    class Meta:
        verbose_name = "dòng đề nghị"
        verbose_name_plural = "dòng đề nghị"
        ordering = ["submission", "rule__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "unit"],
                condition=Q(rule__isnull=False, is_included=True),
                name="submission_line_one_award_a_unit",
            ),
            models.UniqueConstraint(
                fields=["submission", "nomination"], name="submission_line_person_once_in_a_submission"
            ),
            models.UniqueConstraint(
                fields=["nomination"],
                condition=Q(nomination__isnull=False, is_included=True),
                name="submission_line_person_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=False, nomination__isnull=True)
                | Q(rule__isnull=True, nomination__isnull=False),
                name="submission_line_is_of_a_unit_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(source=LineSource.ENGINE, is_included=True)
                | Q(source=LineSource.BALLOT, is_included=True)
                | Q(source=LineSource.NOMINATION, is_included=True)
                | ~Q(reason=""),
                name="submission_line_departs_with_a_reason",
            ),
        ]

    def __str__(self):
        return str(self.nomination or self.unit)

    @property
    def is_departure(self) -> bool:
        return self.source == LineSource.DEPARTURE
