"""Kế hoạch triển khai: a unit writes its plan, files it, takes it back to correct it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from campaigns.actions.files import attach, detach
from campaigns.actions.telling import told_anew
from campaigns.actions.year import reasons_not_to_edit, reasons_not_to_hand_in
from campaigns.models import Attachment, Campaign, UnitPlan, UnitPlanPart
from campaigns.states import PlanState
from toolkit.history import acting
from toolkit.private_files import AcceptedFile
from toolkit.reasons import require
from toolkit.versions import locked, save_seen
from units.models import Unit


@transaction.atomic
def write_plan(
    campaign: Campaign,
    unit: Unit,
    values: Mapping[str, Any],
    parts: Mapping[int, str],
    files: Sequence[AcceptedFile] = (),
    *,
    seen: int,
    by,
    at,
) -> UnitPlan:
    """Save the unit's draft: its fields, its words by key of area, and more files. The first time it is made."""
    with acting("Soạn kế hoạch của đơn vị", by=by):
        plan, _ = UnitPlan.objects.get_or_create(campaign=campaign, unit=unit)
        require(reasons_not_to_write_plan(plan))
        for name, value in values.items():
            setattr(plan, name, value)
        save_seen(plan, seen=seen)
    for area, text in parts.items():
        UnitPlanPart.objects.update_or_create(plan=plan, area_id=area, defaults={"text": text})
    attach(plan, files, by=by, at=at)
    return plan


@transaction.atomic
def drop_plan_file(attachment: Attachment, *, by, at) -> None:
    require(reasons_not_to_write_plan(locked(attachment.owner, "campaign__bloc", "unit")))
    detach(attachment)


@transaction.atomic
def file_plan(plan: UnitPlan, *, by, at) -> UnitPlan:
    """The plan goes to the head and is read by every unit of the bloc."""
    plan = locked(plan, "campaign__bloc", "unit")
    require(reasons_not_to_file_plan(plan))
    plan.file(by=by, at=at)
    with acting("Gửi kế hoạch của đơn vị", by=by), told_anew(plan):
        plan.save()
    return plan


@transaction.atomic
def take_plan_back(plan: UnitPlan, *, by, at) -> UnitPlan:
    """A draft again, seen by its unit alone; when it is filed once more, that day counts."""
    plan = locked(plan, "campaign__bloc", "unit")
    require(reasons_not_to_take_plan_back(plan))
    plan.take_back()
    with acting("Rút kế hoạch về sửa", by=by):
        plan.save()
    return plan


# Reasons not to, as sentences -------------------------------------------------------------------------------------


def reasons_not_to_write_plan(plan: UnitPlan) -> list[str]:
    if reasons := reasons_not_to_edit(plan.campaign):
        return reasons
    return ["Kế hoạch đã gửi. Rút về rồi sửa."] if plan.state == PlanState.FILED else []


def reasons_not_to_file_plan(plan: UnitPlan) -> list[str]:
    if plan.state == PlanState.FILED:
        return ["Kế hoạch đã gửi."]
    reasons = reasons_not_to_hand_in(plan.campaign)
    if not plan.number:
        reasons.append("Kế hoạch chưa ghi số, ký hiệu.")
    if plan.dated_on is None:
        reasons.append("Kế hoạch chưa ghi ngày ban hành.")
    if not (plan.attachments.exists() or plan.parts.exclude(text="").exists()):
        reasons.append("Kế hoạch chưa có tệp và chưa viết nội dung nào. Đính kèm tệp hoặc viết theo từng nội dung.")
    return reasons


def reasons_not_to_take_plan_back(plan: UnitPlan) -> list[str]:
    if plan.state == PlanState.DRAFTING:
        return ["Kế hoạch đang soạn."]
    return [] if plan.campaign.is_open else [f"Năm {plan.campaign.year} đã tổng kết, kế hoạch giữ nguyên."]
