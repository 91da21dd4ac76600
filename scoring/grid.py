"""The grid of an appraisal: every unit's lines and sums as this person may read them, in a fixed number of queries.

What a person must not see yet is not in the grid at all: what the own unit was given before the round is shown, and
what a unit has not handed in, or is correcting.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import chain

from django.db.models import OuterRef, QuerySet, Subquery

from scoring import arithmetic
from scoring.arithmetic import Entry, Kind, Settings, Total, best_entries, score
from scoring.entries import entry_from_text
from scoring.models import Criterion, Mark, Round, ScoreSheet
from scoring.readiness import is_appraised
from scoring.states import RoundState, SheetState
from scoring.stored import criteria_of, rows_of
from toolkit.numbers import plain_text
from units.models import Membership

OTHERS = "khac"  # the group of bonus and penalty, which are in no area
JUDGED = (RoundState.APPRAISING, RoundState.SHOWN, RoundState.OBJECTING, RoundState.REVIEWING)


class CellState(StrEnum):
    TODO = "todo"
    DONE = "done"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of one unit. Its points are worked out against the whole bloc; a penalty's are positive."""

    mark: int
    version: int
    own: Entry
    ours: Entry
    own_points: Decimal
    points: Decimal
    reason: str
    state: CellState
    differs: bool

    def is_acceptable(self, kind: Kind) -> bool:
        """Still to be appraised, and the unit said something that can be taken over; an empty bonus is none."""
        return self.state is CellState.TODO and (self.own is not None or not kind.is_base)


@dataclass(frozen=True, slots=True)
class Column:
    """A unit. `note` says why its sheet is not there to be read; `cells` stand in the order of the criteria."""

    sheet: ScoreSheet
    cells: tuple[Cell, ...]
    own: Total
    ours: Total
    note: str
    is_mine: bool
    may_judge: bool
    shows_own: bool
    shows_ours: bool

    @property
    def code(self) -> str:
        return self.sheet.unit.code

    @property
    def name(self) -> str:
        return self.sheet.unit_name

    @property
    def left(self) -> int:
        """How many lines the person still has to appraise."""
        return sum(cell.state is CellState.TODO for cell in self.cells) if self.may_judge else 0


@dataclass(frozen=True, slots=True)
class Group:
    """An area, or bonus and penalty together; `places` are those of its criteria."""

    key: str
    title: str
    places: tuple[int, ...]
    area: int | None


