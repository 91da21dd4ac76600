"""Facts about a person and a bloc's year. Who may do what stands in khoi_thidua/rules.py."""

from rules import predicate

from units.models import Membership, Role, User


def role_in(user: User, bloc_id: int, year: int) -> str | None:
    """The role of the person's unit in a bloc's year, asked once per request and kept on the user."""
    if not user.is_authenticated or user.unit_id is None:
        return None
    if not hasattr(user, "_roles"):
        rows = Membership.objects.filter(unit=user.unit_id).values_list("bloc_id", "year", "role")
        user._roles = {(bloc, its_year): role for bloc, its_year, role in rows}
    return user._roles.get((bloc_id, year))


def bloc_year(thing) -> tuple[int, int]:
    """The bloc and year an object belongs to; every object of a year answers `bloc_id` and `year`."""
    return thing.bloc_id, thing.year


@predicate
def is_head(user, thing) -> bool:
    return thing is not None and role_in(user, *bloc_year(thing)) == Role.HEAD


@predicate
def is_deputy(user, thing) -> bool:
    return thing is not None and role_in(user, *bloc_year(thing)) == Role.DEPUTY


@predicate
def is_member(user, thing) -> bool:
    """Of the bloc in that year, whatever the role."""
    return thing is not None and role_in(user, *bloc_year(thing)) is not None


@predicate
def is_administrator(user, thing=None) -> bool:
    return user.is_active and user.is_superuser


@predicate
def is_council(user, thing=None) -> bool:
    return getattr(user, "council_of_id", None) is not None
