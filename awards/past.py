"""A unit over the settled rounds and years: what the pages show (read by awards.past_reading)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from scoring.arithmetic import ZERO
from scoring.states import RoundKind
from toolkit.text import fold
from units.models import Unit

TENTH = Decimal("0.1")
YEAR = re.compile(r"\b(?:năm\s+)?20[0-9]{2}\b", re.IGNORECASE)
SHORT_KINDS = {RoundKind.MIDYEAR: "Sơ kết", RoundKind.FINAL: "Tổng kết", RoundKind.EXTRA: "Chuyên đề"}


def share_of(part: Decimal, whole: Decimal) -> Decimal:
    """In per cent, one decimal, half up; 0 of nothing."""
    return (part * 100 / whole).quantize(TENTH, ROUND_HALF_UP) if whole else Decimal("0.0")


def mean(shares: Sequence[Decimal]) -> Decimal | None:
    return (sum(shares, ZERO) / len(shares)).quantize(TENTH, ROUND_HALF_UP) if shares else None


@dataclass(frozen=True, slots=True)
class AreaPast:
    """One area of one round. `most` is what the unit could reach there: what does not apply to it is left out."""

    number: int
    title: str
    points: Decimal
    own: Decimal
    most: Decimal

    @property
    def share(self) -> Decimal:
        return share_of(self.points, self.most)

    @property
    def difference(self) -> Decimal:
        return self.own - self.points


@dataclass(frozen=True)
class RoundPast:
    """One settled round of the unit. `ranked` is how many units have a rank, `best` the total of the first of them."""

    round_pk: int
    name: str
    kind: RoundKind
    year: int
    bloc: str
    settled_at: datetime
    scale: Decimal
    total: Decimal
    self_total: Decimal
    rank: int | None
    ranked: int
    best: Decimal
    classification: str
    excluded: str
    areas: Mapping[str, AreaPast]  # by what makes it the same area in another year

    @property
    def short_name(self) -> tuple[str, str]:
        return SHORT_KINDS[self.kind], str(self.year)

    @property
    def share(self) -> Decimal:
        return share_of(self.total, self.scale)

    @property
    def best_share(self) -> Decimal:
        return share_of(self.best, self.scale)

    @property
    def is_self_scored(self) -> bool:
        """Whether there is anything to compare: a round may be loaded without what the units said themselves."""
        return has_own(self.self_total, self.total)

    @property
    def difference(self) -> Decimal:
        return self.self_total - self.total

    @property
    def difference_share(self) -> Decimal:
        return share_of(self.difference, self.scale)

    @property
    def rest(self) -> Decimal:
        """What of the difference no area shows: bonus, penalty, and the N/A rule."""
        return self.difference - sum((area.difference for area in self.areas.values()), ZERO)


@dataclass(frozen=True)
class Past:
    """Oldest round first. `areas` are (key, title) of every area any round had, in the order of the latest."""

    unit: Unit
    rounds: tuple[RoundPast, ...]

    @cached_property
    def areas(self) -> tuple[tuple[str, str], ...]:
        found: dict[str, str] = {}
        for round in reversed(self.rounds):
            for key, area in round.areas.items():
                found.setdefault(key, area.title)
        return tuple(found.items())

    @property
    def latest(self) -> RoundPast | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def compared(self) -> list[RoundPast]:
        return [round for round in self.rounds if round.is_self_scored]


def has_own(self_total: Decimal, total: Decimal) -> bool:
    return bool(self_total) or not total


def same_area(title: str) -> str:
    """An area is the same from year to year when its title is, but for the year in it."""
    return fold(YEAR.sub("", title))
