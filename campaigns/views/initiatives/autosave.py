"""The draft is saved while it is typed. The answer is one small piece of the page and never replaces the form.

The request says it is none of htmx's (see the template), so that a session that ended answers with the login page
instead of leading the browser there; of a whole page nothing is taken over, and the form says that it is not saved.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from campaigns.actions import initiatives as actions
from campaigns.forms.initiatives import InitiativeForm
from campaigns.models import Initiative
from campaigns.views.initiatives.fetching import campaign_to_write_in, own_initiative_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

MEANWHILE = "Chưa lưu: người khác trong đơn vị vừa lưu nội dung khác. Bấm “Lưu nháp” để xem hai bản và chọn."
NO_TITLE = "Chưa lưu nháp: ghi tên sáng kiến trước."


@dataclass(frozen=True)
class Saved:
    """`sentence` is all the person hears; the draft is there when it was saved, `at` that moment."""

    sentence: str
    initiative: Initiative | None = None
    at: datetime | None = None
    is_new: bool = False


@require_POST
def autosave(request, pk):
    campaign = campaign_to_write_in(request, pk)
    form = InitiativeForm(request.POST, campaign=campaign)
    form.is_valid()
    saved = _saved(request, campaign, form)
    response: HttpResponse = render(request, "campaigns/initiative/_autosaved.html", {"saved": saved})
    if saved.initiative and saved.is_new:
        response["HX-Replace-Url"] = reverse("initiative_edit", args=[saved.initiative.pk])
    return response


def _saved(request, campaign, form) -> Saved:
    if "title" in form.errors:
        return Saved(" ".join(form.errors["title"]) if form.data.get("title", "").strip() else NO_TITLE)
    at = timezone.now()
    try:
        initiative, is_new = _write(request, campaign, form, at)
    except ChangedMeanwhile:
        return Saved(MEANWHILE)
    except NotPossible as problem:
        return Saved(" ".join(problem.reasons))
    return Saved(_sentence(form, at), initiative, at, is_new)


def _write(request, campaign, form, at) -> tuple[Initiative, bool]:
    """What can be read is written; the draft of the form, or a new one."""
    pk = form.cleaned_data.get("pk")
    if pk is None:
        key = form.cleaned_data.get("draft_key")
        unit = request.user.unit
        return actions.start_draft(campaign, unit, form.texts, form.authors, key=key, by=request.user, at=at), True
    initiative = own_initiative_of(request, pk)
    return actions.write_draft(
        initiative, form.texts, form.authors, seen=form.seen, is_autosave=True, by=request.user, at=at
    ), False  # fmt: skip


def _sentence(form, at) -> str:
    words = f"Đã lưu nháp {timezone.localtime(at):%H:%M}"
    return f"{words}, trừ mục chưa đúng: {'; '.join(form.unreadable)}." if form.unreadable else words
