"""Tiêu chí: the scoring table and the titles of its areas."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from awards.workbook import names
from awards.workbook.rows import LONGEST_TITLE, RowReader
from scoring.arithmetic import Criterion, Kind
from scoring.entries import LARGEST, MOST_DECIMALS
from toolkit.spreadsheets import Findings, Table
from toolkit.text import fold

MOST_CRITERIA = 300
AREA = re.compile(r"(?:nội dung\s+)?0*([1-9][0-9]?)(?:\s*[.):–-](?![0-9])\s*(.*))?", re.IGNORECASE | re.DOTALL)
AREA_HINT = 'Ghi số và tên nội dung, ví dụ "1. Thi đua …", hoặc chỉ số nếu tên đã ghi ở dòng trên.'


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    """`codes` by folded code: every code that stands in the sheet, also of the rows that are faulty.

    Where a code itself is faulty they are not sure: a code that another sheet uses may be the one that was meant.
    """

    criteria: tuple[Criterion, ...]
    area_titles: tuple[tuple[int, str], ...]
    codes: Mapping[str, str]
    is_complete: bool
    codes_are_sure: bool


class CriteriaReader:
    def __init__(self, table: Table, findings: Findings):
        self.table, self.findings = table, findings
        self.criteria: list[Criterion] = []
        self.codes: dict[str, str] = {}
        self.titles: dict[int, str] = {}
        self.is_complete = self.codes_are_sure = True

    def read(self) -> CriteriaTable:
        for row in self.table:
            reader = RowReader(row, self.findings)
            if self._is_area_row(reader):
                self._area(reader)
            else:
                self._criterion(reader)
            self.is_complete = self.is_complete and not reader.is_faulty
        if not self.codes:
            self._whole_fault("Chưa có tiêu chí nào.")
        elif self.is_complete and not any(c.kind.is_base for c in self.criteria):
            self._whole_fault("Cần ít nhất một tiêu chí ngoài điểm thưởng và điểm trừ.")
        if len(self.codes) > MOST_CRITERIA:
            self._whole_fault(f"Có {len(self.codes)} tiêu chí; nhiều nhất {MOST_CRITERIA}.")
        titles = tuple(sorted(self.titles.items()))
        return CriteriaTable(tuple(self.criteria), titles, self.codes, self.is_complete, self.codes_are_sure)

    def _whole_fault(self, expected: str) -> None:
        self.is_complete = False
        self.findings.fault(self.table.sheet, "", "", expected)

    def _is_area_row(self, reader: RowReader) -> bool:
        """A row with nothing but an area is its heading."""
        others = (names.CODE, names.TITLE, names.KIND, names.MAXIMUM, names.UNIT_POINTS, names.TARGET)
        return not reader.is_empty(names.AREA) and all(reader.is_empty(heading) for heading in others)

    def _criterion(self, reader: RowReader) -> None:
        code = self._new_code(reader)
        title = reader.text(names.TITLE, most=LONGEST_TITLE)
        kind = reader.choice(names.KIND, names.KINDS)
        if kind is None:
            return
        criterion = Criterion(
            code=code,
            kind=kind,
            title=title,
            area=self._area_of(reader, kind),
            maximum=reader.points(names.MAXIMUM, required=kind.is_base),
            unit_points=self._unit_points(reader, kind),
            target=self._target(reader, kind),
        )
        if not reader.is_faulty:
            self.criteria.append(criterion)

    def _new_code(self, reader: RowReader) -> str:
        code = reader.code(names.CODE)
        if fold(code) in self.codes:
            reader.fault(names.CODE, "Mã tiêu chí này đã có ở dòng trên. Mã gõ thành số mất số 0 cuối: 1.10 thành 1.1.")
        elif code:
            self.codes[fold(code)] = code
        self.codes_are_sure = self.codes_are_sure and not reader.is_faulty
        return code

    def _area_of(self, reader: RowReader, kind: Kind) -> int | None:
        if kind.is_base:
            return self._area(reader)
        reader.nothing(names.AREA, "Điểm thưởng và điểm trừ không thuộc nội dung nào. Để trống ô này.")
        return None

    def _area(self, reader: RowReader) -> int | None:
        """The area's number; its title is remembered from the row that first has it."""
        text = reader.text(names.AREA, most=LONGEST_TITLE + 20)
        if not text:
            return None
        found = AREA.fullmatch(text)
        if not found:
            reader.fault(names.AREA, AREA_HINT)
            return None
        number, title = int(found[1]), (found[2] or "").strip()
        if len(title) > LONGEST_TITLE:
            reader.fault(names.AREA, f"Tên nội dung nhiều nhất {LONGEST_TITLE} ký tự.")
        elif number not in self.titles and not title:
            reader.fault(names.AREA, f"Nội dung {number} chưa có tên. {AREA_HINT}")
        elif number not in self.titles:
            self.titles[number] = title
        elif title and fold(title) != fold(self.titles[number]):
            reader.fault(names.AREA, f'Nội dung {number} đã có tên khác ở dòng trên: "{self.titles[number]}".')
        return number

    def _unit_points(self, reader: RowReader, kind: Kind) -> Decimal | None:
        if kind.has_unit_points:
            self._require_column(names.UNIT_POINTS, reader)
            return reader.points(names.UNIT_POINTS) if self.table.has(names.UNIT_POINTS) else None
        reader.nothing(names.UNIT_POINTS, f"Loại {names.KINDS[kind]} không dùng đơn giá. Để trống ô này.")
        return None

    def _target(self, reader: RowReader, kind: Kind) -> Decimal | None:
        if kind.has_target:
            self._require_column(names.TARGET, reader)
            if not self.table.has(names.TARGET):
                return None
            least = Decimal(1).scaleb(-MOST_DECIMALS)
            return reader.number(names.TARGET, decimals=MOST_DECIMALS, least=least, most=LARGEST, required=True)
        reader.nothing(names.TARGET, f"Loại {names.KINDS[kind]} không dùng chỉ tiêu. Để trống ô này.")
        return None

    def _require_column(self, heading: str, reader: RowReader) -> None:
        """Said once for the table, however many rows need the column."""
        if not self.table.has(heading):
            reader.is_faulty = True
            number = self.table.heading_row
            self.findings.fault(self.table.sheet, f"{number}:{number}", "", f'Dòng tiêu đề thiếu cột "{heading}".')
