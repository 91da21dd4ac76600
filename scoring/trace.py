"""The full trace of a unit's total: every line with its rule in words, area by area, then the rungs to the total."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.arithmetic import (
    ZERO,
    Criterion,
    Kind,
    Line,
    Mark,
    Settings,
    UnitOutcome,
    differs,
)
from scoring.explain import Rung, entry_words, how, ladder, own_tie_sentence
from toolkit.numbers import decimal_text


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One criterion, every number in its printed form. `is_same` when both entries agree."""

    code: str
    title: str
    own: str
    own_points: str
    ours: str
    is_same: bool
    how: str
    points: str
    differs: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TraceGroup:
    title: str
    points: str
    lines: tuple[TraceLine, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """`tie` is the sentence that tells equal totals apart, or empty."""

    groups: tuple[TraceGroup, ...]
    rungs: tuple[Rung, ...]
    tie: str

    @property
    def differences(self) -> tuple[TraceLine, ...]:
        return tuple(line for group in self.groups for line in group.lines if line.differs)


def trace_of(
    unit: UnitOutcome,
    equals: Sequence[UnitOutcome],
    best: Mapping[str, Decimal],
    criteria: Sequence[Criterion],
    settings: Settings,
    titles: Mapping[int, str],
) -> Trace:
    """`equals` are the ranked units of the same total by rank; `best` the bloc's largest entries (B) by criterion."""
    lines = {line.criterion: line for line in unit.lines}
    told = {c.code: _line(c, lines[c.code], best.get(c.code)) for c in criteria}
    return Trace(
        groups=(*_area_groups(unit, criteria, told, titles), *_other_groups(criteria, lines, told)),
        rungs=tuple(ladder(unit, criteria, settings.bonus_cap)),
        tie=own_tie_sentence(unit, equals, settings.tie_break),
    )


def _line(criterion: Criterion, line: Line, best: Decimal | None) -> TraceLine:
    own, ours = entry_words(line.self_entry, criterion), entry_words(line.appraised, criterion)
    return TraceLine(
        code=criterion.code,
        title=criterion.title,
        own=own,
        own_points=decimal_text(line.self_points),
        ours=ours,
        is_same=own == ours,
        how=how(criterion, line.appraised, best),
        points=_signed(criterion, line.points),
        differs=differs(criterion, Mark(line.self_entry, line.appraised, line.reason)),
        reason=line.reason,
    )


def _signed(criterion: Criterion, points: Decimal) -> str:
    return f"−{decimal_text(points)}" if criterion.kind is Kind.PENALTY and points else decimal_text(points)


def _area_groups(
    unit: UnitOutcome, criteria: Sequence[Criterion], told: Mapping[str, TraceLine], titles: Mapping[int, str]
) -> Iterable[TraceGroup]:
    for number, points in unit.areas.items():
        lines = tuple(told[c.code] for c in criteria if c.area == number and c.kind.is_base)
        title = titles.get(number, "")
        yield TraceGroup(f"{number}. {title}" if title else f"Nội dung {number}", decimal_text(points), lines)


def _other_groups(
    criteria: Sequence[Criterion], lines: Mapping[str, Line], told: Mapping[str, TraceLine]
) -> Iterable[TraceGroup]:
    """Bonus and penalty, each with the sum of its lines (the ladder has the cap)."""
    for kind, title in ((Kind.BONUS, "Điểm thưởng"), (Kind.PENALTY, "Điểm trừ")):
        found = [c for c in criteria if c.kind is kind]
        if found:
            points = sum((lines[c.code].points for c in found), ZERO)
            yield TraceGroup(title, _signed(found[0], points), tuple(told[c.code] for c in found))
