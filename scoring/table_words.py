"""A scoring table in words and sums: its scale, what is missing to a hundred, what is odd before it is approved."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from campaigns.models import ContentArea
from scoring.arithmetic import ZERO, Kind, scale_of
from scoring.models import CriteriaSet, Criterion
from scoring.stored import criterion_of
from toolkit.numbers import decimal_text

USUAL_SCALE = Decimal(100)


def scale(rows: Iterable[Criterion]) -> Decimal:
    """Σ of the maxima of the first five kinds; a row whose maximum is not known yet counts as nothing."""
    return sum((row.maximum for row in rows if row.is_base and row.maximum is not None), ZERO)


def scale_words(rows: Iterable[Criterion]) -> str:
    return decimal_text(scale(rows))


def to_hundred(total: Decimal) -> str:
    """ "còn thiếu 3,00 so với 100"; nothing where the scale is the usual one, or there is none yet."""
    if total == ZERO:
        return ""
    if total < USUAL_SCALE:
        return f"còn thiếu {decimal_text(USUAL_SCALE - total)} so với 100"
    return f"nhiều hơn 100 là {decimal_text(total - USUAL_SCALE)}" if total > USUAL_SCALE else ""


def hints_of(table: CriteriaSet, rows: Sequence[Criterion], areas: Iterable[ContentArea]) -> list[str]:
    """What is allowed and yet worth a second look."""
    return [*_of_scale(rows), *_of_areas(rows, areas), *_of_step(table, rows)]


def _of_scale(rows: Sequence[Criterion]) -> Iterable[str]:
    total = scale_of(criterion_of(row) for row in rows)
    if words := to_hundred(total):
        yield f"Thang điểm {decimal_text(total)}, {words}. Thang nào cũng tính được; 100 là thường dùng."


def _of_areas(rows: Sequence[Criterion], areas: Iterable[ContentArea]) -> Iterable[str]:
    used = {row.area_id for row in rows}
    empty = [str(area.number) for area in areas if area.pk not in used]
    if empty:
        yield f"Nội dung {', '.join(empty)} chưa có tiêu chí nào."


def _of_step(table: CriteriaSet, rows: Sequence[Criterion]) -> Iterable[str]:
    off = [row.code for row in rows if row.kind == Kind.GRADED and row.maximum and row.maximum % table.step]
    if off:
        yield (
            f"Điểm tối đa của {', '.join(off)} không là bội số của bước {decimal_text(table.step)}, "
            "nên không đơn vị nào đạt được mức tối đa ấy."
        )
