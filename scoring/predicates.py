"""Facts about a person and a sheet. Who may do what stands in khoi_thidua/rules.py."""

from rules import predicate

from campaigns.predicates import is_own_unit
from scoring.states import RoundState
from units.predicates import is_administrator, is_deputy, is_head, is_member


@predicate
def is_own_sheet(user, sheet) -> bool:
    return is_own_unit(user, sheet)


@predicate
def is_checker(user, check) -> bool:
    """The person's unit was asked to check another unit's sheet."""
    return check is not None and user.unit_id is not None and user.unit_id == check.checker_id != check.unit_id


@predicate
def objects(user, objection) -> bool:
    """The objection is of the person's own unit."""
    return objection is not None and user.unit_id is not None and objection.unit_id == user.unit_id


cross_checks = is_checker & is_member


def sees_history(user, sheet, round) -> bool:
    """What SeenWithSheet shows (scoring/history.py): the own sheet, and what was handed in to who leads the round."""
    is_draft = round.state in (RoundState.PREPARING, RoundState.SELF_SCORING) and not sheet.is_submitted
    leads = not is_draft and (is_head(user, round) or is_deputy(user, round))
    return is_own_sheet(user, sheet) or leads or is_administrator(user)
