"""A round's file beside the round as it stands, and the confirmed lines of the appraisal written."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from awards.offline.comparison import Comparison, Line, checked, line_of, refused
from awards.offline.filled import Filled
from awards.offline.merging import Change, Choice
from awards.offline.origin import origin_of_round
from awards.offline.phrasing import entry_shown
from awards.offline.round_file import Frame, appraised_content, read_round_file
from scoring.actions.marks import Appraisal, Standing, reasons_against, reasons_not_to_appraise
from scoring.actions.marks_together import appraise_marks
from scoring.arithmetic import Entry
from scoring.entries import entry_from_text
from scoring.grid import shows_own, with_role
from scoring.models import Mark, Round, ScoreSheet
from scoring.states import RoundState, SheetState
from scoring.stored import criteria_of, rows_of, settings_of
from toolkit.access import may

NOT_NOW = "Sổ chấm điểm của cả kỳ được nạp ở bước thẩm định. Kỳ chấm đang ở bước {}."
OWN_UNIT = "Đơn vị mình do {} thẩm định."
OTHERS = "Điểm của đơn vị này do Trưởng Khối thẩm định."
MOST_NAMED = 10
DEED = "Thẩm định (nạp từ Excel)"


def reasons_against_upload(round: Round) -> list[str]:
    return [] if round.phase is RoundState.APPRAISING else [NOT_NOW.format(round.phase.words)]


def sheets_seen(round: Round, person) -> list[ScoreSheet]:
    """The sheets the person sees, each with its unit and the role that unit has this year. One query."""
    visible = with_role(ScoreSheet.objects.in_round(round).visible_to(person), "unit", "round")
    found = list(visible.select_related("unit").order_by("position", "pk"))
    for sheet in found:
        sheet.round = round
    return found


def marks_of(round: Round, sheets: Sequence[ScoreSheet]) -> list[Mark]:
    """Every line of the sheets by sheet and criterion, each with both. Two queries."""
    by_sheet = {sheet.pk: sheet for sheet in sheets}
    criteria = {row.pk: row for row in rows_of(round.criteria_set)}
    places = {pk: place for place, pk in enumerate(criteria)}
    marks = [mark for mark in Mark.objects.in_round(round).order_by("pk") if mark.sheet_id in by_sheet]
    for mark in marks:
        mark.sheet, mark.criterion = by_sheet[mark.sheet_id], criteria[mark.criterion_id]
    return sorted(marks, key=lambda mark: (mark.sheet.position, mark.sheet_id, places[mark.criterion_id]))


def as_seen(mark: Mark, person) -> Mark:
    """The line with what the grid of the appraisal shows of it (scoring.grid) and no more.

    Before the round is shown nobody reads what the own unit was given, and what a unit is correcting is its own.
    """
    sheet = mark.sheet
    if sheet.round.is_open_to_all:
        return mark
    is_mine = sheet.unit_id == person.unit_id
    hides_own = not is_mine and (not shows_own(sheet) or mark.is_returned)
    hides_ours = is_mine or sheet.state == SheetState.RETURNED
    if not hides_own and not hides_ours:
        return mark
    seen = copy(mark)
    if hides_own:
        seen.self_entry = ""
    if hides_ours:
        seen.appraised_entry = seen.reason = ""
    return seen


def _unseen(whole: Sequence[Mark], seen: Sequence[Mark]) -> list[dict[str, Entry]]:
    """What was hidden and still counts for the bloc's largest entry (B), as it does on the screen: of the own unit
    what it entered itself (scoring.grid)."""
    pairs = zip(whole, seen, strict=True)
    hidden = [mark for mark, shown in pairs if mark.appraised_entry != shown.appraised_entry]
    return [{mark.criterion.code: entry_from_text(_counted(mark))} for mark in hidden]


def _counted(mark: Mark) -> str:
    return mark.appraised_entry if mark.sheet.state == SheetState.RETURNED else mark.self_entry


def compare_round(round: Round, data: bytes, *, by, at: datetime) -> Comparison:
    """Raises SpreadsheetFaults. `round` with its table, bloc and commune; the queries do not grow."""
    sheets, criteria = sheets_seen(round, by), criteria_of(rows_of(round.criteria_set))
    units = round.sheets.order_by("position", "pk").values_list("unit__code", "unit_name", "role")
    frame = Frame(list(units), criteria, round.criteria_set.step)
    filled = read_round_file(data, origin_of_round(round), frame)
    by_code = {criterion.code: criterion for criterion in criteria}
    refusals = {sheet.pk: refusal_of(sheet, by) for sheet in sheets}
    lines, whole = [], marks_of(round, sheets)
    marks = [as_seen(mark, by) for mark in whole]
    for mark in marks:
        names = (mark.sheet.unit.code, mark.sheet.unit_name)
        line = line_of(mark, by_code[mark.criterion.code], names, appraised_content(mark), filled)
        reasons = refusals[mark.sheet_id] or reasons_not_to_appraise(_standing(mark))
        lines.append(refused(_with_basis(line, filled), reasons))
    notes = [*filled.notes, *_self_notes(lines, filled)]
    comparison = Comparison(lines, notes, criteria, settings_of(round), _unseen(whole, marks))
    return checked(
        comparison, filled, lambda line: reasons_against(line.mark, Appraisal(*line.filled), _standing(line.mark))
    )


def refusal_of(sheet: ScoreSheet, person) -> list[str]:
    """Why the person does not appraise this unit."""
    if may(person, "scoring.appraise_sheet", sheet):
        return []
    if sheet.unit_id != person.unit_id:
        return [OTHERS]
    return [OWN_UNIT.format("Phó Trưởng Khối" if sheet.role == "head" else "Trưởng Khối")]


def _standing(mark: Mark) -> Standing:
    round = mark.sheet.round
    return Standing(mark.sheet.state, round.state, round.self_scoring_until, mark.is_returned)


def _with_basis(line: Line, filled: Filled) -> Line:
    """An appraisal of what the unit entered before, and not of what it enters now, is a conflict too."""
    base = filled.bases.get((line.unit, line.criterion.code))
    if line.change is not Change.FILE or base is None or base.self_entry == line.mark.self_entry:
        return line
    was, now = (entry_shown(text, line.criterion) for text in (base.self_entry, line.mark.self_entry))
    basis = f"Đơn vị đã sửa tự chấm sau khi tải tệp: {was} thành {now}."
    return replace(line, change=Change.BOTH, basis=basis)


def _self_notes(lines: Sequence[Line], filled: Filled) -> list[str]:
    """Self entries are the units' own: where the file has others, that is said and nothing is written."""
    own = {(line.unit, line.criterion.code): line.mark.self_entry for line in lines}
    other = [key for key, text in filled.self_entries.items() if key in own and text != own[key]]
    if not other:
        return []
    named = "; ".join(f"{unit} {code}" for unit, code in other[:MOST_NAMED])
    more = f" và {len(other) - MOST_NAMED} ô khác" if len(other) > MOST_NAMED else ""
    return [f"Điểm tự chấm trong tệp khác trên web ở {named}{more}. Tự chấm là của đơn vị, không ghi từ tệp này."]


@transaction.atomic
def write_round(comparison: Comparison, choices: Mapping[int, Choice], *, by, at: datetime) -> int:
    """How many lines were written: all that were confirmed, or none.

    Raises Undecided, NotPossible, ChangedMeanwhile.
    """

    lines = [(line.mark, Appraisal(*content)) for line, content in comparison.to_write(choices)]
    return len(appraise_marks(lines, by=by, at=at, deed=DEED))
