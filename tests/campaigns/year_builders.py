"""The plan of a year for the tests: a pledge, a unit's plan, a legal basis, next year's roles."""

from datetime import UTC, date, datetime

from campaigns.actions import plans, pledges
from campaigns.models import Campaign, Pledge, PledgeConfirmation, Task, UnitPlan
from campaigns.states import CampaignState
from units.actions import hand_over_headship
from units.models import Bloc, Membership, Unit

AT = datetime(2026, 6, 10, 3, 0, tzinfo=UTC)  # 10.00 in the bloc's own time


def unit_of(campaign: Campaign, code: str) -> Unit:
    return Unit.objects.get(bloc=campaign.bloc, code=code)


def put_state(campaign: Campaign, state: CampaignState) -> Campaign:
    Campaign.objects.filter(pk=campaign.pk).update(state=state)
    return Campaign.objects.get(pk=campaign.pk)


def drafted_pledge(campaign: Campaign, texts=("Hoàn thành 100% nhiệm vụ được giao",), **values) -> Pledge:
    values = {"opening": "Các đơn vị thống nhất:", "closing": "", "due_on": None, "signed_on": None} | values
    pledge = pledges.edit_pledge(campaign, values, seen=0, by=None, at=AT)
    for text in texts:
        pledges.add_commitment(campaign, {"text": text, "target": ""}, by=None, at=AT)
    return pledge


def opened_pledge(campaign: Campaign, **values) -> Pledge:
    return pledges.open_pledge(drafted_pledge(campaign, **values), by=None, at=AT)


def confirmed(pledge: Pledge, code: str, at=AT) -> PledgeConfirmation:
    unit = unit_of(pledge.campaign, code)
    return pledges.confirm_pledge(pledge, unit, office="Trưởng phòng", signer="(Họ và tên)", by=None, at=at)


def drafted_plan(campaign: Campaign, code: str = "KT", number: str = "15/KH-PKT", words: str = "Làm") -> UnitPlan:
    values = {"number": number, "dated_on": date(2026, 6, 8), "summary": ""}
    parts = {campaign.areas.get(number=1).pk: words}
    return plans.write_plan(campaign, unit_of(campaign, code), values, parts, seen=0, by=None, at=AT)


def filed_plan(campaign: Campaign, code: str = "KT", at=AT, **values) -> UnitPlan:
    return plans.file_plan(drafted_plan(campaign, code, **values), by=None, at=at)


def task(campaign: Campaign, text: str, number: int = 1, position: int = 1, due_on=None) -> Task:
    return Task.objects.create(area=campaign.areas.get(number=number), text=text, position=position, due_on=due_on)


def roles_of_next_year(bloc: Bloc, head: str = "VP", deputy: str = "VHXH", year: int = 2027) -> list[Membership]:
    units = {unit.code: unit for unit in Unit.objects.filter(bloc=bloc)}
    return hand_over_headship(bloc, year, units[head], units[deputy], by=None, at=AT)
