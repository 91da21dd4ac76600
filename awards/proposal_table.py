"""The award proposals of a round: what every rule took, and for every unit why a rule did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from awards.arithmetic import Quota, Reason, UnitFacts
from awards.content import result_json
from awards.models import AwardRule, Proposal, Refusal
from awards.result_conditions import read_facts
from awards.standings import Standing, standings_of
from awards.why import conditions, more_conditions, refusal_sentence
from scoring.explain import listed
from scoring.models import Result
from scoring.ranking_rows import address_of
from toolkit.numbers import decimal_text


@dataclass(frozen=True, slots=True)
class Proposed:
    """A unit a rule proposes. `pk` is the proposal's, which its history stands under; 0 where none is stored."""

    standing: Standing
    pk: int = 0


@dataclass(frozen=True, slots=True)
class AwardColumn:
    """A rule with its conditions in words, the units it proposes, and an open tie in words or empty."""

    form: str
    conditions: str
    units: tuple[Proposed, ...]
    open_tie: str


@dataclass(frozen=True, slots=True)
class UnitAwards:
    """A unit's row: for every award (form, sentence, is proposed)."""

    path: str
    name: str
    rank: int | None
    total: str
    is_mine: bool
    cells: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class ProposalTable:
    columns: tuple[AwardColumn, ...]
    rows: tuple[UnitAwards, ...]
    not_applied: tuple[str, ...] = ()  # forms of the rules that were not in force on the day of settling

    @property
    def count(self) -> int:
        return sum(len(column.units) for column in self.columns)


def proposal_table(result: Result, own_unit: int | None, standings: Sequence[Standing] | None = None) -> ProposalTable:
    """Three queries, however many units and rules, and two more when the standings are not at hand; one more for the
    document where a rule asks facts of the year and it was not read with the result."""
    standings = standings_of(result) if standings is None else standings
    known = list(AwardRule.objects.filter(round=result.round_id).order_by("position", "pk"))
    refused, stored = _refused(result), _stored(result)
    # A rule that was applied took or refused every unit; one out of its dates did neither.
    applied = {rule for rule, _ in (*refused, *stored)}
    rules = [rule for rule in known if rule.pk in applied]
    places = {rule.pk: places_of(rule, len(standings)) for rule in rules}
    facts = facts_of_result(result, rules)
    return ProposalTable(
        columns=tuple(_column(rule, places[rule.pk], standings, refused, stored) for rule in rules),
        rows=tuple(_row(standing, rules, places, refused, own_unit, facts) for standing in standings),
        not_applied=tuple(rule.form for rule in known if rule.pk not in applied),
    )


def facts_of_result(result: Result, rules: Sequence[AwardRule]) -> dict[str, UnitFacts]:
    """The facts a result was decided from, by code of the unit. The document is read only when a rule asks one."""
    if not any(rule.least_recognised or rule.no_late_report or rule.no_discipline for rule in rules):
        return {}
    return {found.unit: found for found in read_facts(result_json(result))}


def _refused(result: Result) -> dict[tuple[int, int], tuple[str, str]]:
    """(reason, form of the earlier rule) by rule and unit."""
    rows = Refusal.objects.filter(rule__round=result.round_id).order_by()
    values = rows.values_list("rule_id", "unit_result__sheet__unit_id", "reason", "by_rule__form")
    return {(rule, unit): (reason, form or "") for rule, unit, reason, form in values}


def _stored(result: Result) -> dict[tuple[int, int], int]:
    """The proposal's key by rule and unit."""
    rows = Proposal.objects.filter(rule__round=result.round_id).order_by()
    values = rows.values_list("rule_id", "unit_result__sheet__unit_id", "pk")
    return {(rule, unit): pk for rule, unit, pk in values}


def places_of(rule: AwardRule, units: int) -> int:
    return Quota(rule.quota_number, rule.quota_percent).places(units)


def _column(rule: AwardRule, places: int, standings: Sequence[Standing], refused: dict, stored: dict) -> AwardColumn:
    tied = [s for s in standings if refused.get((rule.pk, s.unit_id), ("",))[0] == Reason.OPEN_TIE]
    taken = tuple(s for s in standings if (rule.pk, s.unit_id) not in refused)
    return AwardColumn(
        form=rule.form,
        conditions=conditions(
            percent=rule.quota_percent,
            places=places,
            lowest_total=rule.lowest_total,
            worst_rank=rule.worst_rank,
            authority=rule.authority,
            more=more_conditions(rule),
        ),
        units=tuple(Proposed(s, stored.get((rule.pk, s.unit_id), 0)) for s in taken),
        open_tie=_open_tie(tied, places - len(taken)),
    )


def _open_tie(tied: Sequence[Standing], left: int) -> str:
    if not tied:
        return ""
    names, rank = listed([s.outcome.name for s in tied]), tied[0].outcome.rank
    return f"{names} cùng hạng {rank}, còn {left} suất cho {len(tied)} đơn vị: cần bỏ phiếu suy tôn."


def _row(
    standing: Standing,
    rules: Sequence[AwardRule],
    places: dict[int, int],
    refused: dict,
    own_unit: int | None,
    facts: dict[str, UnitFacts],
) -> UnitAwards:
    unit = standing.outcome
    return UnitAwards(
        path=address_of(unit.unit),
        name=unit.name,
        rank=unit.rank,
        total=decimal_text(unit.total),
        is_mine=standing.unit_id == own_unit,
        cells=tuple(_cell(rule, places[rule.pk], standing, refused, facts.get(unit.unit)) for rule in rules),
    )


def _cell(
    rule: AwardRule, places: int, standing: Standing, refused: dict, facts: UnitFacts | None
) -> tuple[str, str, bool]:
    found = refused.get((rule.pk, standing.unit_id))
    if found is None:
        return rule.form, "Được đề nghị", True
    reason, by_form = found
    return rule.form, refusal_sentence(reason, rule, standing.outcome, by_form, places, facts), False
