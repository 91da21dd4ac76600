"""The bloc's plan as data: what a first start loads, and what people then edit."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from campaigns.actions import open_campaign
from campaigns.models import Campaign, LegalBasis, Task
from units.actions import Member, enrol_members, register_bloc
from units.models import Bloc

DATA = Path(__file__).parent / "data"
PLAN = DATA / "ke-hoach-2026.json"
SAMPLE_WORKBOOK = DATA / "so-cham-diem-mau.xlsx"


@transaction.atomic
def load_plan(path: Path = PLAN) -> tuple[Campaign, bool]:
    """The campaign of the plan, and whether it was made now. A year that is there stays as people edited it."""
    plan = json.loads(path.read_text(encoding="utf-8"))
    known = Campaign.objects.filter(
        bloc__commune__name=plan["commune"],
        bloc__commune__city=plan["city"],
        bloc__number=plan["number"],
        year=plan["year"],
    )
    if campaign := known.first():
        return campaign, False
    bloc = register_bloc(commune=plan["commune"], city=plan["city"], number=plan["number"], name=plan["name"])
    bloc.founded_by = plan["founded_by"]
    bloc.save(update_fields=["founded_by"])
    _load_units(bloc, plan)
    campaign = _load_campaign(bloc, plan)
    _load_legal_bases(bloc, plan)
    return campaign, True


def _load_units(bloc: Bloc, plan: dict) -> None:
    members = [Member(unit["code"], unit["name"], unit["role"]) for unit in plan["units"]]
    for unit, given in zip(enrol_members(bloc, plan["year"], members), plan["units"], strict=True):
        unit.leader_title = given["leader_title"]
        unit.save(update_fields=["leader_title"])


def _load_campaign(bloc: Bloc, plan: dict) -> Campaign:
    titles = {number: area["title"] for number, area in enumerate(plan["areas"], 1)}
    campaign, areas = open_campaign(bloc, plan["year"], titles)
    campaign.title, campaign.symbol = plan["title"], plan["symbol"]
    campaign.issued_on = date.fromisoformat(plan["issued_on"])
    campaign.save()
    for number, given in enumerate(plan["areas"], 1):
        area = areas[number]
        area.short_title = given["short_title"]
        area.save(update_fields=["short_title"])
        tasks = [Task(area=area, position=position, text=text) for position, text in enumerate(given["tasks"], 1)]
        bulk_create_with_history(tasks, Task)
    return campaign


def _load_legal_bases(bloc: Bloc, plan: dict) -> None:
    LegalBasis.objects.bulk_create(
        LegalBasis(
            bloc=bloc,
            position=position,
            **{key: value for key, value in given.items() if not key.endswith(("_on", "_from", "_to"))},
            **{key: date.fromisoformat(value) for key, value in given.items() if key.endswith(("_on", "_from", "_to"))},
        )
        for position, given in enumerate(plan["legal_bases"], 1)
    )
