"""A unit's file beside its sheet as it stands, and the confirmed lines written."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from awards.offline.comparison import Comparison, Line, checked, line_of, refused
from awards.offline.merging import Choice, Content
from awards.offline.origin import origin_of_sheet
from awards.offline.unit_file import marks_of, read_unit_file, self_content
from scoring.actions.marks import SelfEntry, Standing, enter_mark, reasons_not_to_enter, reasons_not_to_take
from scoring.models import Mark, ScoreSheet
from scoring.stored import criterion_of, settings_of
from toolkit.reasons import NotPossible


def compare_sheet(sheet: ScoreSheet, data: bytes, *, at: datetime) -> Comparison:
    """Raises SpreadsheetFaults. `sheet` with its round, table, bloc and commune; two queries at any size."""
    marks, round = marks_of(sheet), sheet.round
    criteria = tuple(criterion_of(mark.criterion) for mark in marks)
    filled = read_unit_file(data, origin_of_sheet(sheet), criteria, round.criteria_set.step)
    names = (sheet.unit.code, sheet.unit_name)
    lines = [line_of(m, c, names, self_content(m), filled) for m, c in zip(marks, criteria, strict=True)]
    lines = [refused(line, reasons_not_to_enter(_standing(line.mark, sheet), at)) for line in lines]
    comparison = Comparison(lines, filled.notes, criteria, settings_of(round))
    return checked(comparison, filled, lambda line: reasons_not_to_take(line.mark, _self_entry(line, line.filled)))


def _standing(mark: Mark, sheet: ScoreSheet) -> Standing:
    return Standing(sheet.state, sheet.round.state, sheet.round.self_scoring_until, mark.is_returned)


def reasons_against_upload(sheet: ScoreSheet, marks: Sequence[Mark], at: datetime) -> list[str]:
    """Why no line of the sheet can be written just now; empty when at least one can."""
    reasons = [reasons_not_to_enter(_standing(mark, sheet), at) for mark in marks]
    return [] if any(not found for found in reasons) else next(iter(reasons), ["Phiếu chưa có tiêu chí nào."])


def _self_entry(line: Line, content: Content) -> SelfEntry:
    """An entry that stays keeps where it came from."""
    fact_count = line.mark.fact_count if content.entry == line.mark.self_entry else None
    return SelfEntry(content.entry, content.words, fact_count)


@transaction.atomic
def write_sheet(comparison: Comparison, choices: Mapping[int, Choice], *, by, at: datetime) -> int:
    """How many lines were written: all that were confirmed, or none.

    Raises Undecided, NotPossible, ChangedMeanwhile.
    """

    lines = comparison.to_write(choices)
    for line, content in lines:
        try:
            enter_mark(line.mark, _self_entry(line, content), seen=line.mark.version, by=by, at=at)
        except NotPossible as problem:
            raise NotPossible([f"{line.name}: {reason}" for reason in problem.reasons]) from problem
    return len(lines)
