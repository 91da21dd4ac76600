"""The same file, or the same link, shown for more than one criterion, unit or year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from scoring.models import Evidence, Mark


@dataclass(frozen=True, slots=True)
class Reuse:
    """A piece of evidence of a line, and one other line that shows the same; `is_other_unit` makes it stand out."""

    evidence: int
    name: str
    mark: int
    unit_name: str
    code: str
    round_name: str
    year: int
    is_other_unit: bool
    is_other_round: bool

    @property
    def where(self) -> str:
        """ "tiêu chí 4.2", "tiêu chí 4.2 của Phòng Kinh tế, Sơ kết năm 2026"."""
        unit = f" của {self.unit_name}" if self.is_other_unit else ""
        return f"tiêu chí {self.code}{unit}{f', {self.round_name}' if self.is_other_round else ''}"

    @property
    def words(self) -> str:
        return f"{self.name} cũng là minh chứng của {self.where}."


@dataclass(frozen=True, slots=True)
class _Shown:
    pk: int
    mark: int
    name: str
    same: str
    unit: int
    unit_name: str
    code: str
    round: int
    round_name: str
    year: int
    is_asked: bool


FIELDS = (
    "pk", "mark_id", "name", "sha256", "url", "mark__sheet__unit_id", "mark__sheet__unit_name", "mark__criterion__code",
    "mark__sheet__round_id", "mark__sheet__round__name", "mark__sheet__round__campaign__year",
    "is_asked",
)  # fmt: skip
ORDER = ("mark__sheet", "mark__criterion__position", "pk")


def reuse_of(marks: QuerySet[Mark] | Iterable[Mark], *, user) -> dict[int, list[Reuse]]:
    """By the key of each line what it shares with other lines, as far as the person may see those. One query.

    Of the person's own unit's lines only what it shares with itself is told: whose file another unit showed is
    the appraiser's to weigh.
    """
    here = Evidence.objects.filter(mark__in=marks)
    same = Q(sha256__in=here.exclude(sha256="").values("sha256")) | Q(url__in=here.exclude(url="").values("url"))
    asked = ExpressionWrapper(Q(mark__in=marks), output_field=BooleanField())
    found = Evidence.objects.visible_to(user).filter(same).annotate(is_asked=asked)
    groups: dict[str, list[_Shown]] = defaultdict(list)
    for row in found.order_by(*ORDER).values_list(*FIELDS):
        shown = _Shown(row[0], row[1], row[2], row[3] or row[4], *row[5:])
        groups[shown.same].append(shown)
    told: dict[int, list[Reuse]] = defaultdict(list)
    for group in groups.values():
        for one, other in _pairs(group, user.unit_id):
            told[one.mark].append(_told(one, other))
    return dict(told)


def _pairs(group: list[_Shown], own_unit: int | None) -> Iterator[tuple[_Shown, _Shown]]:
    for one in (shown for shown in group if shown.is_asked):
        for other in group:
            if one.mark != other.mark and (one.unit != own_unit or other.unit == own_unit):
                yield one, other


def _told(one: _Shown, other: _Shown) -> Reuse:
    return Reuse(
        evidence=one.pk, name=one.name, mark=other.mark, unit_name=other.unit_name, code=other.code,
        round_name=other.round_name, year=other.year, is_other_unit=one.unit != other.unit,
        is_other_round=one.round != other.round,
    )  # fmt: skip
