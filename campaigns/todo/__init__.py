"""What waits for a person in the years that are open: `todos_of(user, at=…)`, two queries however much it is."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.states import CampaignState
from campaigns.todo import drives, exemplars, initiatives, meetings, plans, pledges, reports, suggestions, year
from campaigns.todo.base import Desk, Progress, Source, Todo, Waiting, waiting_rows

__all__ = ["Desk", "Progress", "Todo", "Waiting", "desk_of", "todos_of", "told", "waiting_at"]

SOURCES: tuple[Source, ...] = (
    *year.SOURCES,
    *pledges.SOURCES,
    *plans.SOURCES,
    *initiatives.SOURCES,
    *reports.SOURCES,
    *drives.SOURCES,
    *meetings.SOURCES,
    *exemplars.SOURCES,
    *suggestions.SOURCES,
)


def desk_of(user, *, at: datetime) -> Desk | None:
    """The unit's campaigns that are not closed; nothing for who belongs to no unit."""
    if not user.is_authenticated or user.unit_id is None:
        return None
    own = Campaign.objects.filter(bloc__memberships__unit=user.unit_id, bloc__memberships__year=F("year")).exclude(
        state=CampaignState.REVIEWED
    )
    member = {"own_role": F("bloc__memberships__role"), "own_code": F("bloc__memberships__unit__code")}
    found = list(own.annotate(**member).select_related("pledge").order_by("year", "pk"))
    return Desk(
        unit=user.unit_id,
        code=found[0].own_code if found else "",
        at=at,
        on=timezone.localdate(at),
        campaigns={campaign.pk: campaign for campaign in found},
        roles={campaign.pk: campaign.own_role for campaign in found},
    )


def waiting_at(desk: Desk | None, sources: tuple[Source, ...] = SOURCES) -> list[Waiting]:
    """What waits, not yet told: enough to count it. Apps above add sources of their own; it stays one query."""
    return list(waiting_rows(desk, sources)) if desk else []


def told(rows: Iterable[Waiting], sources: tuple[Source, ...] = SOURCES) -> list[Todo]:
    """The most pressing first."""
    tell = {source.key: source.tell for source in sources}
    return sorted((tell[row.source](row) for row in rows), key=lambda todo: todo.urgency)


def todos_of(user, *, at: datetime) -> list[Todo]:
    return told(waiting_at(desk_of(user, at=at)))
