"""Báo cáo: every due date a unit owes, from a month before until it is filed."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from campaigns.models import DueDate, Extension, Report
from campaigns.states import ReportState
from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, lowered, place


def _unfiled(desk: Desk):
    own = Report.objects.filter(due=OuterRef("pk"), unit=desk.unit)
    extension = Extension.objects.filter(due=OuterRef("pk"), unit=desk.unit).values("until")[:1]
    owed = DueDate.objects.filter(
        Q(duty__owed_by__isnull=True) | Q(duty__owed_by=desk.unit), duty__campaign__in=desk.open
    )
    found = owed.filter(
        ~Exists(own.filter(state=ReportState.FILED))
    ).annotate(
        last_day=Greatest(F("due_on"), Coalesce(Subquery(extension), F("due_on"))),  # as campaigns.punctuality counts
        own_state=Subquery(own.values("state")[:1]),
    )
    return columns(
        found.filter(Q(last_day__lte=desk.horizon) | Q(own_state=ReportState.RETURNED)),
        campaign="duty__campaign",
        about=F("duty__title"),
        more=F("name"),
        due="last_day",
        progress=F("own_state"),
    )


STATES = {ReportState.DRAFTING: Progress.DOING, ReportState.RETURNED: Progress.RETURNED}


def _file(row: Waiting):
    progress = STATES.get(ReportState(row.progress)) if row.progress else Progress.NOT_STARTED
    words = f"Nộp {lowered(row.about)}" + (f", {lowered(row.more)}" if row.more else "")
    notes = {
        Progress.RETURNED: "Trả lại kèm ý kiến; sửa rồi nộp lại.",
        Progress.DOING: "Bản đang soạn đã lưu, còn phải nộp.",
    }
    note = notes.get(progress or Progress.NOT_STARTED, f"Chế độ báo cáo năm {row.year}.")
    return row.todo(words, note, place("report", row.of, row.desk.code), "Mở báo cáo", progress)


SOURCES = (Source("report_to_file", _unfiled, _file),)
