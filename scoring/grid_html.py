"""The cells of the grid, written in Python: a template takes a second for the 5,000 of a large bloc.

Every text somebody typed is escaped here; the rest is digits and our own tags.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from scoring import arithmetic
from scoring.arithmetic import ZERO, Kind, Total, Verdict
from scoring.grid import Cell, CellState, Column, Grid, Group
from scoring.grid_words import box_text, signed, under_points
from toolkit.numbers import decimal_text, plain_text

NOTE_MARK = '<svg class="icon icon-s" aria-hidden="true"><use href="#i-note"/></svg>'
NOT_APPLICABLE = '<span class="na">không áp dụng</span>'
HIDDEN = '<span class="muted">–</span>'
TOTALS = ("base", "bonus", "penalty", "total")
TOTAL_WORDS = ("Điểm nền", "Điểm thưởng", "Điểm trừ", "Tổng điểm")


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion across the units. `mark` is the line that is open beneath it, if one is."""

    code: str
    title: str
    most: str
    cells: SafeString
    is_open: bool


@dataclass(frozen=True, slots=True)
class Body:
    title: str
    cells: SafeString
    rows: tuple[Row, ...]


def bodies(grid: Grid, opened: int | None, on: str) -> Iterator[Body]:
    """The grid group by group; `opened` is the line whose panel is open, `on` the unit a phone shows."""
    frames = _frames(grid, grid.columns, on)
    for group in grid.groups:
        rows = tuple(_row(grid, frames, place, opened) for place in group.places)
        yield Body(group.title, _safe(frame.area(grid, group) for frame in frames), rows)


def _frames(grid: Grid, columns: Sequence[Column], on: str) -> list["Frame"]:
    address = reverse("appraisal", args=[grid.round.pk])
    return [Frame(c, _css(c, is_on=c.code == on), escape(c.code), address) for c in columns]


def _css(column: Column, *, is_on: bool) -> str:
    return (" lock" if column.is_mine else "") + (" u-on" if is_on else "")


def _row(grid: Grid, frames: Sequence["Frame"], place: int, opened: int | None) -> Row:
    criterion = grid.criteria[place]
    most = "" if criterion.maximum is None else f"({plain_text(criterion.maximum)})"
    is_open = opened is not None and any(frame.column.cells[place].mark == opened for frame in frames)
    cells = (frame.own(criterion, place) + frame.ours(criterion, place, opened) for frame in frames)
    return Row(criterion.code, criterion.title, most, _safe(cells), is_open)


def total_rows(grid: Grid, on: str) -> Iterator[tuple[str, str, SafeString]]:
    """(words, class, cells) of base, bonus, penalty and total."""
    frames = _frames(grid, grid.columns, on)
    for name, words in zip(TOTALS, TOTAL_WORDS, strict=True):
        yield words, "grand" if name == "total" else "", _safe(frame.total(name) for frame in frames)


def changed_cells(grid: Grid, code: str, criterion: arithmetic.Criterion, on: str) -> SafeString:
    """What may look different after a line was saved: the unit's column; where B may have moved, every column."""
    moved = [c for c in grid.columns if criterion.kind is Kind.COMPARATIVE or c.code == code]
    frames = _frames(grid, moved, on)
    cells = [frame.ours(c, i, None) for frame in frames for i, c in enumerate(grid.criteria)]
    cells += [frame.area_ours(grid, group) for frame in frames for group in grid.groups]
    cells += [frame.total_ours(name) for frame in frames for name in TOTALS]
    return _safe(cells)


