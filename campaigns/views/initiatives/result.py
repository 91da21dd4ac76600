"""The unit reports what came of an initiative that was accepted."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from campaigns.actions import initiatives as actions
from campaigns.forms.initiatives import ResultForm
from campaigns.states import InitiativeState
from campaigns.views.initiatives.fetching import instead, own_initiative_of
from toolkit.forms import done


@require_http_methods(["GET", "HEAD", "POST"])
def result(request, pk):
    initiative = own_initiative_of(request, pk)
    wrong_state = actions.reasons_not_in_state(initiative, InitiativeState.ACCEPTED)
    if reasons := wrong_state or actions.reasons_not_to_hand_in(initiative.campaign):
        return instead(request, initiative, reasons)
    shown = {"version": initiative.version, "result": initiative.result}
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResultForm(*typed, initial=shown)
    if form.is_valid():
        words, files = form.cleaned_data["result"], form.cleaned_data["attached"]
        more = {"files": files, "by": request.user, "at": timezone.now()}
        if done(form, actions.report_result, initiative, words, seen=form.seen, **more):
            messages.success(request, f"Đã nộp kết quả của “{initiative.title}”. Chờ xét công nhận.")
            return redirect("initiative", pk=pk)
    context = {
        "form": form,
        "initiative": initiative,
        "campaign": initiative.campaign,
        "button": "Nộp kết quả",
        "cancel_url": reverse("initiative", args=[pk]),
        "keep": f"ket-qua-sang-kien-{pk}-{initiative.campaign_id}",
    }
    return render(request, "campaigns/initiative/result.html", context)
