"""How far each unit is in a round, and what the person at hand may open of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from scoring.models import BASE_KINDS, Evidence, Round, ScoreSheet
from scoring.predicates import is_own_sheet, sees_history
from scoring.states import RoundState, SheetState
from toolkit.access import may
from toolkit.numbers import decimal_text
from units.models import Membership

Link = tuple[str, str]  # words, address


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A unit in the round. Totals are those of the settled result; before that it says how far the unit is.

    `may_be_filled` holds until the sheet is handed in, and again when it was sent back; `history` is the key of the
    sheet for those who see its history.
    """

    code: str
    name: str
    role: str
    excluded: str
    state: str
    state_css: str
    may_be_filled: bool
    when: str
    entered: str
    appraised: str
    own_total: str
    total: str
    is_mine: bool
    has_evidence: bool
    links: tuple[Link, ...]
    history: int | None


def sheets_of(round: Round) -> list[Any]:
    """The sheets with their progress, each knowing its round and its unit's role. Two queries."""
    evidence = Evidence.objects.filter(mark__sheet=OuterRef("pk"))
    named = ScoreSheet.objects.in_round(round).select_related("unit", "outcome").annotate(has_evidence=Exists(evidence))
    found = named.order_by("position", "pk")
    sheets: list[Any] = list(found if round.is_settled else found.with_progress(BASE_KINDS))
    roles = roles_of(round)
    for sheet in sheets:
        sheet.round = round
        sheet._role_of_unit = roles.get(sheet.unit_id)  # asked by campaigns.predicates for each otherwise
    return sheets


def roles_of(round: Round) -> dict[int, str]:
    members = Membership.objects.filter(bloc=round.campaign.bloc_id, year=round.year)
    return dict(members.values_list("unit_id", "role"))


def rows_of(round: Round, sheets: Sequence[Any], user) -> list[SheetRow]:
    leads = may(user, "scoring.run_review", round)
    return [_row(sheet, round, user, leads) for sheet in sheets]


def _row(sheet, round: Round, user, leads: bool) -> SheetRow:
    outcome = getattr(sheet, "outcome", None)
    is_mine = is_own_sheet(user, sheet)
    state, css = _state(sheet, round)
    return SheetRow(
        code=sheet.unit.code,
        name=sheet.unit_name,
        role=sheet.get_role_display(),
        excluded=sheet.exclusion_reason if (leads and not is_mine) or round.is_open_to_all else "",
        state=state,
        state_css=css,
        may_be_filled=_may_be_filled(sheet, round),
        when=_when(sheet),
        entered="" if round.is_settled else f"{sheet.entered}/{sheet.most}",
        appraised="" if round.is_settled else f"{sheet.appraised}/{sheet.most} tiêu chí",
        own_total=decimal_text(outcome.self_total) if outcome else "",
        total=decimal_text(outcome.total) if outcome else "",
        is_mine=is_mine,
        has_evidence=sheet.has_evidence,
        links=tuple(_links(sheet, round, user, is_mine)),
        history=sheet.pk if sees_history(user, sheet, round) else None,
    )


def _state(sheet: ScoreSheet, round: Round) -> tuple[str, str]:
    """The word and the class of its tag; a late sheet that never came in stays "Chưa nộp"."""
    if sheet.state == SheetState.SUBMITTED:
        return "Đã nộp", "tag-done"
    if sheet.state == SheetState.RETURNED:
        return "Trả lại", "tag-late"
    return ("Đang tự chấm", "tag-doing") if round.phase is RoundState.SELF_SCORING else ("Chưa nộp", "")


def _may_be_filled(sheet: ScoreSheet, round: Round) -> bool:
    return sheet.state == SheetState.RETURNED or (
        sheet.state == SheetState.OPEN and round.phase is RoundState.SELF_SCORING
    )


def _when(sheet: ScoreSheet) -> str:
    if sheet.state != SheetState.SUBMITTED or sheet.submitted_at is None:
        return ""
    return f"{timezone.localtime(sheet.submitted_at):%H:%M %d/%m/%Y}"


def _links(sheet, round: Round, user, is_mine: bool):
    of = [round.pk, sheet.unit.code]
    if round.phase is RoundState.PREPARING:
        return
    if round.is_settled:
        yield "Xem cách tính", reverse("trace", args=of)
        return
    if is_mine:
        yield "Mở phiếu", reverse("sheet", args=of)
    if round.is_open_to_all:
        yield "Xem điểm", reverse("standing_of_unit", args=of)
    is_handed_in = round.phase is not RoundState.SELF_SCORING or sheet.is_submitted
    if is_handed_in and may(user, "scoring.appraise_sheet", sheet):
        if round.phase is not RoundState.SELF_SCORING:
            yield "Thẩm định", reverse("appraisal_of_unit", args=of)
        yield "Điều kiện loại", reverse("sheet_exclude", args=of)
