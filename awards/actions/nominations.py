"""What a unit does to its nominations, and what whoever judges does to them. Places are counted under a lock."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.actions.people import reasons_not_to_enter
from awards.models import Nomination, PersonRule, SubmissionLine
from awards.person_checks import checks_of
from awards.person_names import is_same_person
from awards.person_report import told_parts
from awards.states import NominationState
from campaigns.actions.telling import told_anew
from campaigns.models import Campaign, Initiative
from campaigns.states import InitiativeState
from toolkit.history import acting
from toolkit.reasons import NotPossible, require
from toolkit.text import fold
from toolkit.versions import ChangedMeanwhile, save_over
from units.models import Unit

S = NominationState
WITH = ("campaign", "unit", "rule__requires", "initiative")


# The unit ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_nomination(campaign: Campaign, unit: Unit, values: Mapping[str, Any], *, by, at: datetime) -> Nomination:
    """A draft with what is kept of the person already in parts III and IV; the unit alone sees it."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    row = Nomination(campaign=campaign, unit=unit, **values)
    require([*reasons_not_to_enter(campaign, unit), *reasons_against(row)])
    for name, words in told_parts(row).items():
        setattr(row, name, words)
    with acting("Soạn đề nghị", by=by):
        row.save()
    return row


@transaction.atomic
def write_nomination(nomination: Nomination, values: Mapping[str, Any], *, seen: int, by, at: datetime) -> Nomination:
    """Raises ChangedMeanwhile when somebody saved after the version that was `seen`."""
    stored, row = _held(nomination), _row(nomination)
    require(reasons_not_to_change(row))
    for name, value in values.items():
        setattr(row, name, value)
    require(reasons_against(row))
    with acting("Sửa đề nghị", by=by):
        save_over(row, stored, seen=seen)
    return row


@transaction.atomic
def refill_nomination(nomination: Nomination, *, by, at: datetime) -> Nomination:
    """Parts III and IV anew from what is kept of the person."""
    stored, row = _held(nomination), _row(nomination)
    require(reasons_not_to_change(row))
    for name, words in told_parts(row).items():
        setattr(row, name, words)
    with acting("Lấy lại phần III, IV", by=by):
        save_over(row, stored, seen=stored.version)
    return row


@transaction.atomic
def submit_nomination(nomination: Nomination, *, by, at: datetime) -> Nomination:
    """To whoever judges it. What is not met, or has no place left in the quota, stays with the unit."""
    stored, row = _held(nomination), _row(nomination)
    require(reasons_not_to_submit(row, on=timezone.localdate(at)))
    is_draft = row.state == S.DRAFTING
    with acting("Gửi đề nghị", by=by), told_anew(row, is_draft):
        row.submit(at=at)
        save_over(row, stored, seen=stored.version)
    return row


@transaction.atomic
def withdraw_nomination(nomination: Nomination, *, by, at: datetime) -> Nomination:
    stored, row = _held(nomination), _row(nomination)
    require([*reasons_not_in(row, S.SUBMITTED), *reasons_not_to_enter(row.campaign, row.unit)])
    with acting("Rút đề nghị", by=by):
        row.withdraw()
        save_over(row, stored, seen=stored.version)
    return row


@transaction.atomic
def remove_nomination(nomination: Nomination, *, by, at: datetime) -> None:
    row = _held(nomination)
    require(reasons_not_in(row, S.DRAFTING))
    with acting("Bỏ bản soạn", by=by):
        row.delete()


# Whoever judges ---------------------------------------------------------------------------------------------------


@transaction.atomic
def accept_nomination(nomination: Nomination, *, seen: int, by, at: datetime) -> Nomination:
    """The person meets every condition as it stands now. Raises ChangedMeanwhile."""
    stored, row = _judged(nomination, seen)
    require(reasons_not_to_accept(row, on=timezone.localdate(at)))
    with acting("Xét đủ điều kiện", by=by):
        row.accept(by=by, at=at)
        save_over(row, stored, seen=seen)
    return row


@transaction.atomic
def return_nomination(nomination: Nomination, remark: str, *, seen: int, by, at: datetime) -> Nomination:
    """To its unit, to be corrected and handed in again; also one that was accepted. Raises ChangedMeanwhile."""
    stored, row = _judged(nomination, seen)
    missing = [] if remark else ["Ghi ý kiến để đơn vị biết cần sửa gì."]
    require([*missing, *reasons_not_to_return(row)])
    with acting(f"Trả lại: {remark}"[:1000], by=by):
        row.send_back(remark=remark)
        row.decided_by = row.decided_at = None
        save_over(row, stored, seen=seen)
    return row


