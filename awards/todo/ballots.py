"""A vote that waits for the unit, and an open ballot that waits for its chair."""

from django.db.models import Count, Exists, F, OuterRef, Q

from awards.models import Ballot, BallotItem
from awards.states import BallotState
from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, place

OF_YEAR = "round__campaign"


def _to_vote(desk: Desk):
    """Of a unit that has something to vote on: nobody votes on the own unit."""
    others = BallotItem.objects.filter(ballot=OuterRef("pk")).exclude(unit=desk.unit)
    ballots = Ballot.objects.filter(
        Exists(others),
        state=BallotState.OPEN,
        round__campaign__in=list(desk.campaigns),
        voters__unit=desk.unit,
        voters__has_voted=False,
        voters__on_paper=False,
    )
    return columns(ballots, campaign=OF_YEAR, about=F("title"))


def _vote(row: Waiting):
    note = "Bỏ phiếu kín, mỗi đơn vị một phiếu; bỏ rồi không đổi được."
    return row.todo(f"Bỏ phiếu: {row.about}", note, place("ballot_vote", row.of), "Bỏ phiếu")


def _to_close(desk: Desk):
    if not desk.led:
        return None
    ballots = Ballot.objects.filter(state=BallotState.OPEN, round__campaign__in=desk.led)
    voted = ballots.annotate(many=Count("voters", filter=Q(voters__has_voted=True)))
    return columns(voted, campaign=OF_YEAR, about=F("title"), count=F("many"), progress=Progress.DOING)


def _close(row: Waiting):
    note = f"Đã có {row.count} đơn vị bỏ phiếu. Đóng thì kiểm phiếu và kết quả cố định."
    return row.todo(f"Đóng bỏ phiếu: {row.about}", note, place("ballot", row.of), "Xem cuộc bỏ phiếu")


SOURCES: tuple[Source, ...] = (
    Source("ballot-vote", _to_vote, _vote),
    Source("ballot-close", _to_close, _close),
)
