"""A stored round as the frozen dataclasses it is settled from, and was settled to."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.utils import timezone

from awards.arithmetic import (
    AwardOutcome,
    AwardRule,
    Quota,
    Reason,
    Refusal,
    RoundContent,
    Settled,
    UnitFacts,
    asked_facts,
)
from awards.conditions import facts_in
from awards.models import AwardRule as AwardRuleRow
from awards.models import Proposal
from awards.models import Refusal as RefusalRow
from awards.result_conditions import read_facts
from awards.result_document import read_unit
from scoring.arithmetic import Mark
from scoring.models import Result, Round
from scoring.stored import criteria_of, rows_of, settings_of, sheets_of


def content_of(round: Round, *, on: date | None = None) -> RoundContent:
    """Everything the round is settled from. Seven queries, however many units and criteria, and up to five more where
    a rule asks facts of the year.

    `on` is the day of settling, today when it is not said: rules and facts are those of that day. A settled round has
    the rules and facts it was settled with, whatever the year says now.
    """
    rows = rows_of(round.criteria_set)
    rules = rules_of(round, on=on)
    titles = {row.area.number: row.area.title for row in rows if row.area}
    return RoundContent(
        criteria=criteria_of(rows),
        sheets=sheets_of(round),
        settings=settings_of(round),
        rules=rules,
        area_titles=tuple(sorted(titles.items())),
        facts=facts_of_round(round, rules, on=on),
    )


def rules_of(round: Round, *, on: date | None = None) -> tuple[AwardRule, ...]:
    """The rules in force on the day, in their order; of a settled round those it was settled with."""
    return tuple(rule_of(row) for row in applied_rows(round, round.award_rules.order_by("position", "pk"), on=on))


def applied_rows(round: Round, rows: Iterable[AwardRuleRow], *, on: date | None = None) -> list[AwardRuleRow]:
    """The kept document is asked only where a rule has dates: without them every rule was applied."""
    rows = list(rows)
    if not any(row.valid_from or row.valid_to for row in rows):
        return rows
    if round.is_settled:
        codes = {award["code"] for award in result_json(round.result)["awards"]}
        return [row for row in rows if row.code in codes]
    return [row for row in rows if row.is_in_force(on or timezone.localdate())]


def rule_of(row: AwardRuleRow) -> AwardRule:
    return AwardRule(
        code=row.code,
        form=row.form,
        quota=Quota(row.quota_number, row.quota_percent),
        authority=row.authority,
        lowest_total=row.lowest_total,
        worst_rank=row.worst_rank,
        lowest_band=row.lowest_band,
        least_recognised=row.least_recognised,
        no_late_report=row.no_late_report,
        no_discipline=row.no_discipline,
    )


def facts_of_round(round: Round, rules: Sequence[AwardRule], *, on: date | None = None) -> tuple[UnitFacts, ...]:
    """What the rules ask of every unit, on the day; of a settled round what it was settled with."""
    if not any(rule.asks_facts for rule in rules):
        return ()
    if round.is_settled:
        return read_facts(result_json(round.result))
    return facts_in(round, rules, on=on or timezone.localdate())


def kept(content: RoundContent) -> RoundContent:
    """The content in the one form that is stored: empty marks left out, bands from the highest."""
    sheets = tuple(replace(s, marks={code: m for code, m in s.marks.items() if m != Mark()}) for s in content.sheets)
    bands = tuple(sorted(content.settings.bands, key=lambda band: band.lowest_total, reverse=True))
    return replace(
        content,
        sheets=sheets,
        settings=replace(content.settings, bands=bands),
        area_titles=tuple(sorted(content.area_titles)),
        facts=asked_facts(content),
    )


def kept_content(round: Round) -> RoundContent:
    """A settled round's content with the area titles it was settled under, whatever the year calls them now."""
    titles = tuple(sorted((int(number), title) for number, title in round.result.area_titles.items()))
    return replace(kept(content_of(round)), area_titles=titles)


def settled_of(result: Result, rules: tuple[AwardRule, ...]) -> Settled:
    """The outcome as it was settled: units from the kept document, awards from the stored decisions."""
    units = tuple(read_unit(unit) for unit in result_json(result)["units"])
    return Settled(units, awards_of(result, rules))


def result_json(result: Result) -> dict:
    return _parsed(result.sha256, result.document)


@lru_cache(maxsize=8)
def _parsed(sha256: str, document: str) -> dict:
    """Results never change, so a parsed one may be kept; callers only read it."""
    return json.loads(document)


def awards_of(result: Result, rules: tuple[AwardRule, ...]) -> tuple[AwardOutcome, ...]:
    taken: dict[str, list[str]] = defaultdict(list)
    refused: dict[str, dict[str, Refusal]] = defaultdict(dict)
    proposals = Proposal.objects.filter(rule__round=result.round_id).order_by("unit_result__rank", "pk")
    for code, unit in proposals.values_list("rule__code", "unit_result__sheet__unit__code"):
        taken[code].append(unit)
    rows = RefusalRow.objects.filter(rule__round=result.round_id).order_by(
        "unit_result__rank", "unit_result__sheet__position"
    )
    for code, unit, reason, by in rows.values_list(
        "rule__code", "unit_result__sheet__unit__code", "reason", "by_rule__code"
    ):
        refused[code][unit] = Refusal(Reason(reason), by or "")
    places = {award["code"]: award["quota"] for award in result_json(result)["awards"]}
    return tuple(
        AwardOutcome(
            rule=rule,
            places=places[rule.code],
            units=tuple(taken[rule.code]),
            open_tie=tuple(u for u, r in refused[rule.code].items() if r.reason is Reason.OPEN_TIE),
            refusals=refused[rule.code],
        )
        for rule in rules
    )
