"""What a draft's numbers would have done to the last settled ranking. Nothing is stored.

The entries of that round are matched to the draft by criterion code and kind, and reckoned anew by scoring.arithmetic.
What stands in one of the two tables alone is left out of the reckoning and named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.arithmetic import Criterion, Kind, Mark, Settings, Sheet, UnitOutcome, outcome_lines, ranking
from scoring.models import CriteriaSet, Round, UnitResult
from scoring.stored import criteria_of, rows_of, settings_of, sheets_of
from toolkit.text import fold


@dataclass(frozen=True, slots=True)
class Before:
    """A settled round: what was entered, and by unit code the rank and total it settled to."""

    name: str
    criteria: tuple[Criterion, ...]
    sheets: tuple[Sheet, ...]
    settings: Settings
    places: Mapping[str, tuple[int | None, Decimal]]


@dataclass(frozen=True, slots=True)
class Move:
    """One unit: as it was settled, and as it would be. A rank is None where the unit was excluded."""

    unit: str
    name: str
    rank_before: int | None
    rank: int | None
    total_before: Decimal
    total: Decimal

    @property
    def steps(self) -> int:
        """Places gained; negative when lost."""
        return 0 if self.rank is None or self.rank_before is None else self.rank_before - self.rank


@dataclass(frozen=True, slots=True)
class Capped:
    """A graded criterion whose new maximum is below what was given: (unit name, entry), reckoned as the maximum."""

    code: str
    maximum: Decimal
    entries: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """`matched` criteria were reckoned; the others stand in one table alone, or changed their kind."""

    round: str
    moves: tuple[Move, ...]
    matched: tuple[Criterion, ...]
    only_before: tuple[str, ...]
    only_draft: tuple[str, ...]
    other_kind: tuple[str, ...]
    capped: tuple[Capped, ...]

    @property
    def moved(self) -> int:
        return sum(1 for move in self.moves if move.steps)


def last_settled(table: CriteriaSet) -> Round | None:
    """The bloc's latest settled round; what is shown of it every unit of the bloc may read."""
    rounds = Round.objects.settled().filter(campaign__bloc=table.campaign.bloc_id)
    return rounds.select_related("criteria_set").order_by("-result__settled_at", "-pk").first()


def before_of(round: Round) -> Before:
    """Six queries, however many units and criteria."""
    results = UnitResult.objects.filter(result__round=round).order_by()
    return Before(
        name=round.name,
        criteria=criteria_of(rows_of(round.criteria_set)),
        sheets=sheets_of(round),
        settings=settings_of(round),
        places={code: (rank, total) for code, rank, total in results.values_list("sheet__unit__code", "rank", "total")},
    )


def effect_of(before: Before, draft: Sequence[Criterion], bonus_cap: Decimal | None) -> Effect:
    """The ranking of that round under the draft's numbers."""
    known = {fold(c.code): c for c in before.criteria}
    drafted = {fold(c.code): c for c in draft}
    # Under the code the entries stand by: a code may have changed its spelling.
    matched = tuple(
        replace(c, code=known[key].code) for key, c in drafted.items() if key in known and known[key].kind is c.kind
    )
    sheets, capped = capped_sheets(before.sheets, matched)
    outcomes = outcome_lines(matched, sheets, replace(before.settings, bonus_cap=bonus_cap))
    return Effect(
        round=before.name,
        moves=_moves(before, outcomes),
        matched=matched,
        only_before=tuple(c.code for key, c in known.items() if key not in drafted),
        only_draft=tuple(c.code for key, c in drafted.items() if key not in known),
        other_kind=tuple(c.code for key, c in drafted.items() if key in known and known[key].kind is not c.kind),
        capped=capped,
    )


def _moves(before: Before, outcomes: Sequence[UnitOutcome]) -> tuple[Move, ...]:
    """Best first, excluded units last."""
    standings = ranking(outcomes, before.settings.tie_break)
    moves = []
    for outcome in outcomes:
        rank, total = before.places[outcome.unit]
        standing = standings.get(outcome.unit)
        new_rank = standing.rank if standing else None
        moves.append(Move(outcome.unit, outcome.name, rank, new_rank, total, outcome.total))
    return tuple(sorted(moves, key=lambda move: (move.rank is None, move.rank or 0)))


def capped_sheets(
    sheets: Sequence[Sheet], criteria: Sequence[Criterion]
) -> tuple[tuple[Sheet, ...], tuple[Capped, ...]]:
    """Points given above a new maximum come down to it: they cannot be given any more, and nobody guesses a scale."""
    found = []
    for criterion in (c for c in criteria if c.kind is Kind.GRADED and c.maximum is not None):
        if above := _above(sheets, criterion.code, criterion.maximum or Decimal(0)):
            found.append(Capped(criterion.code, criterion.maximum or Decimal(0), above))
    tops = {capped.code: capped.maximum for capped in found}
    return tuple(replace(sheet, marks=_capped(sheet.marks, tops)) for sheet in sheets), tuple(found)


def _above(sheets: Sequence[Sheet], code: str, maximum: Decimal) -> tuple[tuple[str, Decimal], ...]:
    entries = [(s.name, s.marks[code].appraised) for s in sheets if code in s.marks]
    return tuple((name, entry) for name, entry in entries if isinstance(entry, Decimal) and entry > maximum)


def _capped(marks: Mapping[str, Mark], tops: Mapping[str, Decimal]) -> dict[str, Mark]:
    return {code: _lowered(mark, tops[code]) if code in tops else mark for code, mark in marks.items()}


def _lowered(mark: Mark, top: Decimal) -> Mark:
    entry = mark.appraised
    return replace(mark, appraised=min(entry, top)) if isinstance(entry, Decimal) else mark
