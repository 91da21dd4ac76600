"""A unit's sheet as a page shows it: rows by area, sums, what is empty. The points are arithmetic's."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from campaigns.facts import NO_FACT, READERS, Fact, FactSource
from scoring import arithmetic
from scoring.actions.marks import Standing, reasons_not_to_enter
from scoring.actions.sheets import reasons_not_to_withdraw
from scoring.arithmetic import ZERO, Criterion, Kind, Settings, UnitOutcome, best_entries, outcome_lines
from scoring.entries import entry_from_text
from scoring.explain import Rung, ladder
from scoring.models import Evidence, Mark, Round, ScoreSheet
from scoring.reuse import reuse_of
from scoring.sheet_rows import NOTHING, Answer, Beside, Row, row_of
from scoring.states import RoundState, SheetState
from scoring.stored import criterion_of, sheets_of
from toolkit.numbers import decimal_text, plain_text

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
EXTRAS = 0  # where bonus and penalty stand: areas count from 1


@dataclass(frozen=True, slots=True)
class Group:
    """An area with its rows, or bonus and penalty together (`number` 0)."""

    number: int
    title: str
    note: str
    points: str
    of: str
    rows: tuple[Row, ...]
    appraised: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """The bar that stays in sight. `missing` are the rows of the first five kinds without an entry."""

    total: str
    base: str
    bonus: str
    penalty: str
    done: int
    count: int
    missing: tuple[Row, ...]
    rungs: tuple[Rung, ...]
    appraised: str = ""


@dataclass(frozen=True, slots=True)
class SheetPage:
    groups: tuple[Group, ...]
    sums: Sums

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    def row(self, pk: int) -> Row:
        return next(row for row in self.rows if row.pk == pk)

    def group_of(self, pk: int) -> Group:
        return next(group for group in self.groups if any(row.pk == pk for row in group.rows))

    @property
    def faults(self) -> list[Row]:
        return [row for row in self.rows if row.problems or row.choice]

    @property
    def is_writable(self) -> bool:
        return any(row.is_writable for row in self.rows)


# Reading --------------------------------------------------------------------------------------------------------------


def marks_of(sheet: ScoreSheet) -> list[Mark]:
    """In the order of the table, on the sheet's own objects. One query."""
    marks = list(sheet.marks.select_related("criterion__area").order_by("criterion__position", "criterion__pk"))
    for mark in marks:
        mark.sheet, mark.criterion.criteria_set = sheet, sheet.round.criteria_set
    return marks


def beside(sheet: ScoreSheet, marks: Sequence[Mark], *, user, at: datetime, with_facts: bool) -> Beside:
    """Evidence, what is shown twice, and the facts of the year: as many queries for any number of rows."""
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.filter(mark__sheet=sheet).order_by("added_at", "pk"):
        evidence[one.mark_id].append(one)
    reuse = reuse_of(Mark.objects.filter(sheet=sheet), user=user) if evidence else {}
    facts = facts_of_marks(sheet, marks, at) if with_facts else {}
    return Beside(facts, evidence, reuse)


def facts_of_marks(sheet: ScoreSheet, marks: Sequence[Mark], at: datetime) -> dict[int, tuple[str, Fact]]:
    """What the facts say for each line that names a source; what reads the same rows reads them once."""
    sources = {mark.criterion.source for mark in marks if mark.criterion.source}
    readers = dict.fromkeys(READERS[FactSource(source)] for source in sorted(sources))
    lines: dict[str, list] = defaultdict(list)
    for reader in readers:
        for source, unit, line in reader(sheet.round.campaign, timezone.localdate(at)):
            if unit == sheet.unit_id:
                lines[source].append(line)
    found = {source: Fact(tuple(lines[source])) if lines[source] else NO_FACT for source in sources}
    return {mark.pk: (mark.criterion.source, found[mark.criterion.source]) for mark in marks if mark.criterion.source}


# Building -------------------------------------------------------------------------------------------------------------


def page_of(
    sheet: ScoreSheet, marks: Sequence[Mark], *, at: datetime, may_enter: bool,
    answers: Mapping[int, Answer] | None = None, around: Beside = NOTHING,
) -> SheetPage:  # fmt: skip
    """The page of a sheet. Once the round is open to all the bloc is read too (two queries): its largest entries count
    for comparative lines, and the appraised entries are shown."""
    answers = answers or {}
    is_shown = sheet.round.is_open_to_all
    criteria = tuple(criterion_of(mark.criterion) for mark in marks)
    outcome, best = worked_out(sheet, marks, criteria)
    lines = {line.criterion: line for line in outcome.lines}
    rows = [
        row_of(
            mark, criterion, lines[criterion.code], answers.get(mark.pk), best=best.get(criterion.code),
            is_writable=may_enter and not reasons_not_to_enter(standing(mark), at), is_shown=is_shown, beside=around,
        )
        for mark, criterion in zip(marks, criteria, strict=True)
    ]  # fmt: skip
    return SheetPage(groups_of(marks, rows, outcome, settings_of(sheet.round)), sums_of(sheet, rows, criteria, outcome))


def standing(mark: Mark) -> Standing:
    """Where the line stands, from what was read with it."""
    sheet = mark.sheet
    return Standing(sheet.state, sheet.round.state, sheet.round.self_scoring_until, is_returned=mark.is_returned)


def settings_of(round: Round) -> Settings:
    """What a total needs; ranks and classifications do not concern one sheet."""
    return Settings(step=round.criteria_set.step, bonus_cap=round.criteria_set.bonus_cap)


