"""A round's settings while it is prepared, its dates until it is settled."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from scoring.actions.rounds import edit_round, reasons_not_to_edit
from scoring.forms.rounds import DATES, DatesForm, RoundForm, bands_of, initial_of
from scoring.models import Round
from scoring.states import RoundState
from scoring.views.rounds.asking import THE_HEADS, round_for
from toolkit.forms import done

MORE = "them"  # the button that adds rows


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request, pk):
    round = round_for(request, pk, "scoring.edit_round", THE_HEADS)
    if reasons := reasons_not_to_edit(round, {}, None):
        for reason in reasons:
            messages.warning(request, reason)
        return redirect("round", pk=pk)
    is_whole = round.phase is RoundState.PREPARING
    form = whole_form(request, round) if is_whole else DatesForm(request.POST or None, initial=initial_of(round))
    if request.method == "POST" and MORE in request.POST and is_whole:
        form = with_more_rows(form)
    elif form.is_valid() and saved(request, form, round, is_whole):
        messages.success(request, "Đã lưu kỳ chấm.")
        return redirect("round", pk=pk)
    context = {
        "form": form,
        "round": round,
        "heading": "Sửa kỳ chấm" if is_whole else "Sửa mốc thời gian",
        "lead": lead_of(is_whole),
        "button": "Lưu kỳ chấm" if is_whole else "Lưu mốc thời gian",
        "cancel_url": reverse("round", args=[pk]),
    }
    return render(request, "scoring/rounds/form.html", context)


def lead_of(is_whole: bool) -> str:
    if is_whole:
        return "Mở tự chấm rồi thì chỉ còn sửa được các mốc thời gian."
    return "Kỳ chấm đã bắt đầu: các mốc thời gian sửa được đến khi chốt; đơn vị thấy mốc mới ngay."


def whole_form(request, round: Round) -> RoundForm:
    data = request.POST if request.method == "POST" else None
    return RoundForm(data, initial=initial_of(round), campaign=round.campaign, bands=bands_of(round))


def with_more_rows(form: RoundForm) -> RoundForm:
    """The form as it was typed with two rows more, nothing checked and nothing saved."""
    typed = {name: form.data.get(name, "") for name in form.fields}
    again = RoundForm(initial=typed, campaign=form.campaign, bands=form.typed)
    again.initial["tie_break"] = form.data.get("tie_break", "")  # as typed: the form wrote it out as a stored chain
    again.add_rows()
    return again


def saved(request, form, round: Round, is_whole: bool) -> bool:
    values = form.values if is_whole else {name: form.cleaned_data[name] for name in DATES}
    bands = form.bands if is_whole else None
    return done(form, edit_round, round, values, bands, seen=form.seen, by=request.user, at=timezone.now())
