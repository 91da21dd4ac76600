"""Sáng kiến, mô hình, giải pháp: registered by a unit, recognised by somebody else.

The fields follow the application form of Thông tư 18/2013/TT-BKHCN, Phụ lục.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns import history as stories
from campaigns.models.base import OfUnit, PartOf
from campaigns.querysets import initiatives as querysets
from campaigns.states import InitiativeKind, InitiativeState, RecognitionLevel
from toolkit.fields import ScaledDecimalField
from toolkit.history import History
from toolkit.numbers import plain_text
from toolkit.text import unaccent

S = InitiativeState


class Initiative(ConcurrentTransitionMixin, OfUnit):
    """An initiative. What lists read stands before the long texts, so that SQLite need not read through them.

    `search_text` is title, then field and authors, without marks, so that "sang kien" finds "sáng kiến"; its first
    line is the title. `authors_words` tells the authors and their shares for lists and for the history.
    `draft_key` is made by the empty form: saved twice before the first answer came, it is still one draft.
    """

    title = models.CharField("tên sáng kiến, mô hình, giải pháp", max_length=300)
    kind = models.CharField("loại", max_length=12, choices=InitiativeKind, default=InitiativeKind.INITIATIVE)
    field = models.CharField("lĩnh vực áp dụng", max_length=200, blank=True)
    area = models.ForeignKey(
        "campaigns.ContentArea",
        models.SET_NULL,
        verbose_name="nội dung thi đua",
        related_name="+",
        null=True,
        blank=True,
    )
    state = FSMField("trạng thái", choices=S.choices, default=S.DRAFTING, protected=True, db_index=True)
    search_text = models.TextField(editable=False, default="")
    authors_words = models.TextField("tác giả", editable=False, blank=True, default="")
    draft_key = models.UUIDField(editable=False, null=True, unique=True)
    registered_at = models.DateTimeField("đăng ký lúc", null=True, blank=True)
    reported_at = models.DateTimeField("nộp kết quả lúc", null=True, blank=True)
    decided_at = models.DateTimeField("xét lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người xét", related_name="+", null=True, blank=True
    )
    level = models.CharField("cấp công nhận", max_length=6, choices=RecognitionLevel, blank=True)
    decision_number = models.CharField("quyết định số", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    applied_where = models.CharField("nơi áp dụng hoặc áp dụng thử", max_length=500, blank=True)
    applied_since = models.DateField("ngày áp dụng lần đầu hoặc áp dụng thử", null=True, blank=True)
    situation = models.TextField("tình trạng trước khi áp dụng", blank=True)
    content = models.TextField("nội dung giải pháp", blank=True)
    novelty = models.TextField("điểm mới", blank=True)
    economic_effect = models.TextField("hiệu quả kinh tế", blank=True)
    social_effect = models.TextField("hiệu quả xã hội", blank=True)
    scope = models.TextField("khả năng, phạm vi nhân rộng", blank=True)
    conditions = models.TextField("điều kiện cần thiết để áp dụng", blank=True)
    result = models.TextField("kết quả thực hiện", blank=True)
    remark = models.TextField("ý kiến của người xét", blank=True)

    objects = querysets.InitiativeQuerySet.as_manager()
    history = History(stories.INITIATIVE, rows=stories.SeenOfUnit, only=stories.INITIATIVE.fields)

    class Meta:
        verbose_name = "sáng kiến, mô hình, giải pháp"
        verbose_name_plural = "sáng kiến, mô hình, giải pháp"
        ordering = ["-campaign__year", "unit", "pk"]
        indexes = [
            models.Index(fields=["campaign", "unit", "state"], name="initiative_of_a_unit"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="initiative_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=InitiativeKind.values), name="initiative_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(state=S.RECOGNISED)
                | (Q(decided_on__isnull=False) & ~Q(level="") & ~Q(decision_number="")),
                name="initiative_recognised_by_a_decision",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        rest = unaccent(f"{self.field} {self.authors_words}")
        self.search_text = f"{unaccent(self.title)}\n{rest}"[:2000]
        super().save(**kwargs)

    @property
    def is_editable(self) -> bool:
        """By its unit: before it is handed in, and when it came back."""
        return self.state in (S.DRAFTING, S.RETURNED)

    @transition(field=state, source=[S.DRAFTING, S.RETURNED], target=S.REGISTERED)
    def register(self, *, at):
        self.registered_at = at

    @transition(field=state, source=[S.REGISTERED, S.ACCEPTED, S.REPORTED], target=S.RETURNED)
    def send_back(self, *, remark):
        self.remark, self.reported_at = remark, None

    @transition(field=state, source=S.REGISTERED, target=S.ACCEPTED)
    def accept(self):
        """The registration is in order; the unit carries it out and reports the result."""

    @transition(field=state, source=S.ACCEPTED, target=S.REPORTED)
    def report(self, *, at):
        self.reported_at = at

    @transition(field=state, source=S.REPORTED, target=S.RECOGNISED)
    def recognise(self, *, level, decision_number, decided_on, by, at):
        self.level, self.decision_number, self.decided_on = level, decision_number, decided_on
        self.decided_by, self.decided_at = by, at

    @transition(field=state, source=S.REPORTED, target=S.NOT_RECOGNISED)
    def decline(self, *, remark, by, at):
        self.remark, self.decided_by, self.decided_at = remark, by, at


class Author(PartOf):
    """An author with the share of the creation in %; shares add up to 100 when the initiative is registered.

    In a draft everything but the place in the list may still be missing.
    """

    whole = "initiative"
    initiative = models.ForeignKey(Initiative, models.CASCADE, verbose_name="sáng kiến", related_name="authors")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("họ và tên", max_length=150, blank=True)
    office = models.CharField("chức vụ, nơi công tác", max_length=255, blank=True)
    role = models.CharField("vai trò", max_length=100, blank=True)
    share = ScaledDecimalField("tỷ lệ đóng góp (%)", null=True, blank=True)

    class Meta:
        verbose_name = "tác giả"
        verbose_name_plural = "tác giả"
        ordering = ["initiative", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "position"], name="author_position_once_in_an_initiative"),
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=100), name="author_share_is_a_percentage"),
        ]

    def __str__(self):
        return self.name

    @property
    def share_words(self) -> str:
        return "" if self.share is None else plain_text(self.share)
