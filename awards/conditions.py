"""What award rules ask of the year: recognised initiatives, late or missing reports, discipline, counted by unit."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count

from awards.arithmetic import AwardRule, UnitFacts
from awards.models import Discipline
from campaigns.facts import FactSource, facts_of
from campaigns.models import Campaign
from scoring.models import Round


def facts_in(round: Round, rules: Sequence[AwardRule], *, on: date) -> tuple[UnitFacts, ...]:
    """The facts the rules ask, of every unit in the order of the sheets. At most five queries; none when nothing is
    asked. `on` is the day of settling: a report is missing from the day after its deadline."""
    if not any(rule.asks_facts for rule in rules):
        return ()
    counts = _counts(round.campaign, rules, on)
    units = round.sheets.order_by("position", "pk").values_list("unit_id", "unit__code")
    return tuple(
        UnitFacts(unit=code, **{name: found.get(key, 0) for name, found in counts.items()}) for key, code in units
    )


def _counts(campaign: Campaign, rules: Sequence[AwardRule], on: date) -> dict[str, Mapping[int, int]]:
    """By name of the fact, then by key of the unit; what no rule asks is left out."""
    found: dict[str, Mapping[int, int]] = {}
    if any(rule.least_recognised is not None for rule in rules):
        found["recognised"] = _of_year(campaign, FactSource.INITIATIVES_RECOGNISED, on)
    if any(rule.no_late_report for rule in rules):
        found["late_reports"] = _of_year(campaign, FactSource.REPORTS_LATE, on)
        found["missing_reports"] = _of_year(campaign, FactSource.REPORTS_MISSING, on)
    if any(rule.no_discipline for rule in rules):
        found["disciplines"] = _disciplines(campaign, on)
    return found


def _of_year(campaign: Campaign, source: FactSource, on: date) -> dict[int, int]:
    return {unit: fact.count for unit, fact in facts_of(campaign, source, on=on).items()}


def _disciplines(campaign: Campaign, on: date) -> dict[int, int]:
    rows = Discipline.objects.in_campaign(campaign).filter(bars_unit=True, decided_on__lte=on).order_by()
    return dict(rows.values_list("unit").annotate(count=Count("pk")))
