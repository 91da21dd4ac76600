"""A draft table as a file has it: what would change, and the change. Guidance and source stay with their code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from campaigns.models import ContentArea
from scoring import arithmetic
from scoring.actions.tables import draft_of, reasons_of_another
from scoring.actions.tables_rows import reasons_not_to_remove
from scoring.models import CriteriaSet, Criterion
from scoring.stored import rows_of
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.text import fold

VALUES = ("code", "area", "title", "kind", "maximum", "unit_points", "target")
SETTINGS = ("step", "bonus_cap")


@dataclass(frozen=True, slots=True)
class TableContent:
    """What a file says of a table. `settings` has those of SETTINGS that it says."""

    criteria: tuple[arithmetic.Criterion, ...]
    settings: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Changed:
    """A row and the values it would have."""

    row: Criterion
    values: Mapping[str, Any]

    @property
    def names(self) -> list[str]:
        """What of it would be another."""
        return [name for name in VALUES if getattr(self.row, name) != self.values[name]]


@dataclass(frozen=True, slots=True)
class Changes:
    """`kept` are rows with nothing new; `is_moved` says whether rows that stay come in another order."""

    added: tuple[Mapping[str, Any], ...]
    changed: tuple[Changed, ...]
    removed: tuple[Criterion, ...]
    kept: tuple[Criterion, ...]
    settings: Mapping[str, Decimal | None]
    is_moved: bool
    order: tuple[str, ...]


def changes_of(
    table: CriteriaSet, rows: Sequence[Criterion], areas: Mapping[int, ContentArea], content: TableContent
) -> Changes:
    """From the stored rows to the file's, matched by code. Every area the file names is in `areas`."""
    stored = {fold(row.code): row for row in rows}
    wanted = {fold(c.code): _values(c, areas) for c in content.criteria}
    pairs = [Changed(stored[key], values) for key, values in wanted.items() if key in stored]
    before = [key for key in stored if key in wanted]
    return Changes(
        added=tuple(values for key, values in wanted.items() if key not in stored),
        changed=tuple(pair for pair in pairs if pair.names),
        removed=tuple(row for key, row in stored.items() if key not in wanted),
        kept=tuple(pair.row for pair in pairs if not pair.names),
        settings={name: value for name, value in content.settings.items() if getattr(table, name) != value},
        is_moved=before != [key for key in wanted if key in stored],
        order=tuple(wanted),
    )


def _values(criterion: arithmetic.Criterion, areas: Mapping[int, ContentArea]) -> dict[str, Any]:
    area = None if criterion.area is None else areas[criterion.area]
    return {
        "code": criterion.code,
        "area": area,
        "title": criterion.title,
        "kind": criterion.kind.value,
        "maximum": criterion.maximum,
        "unit_points": criterion.unit_points,
        "target": criterion.target,
    }


@transaction.atomic
def load_changes(table: CriteriaSet, content: TableContent, *, stamp: str, by, at: datetime) -> Changes:
    """Make the table what the file says, all of it. `stamp` is that of the table it was rehearsed against.

    Raises NotPossible; its reason is scoring.actions.tables.CHANGED when somebody changed the table meanwhile.
    """
    stored = draft_of(table)
    require(reasons_of_another(stored, stamp))
    areas = {area.number: area for area in table.campaign.areas.all()}
    changes = changes_of(stored, rows_of(stored), areas, content)
    require(reasons_not_to_remove(changes.removed))
    with acting("Nạp bộ tiêu chí từ sổ", by=by):
        _set_up(stored, changes)
        for row in changes.removed:
            row.criteria_set = stored
            row.delete()
        for row in _rows(stored, changes):
            row.save()
    return changes


def _set_up(table: CriteriaSet, changes: Changes) -> None:
    if changes.settings:
        for name, value in changes.settings.items():
            setattr(table, name, value)
        table.version += 1
        table.save()


def _rows(table: CriteriaSet, changes: Changes) -> Iterator[Criterion]:
    """The rows that are another or stand elsewhere than before."""
    places = {key: place for place, key in enumerate(changes.order, 1)}
    for values in changes.added:
        yield Criterion(criteria_set=table, position=places[fold(values["code"])], **values)
    for pair in changes.changed:
        yield _changed(pair, table, places[fold(pair.row.code)])
    for row in changes.kept:
        if row.position != places[fold(row.code)]:
            row.criteria_set, row.position = table, places[fold(row.code)]
            yield row


def _changed(pair: Changed, table: CriteriaSet, position: int) -> Criterion:
    row = pair.row
    row.criteria_set, row.position = table, position
    for name, value in pair.values.items():
        setattr(row, name, value)
    row.version += 1
    return row