def worked_out(
    sheet: ScoreSheet, marks: Sequence[Mark], criteria: Sequence[Criterion]
) -> tuple[UnitOutcome, dict[str, Decimal]]:
    """The unit's outcome and the largest entries it was worked out with.

    Before the round is open to all both entries are the unit's own, so that nothing of the appraisal shows through.
    """
    if sheet.round.is_open_to_all:
        sheets = sheets_of(sheet.round)
        best = best_entries(criteria, [{c.code: s.mark(c).self_entry for c in criteria} for s in sheets])
        outcomes = outcome_lines(criteria, sheets, settings_of(sheet.round))
        return next(outcome for outcome in outcomes if outcome.unit == sheet.unit.code), best
    own = {mark.criterion.code: entry_from_text(mark.self_entry) for mark in marks}
    twice = {code: arithmetic.Mark(entry, entry) for code, entry in own.items()}
    alone = arithmetic.Sheet(sheet.unit.code, sheet.unit_name, sheet.role, marks=twice)
    [outcome] = outcome_lines(criteria, [alone], settings_of(sheet.round))
    return outcome, best_entries(criteria, [own])


def groups_of(
    marks: Sequence[Mark], rows: Sequence[Row], outcome: UnitOutcome, settings: Settings
) -> tuple[Group, ...]:
    found: dict[int, list[tuple[Mark, Row]]] = defaultdict(list)
    for mark, row in zip(marks, rows, strict=True):
        found[mark.criterion.area.number if mark.criterion.area else EXTRAS].append((mark, row))
    own = {line.criterion: line.self_points for line in outcome.lines}
    ours = {line.criterion: line.points for line in outcome.lines}
    areas = [_area(number, found[number], own, outcome) for number in sorted(found) if number != EXTRAS]
    return (*areas, *([_extras(found[EXTRAS], own, ours, settings)] if EXTRAS in found else []))


def _area(number: int, pairs: Sequence[tuple[Mark, Row]], own: Mapping[str, Decimal], outcome: UnitOutcome) -> Group:
    reached = sum((own[row.code] for _, row in pairs), ZERO)
    maximum = sum((mark.criterion.maximum or ZERO for mark, _ in pairs), ZERO)
    title = f"{number}. {getattr(pairs[0][0].criterion.area, 'title', '')}"
    rows, ours = tuple(row for _, row in pairs), decimal_text(outcome.areas.get(number, ZERO))
    return Group(number, title, "", decimal_text(reached), plain_text(maximum), rows, ours)


def _extras(
    pairs: Sequence[tuple[Mark, Row]], own: Mapping[str, Decimal], ours: Mapping[str, Decimal], settings: Settings
) -> Group:
    rows = tuple(row for _, row in pairs)
    cap = f"Điểm thưởng tối đa {decimal_text(settings.bonus_cap)}; để" if settings.bonus_cap is not None else "Để"
    title, note = "Điểm thưởng và điểm trừ", f"{cap} trống là 0"
    return Group(EXTRAS, title, note, _balance(rows, own), "", rows, _balance(rows, ours))


def _balance(rows: Sequence[Row], points: Mapping[str, Decimal]) -> str:
    signed = sum((points[row.code] * (-1 if row.kind == Kind.PENALTY else 1) for row in rows), ZERO)
    return f"−{decimal_text(-signed)}" if signed < 0 else decimal_text(signed)


def sums_of(sheet: ScoreSheet, rows: Iterable[Row], criteria: Sequence[Criterion], outcome: UnitOutcome) -> Sums:
    base = [row for row in rows if row.is_base]
    missing = tuple(row for row in base if row.is_missing)
    is_shown = sheet.round.is_open_to_all
    return Sums(
        total=decimal_text(outcome.self_total), base=decimal_text(outcome.base), bonus=decimal_text(outcome.bonus),
        penalty=decimal_text(outcome.penalty), done=len(base) - len(missing), count=len(base), missing=missing,
        rungs=tuple(ladder(outcome, criteria, sheet.round.criteria_set.bonus_cap)),
        appraised=decimal_text(outcome.total) if is_shown else "",
    )  # fmt: skip


# Words about the sheet as a whole -------------------------------------------------------------------------------------


def until_words(until: datetime | None) -> str:
    """ "17:00 thứ Hai, 30/11/2026"."""
    if until is None:
        return ""
    local = timezone.localtime(until)
    return f"{local:%H:%M} {WEEKDAYS[local.weekday()]}, {local:%d/%m/%Y}"


def left_words(until: datetime, at: datetime) -> str:
    days = (timezone.localdate(until) - timezone.localdate(at)).days
    if at > until:
        return "đã quá hạn"
    return f"còn {days} ngày" if days else "hạn là hôm nay"


def tag_of(sheet: ScoreSheet) -> tuple[str, str]:
    """The words of the state and the class that colours them."""
    if sheet.round.state not in (RoundState.SELF_SCORING, RoundState.APPRAISING):
        return sheet.round.phase.label, "tag-done" if sheet.round.is_settled else "tag-doing"
    tones = {SheetState.SUBMITTED: "tag-done", SheetState.RETURNED: "tag-late"}
    return SheetState(sheet.state).label, tones.get(SheetState(sheet.state), "tag-doing")


def may_be_taken_back(sheet: ScoreSheet, at: datetime) -> bool:
    return not reasons_not_to_withdraw(sheet, at)
