"""Kỷ luật of a year: every unit of the bloc reads it; who judges a unit records it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import disciplines as actions
from awards.forms.disciplines import DisciplineForm, NewDisciplineForm
from awards.models import Discipline
from campaigns.actions.year import reasons_not_to_edit
from campaigns.models import Campaign
from campaigns.views.of_year import told, year_seen
from campaigns.views.writing import form_of, signed
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from units.models import Membership, Unit

RECORD = "awards.record_discipline"
WHO = "Kỷ luật do Trưởng Khối ghi; của đơn vị Trưởng Khối do Phó Trưởng Khối ghi. Không ai ghi của đơn vị mình."
PAGE = 50


@require_safe
def disciplines(request, pk):
    campaign = year_seen(request, pk)
    shown = Discipline.objects.in_campaign(campaign).select_related("unit", "recorded_by__unit")
    page = Paginator(shown.order_by("-decided_on", "-pk"), PAGE).get_page(request.GET.get("trang"))
    reasons, roles = reasons_not_to_edit(campaign), roles_in(campaign)
    context = {
        "campaign": campaign,
        "page": page,
        "rows": [(row, not reasons and may_record(request.user, row, campaign, roles)) for row in page],
        "may_record": not reasons and bool(units_judged_by(request.user, campaign)),
        "reasons": reasons,
    }
    return render(request, "awards/rules/disciplines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def discipline_new(request, pk):
    campaign = year_seen(request, pk)
    units = units_judged_by(request.user, campaign)
    if not units:
        raise PermissionDenied(WHO)
    form = form_of(NewDisciplineForm, request, units=units, initial={"unit": request.GET.get("don-vi")})
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        require_permission(request, RECORD, Discipline(campaign=campaign, unit=unit), refusal=WHO)
        if done(form, actions.record_discipline, campaign, unit, form.values, **signed(request)):
            messages.success(request, f"Đã ghi kỷ luật của {form.result.person_name or unit.name}.")
            return redirect("disciplines", pk=pk)
    return form_page(request, campaign, form, "Ghi kỷ luật", "Ghi kỷ luật", f"ky-luat-moi-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def discipline_edit(request, pk):
    row = discipline_of(request, pk)
    form = form_of(DisciplineForm, request, row)
    if form.is_valid() and done(form, actions.edit_discipline, row, form.values, seen=form.seen, **signed(request)):
        messages.success(request, f"Đã lưu kỷ luật của {row.person_name or row.unit.name}.")
        return redirect("disciplines", pk=row.campaign_id)
    return form_page(request, row.campaign, form, f"Sửa kỷ luật: {row.unit.name}", "Lưu", f"ky-luat-{pk}")


@require_POST
def discipline_remove(request, pk):
    row = discipline_of(request, pk)
    sentence = f"Đã bỏ kỷ luật ghi nhầm của {row.person_name or row.unit.name}."
    told(request, sentence, actions.remove_discipline, row, **signed(request))
    return redirect("disciplines", pk=row.campaign_id)


# What they share --------------------------------------------------------------------------------------------------


def discipline_of(request, pk: int) -> Discipline:
    visible = Discipline.objects.visible_to(request.user).select_related("campaign__bloc__commune", "unit")
    return get_permitted(request, RECORD, visible, refusal=WHO, pk=pk)


def roles_in(campaign: Campaign) -> dict[int, str]:
    members = Membership.objects.in_year(campaign.bloc_id, campaign.year)
    return dict(members.order_by().values_list("unit_id", "role"))


def units_judged_by(user, campaign: Campaign) -> list[Unit]:
    """The members whose discipline the person records: never the own unit. One query, and what the rules ask."""
    members = Membership.objects.in_year(campaign.bloc_id, campaign.year).select_related("unit").order_by("position")
    roles = {member.unit_id: member.role for member in members}
    return [
        member.unit
        for member in members
        if may_record(user, Discipline(campaign=campaign, unit=member.unit), campaign, roles)
    ]


def may_record(user, row: Any, campaign: Campaign, roles: dict[int, str]) -> bool:
    row.campaign = campaign
    row._role_of_unit = roles.get(row.unit_id)  # asked by campaigns.predicates for each otherwise
    return may(user, RECORD, row)


def form_page(request, campaign: Campaign, form, heading: str, button: str, keep: str):
    context = {
        "campaign": campaign,
        "form": form,
        "heading": heading,
        "button": button,
        "cancel_url": reverse("disciplines", args=[campaign.pk]),
        "keep": keep,
    }
    return render(request, "awards/rules/discipline_form.html", context)
