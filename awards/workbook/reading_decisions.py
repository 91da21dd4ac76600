"""Xếp loại, Khen thưởng and Phiếu phân định: what the totals lead to."""

import re
from collections.abc import Sequence
from decimal import Decimal

from awards.arithmetic import AwardRule, Quota
from awards.workbook import names
from awards.workbook.reading_units import UnitRow
from awards.workbook.rows import RowReader
from scoring.arithmetic import Band
from scoring.entries import MOST_DECIMALS
from toolkit.numbers import NumberProblem, parse_decimal, plain
from toolkit.spreadsheets import Findings, Table
from toolkit.text import clean, fold

LONGEST_BAND = 100
MOST_ROWS = 100  # bands or rules: more is a mistake
MOST_PLACES = 10_000
MOST_VOTES = 1_000_000
PERCENT = re.compile(r"([^%]{1,20}?) ?%")
QUOTA_HINT = "Nhập số đơn vị (số nguyên từ 1) hoặc tỷ lệ trên 0% đến 100%, ví dụ 3 hoặc 30%."


def read_bands(table: Table, findings: Findings) -> tuple[Band, ...]:
    bands: list[Band] = []
    names_seen: set[str] = set()
    totals_seen: set[Decimal] = set()
    for row in table:
        reader = RowReader(row, findings)
        name = reader.text(names.BAND, most=LONGEST_BAND)
        total = reader.points(names.FROM_TOTAL, may_be_zero=True)
        if name and fold(name) in names_seen:
            reader.fault(names.BAND, "Loại này đã có ở dòng trên.")
        if total is not None and total in totals_seen:
            reader.fault(names.FROM_TOTAL, "Mức điểm này đã có ở dòng trên. Mỗi loại một mức.")
        names_seen.add(fold(name))
        if total is not None:
            totals_seen.add(total)
            bands.append(Band(name, total))
    _refuse_too_many(table, len(bands), findings)
    return tuple(bands)


def read_rules(table: Table, findings: Findings) -> tuple[AwardRule, ...]:
    rules: list[AwardRule] = []
    seen: set[str] = set()
    for row in table:
        reader = RowReader(row, findings)
        code = reader.code(names.CODE)
        if code and fold(code) in seen:
            reader.fault(names.CODE, "Mã hình thức này đã có ở dòng trên.")
        seen.add(fold(code))
        form, quota = reader.text(names.FORM), _quota(reader)
        lowest_total = reader.points(names.LOWEST_TOTAL, required=False, may_be_zero=True)
        worst_rank = reader.whole(names.WORST_RANK, least=1, most=MOST_PLACES, required=False)
        authority = reader.text(names.AUTHORITY, required=False)
        if quota:
            rules.append(AwardRule(code, form, quota, authority, lowest_total, worst_rank))
    _refuse_too_many(table, len(rules), findings)
    return tuple(rules)


def _refuse_too_many(table: Table, rows: int, findings: Findings) -> None:
    if rows > MOST_ROWS:
        findings.fault(table.sheet, "", "", f"Có {rows} dòng; nhiều nhất {MOST_ROWS}.")


def _quota(reader: RowReader) -> Quota | None:
    """A whole number of units, or a percentage: as a text or as a percent-formatted number."""
    cell = reader.cell(names.QUOTA)
    if cell is None:
        if reader.is_empty(names.QUOTA):
            reader.fault(names.QUOTA, QUOTA_HINT)
        return None
    try:
        quota = _quota_from(cell.value, cell.is_percent)
    except NumberProblem:
        quota = None
    if quota is None:
        reader.fault(names.QUOTA, QUOTA_HINT)
    return quota


def _quota_from(value: str | Decimal | bool | None, is_percent: bool) -> Quota | None:
    if isinstance(value, Decimal):
        return _percent(value * 100) if is_percent else _places(value)
    if not isinstance(value, str) or len(value) > 100:
        return None
    text = clean(value)
    found = PERCENT.fullmatch(text)
    return _percent(parse_decimal(found[1])) if found else _places(parse_decimal(text))


def _percent(value: Decimal) -> Quota | None:
    value = plain(value)
    exponent = value.as_tuple().exponent
    fits = 0 < value <= 100 and isinstance(exponent, int) and -exponent <= MOST_DECIMALS
    return Quota(percent=value) if fits else None


def _places(value: Decimal) -> Quota | None:
    return Quota(number=int(value)) if 1 <= value <= MOST_PLACES and value == int(value) else None


def read_votes(table: Table, units: Sequence[UnitRow], findings: Findings) -> dict[str, int]:
    """Votes by unit code; a unit without a number has none."""
    votes: dict[str, int] = {}
    codes = {fold(unit.code): unit.code for unit in units}
    seen: set[str] = set()
    for row in table:
        reader = RowReader(row, findings)
        code = reader.code(names.UNIT_CODE)
        count = reader.whole(names.BALLOTS, least=0, most=MOST_VOTES, required=False)
        if code and fold(code) not in codes:
            reader.fault(names.UNIT_CODE, f"Không có mã này trong trang {names.UNITS}.")
        elif code and fold(code) in seen:
            reader.fault(names.UNIT_CODE, "Số phiếu của đơn vị này đã có ở dòng trên.")
        elif code and count is not None:
            votes[codes[fold(code)]] = count
        seen.add(fold(code))
    return votes
