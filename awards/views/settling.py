"""Settling a round: what it will come to, what is missing, one button that cannot be taken back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from awards.arithmetic import AwardOutcome, Settled
from awards.settlement import Provisional, SeenOtherwise, provisional, reasons_not_to_settle, settle_as_seen
from scoring.arithmetic import UnitOutcome
from scoring.explain import listed, tie_sentence, ties
from scoring.models import Round
from scoring.readiness import missing_of
from scoring.views.rounds.asking import round_for
from scoring.views.rounds.hub import Rights, Todo, link_of
from scoring.views.rounds.progress import sheets_of
from toolkit.numbers import decimal_text
from toolkit.proof import fresh_proof_required
from toolkit.reasons import NotPossible

THE_HEADS = "Kỳ chấm do Trưởng Khối chốt."
OTHERWISE = "Có điểm hoặc quy định vừa đổi từ lúc mở trang này, nên chưa chốt. Xem lại kết quả dưới đây rồi chốt."


@dataclass(frozen=True, slots=True)
class Row:
    """A unit of the ranking to be settled, every number in its printed form."""

    rank: int | None
    name: str
    total: str
    own_total: str
    classification: str
    award: str
    note: str
    is_mine: bool


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def round_settle(request, pk):
    round, now = round_for(request, pk, "scoring.settle_round", THE_HEADS), timezone.now()
    if round.is_settled:
        messages.warning(request, "Kỳ chấm đã chốt.")
        return redirect("ranking", pk=pk)
    is_changed = False
    if request.method == "POST":
        try:
            result = settle_as_seen(round, seen=request.POST.get("da-xem", ""), by=request.user, at=now)
        except NotPossible as problem:
            for reason in problem.reasons:
                messages.warning(request, reason)
            return redirect("round_settle", pk=pk)
        except SeenOtherwise:
            is_changed = True
        else:
            messages.success(request, f"Đã chốt {round.name}. Mã kiểm chứng {result.check_code}.")
            return redirect("ranking", pk=pk)
    context = shown(round, request.user, now) | {"said": OTHERWISE if is_changed else ""}
    return render(request, "awards/settle.html", context)


def shown(round: Round, user, at) -> dict[str, Any]:
    found, reasons = provisional(round), reasons_not_to_settle(round, at=at)
    is_ready = not reasons and found.settled is not None
    context = {"round": round, "seen": found.seen if is_ready else "", "is_ready": is_ready}
    context["missing"] = [] if is_ready else todos_of(round, user, at, reasons)
    return context | (told(found, found.settled, user) if found.settled else {"rows": []})


def todos_of(round: Round, user, at, reasons: list[str]) -> list[Todo]:
    """Each reason with the way to where it is done, if the person does it."""
    sheets = {sheet.unit_id: sheet for sheet in sheets_of(round)}
    missing = {found.words: found for found in missing_of(round, at=at)}
    rights = Rights(is_head=True, leads=True, own=None)
    return [
        Todo(words, link_of(m, round, rights, sheets.get(m.unit), user) if (m := missing.get(words)) else None, True)
        for words in reasons
    ]


def told(found: Provisional, settled: Settled, user) -> dict[str, Any]:
    ranked = sorted(settled.units, key=lambda unit: (unit.rank is None, unit.rank or 0))
    chain = found.content.settings.tie_break
    names = {unit.unit: unit.name for unit in settled.units}
    return {
        "rows": [_row(unit, settled.awards, user) for unit in ranked],
        "ties": [tie_sentence(group, chain) for group in ties(ranked)],
        "open_ties": open_ties(ranked, settled.awards, names),
        "has_open_rank": any(unit.tied_with for unit in ranked),
    }


def open_ties(ranked, awards: tuple[AwardOutcome, ...], names: dict[str, str]) -> list[str]:
    """What the ballot has to decide after the round is settled."""
    groups: dict[int | None, list[str]] = {}
    for unit in ranked:
        if unit.tied_with:
            groups.setdefault(unit.rank, []).append(unit.name)
    shared = [f"{listed(group)} cùng hạng {rank}: chuyển sang bỏ phiếu." for rank, group in groups.items()]
    return shared + [
        f"{award.rule.form}: {listed([names[code] for code in award.open_tie])} cùng hạng ở ranh giới số lượng, "
        "cần bỏ phiếu suy tôn."
        for award in awards
        if award.open_tie
    ]


def _note(unit: UnitOutcome) -> str:
    if unit.excluded:
        return f"Không xếp hạng: {unit.excluded}"
    return "Đồng hạng, cần bỏ phiếu" if unit.tied_with else ""


def _row(unit: UnitOutcome, awards: tuple[AwardOutcome, ...], user) -> Row:
    award = next((found.rule.form for found in awards if unit.unit in found.units), "")
    return Row(
        rank=unit.rank,
        name=unit.name,
        total=decimal_text(unit.total),
        own_total=decimal_text(unit.self_total),
        classification="Không xếp loại" if unit.excluded else unit.classification or "Chưa xếp loại",
        award=award,
        note=_note(unit),
        is_mine=user.unit_id is not None and user.unit.code == unit.unit,
    )