@transaction.atomic
def decline_nomination(nomination: Nomination, remark: str, *, seen: int, by, at: datetime) -> Nomination:
    """Not proposed; this is the end of it. Raises ChangedMeanwhile."""
    stored, row = _judged(nomination, seen)
    missing = [] if remark else ["Ghi lý do không đề nghị."]
    require([*missing, *reasons_not_in(row, S.SUBMITTED)])
    with acting(f"Không đề nghị: {remark}"[:1000], by=by):
        row.decline(remark=remark, by=by, at=at)
        save_over(row, stored, seen=seen)
    return row


# Locks ------------------------------------------------------------------------------------------------------------


def _held(nomination: Nomination) -> Nomination:
    """The row as it is stored. All nominations of a unit wait for each other, and for changes of the rule."""
    Unit.objects.select_for_update().get(pk=nomination.unit_id)
    row = _row(nomination)
    PersonRule.objects.select_for_update().get(pk=row.rule_id)
    return row


def _row(nomination: Nomination) -> Nomination:
    row = Nomination.objects.select_related(*WITH).filter(pk=nomination.pk).first()
    if row is None:
        raise NotPossible(["Đề nghị này vừa được xóa."])
    return row


def _judged(nomination: Nomination, seen: int) -> tuple[Nomination, Nomination]:
    """Twice: as it is stored, and to be changed. Raises ChangedMeanwhile before any reason is looked for."""
    stored = _held(nomination)
    if stored.version != seen:
        raise ChangedMeanwhile(stored)
    return stored, _row(nomination)


# Why not, as sentences --------------------------------------------------------------------------------------------


def reasons_not_in(nomination: Nomination, *states: NominationState) -> list[str]:
    if nomination.state in states:
        return []
    return [f"Đề nghị đang ở trạng thái “{nomination.get_state_display()}” nên không làm được việc đó."]


def reasons_not_to_change(nomination: Nomination) -> list[str]:
    return reasons_not_in(nomination, S.DRAFTING, S.RETURNED) or reasons_not_to_enter(
        nomination.campaign, nomination.unit
    )


def reasons_against(nomination: Nomination) -> list[str]:
    """What makes no sense in any state: a title of another year, a foreign initiative, the same person twice."""
    reasons = []
    if nomination.rule.campaign_id != nomination.campaign_id:
        reasons.append(f"{nomination.rule.form} là danh hiệu của năm khác.")
    chosen = nomination.initiative
    if chosen and (chosen.unit_id, chosen.campaign_id) != (nomination.unit_id, nomination.campaign_id):
        reasons.append("Chọn sáng kiến của đơn vị trong năm.")
    if _is_there_already(nomination):
        words = f"Đơn vị đã có đề nghị {nomination.rule.form} cho {nomination.full_name}."
        reasons.append(f"{words} Nếu là người khác cùng tên, ghi chức vụ để phân biệt.")
    return reasons


def _is_there_already(nomination: Nomination) -> bool:
    others = Nomination.objects.filter(rule=nomination.rule_id, unit=nomination.unit_id).exclude(pk=nomination.pk)
    return any(
        is_same_person(name, nomination.full_name) and fold(office) == fold(nomination.office)
        for name, office in others.exclude(state=S.DECLINED).values_list("full_name", "office")
    )


def reasons_not_to_submit(nomination: Nomination, *, on: date) -> list[str]:
    if reasons := reasons_not_to_change(nomination):
        return reasons
    return [check.sentence for check in checks_of(nomination, on=on) if check.stops_handing_in]


def reasons_not_to_accept(nomination: Nomination, *, on: date) -> list[str]:
    if reasons := reasons_not_in(nomination, S.SUBMITTED):
        return reasons
    return [check.sentence for check in checks_of(nomination, on=on) if not check.is_met]


def reasons_not_to_return(nomination: Nomination) -> list[str]:
    if reasons := reasons_not_in(nomination, S.SUBMITTED, S.ACCEPTED):
        return reasons
    if SubmissionLine.objects.filter(nomination=nomination, is_included=True).exists():
        return ["Đề nghị này đã ở trong danh sách trình Hội đồng. Đưa ra khỏi danh sách trước khi trả lại."]
    return [
        f"{row} đã xét đủ điều kiện nhờ đề nghị này. Trả lại đề nghị ấy trước."
        for row in Nomination.objects.accepted()
        .filter(rule__requires=nomination.rule_id, unit=nomination.unit_id)
        .select_related("rule")
        if is_same_person(row.full_name, nomination.full_name)
    ]


# What can be chosen -----------------------------------------------------------------------------------------------


def initiatives_to_choose(campaign: Campaign, unit: Unit, full_name: str = "") -> list[Initiative]:
    """The unit's own recognised ones of the year; with a name, those the person is an author of."""
    rows = Initiative.objects.filter(campaign=campaign, unit=unit, state=InitiativeState.RECOGNISED)
    found = list(rows.prefetch_related("authors").order_by("decided_on", "pk"))
    if not full_name:
        return found
    return [row for row in found if any(is_same_person(a.name, full_name) for a in row.authors.all())]
