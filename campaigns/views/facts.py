"""Số liệu năm: what the year left behind for scoring, and the list behind every number."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.facts import NO_FACT, FactSource, all_facts
from campaigns.models import Campaign
from campaigns.predicates import leads_year
from toolkit.access import get_permitted
from toolkit.downloads import attachment
from toolkit.spreadsheets import NewSheet, write_sheets
from units.models import Membership

SEE_YEAR = "Số liệu năm dành cho các đơn vị của Khối."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def campaign_of(request, pk) -> Campaign:
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    return get_permitted(request, "campaigns.see_year", visible, pk=pk, refusal=SEE_YEAR)


def members_of(campaign: Campaign):
    members = Membership.objects.in_year(campaign.bloc, campaign.year).select_related("unit")
    return members.order_by("position", "pk")


def table_of(campaign: Campaign, on):
    """(membership, [(source, fact)]) of every unit of the year."""
    found = all_facts(campaign, on=on)
    return [(m, [(s, found[s].get(m.unit_id, NO_FACT)) for s in FactSource]) for m in members_of(campaign)]


@require_safe
def facts(request, pk):
    campaign = campaign_of(request, pk)
    today = timezone.localdate()
    context = {
        "campaign": campaign,
        "rows": table_of(campaign, today),
        "sources": list(FactSource),
        "today": today,
    }
    return render(request, "campaigns/facts/facts.html", context)


@require_safe
def facts_of_unit(request, pk, code):
    campaign = campaign_of(request, pk)
    unit = get_object_or_404(members_of(campaign), unit__code=code).unit
    today = timezone.localdate()
    found = all_facts(campaign, on=today)
    user = request.user
    context = {
        "campaign": campaign,
        "unit": unit,
        "parts": [(source, found[source].get(unit.pk, NO_FACT)) for source in FactSource],
        "today": today,
        "sees_all": user.is_superuser or user.unit_id == unit.pk or leads_year(user, campaign),
    }
    return render(request, "campaigns/facts/facts_of_unit.html", context)


@require_safe
def facts_xlsx(request, pk):
    campaign = campaign_of(request, pk)
    today = timezone.localdate()
    header = ["Mã", "Đơn vị", *(source.label for source in FactSource)]
    rows = [[m.unit.code, m.unit.name, *(fact.count for _, fact in found)] for m, found in table_of(campaign, today)]
    sheet = NewSheet("Số liệu năm", [header, *rows], widths=(10, 44, *(16 for _ in FactSource)), frozen_columns=2)
    response = HttpResponse(write_sheets([sheet]), content_type=XLSX)
    return attachment(response, f"so-lieu-{campaign.year}-{today:%Y%m%d}.xlsx")
