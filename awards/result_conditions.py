"""The conditions of award rules in a result, and what they were decided from; docs/workbook.md has the format.

They stand in the document only where a rule has conditions, so every other result stays what it was to the last byte.
"""

from decimal import Decimal
from typing import Any

from awards.arithmetic import AwardRule, Quota, RoundContent, UnitFacts, asked_facts
from awards.result_points import decimal_of, points
from scoring.arithmetic import Band

Json = dict[str, Any]


def conditions_document(content: RoundContent) -> Json:
    """Two more keys where a rule asks more than a total and a rank: all that decided the awards. Otherwise none."""
    if not any(rule.has_conditions for rule in content.rules):
        return {}
    bands = {band.name: band.lowest_total for band in content.settings.bands}
    return {
        "rules": [_rule(rule, bands) for rule in content.rules],
        "facts": [_facts(found) for found in asked_facts(content)],
    }


def _rule(rule: AwardRule, bands: dict[str, Decimal]) -> Json:
    band = {"name": rule.lowest_band, "lowest_total": points(bands.get(rule.lowest_band))}
    return {
        "code": rule.code,
        "lowest_total": points(rule.lowest_total),
        "worst_rank": rule.worst_rank,
        "lowest_band": band if rule.lowest_band else None,
        "least_recognised": rule.least_recognised,
        "no_late_report": rule.no_late_report,
        "no_discipline": rule.no_discipline,
    }


def _facts(found: UnitFacts) -> Json:
    return {
        "unit": found.unit,
        "recognised": found.recognised,
        "late_reports": found.late_reports,
        "missing_reports": found.missing_reports,
        "disciplines": found.disciplines,
    }


# Back from JSON ---------------------------------------------------------------------------------------------------


def has_conditions(document: Json) -> bool:
    return "rules" in document


def read_rules(document: Json) -> tuple[AwardRule, ...]:
    """The rules of a document with conditions; the quota is the number of places it came to."""
    return tuple(
        AwardRule(
            code=rule["code"],
            form=award["form"],
            quota=Quota(number=award["quota"]),
            authority=award["authority"],
            lowest_total=decimal_of(rule["lowest_total"]),
            worst_rank=rule["worst_rank"],
            lowest_band=rule["lowest_band"]["name"] if rule["lowest_band"] else "",
            least_recognised=rule["least_recognised"],
            no_late_report=rule["no_late_report"],
            no_discipline=rule["no_discipline"],
        )
        for rule, award in zip(document["rules"], document["awards"], strict=True)
    )


def read_asked_bands(document: Json) -> tuple[Band, ...]:
    """The bands the rules of a document with conditions name, as often as they do."""
    named = [rule["lowest_band"] for rule in document["rules"] if rule["lowest_band"]]
    return tuple(Band(b["name"], Decimal(b["lowest_total"])) for b in named if b["lowest_total"] is not None)


def read_facts(document: Json) -> tuple[UnitFacts, ...]:
    """What the awards were decided from; empty for a document without conditions."""
    return tuple(UnitFacts(**found) for found in document.get("facts", ()))
