"""The file as rows of clean values; every fault of it at once, with sheet, row and column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from awards.actions.past_awards import reasons_against_days
from awards.history_import import names
from awards.person_names import person_key
from awards.workbook.rows import RowReader
from toolkit.spreadsheets import Findings, Flaw, Table, TooManyFaults, open_bounded, read_table
from toolkit.text import clean, fold
from units.models import Unit

MOST_ROWS, MOST_COLUMNS = 3_000, 40
FIRST_YEAR = 1945
DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
BAD_DAY = "Nhập ngày như 05/06/2026."
MOST_TOTAL = Decimal("99999.99")


@dataclass(frozen=True, slots=True)
class AwardRow:
    """A line of the sheet Khen thưởng; `unit` None for one that is not a unit of the bloc any more."""

    number: int
    year: int
    unit: Unit | None
    unit_name: str
    person_name: str
    office: str
    form: str
    decision_number: str
    decided_on: date
    body: str
    note: str

    @property
    def key(self) -> tuple:
        """As awards.actions.past_awards.key_of."""
        who = self.unit.pk if self.unit else fold(self.unit_name)
        return self.year, who, person_key(self.person_name), fold(self.form), fold(self.decision_number)


@dataclass(frozen=True, slots=True)
class StandingRow:
    number: int
    year: int
    round_name: str
    unit: Unit | None
    unit_name: str
    rank: int | None
    total: Decimal | None
    classification: str

    @property
    def key(self) -> tuple:
        return self.year, fold(self.round_name), self.unit.pk if self.unit else fold(self.unit_name)


@dataclass(frozen=True, slots=True)
class HistoryFile:
    awards: tuple[AwardRow, ...] = ()
    standings: tuple[StandingRow, ...] = ()


@dataclass
class Units:
    """The units of a bloc by code and by name; `unknown` are the names that are none of theirs, as they were met."""

    by_code: Mapping[str, Unit]
    by_name: Mapping[str, list[Unit]]
    unknown: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "Units":
        by_name: dict[str, list[Unit]] = {}
        by_code = {}
        for unit in units:
            by_code[fold(unit.code)] = unit
            by_name.setdefault(fold(unit.name), []).append(unit)
        return cls(by_code, by_name)

    def read(self, reader: RowReader) -> tuple[Unit | None, str]:
        """The unit and its name; of two with one name the code has to tell."""
        typed = reader.text(names.UNIT)
        named = self.by_name.get(fold(typed), [])
        if len(named) > 1:
            codes = ", ".join(unit.code for unit in named)
            reader.fault(names.UNIT, f"Có {len(named)} đơn vị cùng tên này. Ghi mã: {codes}.")
            return None, ""
        unit = named[0] if named else self.by_code.get(fold(typed))
        if unit is None and typed:
            self.unknown.setdefault(fold(typed), typed)
        return unit, unit.name if unit else typed


def read_history(data: bytes, units: Units, findings: Findings, *, on: date) -> HistoryFile:
    """Rows without a fault; the faults are in `findings`. Raises SpreadsheetFaults for a file that cannot be opened."""
    wanted = {fold(names.AWARDS), fold(names.STANDINGS)}
    sheets = open_bounded(
        data, max_columns=MOST_COLUMNS, max_rows=MOST_ROWS, wanted=lambda title: fold(title) in wanted
    )
    found = {fold(sheet.title): sheet for sheet in sheets if sheet.was_read}
    if not found:
        findings.fault("", "", "", f'Tệp không có trang "{names.AWARDS}" hay "{names.STANDINGS}".')
        return HistoryFile()
    awards: tuple[AwardRow, ...] = ()
    standings: tuple[StandingRow, ...] = ()
    try:
        if sheet := found.get(fold(names.AWARDS)):
            others = [name for name in names.AWARD_HEADS if name not in names.AWARD_NEEDED]
            awards = _awards(read_table(sheet, names.AWARD_NEEDED, others, findings), units, findings, on)
        if sheet := found.get(fold(names.STANDINGS)):
            others = [name for name in names.STANDING_HEADS if name not in names.STANDING_NEEDED]
            standings = _standings(read_table(sheet, names.STANDING_NEEDED, others, findings), units, findings, on)
    except TooManyFaults:
        pass
    return HistoryFile(awards, standings)


def _awards(table: Table | None, units: Units, findings: Findings, on: date) -> tuple[AwardRow, ...]:
    rows: list[AwardRow] = []
    seen: dict[tuple, int] = {}
    for line in table or ():
        reader = RowReader(line, findings)
        row = _award(reader, units, on)
        if row is not None and _is_new(reader, row.key, seen, names.UNIT):
            rows.append(row)
    return tuple(rows)


def _award(reader: RowReader, units: Units, on: date) -> AwardRow | None:
    """None where a fault was recorded."""
    year = reader.whole(names.YEAR, least=FIRST_YEAR, most=on.year, required=True)
    unit, unit_name = units.read(reader)
    person = reader.text(names.PERSON, most=150, required=False)
    office = reader.text(names.OFFICE, required=False)
    form, number = reader.text(names.FORM), reader.text(names.NUMBER, most=60)
    day, body = _day(reader, names.DAY), reader.text(names.BODY)
    note = reader.text(names.NOTE, most=500, required=False)
    if year is not None and day is not None:
        for reason in reasons_against_days(year, day, on=on):
            reader.fault(names.DAY, reason)
    if office and not person:
        reader.fault(names.OFFICE, "Có chức vụ mà không có họ và tên. Ghi họ và tên, hoặc để trống chức vụ.")
    if reader.is_faulty or year is None or day is None:
        return None
    return AwardRow(reader.row.number, year, unit, unit_name, person, office, form, number, day, body, note)


def _standings(table: Table | None, units: Units, findings: Findings, on: date) -> tuple[StandingRow, ...]:
    rows: list[StandingRow] = []
    seen: dict[tuple, int] = {}
    for line in table or ():
        reader = RowReader(line, findings)
        row = _standing(reader, units, on)
        if row is not None and _is_new(reader, row.key, seen, names.UNIT):
            rows.append(row)
    return tuple(rows)


def _standing(reader: RowReader, units: Units, on: date) -> StandingRow | None:
    year = reader.whole(names.YEAR, least=FIRST_YEAR, most=on.year, required=True)
    round_name = reader.text(names.ROUND)
    unit, unit_name = units.read(reader)
    rank = reader.whole(names.RANK, least=1, most=500, required=False)
    total = reader.number(names.TOTAL, decimals=2, least=Decimal(0), most=MOST_TOTAL, required=False)
    classification = reader.text(names.CLASSIFICATION, most=100, required=False)
    if not reader.is_faulty and rank is None and total is None and not classification:
        reader.fault(names.UNIT, "Ghi hạng, tổng điểm hoặc xếp loại của đơn vị.")
    if reader.is_faulty or year is None:
        return None
    return StandingRow(reader.row.number, year, round_name, unit, unit_name, rank, total, classification)


def _is_new(reader: RowReader, key: tuple, seen: dict[tuple, int], heading: str) -> bool:
    if key in seen:
        reader.fault(heading, f"Trùng với dòng {seen[key]}. Giữ lại một dòng.")
        return False
    seen[key] = reader.row.number
    return True


def _day(reader: RowReader, heading: str) -> date | None:
    """A cell Excel keeps as a date, or a text like 05/06/2026."""
    cell = reader.row.cell(heading)
    if cell is not None and cell.flaw is Flaw.DATE:
        typed = cell.raw.partition("T")[0]
    elif not (typed := reader.text(heading, most=30)):
        return None
    day = day_from(typed)
    if day is None:
        reader.fault(heading, BAD_DAY)
    return day


def day_from(typed: str) -> date | None:
    for pattern in DAY_FORMATS:
        try:
            found = datetime.strptime(clean(typed), pattern).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        return found if FIRST_YEAR <= found.year <= 2100 else None
    return None