@dataclass(frozen=True, slots=True)
class Frame:
    """A column as it is written: the classes of its cells, its code escaped, the address of the grid."""

    column: Column
    css: str
    unit: str
    address: str

    def _own(self, content: str) -> str:
        return f'<td class="u self{self.css}" data-u="{self.unit}">{content}</td>'

    def _ours(self, content: str, key: str, more: str = "") -> str:
        return f'<td class="ours{more}{self.css}" id="{key}" data-u="{self.unit}">{content}</td>'

    def own(self, criterion: arithmetic.Criterion, place: int) -> str:
        cell = self.column.cells[place]
        if not self.column.shows_own or cell.state is CellState.RETURNED:
            return self._own(HIDDEN)
        if cell.own is None and criterion.kind.is_base:
            return self._own('<span class="na">chưa chấm</span>')
        return self._own(_points(criterion, cell.own, cell.own_points))

    def ours(self, criterion: arithmetic.Criterion, place: int, opened: int | None) -> str:
        cell = self.column.cells[place]
        more = (" differs" if cell.differs and self.column.shows_ours else "") + (
            " selected" if opened is not None and cell.mark == opened else ""
        )
        return self._ours(self._content(criterion, cell), f"o-{cell.mark}", more)

    def _content(self, criterion: arithmetic.Criterion, cell: Cell) -> str:
        if not self.column.shows_ours:
            return HIDDEN
        if cell.state is CellState.RETURNED:
            return self._pressed(cell, "trả lại", f"Tiêu chí {criterion.code} của {self.unit} đang trả lại", "na")
        if cell.state is CellState.TODO:
            return self._todo(criterion, cell)
        return self._done(criterion, cell)

    def _pressed(self, cell: Cell, content: str, name: str, css: str = "") -> str:
        if not self.column.may_judge:
            return f'<span class="{css}">{content}</span>' if css else content
        label = f' aria-label="{escape(name)}"' if name else ""
        return f'<a class="cell {css}" href="{self.address}?o={cell.mark}" data-o="{cell.mark}"{label}>{content}</a>'

    def _todo(self, criterion: arithmetic.Criterion, cell: Cell) -> str:
        """A box is a task: it shows the self-score that will be offered."""
        if not self.column.may_judge:
            return '<span class="na">chưa thẩm định</span>'
        text = box_text(cell.own, criterion)
        name = f"Thẩm định {criterion.code} của {self.column.code}, tự chấm {text or 'trống'}"
        return self._pressed(cell, escape(text) or "&nbsp;", name, "box")

    def _done(self, criterion: arithmetic.Criterion, cell: Cell) -> str:
        if cell.ours is Verdict.NOT_APPLICABLE:
            points, under = NOT_APPLICABLE, ""
        else:
            points = signed(criterion, cell.points)
            text = under_points(criterion, cell.ours) if cell.differs else ""
            under = f'<span class="entry-text">{escape(text)}</span>' if text else ""
        if not cell.differs:
            return self._pressed(cell, points, "") + under
        reason = f'<span class="visually-hidden">, khác tự chấm. Lý do: {escape(cell.reason)}</span>'
        return NOTE_MARK + self._pressed(cell, points + reason, "") + under

    # Sums ---------------------------------------------------------------------------------------------------------

    def area(self, grid: Grid, group: Group) -> str:
        said = "" if group.area is None else _sum(self.column.own, group.area)
        own = said if self.column.shows_own else HIDDEN if said else ""
        return self._own(own) + self.area_ours(grid, group)

    def area_ours(self, grid: Grid, group: Group) -> str:
        return self._ours(self._area_content(grid, group), f"s-{self.column.sheet.pk}-{group.key}")

    def _area_content(self, grid: Grid, group: Group) -> str:
        if not self.column.shows_ours:
            return "" if group.area is None else HIDDEN
        if self.column.may_judge and not grid.round.is_open_to_all:
            found = [self.column.cells[i] for i in group.places]
            lines = [c for c, i in zip(found, group.places, strict=True) if c.is_acceptable(grid.criteria[i].kind)]
            if lines:
                return self._take(group, lines)
        return "" if group.area is None else _sum(self.column.ours, group.area)

    def _take(self, group: Group, lines: Sequence[Cell]) -> str:
        where = f"nội dung {group.key}" if group.area is not None else "điểm thưởng, điểm trừ"
        hidden = f'<span class="visually-hidden"> còn lại của {self.unit}, {where}, như tự chấm</span>'
        value = ",".join(f"{cell.mark}:{cell.version}" for cell in lines)
        return (
            f'<button class="link take" type="submit" form="nhan" name="dong" value="{value}">'
            f"Nhận {len(lines)} ô{hidden}</button>"
        )

    def total(self, name: str) -> str:
        own = _total(self.column.own, name) if self.column.shows_own else HIDDEN
        return self._own(own) + self.total_ours(name)

    def total_ours(self, name: str) -> str:
        ours = _total(self.column.ours, name) if self.column.shows_ours else HIDDEN
        return self._ours(ours, f"t-{self.column.sheet.pk}-{name}")


def _points(criterion: arithmetic.Criterion, entry: arithmetic.Entry, points: Decimal) -> str:
    if entry is Verdict.NOT_APPLICABLE:
        return NOT_APPLICABLE
    under = under_points(criterion, entry)
    return signed(criterion, points) + (f'<span class="entry-text">{escape(under)}</span>' if under else "")


def _sum(total: Total, area: int) -> str:
    return decimal_text(total.areas.get(area, ZERO))


def _total(total: Total, name: str) -> str:
    value = getattr(total, name)
    return f"−{decimal_text(value)}" if name == "penalty" and value else decimal_text(value)


def _safe(parts) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  # nosec B308, B703  # escaped piece by piece above
