"""The rankings of several blocs side by side. Their scales may differ, so pictures show shares of the scale."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.db.models import Sum

from awards.past import share_of
from scoring.arithmetic import ZERO
from scoring.charts import HUNDRED, percent
from scoring.models import BASE_KINDS, Criterion, Result, UnitResult
from scoring.states import RoundKind
from toolkit.numbers import decimal_text, plain_text

TEN = Decimal(10)
LEFT, ROOM = Decimal(2), Decimal(96)  # of the width, in per cent: a dot at the edge is drawn whole
MOST_OPEN, FIRST = 12, 10  # units of a bloc that are open on the page
FIELDS = (
    "result_id",
    "rank",
    "sheet__unit_name",
    "total",
    "classification",
    "sheet__exclusion_reason",
    "proposal__rule__form",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's line. `share` is of the scale, in per cent; `rank` None is not ranked."""

    rank: int | None
    name: str
    total: Decimal
    share: Decimal
    classification: str
    award: str

    @property
    def total_text(self) -> str:
        return decimal_text(self.total)


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One settled round of one bloc."""

    result: Result
    scale: Decimal
    places: tuple[Place, ...]
    dots: tuple[Dot, ...] = ()

    @property
    def first(self) -> tuple[Place, ...]:
        """What stands open on the page: of a large bloc the best alone."""
        return self.places if len(self.places) <= MOST_OPEN else self.places[:FIRST]

    @property
    def others(self) -> tuple[Place, ...]:
        return self.places[len(self.first) :]

    @property
    def ranked(self) -> list[Place]:
        return [place for place in self.places if place.rank is not None]

    @property
    def awards(self) -> int:
        return sum(1 for place in self.places if place.award)

    @property
    def scale_text(self) -> str:
        return plain_text(self.scale)

    @property
    def words(self) -> str:
        """The picture in words: highest, middle and lowest share of the ranked units."""
        shares = sorted(place.share for place in self.ranked)
        if not shares:
            return "Không có đơn vị được xếp hạng."
        middle = shares[len(shares) // 2] if len(shares) % 2 else share_between(*shares[len(shares) // 2 - 1 :][:2])
        low, mid, high = (plain_text(share) for share in (shares[0], middle, shares[-1]))
        return f"{len(shares)} đơn vị: cao nhất {high} %, giữa {mid} %, thấp nhất {low} % thang điểm."


def share_between(one: Decimal, other: Decimal) -> Decimal:
    return share_of(one + other, Decimal(200))


@dataclass(frozen=True, slots=True)
class Comparison:
    """`marks` are (position, words) of the axis under the pictures."""

    columns: tuple[Column, ...]
    marks: tuple[tuple[str, str], ...]


def comparison_of(results: Sequence[Result]) -> Comparison:
    """In the order given. Two queries, however many results."""
    scales = scales_of(results)
    rows: dict[int, list[tuple]] = defaultdict(list)
    for row in UnitResult.objects.filter(result__in=results).ranked().values_list(*FIELDS):
        rows[row[0]].append(row)
    columns = [_column(result, scales.get(result.round.criteria_set_id, ZERO), rows[result.pk]) for result in results]
    low, high = _axis([place.share for column in columns for place in column.ranked])
    drawn = tuple(Column(c.result, c.scale, c.places, _dots(c, low, high)) for c in columns)
    return Comparison(drawn, tuple(_marks(low, high)))


def scales_of(results: Sequence[Result]) -> Mapping[int, Decimal]:
    """The points that can be reached, by table. One query."""
    tables = {result.round.criteria_set_id for result in results}
    criteria = Criterion.objects.filter(criteria_set__in=tables, kind__in=BASE_KINDS)
    return dict(criteria.order_by().values_list("criteria_set").annotate(most=Sum("maximum")))


def _column(result: Result, scale: Decimal, rows: Sequence[tuple]) -> Column:
    return Column(result, scale, tuple(_place(scale, *row[1:]) for row in rows))


def _place(scale: Decimal, rank: int | None, name: str, total: Decimal, band: str, excluded: str, award: str) -> Place:
    words = f"Không xếp hạng: {excluded}" if excluded else band or "Chưa xếp loại"
    return Place(rank, name, total, share_of(total, scale), words, award or "")


def kinds_of(results: Sequence[Result]) -> list[RoundKind]:
    """What can be compared with each other, the end of the year first."""
    found = {result.round.kind for result in results}
    return [kind for kind in (RoundKind.FINAL, RoundKind.MIDYEAR, RoundKind.EXTRA) if kind in found]


# The picture ----------------------------------------------------------------------------------------------------------


def _axis(shares: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Whole tens around everything that is drawn."""
    if not shares:
        return ZERO, HUNDRED
    low = (min(shares) / TEN).to_integral_value(ROUND_FLOOR) * TEN
    high = max((max(shares) / TEN).to_integral_value(ROUND_CEILING) * TEN, HUNDRED)
    return min(low, high - TEN), high


def _at(share: Decimal, low: Decimal, high: Decimal) -> str:
    return percent(LEFT + (share - low) * ROOM / (high - low))


def _dots(column: Column, low: Decimal, high: Decimal) -> tuple[Dot, ...]:
    """The first of the ranking last, so that it is drawn over the others."""
    return tuple(Dot(_at(place.share, low, high), place.rank == 1) for place in reversed(column.ranked))


def _marks(low: Decimal, high: Decimal):
    step = TEN if high - low <= 50 else TEN * 2
    share = low
    while share <= high:
        yield _at(share, low, high), plain_text(share)
        share += step
