"""Whose rounds and sheets these are: what the sources of rounds share."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.todo.base import Desk
from scoring.models import BASE_KINDS, Mark
from units.models import Membership, Role


def rounds_of(desk: Desk, *roles: str) -> list[int]:
    """The campaigns, drafts too, in which the unit has one of these roles: a round may begin before the year does."""
    return [pk for pk, role in desk.roles.items() if role in roles]


def unappraised() -> QuerySet:
    """The lines somebody still has to look at: what scoring.readiness names, asked of the database."""
    is_claimed = ~Q(self_entry__in=["", "0"]) & Q(reason="")  # a bonus or penalty that is not 0
    return Mark.objects.filter(Q(criterion__kind__in=BASE_KINDS) | is_claimed, appraised_entry="", remark="")


def judged(rows: QuerySet, desk: Desk, path: str) -> QuerySet | None:
    """Of the sheets at `path` those the person appraises (campaigns.predicates.judges_unit); None for who does not."""
    headed, deputised = rounds_of(desk, Role.HEAD), rounds_of(desk, Role.DEPUTY)
    if not headed and not deputised:
        return None
    heads = Membership.objects.filter(
        unit=OuterRef(f"{path}unit"),
        bloc=OuterRef(f"{path}round__campaign__bloc"),
        year=OuterRef(f"{path}round__campaign__year"),
        role=Role.HEAD,
    )
    campaign = f"{path}round__campaign__in"
    by_head = Q(**{campaign: headed}) & ~Q(**{f"{path}unit": desk.unit})
    return rows.filter(by_head | (Q(Exists(heads)) & Q(**{campaign: deputised})))
