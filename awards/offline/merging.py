"""Downloaded, filled, now: which of them a line becomes. Pure."""

from enum import Enum, StrEnum
from typing import NamedTuple


class Content(NamedTuple):
    """What one side says of a line: the entry in canonical text, and the note or reason beside it."""

    entry: str = ""
    words: str = ""


class Change(Enum):
    """Where a line was changed since the download; SAME when file and site say the same, however they came to it."""

    SAME = "same"
    FILE = "file"
    SITE = "site"
    BOTH = "both"


class Choice(StrEnum):
    """What a person decides of a line that was changed on both sides."""

    FILE = "tep"
    SITE = "trang"


class Undecided(Exception):
    """A line was changed on both sides and nobody said which counts."""


def compare(downloaded: Content | None, filled: Content, now: Content) -> Change:
    """`downloaded` is None when the file does not say, or not believably: then every difference is a conflict."""
    if filled == now:
        return Change.SAME
    if filled == downloaded:
        return Change.SITE
    return Change.FILE if now == downloaded else Change.BOTH


def merged(change: Change, filled: Content, now: Content, choice: Choice | None = None) -> Content:
    """What the line becomes. Raises Undecided for a conflict without a choice."""
    if change is Change.BOTH and choice is None:
        raise Undecided
    takes_file = change is Change.FILE or (change is Change.BOTH and choice is Choice.FILE)
    return filled if takes_file else now
