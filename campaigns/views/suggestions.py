"""Phản ánh: what the units say about the plan, and what became of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.actions import suggestions as actions
from campaigns.forms.suggestions import AnswerForm, SuggestionForm
from campaigns.models import Campaign, Suggestion
from campaigns.views.reports import sees_history
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done

PAGE = 50
SEE_YEAR = "Trang này dành cho các đơn vị của Khối."
NOT_SENDING = "Phản ánh do cán bộ của một đơn vị tham gia Khối trong năm gửi."
NOT_ANSWERING = "Phản ánh do Trưởng Khối của năm trả lời."


def visible_campaigns(request):
    return Campaign.objects.visible_to(request.user).select_related("bloc__commune")


@require_safe
def suggestions(request, pk):
    """`?cho` shows those that wait for an answer."""
    visible = visible_campaigns(request)
    campaign = get_permitted(request, "campaigns.see_year", visible, pk=pk, refusal=SEE_YEAR)
    found = Suggestion.objects.in_campaign(campaign)
    is_waiting = "cho" in request.GET
    shown = (found.unanswered() if is_waiting else found).select_related("unit", "area")
    own = Suggestion(campaign=campaign, unit_id=request.user.unit_id)
    context = {
        "campaign": campaign,
        "page": Paginator(shown.order_by("-sent_at", "-pk"), PAGE).get_page(request.GET.get("trang")),
        "waiting": found.unanswered().count(),
        "is_waiting": is_waiting,
        "may_send": campaign.is_open and may(request.user, "campaigns.send_suggestion", own),
    }
    return render(request, "campaigns/suggestion/suggestions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_new(request, pk):
    campaign = get_object_or_404(visible_campaigns(request), pk=pk)
    own = Suggestion(campaign=campaign, unit_id=request.user.unit_id)
    require_permission(request, "campaigns.send_suggestion", own, refusal=NOT_SENDING)
    form = SuggestionForm(request.POST or None, areas=campaign.areas.order_by("number"))
    if form.is_valid():
        sent = (form.cleaned_data["text"], form.cleaned_data["area"])
        signed = {"by": request.user, "at": timezone.now()}
        if done(form, actions.send_suggestion, campaign, request.user.unit, *sent, **signed):
            messages.success(request, "Đã gửi phản ánh đến Trưởng Khối. Các đơn vị trong Khối cùng thấy.")
            return redirect("suggestion", form.result.pk)
    context = {
        "campaign": campaign,
        "form": form,
        "button": "Gửi phản ánh",
        "keep": f"suggestion-new-{campaign.pk}",
        "cancel_url": reverse("suggestions", args=[campaign.pk]),
    }
    return render(request, "campaigns/suggestion/new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request, pk):
    """`?sua` opens an answer that was given, to say it better."""
    visible = Suggestion.objects.visible_to(request.user).select_related(
        "campaign__bloc__commune", "unit", "area", "sent_by", "answered_by__unit", "changed_area"
    )
    found = get_object_or_404(visible, pk=pk)
    may_answer = may(request.user, "campaigns.answer_suggestion", found)
    form = None
    if request.method == "POST":
        require_permission(request, "campaigns.answer_suggestion", found, refusal=NOT_ANSWERING)
        form = AnswerForm(request.POST, areas=found.campaign.areas.order_by("number"))
        if form.is_valid() and _answered(request, form, found):
            return redirect("suggestion", pk)
        found = get_object_or_404(visible, pk=pk)  # as it is stored, whatever was typed
    elif may_answer and (not found.answer or "sua" in request.GET):
        stored = {name: getattr(found, name) for name in ("answer", "change", "changed_area", "version")}
        form = AnswerForm(initial=stored, areas=found.campaign.areas.order_by("number"))
    context = {
        "suggestion": found,
        "campaign": found.campaign,
        "form": form,
        "may_answer": may_answer,
        "sees_history": sees_history(request.user, found),
    }
    return render(request, "campaigns/suggestion/suggestion.html", context)


def _answered(request, form: AnswerForm, found: Suggestion) -> bool:
    signed = {"seen": form.seen, "by": request.user, "at": timezone.now()}
    if not done(form, actions.answer_suggestion, found, form.content, **signed):
        return False
    messages.success(request, f"Đã trả lời phản ánh của {found.unit.name}.")
    return True
