"""A secret ballot is prepared, opened, cancelled. Votes are cast in awards.actions.votes, counted in .tallying.

Locks are taken in one order: the round, then the ballot. A vote takes the ballot's alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from awards.ballot_ties import Tie, live_units, open_ties
from awards.models import Ballot, BallotItem, BallotVoter, Submission, Urn
from awards.sealing import seal
from awards.states import BallotKind, BallotState, BallotWay, SubmissionState
from awards.tally import LEAST_VOTERS, Votes
from scoring.actions.rounds import members_of
from scoring.models import Round
from scoring.states import RoundState
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import locked, save_over
from units.models import Unit

# Preparing ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def prepare_tie(round: Round, tie: Tie, *, by) -> Ballot:
    """The ballot a tie offers, with the usual quorum and threshold. Raises NotPossible."""
    require(reasons_not_to_prepare(locked(round), tie))
    threshold = {} if tie.kind == BallotKind.AWARD_TIE else {"threshold": ""}
    ballot = Ballot(round=round, kind=tie.kind, rule=tie.rule, title=tie.title, seats=tie.seats, **threshold)
    with acting("Lập cuộc bỏ phiếu kín", by=by):
        ballot.save()
    lay_out_items(ballot, [sheet.unit_id for sheet in tie.sheets])
    return ballot


@transaction.atomic
def prepare_review(round: Round, values: Mapping[str, Any], units: Sequence[Unit], *, by) -> Ballot:
    """Each of the units is answered by đồng ý or không đồng ý. Raises NotPossible."""
    require(reasons_of_phase(BallotKind.REVIEW, locked(round)))
    ballot = Ballot(round=round, kind=BallotKind.REVIEW, seats=0, **values)
    with acting("Lập cuộc bỏ phiếu kín", by=by):
        ballot.save()
    lay_out_items(ballot, [unit.pk for unit in units])
    return ballot


def lay_out_items(ballot: Ballot, units: Sequence[int]) -> None:
    rows = [BallotItem(ballot=ballot, unit_id=unit, position=place) for place, unit in enumerate(units, 1)]
    BallotItem.objects.bulk_create(rows)


@transaction.atomic
def edit_ballot(ballot: Ballot, values: Mapping[str, Any], units: Sequence[Unit] | None, *, seen: int, by) -> Ballot:
    """Its settings while it is prepared; the items of a review. Raises NotPossible, ChangedMeanwhile."""
    stored = locked(ballot)
    require(reasons_not_to_edit(stored))
    for name, value in values.items():
        setattr(ballot, name, value)
    with acting("Sửa cuộc bỏ phiếu kín", by=by):
        save_over(ballot, stored, seen=seen)
    if units is not None:
        ballot.items.all().delete()
        lay_out_items(ballot, [unit.pk for unit in units])
    return ballot


# Opening, cancelling --------------------------------------------------------------------------------------------------


@transaction.atomic
def open_ballot(ballot: Ballot, *, by, at: datetime) -> Ballot:
    """A row for every member unit of the year, in their order, and an empty urn. Raises NotPossible."""
    round = locked(ballot.round)
    stored = locked(ballot, "rule")
    stored.round = round
    members = members_of(round)
    require(reasons_not_to_open(stored, len(members)))
    on_paper = stored.way == BallotWay.PAPER
    rows = [BallotVoter(ballot=stored, unit=member.unit, on_paper=on_paper) for member in members]
    BallotVoter.objects.bulk_create(rows)
    Urn.objects.create(ballot=stored, sealed=seal(Votes.none(stored.items.count()), ballot=stored.pk))
    stored.open(by=by, at=at)
    stored.version += 1
    with acting("Mở bỏ phiếu", by=by):
        stored.save()
    return stored


@transaction.atomic
def cancel_ballot(ballot: Ballot, reason: str, *, by) -> Ballot:
    """The urn is destroyed unopened. Raises NotPossible."""
    stored = locked(ballot)
    require(reasons_not_to_cancel(stored))
    stored.cancel(reason=reason)
    stored.version += 1
    Urn.objects.filter(ballot=stored).delete()
    with acting(f"Hủy cuộc bỏ phiếu: {reason}"[:1000], by=by):
        stored.save()
    return stored


# Reasons not to, as sentences ---------------------------------------------------------------------------------------


def reasons_of_phase(kind: str, round: Round) -> list[str]:
    if kind == BallotKind.AWARD_TIE:
        return [] if round.is_settled else ["Bỏ phiếu suy tôn khi kỳ chấm đã chốt."]
    return [] if round.phase is RoundState.REVIEWING else ["Bỏ phiếu này chỉ có ở bước bình xét của kỳ chấm."]


def reasons_not_to_prepare(round: Round, tie: Tie) -> list[str]:
    if live_units(round)[tie.kind, tie.rule.pk if tie.rule else None, tie.units]:
        return ["Đã có cuộc bỏ phiếu về các đơn vị này, chưa đóng."]
    return reasons_of_phase(tie.kind, round) or reasons_of_submission(tie.kind, round)


def reasons_of_submission(kind: str, round: Round) -> list[str]:
    """Whom a ballot chooses after the head confirmed would be in no proposal."""
    confirmed = Submission.objects.filter(round=round).exclude(state=SubmissionState.DRAFTING)
    if kind != BallotKind.AWARD_TIE or not confirmed.exists():
        return []
    return ["Đề nghị khen thưởng đã xác nhận. Mở lại đề nghị trước khi bỏ phiếu suy tôn."]


def reasons_not_to_edit(ballot: Ballot) -> list[str]:
    return [] if ballot.state == BallotState.PREPARING else ["Cuộc bỏ phiếu đã mở: không sửa được nữa."]


def reasons_not_to_open(ballot: Ballot, members: int) -> list[str]:
    if ballot.state != BallotState.PREPARING:
        return [f"Cuộc bỏ phiếu ở trạng thái “{ballot.get_state_display()}”, không mở lại được."]
    reasons = reasons_of_phase(ballot.kind, ballot.round) or reasons_of_submission(ballot.kind, ballot.round)
    units = frozenset(ballot.items.values_list("unit", flat=True))
    if not units:
        reasons.append("Chưa chọn đơn vị nào để bỏ phiếu.")
    if members < LEAST_VOTERS:
        reasons.append(f"Bỏ phiếu kín cần ít nhất {LEAST_VOTERS} đơn vị bỏ phiếu; năm này có {members}.")
    elif ballot.kind != BallotKind.REVIEW and not reasons and not _is_still_tied(ballot, units):
        reasons.append("Các đơn vị bằng nhau đã khác so với lúc lập. Hủy cuộc bỏ phiếu này và lập lại.")
    return reasons


def _is_still_tied(ballot: Ballot, units: frozenset[int]) -> bool:
    asked = (ballot.kind, ballot.rule_id, units, ballot.seats)
    ties = open_ties(ballot.round)
    return asked in [(tie.kind, tie.rule.pk if tie.rule else None, tie.units, tie.seats) for tie in ties]


def reasons_not_to_cancel(ballot: Ballot) -> list[str]:
    if ballot.state in (BallotState.PREPARING, BallotState.OPEN):
        return []
    return [f"Cuộc bỏ phiếu ở trạng thái “{ballot.get_state_display()}”, không hủy được."]
