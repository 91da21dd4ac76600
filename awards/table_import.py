"""A scoring table read from a workbook into a draft: rehearsed, shown change by change, and done when confirmed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from awards.workbook.reading_table import TableFile, read_criteria_table
from scoring.actions.tables import stamp_of
from scoring.actions.tables_loading import Changed, Changes, TableContent, changes_of
from scoring.actions.tables_rows import reasons_not_to_remove
from scoring.models import CriteriaSet, Criterion, CriterionKind
from scoring.stored import rows_of
from scoring.table_words import scale_words, to_hundred
from toolkit.numbers import decimal_text, plain_text
from toolkit.spreadsheets import SpreadsheetFaults
from toolkit.text import fold

LABELS = {
    "code": "mã",
    "area": "nội dung",
    "title": "tên tiêu chí",
    "kind": "loại",
    "maximum": "điểm tối đa",
    "unit_points": "đơn giá",
    "target": "chỉ tiêu",
    "step": "bước điểm",
    "bonus_cap": "trần điểm thưởng",
}
EMPTY = "trống"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value: what it is, and what the file makes of it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    code: str
    title: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion that comes or goes; `words` say its kind and numbers, or what goes with it."""

    code: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a file would do to a table. With any problem it does nothing. `content` is what is done on confirmation."""

    stamp: str
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    content: TableContent | None = None
    settings: tuple[Difference, ...] = ()
    added: tuple[Line, ...] = ()
    changed: tuple[ChangedLine, ...] = ()
    removed: tuple[Line, ...] = ()
    kept: int = 0
    is_moved: bool = False
    scale: str = ""
    to_hundred: str = ""

    @property
    def does_something(self) -> bool:
        parts = self.settings or self.added or self.changed or self.removed or self.is_moved
        return not self.problems and bool(parts)


def rehearse(table: CriteriaSet, data: bytes) -> Rehearsal:
    """Nothing is stored. Five queries, however many rows."""
    areas = {area.number: area for area in table.campaign.areas.all()}
    stamp = stamp_of(table)
    try:
        file = read_criteria_table(data, {number: area.title for number, area in areas.items()})
    except SpreadsheetFaults as found:
        return Rehearsal(stamp, problems=tuple(found.lines()))
    content = TableContent(file.criteria, file.settings)
    changes = changes_of(table, rows_of(table), areas, content)
    problems = tuple(reasons_not_to_remove(changes.removed))
    notes = (*file.notes, *_other_titles(file, {number: area.title for number, area in areas.items()}))
    return _told(table, stamp, content, changes, notes, problems)


def _told(
    table: CriteriaSet,
    stamp: str,
    content: TableContent,
    changes: Changes,
    notes: Sequence[str],
    problems: tuple[str, ...],
) -> Rehearsal:
    rows = [Criterion(kind=c.kind.value, maximum=c.maximum) for c in content.criteria]
    total = sum((row.maximum for row in rows if row.is_base and row.maximum), Decimal(0))
    return Rehearsal(
        stamp=stamp,
        problems=problems,
        notes=tuple(notes),
        content=content,
        settings=tuple(_difference(name, getattr(table, name), value) for name, value in changes.settings.items()),
        added=tuple(_added(values) for values in changes.added),
        changed=tuple(map(_changed, changes.changed)),
        removed=tuple(map(_removed, changes.removed)),
        kept=len(changes.kept),
        is_moved=changes.is_moved,
        scale=scale_words(rows),
        to_hundred=to_hundred(total),
    )


def _other_titles(file: TableFile, titles: dict[int, str]) -> Iterator[str]:
    for number, title in file.area_titles:
        if fold(title) != fold(titles[number]):
            yield f'Nội dung {number} trong sổ tên là "{title}"; năm này giữ tên "{titles[number]}".'


def _changed(pair: Changed) -> ChangedLine:
    found = tuple(_difference(name, getattr(pair.row, name), pair.values[name]) for name in pair.names)
    return ChangedLine(pair.row.code, pair.row.title, found)


def _added(values: Any) -> Line:
    numbers = [
        f"{LABELS[name]} {value_words(name, values[name])}"
        for name in ("maximum", "unit_points", "target")
        if values[name] is not None
    ]
    area = f"Nội dung {values['area'].number}" if values["area"] else ""
    words = [area, CriterionKind(values["kind"]).label, *numbers]
    return Line(values["code"], values["title"], ", ".join(filter(None, words)))


def _removed(row: Criterion) -> Line:
    with_it = [words for words, has in (("hướng dẫn chấm", row.guidance), ("nguồn số liệu", row.source)) if has]
    return Line(row.code, row.title, f"bỏ cả {' và '.join(with_it)} đã ghi" if with_it else "")


def _difference(name: str, before: Any, after: Any) -> Difference:
    return Difference(LABELS[name], value_words(name, before), value_words(name, after))


def value_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return EMPTY
    if name == "kind":
        return str(CriterionKind(value).label)
    if isinstance(value, Decimal):
        return plain_text(value) if name == "target" else decimal_text(value)
    return str(value)
