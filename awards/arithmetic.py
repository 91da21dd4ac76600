"""From a ranking to award proposals: the rules in order of precedence. Pure; docs/scoring.md, "Awards"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from scoring.arithmetic import Band, Criterion, Settings, Sheet, UnitOutcome, settle


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
    """`lowest_band` names a band of the round's settings; what stands below it is asked of the facts of the year."""

    code: str
    form: str
    quota: Quota
    authority: str = ""
    lowest_total: Decimal | None = None
    worst_rank: int | None = None
    lowest_band: str = ""
    least_recognised: int | None = None
    no_late_report: bool = False
    no_discipline: bool = False

    @property
    def asks_facts(self) -> bool:
        return self.least_recognised is not None or self.no_late_report or self.no_discipline

    @property
    def has_conditions(self) -> bool:
        """Whether it asks more than a total and a rank. Only then a result says what it was decided from."""
        return bool(self.lowest_band) or self.asks_facts


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the year says of a unit, counted. What no rule asks is None: it is neither read nor kept."""

    unit: str
    recognised: int | None = None
    late_reports: int | None = None
    missing_reports: int | None = None
    disciplines: int | None = None


class Reason(StrEnum):
    """The first reason why a rule did not take a unit.

    A rule asks: excluded, already proposed, in an earlier open tie, lowest total, worst rank, lowest band, recognised
    initiatives, late or missing reports, discipline. Then come the places: open tie, below one, quota full.
    """

    EXCLUDED = "excluded"
    ALREADY_PROPOSED = "already_proposed"
    EARLIER_OPEN_TIE = "earlier_open_tie"
    BELOW_LOWEST_TOTAL = "below_lowest_total"
    BELOW_WORST_RANK = "below_worst_rank"
    OPEN_TIE = "open_tie"
    BELOW_OPEN_TIE = "below_open_tie"  # the places stay open for the units of the tie
    QUOTA_FULL = "quota_full"
    BELOW_BAND = "below_band"
    FEW_RECOGNISED = "few_recognised"
    LATE_REPORT = "late_report"
    DISCIPLINED = "disciplined"


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
    facts: tuple[UnitFacts, ...] = ()  # of every sheet's unit in that order where a rule asks; otherwise none


def asked_facts(content: RoundContent) -> tuple[UnitFacts, ...]:
    """The facts in the one form that is kept: of every unit in the order of the sheets, and only what a rule asks."""
    if not any(rule.asks_facts for rule in content.rules):
        return ()
    recognised = any(rule.least_recognised is not None for rule in content.rules)
    reports = any(rule.no_late_report for rule in content.rules)
    disciplines = any(rule.no_discipline for rule in content.rules)
    by_unit = {found.unit: found for found in content.facts}
    known = [by_unit.get(sheet.unit, UnitFacts(sheet.unit)) for sheet in content.sheets]
    return tuple(
        UnitFacts(
            unit=found.unit,
            recognised=found.recognised if recognised else None,
            late_reports=found.late_reports if reports else None,
            missing_reports=found.missing_reports if reports else None,
            disciplines=found.disciplines if disciplines else None,
        )
        for found in known
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """A settled round: the units in the order of the sheet, the awards in the order of the rules."""

    units: tuple[UnitOutcome, ...]
    awards: tuple[AwardOutcome, ...]


def settle_content(content: RoundContent) -> Settled:
    """Settle a round and decide its awards. Raises scoring.arithmetic.NotSettleable."""
    units = settle(content.criteria, content.sheets, content.settings)
    return Settled(units, decide(content.rules, units, content.facts, content.settings.bands))


@dataclass(frozen=True, slots=True)
class Asked:
    """What conditions are asked of: the facts by unit, and the lowest total of each band by its name."""

    facts: Mapping[str, UnitFacts]
    bands: Mapping[str, Decimal]


def decide(
    rules: Sequence[AwardRule],
    units: Sequence[UnitOutcome],
    facts: Sequence[UnitFacts] = (),
    bands: Sequence[Band] = (),
) -> tuple[AwardOutcome, ...]:
    """Apply the rules in order. A unit gets at most one award; a group across a quota's edge is an open tie.

    Raises ValueError when a rule asks a fact of a unit that is not among the facts: unknown is not "none".
    """
    asked = Asked({found.unit: found for found in facts}, {band.name: band.lowest_total for band in bands})
    barred: dict[str, Refusal] = {u.unit: Refusal(Reason.EXCLUDED) for u in units if u.rank is None}
    outcomes = []
    for rule in rules:
        outcome = _apply(rule, units, barred, asked)
        barred |= dict.fromkeys(outcome.units, Refusal(Reason.ALREADY_PROPOSED, rule.code))
        barred |= dict.fromkeys(outcome.open_tie, Refusal(Reason.EARLIER_OPEN_TIE, rule.code))
        outcomes.append(outcome)
    return tuple(outcomes)


def _apply(rule: AwardRule, units: Sequence[UnitOutcome], barred: Mapping[str, Refusal], asked: Asked) -> AwardOutcome:
    places = rule.quota.places(len(units))
    refusals = {u.unit: refusal for u in units if (refusal := barred.get(u.unit) or _unfit(rule, u, asked))}
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


def _unfit(rule: AwardRule, unit: UnitOutcome, asked: Asked) -> Refusal | None:
    if rule.lowest_total is not None and unit.total < rule.lowest_total:
        return Refusal(Reason.BELOW_LOWEST_TOTAL)
    if rule.worst_rank is not None and unit.rank is not None and unit.rank > rule.worst_rank:
        return Refusal(Reason.BELOW_WORST_RANK)
    if rule.lowest_band and not _reaches(unit.total, asked.bands.get(rule.lowest_band)):
        return Refusal(Reason.BELOW_BAND)
    return _unfit_by_facts(rule, unit.unit, asked.facts) if rule.asks_facts else None


def _reaches(total: Decimal, lowest: Decimal | None) -> bool:
    """A band the round does not have is reached by nobody."""
    return lowest is not None and total >= lowest


def _unfit_by_facts(rule: AwardRule, unit: str, facts: Mapping[str, UnitFacts]) -> Refusal | None:
    found = facts.get(unit) or UnitFacts(unit)
    if rule.least_recognised is not None and _known(found.recognised, unit) < rule.least_recognised:
        return Refusal(Reason.FEW_RECOGNISED)
    if rule.no_late_report and _known(found.late_reports, unit) + _known(found.missing_reports, unit) > 0:
        return Refusal(Reason.LATE_REPORT)
    if rule.no_discipline and _known(found.disciplines, unit) > 0:
        return Refusal(Reason.DISCIPLINED)
    return None


def _known(count: int | None, unit: str) -> int:
    if count is None:
        raise ValueError(f"a rule asks a fact of {unit} that was not read")
    return count


def _by_rank(units: Sequence[UnitOutcome]) -> list[list[str]]:
    """Codes of units that share a rank, the best rank first; inside a group the order of the sheet."""
    groups: dict[int, list[str]] = {}
    for unit in units:
        groups.setdefault(unit.rank or 0, []).append(unit.unit)
    return [groups[rank] for rank in sorted(groups)]
