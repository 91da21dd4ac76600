"""What is done to blocs, units and memberships."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from units.models import Bloc, Commune, Membership, Role, Unit


@dataclass(frozen=True, slots=True)
class Member:
    """A unit as it takes part in one year."""

    code: str
    name: str
    role: str


@transaction.atomic
def register_bloc(*, commune: str, city: str, number: str, name: str) -> Bloc:
    """The bloc with this number in the commune, made when missing and called `name`; its row stays locked."""
    home, _ = Commune.objects.get_or_create(name=commune, city=city)
    bloc, _ = Bloc.objects.select_for_update().get_or_create(commune=home, number=number, defaults={"name": name})
    if bloc.name != name:
        bloc.name = name
        bloc.save(update_fields=["name"])
    return bloc


@transaction.atomic
def enrol_members(bloc: Bloc, year: int, members: Sequence[Member]) -> list[Unit]:
    """Make or rename the units and give each its role of the year. Returns the units in the order given.

    Units of the year that are not named stay as plain members: what they did in another round of the year is kept.
    """
    known = {unit.code: unit for unit in bloc.units.all()}
    for member in members:
        unit = known.get(member.code)
        if unit and unit.name != member.name:
            unit.name = member.name
            unit.save(update_fields=["name"])
    missing = [Unit(bloc=bloc, code=m.code, name=m.name) for m in members if m.code not in known]
    known |= {unit.code: unit for unit in Unit.objects.bulk_create(missing)}
    units = [known[m.code] for m in members]

    memberships = Membership.objects.in_year(bloc, year)
    wanted = {unit.pk: (member.role, place) for place, (unit, member) in enumerate(zip(units, members, strict=True), 1)}
    # Roles first fall back to plain member, so that a rotating headship never meets "one head a year" half way.
    memberships.exclude(role=Role.MEMBER).update(role=Role.MEMBER)
    enrolled = {m.unit_id: m for m in memberships}
    for pk, (role, place) in wanted.items():
        if membership := enrolled.get(pk):
            membership.role, membership.position = role, place
    Membership.objects.bulk_update([enrolled[pk] for pk in wanted if pk in enrolled], ["role", "position"])
    Membership.objects.bulk_create(
        Membership(bloc=bloc, unit_id=pk, year=year, role=role, position=place)
        for pk, (role, place) in wanted.items()
        if pk not in enrolled
    )
    return units
