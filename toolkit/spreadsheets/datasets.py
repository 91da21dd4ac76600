"""A sheet for django-import-export, whose own .xlsx reader has no bounds."""

from decimal import Decimal

import tablib

from toolkit.spreadsheets.cells import Cell, SheetData
from toolkit.spreadsheets.faults import Fault, SpreadsheetFaults
from toolkit.text import clean


def dataset_from(sheet: SheetData) -> tablib.Dataset:
    """The first row that holds something is the headings; every later one has a value under each, "" when empty.

    Values are cleaned text, Decimal or bool. Raises SpreadsheetFaults for cells that cannot be read and for values
    outside the headings.
    """
    if not sheet.rows:
        return tablib.Dataset(title=sheet.title)
    heading, *rows = sheet.rows
    columns = [cell.column for cell in heading.cells]
    faults = [_fault(sheet, cell) for row in sheet.rows for cell in row.cells if cell.flaw]
    faults += [
        Fault(sheet.title, cell.address, cell.shown, "Cột này không có tiêu đề.")
        for row in rows
        for cell in row.cells
        if cell.column not in columns and not cell.is_blank and not cell.flaw
    ]
    if faults:
        raise SpreadsheetFaults(faults)
    dataset = tablib.Dataset(title=sheet.title, headers=[clean(cell.shown) for cell in heading.cells])
    for row in rows:
        values = {cell.column: _value(cell) for cell in row.cells}
        if any(value != "" for value in values.values()):
            dataset.append([values.get(column, "") for column in columns])
    return dataset


def _fault(sheet: SheetData, cell: Cell) -> Fault:
    return Fault(sheet.title, cell.address, cell.shown, cell.flaw.value if cell.flaw else "")


def _value(cell: Cell) -> str | Decimal | bool:
    if cell.value is None:
        return ""
    return clean(cell.value) if isinstance(cell.value, str) else cell.value
