"""The seven phases of a round with their dates, as the stepper shows them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from scoring.models import Round
from scoring.states import RoundState

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
DOES = {
    RoundState.PREPARING: "Trưởng Khối chọn bộ tiêu chí, ghi thứ tự phân định và các mốc thời gian.",
    RoundState.SELF_SCORING: "Các đơn vị tự chấm, kèm minh chứng, rồi nộp phiếu.",
    RoundState.APPRAISING: "Trưởng Khối thẩm định các đơn vị; Phó Trưởng Khối thẩm định đơn vị của Trưởng Khối.",
    RoundState.SHOWN: "Mọi đơn vị xem được từng dòng điểm, lý do và cách tính của nhau.",
    RoundState.OBJECTING: "Đơn vị gửi kiến nghị về từng tiêu chí; người thẩm định trả lời kèm lý do.",
    RoundState.REVIEWING: "Cuộc họp kết luận các điểm còn khác nhau; sau đó Trưởng Khối chốt kết quả.",
    RoundState.SETTLED: "Kỳ chấm đã chốt: bảng tiêu chí và phiếu không sửa được nữa.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """`place` is done, now or ahead; `when` its date in words, or empty."""

    words: str
    when: str
    place: str


def steps_of(round: Round, settled_at: datetime | None = None) -> list[Step]:
    now = round.phase.place
    return [_step(round, state, now, settled_at) for state in RoundState]


def _step(round: Round, state: RoundState, now: int, settled_at: datetime | None) -> Step:
    until = settled_at if state is RoundState.SETTLED else getattr(round, state.until) if state.until else None
    place = "ahead" if state.place > now else "done" if state.place < now or round.is_settled else "now"
    word = "" if state is RoundState.SETTLED else "đến "
    when = f"{word}{timezone.localtime(until):%d/%m}" if until else ""
    return Step("Công khai" if state is RoundState.SHOWN else state.label, when, place)


def now_words(round: Round) -> str:
    """For a phone: "Bước 2/7: Tự chấm"."""
    return f"Bước {round.phase.place + 1}/{len(RoundState)}: {round.phase.label}"


def deadline_words(round: Round, at: datetime) -> str:
    """ "Đến 17:00 thứ Hai, 30/11/2026, còn 4 ngày." of the present phase; empty where none was announced."""
    if round.until is None:
        return ""
    until = timezone.localtime(round.until)
    days = (until.date() - timezone.localtime(at).date()).days
    if round.until < at:
        left = "đã qua"
    else:
        left = "hôm nay" if days == 0 else f"còn {days} ngày"
    return f"Đến {until:%H:%M} {WEEKDAYS[until.weekday()]}, {until:%d/%m/%Y}, {left}."


def time_words(at: datetime) -> str:
    """ "17:00 ngày 30/11/2026"."""
    there = timezone.localtime(at)
    return f"{there:%H:%M} ngày {there:%d/%m/%Y}"
