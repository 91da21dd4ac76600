"""One initiative: what it says, where it stands, and what the person looking may do about it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from campaigns.forms.initiatives import SeenOnlyForm
from campaigns.models import Initiative
from campaigns.predicates import is_own_unit, leads_year
from campaigns.similarity import most_similar
from campaigns.states import InitiativeState
from campaigns.views.initiatives.fetching import initiative_of
from toolkit.access import may
from units.predicates import is_administrator

sees_history = is_own_unit | leads_year | is_administrator
TEXTS = ("situation", "content", "novelty", "economic_effect", "social_effect", "scope", "conditions")


@require_safe
def initiative(request, pk):
    found = initiative_of(request, pk)
    judges = may(request.user, "campaigns.judge_initiative", found)
    context = {
        **told(found),
        "writes": found.campaign.is_open and may(request.user, "campaigns.write_initiative", found),
        "judges": judges,
        "seen": SeenOnlyForm(initial={"version": found.version}),
        "sees_history": sees_history(request.user, found),
        "similar": similar_to(found, request.user) if judges and found.state == InitiativeState.REGISTERED else [],
    }
    return render(request, "campaigns/initiative/page.html", context)


def told(found: Initiative) -> dict:
    """What every page that shows the whole of it needs."""
    return {
        "initiative": found,
        "campaign": found.campaign,
        "texts": [(_label(name), getattr(found, name)) for name in TEXTS if getattr(found, name)],
        "authors": found.authors.order_by("position"),
        "files": found.attachments.order_by("added_at", "pk"),
    }


def _label(name: str) -> str:
    words = str(Initiative._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def similar_to(found: Initiative, user) -> list[dict]:
    """Those of the bloc, of any year, whose titles say much the same. Two queries."""
    bloc = Initiative.objects.visible_to(user).handed_in().filter(campaign__bloc=found.bloc_id).exclude(pk=found.pk)
    titles = ((pk, text.split("\n", 1)[0]) for pk, text in bloc.order_by().values_list("pk", "search_text"))
    likest = most_similar(found.title, titles)
    rows = {row.pk: row for row in bloc.listed().select_related("campaign", "unit").filter(pk__in=dict(likest))}
    return [{"initiative": rows[pk], "per_cent": per_cent} for pk, per_cent in likest]
