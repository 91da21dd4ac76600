"""One criterion of a draft table: added, edited, taken away."""

import json

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns.views.of_year import told
from campaigns.views.writing import form_of, signed, values_of
from scoring.actions import tables_rows as actions
from scoring.forms.tables import SHOWN, CriterionForm
from scoring.models import CriteriaSet, Criterion, CriterionKind
from scoring.views.tables import THE_HEADS, locked_answer, table_to_edit
from toolkit.access import require_permission
from toolkit.forms import done


def criterion_to_edit(request, pk: int) -> Criterion:
    visible = Criterion.objects.filter(criteria_set__in=CriteriaSet.objects.visible_to(request.user))
    row = get_object_or_404(visible.select_related("criteria_set__campaign__bloc__commune", "area"), pk=pk)
    require_permission(request, "scoring.edit_criteria", row.criteria_set, refusal=THE_HEADS)
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_add(request, pk):
    table = table_to_edit(request, pk)
    if answer := locked_answer(request, table):
        return answer
    areas = table.campaign.areas.order_by("number")
    form = form_of(CriterionForm, request, areas=areas, initial=asked_for(request))
    if form.is_valid() and done(form, actions.add_criterion, table, values_of(form), **signed(request)):
        messages.success(request, f"Đã thêm tiêu chí {form.result.code}.")
        if "them-nua" in request.POST:
            return redirect(f"{reverse('criterion_add', args=[pk])}?{again(form.result)}")
        return redirect(f"{reverse('table', args=[pk])}#tc-{form.result.pk}")
    return form_page(request, table, form, "Thêm tiêu chí", f"tieu-chi-moi-{pk}", is_new=True)


def asked_for(request) -> dict[str, str]:
    """The area or the kind whose "Thêm tiêu chí" was followed."""
    kind = request.GET.get("loai", "")
    known = kind if kind in CriterionKind.values else CriterionKind.GRADED.value
    return {"area": request.GET.get("noi-dung", "")[:18], "kind": known}


def again(row: Criterion) -> str:
    return f"noi-dung={row.area_id or ''}&loai={row.kind}"


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_edit(request, pk):
    row = criterion_to_edit(request, pk)
    table = row.criteria_set
    if answer := locked_answer(request, table):
        return answer
    heading = f"Sửa tiêu chí {row.code}"
    form = form_of(CriterionForm, request, row, areas=table.campaign.areas.order_by("number"))
    if form.is_valid() and done(form, actions.edit_criterion, row, values_of(form), seen=form.seen, **signed(request)):
        messages.success(request, f"Đã lưu tiêu chí {row.code}.")
        return redirect(f"{reverse('table', args=[table.pk])}#tc-{pk}")
    return form_page(request, table, form, heading, f"tieu-chi-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_remove(request, pk):
    row = criterion_to_edit(request, pk)
    table = row.criteria_set
    if answer := locked_answer(request, table):
        return answer
    if request.method == "POST":
        version = request.POST.get("version", "")
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1
        sentence = f"Đã bỏ tiêu chí {row.code}."
        if told(request, sentence, actions.remove_criterion, row, seen=seen, **signed(request)):
            return redirect("table", table.pk)
        return redirect("criterion_remove", pk)
    context = {"table": table, "row": row, "reasons": actions.reasons_not_to_remove([row])}
    return render(request, "scoring/tables/criterion_remove.html", context)


def form_page(request, table, form, heading, keep, *, is_new=False):
    context = {
        "form": form,
        "table": table,
        "heading": heading,
        "keep": keep,
        "is_new": is_new,
        "shown": json.dumps(SHOWN),
        "no_areas": not form.fields["area"].queryset.exists(),
    }
    return render(request, "scoring/tables/criterion.html", context)
