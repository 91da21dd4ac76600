"""Why an award was not proposed for a unit, in one sentence with its numbers."""

from decimal import Decimal

from awards.arithmetic import Reason
from awards.models import AwardRule
from scoring.arithmetic import ZERO, UnitOutcome
from toolkit.numbers import decimal_text, plain_text


def conditions(
    *, percent: Decimal | None, places: int, lowest_total: Decimal | None, worst_rank: int | None, authority: str
) -> str:
    """What a rule asks: "Nhiều nhất 1 đơn vị; từ 80,00 điểm; hạng 1 đến 3; Chủ tịch UBND xã quyết định"."""
    quota = f"Nhiều nhất {places} đơn vị"
    parts = [quota if percent is None else f"{quota} ({plain_text(percent)} % số đơn vị, làm tròn xuống)"]
    if lowest_total is not None:
        parts.append(f"từ {decimal_text(lowest_total)} điểm")
    if worst_rank is not None:
        parts.append("hạng 1" if worst_rank == 1 else f"hạng 1 đến {worst_rank}")
    if authority:
        parts.append(f"{authority} quyết định")
    return "; ".join(parts)


def refusal_sentence(reason: str, rule: AwardRule, unit: UnitOutcome, by_form: str, places: int) -> str:
    """`by_form` is the earlier award when that is the reason; `places` how many units the rule may take."""
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
