"""The open ties of a round, each as the ballot that decides it: "Cần bỏ phiếu suy tôn"."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from awards.arithmetic import Quota
from awards.models import AwardRule, Ballot, Refusal, RefusalReason
from awards.states import BallotKind, BallotState
from scoring.arithmetic import BALLOT_STEP, outcome_lines, ranking
from scoring.ballots import groups_to_vote
from scoring.explain import listed
from scoring.models import Round, ScoreSheet
from scoring.states import RoundState
from scoring.stored import criteria_of, rows_of, settings_of, sheets_of
from toolkit.numbers import decimal_text


@dataclass(frozen=True, slots=True)
class Tie:
    """`key` names it in a form: the units of a rank, the rule of an award; `sheets` are the tied units' sheets."""

    key: str
    kind: BallotKind
    sheets: tuple[ScoreSheet, ...]
    seats: int
    title: str
    said: str
    rule: AwardRule | None = None

    @property
    def units(self) -> frozenset[int]:
        return frozenset(sheet.unit_id for sheet in self.sheets)


def open_ties(round: Round) -> list[Tie]:
    """Of ranks while the round is reviewed, of awards once it is settled. A fixed number of queries."""
    match round.phase:
        case RoundState.REVIEWING:
            return rank_ties(round)
        case RoundState.SETTLED:
            return award_ties(round)
        case _:
            return []


def rank_ties(round: Round) -> list[Tie]:
    """Groups the chain leaves equal with the votes there are; a group is voted on whole, also the second time."""
    settings, entries = settings_of(round), sheets_of(round)
    if BALLOT_STEP not in settings.tie_break:
        return []
    criteria = criteria_of(rows_of(round.criteria_set))
    standings = ranking(outcome_lines(criteria, entries, settings), settings.tie_break)
    sheets = _sheets(round)
    groups = [
        group
        for group in groups_to_vote(criteria, entries, settings)
        if len({standings[unit.unit].rank for unit in group}) < len(group)
    ]
    return [
        Tie(
            key=f"hang-{sheets[group[0].unit].unit_id}",
            kind=BallotKind.RANK_TIE,
            sheets=tuple(sheets[unit.unit] for unit in group),
            seats=1,
            title=f"Phân định thứ hạng các đơn vị cùng {decimal_text(group[0].total)} điểm",
            said=f"{listed([unit.name for unit in group])} cùng {decimal_text(group[0].total)} điểm.",
        )
        for group in groups
    ]


def award_ties(round: Round) -> list[Tie]:
    """Groups across the edge of a quota, less whom a closed ballot has chosen already."""
    groups: dict[int, list[str]] = {}
    tied = Refusal.objects.filter(rule__round=round, reason=RefusalReason.OPEN_TIE)
    for rule, code in tied.order_by("unit_result__sheet__position", "pk").values_list(
        "rule", "unit_result__sheet__unit__code"
    ):
        groups.setdefault(rule, []).append(code)
    if not groups:
        return []
    sheets, chosen = _sheets(round), _chosen(round)
    rules = AwardRule.objects.filter(pk__in=groups).annotate(taken=Count("proposals")).order_by("position", "pk")
    found = [_award_tie(rule, groups[rule.pk], chosen.get(rule.pk, set()), sheets) for rule in rules]
    return [tie for tie in found if tie is not None]


def _award_tie(rule, codes: Sequence[str], chosen: set[str], sheets: dict[str, ScoreSheet]) -> Tie | None:
    quota = Quota(number=rule.quota_number, percent=rule.quota_percent)
    seats = quota.places(len(sheets)) - rule.taken - len(chosen)
    left = tuple(sheets[code] for code in codes if code not in chosen)
    if seats < 1 or not left:
        return None
    return Tie(
        key=f"suy-ton-{rule.pk}",
        kind=BallotKind.AWARD_TIE,
        sheets=left,
        seats=seats,
        title=f"Suy tôn {rule.form}"[:300],
        said=f"{listed([sheet.unit_name for sheet in left])} cùng hạng, còn {seats} suất {rule.form}.",
        rule=rule,
    )


def _chosen(round: Round) -> dict[int, set[str]]:
    closed = Ballot.objects.filter(round=round, kind=BallotKind.AWARD_TIE, state=BallotState.CLOSED)
    chosen: dict[int, set[str]] = {}
    for rule, outcome in closed.values_list("rule", "outcome"):
        chosen.setdefault(rule, set()).update(outcome["elected"])
    return chosen


def _sheets(round: Round) -> dict[str, ScoreSheet]:
    return {sheet.unit.code: sheet for sheet in round.sheets.select_related("unit").order_by("position", "pk")}


def offered(round: Round) -> list[Tie]:
    """The open ties nobody has a ballot under way for. One query more."""
    ties = open_ties(round)
    live = live_units(round) if ties else Counter[tuple[str, int | None, frozenset[int]]]()
    return [tie for tie in ties if not live[tie.kind, tie.rule.pk if tie.rule else None, tie.units]]


def live_units(round: Round) -> Counter[tuple[str, int | None, frozenset[int]]]:
    """The ballots under way, by what they are about."""
    ballots = Ballot.objects.live().filter(round=round).prefetch_related("items")
    return Counter((one.kind, one.rule_id, frozenset(item.unit_id for item in one.items.all())) for one in ballots)


def reasons_of_ballots(round: Round) -> list[str]:
    """Why a round is not settled yet: units are voting. One query."""
    ballots = Ballot.objects.filter(round=round, state=BallotState.OPEN).order_by("pk")
    titles = ballots.values_list("title", flat=True)
    return [f"“{title}” đang bỏ phiếu. Đóng hoặc hủy cuộc bỏ phiếu trước khi chốt." for title in titles]


def reasons_not_to_type_votes(sheet: ScoreSheet) -> list[str]:
    """A secret ballot on the unit's rank is under way, or has decided it: what it gave is not typed over.

    Where the tied units are others since, its votes decide nothing any more and can be corrected.
    """
    ballots = Ballot.objects.filter(round=sheet.round_id, kind=BallotKind.RANK_TIE, items__unit=sheet.unit_id)
    if ballots.filter(state=BallotState.OPEN).exists():
        return [f"{sheet.unit_name}: đang có cuộc bỏ phiếu kín; số phiếu được ghi khi đóng."]
    closed = [one for one in ballots.filter(state=BallotState.CLOSED).order_by("-closed_at", "-pk") if one.outcome]
    counted = next((one for one in closed if one.outcome["quorum_met"]), None)
    if counted is None or not _is_group_still(sheet.round, {item["unit"] for item in counted.outcome["items"]}):
        return []
    return [f"{sheet.unit_name}: số phiếu đã do cuộc bỏ phiếu kín ghi, không sửa tay được."]


def _is_group_still(round: Round, units: set[str]) -> bool:
    criteria = criteria_of(rows_of(round.criteria_set))
    groups = groups_to_vote(criteria, sheets_of(round), settings_of(round))
    return units in [{unit.unit for unit in group} for group in groups]
