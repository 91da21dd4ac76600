"""A new year from the one before, whole: plan, scoring, award rules. Here because award rules live this high."""

from typing import cast

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from awards.models import AwardRule
from campaigns.actions.copying import (
    Copied,
    Shift,
    campaign_before,
    copy_duty_files,
    copy_plan,
    plan_preview,
)
from campaigns.actions.year import reasons_not_to_create
from campaigns.models import Campaign
from scoring.copying import copy_rounds, rounds_preview
from toolkit.history import acting
from toolkit.reasons import require
from units.models import Bloc


@transaction.atomic
def copy_year(bloc: Bloc, year: int, *, by, at) -> Campaign:
    """The bloc's year after the latest one before it: all of it, or nothing. Raises NotPossible."""
    Bloc.objects.select_for_update().get(pk=bloc.pk)  # of two who copy at once, the second is told
    require(reasons_not_to_copy(bloc, year))
    source = cast(Campaign, campaign_before(bloc, year))  # that there is one was just required
    shift = Shift(source.year, year)
    with acting(f"Mở năm {year} theo năm {source.year}", by=by):
        target, areas = copy_plan(source, shift)
        rounds = copy_rounds(source, target, areas, shift)
        rules = AwardRule.objects.filter(round__campaign=source).order_by("round", "position")
        bulk_create_with_history([shift.row(rule, round=rounds[rule.round_id]) for rule in rules], AwardRule)
        copy_duty_files(source, target, shift, by=by, at=at)
    return target


def reasons_not_to_copy(bloc: Bloc, year: int) -> list[str]:
    if reasons := reasons_not_to_create(bloc, year):
        return reasons
    return [] if campaign_before(bloc, year) else [f"Khối chưa có năm nào trước năm {year}."]


def preview(source: Campaign, year: int) -> list[Copied]:
    """What `copy_year` will make, before it does."""
    shift = Shift(source.year, year)
    rules = AwardRule.objects.filter(round__campaign=source).count()
    return [*plan_preview(source, shift), *rounds_preview(source, shift), Copied("Quy định khen thưởng", rules)]
