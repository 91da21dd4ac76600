"""Sáng kiến: to be registered, corrected and reported by its unit, to be judged by the leaders."""

from django.db.models import Count, Exists, F, IntegerField, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from campaigns.models import Campaign, Initiative
from campaigns.states import InitiativeState
from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, place
from units.models import Membership, Role

S = InitiativeState


def _too_few(desk: Desk):
    """The plan's "ít nhất 01": campaigns for which the unit has not registered enough yet."""
    own = Initiative.objects.filter(campaign=OuterRef("pk"), unit=desk.unit).order_by().values("campaign")
    counted = own.registered().annotate(n=Count("pk")).values("n")
    zero = Value(0, output_field=IntegerField())
    found = Campaign.objects.filter(pk__in=desk.open).annotate(registered=Coalesce(Subquery(counted), zero))
    return columns(
        found.filter(least_initiatives__gt=F("registered")),
        campaign="pk",
        due="initiative_due_on",
        count=F("least_initiatives") - F("registered"),
        more=Subquery(own.filter(state=S.DRAFTING).values("title")[:1]),
    )


def _register(row: Waiting):
    least = row.desk.campaigns[row.campaign].least_initiatives
    words = f"Đăng ký ít nhất {least} sáng kiến, mô hình, giải pháp"
    if row.count < least:
        words = f"Đăng ký thêm {row.count} sáng kiến, mô hình, giải pháp"
    note = f"Đang soạn: {row.more}." if row.more else f"Đã đăng ký {least - row.count}/{least} của năm {row.year}."
    progress = Progress.DOING if row.more else Progress.NOT_STARTED
    return row.todo(words, note, place("initiatives", row.campaign), "Đăng ký sáng kiến", progress)


def _returned(desk: Desk):
    own = Initiative.objects.filter(campaign__in=desk.open, unit=desk.unit, state=S.RETURNED)
    return columns(own, about=F("title"), more=F("remark"), progress=Progress.RETURNED)


def _correct(row: Waiting):
    note = f"“{row.about}”. {row.more}".strip()
    return row.todo("Sửa sáng kiến bị trả lại rồi gửi lại", note, place("initiative", row.of), "Mở sáng kiến")


def _accepted(desk: Desk):
    own = Initiative.objects.filter(campaign__in=desk.open, unit=desk.unit, state=S.ACCEPTED)
    return columns(own, about=F("title"), due="campaign__ends_on")


def _report(row: Waiting):
    note = f"“{row.about}”. Đăng ký đã được nhận."
    return row.todo("Nộp kết quả thực hiện sáng kiến", note, place("initiative", row.of), "Mở sáng kiến")


def _to_judge(desk: Desk, state: str):
    """Of the units the person judges: one row a campaign, however many wait."""
    if not desk.led:
        return None
    waiting = judged(Initiative.objects.all(), desk).filter(state=state)
    grouped = waiting.order_by().values("campaign").annotate(first=Min("pk"), many=Count("pk"), one=Min("title"))
    return columns(grouped, of="first", count=F("many"), about=F("one"))


def judged(rows: QuerySet, desk: Desk) -> QuerySet:
    """Those of other units; the head's own unit is the deputy's to judge (campaigns.predicates.judges_unit)."""
    heads = Membership.objects.filter(
        unit=OuterRef("unit"), bloc=OuterRef("campaign__bloc"), year=OuterRef("campaign__year"), role=Role.HEAD
    )
    by_head = rows.filter(campaign__in=desk.headed).exclude(unit=desk.unit)
    return by_head | rows.filter(Exists(heads), campaign__in=desk.deputised)


def _registered(desk: Desk):
    return _to_judge(desk, S.REGISTERED)


def _reported(desk: Desk):
    return _to_judge(desk, S.REPORTED)


def _examine(row: Waiting):
    return _judge(row, f"Xét {row.count} đăng ký sáng kiến", "Nhận đăng ký, hoặc trả lại kèm ý kiến.")


def _recognise(row: Waiting):
    words = f"Xét công nhận {row.count} sáng kiến đã nộp kết quả"
    return _judge(row, words, "Công nhận theo quyết định, hoặc trả lại kèm ý kiến.")


def _judge(row: Waiting, words: str, note: str):
    if row.count == 1:
        return row.todo(words, f"“{row.about}”. {note}", place("initiative", row.of), "Mở sáng kiến")
    return row.todo(words, note, place("initiatives", row.campaign), "Mở danh sách")


SOURCES = (
    Source("initiatives_to_register", _too_few, _register),
    Source("initiative_returned", _returned, _correct),
    Source("initiative_to_report", _accepted, _report),
    Source("initiatives_to_examine", _registered, _examine),
    Source("initiatives_to_recognise", _reported, _recognise),
)
