"""What the pages of a year share: its campaign for whoever takes part, one deed with the sentence that says so."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from campaigns.models import Campaign
from toolkit.access import get_permitted
from toolkit.reasons import NotPossible

SEE_YEAR = "campaigns.see_year"
NOT_OF_YEAR = "Trang này dành cho các đơn vị tham gia Khối trong năm ấy."


def year_seen(request, pk: int, visible=None) -> Campaign:
    """The campaign: 404 outside the bloc, 403 for who takes no part in the year (the Council reads results)."""
    visible = visible if visible is not None else Campaign.objects.visible_to(request.user)
    return get_permitted(request, SEE_YEAR, visible.select_related("bloc__commune"), pk=pk, refusal=NOT_OF_YEAR)


def seen_in_year(request, visible, pk: int) -> Any:
    """A row of a year, with the same answers."""
    return get_permitted(request, SEE_YEAR, visible, pk=pk, refusal=NOT_OF_YEAR)


def told(request, sentence: str, action: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Take the action and say so, or say why not; for buttons without a form of their own."""
    try:
        action(*args, **kwargs)
    except NotPossible as problem:
        for reason in problem.reasons:
            messages.error(request, reason)
        return False
    messages.success(request, sentence)
    return True
