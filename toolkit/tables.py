"""A table as plain text, for a terminal."""

import unicodedata
from collections.abc import Collection, Sequence


def text_table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Columns two spaces apart, those in `right` aligned to the right; one line a row."""
    columns = [[_width(row[i]) for row in (heads, *rows)] for i in range(len(heads))]
    widths = [max(column) for column in columns]
    lines = [heads, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join(
            _padded(cell, width, i in right) for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    return sum(1 for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c))


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks
