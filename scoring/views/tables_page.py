"""One scoring table: read by everybody who may, and while it is a draft its numbers and order typed in place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions.year import reasons_not_to_edit as reasons_closed
from campaigns.views.writing import signed
from scoring.actions import tables as actions
from scoring.actions import tables_rows as row_actions
from scoring.actions.tables_rows import RowsChanged, in_order
from scoring.forms.tables_weights import WeightsForm
from scoring.models import CriteriaSet, Criterion, Round
from scoring.stored import criteria_of, rows_of
from scoring.table_words import scale, to_hundred
from scoring.views.tables import UNITS_SCORE, locked_answer, table_to_edit
from scoring.views.tables_shown import groups_of
from scoring.weight_words import move_words, notes_of
from scoring.weights import before_of, effect_of, last_settled
from toolkit.access import get_permitted, may
from toolkit.numbers import decimal_text
from toolkit.reasons import NotPossible

# The page -------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def table(request, pk):
    if request.method == "POST":
        return _saved(request, table_to_edit(request, pk))
    visible = CriteriaSet.objects.visible_to(request.user).select_related("campaign__bloc__commune")
    found = get_permitted(request, "scoring.open_scoring", visible, pk=pk, refusal=UNITS_SCORE)
    return page(request, found, WeightsForm(in_order(rows_of(found))))


def _saved(request, found: CriteriaSet):
    if answer := locked_answer(request, found):
        return answer
    form = WeightsForm(in_order(rows_of(found)), request.POST)
    if not form.is_valid():
        return page(request, found, form)
    try:
        saved = row_actions.save_weights(found, form.weights, **signed(request))
    except RowsChanged as problem:
        form.show_meanwhile(problem.rows)
        return page(request, found, form)
    except NotPossible as problem:
        form.reasons = problem.reasons
        return page(request, found, form)
    codes = ", ".join(row.code for row in saved)
    messages.success(request, f"Đã lưu số của tiêu chí {codes}." if saved else "Không có số nào thay đổi.")
    return redirect("table", found.pk)


@require_POST
def table_preview(request, pk):
    """What the typed numbers would do; nothing is saved. A part of the page for htmx, else the whole page."""
    found = table_to_edit(request, pk)
    if answer := locked_answer(request, found):
        return answer
    form = WeightsForm(in_order(rows_of(found)), request.POST)
    if not request.htmx:
        return page(request, found, form)
    areas = list(found.campaign.areas.order_by("number"))
    context = {"groups": groups_of(form, areas, is_edited=True), **sums(form), **effect_context(found, form)}
    return render(request, "scoring/tables/_effect.html", context | {"is_part": True})


@require_POST
def table_order(request, pk):
    """The rows as they were dragged, or one of them a place up or down; what was typed beside it stays typed."""
    found = table_to_edit(request, pk)
    if answer := locked_answer(request, found):
        return answer
    rows = rows_of(found)
    try:
        wanted = order_of(request.POST, rows)
        seen = keys(request.POST.get("thu-tu-cu", "").split(","))
        row_actions.put_in_order(found, wanted, seen=seen, **signed(request))
    except NotPossible as problem:
        return _order_refused(request, found, rows, problem.reasons)
    if request.htmx:
        return HttpResponse("Đã lưu thứ tự.", content_type="text/plain; charset=utf-8")
    said = "Đã lưu thứ tự." if wanted != seen else "Tiêu chí đã ở đầu hoặc cuối nội dung, thứ tự giữ nguyên."
    form = WeightsForm(in_order(rows_of(found)), request.POST)
    if form.has_changed:
        return page(request, found, form, said=f"{said} Các số đang gõ chưa lưu.")
    messages.success(request, said)
    return redirect("table", pk)


def _order_refused(request, found, rows, reasons):
    if request.htmx:
        return HttpResponse(" ".join(reasons), status=409, content_type="text/plain; charset=utf-8")
    form = WeightsForm(in_order(rows), request.POST)
    form.reasons = reasons
    return page(request, found, form)


def order_of(posted, rows: list[Criterion]) -> list[int]:
    for name, step in (("len", -1), ("xuong", 1)):
        if name in posted:
            [pk] = keys([posted[name]]) or [0]
            return row_actions.step_in_order(rows, pk, step)
    return keys(posted.getlist("thu-tu"))


def keys(texts) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def page(request, found: CriteriaSet, form: WeightsForm, *, said: str = ""):
    may_edit = may(request.user, "scoring.edit_criteria", found)
    reasons = [*reasons_closed(found.campaign), *actions.reasons_not_to_edit(found)] if may_edit else []
    is_edited = may_edit and not reasons
    rows = [row.row for row in form.rows]
    areas = list(found.campaign.areas.order_by("number"))
    context = {
        "table": found,
        "form": form,
        "said": said,
        "is_edited": is_edited,
        "reasons": reasons,
        "groups": groups_of(form, areas, is_edited=is_edited),
        "areas": areas,
        "count": len(rows),
        "order": ",".join(str(row.pk) for row in rows),
        "rounds": Round.objects.visible_to(request.user).filter(criteria_set=found).order_by("pk"),
        "editions": editions_of(request, found),
        "behind": rounds_behind(request, found) if may_edit and not found.is_draft else [],
        "may_draft": may_edit
        and not found.is_draft
        and not actions.reasons_not_to_draft(found)
        and not reasons_closed(found.campaign),
        "settings": settings_words(found),
        **sums(form),
    }
    if is_edited:
        context |= effect_context(found, form) | {"stamp": actions.stamp_of(found)}
    return render(request, "scoring/tables/table.html", context)


def editions_of(request, found: CriteriaSet) -> list[CriteriaSet]:
    visible = CriteriaSet.objects.visible_to(request.user).filter(campaign=found.campaign_id, name=found.name)
    return list(visible.order_by("-edition", "pk"))


def rounds_behind(request, found: CriteriaSet):
    """Rounds that are still prepared with an earlier edition of the table."""
    rounds = Round.objects.visible_to(request.user).in_preparation().select_related("criteria_set").order_by("pk")
    earlier = {"criteria_set__name": found.name, "criteria_set__edition__lt": found.edition}
    return rounds.filter(campaign=found.campaign_id, **earlier)


def settings_words(found: CriteriaSet) -> list[tuple[str, str]]:
    cap = "không có" if found.bonus_cap is None else decimal_text(found.bonus_cap)
    return [("Bước điểm", decimal_text(found.step)), ("Trần điểm thưởng", cap)]


def sums(form: WeightsForm) -> dict[str, str]:
    total = scale(row.criterion for row in form.rows)
    return {"scale": decimal_text(total), "to_hundred": to_hundred(total)}


def effect_context(found: CriteriaSet, form: WeightsForm) -> dict:
    """The effect of what stands in the boxes; the sentences of wrong boxes instead, where there are any."""
    if not form.is_valid():
        return {"effect": None, "wrong": form.errors}
    round = last_settled(found)
    if round is None:
        return {"effect": None, "wrong": []}
    criteria = criteria_of(row.criterion for row in form.rows)
    effect = effect_of(before_of(round), criteria, found.bonus_cap)
    moves = [move_words(move) for move in effect.moves]
    return {"effect": effect, "moves": moves, "notes": notes_of(effect), "last_round": round, "wrong": []}
