"""{% ballot_link round %}: whether votes that are typed by hand come from a ballot already."""

from typing import Any

from django import template

from awards.models import Ballot
from awards.states import BallotKind, BallotState

register = template.Library()


@register.inclusion_tag("awards/ballots/_link.html")
def ballot_link(round: Any) -> dict[str, Any]:
    """One query."""
    ballots = Ballot.objects.filter(round=round, kind=BallotKind.RANK_TIE).exclude(state=BallotState.CANCELLED)
    states = list(ballots.order_by("pk").values_list("state", flat=True))
    return {"round": round, "is_closed": BallotState.CLOSED in states, "is_live": bool(states)}
