"""The sheet Đối chiếu of a downloaded file: which file this is, and what stood in it when it was downloaded.

It helps to compare and grants nothing: whoever uploads is asked for the permission again, every entry is read again,
and a line it says something impossible of is compared without it (comparison.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localtime

from awards.offline.merging import Content
from scoring.models import Round, ScoreSheet
from toolkit.numbers import plain
from toolkit.spreadsheets import Cell, Findings, NewSheet, SheetData, TableRow, read_table
from toolkit.text import clean, fold

TITLE = "Đối chiếu"
ITEM, VALUE = "Mục", "Giá trị"
UNIT, CRITERION, VERSION = "Mã đơn vị", "Mã tiêu chí", "Phiên bản"
ENTRY, WORDS, SELF_ENTRY = "Số liệu lúc tải", "Ghi lúc tải", "Tự chấm lúc tải"
LINE_HEADINGS = (UNIT, CRITERION, VERSION, ENTRY, WORDS, SELF_ENTRY)
KIND, DOWNLOADED = "Loại tệp", "Tải lúc"
OF_UNIT, OF_ROUND = "Phiếu tự chấm của một đơn vị", "Sổ chấm điểm của cả kỳ"
WARNING = "Trang này để so tệp với trang web khi nạp lại. Giữ nguyên, không sửa, không xóa."

UNKNOWN = (
    "Tệp không có trang tính Đối chiếu nên không biết là phiếu hay sổ nào. "
    "Điền vào đúng tệp đã tải trên web, giữ nguyên các trang tính, rồi nạp lại."
)
AGAIN = "Tải tệp mới từ web rồi điền lại."

Key = tuple[str, str]  # unit code, criterion code


@dataclass(frozen=True, slots=True)
class Base:
    """A line as it was downloaded; `self_entry` is carried where the entry is the appraiser's."""

    version: int
    content: Content
    self_entry: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file is of. `unit` is empty for the file of a whole round."""

    bloc: str
    year: str
    round_name: str
    round: str
    table_name: str
    table: str
    unit: str = ""
    unit_name: str = ""

    @property
    def kind(self) -> str:
        return OF_UNIT if self.unit else OF_ROUND

    def items(self) -> list[tuple[str, str]]:
        return [
            (KIND, self.kind),
            ("Khối", self.bloc),
            ("Năm", self.year),
            ("Kỳ chấm", self.round_name),
            ("Số của kỳ chấm", self.round),
            ("Bộ tiêu chí", self.table_name),
            ("Số của bộ tiêu chí", self.table),
            ("Đơn vị", self.unit_name),
            ("Mã của đơn vị", self.unit),
        ]


def origin_of_round(round: Round) -> Origin:
    """`round` with its campaign, bloc, commune and table."""
    bloc, table = round.campaign.bloc, round.criteria_set
    return Origin(
        bloc=clean(f"Khối {bloc.number}, {bloc.commune.name}, {bloc.commune.city}"),
        year=str(round.year),
        round_name=clean(round.name),
        round=str(round.pk),
        table_name=clean(f"{table.name} (bản {table.edition})"),
        table=str(table.pk),
    )


def origin_of_sheet(sheet: ScoreSheet) -> Origin:
    whole = origin_of_round(sheet.round)
    names = {name: getattr(whole, name) for name in Origin.__dataclass_fields__}
    return Origin(**names | {"unit": clean(sheet.unit.code), "unit_name": clean(sheet.unit_name)})


# Written --------------------------------------------------------------------------------------------------------------


def origin_sheet(origin: Origin, bases: Mapping[Key, Base], *, at: datetime) -> NewSheet:
    """Hidden and locked; the first lines say what it is to whoever finds it."""
    items = [*origin.items(), (DOWNLOADED, f"{localtime(at):%d/%m/%Y %H:%M}"), ("Lưu ý", WARNING)]
    rows: list[list] = [[ITEM, VALUE, *LINE_HEADINGS], *([item, value] for item, value in items)]
    for (unit, criterion), base in bases.items():
        rows.append([None, None, unit, criterion, base.version, *base.content, base.self_entry])
    return NewSheet(TITLE, rows, (22, 60), is_protected=True, is_hidden=True)


# Read -----------------------------------------------------------------------------------------------------------------


def read_origin(sheet: SheetData, findings: Findings) -> tuple[dict[str, str], dict[Key, Base]]:
    """Items by folded name, and the lines as downloaded; what cannot be understood is left out."""
    table = read_table(sheet, [ITEM, VALUE, UNIT, CRITERION, VERSION, ENTRY, WORDS], [SELF_ENTRY], findings)
    items: dict[str, str] = {}
    bases: dict[Key, Base] = {}
    for row in table or ():
        if item := _text(row.cell(ITEM)):
            items.setdefault(fold(item), _text(row.cell(VALUE)))
        elif base := _base(row):
            bases.setdefault((_text(row.cell(UNIT)), _text(row.cell(CRITERION))), base)
    return items, bases


def _base(row: TableRow) -> Base | None:
    version = _text(row.cell(VERSION))
    if not version.isdecimal() or len(version) > 9:
        return None
    content = Content(_text(row.cell(ENTRY)), _text(row.cell(WORDS)))
    return Base(int(version), content, _text(row.cell(SELF_ENTRY)))


def _text(cell: Cell | None) -> str:
    if cell is None or cell.value is None or isinstance(cell.value, bool):
        return ""
    return f"{plain(cell.value):f}" if isinstance(cell.value, Decimal) else clean(cell.value)


# Compared -------------------------------------------------------------------------------------------------------------


def reason_against(found: Mapping[str, str], expected: Origin) -> str:
    """Why a file of this origin is not the one that belongs here, in one sentence or two; "" when it is."""
    wanted = dict(expected.items())
    has = {item: found.get(fold(item), "") for item in wanted}
    if not has[KIND]:
        return UNKNOWN
    return next((_sentence(item, has, expected) for item in _order(wanted) if has[item] != wanted[item]), "")


def _order(wanted: Iterable[str]) -> list[str]:
    """A file of another unit of another year is first of all one of another year; names come before numbers."""
    return [item for item in wanted if item != "Đơn vị"]


def _sentence(item: str, has: Mapping[str, str], expected: Origin) -> str:
    match item:
        case "Loại tệp" if expected.unit:
            return "Đây là sổ chấm điểm của cả kỳ, không phải phiếu của một đơn vị. Nạp ở trang của kỳ chấm."
        case "Loại tệp":
            return "Đây là phiếu của một đơn vị, không phải sổ chấm điểm của cả kỳ. Nạp ở trang phiếu tự chấm."
        case "Khối":
            return f"Tệp này của {has[item] or 'Khối khác'}, trang này của {expected.bloc}. Chọn đúng tệp."
        case "Năm":
            return f"Tệp này của năm {has[item] or 'khác'}, trang này của năm {expected.year}. Chọn đúng tệp."
        case "Kỳ chấm":
            return f"Tệp này của kỳ “{has[item]}”, trang này của kỳ “{expected.round_name}”. Chọn đúng tệp."
        case "Số của kỳ chấm":
            return f"Kỳ “{expected.round_name}” đã được lập lại sau khi tải tệp. {AGAIN}"
        case "Mã của đơn vị":
            theirs = has["Đơn vị"] or has[item] or "đơn vị khác"
            return f"Tệp này là phiếu của {theirs}, không phải của {expected.unit_name}. Chọn đúng tệp."
    return f"Tệp theo {has['Bộ tiêu chí'] or 'bộ tiêu chí khác'}, kỳ chấm nay dùng {expected.table_name}. {AGAIN}"
