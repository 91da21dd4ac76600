"""What keeps a unit from being ranked, and what a ballot counted on paper gave to units that are tied."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from scoring.actions.sheets import exclude_sheet, reasons_not_to_judge, record_votes
from scoring.arithmetic import BALLOT_STEP
from scoring.ballots import groups_to_vote
from scoring.forms.rounds import ExclusionForm
from scoring.models import Round, ScoreSheet
from scoring.states import RoundState
from scoring.stored import criteria_of, rows_of, settings_of
from scoring.stored import sheets_of as entries_of
from scoring.views.rounds.asking import round_for
from scoring.views.rounds.progress import sheets_of
from toolkit.access import get_permitted, may
from toolkit.forms import done
from toolkit.numbers import decimal_text
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

NOT_THE_JUDGE = "Điều kiện loại do người thẩm định đơn vị ghi; đơn vị mình do đơn vị khác thẩm định."
THE_LEADERS = "Phiếu phân định do Trưởng Khối và Phó Trưởng Khối ghi."
MOST_VOTES = 100_000


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_exclude(request, pk, code):
    visible = ScoreSheet.objects.visible_to(request.user).select_related("unit", "round__campaign__bloc__commune")
    sheet = get_permitted(request, "scoring.appraise_sheet", visible, refusal=NOT_THE_JUDGE, round=pk, unit__code=code)
    if reasons := reasons_not_to_judge(sheet):
        for reason in reasons:
            messages.warning(request, reason)
        return redirect("round", pk=pk)
    initial = {"exclusion_reason": sheet.exclusion_reason, "version": sheet.version}
    form = ExclusionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and excluded(request, form, sheet):
        said = "đã ghi điều kiện loại" if sheet.exclusion_reason else "không còn điều kiện loại"
        messages.success(request, f"{sheet.unit_name}: {said}.")
        return redirect("round", pk=pk)
    context = {
        "form": form,
        "round": sheet.round,
        "sheet": sheet,
        "button": "Lưu",
        "cancel_url": reverse("round", args=[pk]),
    }
    return render(request, "scoring/rounds/exclude.html", context)


def excluded(request, form: ExclusionForm, sheet: ScoreSheet) -> bool:
    return done(form, exclude_sheet, sheet, form.cleaned_data["exclusion_reason"], seen=form.seen, by=request.user)


# Phiếu phân định ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class VoteRow:
    """A tied unit; `typed` is what stands in its box, `problem` what is wrong with it."""

    sheet: ScoreSheet
    is_mine_to_write: bool
    typed: str
    problem: str = ""
    votes: int | None = None

    @property
    def is_changed(self) -> bool:
        return self.is_mine_to_write and self.votes != self.sheet.votes

    @property
    def box(self) -> str:
        return f"phieu-{self.sheet.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def round_votes(request, pk):
    round = round_for(request, pk, "scoring.run_review", THE_LEADERS)
    if round.phase is not RoundState.REVIEWING:
        messages.warning(request, "Số phiếu phân định được ghi ở bước bình xét.")
        return redirect("round", pk=pk)
    groups = vote_groups(round, request.user)
    rows = [row for _, found in groups for row in found]
    if request.method == "POST":
        for row in rows:
            read(row, request.POST)
        if not any(row.problem for row in rows) and recorded(rows, request):
            messages.success(request, "Đã lưu số phiếu phân định.")
            return redirect("round_votes", pk=pk)
    context = {
        "round": round,
        "groups": groups,
        "problems": [row for row in rows if row.problem],
        "has_ballot": BALLOT_STEP in round.tie_break.split(";"),
        "may_write": any(row.is_mine_to_write for row in rows),
    }
    return render(request, "scoring/rounds/votes.html", context)


def vote_groups(round: Round, user) -> list[tuple[str, list[VoteRow]]]:
    """(what they share, rows) of every group the rest of the chain leaves equal."""
    criteria = criteria_of(rows_of(round.criteria_set))
    sheets = {sheet.unit.code: sheet for sheet in sheets_of(round)}
    return [
        (f"{decimal_text(group[0].total)} điểm", [_vote_row(sheets[unit.unit], user) for unit in group])
        for group in groups_to_vote(criteria, entries_of(round), settings_of(round))
    ]


def _vote_row(sheet: Any, user) -> VoteRow:
    typed = "" if sheet.votes is None else str(sheet.votes)
    return VoteRow(sheet, may(user, "scoring.appraise_sheet", sheet), typed, votes=sheet.votes)


def read(row: VoteRow, data) -> None:
    if not row.is_mine_to_write:
        return
    row.typed = data.get(row.box, "").strip()[:20]
    if not row.typed:
        row.votes = None
    elif row.typed.isascii() and row.typed.isdecimal() and int(row.typed) <= MOST_VOTES:
        row.votes = int(row.typed)
    else:
        row.problem = f"{row.sheet.unit_name}: số phiếu là một số nguyên từ 0 đến {MOST_VOTES}."


def recorded(rows: list[VoteRow], request) -> bool:
    """All of them or none; whom another person's number meets keeps what was typed and is shown the other."""
    try:
        with transaction.atomic():
            for row in sorted(rows, key=lambda row: row.sheet.pk):  # as whoever holds the round locks them
                if row.is_changed:
                    _record(row, _version(request.POST.get(f"{row.box}-ban", "")), request.user)
    except NotPossible as problem:
        for row in rows:
            row.sheet.refresh_from_db(fields=["votes", "version"])
        if not any(row.problem for row in rows):
            rows[0].problem = " ".join(problem.reasons)
    return not any(row.problem for row in rows)


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _record(row: VoteRow, seen: int, user) -> None:
    try:
        record_votes(row.sheet, row.votes, seen=seen, by=user)
    except ChangedMeanwhile as problem:
        votes = getattr(problem.now, "votes", None)
        now = "chưa ghi" if votes is None else f"{votes} phiếu"
        typed = row.typed or "để trống"
        row.problem = f"{row.sheet.unit_name}: người khác vừa lưu {now}; đang gõ {typed}. Kiểm tra rồi lưu lại."
        raise NotPossible([row.problem]) from None
