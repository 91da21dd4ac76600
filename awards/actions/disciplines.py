"""Kỷ luật of a unit or of a person of it, recorded by whoever judges that unit; every unit of the bloc reads it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.models import Discipline
from campaigns.actions.year import reasons_not_to_edit as reasons_closed
from campaigns.models import Campaign
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import locked, save_over
from units.models import Membership, Unit


@transaction.atomic
def record_discipline(campaign: Campaign, unit: Unit, values: Mapping[str, Any], *, by, at) -> Discipline:
    require(reasons_closed(locked(campaign)) + reasons_of_unit(campaign, unit) + reasons_of_day(values, at))
    with acting("Ghi kỷ luật", by=by):
        return Discipline.objects.create(campaign=campaign, unit=unit, recorded_by=by, **sure(values))


@transaction.atomic
def edit_discipline(discipline: Discipline, values: Mapping[str, Any], *, seen: int, by, at) -> Discipline:
    """The unit stays: who judges another one records it there."""
    stored = locked(discipline)
    require(reasons_closed(stored.campaign) + reasons_of_day(values, at))
    for name, value in sure(values).items():
        setattr(discipline, name, value)
    with acting("Sửa kỷ luật", by=by):
        save_over(discipline, stored, seen=seen)
    return discipline


@transaction.atomic
def remove_discipline(discipline: Discipline, *, by, at) -> None:
    """Recorded by mistake. A settled round keeps what it was settled with."""
    stored = locked(discipline)
    require(reasons_closed(stored.campaign))
    with acting("Bỏ kỷ luật ghi nhầm", by=by):
        stored.delete()


def sure(values: Mapping[str, Any]) -> dict[str, Any]:
    """A unit's own discipline always bars the unit."""
    return {**values, "bars_unit": values["bars_unit"] or not values["person_name"]}


# Reasons not to, as sentences -------------------------------------------------------------------------------------


def reasons_of_unit(campaign: Campaign, unit: Unit) -> list[str]:
    if Membership.objects.in_year(campaign.bloc_id, campaign.year).filter(unit=unit).exists():
        return []
    return [f"{unit.name} không tham gia Khối trong năm {campaign.year}."]


def reasons_of_day(values: Mapping[str, Any], at) -> list[str]:
    decided_on: date = values["decided_on"]
    return ["Ngày quyết định chưa tới."] if decided_on > timezone.localdate(at) else []
