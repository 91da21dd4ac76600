"""A workbook file as a Workbook, or every fault in it at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO

from awards.arithmetic import AwardRule, RoundContent
from awards.workbook import names
from awards.workbook.contents import Workbook
from awards.workbook.joining import join_marks
from awards.workbook.reading_criteria import CriteriaReader, CriteriaTable
from awards.workbook.reading_decisions import read_bands, read_rules, read_votes
from awards.workbook.reading_marks import Round
from awards.workbook.reading_settings import RoundSettings, SettingsReader
from awards.workbook.reading_units import UnitRow, read_units
from scoring.arithmetic import Band, Settings, Sheet
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
from toolkit.spreadsheets.cells import parse_address
from toolkit.text import fold

MOST_COLUMNS, MOST_ROWS = 600, 50_000

COLUMNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    names.SETTINGS: ((names.ITEM, names.VALUE), ()),
    names.UNITS: ((names.CODE, names.UNIT_NAME, names.ROLE), (names.ORDINAL, names.EXCLUDED)),
    names.CRITERIA: (
        (names.CODE, names.AREA, names.TITLE, names.KIND, names.MAXIMUM),
        (names.ORDINAL, names.UNIT_POINTS, names.TARGET),
    ),
    names.BANDS: ((names.BAND, names.FROM_TOTAL), (names.ORDINAL,)),
    names.RULES: (
        (names.CODE, names.FORM, names.QUOTA),
        (names.ORDINAL, names.LOWEST_TOTAL, names.WORST_RANK, names.AUTHORITY),
    ),
    names.VOTES: ((names.UNIT_CODE, names.BALLOTS), (names.ORDINAL,)),
}


def read_workbook(source: str | Path | bytes | IO[bytes]) -> Workbook:
    """Raises SpreadsheetFaults with every problem of the file, by sheet and cell."""
    known = {fold(title) for title in names.SHEETS}
    outside: list[Fault] = []
    sheets = open_bounded(
        source,
        max_columns=MOST_COLUMNS,
        max_rows=MOST_ROWS,
        wanted=lambda title: fold(title) in known,
        outside=outside,
    )
    return _Reader(sheets, outside).read()


NOT_CARRIED = (
    "Khen thưởng của kỳ chấm này còn xét xếp loại, sáng kiến, báo cáo hoặc kỷ luật; sổ chấm điểm không mang theo các "
    "điều kiện ấy nên không nạp, vì sẽ ra đề nghị khác. Đối chiếu bằng ket-qua.json."
)


class _Reader:
    """One pass over the sheets; what cannot be read leaves its empty value and a fault behind."""

    def __init__(self, sheets: Iterable[SheetData], outside: Iterable[Fault]):
        self.findings = Findings()
        self.findings.extend(outside)
        self.order: dict[str, int] = {}
        self.sheets: dict[str, SheetData] = {}
        for sheet in sheets:
            self._take(sheet)
        for title in names.REQUIRED_SHEETS:
            if fold(title) not in self.sheets:
                self.findings.fault(title, "", "", "Sổ thiếu trang tính này.")

    def _take(self, sheet: SheetData) -> None:
        key = fold(sheet.title)
        self.order.setdefault(sheet.title, len(self.order))
        if key == fold(names.CONDITIONS):
            self.findings.fault(sheet.title, "", "", NOT_CARRIED)
            return
        if not sheet.was_read:
            if key != fold(names.GUIDE):
                self.findings.note(f'Bỏ qua trang tính "{sheet.title}".')
        elif key in self.sheets:
            self.findings.fault(sheet.title, "", "", f'Sổ có hai trang tính "{sheet.title}". Giữ lại một trang.')
        else:
            self.sheets[key] = sheet
            if sheet.is_hidden:
                self.findings.note(f'Trang tính "{sheet.title}" đang ẩn, vẫn được đọc.')

    def read(self) -> Workbook:
        try:
            workbook = self._read()
        except TooManyFaults:
            workbook = None
        if workbook is None or self.findings.faults:
            raise SpreadsheetFaults(self._sorted_faults())
        return workbook

    def _read(self) -> Workbook:
        settings = self._settings()
        units_table, criteria_table = self._table(names.UNITS), self._table(names.CRITERIA)
        units = read_units(units_table, self.findings) if units_table else ()
        criteria = CriteriaReader(criteria_table, self.findings).read() if criteria_table else None
        if self.settings_reader and criteria and criteria.is_complete:
            self.settings_reader.check_areas(settings, dict(criteria.area_titles))
        bands, rules, votes = self._decisions(units, is_known=units_table is not None)
        sheets: tuple[Sheet, ...] = ()
        if units and criteria:
            sheets = join_marks(self.sheets, Round(settings, units, criteria), votes, self.findings)
        return _workbook(settings, sheets, criteria, bands, rules, self.findings.notes)

    def _settings(self) -> RoundSettings:
        table = self._table(names.SETTINGS)
        self.settings_reader = SettingsReader(table, self.findings) if table else None
        return self.settings_reader.read() if self.settings_reader else RoundSettings()

    def _table(self, title: str) -> Table | None:
        sheet = self.sheets.get(fold(title))
        required, optional = COLUMNS[title]
        return read_table(sheet, required, optional, self.findings) if sheet else None

    def _decisions(
        self, units: tuple[UnitRow, ...], *, is_known: bool
    ) -> tuple[tuple[Band, ...], tuple[AwardRule, ...], dict[str, int]]:
        bands, rules, votes = self._table(names.BANDS), self._table(names.RULES), self._table(names.VOTES)
        return (
            read_bands(bands, self.findings) if bands else (),
            read_rules(rules, self.findings) if rules else (),
            read_votes(votes, units, self.findings) if votes and is_known else {},
        )

    def _sorted_faults(self) -> list[Fault]:
        """In the order a person walks through the file: by sheet, row and column."""
        return sorted(self.findings.faults, key=self._place)

    def _place(self, fault: Fault) -> tuple[int, int, int]:
        sheet = self.order.get(fault.sheet, len(self.order) if fault.sheet else -1)
        number = fault.cell.partition(":")[0]
        row, column = (int(number), 0) if number.isdigit() else parse_address(fault.cell) or (0, 0)
        return sheet, row, column


def _workbook(
    settings: RoundSettings,
    sheets: tuple[Sheet, ...],
    criteria: CriteriaTable | None,
    bands: tuple[Band, ...],
    rules: tuple[AwardRule, ...],
    notes: tuple[str, ...],
) -> Workbook:
    content = RoundContent(
        criteria=criteria.criteria if criteria else (),
        sheets=sheets,
        settings=Settings(settings.step, settings.bonus_cap, settings.tie_break, bands),
        rules=rules,
        area_titles=criteria.area_titles if criteria else (),
    )
    return Workbook(
        commune=settings.commune,
        city=settings.city,
        number=settings.number,
        bloc_name=settings.bloc_name,
        year=settings.year,
        round_name=settings.round_name,
        content=content,
        notes=notes,
    )
