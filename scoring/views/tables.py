"""Bộ tiêu chí of a year: which there are, a new one, its settings, its editions, its approval."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions.year import reasons_not_to_edit as reasons_closed
from campaigns.models import Campaign
from campaigns.views.of_year import told
from campaigns.views.writing import form_of, signed, values_of
from scoring.actions import tables as actions
from scoring.forms.tables import EMPTY, WORKBOOK, NewTableForm, TableForm
from scoring.models import CriteriaSet, Criterion, Round
from scoring.stored import rows_of
from scoring.table_words import hints_of, scale_words
from toolkit.access import get_permitted, may
from toolkit.forms import done

UNITS_SCORE = "Chấm điểm là việc của các đơn vị trong Khối. Hội đồng xem kết quả đã chốt ở mục Kết quả."
THE_HEADS = "Bộ tiêu chí do Trưởng Khối soạn và duyệt."
NEXT_WORDS = {
    "draft": "Đang soạn: hoàn thiện rồi duyệt để kỳ chấm dùng được.",
    "unused": "Đã duyệt, chưa kỳ chấm nào dùng. Chọn bộ này khi lập hoặc sửa kỳ chấm.",
    "used": "Đã duyệt và khóa cho các kỳ chấm dùng bộ này.",
}


# The tables of a year -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableRow:
    table: CriteriaSet
    count: int
    scale: str
    rounds: list[Round]
    todo: str


@require_safe
def table_list(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_permitted(request, "scoring.open_scoring", visible, pk=pk, refusal=UNITS_SCORE)
    may_edit = may(request.user, "scoring.edit_criteria", campaign)
    context = {
        "campaign": campaign,
        "rows": table_rows(campaign, request.user, may_edit=may_edit),
        "may_edit": may_edit and not reasons_closed(campaign),
    }
    return render(request, "scoring/tables/list.html", context)


def table_rows(campaign: Campaign, user, *, may_edit: bool) -> list[TableRow]:
    """Three queries, however many tables, criteria and rounds. The latest edition of a name stands first."""
    rounds = Round.objects.visible_to(user).order_by("pk")
    criteria = Criterion.objects.only("criteria_set_id", "kind", "maximum")
    tables = (
        CriteriaSet.objects.visible_to(user)
        .filter(campaign=campaign)
        .select_related("campaign__bloc__commune")
        .prefetch_related(Prefetch("rounds", rounds, to_attr="seen_rounds"), Prefetch("criteria", criteria))
        .order_by("name", "-edition", "pk")
    )
    return [_table_row(table, may_edit=may_edit) for table in tables]


def _table_row(table: CriteriaSet, *, may_edit: bool) -> TableRow:
    rows = list(table.criteria.all())
    rounds = table.seen_rounds  # type: ignore[attr-defined]  # prefetched with to_attr
    state = "draft" if table.is_draft else "used" if rounds else "unused"
    return TableRow(table, len(rows), scale_words(rows), rounds, NEXT_WORDS[state] if may_edit else "")


@require_http_methods(["GET", "HEAD", "POST"])
def table_new(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_permitted(request, "scoring.edit_criteria", visible, pk=pk, refusal=THE_HEADS)
    sources = CriteriaSet.objects.visible_to(request.user).filter(campaign__bloc=campaign.bloc_id)
    sources = sources.select_related("campaign__bloc__commune").order_by("-campaign__year", "name", "-edition", "pk")
    form = form_of(NewTableForm, request, sources=sources, initial={"begin": EMPTY})
    if form.is_valid() and (answer := _made(request, campaign, form)):
        return answer
    context = {
        "form": form,
        "campaign": campaign,
        "button": "Lập bộ tiêu chí",
        "cancel_url": reverse("tables", args=[pk]),
        "keep": f"bo-tieu-chi-moi-{pk}",
    }
    return render(request, "scoring/tables/new.html", context)


def _made(request, campaign, form):
    """Where the new table is gone on with; None when it was not made, and the form says why."""
    name = form.cleaned_data["name"]
    if form.source is None:
        if not done(form, actions.create_table, campaign, name, **signed(request)):
            return None
        messages.success(request, f"Đã lập bộ tiêu chí “{name}”.")
        return redirect("table_import" if form.cleaned_data["begin"] == WORKBOOK else "table", form.result.pk)
    if not done(form, actions.copy_table, form.source, campaign, name, **signed(request)):
        return None
    table, left_out = form.result
    messages.success(request, f"Đã lập bộ tiêu chí “{name}” theo {form.source} năm {form.source.campaign.year}.")
    if left_out:
        messages.warning(
            request,
            f"Không chép {len(left_out)} tiêu chí vì năm {campaign.year} không có nội dung cùng số: "
            f"{', '.join(left_out)}.",
        )
    return redirect("table", table.pk)


# One table ------------------------------------------------------------------------------------------------------------


def table_to_edit(request, pk: int) -> CriteriaSet:
    visible = CriteriaSet.objects.visible_to(request.user).select_related("campaign__bloc__commune")
    return get_permitted(request, "scoring.edit_criteria", visible, pk=pk, refusal=THE_HEADS)


def locked_answer(request, table: CriteriaSet):
    """Back to the table with the reason, where it may not be edited any more; else None."""
    reasons = [*reasons_closed(table.campaign), *actions.reasons_not_to_edit(table)]
    for reason in reasons:
        messages.error(request, reason)
    if reasons and request.htmx:  # a redirect would put the whole page into a part of it
        return HttpResponse(headers={"HX-Redirect": reverse("table", args=[table.pk])})
    return redirect("table", table.pk) if reasons else None


@require_http_methods(["GET", "HEAD", "POST"])
def table_settings(request, pk):
    table = table_to_edit(request, pk)
    if answer := locked_answer(request, table):
        return answer
    form = form_of(TableForm, request, table)
    if form.is_valid() and done(form, actions.edit_table, table, values_of(form), seen=form.seen, **signed(request)):
        messages.success(request, "Đã lưu thiết lập của bộ tiêu chí.")
        return redirect("table", pk)
    context = {
        "form": form,
        "table": CriteriaSet.objects.select_related("campaign").get(pk=pk),
        "button": "Lưu thiết lập",
        "cancel_url": reverse("table", args=[pk]),
        "keep": f"thiet-lap-{pk}",
    }
    return render(request, "scoring/tables/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def table_approve(request, pk):
    table = table_to_edit(request, pk)
    if answer := locked_answer(request, table):
        return answer
    if request.method == "POST":
        stamp = request.POST.get("da-xem", "")
        if told(request, f"Đã duyệt {table}.", actions.approve_table, table, stamp=stamp, **signed(request)):
            return redirect("table", pk)
        return redirect("table_approve", pk)
    rows = rows_of(table)
    context = {
        "table": table,
        "count": len(rows),
        "scale": scale_words(rows),
        "hints": hints_of(table, rows, table.campaign.areas.order_by("number")),
        "reasons": actions.reasons_not_to_approve(rows),
        "stamp": actions.stamp_of(table),
    }
    return render(request, "scoring/tables/approve.html", context)


@require_POST
def table_edition(request, pk):
    table = table_to_edit(request, pk)
    sentence = f"Đã soạn bản mới từ {table}. Bản cũ giữ nguyên cho các kỳ chấm đang dùng."
    told(request, sentence, actions.draft_edition, table, **signed(request))
    drafts = CriteriaSet.objects.filter(campaign=table.campaign_id, name=table.name, state="drafting")
    return redirect("table", drafts.values_list("pk", flat=True).first() or pk)


@require_http_methods(["GET", "HEAD", "POST"])
def table_remove(request, pk):
    table = table_to_edit(request, pk)
    if answer := locked_answer(request, table):
        return answer
    if request.method == "POST":
        stamp = request.POST.get("da-xem", "")
        if told(request, f"Đã bỏ {table}.", actions.remove_table, table, stamp=stamp, **signed(request)):
            return redirect("tables", table.campaign_id)
        return redirect("table", pk)
    context = {
        "table": table,
        "count": table.criteria.count(),
        "reasons": actions.reasons_not_to_remove(table),
        "stamp": actions.stamp_of(table),
    }
    return render(request, "scoring/tables/remove.html", context)
