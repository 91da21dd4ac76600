"""The units' plans of a year: who has filed, what they say, and the own unit's to write."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import plans as actions
from campaigns.forms.plans import UnitPlanForm
from campaigns.models import Attachment, UnitPlan
from campaigns.states import PlanState
from campaigns.views.of_year import told, year_seen
from campaigns.views.units_done import deadline_words, standing, unit_rows
from campaigns.views.writing import form_of, signed, trail
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from units.predicates import is_administrator, is_deputy, is_head

THE_UNITS = "Kế hoạch do đơn vị tham gia trong năm soạn và gửi."
THEIRS = "Kế hoạch này của đơn vị khác."


@require_safe
def unit_plans(request, pk):
    """Filed plans are read by all; of a draft nobody but its unit knows."""
    campaign = year_seen(request, pk)
    visible = UnitPlan.objects.visible_to(request.user).in_campaign(campaign)
    plans = {plan.unit_id: plan for plan in visible.prefetch_related("attachments")}
    filed = {unit: timezone.localdate(plan.filed_at) for unit, plan in plans.items() if plan.state == PlanState.FILED}
    rows = unit_rows(campaign, plans, filed, campaign.plan_due_on, request.user)
    own = own_plan(request.user, campaign)
    context = {
        "campaign": campaign,
        "rows": rows,
        "filed": sum(row.done_on is not None for row in rows),
        "missing": [row.unit.name for row in rows if row.done_on is None],
        "deadline": deadline_words(campaign.plan_due_on),
        "may_write": may_write(request.user, own) and own.unit_id not in filed and campaign.state != "reviewed",
        "has_draft": own.unit_id in plans,
    }
    return render(request, "campaigns/plan/plan_list.html", context)


@require_safe
def unit_plan(request, pk):
    plan = visible_plan(request, pk)
    year_seen(request, plan.campaign_id)
    is_own = may_write(request.user, plan)
    is_filed = plan.state == PlanState.FILED
    filed_on = timezone.localdate(plan.filed_at) if is_filed else None
    leads = is_head(request.user, plan) or is_deputy(request.user, plan)
    context = {
        "plan": plan,
        "campaign": plan.campaign,
        "parts": plan.parts.exclude(text="").select_related("area").order_by("area__number"),
        "files": plan.attachments.order_by("added_at", "pk"),
        "is_own": is_own,
        "is_filed": is_filed,
        "is_closed": plan.campaign.state == "reviewed",
        "standing": standing(filed_on, plan.campaign.plan_due_on, timezone.localdate()),
        "deadline": deadline_words(plan.campaign.plan_due_on),
        "reasons": actions.reasons_not_to_file_plan(plan) if is_own and not is_filed else [],
        "sees_history": is_own or leads or is_administrator(request.user),
    }
    return render(request, "campaigns/plan/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_plan_write(request, pk):
    """The own unit's plan: begun here, and corrected here until it is filed."""
    campaign = year_seen(request, pk)
    own = own_plan(request.user, campaign)
    if not may_write(request.user, own):
        raise PermissionDenied(THE_UNITS)
    stored = UnitPlan.objects.filter(campaign=campaign, unit=own.unit_id).select_related("unit").first()
    if reasons := actions.reasons_not_to_write_plan(stored or own):
        for reason in reasons:
            messages.warning(request, reason)
        return redirect("unit_plan", pk=stored.pk) if stored else redirect("unit_plans", pk=pk)
    form = plan_form(request, campaign, stored)
    if form.is_valid() and done(
        form, actions.write_plan, campaign, request.user.unit, form.values, form.parts, form.cleaned_data["new_files"],
        seen=form.seen, **signed(request),
    ):  # fmt: skip
        messages.success(request, "Đã lưu bản nháp kế hoạch. Xem lại rồi gửi.")
        return redirect("unit_plan", pk=form.result.pk)
    back = reverse("unit_plans", args=[pk])
    context = {
        "form": form,
        "heading": f"Kế hoạch của {request.user.unit.name}",
        "lead": f"{deadline_words(campaign.plan_due_on)} Bản nháp chỉ đơn vị mình xem được.".strip(),
        "trail": trail(campaign, ("Kế hoạch đơn vị", back)),
        "button": "Lưu bản nháp",
        "cancel_url": reverse("unit_plan", args=[stored.pk]) if stored else back,
        "keep": f"ke-hoach-don-vi-{stored.pk if stored else 'new'}-{pk}",
    }
    return render(request, "campaigns/year/form.html", context)


@require_POST
def unit_plan_file(request, pk):
    plan = plan_to_write(request, pk)
    told(request, "Đã gửi kế hoạch. Các đơn vị trong Khối đọc được.", actions.file_plan, plan, **signed(request))
    return redirect("unit_plan", pk=pk)


@require_POST
def unit_plan_take_back(request, pk):
    plan = plan_to_write(request, pk)
    sentence = "Đã rút kế hoạch về. Sửa xong thì gửi lại; ngày gửi tính từ lần gửi lại."
    told(request, sentence, actions.take_plan_back, plan, **signed(request))
    return redirect("unit_plan", pk=pk)


@require_POST
def unit_plan_drop_file(request, pk):
    visible = Attachment.objects.visible_to(request.user).filter(unit_plan__isnull=False)
    file = get_object_or_404(visible.select_related("unit_plan__campaign"), pk=pk)
    require_permission(request, "campaigns.edit_unit_plan", file.unit_plan, refusal=THEIRS)
    told(request, f"Đã bỏ tệp {file.name}.", actions.drop_plan_file, file, **signed(request))
    return redirect("unit_plan", pk=file.unit_plan_id)


# What they share --------------------------------------------------------------------------------------------------


def own_plan(user, campaign) -> UnitPlan:
    """An unsaved plan of the person's unit, which rights are asked with."""
    return UnitPlan(campaign=campaign, unit_id=user.unit_id)


def may_write(user, plan: UnitPlan) -> bool:
    return may(user, "campaigns.edit_unit_plan", plan)


def plans_with_names(request):
    return UnitPlan.objects.visible_to(request.user).select_related("campaign__bloc__commune", "unit", "filed_by")


def visible_plan(request, pk) -> UnitPlan:
    return get_object_or_404(plans_with_names(request), pk=pk)


def plan_to_write(request, pk) -> UnitPlan:
    return get_permitted(request, "campaigns.edit_unit_plan", plans_with_names(request), pk=pk, refusal=THEIRS)


def plan_form(request, campaign, stored: UnitPlan | None) -> UnitPlanForm:
    words = dict(stored.parts.values_list("area", "text")) if stored else {}
    areas = list(campaign.areas.order_by("number"))
    initial = {f"nd_{area.pk}": words.get(area.pk, "") for area in areas}
    return form_of(UnitPlanForm, request, stored, areas=areas, initial=initial)
