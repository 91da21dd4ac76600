"""The ranking as bars on paper: scoring.charts gives the positions, here they become points on a sheet.

Light fills with a dark outline and black numbers, so that a black-and-white copy still reads. A figure has at most
UNITS units and is an image of its own, so the chart breaks between figures and never inside one.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.template.loader import render_to_string

from awards.documents.facts import RoundFacts
from awards.documents.tables import Area
from scoring.arithmetic import UnitOutcome
from scoring.charts import AxisMark, Bar, Segment, by_rank, chart_of
from toolkit.numbers import decimal_text
from toolkit.text import clean

# Points on the sheet; paper.css has NAMES and WIDTH again
NAMES = Decimal(134)
WIDTH = Decimal(326)
TOTALS = Decimal(38)
BARS = WIDTH - TOTALS - 1
LETTER = Decimal(10)
LINE = Decimal(12)
BAR = Decimal(17)
TALLEST = Decimal(560)
UNITS = 10

FILLS = {"a1": "#A9C1DA", "a2": "#E3F0EE", "a3": "#E5C77E", "a4": "#F7E4DD", "a5": "#C3B0D6"}
OTHER = {"a-na": "#FFFFFF", "a-rest": "#FFFFFF", "a-bonus": "#FFFFFF", "a-pen": "url(#hatch)"}
NARROW, WIDE = frozenset("iíìỉĩịjltfrI .,;:'-()|!1"), Decimal("0.72")


@dataclass(frozen=True, slots=True)
class Box:
    css: str
    fill: str
    x: str
    width: str
    text: str
    centre: str


@dataclass(frozen=True, slots=True)
class DrawnBar:
    y: str
    text_y: str
    total: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class DrawnBand:
    x: str
    words: str


@dataclass(frozen=True, slots=True)
class Name:
    """A unit beside its bar: text of the paper, in a row of the bar's height."""

    text: str
    height: str

    @property
    def css(self) -> str:
        return f"h{self.height.split('.')[0]}"


@dataclass(frozen=True, slots=True)
class Figure:
    """Names and an image: its address is the SVG itself, its alt the same numbers in words."""

    alt: str
    address: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Swatch:
    """A fill of the legend, a small image beside its words."""

    words: str
    address: str


def figures_of(facts: RoundFacts, areas: Sequence[Area]) -> tuple[Figure, ...]:
    """The chart in figures of at most UNITS units, all on the same scale."""
    units = by_rank(facts.settled.units)
    bands = facts.content.settings.bands
    names = tuple((area.number, f"ND {area.number}") for area in areas)
    digit = LETTER * Decimal("0.46") / BARS * 100
    chart = chart_of(units, names, bands, digit=digit)
    figures, first = [], 0
    while first < len(units):
        count = _how_many(units[first : first + UNITS])
        figures.append(_figure(chart.bars[first : first + count], chart.bands, first))
        first += count
    return tuple(figures)


def row_heights(figures: Sequence[Figure]) -> tuple[Name, ...]:
    """One name of every height that occurs, for the stylesheet."""
    return tuple({name.css: name for figure in figures for name in figure.names}.values())


def legend_of(facts: RoundFacts, areas: Sequence[Area]) -> tuple[Swatch, ...]:
    """What each fill stands for: the areas, then what occurs of conversion, bonus and penalty."""
    chart = chart_of(by_rank(facts.settled.units), [(area.number, area.head) for area in areas])
    swatches = [_swatch(key.css, area.head) for key, area in zip(chart.keys, areas, strict=True)]
    others = (
        ("a-na", chart.has_na, "Quy đổi"),
        ("a-rest", chart.has_rest, "Tiêu chí khác"),
        ("a-bonus", chart.has_bonus, "Điểm thưởng"),
        ("a-pen", chart.has_penalty, "Điểm trừ (đã trừ khỏi tổng)"),
    )
    return (*swatches, *(_swatch(css, words) for css, occurs, words in others if occurs))


def _swatch(css: str, words: str) -> Swatch:
    box = Box(css, FILLS.get(css) or OTHER[css], "0", "0", "", "0")
    return Swatch(words, _address(render_to_string("documents/swatch.svg", {"box": box})))


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def axis_words(facts: RoundFacts) -> str:
    bands = sorted(facts.content.settings.bands, key=lambda band: -band.lowest_total)
    return "; ".join(f"{clean(band.name)}: từ {decimal_text(band.lowest_total)} điểm" for band in bands)


def _how_many(units: Sequence[UnitOutcome]) -> int:
    """As many as fit into a figure; at least one."""
    height = Decimal(0)
    for count, unit in enumerate(units):
        height += _row_height(wrapped(clean(unit.name)))
        if height > TALLEST and count:
            return count
    return len(units)


def _row_height(lines: Sequence[str]) -> Decimal:
    return max(BAR, LINE * len(lines)) + 7


def _figure(bars: Sequence[Bar], bands: Sequence[AxisMark], first: int) -> Figure:
    drawn, names, y = [], [], Decimal(0)
    for bar in bars:
        height = _row_height(wrapped(clean(bar.name)))
        drawn.append(_drawn(bar, y + height / 2))
        names.append(Name(clean(bar.name), _pt(height)))
        y += height
    height = y + (14 if bands else 2)
    svg = render_to_string(
        "documents/chart.svg",
        {
            "width": WIDTH,
            "height": _pt(height),
            "bottom": _pt(y),
            "band_y": _pt(y + 11),
            "bar_height": _pt(BAR),
            "total_x": _pt(WIDTH),
            "bars": drawn,
            "bands": [DrawnBand(_x(band.at), f"{band.number} {band.word}".strip()) for band in bands],
        },
    )
    alt = f"Biểu đồ điểm theo nội dung, từ đơn vị thứ {first + 1} đến {first + len(bars)} của bảng xếp hạng. "
    return Figure(
        alt=alt + " ".join(bar.label for bar in bars),
        address=_address(svg),
        names=tuple(names),
    )


def _drawn(bar: Bar, middle: Decimal) -> DrawnBar:
    return DrawnBar(
        y=_pt(middle - BAR / 2),
        text_y=_pt(middle + LETTER * Decimal("0.34")),
        total=bar.total,
        boxes=tuple(_box(segment) for segment in bar.segments),
    )


def _box(segment: Segment) -> Box:
    fill = FILLS.get(segment.css) or OTHER[segment.css]
    width = segment.width * BARS / 100
    return Box(segment.css, fill, _x(segment.start), _pt(width), segment.text, _x(segment.centre))


def _x(percent: Decimal) -> str:
    return _pt(percent * BARS / 100 + 1)


def _pt(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')):f}"


def wrapped(name: str, room: Decimal = NAMES) -> list[str]:
    """A name in lines that surely fit the column of names, as the browser of the paper will break it."""
    lines, line = [], ""
    for word in name.split():
        while letters_width(word) > room:
            fitting = next(i for i in range(len(word), 0, -1) if letters_width(word[:i]) <= room)
            lines += [line] if line else []
            lines, line, word = [*lines, word[:fitting]], "", word[fitting:]
        longer = f"{line} {word}".strip()
        if letters_width(longer) > room:
            lines, line = [*lines, line], word
        else:
            line = longer
    return [*lines, line] if line else lines or [""]


def letters_width(text: str) -> Decimal:
    """Points, a little too many rather than too few: capitals 0.72 em, thin letters 0.36, the others 0.52."""
    em = sum(
        (Decimal("0.36") if c in NARROW else WIDE if c.isupper() or c in "mwMW" else Decimal("0.52") for c in text),
        Decimal(0),
    )
    return em * LETTER
