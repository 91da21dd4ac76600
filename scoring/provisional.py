"""What a round under way would come to now: worked out as settling will work it out, and kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from scoring.arithmetic import (
    Criterion,
    Mark,
    NotSettleable,
    Settings,
    Sheet,
    UnitOutcome,
    Verdict,
    best_entries,
    outcome_lines,
    settle,
)
from scoring.charts import by_rank
from scoring.models import Round
from scoring.stored import criteria_of, rows_of, settings_of, sheets_of
from scoring.trace import Trace, trace_of


@dataclass(frozen=True)
class Provisional:
    """`units` best first, excluded ones last. While a line still lacks its appraised entry nobody is ranked or
    classified (`is_complete`), and the units stand in the order of the sheets.

    `titles` and `short_titles` name the areas by number.
    """

    criteria: tuple[Criterion, ...]
    settings: Settings
    units: tuple[UnitOutcome, ...]
    is_complete: bool
    titles: Mapping[int, str]
    short_titles: Mapping[int, str]

    @cached_property
    def best(self) -> dict[str, Decimal]:
        """B of every comparative criterion."""
        return best_entries(self.criteria, [{li.criterion: li.appraised for li in unit.lines} for unit in self.units])

    @cached_property
    def by_code(self) -> dict[str, Criterion]:
        return {criterion.code: criterion for criterion in self.criteria}

    def unit(self, code: str) -> UnitOutcome:
        return next(unit for unit in self.units if unit.unit == code)

    def left_out(self, unit: UnitOutcome) -> tuple[Criterion, ...]:
        """The criteria that do not apply to the unit."""
        codes = {line.criterion for line in unit.lines if line.appraised is Verdict.NOT_APPLICABLE}
        return tuple(c for c in self.criteria if c.code in codes)

    def trace(self, unit: UnitOutcome) -> Trace:
        equals = [u for u in self.units if u.rank is not None and u.total == unit.total]
        return trace_of(unit, equals, self.best, self.criteria, self.settings, self.titles)


def provisional_of(round: Round, *, concealed: str = "") -> Provisional:
    """Four queries, however large the round is; `round.criteria_set` is read too.

    `concealed` is the code of a unit that is counted as it scored itself: its appraisal is not to be told yet, nor
    through the bloc's best entry of a comparative criterion.
    """
    rows = rows_of(round.criteria_set)
    criteria, settings = criteria_of(rows), settings_of(round)
    sheets = tuple(_self_scored(sheet) if sheet.unit == concealed else sheet for sheet in sheets_of(round))
    units, is_complete = _outcomes(criteria, sheets, settings)
    areas = {row.area.number: row.area for row in rows if row.area}
    return Provisional(
        criteria,
        settings,
        by_rank(units),
        is_complete,
        {number: area.title for number, area in sorted(areas.items())},
        {number: area.short_title or area.title for number, area in sorted(areas.items())},
    )


def _outcomes(
    criteria: tuple[Criterion, ...], sheets: tuple[Sheet, ...], settings: Settings
) -> tuple[tuple[UnitOutcome, ...], bool]:
    try:
        return settle(criteria, sheets, settings), True
    except NotSettleable:
        return outcome_lines(criteria, sheets, settings), False


def _self_scored(sheet: Sheet) -> Sheet:
    marks = {code: Mark(m.self_entry, m.self_entry) for code, m in sheet.marks.items()}
    return replace(sheet, excluded="", votes=None, marks=marks)


# When it may be read, as sentences ----------------------------------------------------------------------------------


def reasons_not_to_show(round: Round) -> list[str]:
    if round.is_open_to_all:
        return []
    expected = f", dự kiến sau {moment(round.appraising_until)}" if round.appraising_until else ""
    return [f"Bảng điểm được mở cho mọi đơn vị từ bước Công khai trong Khối{expected}."]


def moment(at) -> str:
    """ "17:00 ngày 14/12/2026"."""
    return f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}"
