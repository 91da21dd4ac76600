"""Which cells of a written sheet people may fill, and what a cell takes: told by the spreadsheet while they type.

Protection has no password: it keeps a slip of the hand away from what is not to be changed, and nobody else. A file
that comes back is read as if it had none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from xml.sax.saxutils import escape, quoteattr  # nosec B406  # writes, never parses

from toolkit.numbers import shorten

MOST_TITLE, MOST_SENTENCE = 32, 255  # what Excel itself takes
MOST_LIST = 255
# Formats may be changed: a cell that took a number for a date has to be put right.
PROTECTED = '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0"/>'


class Shape(Enum):
    """What an open cell is formatted as; a text stays a text whatever it looks like."""

    NUMBER = "number"
    POINTS = "points"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Open:
    """A cell that may be filled in a protected sheet, with what stands there already."""

    value: str | int | Decimal | None = None
    shape: Shape = Shape.NUMBER


@dataclass(frozen=True, slots=True)
class Check:
    """What the cells (as "G5" or "G5:G9") take. An empty cell is always taken.

    `problem` is said when something else is typed, `hint` when the cell is chosen. `formula` is in the file's own
    notation: English names, commas between arguments, decimal points.
    """

    cells: str
    kind: str
    formula: str
    problem: str
    hint: str = ""
    title: str = ""

    def xml(self) -> str:
        operator = {"whole": "greaterThanOrEqual", "textLength": "lessThanOrEqual"}.get(self.kind)
        words = {
            "type": self.kind,
            "operator": operator,
            "allowBlank": "1",
            "showInputMessage": "1" if self.hint else None,
            "showErrorMessage": "1",
            "errorTitle": shorten(self.title, MOST_TITLE) or None,
            "error": shorten(self.problem, MOST_SENTENCE),
            "promptTitle": (shorten(self.title, MOST_TITLE) or None) if self.hint else None,
            "prompt": shorten(self.hint, MOST_SENTENCE) or None,
            "sqref": self.cells,
        }
        attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in words.items() if value)
        return f"<dataValidation {attributes}><formula1>{escape(self.formula)}</formula1></dataValidation>"


def one_of(cells: str, texts: Sequence[str], problem: str, *, hint: str = "", title: str = "") -> Check:
    """A list to choose from. Raises ValueError for texts with commas or quotes, or too many of them."""
    listed = ",".join(texts)
    if len(listed) > MOST_LIST or any(set(text) & set(',"') for text in texts):
        raise ValueError("a list in a cell holds 255 characters and no comma or quote inside a text")
    return Check(cells, "list", f'"{listed}"', problem, hint, title)


def whole_from_zero(cells: str, problem: str, *, hint: str = "", title: str = "") -> Check:
    return Check(cells, "whole", "0", problem, hint, title)


def at_most_letters(cells: str, most: int, problem: str, *, hint: str = "", title: str = "") -> Check:
    return Check(cells, "textLength", str(most), problem, hint, title)


def fulfilling(cells: str, formula: str, problem: str, *, hint: str = "", title: str = "") -> Check:
    """A condition over the cell, as "AND(ISNUMBER(G5),G5>=0)"."""
    return Check(cells, "custom", formula, problem, hint, title)
