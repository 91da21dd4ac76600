"""Phản ánh: to be answered by the head."""

from django.db.models import Count, F, Min

from campaigns.models import Suggestion
from campaigns.todo.base import Desk, Source, Waiting, columns, place


def _unanswered(desk: Desk):
    if not desk.headed:
        return None
    waiting = Suggestion.objects.filter(campaign__in=desk.headed).unanswered()
    grouped = waiting.order_by().values("campaign").annotate(first=Min("pk"), many=Count("pk"), one=Min("unit__name"))
    return columns(grouped, of="first", count=F("many"), about=F("one"))


def _answer(row: Waiting):
    words, note = f"Trả lời {row.count} phản ánh của đơn vị", "Trả lời, và ghi thay đổi đã làm nếu có."
    if row.count == 1:
        return row.todo(words, f"{row.about}. {note}", place("suggestion", row.of), "Mở phản ánh")
    return row.todo(words, note, place("suggestions", row.campaign), "Mở danh sách")


SOURCES = (Source("suggestions_to_answer", _unanswered, _answer),)
