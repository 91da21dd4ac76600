"""From a ranking to award proposals: the rules in order of precedence. Pure; docs/scoring.md, "Khen thưởng"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from scoring.arithmetic import Criterion, Settings, Sheet, UnitOutcome, settle


@dataclass(frozen=True, slots=True)
class Quota:
    """How many units a rule may take: a number, or a percentage of all member units, rounded down; never both."""

    number: int | None = None
    percent: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.percent is None):
            raise ValueError("a quota is a number or a percentage")

    def places(self, units: int) -> int:
        """Places among `units` member units (excluded ones are members too)."""
        if self.percent is not None:
            return floor(units * Fraction(self.percent) / 100)
        return self.number or 0


@dataclass(frozen=True, slots=True)
class AwardRule:
    code: str
    form: str
    quota: Quota
    authority: str = ""
    lowest_total: Decimal | None = None
    worst_rank: int | None = None


class Reason(StrEnum):
    """The first reason why a rule did not take a unit, in the order the rule asks."""

    EXCLUDED = "excluded"
    ALREADY_PROPOSED = "already_proposed"
    EARLIER_OPEN_TIE = "earlier_open_tie"
    BELOW_LOWEST_TOTAL = "below_lowest_total"
    BELOW_WORST_RANK = "below_worst_rank"
    OPEN_TIE = "open_tie"
    BELOW_OPEN_TIE = "below_open_tie"  # the places stay open for the units of the tie
    QUOTA_FULL = "quota_full"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a unit was not taken; `by` is the code of the earlier rule when one is the reason."""

    reason: Reason
    by: str = ""


@dataclass(frozen=True, slots=True)
class AwardOutcome:
    """What one rule decided. `units` and `open_tie` are unit codes by rank; `refusals` has every other unit."""

    rule: AwardRule
    places: int
    units: tuple[str, ...]
    open_tie: tuple[str, ...]
    refusals: Mapping[str, Refusal]


@dataclass(frozen=True, slots=True)
class RoundContent:
    """Everything a round is settled from; two equal contents give the same result and the same SHA-256."""

    criteria: tuple[Criterion, ...]
    sheets: tuple[Sheet, ...]
    settings: Settings
    rules: tuple[AwardRule, ...] = ()
    area_titles: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A settled round: the units in the order of the sheet, the awards in the order of the rules."""

    units: tuple[UnitOutcome, ...]
    awards: tuple[AwardOutcome, ...]


def settle_content(content: RoundContent) -> Settled:
    """Settle a round and decide its awards. Raises scoring.arithmetic.NotSettleable."""
    units = settle(content.criteria, content.sheets, content.settings)
    return Settled(units, decide(content.rules, units))


def decide(rules: Sequence[AwardRule], units: Sequence[UnitOutcome]) -> tuple[AwardOutcome, ...]:
    """Apply the rules in order. A unit gets at most one award; a group across a quota's edge is an open tie."""
    barred: dict[str, Refusal] = {u.unit: Refusal(Reason.EXCLUDED) for u in units if u.rank is None}
    outcomes = []
    for rule in rules:
        outcome = _apply(rule, units, barred)
        barred |= dict.fromkeys(outcome.units, Refusal(Reason.ALREADY_PROPOSED, rule.code))
        barred |= dict.fromkeys(outcome.open_tie, Refusal(Reason.EARLIER_OPEN_TIE, rule.code))
        outcomes.append(outcome)
    return tuple(outcomes)


def _apply(rule: AwardRule, units: Sequence[UnitOutcome], barred: Mapping[str, Refusal]) -> AwardOutcome:
    places = rule.quota.places(len(units))
    refusals = {u.unit: refusal for u in units if (refusal := barred.get(u.unit) or _unfit(rule, u))}
    taken: list[str] = []
    open_tie: tuple[str, ...] = ()
    for group in _by_rank([u for u in units if u.unit not in refusals]):
        if open_tie:
            refusals |= dict.fromkeys(group, Refusal(Reason.BELOW_OPEN_TIE))
        elif len(taken) == places:
            refusals |= dict.fromkeys(group, Refusal(Reason.QUOTA_FULL))
        elif len(taken) + len(group) > places:
            open_tie = tuple(group)
            refusals |= dict.fromkeys(group, Refusal(Reason.OPEN_TIE))
        else:
            taken += group
    return AwardOutcome(rule, places, tuple(taken), open_tie, refusals)


def _unfit(rule: AwardRule, unit: UnitOutcome) -> Refusal | None:
    if rule.lowest_total is not None and unit.total < rule.lowest_total:
        return Refusal(Reason.BELOW_LOWEST_TOTAL)
    if rule.worst_rank is not None and unit.rank is not None and unit.rank > rule.worst_rank:
        return Refusal(Reason.BELOW_WORST_RANK)
    return None


def _by_rank(units: Sequence[UnitOutcome]) -> list[list[str]]:
    """Codes of units that share a rank, the best rank first; inside a group the order of the sheet."""
    groups: dict[int, list[str]] = {}
    for unit in units:
        groups.setdefault(unit.rank or 0, []).append(unit.unit)
    return [groups[rank] for rank in sorted(groups)]
