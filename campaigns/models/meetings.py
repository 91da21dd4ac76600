"""Cuộc họp, hoạt động chung: who was invited, who came, what was concluded."""

from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns import history as stories
from campaigns.models.base import OfYear, PartOf
from campaigns.querysets import meetings as querysets
from campaigns.states import AttendanceState, MeetingKind, MeetingState
from toolkit.history import History
from units.models import Unit

S = MeetingState


class Meeting(ConcurrentTransitionMixin, OfYear):
    """A meeting or a joint activity. Papers of it: Giấy mời, Biên bản."""

    kind = models.CharField("loại", max_length=10, choices=MeetingKind, default=MeetingKind.MEETING)
    title = models.CharField("nội dung", max_length=300)
    starts_at = models.DateTimeField("bắt đầu")
    ends_at = models.DateTimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=300)
    agenda = models.TextField("chương trình", blank=True)
    chair = models.CharField("chủ trì", max_length=255, blank=True)
    secretary = models.CharField("thư ký", max_length=255, blank=True)
    discussion = models.TextField("ý kiến thảo luận", blank=True)
    conclusions = models.TextField("kết luận", blank=True)
    state = FSMField("trạng thái", choices=S.choices, default=S.PLANNED, protected=True)
    remark = models.CharField("lý do hủy", max_length=500, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.MeetingQuerySet.as_manager()
    history = History(stories.MEETING, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "cuộc họp, hoạt động chung"
        verbose_name_plural = "cuộc họp, hoạt động chung"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="meeting_state_is_known"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="meeting_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        """Still to come or under way: neither held nor cancelled."""
        return self.state in (S.PLANNED, S.INVITED)

    @transition(field=state, source=S.PLANNED, target=S.INVITED)
    def invite(self):
        """The invitation is out."""

    @transition(field=state, source=[S.PLANNED, S.INVITED], target=S.HELD)
    def hold(self):
        """It took place; attendance and conclusions stand."""

    @transition(field=state, source=[S.PLANNED, S.INVITED], target=S.CANCELLED)
    def cancel(self, *, remark):
        self.remark = remark


class Attendance(PartOf):
    """A unit that is invited, and whether it came. `people` is how many came.

    `leave_reason` are the unit's own words, from before the meeting; `reason` is what the leaders put on record.
    """

    whole = "meeting"
    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name="cuộc họp", related_name="attendances")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="attendances")
    state = models.CharField("điểm danh", max_length=8, choices=AttendanceState, default=AttendanceState.UNKNOWN)
    people = models.PositiveSmallIntegerField("số người dự", null=True, blank=True)
    reason = models.CharField("lý do vắng", max_length=500, blank=True)
    leave_reason = models.CharField("lý do xin vắng", max_length=500, blank=True)
    leave_asked_at = models.DateTimeField("xin vắng lúc", null=True, blank=True)

    objects = querysets.AttendanceQuerySet.as_manager()
    history = History(stories.ATTENDANCE, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        ordering = ["meeting", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="attendance_once_for_a_unit"),
            models.CheckConstraint(condition=Q(state__in=AttendanceState.values), name="attendance_state_is_known"),
            models.CheckConstraint(
                condition=Q(leave_reason="") | Q(leave_asked_at__isnull=False),
                name="attendance_leave_asked_at_some_time",
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.get_state_display()}"
