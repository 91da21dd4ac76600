"""The task list of a dashboard: the one thing to do next, the rest by urgency, and for the leaders who is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.progress import Matrix, due_matrix_of, year_of
from campaigns.todo import Desk, Progress, Todo
from khoi_thidua.next_steps import Step

LATE, SOON, LATER = "Quá hạn", "Trong 7 ngày tới", "Sau đó"
NAMED = 3  # how many things a late unit's line names


@dataclass(frozen=True, slots=True)
class TaskList:
    """`next` is the page's one filled button; `groups` hold everything else that waits."""

    next: Step | None
    groups: Sequence[tuple[str, Sequence[Todo]]]

    @property
    def count(self) -> int:
        return sum(len(todos) for _, todos in self.groups)


def task_list(
    todos: Sequence[Todo], round_step: Step | None, *, is_head: bool, on: date, has_round: bool = False
) -> TaskList:
    """What presses comes before the step of a settled round, and that before what has time; a round under way
    (`has_round`) puts the settled one behind everything.

    The step of a head is work and stays in the list; that of the others is their result, which the page shows anyway.
    """
    if todos and (round_step is None or has_round or todos[0].is_pressing):
        first, *rest = todos
        if round_step is not None and is_head:
            rest.append(_as_todo(round_step, on))
        return TaskList(_as_step(first), grouped(rest))
    return TaskList(round_step, grouped(todos))


def _as_step(todo: Todo) -> Step:
    due = f" Hạn {todo.due:%d/%m/%Y}, {todo.days_words}." if todo.due else ""
    return Step("Việc tiếp theo", todo.words, f"{todo.note}{due}", todo.button, todo.url)


def _as_todo(step: Step, on: date) -> Todo:
    return Todo(step.words, step.note, step.url, step.button, None, Progress.NOT_STARTED, on)


def grouped(todos: Sequence[Todo]) -> list[tuple[str, list[Todo]]]:
    groups: dict[str, list[Todo]] = {LATE: [], SOON: [], LATER: []}
    for todo in todos:
        groups[LATE if todo.is_late else SOON if todo.is_soon else LATER].append(todo)
    return [(title, found) for title, found in groups.items() if found]


# What the leaders see ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LateUnit:
    name: str
    words: str
    note: str


def led_years(desk: Desk | None) -> list[Matrix]:
    """The open years the unit leads, each with what can be late in it."""
    if desk is None:
        return []
    return [due_matrix_of(year_of(desk.campaigns[pk], on=desk.on)) for pk in desk.led]


def late_units(matrix: Matrix, *, but: int | None) -> list[LateUnit]:
    """The other units with something missing; the own unit's stands in the own tasks."""
    return [
        LateUnit(member.unit.name, f"quá hạn {len(pairs)} việc", _named(pairs))
        for member, pairs in matrix.late
        if member.unit_id != but
    ]


def _named(pairs) -> str:
    named = [f"{column.full_title} ({cell.words.lower()}, {cell.note})" for column, cell in pairs[:NAMED]]
    more = len(pairs) - NAMED
    return "; ".join(named) + (f"; và {more} việc nữa." if more > 0 else ".")
