"""Facts about a person and something of a year. Who may do what stands in khoi_thidua/rules.py."""

from rules import predicate

from units.models import Membership, Role
from units.predicates import is_deputy, is_head, is_member


@predicate
def is_own_unit(user, thing) -> bool:
    """The thing belongs to the person's own unit."""
    return thing is not None and user.is_authenticated and user.unit_id is not None and thing.unit_id == user.unit_id


@predicate
def is_of_head_unit(user, thing) -> bool:
    return thing is not None and _role_of_unit(thing) == Role.HEAD


@predicate
def is_of_deputy_unit(user, thing) -> bool:
    return thing is not None and _role_of_unit(thing) == Role.DEPUTY


def _role_of_unit(thing) -> str | None:
    """The role of the thing's unit in its year, asked once and kept on the thing."""
    if not hasattr(thing, "_role_of_unit"):
        memberships = Membership.objects.filter(unit=thing.unit_id, year=thing.year)
        thing._role_of_unit = memberships.values_list("role", flat=True).first()
    return thing._role_of_unit


# The unit's own staff, while the unit takes part in the year.
acts_for_unit = is_own_unit & is_member
# Whoever judges a unit's work: the head, and for the head's own unit the deputy. Never the own unit.
judges_unit = ~is_own_unit & ((is_head & ~is_of_head_unit) | (is_deputy & is_of_head_unit))
# Exemplars are the deputy's to select; those of the deputy's own unit the head's.
selects_exemplar = ~is_own_unit & ((is_deputy & ~is_of_deputy_unit) | (is_head & is_of_deputy_unit))
leads_year = is_head | is_deputy
