"""Kế hoạch triển khai: one of every unit."""

from django.db.models import Exists, OuterRef, Subquery

from campaigns.models import Campaign, UnitPlan
from campaigns.states import PlanState
from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, place


def _unfiled(desk: Desk):
    own = UnitPlan.objects.filter(campaign=OuterRef("pk"), unit=desk.unit)
    found = Campaign.objects.filter(~Exists(own.filter(state=PlanState.FILED)), pk__in=desk.open)
    return columns(found, campaign="pk", due="plan_due_on", more=Subquery(own.values("state")[:1]))


def _file(row: Waiting):
    note = "Bản đang soạn đã lưu, còn phải gửi." if row.more else "Kèm tệp kế hoạch, hoặc viết theo từng nội dung."
    return row.todo(
        f"Gửi kế hoạch triển khai năm {row.year} của đơn vị",
        note,
        place("unit_plans", row.campaign),
        "Gửi kế hoạch",
        Progress.DOING if row.more else Progress.NOT_STARTED,
    )


SOURCES = (Source("plan_to_file", _unfiled, _file),)
