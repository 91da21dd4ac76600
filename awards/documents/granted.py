"""Awards that were given and kỷ luật, as achievement reports list them."""

from collections.abc import Iterable

from awards.models import Discipline, GrantedAward
from campaigns.documents.wording import day
from campaigns.models import Campaign
from toolkit.text import clean
from units.models import Unit

NONE = "Không."


def awards_of(unit: Unit, person: str = "") -> tuple[str, ...]:
    """What the unit was given, or a person of it; the latest first. One query."""
    rows = GrantedAward.objects.filter(unit=unit, person_name=person).order_by("-decided_on", "form", "pk")
    return tuple(_award(row) for row in rows)


def _award(row: GrantedAward) -> str:
    decision = f"Quyết định số {clean(row.decision_number)} ngày {day(row.decided_on)} của {clean(row.body)}"
    return f"Năm {row.year}: {clean(row.form)}, {decision}"


def disciplines_of(campaign: Campaign, unit: Unit) -> list[Discipline]:
    """Of the unit and of its people in the year. One query."""
    return list(Discipline.objects.filter(campaign=campaign, unit=unit).order_by("-decided_on", "pk"))


def of_unit(found: Iterable[Discipline]) -> tuple[str, ...]:
    """People are not named on a unit's paper."""
    return tuple(f"{'Cá nhân' if row.person_name else 'Tập thể'}: {_discipline(row)}" for row in found)


def of_person(found: Iterable[Discipline], name: str) -> tuple[str, ...]:
    return tuple(_discipline(row) for row in found if clean(row.person_name).casefold() == clean(name).casefold())


def _discipline(row: Discipline) -> str:
    body = f" của {clean(row.body)}" if row.body else ""
    return f"{clean(row.form)}, Quyết định số {clean(row.decision_number)} ngày {day(row.decided_on)}{body}"
