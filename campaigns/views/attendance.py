"""Who comes to a meeting: leave asked for beforehand, the roll-call with the minutes after it began."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions import leave
from campaigns.actions.meetings import hold_meeting, record_meeting
from campaigns.forms.meetings import LeaveForm, RecordForm
from campaigns.models import Attendance
from campaigns.views.meetings import meeting_run
from campaigns.views.of_year import told
from toolkit.access import get_permitted, require_permission
from toolkit.forms import done

NOT_YOURS = "Đơn vị nào được mời thì đơn vị đó báo vắng."
NOT_OWN = "Đồng ý cho vắng là việc của Trưởng Khối, Phó Trưởng Khối; đơn vị mình do đơn vị kia ghi."


def invitation_of(request, pk: int) -> Attendance:
    """The own unit's row of a meeting: 404 when it is not invited."""
    rows = Attendance.objects.visible_to(request.user).select_related("meeting__campaign__bloc__commune", "unit")
    found = get_object_or_404(rows, meeting=pk, unit=request.user.unit_id)
    require_permission(request, "campaigns.ask_leave", found, refusal=NOT_YOURS)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_leave(request, pk):
    mine = invitation_of(request, pk)
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"reason": mine.leave_reason})
    asked = {"by": request.user, "at": timezone.now()}
    if form.is_valid() and done(form, leave.ask_leave, mine, form.cleaned_data["reason"], **asked):
        messages.success(request, "Đã báo vắng. Trưởng Khối, Phó Trưởng Khối xem và quyết định.")
        return redirect("meeting", pk=mine.meeting_id)
    context = {"meeting": mine.meeting, "campaign": mine.campaign, "form": form, "button": "Báo vắng"}
    context["cancel_url"] = reverse("meeting", args=[mine.meeting_id])
    return render(request, "campaigns/meeting/leave.html", context)


@require_POST
def meeting_come(request, pk):
    mine = invitation_of(request, pk)
    told(request, "Đã rút lại việc xin vắng.", leave.come_after_all, mine, by=request.user, at=timezone.now())
    return redirect("meeting", pk=mine.meeting_id)


@require_POST
def attendance_excuse(request, pk):
    visible = Attendance.objects.visible_to(request.user).select_related("meeting__campaign", "unit")
    found = get_permitted(request, "campaigns.excuse_absence", visible, pk=pk, refusal=NOT_OWN)
    said = f"Đã đồng ý cho {found.unit.name} vắng."
    told(request, said, leave.excuse_absence, found, by=request.user, at=timezone.now())
    return redirect("meeting", pk=found.meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_record(request, pk):
    """Two buttons: keep what is there, or keep it and close the meeting (`ket-thuc`)."""
    meeting = meeting_run(request, pk)
    rows = list(meeting.attendances.select_related("unit").order_by("pk"))
    form = RecordForm(request.POST if request.method == "POST" else None, meeting=meeting, attendances=rows)
    closes = "ket-thuc" in request.POST and meeting.is_open
    action = hold_meeting if closes else record_meeting
    signed = {"by": request.user, "at": timezone.now()}
    if form.is_valid() and done(form, action, meeting, form.record, seen=form.seen, **signed):
        messages.success(request, "Đã kết thúc cuộc họp; điểm danh và kết luận được ghi." if closes else "Đã lưu.")
        return redirect("meeting" if closes or not meeting.is_open else "meeting_record", pk=meeting.pk)
    context = {
        "meeting": meeting,
        "form": form,
        "has_begun": meeting.starts_at <= timezone.now(),
        "keep": f"diem-danh-{meeting.pk}-{meeting.campaign_id}",
    }
    return render(request, "campaigns/meeting/record.html", context)
