"""The results: which rounds are settled, the ranking of one, why a unit has its total, and whether it all agrees."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.content import result_json
from awards.models import Paper, Refusal, Submission
from awards.proposal_table import facts_of_result, places_of, proposal_table
from awards.result_document import read_criteria, read_settings, read_unit
from awards.standings import bands_of, maxima_of, ranking_rows, short_titles_of, standings_of, titles_of
from awards.states import PaperKind, PaperState
from awards.summaries import summaries_of
from awards.verification import NotAResult, verify
from awards.why import refusal_sentence
from scoring.arithmetic import ZERO, Kind, best_entries
from scoring.charts import chart_of
from scoring.entries import entry_from_text
from scoring.explain import chain_words, conversion_sentence, tie_sentence, ties
from scoring.firmness_words import pair_sentence, read, summary_sentence, weight_sentence, weights_sentence
from scoring.models import Criterion, Firmness, Result, UnitResult
from scoring.predicates import sees_history
from scoring.trace import trace_of
from toolkit.access import may
from toolkit.lists import year_choices
from toolkit.numbers import decimal_text, plain_text
from units.predicates import is_council

MOST_BARS = 24  # of a larger bloc only the first bars and the own one are drawn, until all are asked for
FIRST_BARS = 12
MOST_LINKS = 12  # up to so many units each has its own "Vì sao …?" line


def visible_results(user):
    """Results the person may see, with what a page names them by; the documents stay in the database."""
    named = Result.objects.visible_to(user).select_related("round__campaign__bloc__commune", "round__criteria_set")
    return named.defer("document")


@require_safe
def result_list(request):
    years, year = year_choices(Result.objects.visible_to(request.user), "round__campaign__year", request.GET.get("nam"))
    results = visible_results(request.user).filter(round__campaign__year=year)
    ordered = results.order_by("round__campaign__bloc__commune__name", "round__campaign__bloc__number", "-pk")
    rows = summaries_of(list(ordered), own_unit=request.user.unit_id)
    return render(request, "awards/result_list.html", {"rows": rows, "years": years, "year": year})


@require_safe
def ranking(request, pk):
    result = get_object_or_404(visible_results(request.user), round=pk)
    standings, own_unit, papers = standings_of(result), request.user.unit_id, list(papers_of(result))
    areas, scale = titles_of(result), sum(maxima_of(result).values(), ZERO)
    units = [s.outcome for s in standings]
    chain = tuple(result.round.tie_break.split(";"))
    is_whole = len(units) <= MOST_BARS or request.GET.get("bieu-do") == "du"
    context = {
        "result": result,
        "round": result.round,
        "areas": areas,
        "rows": ranking_rows(standings, areas, own_unit),
        "lead": lead_sentence(units, scale),
        "chain": chain_words(chain),
        "ties": [tie_sentence(group, chain) for group in ties(units)],
        "conversions": [conversion_sentence(s.outcome, s.left_out, scale) for s in standings if s.left_out],
        "chart": chart_of(_drawn(standings, own_unit, is_whole), short_titles_of(result), bands_of(result)),
        "is_whole": is_whole,
        "first_bars": FIRST_BARS,
        "has_lines": len(units) <= MOST_LINKS,
        "papers": papers,
        "may_issue": bool(kinds_missing(papers)) and may(request.user, "awards.issue_paper", result.round),
        "sees_history": not is_council(request.user),
        "firm": firm_words(result, units),
    }
    return render(request, "awards/ranking.html", context)


def firm_words(result, units):
    """How firm the ranking is, in sentences; None for one that was settled before this was worked out. Two queries."""
    kept = Firmness.objects.filter(result=result).first()
    if kept is None or not kept.pairs:
        return None
    firm, names = read(kept.pairs, kept.areas), {unit.unit: unit.name for unit in units}
    kinds = dict(Criterion.objects.filter(criteria_set__rounds=result.round_id).values_list("code", "kind"))
    return {
        "summary": summary_sentence(firm, names),
        "weights": weights_sentence(firm),
        "lost": [sentence for weight in firm.weights if (sentence := weight_sentence(weight))],
        "pairs": [pair_sentence(pair, names, kinds) for pair in firm.pairs],
    }


def _drawn(standings, own_unit, is_whole):
    """The first bars and the own unit's, or all."""
    return [s.outcome for i, s in enumerate(standings) if is_whole or i < FIRST_BARS or s.unit_id == own_unit]


def kinds_missing(papers) -> set[str]:
    """The papers of a round as a whole that are not in force."""
    return set(PaperKind.values) - {paper.kind for paper in papers if paper.state == PaperState.ISSUED}


