"""Why something cannot be done to an initiative, as sentences a page shows."""

from collections.abc import Sequence
from decimal import Decimal

from campaigns.models import Author, Campaign, Initiative
from campaigns.states import CampaignState, InitiativeState
from toolkit.numbers import decimal_text

WHOLE = Decimal(100)
# What the application form of Thông tư 18/2013/TT-BKHCN asks for, in its order.
NEEDED = {
    "field": "Chưa ghi lĩnh vực áp dụng.",
    "situation": "Chưa nêu tình trạng trước khi áp dụng.",
    "content": "Chưa mô tả nội dung giải pháp.",
    "novelty": "Chưa nêu điểm mới so với cách làm trước.",
    "applied_where": "Chưa ghi nơi áp dụng hoặc áp dụng thử.",
    "applied_since": "Chưa ghi ngày áp dụng lần đầu hoặc áp dụng thử.",
    "economic_effect": "Chưa nêu hiệu quả kinh tế. Không tính được thành tiền thì ghi rõ vì sao.",
    "social_effect": "Chưa nêu hiệu quả xã hội.",
    "scope": "Chưa nêu khả năng, phạm vi nhân rộng.",
    "conditions": "Chưa nêu điều kiện cần thiết để áp dụng; không cần gì thêm thì ghi “Không”.",
}
NEEDED_OF_AUTHOR = {
    "name": "Tác giả {}: chưa ghi họ và tên.",
    "office": "Tác giả {}: chưa ghi chức vụ, nơi công tác.",
    "role": "Tác giả {}: chưa ghi vai trò.",
    "share": "Tác giả {}: chưa ghi tỷ lệ đóng góp.",
}


def reasons_not_to_hand_in(campaign: Campaign) -> list[str]:
    if campaign.is_open:
        return []
    if campaign.state == CampaignState.DRAFTING:
        return [
            f"Kế hoạch năm {campaign.year} chưa ban hành. Đăng ký sáng kiến được khi Trưởng Khối ban hành kế hoạch."
        ]
    return [f"Phong trào năm {campaign.year} đã tổng kết, không nhận thêm sáng kiến."]


def reasons_not_in_state(initiative: Initiative, *states: InitiativeState) -> list[str]:
    if initiative.state in states:
        return []
    return [f"Sáng kiến này đang ở trạng thái “{initiative.get_state_display()}” nên không làm được việc đó."]


def reasons_not_to_change(initiative: Initiative) -> list[str]:
    """By its unit: text, authors and files."""
    wrong_state = reasons_not_in_state(initiative, InitiativeState.DRAFTING, InitiativeState.RETURNED)
    return wrong_state or reasons_not_to_hand_in(initiative.campaign)


def missing_to_register(initiative: Initiative, authors: Sequence[Author]) -> dict[str, str]:
    """What the application form still lacks: the sentence by the name of the field it stands at."""
    missing = {name: sentence for name, sentence in NEEDED.items() if not getattr(initiative, name)}
    if initiative.area_id is None and initiative.campaign.areas.exists():
        missing["area"] = "Chưa chọn nội dung thi đua."
    return missing | _missing_of_authors(authors)


def _missing_of_authors(authors: Sequence[Author]) -> dict[str, str]:
    if not authors:
        return {"author_0_name": "Chưa ghi tác giả nào."}
    missing = {
        f"author_{number}_{name}": sentence.format(number + 1)
        for number, author in enumerate(authors)
        for name, sentence in NEEDED_OF_AUTHOR.items()
        if not getattr(author, name)
    }
    total = sum((author.share or Decimal(0) for author in authors), Decimal(0))
    if total != WHOLE and not any(name.endswith("_share") for name in missing):
        words = f"Tổng tỷ lệ đóng góp là {decimal_text(total)} %; phải đúng 100,00 %."
        missing[f"author_{len(authors) - 1}_share"] = words
    return missing
