"""A sheet as a table: columns found by their heading, wherever they stand, and every fault collected on the way."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.numbers import shorten
from toolkit.spreadsheets.cells import Cell, Row, SheetData, address
from toolkit.spreadsheets.faults import Fault
from toolkit.text import fold

HEADING_WITHIN = 20
LONGEST_HEADING = 200
MOST_FAULTS = 5_000

_fold = lru_cache(maxsize=4096)(fold)


class TooManyFaults(Exception):
    """Nobody reads on; whoever collects the findings stops and raises what there is."""


class Findings:
    """The faults and notes of one file while it is read. The same fault is kept once; after 5,000 TooManyFaults."""

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}
        self._notes: dict[str, None] = {}

    def fault(self, sheet: str, cell: str, found: str, expected: str) -> None:
        self._faults[Fault(sheet, cell, found, expected)] = None
        if len(self._faults) > MOST_FAULTS:
            raise TooManyFaults

    def extend(self, faults: Iterable[Fault]) -> None:
        self._faults |= dict.fromkeys(faults)

    def note(self, sentence: str) -> None:
        self._notes[sentence] = None

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(self._faults)

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(self._notes)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row below the headings. `cells` by column number."""

    sheet: str
    number: int
    cells: Mapping[int, Cell]
    columns: Mapping[str, int]

    def cell(self, heading: str) -> Cell | None:
        """The cell under a heading, empty ones too; None when the table has no such column."""
        column = self.columns.get(_fold(heading))
        return None if column is None else self.cells.get(column) or Cell(self.number, column)

    @property
    def is_blank(self) -> bool:
        """Nothing under any heading that is known; what stands beside the table does not count."""
        return all(column not in self.cells or self.cells[column].is_blank for column in self.columns.values())


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are the known headings that are there, folded, with their column numbers."""

    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    rows: tuple[TableRow, ...]

    def has(self, heading: str) -> bool:
        return _fold(heading) in self.columns

    def heading_address(self, heading: str) -> str:
        return address(self.heading_row, self.columns[_fold(heading)])

    def __iter__(self) -> Iterator[TableRow]:
        return iter(row for row in self.rows if not row.is_blank)


def read_table(sheet: SheetData, required: Sequence[str], optional: Sequence[str], findings: Findings) -> Table | None:
    """The table of a sheet, or None when it has no row with the required headings, which is then a fault."""
    heading = _heading_row(sheet, required, findings)
    if heading is None:
        return None
    known = {_fold(name) for name in (*required, *optional)}
    columns: dict[str, int] = {}
    for cell in heading.cells:
        key = _key(cell)
        if key not in known:
            _note_unknown(sheet, cell, findings)
        elif key in columns:
            first = address(heading.number, columns[key])
            findings.fault(sheet.title, cell.address, cell.shown, f"Cột này đã có ở {first}. Giữ lại một cột.")
        else:
            columns[key] = cell.column
    rows = tuple(
        TableRow(sheet.title, row.number, {c.column: c for c in row.cells}, columns)
        for row in sheet.rows
        if row.number > heading.number
    )
    return Table(sheet.title, heading.number, columns, rows)


def _key(cell: Cell) -> str:
    """The heading as a key; a number in a heading is its digits, with a point."""
    if isinstance(cell.value, str):
        return _fold(cell.value) if len(cell.value) <= LONGEST_HEADING else ""
    return "" if cell.value is None or isinstance(cell.value, bool) else f"{cell.value:f}"


def _heading_row(sheet: SheetData, required: Sequence[str], findings: Findings) -> Row | None:
    """The first row with all required headings; short of that, the fault says what the closest row lacks."""
    best: tuple[int, Row | None, list[str]] = (0, None, list(required))
    for row in sheet.rows:
        if row.number > HEADING_WITHIN:
            break
        keys = {_key(cell) for cell in row.cells}
        missing = [name for name in required if _fold(name) not in keys]
        if not missing:
            return row
        if len(required) - len(missing) > best[0]:
            best = (len(required) - len(missing), row, missing)
    _, closest, missing = best
    names = ", ".join(f'"{name}"' for name in missing)
    if closest is None:
        findings.fault(
            sheet.title, "", "", f"Không thấy dòng tiêu đề trong {HEADING_WITHIN} dòng đầu. Cần có các cột {names}."
        )
    else:
        findings.fault(sheet.title, f"{closest.number}:{closest.number}", "", f"Dòng tiêu đề thiếu cột {names}.")
    return None


def _note_unknown(sheet: SheetData, cell: Cell, findings: Findings) -> None:
    if not cell.is_blank:
        findings.note(f'{sheet.title}!{cell.address}: bỏ qua cột "{shorten(cell.shown)}".')
