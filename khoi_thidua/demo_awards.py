"""What the demo bloc brings with it to the awards of the year: titles, people the units nominate, awards of last year.

Offices stand for persons; nobody signs what is loaded.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from awards.actions.people import add_usual_rules
from awards.models import GrantedAward, Headcount, Nomination, PastStanding, PersonRule
from campaigns.models import Campaign
from khoi_thidua.plan import DATA
from toolkit.history import acting
from units.models import Unit

AWARDS = DATA / "khen-thuong-mau.json"
REASON = "Dữ liệu minh họa"
LIVED: tuple[Any, ...] = (PersonRule, Headcount, Nomination)


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


@transaction.atomic
def load_demo_awards(campaign: Campaign, *, at: datetime) -> bool:
    """False, and nothing written, when somebody already lives there or the year is another one."""
    given = read(AWARDS)
    units = {unit.code: unit for unit in campaign.bloc.units.all()}
    if campaign.year != given["year"] or not set(given["headcounts"]) <= set(units) or is_lived(campaign):
        return False
    with acting(REASON, by=None):
        rules = {rule.code: rule for rule in add_usual_rules(campaign, by=None, at=at)}
        _headcounts(campaign, units, given)
        _nominations(campaign, units, rules, given, at)
        _granted(campaign, units, given)
        _standings(campaign, units, given)
    return True


def is_lived(campaign: Campaign) -> bool:
    of_the_bloc = (GrantedAward, PastStanding)
    return any(model.objects.filter(campaign=campaign).exists() for model in LIVED) or any(
        model.objects.filter(bloc=campaign.bloc_id).exists() for model in of_the_bloc
    )


def _headcounts(campaign: Campaign, units: dict[str, Unit], given: dict[str, Any]) -> None:
    rows = [Headcount(campaign=campaign, unit=units[code], people=n) for code, n in given["headcounts"].items()]
    bulk_create_with_history(rows, Headcount)


def _nominations(
    campaign: Campaign, units: dict[str, Unit], rules: dict[str, PersonRule], given: dict[str, Any], at: datetime
) -> None:
    texts = {"background": given["background"], "achievements": given["achievements"]}
    for row in given["nominations"]:
        said = {**row, **texts, "unit": units[row["unit"]], "rule": rules[row["rule"]]}
        is_in = row["state"] != "drafting"
        is_decided = row["state"] == "accepted"
        Nomination.objects.create(
            campaign=campaign, submitted_at=at if is_in else None, decided_at=at if is_decided else None, **said
        )


def _granted(campaign: Campaign, units: dict[str, Unit], given: dict[str, Any]) -> None:
    for row in given["granted"]:
        unit = units[row["unit"]]
        said = {**row, "unit": unit, "unit_name": unit.name, "decided_on": date.fromisoformat(row["decided_on"])}
        GrantedAward.objects.create(bloc=campaign.bloc, body=given["body"], **said)


def _standings(campaign: Campaign, units: dict[str, Unit], given: dict[str, Any]) -> None:
    rows = [
        PastStanding(
            bloc=campaign.bloc,
            year=standing["year"],
            round_name=standing["round_name"],
            unit=units[code],
            unit_name=units[code].name,
            rank=rank,
            total=Decimal(total),
        )
        for standing in given["standings"]
        for code, rank, total in standing["rows"]
    ]
    bulk_create_with_history(rows, PastStanding)
