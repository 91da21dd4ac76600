"""A row's cells as texts and numbers; what does not fit becomes a fault at its cell and the row is faulty."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from toolkit.numbers import NumberProblem, parse_decimal, plain, plain_text
from toolkit.spreadsheets import Cell, Findings, TableRow
from toolkit.text import clean, fold

LONGEST_CODE, LONGEST_NAME, LONGEST_TITLE, LONGEST_REASON = 20, 255, 500, 1_000
MOST_POINTS = Decimal("999999.99")
BLANKS = ("-", "–", "—")
PERCENT_HINT = "Ô đang định dạng phần trăm nên có thể hiểu hai cách. Định dạng lại là Số rồi nhập lại."

T = TypeVar("T")

# Shared strings come back thousands of times.
_clean = lru_cache(maxsize=4096)(clean)


def text_of(cell: Cell) -> str | None:
    """The cell as cleaned text, a number as its digits; None when it holds neither."""
    if isinstance(cell.value, bool) or cell.value is None:
        return None
    return f"{cell.value:f}" if isinstance(cell.value, Decimal) else _clean(cell.value)


def is_too_long(text: str, most: int) -> bool:
    """Before any other work on the text: a decomposed letter takes up to three characters."""
    return len(text) > 3 * most + 50


class RowReader:
    """Reads one row. Every method gives the empty value ("" or None) after recording a fault."""

    def __init__(self, row: TableRow, findings: Findings):
        self.row, self.findings = row, findings
        self.is_faulty = False

    def fault(self, heading: str, expected: str) -> None:
        cell = self.row.cell(heading)
        place = cell.address if cell else f"{self.row.number}:{self.row.number}"
        self.is_faulty = True
        self.findings.fault(self.row.sheet, place, cell.shown if cell else "", expected)

    def cell(self, heading: str) -> Cell | None:
        """The cell when it holds something usable; a lone dash means nothing."""
        cell = self.row.cell(heading)
        if cell is None or cell.is_blank:
            return None
        if cell.flaw or isinstance(cell.value, bool):
            self.fault(heading, cell.flaw.value if cell.flaw else "Nhập chữ hoặc số, không dùng TRUE, FALSE.")
            return None
        return None if isinstance(cell.value, str) and cell.value.strip() in BLANKS else cell

    def is_empty(self, heading: str) -> bool:
        """Nothing there, or a dash; a flawed cell is not empty."""
        cell = self.row.cell(heading)
        return cell is None or cell.is_blank or (isinstance(cell.value, str) and cell.value.strip() in BLANKS)

    def text(self, heading: str, *, most: int = LONGEST_NAME, required: bool = True) -> str:
        cell = self.cell(heading)
        if cell is None:
            if required and self.is_empty(heading):
                self.fault(heading, f'Cột "{heading}" không được để trống.')
            return ""
        if isinstance(cell.value, str) and is_too_long(cell.value, most):
            text = None
        else:
            text = text_of(cell)
        if text is None or len(text) > most:
            self.fault(heading, f"Nhiều nhất {most} ký tự.")
            return ""
        if not text and required:
            self.fault(heading, f'Cột "{heading}" không được để trống.')
        return text

    def code(self, heading: str) -> str:
        return self.text(heading, most=LONGEST_CODE)

    def choice(self, heading: str, names: Mapping[T, str]) -> T | None:
        """The key whose name stands in the cell."""
        text = self.text(heading)
        if not text:
            return None
        for key, name in names.items():
            if fold(name) == fold(text):
                return key
        self.fault(heading, f"Chọn một trong: {', '.join(names.values())}.")
        return None

    def number(self, heading: str, *, decimals: int, least: Decimal, most: Decimal, required: bool) -> Decimal | None:
        """A number of at most `decimals` decimals between `least` and `most`."""
        cell = self.cell(heading)
        if cell is None:
            if required and self.is_empty(heading):
                self.fault(heading, f'Cột "{heading}" phải có một số.')
            return None
        if cell.is_percent:
            self.fault(heading, PERCENT_HINT)
            return None
        return self._number(heading, cell.value, decimals, least, most)

    def _number(
        self, heading: str, typed: str | Decimal | bool | None, decimals: int, least: Decimal, most: Decimal
    ) -> Decimal | None:
        if isinstance(typed, bool) or typed is None or (isinstance(typed, str) and is_too_long(typed, LONGEST_CODE)):
            self.fault(heading, "Nhập một số.")
            return None
        try:
            value = parse_decimal(typed)
        except NumberProblem as problem:
            self.fault(heading, without_quote(str(problem)))
            return None
        if not least <= value <= most:
            self.fault(heading, f"Nhập số từ {plain_text(least)} đến {plain_text(most)}.")
            return None
        value = plain(value)
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > decimals:
            what = f"Nhiều nhất {decimals} chữ số thập phân." if decimals else "Nhập một số nguyên."
            self.fault(heading, what)
            return None
        return value

    def points(self, heading: str, *, required: bool = True, may_be_zero: bool = False) -> Decimal | None:
        """Points have two decimals."""
        least = Decimal(0) if may_be_zero else Decimal("0.01")
        value = self.number(heading, decimals=2, least=least, most=MOST_POINTS, required=required)
        return None if value is None else value.quantize(Decimal("0.01"))

    def whole(self, heading: str, *, least: int, most: int, required: bool) -> int | None:
        value = self.number(heading, decimals=0, least=Decimal(least), most=Decimal(most), required=required)
        return None if value is None else int(value)

    def nothing(self, heading: str, expected: str) -> None:
        """The cell must be empty."""
        if not self.is_empty(heading):
            self.fault(heading, expected)


def without_quote(sentence: str) -> str:
    """A number problem starts with what was typed, in quotes; a fault shows that already."""
    if sentence.startswith('"') and (end := sentence.find('" ', 1)) > 0:
        rest = sentence[end + 2 :]
        return rest[:1].upper() + rest[1:]
    return sentence
