"""One item of the review meeting with everything the room looks at."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.arithmetic import UnitOutcome, line_points
from scoring.entries import entry_from_text
from scoring.explain import entry_words
from scoring.models import CheckedMark, Evidence, Mark, Objection
from scoring.provisional import Provisional
from scoring.review_items import Item, TieTable, tie_table
from scoring.stored import criterion_of
from scoring.trace import TraceLine
from toolkit.numbers import decimal_text

LINE = ("criterion__area", "criterion__criteria_set", "sheet__unit", "sheet__round__campaign__bloc__commune")


@dataclass(frozen=True, slots=True)
class ToldObjection:
    objection: Objection
    wanted: str


@dataclass(frozen=True, slots=True)
class ToldCheck:
    """What the unit that cross-checked would have entered."""

    checker: str
    entry: str
    points: str
    note: str


@dataclass(frozen=True, slots=True)
class LineDetail:
    """A line: the mark as it is stored, both entries with points and rule, its unit's total as it stands now."""

    mark: Mark
    told: TraceLine
    unit: UnitOutcome
    total: str
    maximum: str
    evidence: Sequence[Evidence]
    objections: Sequence[ToldObjection]
    checks: Sequence[ToldCheck]


def detail_of(line: int, found: Provisional) -> LineDetail:
    """Four queries; `line` is its key."""
    mark = Mark.objects.select_related(*LINE).get(pk=line)
    unit = found.unit(mark.sheet.unit.code)
    trace = found.trace(unit)
    told = next(line for group in trace.groups for line in group.lines if line.code == mark.criterion.code)
    maximum = mark.criterion.maximum
    return LineDetail(
        mark=mark,
        told=told,
        unit=unit,
        total=decimal_text(unit.total),
        maximum=decimal_text(maximum) if maximum is not None else "",
        evidence=list(Evidence.objects.filter(mark=mark).order_by("added_at", "pk")),
        objections=_objections(mark),
        checks=_checks(mark, found),
    )


def _objections(mark: Mark) -> list[ToldObjection]:
    rows = Objection.objects.filter(mark=mark).select_related("unit").order_by("filed_at", "pk")
    return [ToldObjection(one, _words(one.wanted, mark) if one.wanted else "") for one in rows]


def _checks(mark: Mark, found: Provisional) -> list[ToldCheck]:
    rows = CheckedMark.objects.filter(
        cross_check__round=mark.sheet.round_id,
        cross_check__unit=mark.sheet.unit_id,
        cross_check__done_at__isnull=False,
        criterion=mark.criterion_id,
    ).exclude(entry="")
    criterion = criterion_of(mark.criterion)
    best = found.best.get(criterion.code)
    return [
        ToldCheck(
            row.cross_check.checker.name,
            _words(row.entry, mark),
            decimal_text(line_points(criterion, entry_from_text(row.entry), best)),
            row.note,
        )
        for row in rows.select_related("cross_check__checker")
    ]


def _words(entry: str, mark: Mark) -> str:
    return entry_words(entry_from_text(entry), criterion_of(mark.criterion))


def tie_of(item: Item, found: Provisional) -> TieTable | None:
    """None when the totals have moved apart since something was decided about them."""
    return tie_table(item.group, found.settings.tie_break) if item.group else None
