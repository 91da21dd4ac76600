"""Công khai: once the round is shown, every unit sees every unit's points, how they arose, what was done to a line."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from scoring.actions.objections import reasons_not_to_object, window_words
from scoring.arithmetic import scale_of
from scoring.charts import chart_of
from scoring.explain import chain_words, conversion_sentence, tie_sentence, ties
from scoring.line_stories import Deed, stories_of, when_words
from scoring.models import Evidence, Mark, Objection, Round, ScoreSheet
from scoring.provisional import Provisional, moment, provisional_of, reasons_not_to_show
from scoring.standing_rows import classification_words, standing_rows
from scoring.states import RoundState
from scoring.trace import Trace, TraceLine
from toolkit.access import may, require_permission
from toolkit.numbers import decimal_text

COUNCIL_READS_RESULTS = "Hội đồng xem kết quả đã chốt ở mục Kết quả."
MOST_BARS = 24  # of a larger bloc only the first bars and the own one are drawn, until all are asked for
FIRST_BARS = 12


def shown_round(request, pk) -> Round:
    """The round, open to all. 404 unseen, 403 with the sentence from when."""
    visible = Round.objects.visible_to(request.user).select_related("campaign__bloc__commune", "criteria_set")
    round = get_object_or_404(visible, pk=pk)
    require_permission(request, "scoring.open_scoring", round, refusal=COUNCIL_READS_RESULTS)
    require_shown(round)
    return round


def require_shown(round: Round) -> None:
    if reasons := reasons_not_to_show(round):
        raise PermissionDenied(reasons[0])


@require_safe
def standings(request, pk):
    round = shown_round(request, pk)
    if round.is_settled:
        return redirect("ranking", round.pk)
    found, own = provisional_of(round), own_code(round, request.user)
    chain = found.settings.tie_break
    scale = scale_of(found.criteria)
    is_whole = len(found.units) <= MOST_BARS or request.GET.get("bieu-do") == "du"
    open_objections = _open_objections(round)
    context = {
        "round": round,
        "found": found,
        "areas": list(found.titles.items()),
        "rows": standing_rows(found, own=own, open_objections=open_objections),
        "lead": phase_words(round),
        "open_objections": sum(open_objections.values()),
        "chain": chain_words(chain),
        "ties": [tie_sentence(group, chain) for group in ties(found.units)],
        "conversions": [
            conversion_sentence(unit, left_out, scale) for unit in found.units if (left_out := found.left_out(unit))
        ],
        "chart": chart_of(_drawn(found, own, is_whole), list(found.short_titles.items()), found.settings.bands),
        "is_whole": is_whole,
        "first_bars": FIRST_BARS,
    }
    return render(request, "scoring/standings/standings.html", context)


def own_code(round: Round, user) -> str:
    """The code of the reader's unit in the round, "" for who has no sheet there. At most one query."""
    if user.unit_id is None:
        return ""
    codes = ScoreSheet.objects.in_round(round).of_unit(user.unit_id).values_list("unit__code", flat=True)
    return codes.first() or ""


def _open_objections(round: Round) -> dict[str, int]:
    rows = Objection.objects.in_round(round).open().order_by().values_list("mark__sheet__unit__code")
    return dict(rows.annotate(Count("pk")))


def _drawn(found: Provisional, own: str, is_whole: bool):
    return [u for i, u in enumerate(found.units) if is_whole or i < FIRST_BARS or u.unit == own]


def phase_words(round: Round) -> str:
    """What can be done now, and until when."""
    until = f" đến {moment(round.until)}" if round.until else ""
    match round.phase:
        case RoundState.SHOWN:
            return f"Mọi đơn vị xem điểm của nhau{until}. {window_words(round)}"
        case RoundState.OBJECTING:
            how = "chọn tổng điểm của một đơn vị, rồi chọn “Kiến nghị về tiêu chí này”."
            return f"Đơn vị gửi được kiến nghị{until}: {how}"
        case RoundState.REVIEWING:
            return f"Khối đang bình xét{until}. Đã hết thời gian gửi kiến nghị."
    return "Kỳ chấm đã chốt."


# One unit, line by line ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line with everything that may be read about it. `is_open` says that the reader's unit may object."""

    pk: int
    told: TraceLine
    note: str
    appraised_at: str
    evidence: list[Evidence]
    objections: list[Objection]
    story: list[Deed]
    is_open: bool


@require_safe
def standing_of_unit(request, pk, code):
    round = shown_round(request, pk)
    if round.is_settled:
        return redirect("trace", round.pk, code)
    sheet = get_object_or_404(round.sheets.select_related("unit"), unit__code=code)
    found = provisional_of(round)
    unit = found.unit(code)
    trace = found.trace(unit)
    lines = shown_lines(request.user, round, sheet, trace)
    place, is_objecting = found.units.index(unit), round.phase is RoundState.OBJECTING
    context = {
        "round": round,
        "sheet": sheet,
        "unit": unit,
        "found": found,
        "total": decimal_text(unit.total),
        "self_total": decimal_text(unit.self_total),
        "classification": classification_words(unit, found.is_complete),
        "trace": trace,
        "groups": [(group, [lines[line.code] for line in group.lines]) for group in trace.groups],
        "is_mine": sheet.unit_id == request.user.unit_id,
        "lead": f"Hạn gửi kiến nghị: {moment(round.until)}." if is_objecting and round.until else "",
        "previous": found.units[place - 1] if place else None,
        "following": found.units[place + 1] if place + 1 < len(found.units) else None,
    }
    return render(request, "scoring/standings/unit.html", context)


def shown_lines(user, round: Round, sheet: ScoreSheet, trace: Trace) -> dict[str, ShownLine]:
    """By criterion code. Four queries, however many lines there are."""
    evidence, objections = defaultdict(list), defaultdict(list)
    for one in Evidence.objects.filter(mark__sheet=sheet).order_by("added_at", "pk"):
        evidence[one.mark_id].append(one)
    for one in Objection.objects.filter(mark__sheet=sheet).select_related("unit").order_by("filed_at", "pk"):
        objections[one.mark_id].append(one)
    stories = stories_of(sheet)
    told = {line.code: line for group in trace.groups for line in group.lines}
    is_open = may_object_to(user, round, sheet)
    marks = Mark.objects.filter(sheet=sheet).values_list("pk", "criterion__code", "note", "appraised_at")
    return {
        code: ShownLine(
            pk=pk,
            told=told[code],
            note=note,
            appraised_at=when_words(at) if at else "",
            evidence=evidence[pk],
            objections=objections[pk],
            story=stories.get(pk, []),
            is_open=is_open and not any(o.is_open and o.unit_id == user.unit_id for o in objections[pk]),
        )
        for pk, code, note, at in marks.order_by("criterion__position")
    }


def may_object_to(user, round: Round, sheet: ScoreSheet) -> bool:
    """While the window is open; who appraises the sheet changes it at the appraisal and does not object to it."""
    is_open = not reasons_not_to_object(round, timezone.now())
    sheet.round = round
    return is_open and may(user, "scoring.object", round) and not may(user, "scoring.appraise_sheet", sheet)
