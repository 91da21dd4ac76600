"""Phản ánh: a unit tells the head what in the plan should change, and the head answers. Nothing is deleted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from campaigns.models import Campaign, ContentArea, Suggestion
from campaigns.states import CampaignState
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import save_seen
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Answer:
    """`change` says what was changed because of the suggestion, `changed_area` where; both may be empty."""

    answer: str
    change: str = ""
    changed_area: ContentArea | None = None


@transaction.atomic
def send_suggestion(
    campaign: Campaign, unit: Unit, text: str, area: ContentArea | None = None, *, by, at: datetime
) -> Suggestion:
    """Every unit of the bloc reads it at once."""
    require(reasons_closed(campaign))
    suggestion = Suggestion(campaign=campaign, unit=unit, text=text, area=area, sent_by=by, sent_at=at)
    with acting("Gửi phản ánh", by=by):
        suggestion.save()
    return suggestion


@transaction.atomic
def answer_suggestion(suggestion: Suggestion, content: Answer, *, seen: int, by, at: datetime) -> None:
    """Answer it, or say it better: the earlier answer stays in the history."""
    suggestion.answer, suggestion.change = content.answer, content.change
    suggestion.changed_area = content.changed_area
    suggestion.answered_by, suggestion.answered_at = by, at
    with acting("Trả lời phản ánh", by=by):
        save_seen(suggestion, seen=seen)


def reasons_closed(campaign: Campaign) -> list[str]:
    if campaign.is_open:
        return []
    if campaign.state == CampaignState.REVIEWED:
        return [f"Phong trào năm {campaign.year} đã tổng kết, không nhận phản ánh nữa."]
    return [f"Kế hoạch năm {campaign.year} chưa ban hành. Phản ánh gửi được từ khi ban hành."]
