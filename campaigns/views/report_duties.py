"""Chế độ báo cáo: what is to be reported, which every unit reads and the head writes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import report_duties as actions
from campaigns.actions.files import detach
from campaigns.forms.report_duties import DutyForm, content_of, initial_of, stored_rows, typed_rows
from campaigns.models import Attachment, Campaign, ReportDuty
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from toolkit.reasons import NotPossible
from units.models import Unit

REFUSAL = "Chế độ báo cáo do Trưởng Khối của năm quy định."
PERM = "campaigns.edit_report_duty"


def visible_duties(user):
    return ReportDuty.objects.visible_to(user).select_related("campaign__bloc__commune")


@require_safe
def report_duty(request, pk):
    duty = get_object_or_404(visible_duties(request.user), pk=pk)
    context = {
        "duty": duty,
        "campaign": duty.campaign,
        "due_dates": duty.due_dates.order_by("due_on", "pk"),
        "units": duty.owed_by.order_by("name", "pk"),
        "files": duty.attachments.order_by("added_at", "pk"),
        "may_edit": may(request.user, PERM, duty),
    }
    return render(request, "campaigns/report/duty.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_duty_new(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_permitted(request, PERM, visible, pk=pk, refusal=REFUSAL)
    form, rows = _forms(request, campaign)
    content = content_of(form, rows) if request.method == "POST" else None
    signed = {"by": request.user, "at": timezone.now()}
    if content and done(form, actions.define_duty, campaign, content, files=form.cleaned_data["new_files"], **signed):
        messages.success(request, f"Đã lập chế độ báo cáo “{content.title}”.")
        return redirect("report_duty", form.result.pk)
    return render(request, "campaigns/report/duty_form.html", {"campaign": campaign, "form": form, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def report_duty_edit(request, pk):
    duty = get_permitted(request, PERM, visible_duties(request.user), pk=pk, refusal=REFUSAL)
    form, rows = _forms(request, duty.campaign, duty)
    content = content_of(form, rows) if request.method == "POST" else None
    signed = {"seen": form.seen if content else 0, "by": request.user, "at": timezone.now()}
    if content and done(form, actions.change_duty, duty, content, files=form.cleaned_data["new_files"], **signed):
        messages.success(request, f"Đã lưu chế độ báo cáo “{content.title}”.")
        return redirect("report_duty", duty.pk)
    context = {
        "campaign": duty.campaign,
        "duty": get_object_or_404(ReportDuty, pk=pk),  # as it is stored, whatever was typed
        "files": duty.attachments.order_by("added_at", "pk"),
        "form": form,
        "rows": rows,
    }
    return render(request, "campaigns/report/duty_form.html", context)


def _forms(request, campaign: Campaign, duty: ReportDuty | None = None):
    units = Unit.objects.filter(memberships__bloc=campaign.bloc_id, memberships__year=campaign.year)
    in_order = units.order_by("memberships__position", "pk")
    if request.method == "POST":
        return DutyForm(request.POST, request.FILES, units=in_order), typed_rows(request.POST)
    initial = initial_of(duty) if duty else {}
    return DutyForm(initial=initial, units=in_order), stored_rows(duty)


@require_POST
def report_duty_remove(request, pk):
    duty = get_permitted(request, PERM, visible_duties(request.user), pk=pk, refusal=REFUSAL)
    campaign, title = duty.campaign, duty.title
    try:
        actions.remove_duty(duty, by=request.user)
    except NotPossible as problem:
        messages.error(request, str(problem))
        return redirect("report_duty", pk)
    messages.success(request, f"Đã bỏ chế độ báo cáo “{title}”.")
    return redirect("reports", campaign.pk)


@require_POST
def report_duty_file_remove(request, pk):
    visible = Attachment.objects.visible_to(request.user).filter(report_duty__isnull=False)
    file = get_object_or_404(visible.select_related("report_duty__campaign"), pk=pk)
    require_permission(request, PERM, file.report_duty, refusal=REFUSAL)
    detach(file)
    messages.success(request, f"Đã bỏ tệp {file.name}.")
    return redirect("report_duty_edit", file.report_duty_id)
