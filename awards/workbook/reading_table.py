"""A scoring table out of a workbook: its sheet Tiêu chí, with step and bonus cap of the sheet Khối where it has one."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO

from awards.workbook import names
from awards.workbook.reading import COLUMNS, MOST_COLUMNS, MOST_ROWS
from awards.workbook.reading_criteria import CriteriaReader
from awards.workbook.reading_settings import SettingsReader
from awards.workbook.rows import RowReader, is_too_long, text_of
from scoring.arithmetic import Criterion
from toolkit.spreadsheets import (
    Fault,
    Findings,
    SheetData,
    SpreadsheetFaults,
    Table,
    TooManyFaults,
    open_bounded,
    read_table,
)
from toolkit.text import fold

NUMBER = re.compile(r"0*([1-9][0-9]?)")
WANTED = (names.SETTINGS, names.CRITERIA)


@dataclass(frozen=True, slots=True)
class TableFile:
    """`settings` has "step" and "bonus_cap" where the file says them; `area_titles` are the file's own words."""

    criteria: tuple[Criterion, ...]
    area_titles: tuple[tuple[int, str], ...] = ()
    settings: Mapping[str, Decimal | None] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_criteria_table(source: bytes | IO[bytes], areas: Mapping[int, str]) -> TableFile:
    """`areas` are those of the year, by number. Raises SpreadsheetFaults with every problem, by sheet and cell."""
    wanted = {fold(title) for title in WANTED}
    outside: list[Fault] = []
    sheets = open_bounded(
        source,
        max_columns=MOST_COLUMNS,
        max_rows=MOST_ROWS,
        wanted=lambda title: fold(title) in wanted,
        outside=outside,
    )
    findings = Findings()
    findings.extend(outside)
    found = None
    with suppress(TooManyFaults):
        found = _read([sheet for sheet in sheets if sheet.was_read], areas, findings)
    if found is None or findings.faults:
        raise SpreadsheetFaults(findings.faults)
    return found


def _read(sheets: Sequence[SheetData], areas: Mapping[int, str], findings: Findings) -> TableFile | None:
    for title in WANTED:
        if sum(fold(sheet.title) == fold(title) for sheet in sheets) > 1:
            findings.fault(title, "", "", f'Sổ có hai trang tính "{title}". Giữ lại một trang.')
    criteria = _table(sheets, names.CRITERIA, findings)
    if criteria is None:
        if not findings.faults:
            findings.fault(names.CRITERIA, "", "", "Sổ thiếu trang tính này.")
        return None
    settings = _table(sheets, names.SETTINGS, findings)
    table = AreaReader(criteria, findings, areas).read()
    said = StepReader(settings, findings).settings() if settings else {}
    return TableFile(table.criteria, table.area_titles, said, findings.notes)


def _table(sheets: Sequence[SheetData], title: str, findings: Findings) -> Table | None:
    required, optional = COLUMNS[title]
    found = [sheet for sheet in sheets if fold(sheet.title) == fold(title)]
    return read_table(found[0], required, optional, findings) if found else None


class AreaReader(CriteriaReader):
    """Areas are those of the year: another number is a fault at its cell, another title a note."""

    def __init__(self, table: Table, findings: Findings, areas: Mapping[int, str]):
        super().__init__(table, findings)
        self.areas = areas

    def _area(self, reader: RowReader) -> int | None:
        if (alone := _number_alone(reader)) in self.areas:
            return alone  # the year knows its title
        number = super()._area(reader)
        if number is not None and number not in self.areas:
            known = ", ".join(map(str, sorted(self.areas))) or "chưa có nội dung nào"
            reader.fault(names.AREA, f"Năm này không có Nội dung {number}. Các nội dung của năm: {known}.")
        return number


def _number_alone(reader: RowReader) -> int | None:
    cell = reader.row.cell(names.AREA)
    if cell is None or (isinstance(cell.value, str) and is_too_long(cell.value, 20)):
        return None
    found = NUMBER.fullmatch(text_of(cell) or "")
    return int(found[1]) if found else None


class StepReader(SettingsReader):
    """The two settings that belong to a table. What the file leaves out stays as it is; an empty cap is no cap."""

    def settings(self) -> dict[str, Decimal | None]:
        said: dict[str, Decimal | None] = {}
        if (step := self._points(names.STEP)) is not None:
            said["step"] = step
        if fold(names.BONUS_CAP) in self.rows:
            said["bonus_cap"] = self._points(names.BONUS_CAP, may_be_zero=True)
        return said
