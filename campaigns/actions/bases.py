"""The legal bases a bloc cites. They belong to the bloc; whoever heads a year that is not closed keeps them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from campaigns.actions.ordering import change_place, next_place
from campaigns.actions.year import reasons_not_to_edit
from campaigns.models import Campaign, LegalBasis
from toolkit.reasons import require
from toolkit.versions import save_seen
from units.models import Bloc


@transaction.atomic
def add_basis(campaign: Campaign, values: Mapping[str, Any], *, by, at) -> LegalBasis:
    require(reasons_not_to_edit(campaign))
    Bloc.objects.select_for_update().get(pk=campaign.bloc_id)
    others = LegalBasis.objects.filter(bloc=campaign.bloc_id)
    require(_reasons_of_title(others, values["title"]))
    return LegalBasis.objects.create(bloc=campaign.bloc, position=next_place(others), **values)


@transaction.atomic
def edit_basis(campaign: Campaign, basis: LegalBasis, values: Mapping[str, Any], *, seen: int, by, at) -> LegalBasis:
    others = LegalBasis.objects.filter(bloc=basis.bloc_id).exclude(pk=basis.pk)
    require(reasons_not_to_edit(campaign) or _reasons_of_title(others, values["title"]))
    for name, value in values.items():
        setattr(basis, name, value)
    save_seen(basis, seen=seen)
    return basis


@transaction.atomic
def move_basis(campaign: Campaign, basis: LegalBasis, step: int, *, by, at) -> None:
    require(reasons_not_to_edit(campaign))
    change_place(basis, LegalBasis.objects.filter(bloc=basis.bloc_id), step)


@transaction.atomic
def remove_basis(campaign: Campaign, basis: LegalBasis, *, by, at) -> None:
    """Papers that cited it keep its words."""
    require(reasons_not_to_edit(campaign))
    basis.delete()


def _reasons_of_title(others, title: str) -> list[str]:
    return ["Khối đã có căn cứ này."] if others.filter(title=title).exists() else []
