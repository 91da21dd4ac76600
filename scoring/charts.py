"""The ranking as bars: where each segment stands, in per cent of the width. One function for the page and the paper.

Pure: outcomes and Decimals in, positions and the words that stand on them out. Every number shown is one of the result;
nothing is added up here that the result does not carry, except where a segment starts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.arithmetic import ZERO, Band, UnitOutcome
from toolkit.numbers import decimal_text, plain_text

HUNDRED = Decimal(100)
THOUSANDTH = Decimal("0.001")
MARGIN = Decimal("1.04")  # a little air behind the longest bar
PAGE_DIGIT = Decimal("1.1")  # per cent of the width one character of a number needs on the page
SMALL = Decimal("13.5")  # a narrower segment drops its number on a phone

AREA_FILLS = ("#1B4F7F", "#22827A", "#D3A53C", "#A9452A", "#9F81BB")
LIGHT_FILLS = frozenset({3, 5})  # these carry dark text
OTHER_FILLS = {"a-rest": "#F1ECE4", "a-na": "#F7F4EF", "a-bonus": "#FBF1D9", "a-pen": "url(#hatch-pen)"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar. `css` is a1..a5, a-na, a-rest, a-bonus or a-pen; `text` is empty where a number has no room."""

    css: str
    fill: str
    start: Decimal
    width: Decimal
    points: Decimal
    text: str = ""
    centre: Decimal = ZERO

    @property
    def end(self) -> Decimal:
        return self.start + self.width

    @property
    def is_dark_text(self) -> bool:
        return not self.css[1:].isdigit() or int(self.css[1:]) in LIGHT_FILLS

    @property
    def is_small(self) -> bool:
        return self.width < SMALL

    @property
    def x(self) -> str:
        return percent(self.start)

    @property
    def w(self) -> str:
        return percent(self.width)

    @property
    def middle(self) -> str:
        return percent(self.centre)

    @property
    def x_end(self) -> str:
        return percent(self.end)


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit: its segments from left to right, the penalty last, over the end of the others."""

    code: str
    name: str
    total: str
    segments: tuple[Segment, ...]
    label: str

    @property
    def gaps(self) -> tuple[Segment, ...]:
        """Segments with a neighbour behind them: a white line stands at their end."""
        areas = [s for s in self.segments if s.css[1:].isdigit()]
        return tuple(areas[:-1])


@dataclass(frozen=True, slots=True)
class AxisMark:
    """A word on the axis: a band's lowest total below the bars, or an area's name over the first bar."""

    at: Decimal
    number: str
    word: str = ""

    @property
    def x(self) -> str:
        return percent(self.at)


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend."""

    css: str
    fill: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in the order given; `axis` is the number of points that fills the width."""

    bars: tuple[Bar, ...]
    areas: tuple[AxisMark, ...]
    bands: tuple[AxisMark, ...]
    keys: tuple[Key, ...]
    axis: Decimal
    has_rest: bool
    has_na: bool
    has_bonus: bool
    has_penalty: bool


def by_rank(units: Iterable[UnitOutcome]) -> tuple[UnitOutcome, ...]:
    """The order of every table and chart: by rank, equals in the order of the sheet, excluded units last."""
    return tuple(sorted(units, key=lambda unit: (unit.rank is None, unit.rank or 0)))


def chart_of(
    units: Sequence[UnitOutcome],
    areas: Sequence[tuple[int, str]],
    bands: Sequence[Band] = (),
    *,
    digit: Decimal = PAGE_DIGIT,
) -> Chart:
    """Lay out one bar a unit, in the order given.

    `areas` are (number, title), in the order of the segments; a short title reads better. `digit` is the width of one
    character of a number in per cent of the bars' width: a number without room is left out of the drawing, never cut.
    """
    axis = axis_of(units, bands)
    bars = tuple(_bar(unit, areas, axis, digit) for unit in units)
    found = {segment.css for bar in bars for segment in bar.segments}
    return Chart(
        bars=bars,
        areas=_area_marks(bars, areas, digit * Decimal("0.8")),
        bands=_band_marks(bands, axis, digit * Decimal("0.8")),
        keys=tuple(Key(_area_css(i), _area_fill(i), f"{number}. {title}") for i, (number, title) in enumerate(areas)),
        axis=axis,
        has_rest="a-rest" in found,
        has_na="a-na" in found,
        has_bonus="a-bonus" in found,
        has_penalty="a-pen" in found,
    )


def axis_of(units: Sequence[UnitOutcome], bands: Sequence[Band]) -> Decimal:
    """The points that fill the width: the longest bar or the highest band and a little air; 1 when all are 0."""
    longest = max([*(u.base + u.bonus for u in units), *(b.lowest_total for b in bands)], default=ZERO)
    return longest * MARGIN if longest > 0 else Decimal(1)


def percent(value: Decimal) -> str:
    """For an attribute of an SVG: 34.434%, never with a comma."""
    return f"{value.quantize(THOUSANDTH):f}%"


def _area_css(index: int) -> str:
    return f"a{index % len(AREA_FILLS) + 1}"


def _area_fill(index: int) -> str:
    return AREA_FILLS[index % len(AREA_FILLS)]


def _bar(unit: UnitOutcome, areas: Sequence[tuple[int, str]], axis: Decimal, digit: Decimal) -> Bar:
    pieces = _pieces(unit, areas)
    visible_end = (unit.total * HUNDRED / axis).quantize(THOUSANDTH)
    segments, reached = [], ZERO
    for css, fill, points, shown in pieces:
        start, end = (((reached + p) * HUNDRED / axis).quantize(THOUSANDTH) for p in (ZERO, points))
        segments.append(_with_text(Segment(css, fill, start, end - start, points), shown, visible_end, digit))
        reached += points
    if unit.total < reached:
        full_end = (reached * HUNDRED / axis).quantize(THOUSANDTH)
        hatch = OTHER_FILLS["a-pen"]
        segments.append(Segment("a-pen", hatch, visible_end, full_end - visible_end, unit.penalty))
    return Bar(unit.unit, unit.name, decimal_text(unit.total), tuple(segments), _label(unit, areas))


def _pieces(unit: UnitOutcome, areas: Sequence[tuple[int, str]]) -> list[tuple[str, str, Decimal, str]]:
    """(class, fill, points, number to show) of every piece that is not 0, before the penalty."""
    pieces = [
        (_area_css(i), _area_fill(i), points, decimal_text(points))
        for i, (number, _) in enumerate(areas)
        if (points := unit.areas.get(number, ZERO))
    ]
    if rest := unit.base - sum((points for _, _, points, _ in pieces), ZERO):
        css = "a-na" if is_converted(unit) else "a-rest"
        pieces.append((css, OTHER_FILLS[css], rest, f"+{decimal_text(rest)}"))
    if unit.bonus:
        pieces.append(("a-bonus", OTHER_FILLS["a-bonus"], unit.bonus, decimal_text(unit.bonus)))
    return pieces


def is_converted(unit: UnitOutcome) -> bool:
    """Whether the N/A rule brought the base to the whole scale."""
    return any(line.appraised == "N/A" for line in unit.lines)


def _with_text(segment: Segment, shown: str, visible_end: Decimal, digit: Decimal) -> Segment:
    """The number in the middle of what the penalty leaves to be seen, where there is room for it."""
    visible = min(segment.end, visible_end) - segment.start
    if visible < digit * len(shown):
        return segment
    centre = segment.start + visible / 2
    return Segment(segment.css, segment.fill, segment.start, segment.width, segment.points, shown, centre)


def _label(unit: UnitOutcome, areas: Sequence[tuple[int, str]]) -> str:
    parts = [f"{title} {decimal_text(unit.areas.get(number, ZERO))}" for number, title in areas]
    rest = unit.base - sum((unit.areas.get(number, ZERO) for number, _ in areas), ZERO)
    if rest:
        parts.append(f"{'quy đổi' if is_converted(unit) else 'khác'} {decimal_text(rest)}")
    if unit.bonus:
        parts.append(f"thưởng {decimal_text(unit.bonus)}")
    if unit.penalty:
        parts.append(f"trừ {decimal_text(unit.penalty)}")
    return f"{unit.name}: tổng {decimal_text(unit.total)} điểm. {'; '.join(parts)}."


def _area_marks(bars: Sequence[Bar], areas: Sequence[tuple[int, str]], letter: Decimal) -> tuple[AxisMark, ...]:
    """The areas' names over the first bar, each as long as its segment allows: title, "ND 1", or nothing."""
    if not bars:
        return ()
    segments = [s for s in bars[0].segments if s.css[1:].isdigit()]
    if len(segments) != len(areas):
        return ()
    marks = []
    for segment, (number, title) in zip(segments, areas, strict=True):
        fitting = [t for t in (f"{number}. {title}", f"ND {number}", f"{number}") if letter * len(t) <= segment.width]
        marks.append(AxisMark(segment.start, str(number), fitting[0] if fitting else ""))
    return tuple(mark for mark in marks if mark.word)


