"""What the pages share on which a year is written: the year with the right to it, forms filled from rows, crumbs."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from toolkit.access import get_permitted
from toolkit.forms import PageForm

THE_HEADS = "Kế hoạch của năm do Trưởng Khối soạn."


def campaign_to_edit(request, pk: int) -> Campaign:
    return permitted_campaign(request, "campaigns.edit_campaign", pk, refusal=THE_HEADS)


def permitted_campaign(request, perm: str, pk: int, *, refusal: str) -> Campaign:
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    return get_permitted(request, perm, visible, pk=pk, refusal=refusal)


def form_of(kind: type[PageForm], request, row: Any = None, **more: Any) -> Any:
    """The form with what was typed, or with what the row holds. `more` goes to the form."""
    names = [name for name in kind.base_fields if row is not None and hasattr(row, name)]
    initial = {name: getattr(row, name) for name in names} | more.pop("initial", {})
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return kind(*posted, initial=initial, **more)


def values_of(form) -> dict[str, Any]:
    """What the form gives to the row: everything but the version it was shown with."""
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def signed(request) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": request.user, "at": timezone.now()}


def step_of(request) -> int:
    """One place up or down, as the buttons ask."""
    return -1 if request.POST.get("den") == "len" else 1


def trail(campaign: Campaign, *places: tuple[str, str]) -> list[tuple[str, str]]:
    """The crumbs below the list of years: (words, address), the year first."""
    return [(f"Năm {campaign.year}", reverse("campaign", args=[campaign.pk])), *places]
