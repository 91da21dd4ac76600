"""A unit over the rounds as pictures: a line of shares, and bars to both sides of nought.

Pure, like scoring.charts: Decimals and words in, positions in per cent out, so that a picture is sharp at every width.
Every number drawn also stands in the table beside the picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from scoring.arithmetic import ZERO
from scoring.charts import HUNDRED, THOUSANDTH, percent

TEN = Decimal(10)
TOP, BOTTOM = Decimal(14), Decimal(80)  # the line's own room in the height of the picture, in per cent
MOST_RULES = 6


@dataclass(frozen=True, slots=True)
class Share:
    """What a round gave, in per cent of its scale; `best` is what the leader of that round had."""

    name: tuple[str, str]
    share: Decimal
    text: str
    best: Decimal


@dataclass(frozen=True, slots=True)
class Dot:
    at: Decimal
    height: Decimal
    name: tuple[str, str]
    text: str

    @property
    def x(self) -> str:
        return percent(self.at)

    @property
    def y(self) -> str:
        return percent(self.height)


@dataclass(frozen=True, slots=True)
class Stroke:
    """From one dot to the next."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the picture at a round number of per cent."""

    y: str
    text: str


@dataclass(frozen=True, slots=True)
class LineChart:
    dots: tuple[Dot, ...]
    line: tuple[Stroke, ...]
    best_dots: tuple[Dot, ...]
    best_line: tuple[Stroke, ...]
    rules: tuple[Rule, ...]


def line_chart(shares: Sequence[Share]) -> LineChart:
    """The shares from left to right in the order given; an empty picture for none."""
    if not shares:
        return LineChart((), (), (), (), ())
    low, high = _axis([value for one in shares for value in (one.share, one.best)])
    dots = tuple(_dots(shares, [one.share for one in shares], low, high))
    best = tuple(_dots(shares, [one.best for one in shares], low, high))
    return LineChart(dots, _strokes(dots), best, _strokes(best), tuple(_rules(low, high)))


def _axis(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Whole tens around all values, at least twenty apart, never below 0."""
    low = (min(values) / TEN).to_integral_value(ROUND_FLOOR) * TEN
    high = (max(values) / TEN).to_integral_value(ROUND_CEILING) * TEN
    low = max(ZERO, min(low, high - 2 * TEN))
    return low, max(high, low + 2 * TEN)


def _height(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    return (BOTTOM - (value - low) * (BOTTOM - TOP) / (high - low)).quantize(THOUSANDTH)


def _dots(shares: Sequence[Share], values: Sequence[Decimal], low: Decimal, high: Decimal) -> Iterator[Dot]:
    for place, (one, value) in enumerate(zip(shares, values, strict=True)):
        at = ((2 * place + 1) * HUNDRED / (2 * len(shares))).quantize(THOUSANDTH)
        yield Dot(at, _height(value, low, high), one.name, one.text)


def _strokes(dots: Sequence[Dot]) -> tuple[Stroke, ...]:
    return tuple(Stroke(a.x, a.y, b.x, b.y) for a, b in pairwise(dots))


def _rules(low: Decimal, high: Decimal) -> Iterator[Rule]:
    step = TEN
    while (high - low) / step > MOST_RULES:
        step += TEN
    value = low
    while value <= high:
        yield Rule(percent(_height(value, low, high)), f"{value.normalize():f} %")
        value += step


# To both sides of nought ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lean:
    """A bar from nought to one side. `css` is "over" to the right of it, "under" to the left, "" for nought itself."""

    css: str
    start: Decimal
    width: Decimal
    nought: Decimal

    @property
    def x(self) -> str:
        return percent(self.start)

    @property
    def w(self) -> str:
        return percent(self.width)

    @property
    def x_nought(self) -> str:
        return percent(self.nought)


def leans(values: Sequence[Decimal]) -> tuple[Lean, ...]:
    """One bar a value, all on one axis that reaches from the lowest to the highest of them and holds 0."""
    low, high = min([ZERO, *values]), max([ZERO, *values])
    width = (high - low) or Decimal(1)
    nought = (-low * HUNDRED / width).quantize(THOUSANDTH)
    return tuple(_lean(value, low, width, nought) for value in values)


def _lean(value: Decimal, low: Decimal, width: Decimal, nought: Decimal) -> Lean:
    end = ((value - low) * HUNDRED / width).quantize(THOUSANDTH)
    css = "over" if value > 0 else "under" if value < 0 else ""
    return Lean(css, min(end, nought), abs(end - nought), nought)
