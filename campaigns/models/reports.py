"""Chế độ báo cáo: what is to be reported when and by whom, what came, and who was given more time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns import history as stories
from campaigns.models.base import OfYear, PartOf
from campaigns.models.year import Campaign
from campaigns.querysets import reports as querysets
from campaigns.states import ReportState
from toolkit.history import History
from units.models import Unit


class ReportDuty(OfYear):
    """A report the units owe (chế độ báo cáo). `owed_by` empty means every unit of the year."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="phong trào", related_name="report_duties")
    title = models.CharField("tên báo cáo", max_length=255)
    guidance = models.TextField("đề cương, yêu cầu", blank=True)
    owed_by = models.ManyToManyField(Unit, verbose_name="đơn vị phải nộp", related_name="report_duties", blank=True)
    # What stands in other tables, in the words of the day: the history of the duty tells it.
    due_words = models.TextField("các kỳ báo cáo", blank=True, editable=False)
    owed_words = models.TextField("đơn vị phải nộp", blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.ReportDutyQuerySet.as_manager()
    history = History(stories.REPORT_DUTY, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "chế độ báo cáo"
        verbose_name_plural = "chế độ báo cáo"
        ordering = ["campaign", "pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "title"], name="report_duty_title_once_a_year")]

    def __str__(self):
        return self.title


class DueDate(PartOf):
    """One date a duty falls due (kỳ báo cáo), like "Quý I" on 20/03."""

    whole = "duty"
    duty = models.ForeignKey(ReportDuty, models.CASCADE, verbose_name="chế độ báo cáo", related_name="due_dates")
    name = models.CharField("kỳ báo cáo", max_length=100, blank=True)
    due_on = models.DateField("hạn nộp")

    objects = querysets.DueDateQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["duty", "due_on"], name="due_date_once_in_a_duty")]

    def __str__(self):
        return f"{self.duty.title}, {self.name}" if self.name else self.duty.title


class Report(ConcurrentTransitionMixin, PartOf):
    """A unit's report for a due date. On time, late or missing is computed, never stored (campaigns.punctuality)."""

    whole = "due"
    due = models.ForeignKey(DueDate, models.PROTECT, verbose_name="kỳ báo cáo", related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="reports")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    text = models.TextField("nội dung", blank=True)
    state = FSMField("trạng thái", choices=ReportState.choices, default=ReportState.DRAFTING, protected=True)
    remark = models.TextField("ý kiến của Khối", blank=True)
    filed_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người nộp", related_name="+", null=True, blank=True
    )
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.ReportQuerySet.as_manager()
    history = History(stories.REPORT, rows=stories.SeenOfUnit)

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["due__due_on", "unit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["due", "unit"], name="report_once_for_a_due_date"),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state=ReportState.FILED) | Q(filed_at__isnull=False), name="report_filed_at_some_time"
            ),
        ]

    def __str__(self):
        return f"{self.due}, {self.unit}"

    @property
    def is_editable(self) -> bool:
        """By its unit: until it is filed, and when it came back."""
        return self.state in (ReportState.DRAFTING, ReportState.RETURNED)

    @transition(field=state, source=[ReportState.DRAFTING, ReportState.RETURNED], target=ReportState.FILED)
    def file(self, *, by, at):
        self.filed_by, self.filed_at = by, at

    @transition(field=state, source=ReportState.FILED, target=ReportState.RETURNED)
    def send_back(self, *, remark):
        """The unit files it again; until then it has not been filed."""
        self.remark = remark


class Extension(PartOf):
    """More time for one unit, with the reason; nobody gives it to the own unit."""

    whole = "due"
    due = models.ForeignKey(DueDate, models.CASCADE, verbose_name="kỳ báo cáo", related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="extensions")
    until = models.DateField("gia hạn đến")
    reason = models.CharField("lý do", max_length=500)
    given_at = models.DateTimeField("gia hạn lúc")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người gia hạn", related_name="+", null=True
    )
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.ExtensionQuerySet.as_manager()
    history = History(stories.EXTENSION, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "gia hạn báo cáo"
        verbose_name_plural = "gia hạn báo cáo"
        ordering = ["due", "unit", "pk"]
        constraints = [models.UniqueConstraint(fields=["due", "unit"], name="extension_once_for_a_due_date")]

    def __str__(self):
        return f"{self.due}, {self.unit}: đến {self.until:%d/%m/%Y}"
