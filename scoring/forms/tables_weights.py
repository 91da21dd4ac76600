"""The numbers of a whole table at once: maximum, unit points and target of every row, typed beside one another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms

from scoring.actions.tables_rows import Weight
from scoring.forms.tables import LABELS, PointsField, TargetField, sentences_of
from scoring.models import COUNTED_KINDS, TARGET_KINDS, Criterion
from toolkit.numbers import decimal_text, plain_text

NAMES = ("maximum", "unit_points", "target")
FIELDS = {
    "maximum": PointsField(required=False),
    "unit_points": PointsField(required=False),
    "target": TargetField(required=False),
}
PREFIXES = {"maximum": "toi-da", "unit_points": "don-gia", "target": "chi-tieu"}
VERSION = "phien-ban"
LONGEST = 40  # characters of a number anybody means


def box_name(name: str, pk: int) -> str:
    return f"{PREFIXES[name]}-{pk}"


def has_box(row: Criterion, name: str) -> bool:
    """Whether the kind has such a number at all."""
    return name == "maximum" or row.kind in (COUNTED_KINDS if name == "unit_points" else TARGET_KINDS)


def shown(name: str, value: Decimal | None) -> str:
    if value is None:
        return ""
    return plain_text(value) if name == "target" else decimal_text(value)


@dataclass(slots=True)
class WeightRow:
    """A stored row with what stands in its boxes. `problems` by name of the number; `stored` what somebody else saved.

    `seen` and `shown` are the version and the texts the boxes were filled with when the person got them.
    """

    row: Criterion
    seen: int
    shown: tuple[str, ...]
    texts: dict[str, str]
    values: dict[str, Decimal | None]
    problems: dict[str, str] = field(default_factory=dict)
    stored: list[str] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return any(getattr(self.row, name) != self.values[name] for name in NAMES)

    @property
    def criterion(self) -> Criterion:
        """The row as it would be with the typed numbers; never saved."""
        row = self.row
        return Criterion(area=row.area, code=row.code, kind=row.kind, title=row.title, **self.values)

    @property
    def version(self) -> str:
        """What goes with the boxes, to tell a number that was typed from one somebody else has changed meanwhile."""
        return "|".join((str(self.seen), *self.shown))

    @property
    def weight(self) -> Weight:
        return Weight(self.seen, **self.values)


class WeightsForm:
    """`rows` in their order; bound where `data` is what was posted. A row that was not posted stays as it is."""

    def __init__(self, rows: Sequence[Criterion], data: Mapping[str, Any] | None = None):
        self.rows = [_typed(row, data) if data is not None else _as_stored(row) for row in rows]
        self.reasons: list[str] = []

    def is_valid(self) -> bool:
        return not any(row.problems for row in self.rows)

    @property
    def has_changed(self) -> bool:
        return any(row.problems or row.is_changed for row in self.rows)

    @property
    def weights(self) -> dict[int, Weight]:
        return {row.row.pk: row.weight for row in self.rows if row.is_changed}

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(id of the box, sentence) in the order of the table."""
        return [
            (f"id_{box_name(name, row.row.pk)}", f"Tiêu chí {row.row.code}, {LABELS[name].lower()}: {sentence}")
            for row in self.rows
            for name, sentence in row.problems.items()
        ]

    def show_meanwhile(self, now: Sequence[Criterion]) -> None:
        """Somebody else's numbers beside the typed ones; saving once more is then a choice."""
        stored = {row.pk: row for row in now}
        for row in self.rows:
            if found := stored.get(row.row.pk):
                row.row, row.seen, row.shown = found, found.version, _texts(found)
                row.stored = list(_differences(row))
                what = f" ({'; '.join(row.stored)})" if row.stored else ""
                self.reasons.append(f"Tiêu chí {found.code} vừa được người khác lưu{what}.")
        self.reasons.append("Các số đang gõ còn nguyên và chưa lưu; so với số vừa lưu rồi lưu lại.")


def _differences(row: WeightRow) -> Iterator[str]:
    for name in NAMES:
        stored = getattr(row.row, name)
        if stored != row.values[name]:
            typed = shown(name, row.values[name]) or "trống"
            yield f"{LABELS[name].lower()} vừa lưu {shown(name, stored) or 'trống'}, đang gõ {typed}"


def _texts(row: Criterion) -> tuple[str, ...]:
    return tuple(shown(name, getattr(row, name)) for name in NAMES)


def _as_stored(row: Criterion) -> WeightRow:
    texts = _texts(row)
    values = {name: getattr(row, name) for name in NAMES}
    return WeightRow(row, row.version, texts, dict(zip(NAMES, texts, strict=True)), values)


def _typed(row: Criterion, data: Mapping[str, Any]) -> WeightRow:
    """What nobody typed over is as it is stored, whatever the boxes showed."""
    found = _as_stored(row)
    posted = {name: data.get(box_name(name, row.pk)) for name in NAMES if has_box(row, name)}
    typed = {name: text[:LONGEST] for name, text in posted.items() if text is not None}
    seen, shown = _seen(str(data.get(f"{VERSION}-{row.pk}", "")), found)
    if all(text.strip() == shown[NAMES.index(name)] for name, text in typed.items()):
        return found
    found.seen, found.shown = seen, shown
    for name, text in typed.items():
        _read(found, name, text)
    for name, sentence in sentences_of(found.criterion):
        found.problems.setdefault(name, sentence)
    return found


def _seen(posted: str, found: WeightRow) -> tuple[int, tuple[str, ...]]:
    version, *texts = posted.split("|")
    is_whole = len(texts) == len(NAMES) and version.isascii() and version.isdigit() and len(version) < 10
    return (int(version), tuple(texts)) if is_whole else (found.seen, found.shown)


def _read(found: WeightRow, name: str, text: str) -> None:
    found.texts[name] = text
    try:
        found.values[name] = FIELDS[name].clean(text)
    except forms.ValidationError as problem:
        found.problems[name] = " ".join(problem.messages)
