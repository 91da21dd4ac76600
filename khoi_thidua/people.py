"""Who is looking: the person's kind, unit, bloc and role, as the frame and the dashboards need them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from units.models import Bloc, Membership, Role, Unit


class Kind(StrEnum):
    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"
    COUNCIL = "council"
    ADMINISTRATOR = "administrator"
    NOBODY = "nobody"  # an account that belongs nowhere yet


@dataclass(frozen=True, slots=True)
class Person:
    """`year` is the one that is running, and `role` the own unit's role in it.

    `heads_a_year` holds for who heads this year or one to come. `short` names the place on a phone.
    """

    kind: Kind
    place: str = ""
    short: str = ""
    role: str = ""
    unit: Unit | None = None
    bloc: Bloc | None = None
    year: int | None = None
    heads_a_year: bool = False


def person_of(user) -> Person:
    """Asked once per request and kept on the user."""
    if not hasattr(user, "_person"):
        user._person = _person(user)
    return user._person


def _person(user) -> Person:
    if not user.is_authenticated:
        return Person(Kind.NOBODY)
    if user.unit_id:
        return _of_unit(user, timezone.localdate())
    if user.council_of_id:
        return Person(Kind.COUNCIL, place="Hội đồng TĐKT", short="Hội đồng", role=str(user.council_of))
    if user.is_superuser:
        return Person(Kind.ADMINISTRATOR, place=str(user), short="Quản trị", role="Người quản trị")
    return Person(Kind.NOBODY, place=str(user), short="Tài khoản", role="Chưa có đơn vị")


def _of_unit(user, on: date) -> Person:
    memberships = Membership.objects.filter(unit=user.unit_id).select_related("unit__bloc__commune")
    in_force = list(memberships.in_force(on).order_by("year"))
    now = in_force[0] if in_force else memberships.order_by("-year").first()
    if now is None:
        unit = Unit.objects.select_related("bloc__commune").get(pk=user.unit_id)
        return Person(Kind.MEMBER, unit.name, unit.code, "Chưa tham gia năm nào", unit, unit.bloc)
    kind = {Role.HEAD: Kind.HEAD, Role.DEPUTY: Kind.DEPUTY}.get(Role(now.role), Kind.MEMBER)
    heads = any(membership.role == Role.HEAD for membership in in_force)
    unit = now.unit
    return Person(kind, unit.name, unit.code, now.get_role_display(), unit, unit.bloc, now.year, heads)
