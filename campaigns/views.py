"""A bloc's year: its content areas with their tasks, its units with their roles, the legal bases it cites."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from campaigns.models import Campaign, LegalBasis
from units.models import Membership
from units.predicates import is_administrator, is_deputy, is_head


@require_safe
def campaign_list(request):
    campaigns = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    ordered = campaigns.order_by("-year", "bloc__commune__name", "bloc__number", "pk")
    return render(request, "campaigns/campaign_list.html", {"campaigns": ordered})


@require_safe
def campaign(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    found = get_object_or_404(visible, pk=pk)
    user, members = request.user, Membership.objects.visible_to(request.user).in_year(found.bloc, found.year)
    context = {
        "campaign": found,
        "areas": found.areas.prefetch_related("tasks").order_by("number"),
        "members": members.select_related("unit").order_by("position", "pk"),
        "sees_histories": is_head(user, found) or is_deputy(user, found) or is_administrator(user),
        "bases": LegalBasis.objects.filter(bloc=found.bloc).order_by("position", "pk"),
        "rounds": found.rounds.settled().visible_to(request.user).order_by("-pk"),
    }
    return render(request, "campaigns/campaign.html", context)
