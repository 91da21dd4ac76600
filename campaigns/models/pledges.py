"""Giao ước thi đua: what the units promise each other for the year, and who has confirmed it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns import history as stories
from campaigns.models.base import PartOf
from campaigns.models.year import Campaign
from campaigns.querysets import pledges as querysets
from campaigns.states import PledgeState
from toolkit.history import History
from units.models import Unit


class Pledge(ConcurrentTransitionMixin, models.Model):
    """The pledge of a campaign. Once open its text stands, because units confirm what they read."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, verbose_name="phong trào", related_name="pledge")
    opening = models.TextField("lời mở đầu", blank=True)
    closing = models.TextField("lời kết", blank=True)
    signed_on = models.DateField("ngày ký kết", null=True, blank=True)
    due_on = models.DateField("hạn xác nhận", null=True, blank=True)
    state = FSMField("trạng thái", choices=PledgeState.choices, default=PledgeState.DRAFTING, protected=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.PledgeQuerySet.as_manager()
    history = History(stories.PLEDGE, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "giao ước thi đua"
        verbose_name_plural = "giao ước thi đua"
        ordering = ["-campaign__year", "pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=PledgeState.values), name="pledge_state_is_known")]

    def __str__(self):
        return f"Giao ước thi đua năm {self.campaign.year}"

    @property
    def bloc_id(self):
        return self.campaign.bloc_id

    @property
    def year(self):
        return self.campaign.year

    @transition(field=state, source=PledgeState.DRAFTING, target=PledgeState.OPEN)
    def open(self):
        """Units confirm from now on."""

    @transition(field=state, source=PledgeState.OPEN, target=PledgeState.DRAFTING)
    def reopen(self):
        """Back to drafting, while nobody has confirmed."""


class Commitment(PartOf):
    """A commitment (nội dung cam kết) with its target, in the order of the paper."""

    whole = "pledge"
    pledge = models.ForeignKey(Pledge, models.CASCADE, verbose_name="giao ước", related_name="commitments")
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("nội dung cam kết", max_length=1000)
    target = models.CharField("chỉ tiêu", max_length=255, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    class Meta:
        verbose_name = "nội dung cam kết"
        verbose_name_plural = "nội dung cam kết"
        ordering = ["pledge", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "position"], name="commitment_position_once_in_a_pledge")
        ]

    def __str__(self):
        return self.text


class PledgeConfirmation(PartOf):
    """A unit's leader confirms the pledge; `signer` and `office` are as typed, for the signature block."""

    whole = "pledge"
    pledge = models.ForeignKey(Pledge, models.PROTECT, verbose_name="giao ước", related_name="confirmations")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="pledge_confirmations")
    office = models.CharField("chức vụ", max_length=255)
    signer = models.CharField("họ và tên người xác nhận", max_length=150, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="tài khoản xác nhận", related_name="+", null=True
    )

    objects = querysets.PledgeConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = "xác nhận giao ước"
        verbose_name_plural = "xác nhận giao ước"
        ordering = ["pledge", "confirmed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["pledge", "unit"], name="pledge_confirmed_once_by_a_unit")]

    def __str__(self):
        return f"{self.unit}: {self.pledge}"
