"""Any file somebody sends, as rows of exact values, or a list of faults; within a second, whatever is in it.

openpyxl is left aside here: it gives numbers as floats, cannot say "formula without a result" in the same pass, and
raises on styles that Excel shows without a word.
"""

from collections.abc import Callable

from toolkit.spreadsheets.cells import SheetData
from toolkit.spreadsheets.container import Source, read_parts
from toolkit.spreadsheets.faults import Fault, SpreadsheetFaults
from toolkit.spreadsheets.parts import (
    RELATIONS,
    WORKBOOK,
    helpers,
    read_number_formats,
    read_relations,
    read_shared_strings,
    read_sheet_list,
)
from toolkit.spreadsheets.sheet_scan import SheetScan
from toolkit.spreadsheets.xml import Budget, scan

# Of all parsed parts together. 200 units × 40 criteria need some 50,000 elements in 2 MB; this much costs a second.
MOST_ELEMENTS, MOST_PARSED = 250_000, 20 * 1024 * 1024


def open_bounded(
    source: Source,
    *,
    max_columns: int = 600,
    max_rows: int = 2_000,
    wanted: Callable[[str], bool] = lambda title: True,
    outside: list[Fault] | None = None,
) -> tuple[SheetData, ...]:
    """The worksheets of an .xlsx in order. Raises SpreadsheetFaults.

    `wanted` says by title which sheets are read; the others are only named. A cell with a value beyond the last column
    or row is a fault with its address, raised or, when the caller brings a list, put into `outside`; empty cells may
    stand anywhere.
    """
    parts = read_parts(source)
    budget = Budget(MOST_ELEMENTS, MOST_PARSED)
    budget.spend(parts.get(RELATIONS, b"") + parts[WORKBOOK])
    relations = read_relations(parts)
    listed = read_sheet_list(parts, relations)
    read = [entry for entry in listed if wanted(entry.title)]
    for name in helpers(relations):
        budget.spend(parts.get(name, b""))
    for entry in read:
        budget.spend(parts[entry.part], entry.title)
    strings = read_shared_strings(parts, relations)
    formats = read_number_formats(parts, relations)
    sheets: list[SheetData] = []
    faults: list[Fault] = []
    for entry in listed:
        if entry not in read:
            sheets.append(SheetData(entry.title, (), entry.is_hidden, was_read=False))
            continue
        found = SheetScan(entry.title, strings, formats, max_columns, max_rows)
        scan(parts[entry.part], found, entry.title)
        sheets.append(SheetData(entry.title, found.rows(), entry.is_hidden))
        faults += found.outside
    if outside is not None:
        outside += faults
    elif faults:
        raise SpreadsheetFaults(faults)
    return tuple(sheets)
