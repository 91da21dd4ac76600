"""What both papers of a meeting say: when it begins, and its units in the order of the year."""

from datetime import datetime

from django.utils import timezone

from campaigns.documents.facts import YearFacts
from campaigns.documents.wording import long_date
from campaigns.models import Attendance, Meeting

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def clock_words(at: datetime) -> str:
    """ "14 giờ 05 phút" in the bloc's own time."""
    return f"{timezone.localtime(at):%H giờ %M phút}"


def opened_words(at: datetime) -> str:
    """ "14 giờ 00 phút, thứ Năm, ngày 26 tháng 11 năm 2026"."""
    on = timezone.localdate(at)
    return f"{clock_words(at)}, {WEEKDAYS[on.weekday()]}, {long_date(on)}"


def attendances_of(facts: YearFacts, meeting: Meeting) -> list[Attendance]:
    """One query."""
    places = {member.unit: i for i, member in enumerate(facts.members)}
    rows = Attendance.objects.filter(meeting=meeting).select_related("unit").order_by("pk")
    return sorted(rows, key=lambda row: places.get(row.unit_id, len(places)))
