"""What the review meeting walks through, one by one: lines that differ, objections, cross-check gaps, ties.

A line is one item, whatever makes it one, and stays one once something was decided about it: who walks on finds the
same number under the same line.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scoring import explain
from scoring.arithmetic import Mark as Entries
from scoring.arithmetic import UnitOutcome, differs
from scoring.entries import entry_from_text
from scoring.models import CheckedMark, Mark, Objection, ReviewDecision, Round
from scoring.provisional import Provisional
from scoring.states import DecisionKind, ObjectionState
from toolkit.numbers import decimal_text


class ItemKind(StrEnum):
    """Why something is an item; the value stands in the address."""

    DIFFERS = "khac"
    OBJECTED = "kien-nghi"
    CHECKED = "cham-cheo"
    TIED = "dong-diem"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    ItemKind.DIFFERS: "Khác tự chấm",
    ItemKind.OBJECTED: "Kiến nghị",
    ItemKind.CHECKED: "Chấm chéo khác",
    ItemKind.TIED: "Đồng điểm",
}


@dataclass(frozen=True, slots=True)
class Item:
    """`key` as in ReviewDecision; `mark` is the key of a line, None for a tie, whose units are `group` (none when the
    totals have moved apart since it was decided about)."""

    key: str
    title: str
    kinds: tuple[ItemKind, ...]
    decision: ReviewDecision | None
    mark: int | None = None
    group: tuple[UnitOutcome, ...] = ()

    @property
    def is_decided(self) -> bool:
        return self.decision is not None


@dataclass(frozen=True, slots=True)
class _Row:
    """What is read of every line: enough to know whether it is an item."""

    pk: int
    sheet_unit: int
    criterion: int
    unit: str
    unit_name: str
    code: str
    own: str
    appraised: str


COLUMNS = (
    "pk",
    "sheet__unit",
    "criterion",
    "sheet__unit__code",
    "sheet__unit_name",
    "criterion__code",
    "self_entry",
    "appraised_entry",
)


def items_of(round: Round, found: Provisional, *, concealed: str = "") -> list[Item]:
    """Every item: the lines by sheet and criterion, then the ties by rank. Four queries.

    `concealed` is the code of a unit whose lines are left out, and the ties with them: the round is not open yet.
    """
    decisions = {decision.key: decision for decision in round.decisions.select_related("decided_by__unit")}
    rows = Mark.objects.in_round(round).order_by("sheet__position", "sheet", "criterion__position", "criterion")
    objected, checked = _objected(round), _checked(round)
    lines = [_Row(*values) for values in rows.values_list(*COLUMNS)]
    items = [_line_item(row, found, objected, checked, decisions) for row in lines if row.unit != concealed]
    return [*(item for item in items if item.kinds), *([] if concealed else _tie_items(found, decisions))]


def _objected(round: Round) -> Mapping[int, set[str]]:
    """The states of the objections to each line."""
    states: dict[int, set[str]] = defaultdict(set)
    for mark, state in Objection.objects.in_round(round).values_list("mark", "state"):
        states[mark].add(state)
    return states


def _checked(round: Round) -> Mapping[tuple[int, int], str]:
    """What was entered in a cross-check that was handed in, by unit and criterion."""
    marks = CheckedMark.objects.filter(cross_check__round=round, cross_check__done_at__isnull=False).exclude(entry="")
    return {(unit, c): entry for unit, c, entry in marks.values_list("cross_check__unit", "criterion", "entry")}


def _line_item(
    row: _Row,
    found: Provisional,
    objected: Mapping[int, set[str]],
    checked: Mapping[tuple[int, int], str],
    decisions: Mapping[str, ReviewDecision],
) -> Item:
    key = f"mark/{row.pk}"
    decision, states = decisions.get(key), objected.get(row.pk, set())
    entries = Entries(entry_from_text(row.own), entry_from_text(row.appraised))
    was_changed = decision is not None and decision.kind == DecisionKind.CHANGED
    was_answered = decision is not None and ObjectionState.ANSWERED in states
    checked_entry = checked.get((row.sheet_unit, row.criterion), "")
    kinds = {
        ItemKind.DIFFERS: differs(found.by_code[row.code], entries) or was_changed,
        ItemKind.OBJECTED: ObjectionState.OPEN in states or was_answered,
        ItemKind.CHECKED: bool(checked_entry) and bool(row.appraised) and checked_entry != row.appraised,
    }
    reasons = tuple(kind for kind, is_so in kinds.items() if is_so)
    if decision and not reasons:
        reasons = (ItemKind.DIFFERS,)
    return Item(key, f"{row.unit_name}, tiêu chí {row.code}", reasons, decision, mark=row.pk)


def _tie_items(found: Provisional, decisions: Mapping[str, ReviewDecision]) -> list[Item]:
    """Units of one total, told apart or not; and what was decided about units that no longer have one."""
    ties = {f"tie/{group[0].total:.2f}": tuple(group) for group in explain.ties(found.units)}
    parted = {key: () for key in decisions if key.startswith("tie/") and key not in ties}
    return [
        Item(key, tie_title(key), (ItemKind.TIED,), decisions.get(key), group=group)
        for key, group in (ties | parted).items()
    ]


def tie_title(key: str) -> str:
    return f"Đồng điểm {key.removeprefix('tie/').replace('.', ',')}"


def counts_of(items: Sequence[Item]) -> list[tuple[ItemKind, int]]:
    """How many items of each kind there are; a kind without any is left out."""
    counted = [(kind, sum(kind in item.kinds for item in items)) for kind in ItemKind]
    return [(kind, count) for kind, count in counted if count]


# A tie, spelled out -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TieTable:
    """How the chain compares units of one total: a column a step, a row a unit (name, (step, value) pairs, rank)."""

    steps: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]
    sentence: str


def tie_table(group: Sequence[UnitOutcome], chain: Sequence[str]) -> TieTable:
    return TieTable(
        tuple(explain.step_words(step) for step in chain),
        tuple((u.name, tuple((explain.step_words(s), _value(u, s)) for s in chain), str(u.rank)) for u in group),
        explain.tie_sentence(group, chain),
    )


def _value(unit: UnitOutcome, step: str) -> str:
    if step == explain.BALLOT_STEP:
        return "chưa bỏ phiếu" if unit.votes is None else f"{unit.votes} phiếu"
    value = explain.tie_value(unit, step)
    return decimal_text(value) if not isinstance(value, int) else str(value)
