"""CSV that Excel opens as it was meant: Vietnamese letters right, nothing computed."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from toolkit.numbers import plain_text
from toolkit.spreadsheets.formulas import is_plain_number, looks_like_formula


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str | int | Decimal | None]]) -> bytes:
    """UTF-8 with BOM, CRLF. Numbers get a decimal comma; a text that could be a formula gets an apostrophe in front."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_safe(name) for name in header])
    writer.writerows([_safe(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def _safe(value: str | int | Decimal | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_text(value)
    text = str(value)
    return "'" + text if looks_like_formula(text) and not is_plain_number(text) else text
