"""Điển hình tiên tiến: introduced by a unit, selected and published, spread."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns import history as stories
from campaigns.models.base import OfUnit, PartOf
from campaigns.querysets import exemplars as querysets
from campaigns.states import ExemplarKind, ExemplarState
from toolkit.history import History

S = ExemplarState


class Exemplar(ConcurrentTransitionMixin, OfUnit):
    """An exemplary collective or person. `has_consent` notes that whoever is shown agreed to name and photo."""

    kind = models.CharField("loại", max_length=10, choices=ExemplarKind, default=ExemplarKind.COLLECTIVE)
    name = models.CharField("tập thể, cá nhân", max_length=255)
    deed = models.CharField("thành tích tiêu biểu", max_length=300)
    narrative = models.TextField("câu chuyện", blank=True)
    has_consent = models.BooleanField("người được giới thiệu đồng ý công bố tên và hình ảnh", default=False)
    state = FSMField("trạng thái", choices=S.choices, default=S.DRAFTING, protected=True)
    remark = models.TextField("ý kiến của người chọn", blank=True)
    introduced_at = models.DateTimeField("giới thiệu lúc", null=True, blank=True)
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người công bố", related_name="+", null=True, blank=True
    )

    objects = querysets.ExemplarQuerySet.as_manager()
    history = History(stories.EXEMPLAR, rows=stories.SeenOfUnit)

    class Meta:
        verbose_name = "điển hình tiên tiến"
        verbose_name_plural = "điển hình tiên tiến"
        ordering = ["-campaign__year", "-introduced_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="exemplar_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=S.PUBLISHED) | Q(has_consent=True), name="exemplar_published_with_consent"
            ),
        ]

    def __str__(self):
        return self.name

    @transition(field=state, source=[S.DRAFTING, S.RETURNED], target=S.INTRODUCED)
    def introduce(self, *, at):
        self.introduced_at = at

    @transition(field=state, source=S.INTRODUCED, target=S.RETURNED)
    def send_back(self, *, remark):
        self.remark = remark

    @transition(field=state, source=S.INTRODUCED, target=S.PUBLISHED)
    def publish(self, *, by, at):
        self.published_by, self.published_at = by, at

    @transition(field=state, source=S.PUBLISHED, target=S.INTRODUCED)
    def withdraw(self, *, remark):
        """Off the page again, for example because the consent was taken back."""
        self.remark, self.published_at, self.published_by = remark, None, None


class Spread(PartOf):
    """Where an exemplar was told (tuyên truyền, nhân rộng): the place, the day and the article."""

    whole = "exemplar"
    exemplar = models.ForeignKey(Exemplar, models.CASCADE, verbose_name="điển hình", related_name="spreads")
    where = models.CharField("nơi đăng, hình thức", max_length=255)
    on = models.DateField("ngày")
    link = models.URLField("đường dẫn bài viết", max_length=500, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ghi", related_name="+", null=True
    )

    objects = querysets.SpreadQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt tuyên truyền"
        verbose_name_plural = "lượt tuyên truyền"
        ordering = ["exemplar", "on", "pk"]

    def __str__(self):
        return f"{self.where}, {self.on:%d/%m/%Y}"
