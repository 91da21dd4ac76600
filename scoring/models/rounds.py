"""Kỳ chấm: a round of scoring with its phases, and the classifications it gives."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django_fsm import GET_STATE, ConcurrentTransitionMixin, FSMField, transition

from campaigns.models import Campaign
from campaigns.models.base import OfYear, PartOf
from scoring import arithmetic, querysets
from scoring import history as stories
from scoring.models.tables import CriteriaSet
from scoring.states import OPEN_TO_ALL, UNDER_WAY, RoundKind, RoundState
from toolkit.fields import ScaledDecimalField
from toolkit.history import History


def phase_before(round, **said) -> str:
    return (round.phase.previous or round.phase).value


UNSETTLED = [state.value for state in RoundState if state is not RoundState.SETTLED]


class Round(ConcurrentTransitionMixin, OfYear):
    """A round of scoring (kỳ chấm). `tie_break` is the chain, its steps separated by ";"."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="phong trào", related_name="rounds")
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, verbose_name="bộ tiêu chí", related_name="rounds")
    name = models.CharField("kỳ chấm", max_length=255)
    kind = models.CharField("loại kỳ chấm", max_length=10, choices=RoundKind, default=RoundKind.EXTRA)
    tie_break = models.CharField("thứ tự phân định", max_length=500, default=";".join(arithmetic.DEFAULT_TIE_BREAK))
    state = FSMField("trạng thái", choices=RoundState.choices, default=RoundState.PREPARING, protected=True)

    self_scoring_until = models.DateTimeField("hạn tự chấm", null=True, blank=True)
    appraising_until = models.DateTimeField("hạn thẩm định", null=True, blank=True)
    shown_until = models.DateTimeField("công khai đến", null=True, blank=True)
    objecting_until = models.DateTimeField("hạn kiến nghị", null=True, blank=True)
    reviewing_until = models.DateTimeField("bình xét đến", null=True, blank=True)
    back_reason = models.CharField("lý do lùi bước", max_length=1000, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.RoundQuerySet.as_manager()
    history = History(stories.ROUND, rows=stories.SeenWithRound)

    class Meta:
        verbose_name = "kỳ chấm"
        verbose_name_plural = "kỳ chấm"
        ordering = ["-campaign__year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="round_name_once_in_a_campaign"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=RoundKind.values), name="round_kind_is_known"),
        ]

    def __str__(self):
        return self.name

    @property
    def phase(self) -> RoundState:
        return RoundState(self.state)

    @property
    def until(self) -> datetime | None:
        """Until when the present phase lasts, if that is said."""
        return getattr(self, self.phase.until) if self.phase.until else None

    @property
    def is_settled(self) -> bool:
        return self.state == RoundState.SETTLED

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_open_to_all(self) -> bool:
        """Whether every unit sees every unit's lines."""
        return self.state in OPEN_TO_ALL

    @transition(field=state, source=RoundState.PREPARING, target=RoundState.SELF_SCORING)
    def open_self_scoring(self):
        """The units score themselves."""

    @transition(field=state, source=RoundState.SELF_SCORING, target=RoundState.APPRAISING)
    def begin_appraisal(self):
        """What the units entered is locked."""

    @transition(field=state, source=RoundState.APPRAISING, target=RoundState.SHOWN)
    def show(self):
        """Every unit sees every unit's lines."""

    @transition(field=state, source=RoundState.SHOWN, target=RoundState.OBJECTING)
    def open_objections(self):
        """The units may object."""

    @transition(field=state, source=RoundState.OBJECTING, target=RoundState.REVIEWING)
    def begin_review(self):
        """The meeting decides what is left."""

    @transition(field=state, source=UNDER_WAY, target=GET_STATE(phase_before, UNSETTLED))
    def step_back(self, *, reason: str):
        """To the phase before."""
        self.back_reason = reason

    @transition(field=state, source=[RoundState.PREPARING, RoundState.REVIEWING], target=RoundState.SETTLED)
    def settle(self):
        """Final: no transition leads back. A round that is loaded whole comes from preparation."""


class Band(PartOf):
    """A classification (xếp loại) of a round and the lowest total that reaches it."""

    whole = "round"

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
