"""Initiatives for the tests: what people type, and rows in any state."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from campaigns.actions import initiatives as actions
from campaigns.actions.initiatives import AuthorLine
from campaigns.models import Campaign, Initiative
from campaigns.states import InitiativeState, RecognitionLevel

AT = datetime(2026, 3, 20, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 7, 3, tzinfo=UTC)  # 14:03 in the bloc's own time

TEXTS = {
    "title": "Số hóa hồ sơ hộ tịch phục vụ tra cứu nhanh",
    "kind": "initiative",
    "field": "Cải cách hành chính",
    "situation": "Tra cứu sổ giấy mất nửa ngày.",
    "content": "Quét sổ, lập chỉ mục theo họ tên.",
    "novelty": "Tra cứu tại chỗ trong một phút.",
    "applied_where": "Bộ phận Một cửa",
    "applied_since": date(2026, 2, 2),
    "economic_effect": "Giảm 40 giờ công mỗi tháng.",
    "social_effect": "Người dân không phải chờ.",
    "scope": "Mọi xã trong thành phố.",
    "conditions": "Máy quét, một người nhập liệu.",
}
AUTHORS = [
    AuthorLine("Công chức tư pháp", "Phòng Kinh tế", "Chủ trì", Decimal("60.00")),
    AuthorLine("Chuyên viên", "Phòng Kinh tế", "Phối hợp", Decimal("40.00")),
]


def draft(campaign: Campaign, by, *, unit=None, authors=AUTHORS, at=AT, **texts) -> Initiative:
    area = campaign.areas.order_by("number").first()
    typed = TEXTS | {"area": area} | texts
    return actions.start_draft(campaign, unit or by.unit, typed, authors, by=by, at=at)


def registered(campaign: Campaign, by, **more) -> Initiative:
    started = draft(campaign, by, **more)
    return actions.register_initiative(started, seen=started.version, by=by, at=AT)


def in_state(state: InitiativeState, campaign: Campaign, by, judge, **more) -> Initiative:
    """An initiative of the person's unit, brought there step by step."""
    row = draft(campaign, by, **more)
    steps = {
        InitiativeState.REGISTERED: ("register",),
        InitiativeState.RETURNED: ("register", "return"),
        InitiativeState.ACCEPTED: ("register", "accept"),
        InitiativeState.REPORTED: ("register", "accept", "report"),
        InitiativeState.RECOGNISED: ("register", "accept", "report", "recognise"),
        InitiativeState.NOT_RECOGNISED: ("register", "accept", "report", "decline"),
    }
    for step in steps.get(state, ()):
        row = _step(row, step, by, judge)
    return row


def _step(row: Initiative, step: str, by, judge) -> Initiative:
    seen = row.version
    match step:
        case "register":
            return actions.register_initiative(row, seen=seen, by=by, at=AT)
        case "return":
            return actions.send_back_initiative(row, "Ghi rõ cách tính hiệu quả.", seen=seen, by=judge)
        case "accept":
            return actions.accept_initiative(row, seen=seen, by=judge)
        case "report":
            return actions.report_result(row, "Đã số hóa 12.000 trang.", seen=seen, by=by, at=AT)
        case "recognise":
            decision = {"level": RecognitionLevel.BASE, "decision_number": "12/QĐ-UBND", "decided_on": date(2026, 3, 1)}
            return actions.recognise_initiative(row, **decision, seen=seen, by=judge, at=AT)
        case _:
            return actions.decline_initiative(row, "Chưa có điểm mới.", seen=seen, by=judge, at=AT)


def typed(campaign: Campaign, *, authors=AUTHORS, **changed) -> dict[str, str]:
    """The form as a browser sends it."""
    area = campaign.areas.order_by("number").first()
    texts = TEXTS | {"area": area.pk if area else "", "applied_since": "02/02/2026"}
    lines = {
        f"author_{number}_{part}": str(getattr(author, part) or "").replace(".", ",")
        for number, author in enumerate(authors)
        for part in ("name", "office", "role", "share")
    }
    return {"version": "0", "pk": "", "draft_key": str(uuid4())} | texts | lines | changed
