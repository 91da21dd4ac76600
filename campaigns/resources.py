"""Rows of a year as tables to take away."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from campaigns.models import Initiative

Line = list[str | int]
INITIATIVE_WIDTHS = (6, 60, 14, 30, 34, 34, 50, 22, 14, 14, 20, 18, 14)
INITIATIVE_HEADS = [
    "STT",
    "Tên sáng kiến, mô hình, giải pháp",
    "Loại",
    "Lĩnh vực",
    "Nội dung thi đua",
    "Đơn vị",
    "Tác giả",
    "Trạng thái",
    "Ngày đăng ký",
    "Ngày nộp kết quả",
    "Cấp công nhận",
    "Quyết định số",
    "Ngày quyết định",
]


def initiative_table(initiatives: Iterable[Initiative]) -> tuple[list[str], list[Line]]:
    """(header, rows) in the order given; from rows `listed()` it asks nothing more."""
    return INITIATIVE_HEADS, [_line(number, row) for number, row in enumerate(initiatives, 1)]


def _line(number: int, row: Initiative) -> Line:
    return [
        number,
        row.title,
        row.get_kind_display(),
        row.field,
        str(row.area or ""),
        row.unit.name,
        row.authors_words,
        row.get_state_display(),
        _day(row.registered_at),
        _day(row.reported_at),
        row.get_level_display(),
        row.decision_number,
        _day(row.decided_on),
    ]


def _day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return f"{value:%d/%m/%Y}" if value else ""
