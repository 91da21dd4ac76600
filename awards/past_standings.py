"""Results of the years before the bloc used this software (nhập từ trước): shown beside the settled ones, marked."""

from collections import defaultdict
from dataclasses import dataclass

from awards.models import PastStanding
from toolkit.numbers import decimal_text
from toolkit.text import fold
from units.models import Unit


@dataclass(frozen=True, slots=True)
class TypedRow:
    year: int
    name: str
    rank: str
    total: str
    classification: str


@dataclass(frozen=True, slots=True)
class TypedUnit:
    """A unit with typed results; `pk` None for one that is not a unit of the bloc any more."""

    pk: int | None
    name: str
    bloc: str
    rows: tuple[TypedRow, ...]

    @property
    def latest(self) -> TypedRow:
        return self.rows[0]


def typed_rows(unit: Unit, user) -> list[TypedRow]:
    """The newest first. One query."""
    rows = PastStanding.objects.visible_to(user).filter(unit=unit)
    return [_row(row) for row in rows.order_by("-year", "-pk")]


def typed_units(user) -> list[TypedUnit]:
    """By bloc and name. One query."""
    found: dict[tuple, list[PastStanding]] = defaultdict(list)
    rows = PastStanding.objects.visible_to(user).select_related("unit", "bloc__commune").order_by("-year", "-pk")
    for row in rows:
        found[row.bloc_id, row.unit_id or fold(row.unit_name)].append(row)
    return sorted((_unit(rows) for rows in found.values()), key=lambda one: (one.bloc, fold(one.name)))


def _unit(rows: list[PastStanding]) -> TypedUnit:
    first = rows[0]
    name = first.unit.name if first.unit else first.unit_name
    return TypedUnit(first.unit_id, name, str(first.bloc), tuple(map(_row, rows)))


def _row(row: PastStanding) -> TypedRow:
    return TypedRow(
        year=row.year,
        name=row.round_name,
        rank=str(row.rank) if row.rank else "–",
        total=decimal_text(row.total) if row.total is not None else "–",
        classification=row.classification or "–",
    )
