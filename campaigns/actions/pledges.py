"""Giao ước: the head writes it and opens it, each unit confirms it once."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from campaigns.actions.ordering import change_place, next_place
from campaigns.actions.year import reasons_not_to_edit, reasons_not_to_hand_in
from campaigns.models import Campaign, Commitment, Pledge, PledgeConfirmation
from campaigns.states import PledgeState
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import locked, save_seen
from units.models import Unit


@transaction.atomic
def edit_pledge(campaign: Campaign, values: Mapping[str, Any], *, seen: int, by, at) -> Pledge:
    """The first time it is made."""
    with acting("Soạn giao ước", by=by):
        pledge = pledge_of(campaign)
        require(reasons_not_to_edit_pledge(pledge))
        for name, value in values.items():
            setattr(pledge, name, value)
        save_seen(pledge, seen=seen)
    return pledge


@transaction.atomic
def add_commitment(campaign: Campaign, values: Mapping[str, Any], *, by, at) -> Commitment:
    with acting("Soạn giao ước", by=by):
        pledge = pledge_of(campaign)
    require(reasons_not_to_edit_pledge(pledge))
    return Commitment.objects.create(pledge=pledge, position=next_place(pledge.commitments), **values)


@transaction.atomic
def edit_commitment(commitment: Commitment, values: Mapping[str, Any], *, seen: int, by, at) -> Commitment:
    require(reasons_not_to_edit_pledge(locked(commitment.pledge, "campaign__bloc")))
    for name, value in values.items():
        setattr(commitment, name, value)
    save_seen(commitment, seen=seen)
    return commitment


@transaction.atomic
def move_commitment(commitment: Commitment, step: int, *, by, at) -> None:
    require(reasons_not_to_edit_pledge(locked(commitment.pledge, "campaign__bloc")))
    change_place(commitment, Commitment.objects.filter(pledge=commitment.pledge), step)


@transaction.atomic
def remove_commitment(commitment: Commitment, *, by, at) -> None:
    require(reasons_not_to_edit_pledge(locked(commitment.pledge, "campaign__bloc")))
    commitment.delete()


@transaction.atomic
def open_pledge(pledge: Pledge, *, by, at) -> Pledge:
    """From now on units confirm, and what they read stays as it is."""
    pledge = locked(pledge, "campaign__bloc")
    require(reasons_not_to_open(pledge))
    pledge.open()
    with acting("Lấy xác nhận giao ước", by=by):
        pledge.save()
    return pledge


@transaction.atomic
def reopen_pledge(pledge: Pledge, *, by, at) -> Pledge:
    """Back to the desk, as long as nobody has confirmed."""
    pledge = locked(pledge, "campaign__bloc")
    require(reasons_not_to_reopen(pledge))
    pledge.reopen()
    with acting("Soạn lại giao ước", by=by):
        pledge.save()
    return pledge


@transaction.atomic
def confirm_pledge(pledge: Pledge, unit: Unit, *, office: str, signer: str, by, at) -> PledgeConfirmation:
    """The unit's word; it is not taken back."""
    pledge = locked(pledge, "campaign__bloc")
    require(reasons_not_to_confirm(pledge, unit))
    return PledgeConfirmation.objects.create(
        pledge=pledge, unit=unit, office=office, signer=signer, confirmed_at=at, confirmed_by=by
    )


def pledge_of(campaign: Campaign) -> Pledge:
    return locked(Pledge.objects.get_or_create(campaign=campaign)[0], "campaign__bloc")


# Reasons not to, as sentences -------------------------------------------------------------------------------------


def reasons_not_to_edit_pledge(pledge: Pledge) -> list[str]:
    if reasons := reasons_not_to_edit(pledge.campaign):
        return reasons
    if pledge.state == PledgeState.DRAFTING:
        return []
    return ["Giao ước đang lấy xác nhận nên lời văn giữ nguyên. Đưa về soạn lại được khi chưa đơn vị nào xác nhận."]


def reasons_not_to_open(pledge: Pledge) -> list[str]:
    if pledge.state == PledgeState.OPEN:
        return ["Giao ước đã mở lấy xác nhận."]
    reasons = reasons_not_to_hand_in(pledge.campaign)
    return reasons if pledge.commitments.exists() else [*reasons, "Giao ước chưa có nội dung cam kết nào."]


def reasons_not_to_reopen(pledge: Pledge) -> list[str]:
    if pledge.state == PledgeState.DRAFTING:
        return ["Giao ước đang soạn."]
    count = pledge.confirmations.count()
    return [f"{count} đơn vị đã xác nhận: giao ước không sửa được nữa."] if count else []


def reasons_not_to_confirm(pledge: Pledge, unit: Unit) -> list[str]:
    if pledge.state == PledgeState.DRAFTING:
        return ["Giao ước còn đang soạn, chưa lấy xác nhận."]
    if pledge.confirmations.filter(unit=unit).exists():
        return [f"{unit.name} đã xác nhận giao ước."]
    return reasons_not_to_hand_in(pledge.campaign)