@dataclass(frozen=True)
class Grid:
    round: Round
    rows: tuple[Criterion, ...]
    criteria: tuple[arithmetic.Criterion, ...]
    settings: Settings
    best: Mapping[str, Decimal]
    columns: tuple[Column, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return tuple(_groups(self.rows, self.criteria, self.settings))

    @property
    def left(self) -> int:
        return sum(column.left for column in self.columns)

    def find(self, mark: int) -> tuple[Column, int] | None:
        """The column and the place of a line."""
        places = ((column, i) for column in self.columns for i, cell in enumerate(column.cells) if cell.mark == mark)
        return next(places, None)

    def after(self, mark: int) -> int | None:
        """The next line to be appraised: down the column, then unit by unit, and from the beginning again."""
        lines = [(cell.mark, cell.state is CellState.TODO and c.may_judge) for c in self.columns for cell in c.cells]
        start = next((i for i, (pk, _) in enumerate(lines) if pk == mark), -1) + 1
        return next((pk for pk, is_left in chain(lines[start:], lines[:start]) if is_left and pk != mark), None)

    def column_of(self, code: str) -> Column | None:
        return next((column for column in self.columns if column.code == code), None)


# Reading --------------------------------------------------------------------------------------------------------------


def with_role(rows: QuerySet, unit: str, round: str) -> QuerySet:
    """Rows that know the role of their unit in the year, which the rules would ask for one by one."""
    roles = Membership.objects.filter(unit=OuterRef(unit), year=OuterRef(f"{round}__campaign__year"))
    return rows.annotate(_role_of_unit=Subquery(roles.values("role")[:1]))


def sheets_in(round: Round) -> list[ScoreSheet]:
    """One query."""
    sheets = with_role(round.sheets.select_related("unit"), "unit", "round").order_by("position", "pk")
    found = list(sheets)
    for sheet in found:
        sheet.round = round
    return found


MARK_FIELDS = (
    "sheet_id", "criterion_id", "pk", "version", "self_entry", "appraised_entry", "reason", "remark", "appraised_at",
)  # fmt: skip


def grid_of(round: Round, *, own_unit: int | None, judges: Callable[[ScoreSheet], bool]) -> Grid:
    """`judges` says whether the person may appraise a sheet. The table is read too: select it with the round."""
    rows, sheets = tuple(rows_of(round.criteria_set)), sheets_in(round)
    settings = Settings(step=round.criteria_set.step, bonus_cap=round.criteria_set.bonus_cap)  # nobody is ranked here
    criteria = criteria_of(rows)
    found = {row[:2]: row[2:] for row in Mark.objects.in_round(round).order_by().values_list(*MARK_FIELDS)}
    lines = {sheet.pk: [_Stored(*found.get((sheet.pk, row.pk), NOT_LAID_OUT)) for row in rows] for sheet in sheets}
    codes = [c.code for c in criteria]
    own = [dict(zip(codes, [_own(sheet, line) for line in lines[sheet.pk]], strict=True)) for sheet in sheets]
    is_shown = round.is_open_to_all
    # The own unit counts as it scored itself until the round is shown: its appraisal would be read out of the others'
    # points, through the bloc's largest entry of a comparative criterion.
    ours = [
        said
        if sheet.unit_id == own_unit and not is_shown
        else dict(zip(codes, [entry_from_text(li.ours) for li in lines[sheet.pk]], strict=True))
        for sheet, said in zip(sheets, own, strict=True)
    ]
    scores = zip(score(criteria, own, settings), score(criteria, ours, settings), strict=True)
    columns = []
    for sheet, its, said, ruled, (own_score, our_score) in zip(sheets, lines.values(), own, ours, scores, strict=True):
        is_mine = sheet.unit_id == own_unit
        columns.append(
            Column(
                sheet=sheet,
                cells=tuple(_cells(criteria, its, said, ruled, own_score[0], our_score[0])),
                own=own_score[1],
                ours=our_score[1],
                note=note_of(sheet),
                is_mine=is_mine,
                may_judge=round.phase in JUDGED and sheet.state != SheetState.RETURNED and judges(sheet),
                shows_own=shows_own(sheet) or is_mine,
                shows_ours=(is_shown or not is_mine) and sheet.state != SheetState.RETURNED,
            )
        )
    return Grid(round, rows, criteria, settings, best_entries(criteria, ours), tuple(columns))


@dataclass(frozen=True, slots=True)
class _Stored:
    mark: int
    version: int
    own: str
    ours: str
    reason: str
    remark: str
    appraised_at: datetime | None


NOT_LAID_OUT = (0, 0, "", "", "", "", None)


def shows_own(sheet: ScoreSheet) -> bool:
    """Whether what the unit entered may be read by those who lead: not while the unit still writes it."""
    if sheet.state == SheetState.RETURNED:
        return False
    return sheet.round.state != RoundState.SELF_SCORING or sheet.is_submitted


def _own(sheet: ScoreSheet, line: _Stored) -> Entry:
    return entry_from_text(line.own) if shows_own(sheet) and not line.remark else None


def note_of(sheet: ScoreSheet) -> str:
    if sheet.state == SheetState.RETURNED:
        return "Đang trả lại"
    return "" if sheet.is_submitted or sheet.round.is_settled else "Chưa nộp phiếu"


def _cells(
    criteria: Sequence[arithmetic.Criterion],
    lines: Sequence[_Stored],
    own: Mapping[str, Entry],
    ours: Mapping[str, Entry],
    own_points: Mapping[str, Decimal],
    points: Mapping[str, Decimal],
):
    for criterion, line in zip(criteria, lines, strict=True):
        code = criterion.code
        said, ruled = own[code], ours[code]
        is_ruled = is_appraised(criterion.kind, line.ours, line.appraised_at)
        differs = is_ruled and said is not None and ruled != said and not (ruled is None and said == 0)
        state = CellState.RETURNED if line.remark else CellState.DONE if is_ruled else CellState.TODO
        yield Cell(line.mark, line.version, said, ruled, own_points[code], points[code], line.reason, state, differs)


def _groups(rows: Sequence[Criterion], criteria: Sequence[arithmetic.Criterion], settings: Settings):
    titles = {row.area.number: row.area.title for row in rows if row.area}
    for number, title in sorted(titles.items()):
        places = tuple(i for i, c in enumerate(criteria) if c.kind.is_base and c.area == number)
        most = sum((criteria[i].maximum or arithmetic.ZERO for i in places), arithmetic.ZERO)
        yield Group(str(number), f"{number}. {title} ({plain_text(most)})", places, number)
    places = tuple(i for i, c in enumerate(criteria) if not c.kind.is_base)
    if places:
        cap = "" if settings.bonus_cap is None else f" (tối đa {plain_text(settings.bonus_cap)})"
        yield Group(OTHERS, f"Điểm thưởng{cap}, điểm trừ", places, None)
