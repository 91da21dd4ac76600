"""Whom the units of a year nominate: what waits, who uses how much of each quota, the list with its filters."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.forms.nominations import NominationFilter
from awards.models import Nomination
from awards.person_words import uses_by_unit
from awards.states import NominationState
from awards.views.people.fetching import RULES, may_nominate
from awards.views.people.rules import rules_of
from campaigns.predicates import leads_year
from campaigns.views.of_year import year_seen
from toolkit.access import may
from units.models import Membership, Role
from units.predicates import is_administrator

LINES = 50
S = NominationState


@require_safe
def people_awards(request, pk):
    campaign = year_seen(request, pk)
    rules = list(rules_of(campaign))
    units = uses_by_unit(campaign, rules, request.user.unit_id)
    form = NominationFilter(request.GET, rules=rules, units=[row.unit for row in units])
    seen = Nomination.objects.visible_to(request.user).filter(campaign=campaign).select_related("unit", "rule")
    found = form.applied_to(seen).order_by("rule__position", "unit__name", "full_name", "pk")
    query = request.GET.copy()
    query.pop("trang", None)
    sees_all = (leads_year | is_administrator)(request.user, campaign)
    context = {
        "campaign": campaign,
        "rules": rules,
        "units": units if sees_all else [row for row in units if row.is_mine],
        "mine": next((row for row in units if row.is_mine), None),
        "sees_all": sees_all,
        "form": form,
        "page": Paginator(found, LINES).get_page(request.GET.get("trang")),
        "query": query.urlencode(),
        "to_judge": to_judge(request.user, campaign),
        "may_write": may_nominate(request, campaign),
        "edits_rules": may(request.user, RULES, campaign),
    }
    return render(request, "awards/people/list.html", context)


def to_judge(user, campaign) -> list[Nomination]:
    """What waits for this person, the oldest first: at most a page of it."""
    role = Membership.objects.in_year(campaign.bloc_id, campaign.year).filter(unit=user.unit_id)
    mine = role.values_list("role", flat=True).first() if user.unit_id else None
    if mine not in (Role.HEAD, Role.DEPUTY):
        return []
    waiting = Nomination.objects.filter(campaign=campaign, state=S.SUBMITTED).exclude(unit=user.unit_id)
    heads = Membership.objects.in_year(campaign.bloc_id, campaign.year).filter(role=Role.HEAD).values("unit")
    judged = waiting if mine == Role.HEAD else waiting.filter(unit__in=heads)
    return list(judged.select_related("unit", "rule").order_by("submitted_at", "pk")[:LINES])
