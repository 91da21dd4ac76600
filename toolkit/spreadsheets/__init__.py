"""Spreadsheets in and out: a bounded reader for files from anywhere, a writer whose text can never become a formula.

Numbers come in and go out as Decimal, digit for digit; no float touches them on the way.
"""

from toolkit.spreadsheets.cells import Cell, Flaw, Row, SheetData, address, column_letters
from toolkit.spreadsheets.csv_writing import write_csv
from toolkit.spreadsheets.faults import Fault, SpreadsheetFaults
from toolkit.spreadsheets.protection import Check, Open, Shape
from toolkit.spreadsheets.reading import open_bounded
from toolkit.spreadsheets.tables import Findings, Table, TableRow, TooManyFaults, read_table
from toolkit.spreadsheets.writing import NewSheet, Percent, write_sheets

__all__ = [
    "Cell",
    "Check",
    "Fault",
    "Findings",
    "Flaw",
    "NewSheet",
    "Open",
    "Percent",
    "Row",
    "Shape",
    "SheetData",
    "SpreadsheetFaults",
    "Table",
    "TableRow",
    "TooManyFaults",
    "address",
    "column_letters",
    "open_bounded",
    "read_table",
    "write_csv",
    "write_sheets",
]
