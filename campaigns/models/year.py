"""A bloc's year: the campaign, its content areas with their tasks, and the legal bases it cites."""

from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns import history as stories
from campaigns.querysets import year as querysets
from campaigns.states import CampaignState
from toolkit.history import History
from units.models import Bloc


class Campaign(ConcurrentTransitionMixin, models.Model):
    """The emulation movement of a bloc in one year (phong trào thi đua)."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, verbose_name="khối", related_name="campaigns")
    year = models.PositiveSmallIntegerField("năm")
    title = models.CharField("tên phong trào", max_length=255)
    symbol = models.CharField("ký hiệu kế hoạch", max_length=50, blank=True)
    issued_on = models.DateField("ngày ban hành kế hoạch", null=True, blank=True)
    starts_on = models.DateField("bắt đầu", null=True, blank=True)
    ends_on = models.DateField("kết thúc", null=True, blank=True)
    purpose = models.TextField("mục đích, yêu cầu", blank=True)
    organisation = models.TextField("tổ chức thực hiện", blank=True)
    plan_due_on = models.DateField("hạn gửi kế hoạch của đơn vị", null=True, blank=True)
    initiative_due_on = models.DateField("hạn đăng ký sáng kiến", null=True, blank=True)
    least_initiatives = models.PositiveSmallIntegerField("số sáng kiến ít nhất mỗi đơn vị", default=1)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    state = FSMField("trạng thái", choices=CampaignState.choices, default=CampaignState.DRAFTING, protected=True)

    objects = querysets.CampaignQuerySet.as_manager()
    history = History(stories.CAMPAIGN, rows=stories.SeenInYear, only=stories.CAMPAIGN.fields)

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "year"], name="campaign_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="campaign_year_is_sensible"),
            models.CheckConstraint(condition=Q(state__in=CampaignState.values), name="campaign_state_is_known"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether units still hand things in: the plan is out and the year not closed."""
        return self.state in (CampaignState.ISSUED, CampaignState.RUNNING)

    @transition(field=state, source=CampaignState.DRAFTING, target=CampaignState.ISSUED)
    def issue(self):
        """The plan is out; its areas and tasks stand."""

    @transition(field=state, source=[CampaignState.DRAFTING, CampaignState.ISSUED], target=CampaignState.RUNNING)
    def start(self):
        """The year is under way."""

    @transition(field=state, source=CampaignState.RUNNING, target=CampaignState.REVIEWED)
    def close(self):
        """The year is reviewed; units hand in nothing more."""


class ContentArea(models.Model):
    """A content area (nội dung thi đua) of a campaign; `short_title` labels charts."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, verbose_name="phong trào", related_name="areas")
    number = models.PositiveSmallIntegerField("số thứ tự")
    title = models.CharField("nội dung thi đua", max_length=500)
    short_title = models.CharField("tên ngắn", max_length=60, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    history = History(stories.AREA, rows=stories.SeenInYear, no_db_index=["campaign"])

    class Meta:
        verbose_name = "nội dung thi đua"
        verbose_name_plural = "nội dung thi đua"
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="area_number_once_in_a_campaign"),
            models.CheckConstraint(condition=Q(number__gte=1), name="area_number_is_positive"),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"


class Task(models.Model):
    """A task (nhiệm vụ) of a content area."""

    area = models.ForeignKey(ContentArea, models.CASCADE, verbose_name="nội dung thi đua", related_name="tasks")
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("nhiệm vụ", max_length=1000)
    due_on = models.DateField("thời hạn", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    history = History(stories.TASK, rows=stories.SeenInYear, no_db_index=["area"])

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["area", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "position"], name="task_position_once_in_an_area")]

    def __str__(self):
        return self.text


class LegalBasis(models.Model):
    """A legal basis (căn cứ). A paper cites what is in force on its own date."""

    bloc = models.ForeignKey(Bloc, models.CASCADE, verbose_name="khối", related_name="legal_bases")
    position = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("trích dẫn", max_length=500)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=255, blank=True)
    signed_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    effective_to = models.DateField("có hiệu lực đến", null=True, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "căn cứ pháp lý"
        verbose_name_plural = "căn cứ pháp lý"
        ordering = ["bloc", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "title"], name="legal_basis_once_in_a_bloc"),
            models.CheckConstraint(
                condition=Q(effective_from__isnull=True)
                | Q(effective_to__isnull=True)
                | Q(effective_to__gte=F("effective_from")),
                name="legal_basis_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.title
