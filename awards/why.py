"""What an award asks, and why it was not proposed for a unit: one sentence with its numbers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from awards.arithmetic import Reason, UnitFacts
from scoring.arithmetic import ZERO, UnitOutcome
from toolkit.numbers import decimal_text, plain_text


class Asking(Protocol):
    """A rule, stored or pure."""

    @property
    def lowest_total(self) -> Decimal | None: ...
    @property
    def worst_rank(self) -> int | None: ...
    @property
    def lowest_band(self) -> str: ...
    @property
    def least_recognised(self) -> int | None: ...
    @property
    def no_late_report(self) -> bool: ...
    @property
    def no_discipline(self) -> bool: ...


def conditions(
    *,
    percent: Decimal | None,
    places: int,
    lowest_total: Decimal | None,
    worst_rank: int | None,
    authority: str,
    more: Sequence[str] = (),
) -> str:
    """What a rule asks: "Nhiều nhất 1 đơn vị; từ 80,00 điểm; hạng 1 đến 3; Chủ tịch UBND xã quyết định".

    `more` are its other conditions (`more_conditions`).
    """
    quota = f"Nhiều nhất {places} đơn vị"
    parts = [quota if percent is None else f"{quota} ({plain_text(percent)} % số đơn vị, làm tròn xuống)"]
    if lowest_total is not None:
        parts.append(f"từ {decimal_text(lowest_total)} điểm")
    if worst_rank is not None:
        parts.append("hạng 1" if worst_rank == 1 else f"hạng 1 đến {worst_rank}")
    parts += more
    if authority:
        parts.append(f"{authority} quyết định")
    return "; ".join(parts)


def more_conditions(rule: Asking) -> list[str]:
    """What a rule asks beside total and rank: "xếp loại từ Hoàn thành tốt nhiệm vụ", "không bị kỷ luật trong năm"."""
    parts = [f"xếp loại từ {rule.lowest_band} trở lên"] if rule.lowest_band else []
    if rule.least_recognised:
        parts.append(f"có ít nhất {rule.least_recognised} sáng kiến được công nhận")
    if rule.no_late_report:
        parts.append("không có báo cáo chậm hoặc thiếu")
    if rule.no_discipline:
        parts.append("không bị kỷ luật trong năm")
    return parts


def valid_words(valid_from: date | None, valid_to: date | None) -> str:
    """ "Áp dụng từ 01/01/2026 đến 31/12/2026"; empty where there is no end to either side."""
    begins = f" từ {valid_from:%d/%m/%Y}" if valid_from else ""
    ends = f" đến {valid_to:%d/%m/%Y}" if valid_to else ""
    return f"Áp dụng{begins}{ends}" if begins or ends else ""


def refusal_sentence(
    reason: str, rule: Asking, unit: UnitOutcome, by_form: str, places: int, facts: UnitFacts | None = None
) -> str:
    """`by_form` is the earlier award when that is the reason; `places` how many units the rule may take.

    `facts` are those the unit was decided from; without them the sentence still says what the rule asks.
    """
    match Reason(reason):
        case Reason.EXCLUDED:
            return f"Có điều kiện loại: {unit.excluded.rstrip('.')}."
        case Reason.ALREADY_PROPOSED:
            return f"Đã được đề nghị {by_form}."
        case Reason.EARLIER_OPEN_TIE:
            return f"Đang chờ bỏ phiếu suy tôn {by_form}."
        case Reason.BELOW_LOWEST_TOTAL:
            return f"Đạt {decimal_text(unit.total)} điểm, chưa đủ {decimal_text(rule.lowest_total or ZERO)} điểm."
        case Reason.BELOW_WORST_RANK:
            return f"Hạng {unit.rank}; chỉ xét đến hạng {rule.worst_rank}."
        case Reason.OPEN_TIE:
            return f"Cùng hạng {unit.rank} ở ranh giới số lượng: cần bỏ phiếu suy tôn."
        case Reason.BELOW_OPEN_TIE:
            return "Các suất còn lại chờ nhóm cùng hạng phía trên bỏ phiếu suy tôn."
        case Reason.QUOTA_FULL:
            return "Không có suất nào." if places == 0 else f"Đã đủ {places} đơn vị có hạng cao hơn."
        case Reason.BELOW_BAND:
            return f"Xếp loại: {unit.classification or 'chưa xếp loại'}; cần từ {rule.lowest_band} trở lên."
        case Reason.FEW_RECOGNISED:
            if facts is None:
                return f"Cần ít nhất {rule.least_recognised} sáng kiến được công nhận."
            return f"Có {facts.recognised} sáng kiến được công nhận, cần ít nhất {rule.least_recognised}."
        case Reason.LATE_REPORT:
            return f"{_late_words(facts)}; quy định không để báo cáo nào chậm hoặc thiếu."
        case Reason.DISCIPLINED:
            counted = "Có" if facts is None else f"Có {facts.disciplines}"
            return f"{counted} kỷ luật trong năm; quy định không bị kỷ luật."


def _late_words(facts: UnitFacts | None) -> str:
    if facts is None:
        return "Có báo cáo chậm hoặc thiếu"
    late = f"{facts.late_reports} báo cáo nộp chậm" if facts.late_reports else ""
    missing = f"{facts.missing_reports} báo cáo quá hạn chưa nộp" if facts.missing_reports else ""
    return f"Có {' và '.join(filter(None, (late, missing)))}"
