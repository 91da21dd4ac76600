"""A file that came back, read: what it says of each line, where it says it, and what it was downloaded with."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from awards.offline.merging import Content
from awards.offline.origin import TITLE, UNKNOWN, Base, Key, Origin, read_origin, reason_against
from toolkit.spreadsheets import Fault, Findings, SheetData, TooManyFaults, open_bounded
from toolkit.spreadsheets.faults import refuse
from toolkit.text import fold

MOST_COLUMNS, MOST_ROWS = 600, 25_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where the file says something of a line: the sheet, and the cell of the entry."""

    sheet: str = ""
    cell: str = ""


@dataclass(slots=True)
class Filled:
    """`self_entries` are those of a whole round's file, to be compared and never written.

    With any of `faults` nothing may be stored; a line whose cell is faulty has no content.
    """

    contents: dict[Key, Content] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    bases: dict[Key, Base] = field(default_factory=dict)
    self_entries: dict[Key, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


Reader = Callable[[dict[str, SheetData], Findings, Filled], None]


def read_file(data: bytes, expected: Origin, titles: tuple[str, ...], read: Reader) -> Filled:
    """Bounded, of the right origin, and read by `read` out of the sheets of these titles.

    Raises SpreadsheetFaults for a file that cannot be opened or does not belong here; faults of cells are collected.
    """
    findings, filled = Findings(), Filled()
    sheets = _sheets(data, titles, findings)
    origin = sheets.pop(fold(TITLE), None) or refuse(UNKNOWN)
    found, filled.bases = read_origin(origin, Findings())
    if reason := reason_against(found, expected):
        refuse(reason)
    with suppress(TooManyFaults):
        read(sheets, findings, filled)
    filled.faults += findings.faults
    filled.notes += findings.notes
    return filled


def _sheets(data: bytes, titles: tuple[str, ...], findings: Findings) -> dict[str, SheetData]:
    """By folded title; the first of two with the same one."""
    wanted = {fold(title) for title in (*titles, TITLE)}
    outside: list[Fault] = []
    found = open_bounded(
        data, max_columns=MOST_COLUMNS, max_rows=MOST_ROWS, wanted=lambda t: fold(t) in wanted, outside=outside
    )
    findings.extend(outside)
    sheets: dict[str, SheetData] = {}
    for sheet in found:
        if sheet.was_read:
            sheets.setdefault(fold(sheet.title), sheet)
    return sheets