def _band_marks(bands: Sequence[Band], axis: Decimal, digit: Decimal) -> tuple[AxisMark, ...]:
    ordered = sorted(bands, key=lambda band: band.lowest_total)
    words = band_words([band.name for band in ordered])
    places = [(band.lowest_total * HUNDRED / axis).quantize(THOUSANDTH) for band in ordered]
    numbers = [plain_text(band.lowest_total) for band in ordered]
    if not _apart(places, [f"{n} {word}" for n, word in zip(numbers, words, strict=True)], digit):
        words = [""] * len(words)
    return tuple(AxisMark(*mark) for mark in zip(places, numbers, words, strict=True))


def _apart(places: Sequence[Decimal], texts: Sequence[str], digit: Decimal) -> bool:
    """Whether words centred on these places leave a letter of room between neighbours."""
    halves = [digit * len(text) / 2 for text in texts]
    return all(places[i] + halves[i] + digit <= places[i + 1] - halves[i + 1] for i in range(len(places) - 1))


def band_words(names: Sequence[str]) -> list[str]:
    """What tells the bands apart: "xuất sắc", "tốt" out of "Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ".

    A name that is nothing but the shared words keeps the first shared ones ("hoàn thành").
    """
    split = [name.split() for name in names]
    if len(split) < 2:
        return [name.lower() for name in names]
    head = _shared(split)
    tail = _shared([words[head:][::-1] for words in split])
    words = [parts[head : len(parts) - tail] or parts[:head] or parts for parts in split]
    return [" ".join(parts).lower() for parts in words]


def _shared(lists: Sequence[Sequence[str]]) -> int:
    """How many first words all lists have in common."""
    count = 0
    for column in zip(*lists, strict=False):
        if len(set(column)) > 1:
            break
        count += 1
    return count
