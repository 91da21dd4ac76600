"""Quy định khen thưởng of a round: read by everybody who sees the round, written until it is settled, tried first."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import rules as actions
from awards.arithmetic import UnitFacts
from awards.content import applied_rows, facts_of_round, rule_of
from awards.forms.rules import RuleForm
from awards.models import AwardRule
from awards.rule_preview import previews, rule_words, settling_day
from awards.settlement import reasons_of_bands
from awards.why import valid_words
from campaigns.views.of_year import told
from campaigns.views.writing import form_of, signed, step_of
from scoring.models import Round
from toolkit.access import get_permitted, may
from toolkit.forms import done
from units.models import Membership
from units.predicates import is_council

EDIT = "awards.edit_award_rules"
THE_HEADS = "Quy định khen thưởng do Trưởng Khối sửa, đến khi kỳ chấm chốt."
TRY = "xem-thu"


@dataclass(frozen=True, slots=True)
class Told:
    """A rule as the page tells it; `why_not` says that it is not applied, and why."""

    row: AwardRule
    conditions: str
    valid: str
    why_not: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """What the rules ask of a unit, in printed form; "" where nothing asks it."""

    name: str
    is_mine: bool
    cells: tuple[tuple[str, str], ...]


@require_safe
def award_rules(request, pk):
    round = get_object_or_404(visible_rounds(request), pk=pk)
    rows, today = rows_of(round), timezone.localdate()
    on = settling_day(round, today)
    may_edit = not actions.reasons_not_to_edit_rules(round) and may(request.user, EDIT, round)
    tries = [] if round.is_settled else previews(round, rows, today=today, own_unit=own_code(request.user))
    context = {
        "round": round,
        "rules": told_of(round, rows, on),
        "on": on,
        "may_edit": may_edit,
        "warnings": [] if round.is_settled else reasons_of_bands(round, on=on),
        "facts": fact_rows(round, rows, request.user, today),
        "has_conditions": any(rule_of(row).has_conditions for row in rows),
        "previews": tries,
        "sees_history": not is_council(request.user),
    }
    return render(request, "awards/rules/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def award_rule_new(request, pk):
    round = round_to_edit(request, pk)
    form = form_of(RuleForm, request, round=round)
    tried = None
    if form.is_valid() and TRY in request.POST:
        tried = tried_of(request, round, form, None)
    elif form.is_valid() and done(form, actions.add_rule, round, form.values, **signed(request)):
        messages.success(request, f"Đã thêm {form.result.form}.")
        return redirect("award_rules", pk=pk)
    return form_page(request, round, form, "Thêm quy định khen thưởng", "Thêm quy định", tried)


@require_http_methods(["GET", "HEAD", "POST"])
def award_rule_edit(request, pk, rule):
    round = round_to_edit(request, pk)
    row = rule_in(round, rule)
    form = form_of(RuleForm, request, row, round=round)
    tried = None
    if form.is_valid() and TRY in request.POST:
        tried = tried_of(request, round, form, row)
    elif form.is_valid() and done(form, actions.edit_rule, row, form.values, seen=form.seen, **signed(request)):
        messages.success(request, f"Đã lưu {row.form}.")
        return redirect("award_rules", pk=pk)
    return form_page(request, round, form, f"Sửa {row.form}", "Lưu quy định", tried)


@require_POST
def award_rule_move(request, pk, rule):
    row = rule_in(round_to_edit(request, pk), rule)
    told(request, f"Đã đổi chỗ {row.form}.", actions.move_rule, row, step_of(request), **signed(request))
    return redirect("award_rules", pk=pk)


@require_POST
def award_rule_remove(request, pk, rule):
    row = rule_in(round_to_edit(request, pk), rule)
    told(request, f"Đã bỏ {row.form}.", actions.remove_rule, row, **signed(request))
    return redirect("award_rules", pk=pk)


# Fetched ----------------------------------------------------------------------------------------------------------


def visible_rounds(request):
    along = ("campaign__bloc__commune", "criteria_set", "result")
    return Round.objects.visible_to(request.user).select_related(*along).defer("result__document")


def round_to_edit(request, pk: int) -> Round:
    return get_permitted(request, EDIT, visible_rounds(request), refusal=THE_HEADS, pk=pk)


def rows_of(round: Round) -> list[AwardRule]:
    return list(round.award_rules.order_by("position", "pk"))


def rule_in(round: Round, pk: int) -> AwardRule:
    row: AwardRule = get_object_or_404(round.award_rules.all(), pk=pk)
    row.round = round
    return row


def own_code(user) -> str:
    return user.unit.code if user.unit_id else ""


# Told -------------------------------------------------------------------------------------------------------------


def told_of(round: Round, rows: list[AwardRule], on) -> list[Told]:
    applied = {row.pk for row in applied_rows(round, rows, on=on)}
    units = units_in(round)
    return [
        Told(
            row=row,
            conditions=rule_words(rule_of(row), units),
            valid=valid_words(row.valid_from, row.valid_to),
            why_not="" if row.pk in applied else _why_not(round, on),
        )
        for row in rows
    ]


def _why_not(round: Round, on) -> str:
    if round.is_settled:
        return "Không áp dụng: ngày chốt nằm ngoài thời gian áp dụng."
    return f"Không áp dụng nếu chốt ngày {on:%d/%m/%Y}."


def units_in(round: Round) -> int:
    """The units a percentage is taken of; before there are sheets the members of the year."""
    return round.sheets.count() or Membership.objects.in_year(round.campaign.bloc_id, round.year).count()


FACTS = {
    "recognised": "Sáng kiến được công nhận",
    "late_reports": "Báo cáo nộp chậm",
    "missing_reports": "Báo cáo chưa nộp",
    "disciplines": "Kỷ luật",
}


def fact_rows(round: Round, rows: list[AwardRule], user, today) -> list[FactRow]:
    """The facts the rules ask, as they are today or as they were settled; nothing where no rule asks any."""
    facts = facts_of_round(round, [rule_of(row) for row in rows], on=today)
    names = dict(round.sheets.values_list("unit__code", "unit_name")) if facts else {}
    return [FactRow(names[found.unit], found.unit == own_code(user), _cells(found)) for found in facts]


def _cells(found: UnitFacts) -> tuple[tuple[str, str], ...]:
    counts = ((name, getattr(found, field)) for field, name in FACTS.items())
    return tuple((name, str(count)) for name, count in counts if count is not None)


# Typed and tried --------------------------------------------------------------------------------------------------


def tried_of(request, round: Round, form: RuleForm, row: AwardRule | None):
    """The previews with what was typed in its place among the stored rules; None when it could not be saved."""
    if reasons := actions.reasons_not_to_edit_rules(round) or actions.reasons_of_values(round, form.values, row):
        form.problems(reasons)
        return None
    stored = rows_of(round)
    typed = AwardRule(round=round, pk=row.pk if row else None, **form.values)
    tried = [typed if each.pk == typed.pk else each for each in stored] if row else [*stored, typed]
    own = own_code(request.user)
    return previews(round, tried, stored=stored, today=timezone.localdate(), own_unit=own)


def form_page(request, round: Round, form: RuleForm, heading: str, button: str, tried):
    context = {
        "round": round,
        "form": form,
        "heading": heading,
        "button": button,
        "cancel_url": reverse("award_rules", args=[round.pk]),
        "previews": tried,
        "on": settling_day(round, timezone.localdate()),
    }
    return render(request, "awards/rules/form.html", context)
