"""A file somebody chose, read within bounds into a Dataset; every cell that cannot be read is a fault."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

import tablib

from toolkit.import_export.csv_reading import read_csv
from toolkit.spreadsheets import (
    Findings,
    SheetData,
    SpreadsheetFaults,
    Table,
    TableRow,
    TooManyFaults,
    open_bounded,
    read_table,
)
from toolkit.spreadsheets.container import MOST_BYTES
from toolkit.spreadsheets.faults import refuse
from toolkit.text import clean, fold

MOST_ROWS = 2_000
MOST_COLUMNS = 60
TOO_LARGE = "Tệp lớn hơn 5 MB. Chia thành nhiều tệp nhỏ rồi nhập lần lượt."


@dataclass(frozen=True, slots=True)
class Upload:
    """A table that was read. `numbers` are the rows' numbers in the file; `notes` name the columns passed over."""

    dataset: tablib.Dataset
    numbers: tuple[int, ...]
    notes: tuple[str, ...]


def read_upload(name: str, data: bytes, *, title: str, required: Sequence[str], optional: Sequence[str]) -> Upload:
    """The table in an .xlsx or .csv file; `title` is the sheet to prefer. Raises SpreadsheetFaults."""
    sheet, findings = _sheet(name, data, title), Findings()
    upload = None
    with suppress(TooManyFaults):
        upload = _table((*required, *optional), read_table(sheet, required, optional, findings), findings)
    if findings.faults:
        raise SpreadsheetFaults(findings.faults)
    return upload or refuse("Tệp không có dòng dữ liệu nào dưới dòng tiêu đề.", sheet.title)


def _table(known: Sequence[str], table: Table | None, findings: Findings) -> Upload | None:
    rows = list(table) if table else []
    if table is None or not rows:
        return None
    headings = [heading for heading in known if table.has(heading)]
    dataset = tablib.Dataset(headers=headings)
    for row in rows:
        dataset.append([_value(row, heading, findings) for heading in headings])
    return Upload(dataset, tuple(row.number for row in rows), findings.notes)


def _sheet(name: str, data: bytes, title: str) -> SheetData:
    if len(data) > MOST_BYTES:
        refuse(TOO_LARGE)
    kind = PurePath(name).suffix.lower()
    if kind == ".csv":
        return read_csv(data, max_rows=MOST_ROWS + 1, max_columns=MOST_COLUMNS)
    if kind != ".xlsx":
        refuse("Chỉ nhận tệp .xlsx hoặc .csv.")
    return _preferred(open_bounded(data, max_rows=MOST_ROWS + 1, max_columns=MOST_COLUMNS), title)


def _preferred(sheets: Sequence[SheetData], title: str) -> SheetData:
    """The sheet with the title, else the first in sight that holds something."""
    named = [sheet for sheet in sheets if fold(sheet.title) == fold(title)]
    filled = [sheet for sheet in sheets if sheet.rows and not sheet.is_hidden]
    return next(iter((*named, *filled, *sheets, SheetData(""))))


def _value(row: TableRow, heading: str, findings: Findings) -> str | Decimal | bool:
    """What stands under a heading: cleaned text, a number, or a percentage as people see it ("30%")."""
    cell = row.cell(heading)
    if cell is None:
        return ""
    if cell.flaw:
        findings.fault(row.sheet, cell.address, cell.shown, cell.flaw.value)
    if cell.value is None:
        return ""
    if cell.is_percent:
        return cell.shown
    return clean(cell.value) if isinstance(cell.value, str) else cell.value
