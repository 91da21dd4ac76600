"""A bloc's history from a file: chosen, rehearsed, confirmed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.forms.past_awards import HistoryUploadForm
from awards.history_import import load_history, names, rehearse, write_template
from awards.views.past_awards.fetching import bloc_to_keep
from awards.views.past_awards.lists import XLSX
from campaigns.views.writing import signed
from toolkit.downloads import attachment
from toolkit.import_export import waiting
from toolkit.reasons import NotPossible

GONE = "Tệp chờ nạp không còn, hoặc đã được thay bằng tệp khác. Chọn lại tệp."


@require_http_methods(["GET", "HEAD", "POST"])
def past_awards_import(request, pk):
    bloc = bloc_to_keep(request, pk)
    form = HistoryUploadForm(request.POST, request.FILES) if request.method == "POST" else HistoryUploadForm()
    if not form.is_valid():
        heads = [(names.AWARDS, names.AWARD_HEADS), (names.STANDINGS, names.STANDING_HEADS)]
        return render(request, "awards/past_awards/import.html", {"bloc": bloc, "form": form, "sheets": heads})
    file = form.cleaned_data["file"]
    return _rehearsal_page(request, bloc, file.name, file.read())


@require_POST
def past_awards_import_confirm(request, pk):
    """The bytes that were rehearsed, against what they were rehearsed with; else they are rehearsed anew."""
    bloc = bloc_to_keep(request, pk)
    waited = waiting.take(request.session, _what(bloc), request.POST.get("token", ""), timezone.now())
    if waited is None:
        messages.error(request, GONE)
        return redirect("past_awards_import", pk)
    name, data = waited
    try:
        done = load_history(bloc, data, name, stamp=request.POST.get("da-xem", ""), **signed(request))
    except NotPossible as problem:
        return _rehearsal_page(request, bloc, name, data, told=problem.reasons)
    new = sum(len(sheet.new) for sheet in done.sheets)
    changed = sum(len(sheet.changed) for sheet in done.sheets)
    messages.success(request, f"Đã nhập từ tệp {name}: thêm {new} dòng, sửa {changed} dòng.")
    return redirect("past_awards")


@require_safe
def past_awards_template(request, pk):
    """The empty file to fill in."""
    bloc = bloc_to_keep(request, pk)
    content = write_template(bloc)
    return attachment(HttpResponse(content, content_type=XLSX), f"mau-khen-thuong-khoi-{bloc.number}.xlsx")


def _rehearsal_page(request, bloc, name, data, *, told=()):
    rehearsal = rehearse(bloc, data, on=timezone.localdate())
    token = ""
    if rehearsal.does_something:
        token = waiting.keep(request.session, _what(bloc), name, data, timezone.now())
    context = {"bloc": bloc, "rehearsal": rehearsal, "token": token, "file_name": name, "told": told}
    return render(request, "awards/past_awards/rehearsal.html", context | {"form": HistoryUploadForm()})


def _what(bloc) -> str:
    return f"khen-thuong-{bloc.pk}"
