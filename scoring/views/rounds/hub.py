"""The page of a round: where it stands, what is missing before the next step, how far each unit is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from scoring.models import CrossCheck, Round
from scoring.readiness import Missing, Where, in_order_of, missing_of
from scoring.states import RoundState
from scoring.stored import rows_of as criteria_rows
from scoring.views.rounds.asking import COUNCIL_READS_RESULTS, round_for
from scoring.views.rounds.progress import Link, SheetRow, rows_of, sheets_of
from scoring.views.rounds.steps import DOES, deadline_words, now_words, steps_of
from scoring.views.rounds.table_words import criteria_groups, settings_words
from toolkit.access import may

P = RoundState


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person may do with the round, asked once."""

    is_head: bool
    leads: bool
    own: SheetRow | None


@require_safe
def round_detail(request, pk):
    round = round_for(request, pk, "scoring.open_scoring", COUNCIL_READS_RESULTS)
    now, sheets, criteria = timezone.now(), sheets_of(round), criteria_rows(round.criteria_set)
    rows = rows_of(round, sheets, request.user)
    rights = Rights(
        is_head=may(request.user, "scoring.edit_round", round),
        leads=may(request.user, "scoring.run_review", round),
        own=next((row for row in rows if row.is_mine), None),
    )
    settled_at = round.result.settled_at if round.is_settled else None
    context = {
        "round": round,
        "steps": steps_of(round, settled_at),
        "now": now_words(round),
        "deadline": deadline_words(round, now),
        "does": DOES[round.phase],
        "rights": rights,
        "next": next_button(round, rights),
        "links": links_of(round, rights, request.user),
        "rows": rows,
        "groups": criteria_groups(criteria),
        "count": len(criteria),
        "settings": settings_words(round),
        **checks_of(round, sheets, rights, request.user, now),
    }
    return render(request, "scoring/round.html", context)


# What is missing ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Todo:
    """A line of the list; `link` is (words, address) of where it is done, for those who do it."""

    words: str
    link: Link | None
    is_blocking: bool


def checks_of(round: Round, sheets, rights: Rights, user, at: datetime) -> dict[str, Any]:
    """Who leads sees everything that is missing, a unit what of its own is."""
    following = round.phase.following
    if following is None or not (rights.leads or rights.own):
        return {"missing": [], "in_order": [], "missing_title": ""}
    missing = [found for found in missing_of(round, at=at) if rights.leads or is_own(found, user)]
    codes = {sheet.unit_id: sheet for sheet in sheets}
    todos = [Todo(m.words, link_of(m, round, rights, codes.get(m.unit), user), m.is_blocking) for m in missing]
    return {
        "missing": todos,
        "missing_title": title_of(todos, following, rights),
        "in_order": in_order_of(round, sheets) if rights.leads else [],
    }


def is_own(missing: Missing, user) -> bool:
    """Of a unit that does not lead only what it has to do itself: what was appraised is not told before it is shown."""
    return missing.unit is not None and missing.unit == user.unit_id and missing.where is Where.SHEET


def title_of(todos, following: RoundState, rights: Rights) -> str:
    step = "chốt kết quả" if following is P.SETTLED else f"sang bước {following.words}"
    if not rights.leads:
        return f"Đơn vị mình còn {len(todos)} việc"
    count = sum(todo.is_blocking for todo in todos)
    return f"Còn {count} việc trước khi {step}" if count else f"Đủ điều kiện {step}"


def link_of(missing: Missing, round: Round, rights: Rights, sheet, user) -> Link | None:
    match missing.where:
        case Where.TABLE:
            return "Mở bộ tiêu chí", reverse("table", args=[round.criteria_set_id])
        case Where.DATES if rights.is_head:
            return "Ghi mốc thời gian", reverse("round_edit", args=[round.pk])
        case Where.OBJECTIONS:
            return "Mở kiến nghị", reverse("objections", args=[round.pk])
        case Where.SHEET if sheet is not None and sheet.unit_id == user.unit_id:
            return "Mở phiếu", reverse("sheet", args=[round.pk, sheet.unit.code])
        case Where.APPRAISAL if sheet is not None and may(user, "scoring.appraise_sheet", sheet):
            return "Thẩm định", reverse("appraisal_of_unit", args=[round.pk, sheet.unit.code])
    return None


