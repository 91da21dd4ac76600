"""The iCalendar file, read by a strict reader of RFC 5545."""

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaigns.calendar import Event
from campaigns.calendar_file import calendar_file, fold, text

AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
NAME = re.compile(r"[A-Z0-9-]+(;[A-Z0-9-]+=[^:;,\"]+)*")
UTC_TIME, DAY = re.compile(r"\d{8}T\d{6}Z"), re.compile(r"\d{8}")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS", "TRANSP"}


def read(data: bytes) -> list[list[tuple[str, str]]]:
    """The (name, value) lines of each VEVENT; asserts what the standard asks of every line."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in raw)
    for line in raw:
        line.decode()  # no letter is cut in two
    lines = re.sub(r"\r\n ", "", data[:-2].decode()).split("\r\n")
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    events, current = [], None
    for line in lines:
        name, _, value = line.partition(":")
        assert NAME.fullmatch(name), line
        if line == "BEGIN:VEVENT":
            current = []
        elif line == "END:VEVENT":
            events.append(checked(current))
            current = None
        elif current is not None:
            current.append((name, value))
    return events


def checked(lines):
    names = [name.split(";")[0] for name, _ in lines]
    assert all(names.count(name) <= 1 for name in ONCE)
    assert {"UID", "DTSTAMP", "DTSTART"} <= set(names)
    values = dict(lines)
    assert UTC_TIME.fullmatch(values["DTSTAMP"])
    if "DTSTART" in values:
        assert UTC_TIME.fullmatch(values["DTSTART"])
        assert "DTEND" not in values or values["DTEND"] > values["DTSTART"]
    else:
        assert DAY.fullmatch(values["DTSTART;VALUE=DATE"])
        assert values["DTEND;VALUE=DATE"] > values["DTSTART;VALUE=DATE"]
    return lines


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def file_of(*events, name="Lịch Khối thi đua số 02") -> bytes:
    return calendar_file(name, events, at=AT, host="thi-dua.habac.vn", address="https://thi-dua.habac.vn")


def day_event(**more) -> Event:
    first = date(2026, 8, 1)
    return Event(**{"key": "dot-7", "noun": "Đợt thi đua", "title": "Chào mừng 02/9", "starts_on": first,
                    "ends_on": date(2026, 9, 2), "page": "drive", "of": 7} | more)  # fmt: skip


def hour_event(**more) -> Event:
    zone = timezone.get_default_timezone()
    starts, ends = datetime(2026, 6, 1, 14, 0, tzinfo=zone), datetime(2026, 6, 1, 16, 30, tzinfo=zone)
    values = {"key": "hop-12", "noun": "Họp", "title": "Họp giao ban", "page": "meeting", "of": 12}
    values |= {"starts_on": starts.date(), "ends_on": ends.date(), "starts_at": starts, "ends_at": ends}
    return Event(**values | more)


def test_a_meeting_is_told_in_utc_with_its_place_and_its_page():
    event = hour_event(place="Phòng họp tầng 2, trụ sở UBND xã", note="1. Khai mạc;\n2. Thảo luận")
    assert read(file_of(event)) == [
        [
            ("UID", "hop-12@thi-dua.habac.vn"),
            ("DTSTAMP", "20260601T030000Z"),
            ("DTSTART", "20260601T070000Z"),
            ("DTEND", "20260601T093000Z"),
            ("SUMMARY", "Họp giao ban"),
            ("CATEGORIES", "Họp"),
            ("LOCATION", "Phòng họp tầng 2\\, trụ sở UBND xã"),
            ("DESCRIPTION", "1. Khai mạc\\;\\n2. Thảo luận"),
            ("URL", "https://thi-dua.habac.vn/hop/12/"),
            ("STATUS", "CONFIRMED"),
        ]
    ]


def test_days_are_dates_and_the_end_is_the_day_after_the_last():
    assert read(file_of(day_event())) == [
        [
            ("UID", "dot-7@thi-dua.habac.vn"),
            ("DTSTAMP", "20260601T030000Z"),
            ("DTSTART;VALUE=DATE", "20260801"),
            ("DTEND;VALUE=DATE", "20260903"),
            ("SUMMARY", "Chào mừng 02/9"),
            ("CATEGORIES", "Đợt thi đua"),
            ("URL", "https://thi-dua.habac.vn/dot-thi-dua/7/"),
            ("STATUS", "CONFIRMED"),
            ("TRANSP", "TRANSPARENT"),
        ]
    ]


@pytest.mark.parametrize(
    ("more", "status"),
    [({"is_cancelled": True}, "CANCELLED"), ({"is_tentative": True}, "TENTATIVE"), ({}, "CONFIRMED")],
)
def test_the_status_says_cancelled_or_not_yet_sure(more, status):
    assert dict(read(file_of(hour_event(**more)))[0])["STATUS"] == status


def test_an_end_that_is_not_after_the_start_is_left_out():
    for ends in (None, hour_event().starts_at):
        assert "DTEND" not in dict(read(file_of(hour_event(ends_at=ends)))[0])


def test_an_empty_calendar_is_still_a_calendar():
    assert read(file_of()) == []
    assert b"X-WR-CALNAME:L\xe1\xbb\x8bch Kh\xe1\xbb\x91i thi \xc4\x91ua s\xe1\xbb\x91 02\r\n" in file_of()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_whatever_is_typed_stays_one_value_and_comes_back(typed):
    line = dict(read(file_of(hour_event(title=typed, note=typed, place=typed or "-"), name=typed))[0])["SUMMARY"]
    seen = "".join(c for c in typed.replace("\r\n", "\n") if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))
    assert unescaped(line) == seen


@given(st.text(alphabet="aạ😀", max_size=300))
def test_folding_loses_nothing_and_keeps_to_75_octets(line):
    folded = fold(line)
    assert folded.replace("\r\n ", "") == line
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))


def test_a_text_value_is_escaped_as_the_standard_asks():
    assert text('a\\b;c,d\ne\r\nf\x00\x07g:h"i') == 'a\\\\b\\;c\\,d\\ne\\nfg:h"i'
