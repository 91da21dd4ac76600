"""A sheet that was read: rows of cells that hold something, each knowing where it stands."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from toolkit.numbers import plain_text

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576


class Flaw(Enum):
    """Why a cell has no value that could be used, and what to do about it."""

    NO_RESULT = "Công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi gửi lại, hoặc nhập giá trị."
    ERROR = "Công thức đang báo lỗi. Sửa công thức hoặc nhập giá trị."
    DATE = "Ô đang chứa ngày, giờ. Định dạng ô là Văn bản (Text) rồi nhập lại."
    NOT_A_NUMBER = "Đây không phải là một số dùng được. Nhập lại giá trị."
    TOO_LONG = "Nội dung quá dài. Rút gọn nội dung của ô."
    BROKEN = "Ô bị hỏng. Nhập lại nội dung của ô rồi lưu tệp bằng Excel."


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is None when blank or flawed; a percent-formatted 30% has the value 0.3, as Excel keeps it.

    `raw` is what to show of a value that could not be read.
    """

    row: int
    column: int
    value: str | Decimal | bool | None = None
    is_percent: bool = False
    flaw: Flaw | None = None
    raw: str = ""

    @property
    def address(self) -> str:
        return address(self.row, self.column)

    @property
    def is_formula_without_value(self) -> bool:
        return self.flaw is Flaw.NO_RESULT

    @property
    def is_blank(self) -> bool:
        return self.flaw is None and self.value is None

    @property
    def shown(self) -> str:
        """The cell as a person sees it: 12,5, 30%, text, TRUE, #REF!."""
        match self.value:
            case None:
                return self.raw
            case bool():
                return "TRUE" if self.value else "FALSE"
            case Decimal():
                return plain_text(self.value * 100) + "%" if self.is_percent else plain_text(self.value)
        return self.value


@dataclass(frozen=True, slots=True)
class Row:
    """A row with at least one cell that is not empty; empty cells are left out."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SheetData:
    """A sheet. `rows` ascend and leave out empty ones; a sheet that was not asked for has none and `was_read` False."""

    title: str
    rows: tuple[Row, ...] = ()
    is_hidden: bool = False
    was_read: bool = True


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def parse_address(text: str) -> tuple[int, int] | None:
    """Row and column of "C7", or None for anything that is no cell of a worksheet."""
    found = ADDRESS.fullmatch(text)
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None
