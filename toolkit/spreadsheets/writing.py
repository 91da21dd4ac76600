"""Sheets to an .xlsx: exact digits, texts that stay texts, and the same bytes for the same content.

Written directly: openpyxl passes a Decimal through "%.16g", which turns 9.95 into 9.949999999999999.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.sax.saxutils import escape  # nosec B406  # writes, never parses

from toolkit.numbers import plain, plain_text
from toolkit.spreadsheets import style_parts
from toolkit.spreadsheets.cells import address, column_letters
from toolkit.spreadsheets.formulas import looks_like_formula
from toolkit.spreadsheets.protection import PROTECTED, Check, Open, Shape

MOST_DIGITS = 15  # a longer number would lose digits in Excel, so it is written as a text
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class Percent:
    """A number of percent, written as Excel keeps it: Percent(30) is 0.3 shown as 30%."""

    value: Decimal


Value = str | int | Decimal | Percent | Open | None
OPEN_STYLES = {
    Shape.NUMBER: style_parts.OPEN_GENERAL,
    Shape.POINTS: style_parts.OPEN_POINTS,
    Shape.TEXT: style_parts.OPEN_TEXT,
}


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to write. The first row is the heading; `widths` by column in characters, 14 where none is given.

    `frozen_columns` stay in sight beside the heading; `choices` offers a list of texts (without commas) by column,
    `checks` say more of single cells. In a protected sheet only Open cells can be filled.
    """

    title: str
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int] = ()
    frozen_columns: int = 0
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    checks: Sequence[Check] = ()
    is_protected: bool = False
    is_hidden: bool = False


def write_sheets(sheets: Sequence[NewSheet]) -> bytes:
    """The bytes of a workbook. Raises ValueError for titles Excel refuses: too long, doubled, or with []:*?/\\."""
    _require_titles(sheets)
    hidden = frozenset(number for number, sheet in enumerate(sheets, 1) if sheet.is_hidden)
    parts = style_parts.package([sheet.title for sheet in sheets], hidden)
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet_xml(sheet)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))
    return file.getvalue()


def _require_titles(sheets: Sequence[NewSheet]) -> None:
    titles = [sheet.title.casefold() for sheet in sheets]
    if not titles or len(set(titles)) != len(titles):
        raise ValueError("a workbook needs sheets with different titles")
    for title in titles:
        if not 0 < len(title) <= 31 or set(title) & set("[]:*?/\\") or ILLEGAL.search(title):
            raise ValueError(f"not a sheet title: {title!r}")


def _sheet_xml(sheet: NewSheet) -> str:
    rows = "".join(_row_xml(number, row) for number, row in enumerate(sheet.rows, 1))
    return (
        f'{style_parts.DECLARATION}<worksheet xmlns="{style_parts.MAIN}">'
        f"{_view_xml(sheet)}{_widths_xml(sheet)}<sheetData>{rows}</sheetData>"
        f"{PROTECTED if sheet.is_protected else ''}{_checks_xml(sheet)}</worksheet>"
    )


def _view_xml(sheet: NewSheet) -> str:
    corner = address(2, sheet.frozen_columns + 1)
    across = f'xSplit="{sheet.frozen_columns}" ' if sheet.frozen_columns else ""
    pane = "bottomRight" if sheet.frozen_columns else "bottomLeft"
    return (
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane {across}ySplit="1" topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        "</sheetView></sheetViews>"
    )


def _widths_xml(sheet: NewSheet) -> str:
    columns = max((len(row) for row in sheet.rows), default=0)
    widths = [*sheet.widths, *[14] * (columns - len(sheet.widths))]
    cols = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1))
    return f"<cols>{cols}</cols>" if cols else ""


def _checks_xml(sheet: NewSheet) -> str:
    found = [_choice_xml(column, texts) for column, texts in sorted(sheet.choices.items())]
    found += [check.xml() for check in sheet.checks]
    return f'<dataValidations count="{len(found)}">{"".join(found)}</dataValidations>' if found else ""


def _choice_xml(column: int, texts: Iterable[str]) -> str:
    letters = column_letters(column)
    return (
        f'<dataValidation type="list" allowBlank="1" sqref="{letters}2:{letters}1000">'
        f"<formula1>{escape(_list_text(texts))}</formula1></dataValidation>"
    )


def _list_text(texts: Iterable[str]) -> str:
    return '"' + ",".join(texts) + '"'


def _row_xml(number: int, row: Sequence[Value]) -> str:
    cells = "".join(_cell_xml(address(number, column), value, number == 1) for column, value in enumerate(row, 1))
    return f'<row r="{number}">{cells}</row>'


def _cell_xml(place: str, value: Value, is_heading: bool) -> str:
    match value:
        case None | "":
            return ""
        case Percent():
            share = value.value / 100
            style = style_parts.PERCENT if value.value == value.value.to_integral_value() else style_parts.PERCENT_CENTS
            return _number_xml(place, share, style)
        case int() | Decimal():
            return _decimal_xml(place, Decimal(value))
        case str():
            return _text_xml(place, value, style_parts.HEADING if is_heading else _text_style(value))
        case Open():
            return _open_xml(place, value)


def _open_xml(place: str, cell: Open) -> str:
    style = OPEN_STYLES[cell.shape]
    match cell.value:
        case None | "":
            return f'<c r="{place}" s="{style}"/>'
        case str():
            is_safe = not looks_like_formula(cell.value)
            return _text_xml(place, cell.value, style if is_safe else style_parts.OPEN_QUOTED)
    number = Decimal(cell.value)
    if _is_too_long(number):
        return _text_xml(place, plain_text(number), style)
    return _number_xml(place, number, style)


def _decimal_xml(place: str, value: Decimal) -> str:
    if _is_too_long(value):
        return _text_xml(place, plain_text(value), style_parts.TEXT)
    return _number_xml(place, value, style_parts.POINTS if value.as_tuple().exponent == -2 else style_parts.GENERAL)


def _is_too_long(value: Decimal) -> bool:
    return len(plain(value).as_tuple().digits) > MOST_DIGITS


def _number_xml(place: str, value: Decimal, style: int) -> str:
    return f'<c r="{place}" s="{style}"><v>{plain(value):f}</v></c>'


def _text_style(text: str) -> int:
    return style_parts.QUOTED if looks_like_formula(text) else style_parts.TEXT


def _text_xml(place: str, text: str, style: int) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    """Excel reads _x000D_ as a character; what XML cannot hold at all is left out."""
    text = LOOKS_ESCAPED.sub("_x005F_", text)
    return escape(ILLEGAL.sub("", text)).replace("\r", "_x000D_")
