"""Sheets: the own one to fill, to hand in and to correct; those of others to appraise and to check."""

from django.db.models import Case, CharField, Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate

from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, lowered, place
from scoring.models import BASE_KINDS, CrossCheck, Mark, ScoreSheet
from scoring.states import RoundState, SheetState
from scoring.todo.desk import judged, unappraised

P = RoundState


# The own sheet ------------------------------------------------------------------------------------------------------


def _empty(sheet: str = "pk"):
    """How many criteria of the first five kinds the unit has not entered."""
    empty = Mark.objects.filter(sheet=OuterRef(sheet), self_entry="", criterion__kind__in=BASE_KINDS)
    return Coalesce(Subquery(empty.order_by().values("sheet").annotate(n=Count("pk")).values("n")), 0)


def _to_fill(desk: Desk):
    entered = Mark.objects.filter(~Q(self_entry=""), sheet=OuterRef("pk"))
    sheets = ScoreSheet.objects.filter(
        unit=desk.unit, state=SheetState.OPEN, round__state=P.SELF_SCORING, round__campaign__in=list(desk.campaigns)
    )
    return columns(
        sheets,
        campaign="round__campaign",
        of="round",
        about=F("round__name"),
        due=TruncDate("round__self_scoring_until"),
        count=_empty(),
        more=Case(When(round__self_scoring_until__lte=desk.at, then=Value("over")), output_field=CharField()),
        progress=Case(When(Exists(entered), then=Value(Progress.DOING.value)), output_field=CharField()),
    )


def _fill(row: Waiting):
    words, note = _filling(row, lowered(row.about))
    return row.todo(words, note, place("sheet", row.of, row.desk.code), "Mở phiếu")


def _filling(row: Waiting, round: str) -> tuple[str, str]:
    sheet = f"phiếu tự chấm {round}"
    if row.more:
        return f"Nộp {sheet}", "Đã quá hạn tự chấm: đề nghị Trưởng Khối gia hạn."
    if not row.count:
        return f"Kiểm tra và nộp {sheet}", "Đã chấm đủ, còn phải nộp."
    if not row.progress:
        return f"Tự chấm {round}", f"{row.count} tiêu chí, kèm minh chứng."
    return f"Chấm nốt {row.count} tiêu chí của {sheet}", "Chấm xong thì nộp phiếu."


def _sheet_returned(desk: Desk):
    sheets = ScoreSheet.objects.filter(
        unit=desk.unit,
        state=SheetState.RETURNED,
        round__state__in=[P.SELF_SCORING, P.APPRAISING],
        round__campaign__in=list(desk.campaigns),
    )
    return columns(
        sheets,
        campaign="round__campaign",
        of="round",
        about=F("round__name"),
        more=F("remark"),
        due=TruncDate("round__appraising_until"),
        progress=Progress.RETURNED,
    )


def _correct_sheet(row: Waiting):
    words = f"Sửa và nộp lại phiếu tự chấm {lowered(row.about)}"
    return row.todo(words, f"Lý do trả lại: {row.more}", place("sheet", row.of, row.desk.code), "Mở phiếu")


def _lines_returned(desk: Desk):
    marks = Mark.objects.returned().filter(
        sheet__unit=desk.unit, sheet__round__state=P.APPRAISING, sheet__round__campaign__in=list(desk.campaigns)
    )
    grouped = marks.order_by().values("sheet__round__campaign", "sheet__round")
    return columns(
        grouped.annotate(name=Min("sheet__round__name"), many=Count("pk"), last=Max("sheet__round__appraising_until")),
        campaign="sheet__round__campaign",
        of="sheet__round",
        about=F("name"),
        due=TruncDate("last"),
        count=F("many"),
        progress=Progress.RETURNED,
    )


def _correct_lines(row: Waiting):
    words = f"Gửi lại {row.count} tiêu chí bị trả lại, {lowered(row.about)}"
    return row.todo(words, "Mỗi tiêu chí có lý do trả lại.", place("sheet", row.of, row.desk.code), "Mở phiếu")


# Other units' sheets ------------------------------------------------------------------------------------------------


def _to_appraise(desk: Desk):
    """Sheets with something not appraised yet that is not back with the unit; a line a round."""
    left = unappraised().filter(sheet=OuterRef("pk"))
    sheets = ScoreSheet.objects.filter(Exists(left), round__state=P.APPRAISING).exclude(state=SheetState.RETURNED)
    mine = judged(sheets, desk, "")
    if mine is None:
        return None
    grouped = mine.order_by().values("round__campaign", "round")
    return columns(
        grouped.annotate(
            name=Min("round__name"), many=Count("pk"), one=Min("unit_name"), last=Max("round__appraising_until")
        ),
        campaign="round__campaign",
        of="round",
        about=F("name"),
        more=F("one"),
        due=TruncDate("last"),
        count=F("many"),
    )


def _appraise(row: Waiting):
    which = row.more if row.count == 1 else f"{row.count} đơn vị"
    words = f"Thẩm định {which}, {lowered(row.about)}"
    return row.todo(words, "Còn tiêu chí chưa có điểm thẩm định.", place("appraisal", row.of), "Mở bảng thẩm định")


def _to_check(desk: Desk):
    checks = CrossCheck.objects.filter(
        checker=desk.unit, done_at__isnull=True, round__state=P.APPRAISING, round__campaign__in=list(desk.campaigns)
    )
    return columns(
        checks,
        campaign="round__campaign",
        about=F("unit__name"),
        more=F("round__name"),
        due=TruncDate("round__appraising_until"),
    )


def _check(row: Waiting):
    return row.todo(f"Chấm chéo {row.about}", f"{row.more}.", place("check", row.of), "Mở phiếu chấm chéo")


SOURCES = (
    Source("sheet_to_fill", _to_fill, _fill),
    Source("sheet_returned", _sheet_returned, _correct_sheet),
    Source("lines_returned", _lines_returned, _correct_lines),
    Source("sheets_to_appraise", _to_appraise, _appraise),
    Source("cross_check_to_do", _to_check, _check),
)
