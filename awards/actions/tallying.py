"""A ballot is closed: the urn opened, everything counted, the outcome written once."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from awards.actions.ballots import reasons_of_phase
from awards.ballot_outcome import BallotFacts, outcome_of, problems_of_outcome
from awards.models import Ballot, Urn
from awards.result_document import canonical
from awards.sealing import Unreadable, unseal
from awards.states import BallotKind, BallotState
from awards.tally import LEAST_A_WAY, Count, PaperCount, voters_needed
from scoring.actions.rounds import hold
from scoring.actions.sheets import record_ballot
from toolkit.history import acting
from toolkit.reasons import NotPossible, require
from toolkit.versions import locked

SHUT = "Hòm phiếu không mở được vì khóa của máy chủ đã đổi. Hủy cuộc bỏ phiếu và bỏ phiếu lại."
WAYS = {False: "trực tuyến", True: "bằng phiếu giấy"}


@transaction.atomic
def close_ballot(ballot: Ballot, *, by, at: datetime) -> Ballot:
    """Open the urn, count, and write the outcome once; a rank tie's votes go to the sheets. Raises NotPossible."""
    round = hold(ballot.round)
    stored = locked(ballot, "rule")
    stored.round = round
    require(reasons_not_to_close(stored))
    outcome = counted(stored)
    Urn.objects.filter(ballot=stored).delete()
    stored.close(outcome=outcome, sha256=digest(outcome), by=by, at=at)
    stored.version += 1
    with acting("Đóng bỏ phiếu, kiểm phiếu", by=by):
        stored.save()
    if stored.kind == BallotKind.RANK_TIE and outcome["quorum_met"]:
        record_ballot(round, {item["unit"]: item["yes"] for item in outcome["items"]}, by=by)
    return stored


def counted(ballot: Ballot) -> dict[str, Any]:
    items = items_of(ballot)
    try:
        online = unseal(ballot.urn.sealed, ballot=ballot.pk)
    except Unreadable:
        raise NotPossible([SHUT]) from None
    return outcome_of(
        BallotFacts(
            kind=ballot.kind,
            rule=ballot.rule.code if ballot.rule else "",
            way=ballot.way,
            seats=ballot.seats,
            quorum=ballot.quorum,
            threshold=ballot.threshold,
            electorate=ballot.voters.count(),
            items=tuple(items.items()),
        ),
        online,
        ballot.voters.filter(on_paper=True).count(),
        paper_of(ballot),
    )


def items_of(ballot: Ballot) -> dict[str, str]:
    """The names of the items by code, as the round's sheets tell them, in the order of the items."""
    names = dict(ballot.round.sheets.values_list("unit", "unit_name"))
    items = ballot.items.select_related("unit").order_by("position", "pk")
    return {item.unit.code: names.get(item.unit_id, item.unit.name) for item in items}


def paper_of(ballot: Ballot) -> PaperCount | None:
    """What was counted on paper, as it was recorded."""
    if ballot.paper_returned is None:
        return None
    counts = {code: Count(*values) for code, values in ballot.paper_counts.items()}
    return PaperCount(ballot.paper_issued or 0, ballot.paper_returned, ballot.paper_invalid or 0, counts)


def digest(outcome: dict[str, Any]) -> str:
    return sha256(canonical(outcome).encode()).hexdigest()


def problems_of_ballot(ballot: Ballot) -> list[str]:
    """What is wrong with a closed ballot: [] when its outcome is the one that was written, and adds up."""
    outcome: dict[str, Any] = ballot.outcome or {}
    same = [] if digest(outcome) == ballot.sha256 else ["Kết quả kiểm phiếu khác với mã SHA-256 đã ghi khi đóng."]
    return same + problems_of_outcome(outcome)


# Reasons not to, as sentences ---------------------------------------------------------------------------------------


def reasons_not_to_close(ballot: Ballot) -> list[str]:
    if ballot.state != BallotState.OPEN:
        return ["Cuộc bỏ phiếu không đang mở."]
    voters = list(ballot.voters.values_list("on_paper", "has_voted"))
    given = sum(on_paper for on_paper, _ in voters)
    reasons = reasons_of_phase(ballot.kind, ballot.round)
    if given and ballot.paper_returned is None:
        reasons.append(f"Chưa ghi kết quả kiểm {given} phiếu giấy.")
    elif given != (ballot.paper_issued or 0):
        reasons.append("Số đơn vị nhận phiếu giấy đã đổi từ lúc kiểm. Ghi lại kết quả kiểm phiếu giấy.")
    return reasons or _reasons_of_secrecy(ballot, voters)


def _reasons_of_secrecy(ballot: Ballot, voters: Sequence[tuple[bool, bool]]) -> list[str]:
    """Where the urn will be opened, no way of voting has a single vote in it."""
    if sum(voted for _, voted in voters) < voters_needed(ballot.quorum, len(voters)):
        return []
    ways = {words: sum(v for p, v in voters if p is on_paper) for on_paper, words in WAYS.items()}
    return [
        f"Chỉ có 1 đơn vị bỏ phiếu {words}: đóng bây giờ thì lộ lá phiếu đó. Mỗi cách cần ít nhất {LEAST_A_WAY} "
        "đơn vị; chờ thêm, hoặc hủy và bỏ phiếu lại."
        for words, number in ways.items()
        if 0 < number < LEAST_A_WAY
    ]
