"""A unit's sheet as a file to fill: written with everything but the own entries locked, and read back."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localtime

from awards.offline import names
from awards.offline.filled import Filled, Place, read_file
from awards.offline.merging import Content
from awards.offline.origin import Base, Key, Origin, origin_of_sheet, origin_sheet
from awards.workbook.reading_marks import read_entry
from awards.workbook.rows import RowReader, is_too_long, text_of, without_quote
from scoring.arithmetic import Criterion, Kind, Verdict
from scoring.entries import EntryProblem, entry_from_text, entry_text
from scoring.models import Mark, ScoreSheet
from scoring.stored import criterion_of
from toolkit.spreadsheets import Findings, NewSheet, Open, Shape, SheetData, TableRow, read_table, write_sheets
from toolkit.spreadsheets.writing import Value
from toolkit.text import clean, fold

WIDTHS = (8, 52, 16, 34, 12, 12, 18, 44)


def marks_of(sheet: ScoreSheet) -> list[Mark]:
    """The lines in the order of the table, each with its criterion and area. One query."""
    return list(sheet.marks.select_related("criterion__area").order_by("criterion__position", "pk"))


def self_content(mark: Mark) -> Content:
    """What the unit says of a line, as the site has it."""
    return Content(mark.self_entry, clean(mark.note))


# Written --------------------------------------------------------------------------------------------------------------


def write_unit_file(sheet: ScoreSheet, marks: Sequence[Mark], *, at: datetime) -> bytes:
    """The .xlsx of one unit; of other units it says nothing. `sheet` with its round, table, bloc and commune."""
    origin, step = origin_of_sheet(sheet), sheet.round.criteria_set.step
    rows: list[list[Value]] = [list(names.HEADINGS)]
    checks = []
    for number, mark in enumerate(marks, 2):
        criterion = criterion_of(mark.criterion)
        rows.append(_row(mark, criterion, step))
        checks += names.checks_of(criterion, step, number)
    bases = {(origin.unit, mark.criterion.code): Base(mark.version, self_content(mark)) for mark in marks}
    return write_sheets(
        [
            NewSheet(names.SHEET, rows, WIDTHS, frozen_columns=2, checks=checks, is_protected=True),
            _guide(origin, at),
            origin_sheet(origin, bases, at=at),
        ]
    )


def _row(mark: Mark, criterion: Criterion, step: Decimal) -> list[Value]:
    return [
        criterion.code,
        criterion.title,
        names.kind_words(criterion),
        names.how_to_enter(criterion, step),
        criterion.maximum,
        criterion.target,
        _entry_cell(mark.self_entry, criterion.kind),
        Open(clean(mark.note), Shape.TEXT),
    ]


def _entry_cell(text: str, kind: Kind) -> Open:
    entry = entry_from_text(text)
    shape = {Kind.GRADED: Shape.POINTS, Kind.PASS_FAIL: Shape.TEXT}.get(kind, Shape.NUMBER)
    return Open(names.NOT_APPLICABLE if entry is Verdict.NOT_APPLICABLE else entry, shape)


def _guide(origin: Origin, at: datetime) -> NewSheet:
    downloaded = f"{localtime(at):%H:%M ngày %d/%m/%Y}"
    lines = names.guide_lines(origin.unit_name, origin.round_name, origin.year, origin.table_name, downloaded)
    return NewSheet(names.GUIDE, [[names.GUIDE], *([line] for line in lines)], (120,), is_protected=True)


# Read -----------------------------------------------------------------------------------------------------------------


def read_unit_file(data: bytes, expected: Origin, criteria: Sequence[Criterion], step: Decimal) -> Filled:
    """Raises SpreadsheetFaults for a file that does not belong here (filled.read_file)."""

    def read(sheets: dict[str, SheetData], findings: Findings, filled: Filled) -> None:
        sheet = sheets.get(fold(names.SHEET))
        if sheet is None:
            findings.fault(names.SHEET, "", "", "Tệp thiếu trang tính này. Điền vào đúng tệp đã tải.")
        else:
            _SheetReader(sheet, expected.unit, criteria, step, findings, filled).read()

    return read_file(data, expected, (names.SHEET,), read)


class _SheetReader:
    def __init__(
        self,
        sheet: SheetData,
        unit: str,
        criteria: Sequence[Criterion],
        step: Decimal,
        findings: Findings,
        filled: Filled,
    ):
        self.unit, self.step, self.findings, self.filled = unit, step, findings, filled
        self.criteria = {fold(criterion.code): criterion for criterion in criteria}
        required, optional = (names.CODE, names.ENTRY, names.NOTE), names.HEADINGS
        self.table = read_table(sheet, required, [name for name in optional if name not in required], findings)

    def read(self) -> None:
        if self.table is None:
            return
        for row in self.table:
            self._row(row)
        missing = [c.code for c in self.criteria.values() if (self.unit, c.code) not in self.filled.places]
        if missing:
            self.findings.note(f"Tệp không có dòng của tiêu chí {', '.join(missing)}; trên web giữ nguyên.")

    def _row(self, row: TableRow) -> None:
        reader = RowReader(row, self.findings)
        criterion = self.criteria.get(fold(reader.code(names.CODE)))
        if criterion is None:
            if not reader.is_faulty:
                reader.fault(names.CODE, "Không có tiêu chí này trong bộ tiêu chí của kỳ chấm.")
            return
        key: Key = (self.unit, criterion.code)
        cell = row.cell(names.ENTRY)
        if key in self.filled.places or cell is None:
            reader.fault(names.CODE, "Tiêu chí này đã có ở dòng trên. Giữ lại một dòng.")
            return
        self.filled.places[key] = Place(row.sheet, cell.address)
        try:
            entry = None if cell.is_blank else read_entry(cell, criterion, self.step)
        except EntryProblem as problem:
            reader.fault(names.ENTRY, without_quote(str(problem)))
            return
        note = _note(reader, row)
        if not reader.is_faulty:
            self.filled.contents[key] = Content(entry_text(entry, criterion.kind) or "", note)


def _note(reader: RowReader, row: TableRow) -> str:
    """Whatever stands there, a lone dash too: it may be what the unit wrote."""
    cell = row.cell(names.NOTE)
    if cell is None or cell.is_blank:
        return ""
    if cell.flaw or isinstance(cell.value, bool):
        return reader.text(names.NOTE, required=False)  # records why not
    is_endless = isinstance(cell.value, str) and is_too_long(cell.value, names.LONGEST_NOTE)
    text = "" if is_endless else text_of(cell) or ""
    if is_endless or len(text) > names.LONGEST_NOTE:
        reader.fault(names.NOTE, f"Nhiều nhất {names.LONGEST_NOTE} ký tự.")
    return text
