"""The cells of one worksheet part, read in one pass: values, formulas without a result, and cells out of bounds."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal

from toolkit.numbers import plain, shorten
from toolkit.spreadsheets.cells import Cell, Flaw, Row, column_letters, parse_address
from toolkit.spreadsheets.container import BROKEN
from toolkit.spreadsheets.faults import Fault, SpreadsheetFaults, refuse
from toolkit.spreadsheets.parts import LONGEST_TEXT, NumberFormats, filled, unescape

NUMBER = re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?", re.ASCII)
# Excel shows and compares 15 digits: 0.30000000000000004, the double behind 0.1+0.2, is 0.3 to whoever typed it.
EXCEL_DIGITS = Context(prec=15)
MOST_OUTSIDE = 20
VALUE, INLINE, FORMULA = "v", "t", "f"


class SheetScan:
    """A handler for xml.scan. `cells` by (row, column); raises SpreadsheetFaults where the part contradicts itself."""

    def __init__(
        self, title: str, strings: Sequence[str], formats: NumberFormats, max_columns: int, max_rows: int
    ) -> None:
        self.title, self.strings, self.formats = title, strings, formats
        self.max_columns, self.max_rows = max_columns, max_rows
        self.cells: dict[tuple[int, int], Cell] = {}
        self.outside: list[Fault] = []
        self.row = self.column = 0
        self.in_data = self.in_cell = self.phonetic = False
        self.kind = self.style = ""
        self.value: list[str] | None = None
        self.inline: list[str] | None = None
        self.formula: list[str] | None = None
        self.into: list[str] | None = None
        self.length = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.in_cell:
            self._start_inside(name)
        elif name == "c" and self.in_data:
            self._start_cell(attributes)
        elif name == "row" and self.in_data:
            self._start_row(attributes)
        elif name == "sheetData":
            self.in_data = True

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        if number is None:
            self.row += 1
        elif number.isascii() and number.isdigit() and len(number) <= 7 and int(number):
            self.row = int(number)
        else:
            refuse(BROKEN, self.title)
        self.column = 0

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self.column += 1
        else:
            found = parse_address(place)
            if found is None:
                refuse(BROKEN, self.title)
            self.row, self.column = found
        self.in_cell = True
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value = self.inline = self.formula = self.into = None
        self.length = 0

    def _start_inside(self, name: str) -> None:
        if name == VALUE:
            self.into = self.value = []
        elif name == INLINE and not self.phonetic:
            self.inline = [] if self.inline is None else self.inline
            self.into = self.inline
        elif name == FORMULA:
            self.into = self.formula = []
        elif name == "rPh":
            self.phonetic = True

    def text(self, text: str) -> None:
        if self.into is not None and self.length <= LONGEST_TEXT:
            self.into.append(text)
            self.length += len(text)

    def end(self, name: str) -> None:
        if name == "c" and self.in_cell:
            self.in_cell = self.phonetic = False
            self._end_cell()
        elif name in (VALUE, INLINE, FORMULA):
            self.into = None
        elif name == "rPh":
            self.phonetic = False
        elif name == "sheetData":
            self.in_data = False

    def _end_cell(self) -> None:
        if self.value is None and self.inline is None and self.formula is None:
            return
        cell = self._cell()
        if cell.value is None and cell.flaw is None:
            return
        place = (self.row, self.column)
        if self.row > self.max_rows or self.column > self.max_columns:
            self._note_outside(cell)
        elif place in self.cells:
            raise SpreadsheetFaults([Fault(self.title, cell.address, cell.shown, "Ô này được ghi hai lần. " + BROKEN)])
        else:
            self.cells[place] = cell

    def _note_outside(self, cell: Cell) -> None:
        last = f"cột {column_letters(self.max_columns)}, dòng {self.max_rows}"
        self.outside.append(
            Fault(self.title, cell.address, cell.shown, f"Ô nằm quá xa; bảng chỉ được dùng đến {last}. Xóa ô này.")
        )
        if len(self.outside) >= MOST_OUTSIDE:
            raise SpreadsheetFaults(self.outside)

    def _cell(self) -> Cell:
        row, column = self.row, self.column
        if self.length > LONGEST_TEXT:
            return Cell(row, column, flaw=Flaw.TOO_LONG, raw=shorten("".join(self.value or self.inline or [])[:100]))
        value = "".join(self.value or [])
        if self.formula is not None and not value and (self.kind != "str" or self.value is None):
            return self._flawed(Flaw.NO_RESULT, "=" + "".join(self.formula))
        match self.kind:
            case "s":
                return self._shared(value)
            case "inlineStr":
                return Cell(row, column, filled(unescape("".join(self.inline or []))) or None)
            case "str":
                return Cell(row, column, filled(unescape(value)) or None)
            case "b":
                return Cell(row, column, value == "1") if value in ("0", "1") else self._flawed(Flaw.BROKEN, value)
            case "e":
                return self._flawed(Flaw.ERROR, value)
            case "d":
                return self._flawed(Flaw.DATE, value)
            case "n":
                return self._number(value)
        return self._flawed(Flaw.BROKEN, value)

    def _flawed(self, flaw: Flaw, raw: str) -> Cell:
        return Cell(self.row, self.column, flaw=flaw, raw=shorten(raw))

    def _shared(self, index: str) -> Cell:
        if not (index.isascii() and index.isdigit() and len(index) < 9 and int(index) < len(self.strings)):
            return self._flawed(Flaw.BROKEN, index)
        text = self.strings[int(index)]
        if len(text) > LONGEST_TEXT:
            return self._flawed(Flaw.TOO_LONG, text)
        return Cell(self.row, self.column, text or None)

    def _number(self, text: str) -> Cell:
        text = text.strip()
        if not text:
            return Cell(self.row, self.column)
        number = decimal_from(text)
        if number is None:
            return self._flawed(Flaw.NOT_A_NUMBER, text)
        style = int(self.style) if self.style.isascii() and self.style.isdigit() and len(self.style) < 7 else 0
        if style in self.formats.date:
            return self._flawed(Flaw.DATE, shown_date(number))
        return Cell(self.row, self.column, number, style in self.formats.percent)

    def rows(self) -> tuple[Row, ...]:
        """Everything inside the bounds, by row and column."""
        rows: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            rows.setdefault(place[0], []).append(self.cells[place])
        return tuple(Row(number, tuple(cells)) for number, cells in rows.items())


def decimal_from(text: str) -> Decimal | None:
    """The number as Excel shows it (15 digits), or None for NaN, 1E400 and whatever else is no number here."""
    if not NUMBER.fullmatch(text):
        return None
    number = EXCEL_DIGITS.create_decimal(text)
    if number and not -20 < number.adjusted() < 20:
        return None
    return plain(number)


def shown_date(serial: Decimal) -> str:
    """The day Excel shows for its serial number (the 1900 system), to help find the cell again."""
    if not 60 < serial < 2_958_466:
        return f"{serial}"
    return f"{datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=int(serial)):%d/%m/%Y}"
