"""Tự chấm, Thẩm định and Lý do: the entries of every unit and why they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from awards.workbook import names
from awards.workbook.reading_criteria import CriteriaTable
from awards.workbook.reading_settings import RoundSettings
from awards.workbook.reading_units import UnitRow
from awards.workbook.rows import LONGEST_REASON, PERCENT_HINT, RowReader, is_too_long, without_quote
from scoring.arithmetic import Criterion, Entry
from scoring.entries import EntryProblem, parse_entry
from toolkit.spreadsheets import Cell, Findings, SheetData, Table, TableRow, read_table
from toolkit.text import fold

LONGEST_ENTRY = 40

Key = tuple[str, str]  # unit code, criterion code


@dataclass(frozen=True, slots=True)
class Round:
    """What the sheets of marks are read against."""

    settings: RoundSettings
    units: Sequence[UnitRow]
    criteria: CriteriaTable


@dataclass(slots=True)
class Entries:
    """One sheet of marks. `doubtful` are the entries that a fault was recorded for, or that could not be read."""

    title: str
    entries: dict[Key, Entry] = field(default_factory=dict)
    places: dict[Key, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    doubtful: set[Key] = field(default_factory=set)
    rows_found: set[str] = field(default_factory=set)


def read_entries(sheet: SheetData, round: Round, findings: Findings) -> Entries | None:
    """The entries of a sheet of marks, or None when it has no heading row."""
    table = read_table(sheet, [names.CODE], [names.TITLE, *(unit.code for unit in round.units)], findings)
    return _EntriesReader(table, round, findings).read() if table else None


class _EntriesReader:
    def __init__(self, table: Table, round: Round, findings: Findings):
        self.table, self.round, self.findings = table, round, findings
        self.found = Entries(table.sheet)
        self.criteria = {fold(c.code): c for c in round.criteria.criteria}

    def read(self) -> Entries:
        self._headings()
        seen: dict[str, str] = {}
        for row in self.table:
            reader = RowReader(row, self.findings)
            key = self._criterion_key(reader, seen)
            if key in self.criteria:
                self._row(row, self.criteria[key])
        return self.found

    def _headings(self) -> None:
        for unit in self.round.units:
            if self.table.has(unit.code):
                self.found.headings[unit.code] = self.table.heading_address(unit.code)
            else:
                number = self.table.heading_row
                self.findings.fault(
                    self.table.sheet, f"{number}:{number}", "", f'Dòng tiêu đề thiếu cột của đơn vị "{unit.code}".'
                )
                self.found.doubtful |= {(unit.code, c.code) for c in self.round.criteria.criteria}

    def _criterion_key(self, reader: RowReader, seen: dict[str, str]) -> str:
        """The folded code of a row that may be read; "" after a fault."""
        code = reader.code(names.CODE)
        key = fold(code)
        if not code:
            return ""
        if key not in self.round.criteria.codes:
            if self.round.criteria.codes_are_sure:
                reader.fault(names.CODE, f"Không có tiêu chí này trong trang {names.CRITERIA}.")
            return ""
        if key in seen:
            reader.fault(names.CODE, f"Tiêu chí này đã có ở {seen[key]}. Giữ lại một dòng.")
            return ""
        seen[key] = f"dòng {reader.row.number}"
        self.found.rows_found.add(key)
        return key

    def _row(self, row: TableRow, criterion: Criterion) -> None:
        for unit in self.round.units:
            cell = row.cell(unit.code)
            if cell is None:
                continue
            key = (unit.code, criterion.code)
            self.found.places[key] = cell.address
            if cell.is_blank:
                continue
            try:
                self.found.entries[key] = read_entry(cell, criterion, self.round.settings.step)
            except EntryProblem as problem:
                self.found.doubtful.add(key)
                self.findings.fault(row.sheet, cell.address, cell.shown, without_quote(str(problem)))


def read_entry(cell: Cell, criterion: Criterion, step: Decimal) -> Entry:
    """What a filled cell says of the criterion. Raises EntryProblem."""
    value = cell.value
    if cell.flaw:
        raise EntryProblem(cell.flaw.value)
    if isinstance(value, bool):
        raise EntryProblem("Nhập chữ hoặc số, không dùng TRUE, FALSE.")
    if cell.is_percent:
        raise EntryProblem(PERCENT_HINT)
    if isinstance(value, str) and is_too_long(value, LONGEST_ENTRY):
        raise EntryProblem("Nội dung quá dài. Nhập điểm, số liệu, Đạt, Không đạt hoặc Không áp dụng.")
    return parse_entry(value, criterion, step)


def require_rows(found: Entries, round: Round, findings: Findings) -> None:
    """Every criterion of the first five kinds needs its row of appraised entries; a missing row is said once."""
    units = ", ".join(unit.code for unit in round.units)
    for criterion in round.criteria.criteria:
        if criterion.kind.is_base and fold(criterion.code) not in found.rows_found:
            findings.fault(
                found.title, "", "", f"Thiếu dòng của tiêu chí {criterion.code}; chưa có điểm thẩm định của {units}."
            )
            found.doubtful |= {(unit.code, criterion.code) for unit in round.units}


@dataclass(frozen=True, slots=True)
class Reasons:
    """`doubtful` are the lines whose reason stands in a faulty row: nobody is told that it is missing as well."""

    texts: dict[Key, str] = field(default_factory=dict)
    doubtful: set[Key] = field(default_factory=set)
    is_readable: bool = True


def read_reasons(sheet: SheetData, round: Round, findings: Findings) -> Reasons:
    table = read_table(sheet, [names.UNIT_CODE, names.CRITERION_CODE, names.REASON], [], findings)
    if table is None:
        return Reasons(is_readable=False)
    reasons = Reasons()
    units = {fold(unit.code): unit.code for unit in round.units}
    for row in table:
        reader = RowReader(row, findings)
        unit = _known(reader, names.UNIT_CODE, units, names.UNITS)
        criterion = _known(
            reader, names.CRITERION_CODE, round.criteria.codes, names.CRITERIA, is_sure=round.criteria.codes_are_sure
        )
        reason = reader.text(names.REASON, most=LONGEST_REASON)
        if not unit or not criterion:
            continue
        if (unit, criterion) in reasons.texts or (unit, criterion) in reasons.doubtful:
            reader.fault(names.REASON, f"Lý do của {unit}, tiêu chí {criterion} đã có ở dòng trên. Giữ lại một dòng.")
        elif reason:
            reasons.texts[unit, criterion] = reason
        else:
            reasons.doubtful.add((unit, criterion))
    return reasons


def _known(reader: RowReader, heading: str, codes: Mapping[str, str], sheet: str, *, is_sure: bool = True) -> str:
    """The code as the sheet that defines it writes it."""
    code = reader.code(heading)
    if code and fold(code) not in codes and is_sure:
        reader.fault(heading, f"Không có mã này trong trang {sheet}.")
    return codes.get(fold(code), "")
