"""Which units a tie-break ballot is held for: those the rest of the chain leaves equal. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from scoring.arithmetic import Criterion, Settings, Sheet, UnitOutcome, outcome_lines, ranking


def groups_to_vote(
    criteria: Sequence[Criterion], sheets: Sequence[Sheet], settings: Settings
) -> list[tuple[UnitOutcome, ...]]:
    """The groups of two or more units that share a rank while no vote is counted, the best rank first.

    What is not appraised yet counts as 0, so that the page can be opened before everything is in order.
    """
    outcomes = [replace(unit, votes=None) for unit in outcome_lines(criteria, sheets, settings)]
    standings = ranking(outcomes, settings.tie_break)
    groups: dict[int, list[UnitOutcome]] = {}
    for unit in outcomes:
        if standing := standings.get(unit.unit):
            groups.setdefault(standing.rank, []).append(unit)
    return [tuple(groups[rank]) for rank in sorted(groups) if len(groups[rank]) > 1]
