"""Who of the year's units has done a thing that was asked of all of them, who has not, and how late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from campaigns.models import Campaign
from units.models import Membership, Role, Unit

SOON = 7  # days


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with the thing it did (or None), the day it did it, and how that stands: a class and words."""

    unit: Unit
    role: str
    thing: Any
    done_on: date | None
    css: str
    words: str
    is_mine: bool


def unit_rows(campaign: Campaign, things: Mapping[int, Any], days: Mapping[int, date], due: date | None, user):
    """A row a unit of the year, in its order; `things` and `days` by key of unit. One query."""
    today = timezone.localdate()
    members = Membership.objects.in_year(campaign.bloc, campaign.year).select_related("unit")
    return [
        UnitRow(
            m.unit,
            "" if m.role == Role.MEMBER else m.get_role_display(),
            things.get(m.unit_id),
            days.get(m.unit_id),
            *standing(days.get(m.unit_id), due, today),
            m.unit_id == user.unit_id,
        )
        for m in members.order_by("position", "pk")
    ]


def standing(done_on: date | None, due: date | None, today: date) -> tuple[str, str]:
    """("is-late", "Quá hạn 3 ngày"): what is in order is quiet."""
    if done_on is not None:
        late = (done_on - due).days if due else 0
        return ("is-soon", f"Chậm {late} ngày") if late > 0 else ("is-ok", "Đúng hạn" if due else "Xong")
    if due is None:
        return "is-none", "Chưa có"
    left = (due - today).days
    if left < 0:
        return "is-late", f"Quá hạn {-left} ngày"
    return ("is-soon" if left <= SOON else "is-none"), days_left(left)


def days_left(left: int) -> str:
    return "Hết hạn hôm nay" if left == 0 else f"Còn {left} ngày"


def deadline_words(due: date | None) -> str:
    """ "Hạn 30/06/2026, còn 4 ngày." or nothing."""
    if due is None:
        return ""
    left = (due - timezone.localdate()).days
    behind = days_left(left).lower() if left >= 0 else f"đã qua {-left} ngày"
    return f"Hạn {due:%d/%m/%Y}, {behind}."
