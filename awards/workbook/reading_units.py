"""Đơn vị: who is in the round, in which role, and who is excluded."""

from dataclasses import dataclass

from awards.workbook import names
from awards.workbook.rows import LONGEST_REASON, RowReader
from toolkit.spreadsheets import Findings, Table
from toolkit.text import fold

MOST_UNITS = 500
RESERVED = (names.CODE, names.TITLE)
NOT_A_REASON = ("không", "ko", "không có")


@dataclass(frozen=True, slots=True)
class UnitRow:
    code: str
    name: str
    role: str
    excluded: str


def read_units(table: Table, findings: Findings) -> tuple[UnitRow, ...]:
    """The units whose code can be told, in order; their other values may be empty where a fault was recorded."""
    units: list[UnitRow] = []
    seen: set[str] = set()
    roles: dict[str, str] = {}
    for row in table:
        reader = RowReader(row, findings)
        code = _new_code(reader, seen)
        unit = UnitRow(code, reader.text(names.UNIT_NAME), _role(reader, roles), _excluded(reader))
        if code:
            units.append(unit)
    if not units:
        findings.fault(table.sheet, "", "", "Chưa có đơn vị nào.")
    elif "head" not in roles and not _has_unreadable_role(table):
        findings.fault(table.sheet, "", "", f"Chưa có {names.ROLES['head']}. Ghi vai trò này cho đúng một đơn vị.")
    if len(units) > MOST_UNITS:
        findings.fault(table.sheet, "", "", f"Có {len(units)} đơn vị; nhiều nhất {MOST_UNITS}.")
    return tuple(units)


def _new_code(reader: RowReader, seen: set[str]) -> str:
    code = reader.code(names.CODE)
    if fold(code) in seen:
        reader.fault(names.CODE, "Mã đơn vị này đã có ở dòng trên. Mỗi đơn vị một mã.")
        return ""
    if fold(code) in map(fold, RESERVED):
        reader.fault(names.CODE, "Mã này trùng với tiêu đề cột của trang chấm điểm. Chọn mã khác.")
        return ""
    if code:
        seen.add(fold(code))
    return code


def _role(reader: RowReader, roles: dict[str, str]) -> str:
    """Exactly one head, at most one deputy; `roles` has where each stands."""
    role = reader.choice(names.ROLE, names.ROLES)
    if role is None or role == "member":
        return role or ""
    cell = reader.row.cell(names.ROLE)
    place = cell.address if cell else ""
    if role in roles:
        reader.fault(names.ROLE, f"{names.ROLES[role]} đã có ở {roles[role]}. Chỉ một đơn vị giữ vai trò này.")
    else:
        roles[role] = place
    return role


def _has_unreadable_role(table: Table) -> bool:
    """Somebody's role is faulty already: that one may be the head."""
    known = set(map(fold, names.ROLES.values()))
    cells = [row.cell(names.ROLE) for row in table]
    return any(cell is not None and fold(cell.shown[:100]) not in known for cell in cells)


def _excluded(reader: RowReader) -> str:
    reason = reader.text(names.EXCLUDED, most=LONGEST_REASON, required=False)
    if not reason:
        return ""
    cell = reader.row.cell(names.EXCLUDED)
    if fold(reason) in NOT_A_REASON or (cell and not isinstance(cell.value, str)):
        reader.fault(names.EXCLUDED, "Để trống nếu không bị loại; nếu bị loại thì ghi lý do bằng chữ.")
        return ""
    return reason
