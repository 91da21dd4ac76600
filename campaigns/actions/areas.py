"""The content areas of a year and their tasks, as the head writes them. Every change stands in the history."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from campaigns.actions.ordering import change_place, next_place
from campaigns.actions.year import reasons_not_to_edit
from campaigns.models import Campaign, ContentArea, Initiative, Task, UnitPlanPart
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import save_seen


@transaction.atomic
def add_area(campaign: Campaign, values: Mapping[str, Any], *, by, at) -> ContentArea:
    require(reasons_not_to_edit(campaign))
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    number = next_place(ContentArea.objects.filter(campaign=campaign), "number")
    with acting("Thêm nội dung thi đua", by=by):
        return ContentArea.objects.create(campaign=campaign, number=number, **values)


@transaction.atomic
def edit_area(area: ContentArea, values: Mapping[str, Any], *, seen: int, by, at) -> ContentArea:
    require(reasons_not_to_edit(area.campaign))
    return _save(area, values, "Sửa nội dung thi đua", seen=seen, by=by)


@transaction.atomic
def move_area(area: ContentArea, step: int, *, by, at) -> None:
    require(reasons_not_to_edit(area.campaign) + reasons_not_to_renumber(area.campaign))
    with acting("Đổi thứ tự nội dung thi đua", by=by):
        change_place(area, ContentArea.objects.filter(campaign=area.campaign), step, "number")


@transaction.atomic
def remove_area(area: ContentArea, *, by, at) -> None:
    """Take the area away; those behind it move up, so that the plan counts without a gap."""
    require(reasons_not_to_remove(area))
    with acting("Bỏ nội dung thi đua", by=by):
        later = list(ContentArea.objects.filter(campaign=area.campaign, number__gt=area.number).order_by("number"))
        area.delete()
        for other in later:
            other.number -= 1
            other.save(update_fields=["number"])


@transaction.atomic
def add_task(area: ContentArea, values: Mapping[str, Any], *, by, at) -> Task:
    require(reasons_not_to_edit(area.campaign))
    ContentArea.objects.select_for_update().get(pk=area.pk)
    with acting("Thêm nhiệm vụ", by=by):
        return Task.objects.create(area=area, position=next_place(Task.objects.filter(area=area)), **values)


@transaction.atomic
def edit_task(task: Task, values: Mapping[str, Any], *, seen: int, by, at) -> Task:
    require(reasons_not_to_edit(task.area.campaign))
    return _save(task, values, "Sửa nhiệm vụ", seen=seen, by=by)


@transaction.atomic
def move_task(task: Task, step: int, *, by, at) -> None:
    require(reasons_not_to_edit(task.area.campaign))
    with acting("Đổi thứ tự nhiệm vụ", by=by):
        change_place(task, Task.objects.filter(area=task.area), step)


@transaction.atomic
def remove_task(task: Task, *, by, at) -> None:
    require(reasons_not_to_edit(task.area.campaign))
    with acting("Bỏ nhiệm vụ", by=by):
        task.delete()


def _save(row: Any, values: Mapping[str, Any], reason: str, *, seen: int, by) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    with acting(reason, by=by):
        save_seen(row, seen=seen)
    return row


# Reasons not to, as sentences -------------------------------------------------------------------------------------


def reasons_not_to_renumber(campaign: Campaign) -> list[str]:
    """Results name areas by their number."""
    settled = campaign.areas.filter(criteria__criteria_set__rounds__state="settled")
    return ["Một kỳ chấm đã chốt theo các nội dung này: số thứ tự giữ nguyên."] if settled.exists() else []


def reasons_not_to_remove(area: ContentArea) -> list[str]:
    """What the area would take with it, or leave without one."""
    counts = [
        (area.criteria.count(), "{} tiêu chí chấm điểm thuộc nội dung {}. Chuyển tiêu chí sang nội dung khác trước."),
        (area.tasks.count(), "Còn {} nhiệm vụ trong nội dung {}. Bỏ hoặc chuyển các nhiệm vụ trước."),
        (
            UnitPlanPart.objects.filter(area=area).exclude(text="").count(),
            "{} kế hoạch của đơn vị đã viết theo nội dung {}.",
        ),
        (Initiative.objects.filter(area=area).count(), "{} sáng kiến đã chọn nội dung {}."),
    ]
    reasons = [sentence.format(count, area.number) for count, sentence in counts if count]
    return reasons_not_to_edit(area.campaign) + (reasons or reasons_not_to_renumber(area.campaign))
