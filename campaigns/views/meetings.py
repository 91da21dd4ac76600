"""Meetings and joint activities: the list of a year, one meeting, planning it and calling it off."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import leave
from campaigns.actions import meetings as actions
from campaigns.forms.meetings import CancelForm, MeetingForm
from campaigns.models import Attachment, Campaign, Meeting
from campaigns.states import AttendanceState, MeetingState
from campaigns.views.of_year import seen_in_year, told, year_seen
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from units.models import Unit

RUN = "campaigns.run_meeting"
REFUSAL = "Cuộc họp của Khối do Trưởng Khối, Phó Trưởng Khối tổ chức."
LINES = 50
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Standing:
    """The tag of a meeting: its words, and the class that colours it ("" is quiet)."""

    words: str
    tone: str = ""


def standing(meeting: Meeting, at: datetime) -> Standing:
    match meeting.state:
        case MeetingState.HELD:
            return Standing("Đã diễn ra", "tag-done")
        case MeetingState.CANCELLED:
            return Standing("Đã hủy")
    if meeting.starts_at <= at:
        return Standing("Chờ ghi biên bản", "tag-soon")
    return Standing("Đã mời", "tag-doing") if meeting.state == MeetingState.INVITED else Standing("Dự kiến")


def left_until(meeting: Meeting, at: datetime) -> str:
    """ "Còn 3 ngày.", "" once it began or was cancelled."""
    if not meeting.is_open or meeting.starts_at <= at:
        return ""
    days = (timezone.localdate(meeting.starts_at) - timezone.localdate(at)).days
    return {0: "Hôm nay.", 1: "Ngày mai."}.get(days, f"Còn {days} ngày.")


def meetings_seen(request):
    return Meeting.objects.visible_to(request.user).select_related("campaign__bloc__commune")


def meeting_run(request, pk: int) -> Meeting:
    return get_permitted(request, RUN, meetings_seen(request), pk=pk, refusal=REFUSAL)


# Reading ----------------------------------------------------------------------------------------------------------


@require_safe
def meetings(request, pk):
    campaign, at = year_seen(request, pk), timezone.now()
    counted = Meeting.objects.in_campaign(campaign).annotate(
        invited=Count("attendances"),
        came=Count("attendances", filter=Q(attendances__state=AttendanceState.PRESENT)),
    )
    to_come = Q(state__in=[MeetingState.PLANNED, MeetingState.INVITED])
    past = Paginator(counted.exclude(to_come).order_by("-starts_at", "-pk"), LINES).get_page(request.GET.get("trang"))
    context = {
        "campaign": campaign,
        "coming": [(row, standing(row, at)) for row in counted.filter(to_come).order_by("starts_at", "pk")[:LINES]],
        "past": [(row, standing(row, at)) for row in past],
        "page": past,
        "may_run": may(request.user, RUN, campaign),
    }
    return render(request, "campaigns/meeting/list.html", context)


@require_safe
def meeting(request, pk):
    found, at = seen_in_year(request, meetings_seen(request), pk), timezone.now()
    rows = list(found.attendances.select_related("unit").order_by("pk"))
    mine = next((row for row in rows if row.unit_id == request.user.unit_id), None)
    context = {
        "meeting": found,
        "standing": standing(found, at),
        "has_begun": found.starts_at <= at,
        "weekday": WEEKDAYS[timezone.localtime(found.starts_at).weekday()],
        "left": left_until(found, at),
        "rows": [(row, may(request.user, "campaigns.excuse_absence", row)) for row in rows],
        "mine": mine,
        "may_ask": mine is not None and not leave.reasons_not_to_ask_leave(mine, at),
        "may_come": mine is not None and not leave.reasons_not_to_come(mine, at),
        "came": sum(row.state == AttendanceState.PRESENT for row in rows),
        "people": sum(row.people or 0 for row in rows),
        "files": found.attachments.order_by("added_at", "pk"),
        "may_run": may(request.user, RUN, found),
    }
    return render(request, "campaigns/meeting/detail.html", context)


# Planning ---------------------------------------------------------------------------------------------------------


def units_of(campaign: Campaign):
    taking_part = Unit.objects.filter(memberships__bloc=campaign.bloc_id, memberships__year=campaign.year)
    return taking_part.order_by("memberships__position", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_permitted(request, RUN, visible, pk=pk, refusal=REFUSAL)
    units = units_of(campaign)
    initial = {"units": [unit.pk for unit in units]}
    form = MeetingForm(*_sent(request), units=units, initial=initial)
    if form.is_valid() and done(
        form, actions.plan_meeting, campaign, *_typed(form), by=request.user, at=timezone.now()
    ):
        messages.success(request, "Đã lập lịch. Xem lại rồi mời các đơn vị.")
        return redirect("meeting", pk=form.result.pk)
    context = {"campaign": campaign, "form": form, "button": "Lưu lịch", "keep": f"cuoc-hop-moi-{campaign.pk}"}
    context["cancel_url"] = reverse("meetings", args=[campaign.pk])
    return render(request, "campaigns/meeting/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request, pk):
    found = meeting_run(request, pk)
    form = MeetingForm(*_sent(request), units=units_of(found.campaign), initial=MeetingForm.initial_of(found))
    if form.is_valid() and done(
        form, actions.change_meeting, found, *_typed(form), seen=form.seen, by=request.user, at=timezone.now()
    ):
        messages.success(request, "Đã lưu lịch cuộc họp.")
        return redirect("meeting", pk=found.pk)
    context = {
        "campaign": found.campaign,
        "meeting": found,
        "form": form,
        "button": "Lưu lịch",
        "keep": f"cuoc-hop-{found.pk}-{found.campaign_id}",
        "cancel_url": reverse("meeting", args=[found.pk]),
        "files": found.attachments.order_by("added_at", "pk"),
    }
    return render(request, "campaigns/meeting/form.html", context)


@require_POST
def meeting_invite(request, pk):
    found = meeting_run(request, pk)
    told(request, "Đã mời các đơn vị.", actions.invite_units, found, by=request.user, at=timezone.now())
    return redirect("meeting", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request, pk):
    found = meeting_run(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form, actions.cancel_meeting, found, form.cleaned_data["reason"], by=request.user, at=timezone.now()
    ):
        messages.success(request, "Đã hủy cuộc họp; lý do hiện ở trang cuộc họp.")
        return redirect("meeting", pk=found.pk)
    context = {"meeting": found, "campaign": found.campaign, "form": form, "button": "Hủy cuộc họp"}
    context["cancel_url"] = reverse("meeting", args=[found.pk])
    return render(request, "campaigns/meeting/cancel.html", context)


@require_POST
def meeting_file_remove(request, pk):
    visible = Attachment.objects.visible_to(request.user).filter(meeting__isnull=False)
    attachment = get_object_or_404(visible.select_related("meeting__campaign"), pk=pk)
    require_permission(request, RUN, attachment.meeting, refusal=REFUSAL)
    told(request, f"Đã bỏ tệp {attachment.name}.", actions.remove_document, attachment)
    return redirect("meeting_edit", pk=attachment.meeting_id)


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _typed(form: MeetingForm) -> tuple:
    return form.values, form.cleaned_data["units"], form.cleaned_data["documents"]
