"""Khối: the bloc, the year, the round and its settings, one item a row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from awards.workbook import names
from awards.workbook.rows import RowReader
from scoring.arithmetic import BALLOT_STEP, BASE_STEP, CENT, DEFAULT_TIE_BREAK, area_of_step, area_step
from toolkit.numbers import shorten
from toolkit.spreadsheets import Findings, Table
from toolkit.text import fold

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_PLACE, LONGEST_NUMBER = 100, 10
AREA_STEP = re.compile(rf"{fold(names.AREA_PART)} 0*([1-9][0-9]?)")


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """The sheet Khối; where an item is missing or faulty, its empty value."""

    commune: str = ""
    city: str = ""
    number: str = ""
    bloc_name: str = ""
    year: int = 0
    round_name: str = ""
    step: Decimal = CENT
    bonus_cap: Decimal | None = None
    tie_break: tuple[str, ...] = DEFAULT_TIE_BREAK


class SettingsReader:
    """Reads the items of the sheet Khối, wherever they stand."""

    def __init__(self, table: Table, findings: Findings):
        self.table, self.findings = table, findings
        self.rows: dict[str, RowReader] = {}
        known = {fold(item) for item in names.ITEMS}
        for row in table:
            reader = RowReader(row, findings)
            item = reader.text(names.ITEM)
            if fold(item) in self.rows:
                reader.fault(names.ITEM, "Mục này đã có ở dòng trên. Giữ lại một dòng.")
            elif fold(item) in known:
                self.rows[fold(item)] = reader
            elif item:
                place = row.cell(names.ITEM)
                findings.note(f'{table.sheet}!{place.address if place else ""}: bỏ qua mục "{shorten(item)}".')

    def read(self) -> RoundSettings:
        return RoundSettings(
            commune=self._text(names.COMMUNE, LONGEST_PLACE),
            city=self._text(names.CITY, LONGEST_PLACE),
            number=self._bloc_number(),
            bloc_name=self._text(names.BLOC_NAME, required=False),
            year=self._year(),
            round_name=self._text(names.ROUND_NAME),
            step=self._points(names.STEP) or CENT,
            bonus_cap=self._points(names.BONUS_CAP, may_be_zero=True),
            tie_break=self._tie_break(),
        )

    def check_areas(self, settings: RoundSettings, areas: Iterable[int]) -> None:
        """A chain that somebody wrote may only name areas that there are."""
        written = self.rows.get(fold(names.TIE_BREAK))
        if not written or written.is_faulty or written.is_empty(names.VALUE):
            return
        for step in settings.tie_break:
            area = area_of_step(step)
            if area is not None and area not in areas:
                written.fault(names.VALUE, f"Không có Nội dung {area} trong trang {names.CRITERIA}.")

    def _row(self, item: str, required: bool = True) -> RowReader | None:
        row = self.rows.get(fold(item))
        if row is None and required:
            self.findings.fault(self.table.sheet, "", "", f'Thiếu mục "{item}".')
        return row

    def _text(self, item: str, most: int = 255, *, required: bool = True) -> str:
        row = self._row(item, required)
        return row.text(names.VALUE, most=most, required=required) if row else ""

    def _bloc_number(self) -> str:
        """A number typed as a number has lost its zero: 2 is 02."""
        row = self._row(names.NUMBER)
        if row is None:
            return ""
        cell = row.row.cell(names.VALUE)
        if cell and isinstance(cell.value, Decimal):
            return f"{row.whole(names.VALUE, least=0, most=9999, required=True) or 0:02d}"
        return row.text(names.VALUE, most=LONGEST_NUMBER)

    def _year(self) -> int:
        row = self._row(names.YEAR)
        return (row.whole(names.VALUE, least=FIRST_YEAR, most=LAST_YEAR, required=True) or 0) if row else 0

    def _points(self, item: str, *, may_be_zero: bool = False) -> Decimal | None:
        row = self._row(item, required=False)
        return row.points(names.VALUE, required=False, may_be_zero=may_be_zero) if row else None

    def _tie_break(self) -> tuple[str, ...]:
        row = self._row(names.TIE_BREAK, required=False)
        text = row.text(names.VALUE, required=False) if row else ""
        if row is None or not text:
            return DEFAULT_TIE_BREAK
        steps: list[str] = []
        for part in filter(None, (p.strip() for p in text.split(";"))):
            step = _step(part)
            if step is None:
                row.fault(names.VALUE, f'Không hiểu "{shorten(part)}". Dùng Điểm nền; Nội dung 1; Bỏ phiếu.')
            elif step in steps:
                row.fault(names.VALUE, f'"{shorten(part)}" được ghi hai lần.')
            else:
                steps.append(step)
        return tuple(steps) or DEFAULT_TIE_BREAK


def _step(part: str) -> str | None:
    key = fold(part)
    if key in (fold(names.BASE_PART), fold(names.BALLOT_PART)):
        return BASE_STEP if key == fold(names.BASE_PART) else BALLOT_STEP
    found = AREA_STEP.fullmatch(key)
    return area_step(int(found[1])) if found else None
