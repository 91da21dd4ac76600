"""What is done to blocs, units, memberships and people's passwords."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Subquery
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from toolkit.history import Place, acting
from toolkit.reasons import require
from units.links import latest_link
from units.models import Bloc, Commune, Membership, Reading, Role, Unit, User
from units.predicates import reasons_not_to_change_roles, reasons_not_to_hand_over, reasons_not_to_let_in

# Letters and digits that nobody mistakes for another when they are read out or copied from paper.
PLAIN_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"


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
    enrolled = {m.unit_id: m for m in memberships.select_related("unit")}
    for pk, membership in enrolled.items():
        membership.role, membership.position = wanted.get(pk, (Role.MEMBER, membership.position))
    # Roles first fall back to plain member, so that a rotating headship never meets "one head a year" half way.
    memberships.exclude(role=Role.MEMBER).update(role=Role.MEMBER)
    # Whoever has to give the role up is among them as well: its history says so.
    bulk_update_with_history(list(enrolled.values()), Membership, ["role", "position"])
    made = [
        Membership(bloc=bloc, unit=unit, year=year, role=member.role, position=place)
        for place, (unit, member) in enumerate(zip(units, members, strict=True), 1)
        if unit.pk not in enrolled
    ]
    bulk_create_with_history(made, Membership)
    return units


# Roles by year ----------------------------------------------------------------------------------------------------


@transaction.atomic
def change_roles(bloc: Bloc, year: int, head: Unit, deputy: Unit | None, *, by: User | None, at: datetime) -> None:
    """Give the year another head and deputy. Everybody else becomes a plain member; places stay."""
    Bloc.objects.select_for_update().get(pk=bloc.pk)
    require(reasons_not_to_change_roles(bloc, year, head, deputy))
    memberships = Membership.objects.in_year(bloc, year)
    wanted = wanted_roles(head, deputy)
    # One row at a time, so that each leaves its own trace; first down, then up: a year never has two heads.
    with acting("Đổi vai trò trong năm", by=by):
        for membership in memberships.exclude(role=Role.MEMBER):
            if wanted.get(membership.unit_id) != membership.role:
                membership.role = Role.MEMBER
                membership.save(update_fields=["role"])
        for membership in memberships.filter(unit__in=wanted):
            if membership.role != wanted[membership.unit_id]:
                membership.role = wanted[membership.unit_id]
                membership.save(update_fields=["role"])


@transaction.atomic
def hand_over_headship(
    bloc: Bloc, year: int, head: Unit, deputy: Unit | None, *, by: User | None, at: datetime
) -> list[Membership]:
    """The units of the year before take part in `year` too, with this head and deputy. The year before stays as it is.

    Rights follow the membership of a year, so every right of the head goes with it.
    """
    Bloc.objects.select_for_update().get(pk=bloc.pk)
    require(reasons_not_to_hand_over(bloc, year, head, deputy))
    wanted = wanted_roles(head, deputy)
    made = [
        Membership(bloc=bloc, unit_id=last.unit_id, year=year, position=last.position,
                   role=wanted.get(last.unit_id, Role.MEMBER))
        for last in Membership.objects.in_year(bloc, year - 1).order_by("position", "pk")
    ]  # fmt: skip
    with acting(f"Giao vai trò năm {year}", by=by):
        for membership in made:
            membership.save()
    return made


def wanted_roles(head: Unit, deputy: Unit | None) -> dict[int, Role]:
    return {head.pk: Role.HEAD} | ({deputy.pk: Role.DEPUTY} if deputy else {})


# Passwords and sessions -------------------------------------------------------------------------------------------


def issue_password_link(person: User) -> tuple[str, str]:
    """The two parts of a one-time link, good for PASSWORD_RESET_TIMEOUT; the person's earlier links end with it."""
    require(reasons_not_to_let_in(person))
    return urlsafe_base64_encode(force_bytes(person.pk)), latest_link.make_token(person)


@transaction.atomic
def issue_temporary_password(person: User) -> str:
    """A password to hand over, shown once and kept nowhere; it opens nothing but the page where it is changed.

    Twelve characters of 31, 59 bits.
    """
    require(reasons_not_to_let_in(person))
    words = ("".join(secrets.choice(PLAIN_CHARACTERS) for _ in range(4)) for _ in range(3))
    password = "-".join(words)
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    return password


def end_sessions(person: User) -> None:
    """Log the person out everywhere: no session opened before now passes its check again."""
    User.objects.filter(pk=person.pk).update(session_generation=F("session_generation") + 1)


# What is taken away ---------------------------------------------------------------------------------------------------


def note_reading(
    user: User, kind: str, about: str, *, at: datetime, page: str = "", place: Place | None = None
) -> None:
    """Keep that somebody took a paper or an export away. `place` says whose it was, `page` where its history stands."""
    own_unit = Unit.objects.filter(people=user)
    if place is None:
        place = Place(of=0, bloc=own_unit.values_list("bloc", flat=True).first())
    Reading.objects.create(
        kind=kind,
        at=at,
        by=user,
        by_name=str(user)[:150],
        # Looked up by the database as it writes: a download costs one query more, not two.
        by_place=Subquery(own_unit.values("name")) if user.unit_id else user.place_words[:255],
        about=about[:1000],
        page=page,
        of=place.of,
        bloc=place.bloc,
        year=place.year,
        unit=user.unit_id,
    )
