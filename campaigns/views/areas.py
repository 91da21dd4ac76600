"""The content areas of a year and their tasks: the page they are put in order on, and a form for each."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import areas as actions
from campaigns.actions.year import reasons_not_to_edit
from campaigns.forms.year import AreaForm, TaskForm
from campaigns.models import Campaign, ContentArea, Task
from campaigns.views.of_year import told
from campaigns.views.writing import THE_HEADS, campaign_to_edit, form_of, signed, step_of, trail, values_of
from toolkit.access import require_permission
from toolkit.forms import done


@require_safe
def areas(request, pk):
    campaign = campaign_to_edit(request, pk)
    context = {
        "campaign": campaign,
        "areas": campaign.areas.prefetch_related("tasks").order_by("number"),
        "reasons": reasons_not_to_edit(campaign),
        "fixed": actions.reasons_not_to_renumber(campaign),
    }
    return render(request, "campaigns/year/areas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def area_add(request, pk):
    campaign = campaign_to_edit(request, pk)
    form = form_of(AreaForm, request)
    if form.is_valid() and done(form, actions.add_area, campaign, values_of(form), **signed(request)):
        messages.success(request, f"Đã thêm nội dung {form.result.number}.")
        return redirect("areas", pk=pk)
    return form_page(request, campaign, form, "Thêm nội dung thi đua", "Thêm nội dung", "noi-dung-moi")


@require_http_methods(["GET", "HEAD", "POST"])
def area_edit(request, pk):
    area = area_of(request, pk)
    form = form_of(AreaForm, request, area)
    if form.is_valid() and done(form, actions.edit_area, area, values_of(form), seen=form.seen, **signed(request)):
        messages.success(request, f"Đã lưu nội dung {area.number}.")
        return redirect("areas", pk=area.campaign_id)
    return form_page(request, area.campaign, form, f"Sửa nội dung {area.number}", "Lưu nội dung", f"noi-dung-{pk}")


@require_POST
def area_move(request, pk):
    area = area_of(request, pk)
    sentence = f"Đã đổi chỗ nội dung “{area.title}”."
    told(request, sentence, actions.move_area, area, step_of(request), **signed(request))
    return redirect("areas", pk=area.campaign_id)


@require_POST
def area_remove(request, pk):
    area = area_of(request, pk)
    told(request, f"Đã bỏ nội dung “{area.title}”.", actions.remove_area, area, **signed(request))
    return redirect("areas", pk=area.campaign_id)


@require_http_methods(["GET", "HEAD", "POST"])
def task_add(request, pk):
    area = area_of(request, pk)
    form = form_of(TaskForm, request)
    if form.is_valid() and done(form, actions.add_task, area, values_of(form), **signed(request)):
        messages.success(request, f"Đã thêm nhiệm vụ vào nội dung {area.number}.")
        return redirect("areas", pk=area.campaign_id)
    heading = f"Thêm nhiệm vụ, nội dung {area.number}"
    return form_page(request, area.campaign, form, heading, "Thêm nhiệm vụ", f"nhiem-vu-moi-{pk}", area.title)


@require_http_methods(["GET", "HEAD", "POST"])
def task_edit(request, pk):
    task = task_of(request, pk)
    campaign = task.area.campaign
    form = form_of(TaskForm, request, task)
    if form.is_valid() and done(form, actions.edit_task, task, values_of(form), seen=form.seen, **signed(request)):
        messages.success(request, "Đã lưu nhiệm vụ.")
        return redirect("areas", pk=campaign.pk)
    heading = f"Sửa nhiệm vụ, nội dung {task.area.number}"
    return form_page(request, campaign, form, heading, "Lưu nhiệm vụ", f"nhiem-vu-{pk}", task.area.title)


@require_POST
def task_move(request, pk):
    task = task_of(request, pk)
    told(request, "Đã đổi chỗ nhiệm vụ.", actions.move_task, task, step_of(request), **signed(request))
    return redirect("areas", pk=task.area.campaign_id)


@require_POST
def task_remove(request, pk):
    task = task_of(request, pk)
    told(request, f"Đã bỏ nhiệm vụ “{task.text}”.", actions.remove_task, task, **signed(request))
    return redirect("areas", pk=task.area.campaign_id)


# What they share --------------------------------------------------------------------------------------------------


def area_of(request, pk) -> ContentArea:
    visible = Campaign.objects.visible_to(request.user)
    found = ContentArea.objects.filter(campaign__in=visible).select_related("campaign__bloc__commune")
    area = get_object_or_404(found, pk=pk)
    require_permission(request, "campaigns.edit_campaign", area.campaign, refusal=THE_HEADS)
    return area


def task_of(request, pk) -> Task:
    visible = Campaign.objects.visible_to(request.user)
    found = Task.objects.filter(area__campaign__in=visible).select_related("area__campaign__bloc__commune")
    task = get_object_or_404(found, pk=pk)
    require_permission(request, "campaigns.edit_campaign", task.area.campaign, refusal=THE_HEADS)
    return task


def form_page(request, campaign, form, heading, button, keep, lead=""):
    back = reverse("areas", args=[campaign.pk])
    context = {
        "form": form,
        "heading": heading,
        "lead": lead or campaign.title,
        "trail": trail(campaign, ("Nội dung và nhiệm vụ", back)),
        "button": button,
        "cancel_url": back,
        "keep": f"{keep}-{campaign.pk}",
    }
    return render(request, "campaigns/year/form.html", context)
