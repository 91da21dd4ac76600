"""Votes into the urn: cast online, or counted on paper by the chair.

A vote writes no row of its own and no history. In one transaction, under the ballot's lock, it rewrites every voter row
of the ballot, whoever voted, and the one sealed row of the urn, whatever was chosen: neither the place of a row nor the
transaction that wrote it says anything (decisions/0012).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from awards.actions.tallying import SHUT, items_of
from awards.models import Ballot, BallotItem, BallotVoter, Urn
from awards.sealing import Unreadable, seal, unseal
from awards.states import BallotState, BallotWay
from awards.tally import Answer, Count, PaperCount, problems_of_paper, problems_of_vote
from toolkit.reasons import NotPossible, require
from toolkit.versions import ChangedMeanwhile, locked
from units.models import Membership, Role

VOTED = "Đơn vị đã bỏ phiếu. Mỗi đơn vị bỏ một lần; lá phiếu không xem lại và không đổi được."


@transaction.atomic
def cast_vote(ballot: Ballot, answers: Mapping[int, Answer], *, by) -> None:
    """The vote of the person's unit; `answers` by the key of the item, none about the own unit. Raises NotPossible."""
    stored = locked(ballot)
    require(reasons_not_to_vote(stored, by.unit_id))
    items = list(stored.items.order_by("position", "pk"))
    given, own = [answers.get(item.pk) for item in items], own_place(items, by.unit_id)
    require(problems_of_vote(given, own, stored.seats))
    urn = Urn.objects.select_for_update().get(ballot=stored)
    try:
        votes = unseal(urn.sealed, ballot=stored.pk)
    except Unreadable:
        raise NotPossible([SHUT]) from None
    touch(stored, has_voted=Q(unit=by.unit_id))
    urn.sealed = seal(votes.with_vote(given), ballot=stored.pk)
    urn.save()


def own_place(items: list[BallotItem], unit: int | None) -> int | None:
    return next((place for place, item in enumerate(items) if item.unit_id == unit), None)


def touch(ballot: Ballot, *, has_voted: Q) -> None:
    """Every row is written, and those of `has_voted` are true from now on."""
    flipped = Case(When(has_voted, then=Value(True)), default=F("has_voted"))
    BallotVoter.objects.filter(ballot=ballot).update(has_voted=flipped)


def reasons_not_to_vote(ballot: Ballot, unit: int | None) -> list[str]:
    if ballot.state == BallotState.PREPARING:
        return ["Cuộc bỏ phiếu chưa mở."]
    if ballot.state != BallotState.OPEN:
        return ["Cuộc bỏ phiếu đã đóng; lá phiếu này không được tính."]
    voter = BallotVoter.objects.filter(ballot=ballot, unit=unit).first()
    if voter is None:
        return ["Người bỏ phiếu là người của đơn vị thành viên Khối trong năm."]
    if voter.on_paper:
        return ["Đơn vị bỏ phiếu giấy nên không bỏ phiếu trực tuyến."]
    if voter.has_voted:
        return [VOTED]
    if not ballot.items.exclude(unit=unit).exists():
        return ["Đơn vị không bỏ phiếu cho chính mình, nên không có mục nào để bỏ phiếu."]
    return []


# On paper -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def give_papers(ballot: Ballot, units: Collection[int], *, by) -> None:
    """Which units vote on paper, where both ways are open. Raises NotPossible naming who has voted online."""
    stored = locked(ballot)
    require(reasons_not_to_give(stored, units))
    flipped = Case(When(unit__in=list(units), then=Value(True)), default=Value(False))
    BallotVoter.objects.filter(ballot=stored).update(on_paper=flipped)


def reasons_not_to_give(ballot: Ballot, units: Collection[int]) -> list[str]:
    if ballot.state != BallotState.OPEN:
        return ["Phiếu giấy chỉ phát khi cuộc bỏ phiếu đang mở."]
    if ballot.way != BallotWay.BOTH:
        return [f"Cuộc bỏ phiếu này bỏ {ballot.get_way_display().lower()}."]
    voted = ballot.voters.filter(has_voted=True).select_related("unit")
    online = [voter.unit.name for voter in voted if not voter.on_paper and voter.unit_id in units]
    back = [voter.unit.name for voter in voted if voter.on_paper and voter.unit_id not in units]
    return [f"{name} đã bỏ phiếu trực tuyến, không nhận phiếu giấy." for name in online] + [
        f"{name} đã nộp phiếu giấy, không bỏ khỏi danh sách được." for name in back
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the chair enters for the tellers; `counts` by the item's code, `came` the keys of the units."""

    issued: int
    returned: int
    invalid: int
    counts: Mapping[str, Count]
    came: frozenset[int]


@transaction.atomic
def record_papers(ballot: Ballot, counted: Counted, *, seen: int, by) -> Ballot:
    """The papers as they were counted, until the ballot is closed. Raises NotPossible, ChangedMeanwhile."""
    stored = locked(ballot)
    require(reasons_not_to_count(stored, by.unit_id if by else None))
    if stored.version != seen:
        raise ChangedMeanwhile(stored)
    given = dict(stored.voters.filter(on_paper=True).values_list("unit", "unit__code"))
    require([] if counted.came <= set(given) else ["Có đơn vị nộp phiếu mà không nhận phiếu giấy."])
    paper = PaperCount(
        counted.issued,
        counted.returned,
        counted.invalid,
        counted.counts,
        frozenset(given[unit] for unit in counted.came),
    )
    require(problems_of_paper(paper, len(given), items_of(stored), stored.seats))
    keep_papers(stored, paper, counted.came)
    return stored


def reasons_not_to_count(ballot: Ballot, unit: int | None) -> list[str]:
    """Who is voted on does not count, unless both who lead the year are: then somebody has to."""
    if ballot.state != BallotState.OPEN:
        return ["Cuộc bỏ phiếu không đang mở, không ghi kiểm phiếu được."]
    items = set(ballot.items.values_list("unit", flat=True))
    leaders = Membership.objects.in_year(ballot.bloc_id, ballot.year).filter(role__in=[Role.HEAD, Role.DEPUTY])
    other = leaders.exclude(unit__in=items).select_related("unit").first()
    if unit not in items or other is None:
        return []
    return [f"Đơn vị mình có trong phiếu: kết quả kiểm phiếu giấy do {other.unit.name} ghi."]


def keep_papers(ballot: Ballot, paper: PaperCount, came: Collection[int]) -> None:
    """No history: the counts on paper would tell those online once the whole is known."""
    ballot.paper_issued, ballot.paper_returned, ballot.paper_invalid = paper.issued, paper.returned, paper.invalid
    ballot.paper_counts = {code: [count.yes, count.no, count.blank] for code, count in paper.counts.items()}
    ballot.version += 1
    ballot.save()
    came_back = Case(
        When(on_paper=True, unit__in=list(came), then=Value(True)),
        When(on_paper=True, then=Value(False)),
        default=F("has_voted"),
    )
    BallotVoter.objects.filter(ballot=ballot).update(has_voted=came_back)