def papers_of(result):
    return Paper.objects.filter(round=result.round_id).select_related("bloc").order_by("issued_at", "pk")


def lead_sentence(units, scale):
    """Who is first and with how much; equals are counted, not preferred."""
    first = [u for u in units if u.rank == 1]
    if not first:
        return "Không có đơn vị nào được xếp hạng."
    total = f"{decimal_text(first[0].total)} điểm trên thang {plain_text(scale)}"
    if len(first) > 1:
        return f"{len(first)} đơn vị cùng dẫn đầu với {total}; cần bỏ phiếu để phân định."
    extra = f", gồm {decimal_text(first[0].bonus)} điểm thưởng" if first[0].bonus else ""
    return f"{first[0].name} dẫn đầu với {total}{extra}."


@require_safe
def trace(request, pk, code):
    result = get_object_or_404(visible_results(request.user).defer(None), round=pk)
    rows = list(UnitResult.objects.filter(result=result).ranked().select_related("sheet__unit", "proposal__rule"))
    place = next((i for i, row in enumerate(rows) if row.sheet.unit.code == code), None)
    if place is None:
        raise Http404
    row = rows[place]
    row.sheet.round = result.round  # what its papers ask it for
    unit, told = told_of(result, row.sheet)
    context = {
        "result": result,
        "round": result.round,
        "row": row,
        "unit": unit,
        "total": decimal_text(unit.total),
        "trace": told,
        "sees_history": sees_history(request.user, row.sheet, result.round),
        "proposal": getattr(row, "proposal", None),
        "refusals": refusals_of(row, unit, len(rows), result),
        "previous": rows[place - 1] if place else None,
        "following": rows[place + 1] if place + 1 < len(rows) else None,
        "is_mine": row.sheet.unit_id == request.user.unit_id,
    }
    return render(request, "awards/trace.html", context)


def told_of(result, sheet):
    """A unit's outcome out of the kept document, and its trace. The document keeps the order of the sheets."""
    document = result_json(result)
    unit = read_unit(document["units"][sheet.position - 1])
    criteria, settings = read_criteria(document), read_settings(document)
    equals = sorted(_equals_of(unit, document), key=lambda u: u.rank)
    best = best_entries(criteria, _comparative_entries(criteria, document))
    return unit, trace_of(unit, equals, best, criteria, settings, dict(titles_of(result)))


def _equals_of(unit, document):
    total = f"{unit.total:.2f}"
    return [read_unit(u) for u in document["units"] if u["total"] == total and u["rank"] is not None]


def _comparative_entries(criteria, document):
    """Each unit's appraised entries of the comparative criteria: all that B is taken from."""
    places = [i for i, c in enumerate(criteria) if c.kind is Kind.COMPARATIVE]
    for unit in document["units"]:
        lines = [unit["lines"][i] for i in places]
        yield {line["criterion"]: entry_from_text(line["appraised"]) for line in lines}


def refusals_of(row, unit, units, result):
    """(award, why not) of every award the unit was not proposed for; `units` is how many the bloc has. One query."""
    refusals = Refusal.objects.filter(unit_result=row).select_related("rule", "by_rule").order_by("rule__position")
    facts = facts_of_result(result, [refusal.rule for refusal in refusals]).get(unit.unit)
    return [
        (
            refusal.rule.form,
            refusal_sentence(
                refusal.reason,
                refusal.rule,
                unit,
                refusal.by_rule.form if refusal.by_rule else "",
                places_of(refusal.rule, units),
                facts,
            ),
        )
        for refusal in refusals
    ]


@require_safe
def verification(request, pk):
    """Recompute the kept document and say whether it agrees; asked by htmx, only the answer comes back."""
    result = get_object_or_404(visible_results(request.user).defer(None), round=pk)
    try:
        differences = verify(result_json(result))
    except NotAResult as problem:
        differences = [str(problem)]
    context = {"result": result, "round": result.round, "differences": differences, "is_checked": True}
    return render(request, "awards/_verify.html" if request.htmx else "awards/verification.html", context)


@require_safe
def proposals(request, pk):
    result = get_object_or_404(visible_results(request.user), round=pk)
    table = proposal_table(result, request.user.unit_id)
    context = {
        "result": result,
        "round": result.round,
        "table": table,
        "sees_history": not is_council(request.user),
        "may_confirm": may(request.user, "awards.confirm_proposals", result.round) and not _is_confirmed(result),
    }
    return render(request, "awards/proposals.html", context)


def _is_confirmed(result):
    submission = Submission.objects.filter(round=result.round_id).first()
    return submission is not None and submission.is_confirmed
