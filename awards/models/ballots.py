"""Bỏ phiếu kín: what is voted on, who has voted, and the urn. Nothing joins a vote to who cast it (decisions/0012)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from awards import history as stories
from awards import querysets
from awards.models.rules import AwardRule
from awards.querysets.ballots import CLOSED
from awards.states import BallotKind, BallotState, BallotWay
from campaigns.models.base import PartOf
from scoring.models import Round
from scoring.querysets import Frozen
from toolkit.history import History
from units.models import Unit

S = BallotState


class OfBallot(models.Model):
    """What a closed ballot consists of; it is not stored and not deleted any more."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self._refuse_closed()
        super().save(*args, **kwargs)

    @property
    def ballot_key(self):
        return self.ballot_id

    def delete(self, *args, **kwargs):
        self._refuse_closed()
        return super().delete(*args, **kwargs)

    def _refuse_closed(self):
        if self.ballot_key and Ballot.objects.closed().filter(pk=self.ballot_key).exists():
            raise Frozen(CLOSED)


class Ballot(OfBallot, ConcurrentTransitionMixin, PartOf):
    """A secret ballot of a round. `quorum` and `threshold` are shares as people say them: "2/3", "1/2", "80%".

    `seats` is how many items a vote may name (suy tôn), 0 where each item is answered by yes or no (biểu quyết).
    `paper_*` are what was counted on paper; `outcome` is written once, when it is closed, with its `sha256`, and the
    counts on paper go with it: beside the whole they would tell the votes cast online.
    """

    whole = "round"

    round = models.ForeignKey(Round, models.PROTECT, verbose_name="kỳ chấm", related_name="ballots")
    kind = models.CharField("loại", max_length=10, choices=BallotKind)
    rule = models.ForeignKey(
        AwardRule, models.PROTECT, verbose_name="hình thức", related_name="ballots", null=True, blank=True
    )
    title = models.CharField("nội dung bỏ phiếu", max_length=300)
    way = models.CharField("cách bỏ phiếu", max_length=10, choices=BallotWay, default=BallotWay.ONLINE)
    seats = models.PositiveSmallIntegerField("số được chọn nhiều nhất", default=1)
    quorum = models.CharField("số đơn vị dự ít nhất", max_length=10, default="2/3")
    threshold = models.CharField("số phiếu ít nhất để được chọn", max_length=10, default="quá 1/2", blank=True)
    state = FSMField("trạng thái", choices=S.choices, default=S.PREPARING, protected=True)
    paper_issued = models.PositiveIntegerField("phiếu phát ra", null=True, blank=True)
    paper_returned = models.PositiveIntegerField("phiếu thu về", null=True, blank=True)
    paper_invalid = models.PositiveIntegerField("phiếu không hợp lệ", null=True, blank=True)
    paper_counts = models.JSONField("kiểm phiếu giấy", default=dict, blank=True)
    place = models.CharField("địa điểm", max_length=255, blank=True)
    tellers = models.TextField("tổ kiểm phiếu", blank=True)
    outcome = models.JSONField("kết quả kiểm phiếu", null=True, blank=True, editable=False)
    sha256 = models.CharField("SHA-256 của kết quả", max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField("mở lúc", null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người mở", related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người đóng", related_name="+", null=True, blank=True
    )
    cancel_reason = models.CharField("lý do hủy", max_length=1000, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.BallotQuerySet.as_manager()
    history = History(stories.BALLOT, rows=stories.SeenWithBallot, only=stories.BALLOT.fields)

    class Meta:
        verbose_name = "cuộc bỏ phiếu kín"
        verbose_name_plural = "cuộc bỏ phiếu kín"
        ordering = ["round", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="ballot_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=BallotKind.values), name="ballot_kind_is_known"),
            models.CheckConstraint(condition=Q(way__in=BallotWay.values), name="ballot_way_is_known"),
            models.CheckConstraint(
                condition=Q(state=S.CLOSED, outcome__isnull=False) | (~Q(state=S.CLOSED) & Q(outcome__isnull=True)),
                name="ballot_outcome_when_it_is_closed",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def ballot_key(self):
        return self.pk

    @property
    def is_open(self) -> bool:
        return self.state == S.OPEN

    @property
    def has_paper(self) -> bool:
        return self.way != BallotWay.ONLINE

    @transition(field=state, source=S.PREPARING, target=S.OPEN)
    def open(self, *, by, at):
        self.opened_by, self.opened_at = by, at

    @transition(field=state, source=S.OPEN, target=S.CLOSED)
    def close(self, *, outcome, sha256, by, at):
        self.outcome, self.sha256, self.paper_counts = outcome, sha256, {}
        self.closed_by, self.closed_at = by, at

    @transition(field=state, source=[S.PREPARING, S.OPEN], target=S.CANCELLED)
    def cancel(self, *, reason):
        self.cancel_reason, self.paper_counts = reason, {}


class BallotItem(OfBallot):
    """What can be voted for: a unit (the votes of that unit never count for it)."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, verbose_name="cuộc bỏ phiếu", related_name="items")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="+")
    position = models.PositiveSmallIntegerField("thứ tự")

    objects = querysets.BallotPartQuerySet.as_manager()

    class Meta:
        verbose_name = "mục bỏ phiếu"
        verbose_name_plural = "mục bỏ phiếu"
        ordering = ["ballot", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "unit"], name="ballot_item_once_in_a_ballot")]

    def __str__(self):
        return str(self.unit)


class BallotVoter(OfBallot):
    """A unit that may vote, and whether it has: one row a unit, made when the ballot opens. It bears no time."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, verbose_name="cuộc bỏ phiếu", related_name="voters")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="+")
    on_paper = models.BooleanField("bỏ phiếu giấy", default=False)
    has_voted = models.BooleanField("đã bỏ phiếu", default=False)

    objects = querysets.BallotPartQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị bỏ phiếu"
        verbose_name_plural = "đơn vị bỏ phiếu"
        ordering = ["ballot", "unit", "pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "unit"], name="ballot_voter_once_in_a_ballot")]

    def __str__(self):
        return str(self.unit)


class Urn(models.Model):
    """The votes cast online: sums alone, sealed (awards.sealing). One row a ballot, rewritten whole by every vote,
    whatever it says; gone when the ballot is closed or cancelled."""

    ballot = models.OneToOneField(Ballot, models.CASCADE, verbose_name="cuộc bỏ phiếu", related_name="urn")
    sealed = models.BinaryField("tổng phiếu, niêm phong")

    objects = querysets.UrnQuerySet.as_manager()

    class Meta:
        verbose_name = "hòm phiếu"
        verbose_name_plural = "hòm phiếu"

    def __str__(self):
        return str(self.ballot)
