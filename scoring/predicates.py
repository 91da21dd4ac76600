"""Facts about a person and a sheet. Who may do what stands in khoi_thidua/rules.py."""

from rules import predicate

from units.predicates import is_administrator, is_deputy, is_head


@predicate
def is_own_sheet(user, sheet) -> bool:
    return sheet is not None and user.unit_id is not None and sheet.unit_id == user.unit_id


def sees_history(user, sheet, round) -> bool:
    """What SeenWithSheet shows (scoring/history.py): the own sheet, and every sheet of the round to who leads it."""
    return is_own_sheet(user, sheet) or is_head(user, round) or is_deputy(user, round) or is_administrator(user)