# Where to go from here ------------------------------------------------------------------------------------------------


def next_button(round: Round, rights: Rights) -> Link | None:
    """The page's one filled button."""
    if round.is_settled:
        return "Xem xếp hạng", reverse("ranking", args=[round.pk])
    own = rights.own
    if own and round.phase in (P.SELF_SCORING, P.APPRAISING) and own.may_be_filled:
        return "Mở phiếu của đơn vị mình", reverse("sheet", args=[round.pk, own.code])
    if rights.is_head:
        return head_button(round)
    if rights.leads and round.phase is P.APPRAISING:
        return "Thẩm định", reverse("appraisal", args=[round.pk])
    return ("Xem bảng điểm", reverse("standings", args=[round.pk])) if round.is_open_to_all else None


def head_button(round: Round) -> Link:
    if round.phase is P.REVIEWING:
        return "Chốt kết quả", reverse("round_settle", args=[round.pk])
    following = round.phase.following or P.SETTLED
    return f"Chuyển sang {following.words}", reverse("round_move_on", args=[round.pk])


def links_of(round: Round, rights: Rights, user) -> list[Link]:
    """Everything of the round the person may open, in the order of its phases."""
    return [
        *_own_links(round, rights),
        *_shared_links(round),
        *_leading_links(round, rights),
        *_check_links(round, user),
    ]


def _own_links(round: Round, rights: Rights):
    if rights.own is None or round.phase is P.PREPARING:
        return
    of = [round.pk, rights.own.code]
    yield "Phiếu của đơn vị mình", reverse("sheet", args=of)
    if round.phase is P.SELF_SCORING:
        yield "Tải phiếu Excel", reverse("sheet_workbook", args=of)
        yield "Nạp phiếu Excel", reverse("sheet_upload", args=of)
    if rights.own.has_evidence:
        yield "Tải bộ minh chứng của đơn vị mình", reverse("evidence_pack", args=of)


def _shared_links(round: Round):
    yield "Quy định khen thưởng", reverse("award_rules", args=[round.pk])
    if round.phase.place >= P.REVIEWING.place:
        yield "Bỏ phiếu kín", reverse("ballots", args=[round.pk])
    if round.is_settled:
        yield "Đề nghị khen thưởng", reverse("proposals", args=[round.pk])
        yield "Tính lại và đối chiếu", reverse("verification", args=[round.pk])
    if round.is_open_to_all and not round.is_settled:
        yield "Bảng điểm công khai", reverse("standings", args=[round.pk])
    if round.is_open_to_all:
        yield "Kiến nghị", reverse("objections", args=[round.pk])
        yield from _review_links(round)


def _review_links(round: Round):
    yield "Chiếu họp", reverse("review", args=[round.pk])
    yield "Tư liệu biên bản", reverse("review_material", args=[round.pk])


def _leading_links(round: Round, rights: Rights):
    of = [round.pk]
    if rights.leads and not round.is_settled and round.phase.place >= P.APPRAISING.place:
        yield "Bảng thẩm định", reverse("appraisal", args=of)
        yield "Chấm chéo", reverse("checks", args=of)
        if not round.is_open_to_all:
            yield from _review_links(round)
    if rights.leads and round.phase is P.REVIEWING:
        yield "Phiếu phân định", reverse("round_votes", args=of)
    if rights.is_head and P.APPRAISING.place <= round.phase.place < P.SETTLED.place:
        yield "Tải sổ chấm điểm", reverse("round_workbook", args=of)
        yield "Nạp sổ chấm điểm", reverse("round_upload", args=of)
    if rights.leads:
        yield "Các bộ tiêu chí của năm", reverse("tables", args=[round.campaign_id])


def _check_links(round: Round, user):
    if round.phase is not P.APPRAISING or user.unit_id is None:
        return
    check = CrossCheck.objects.filter(round=round, checker=user.unit_id).select_related("unit").first()
    if check is not None:
        yield f"Chấm chéo {check.unit.name}", reverse("check", args=[check.pk])
