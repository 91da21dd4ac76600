"""Điển hình: to be corrected by its unit, to be selected by the deputy (the deputy's own by the head)."""

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet

from campaigns.models import Exemplar
from campaigns.states import ExemplarState
from campaigns.todo.base import Desk, Progress, Source, Waiting, columns, place
from units.models import Membership, Role


def _returned(desk: Desk):
    own = Exemplar.objects.filter(campaign__in=desk.open, unit=desk.unit, state=ExemplarState.RETURNED)
    return columns(own, about=F("name"), more=F("remark"), progress=Progress.RETURNED)


def _correct(row: Waiting):
    note = f"{row.about}. {row.more}".strip()
    return row.todo("Sửa giới thiệu điển hình bị trả lại", note, place("exemplar", row.of), "Mở điển hình")


def _introduced(desk: Desk):
    if not desk.led:
        return None
    waiting = selected(Exemplar.objects.filter(state=ExemplarState.INTRODUCED), desk)
    grouped = waiting.order_by().values("campaign").annotate(first=Min("pk"), many=Count("pk"), one=Min("name"))
    return columns(grouped, of="first", count=F("many"), about=F("one"))


def selected(rows: QuerySet, desk: Desk) -> QuerySet:
    """Those of other units; the deputy's own unit is the head's to select (campaigns.predicates.selects_exemplar)."""
    deputies = Membership.objects.filter(
        unit=OuterRef("unit"), bloc=OuterRef("campaign__bloc"), year=OuterRef("campaign__year"), role=Role.DEPUTY
    )
    by_deputy = rows.filter(campaign__in=desk.deputised).exclude(unit=desk.unit)
    return by_deputy | rows.filter(Exists(deputies), campaign__in=desk.headed)


def _select(row: Waiting):
    words, note = f"Chọn, công bố {row.count} điển hình đã giới thiệu", "Công bố cho các đơn vị, hoặc trả lại."
    if row.count == 1:
        return row.todo(words, f"{row.about}. {note}", place("exemplar", row.of), "Mở điển hình")
    return row.todo(words, note, place("exemplars", row.campaign), "Mở danh sách")


SOURCES = (
    Source("exemplar_returned", _returned, _correct),
    Source("exemplars_to_select", _introduced, _select),
)
