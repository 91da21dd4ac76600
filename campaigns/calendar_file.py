"""Events as an iCalendar file (RFC 5545): lines end in CR LF, fold at 75 octets; times are UTC, days are DATEs."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from campaigns.calendar import Event

CONTENT_TYPE = "text/calendar; charset=utf-8"
MOST_OCTETS = 75  # RFC 5545, 3.1, without the line break


def calendar_file(name: str, events: Iterable[Event], *, at: datetime, host: str, address: str) -> bytes:
    """`address` is put before the path of each event's page; `host` makes the UIDs of one installation its own."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{text(host)}//Khoi thi dua//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for event in events:
        lines += _event(event, at, host, address)
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(event: Event, at: datetime, host: str, address: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(f'{event.key}@{host}')}"
    yield f"DTSTAMP:{utc(at)}"
    yield from _when(event)
    yield f"SUMMARY:{text(event.title)}"
    yield f"CATEGORIES:{text(event.noun)}"
    if event.place:
        yield f"LOCATION:{text(event.place)}"
    if event.note:
        yield f"DESCRIPTION:{text(event.note)}"
    yield f"URL:{address}{event.url}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'TENTATIVE' if event.is_tentative else 'CONFIRMED'}"
    if event.starts_at is None:
        yield "TRANSP:TRANSPARENT"  # a day something falls due does not fill the day
    yield "END:VEVENT"


def _when(event: Event) -> Iterator[str]:
    """A day ends where the next one begins (3.6.1); an end at or before its start is left out."""
    if event.starts_at is None:
        yield f"DTSTART;VALUE=DATE:{day(event.starts_on)}"
        yield f"DTEND;VALUE=DATE:{day(event.ends_on + timedelta(days=1))}"
        return
    yield f"DTSTART:{utc(event.starts_at)}"
    if event.ends_at and event.ends_at > event.starts_at:
        yield f"DTEND:{utc(event.ends_at)}"


def day(on: date) -> str:
    return f"{on:%Y%m%d}"


def utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(value: str) -> str:
    """A TEXT value (3.3.11): backslash, semicolon, comma and line break escaped; other control characters gone."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return "".join(c for c in value if c == "\t" or (ord(c) >= 32 and ord(c) != 127))


def fold(line: str) -> str:
    """Continuation lines begin with a blank, which counts; a letter of several octets is never cut."""
    parts, room, used = [""], MOST_OCTETS, 0
    for letter in line:
        octets = len(letter.encode())
        if used + octets > room:
            parts.append("")
            room, used = MOST_OCTETS - 1, 0
        parts[-1] += letter
        used += octets
    return "\r\n ".join(parts)
