"""Khen thưởng of a year: from the rules to the certificates, every round with its steps."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.awards_year import rounds_of, year_links
from campaigns.models import Campaign
from scoring.models import Round
from toolkit.lists import year_choices
from units.predicates import is_council


@require_safe
def awards_year(request):
    """A year has a place here from its first round, or for the bloc from the day its campaign is written."""
    seen = Round.objects.visible_to(request.user)
    campaigns = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    of_rounds, _ = year_choices(seen, "campaign__year", None)
    of_campaigns, _ = year_choices(campaigns, "year", None)
    years = sorted({*of_rounds, *of_campaigns}, reverse=True)
    asked = request.GET.get("nam")
    usual = of_rounds[0] if of_rounds else next(iter(years), None)
    year = next((each for each in years if str(each) == asked), usual)
    rounds = seen.filter(campaign__year=year).select_related("campaign__bloc__commune")
    ordered = list(rounds.order_by("campaign__bloc__commune__name", "campaign__bloc__number", "-pk"))
    shown = rounds_of(request.user, ordered)
    context = {
        "years": years,
        "year": year,
        "rounds": shown,
        "next": next((found.next for found in shown if found.next), None),
        "of_year": year_links(request.user, list(campaigns.filter(year=year).order_by("bloc", "pk"))),
        "is_council": is_council(request.user),
    }
    return render(request, "awards/submissions/year.html", context)
