"""What cross-checks came to: how many lines agree, and which differ."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.entries import entry_from_text
from scoring.explain import entry_words
from scoring.models import CheckedMark, CrossCheck, Mark, Round
from scoring.stored import criterion_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A line where the cross-check says otherwise than the unit, each in words; "" what is not there or not shown."""

    code: str
    title: str
    own: str
    checked: str
    ours: str
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A check and how it compares; `differences` are empty and `entered` 0 where the person may not read it yet."""

    check: CrossCheck
    entered: int
    agreeing: int
    differences: tuple[Difference, ...]
    is_read: bool


def findings_of(round: Round, checks: Sequence[CrossCheck], readable: set[int]) -> list[Finding]:
    """`readable` are the keys of the checks whose values the person may read. Two queries."""
    lines: dict[int, list[CheckedMark]] = defaultdict(list)
    rows = CheckedMark.objects.filter(cross_check__in=readable).exclude(entry="")
    for line in rows.select_related("criterion__area").order_by("criterion__position", "pk"):
        lines[line.cross_check_id].append(line)
    units = [check.unit_id for check in checks if check.pk in readable]
    marks = Mark.objects.in_round(round).filter(sheet__unit__in=units).order_by()
    values = marks.values_list("sheet__unit_id", "criterion_id", "self_entry", "appraised_entry")
    stored = {(unit, criterion): (own, ours) for unit, criterion, own, ours in values}
    return [_finding(check, lines[check.pk], stored, check.pk in readable) for check in checks]


def _finding(
    check: CrossCheck, lines: Sequence[CheckedMark], stored: Mapping[tuple[int, int], tuple[str, str]], is_read: bool
) -> Finding:
    differing = []
    for line in lines:
        own, ours = stored.get((check.unit_id, line.criterion_id), ("", ""))
        if line.entry != own:
            differing.append(_difference(line, own, ours))
    return Finding(check, len(lines), len(lines) - len(differing), tuple(differing), is_read)


def _difference(line: CheckedMark, own: str, ours: str) -> Difference:
    criterion = criterion_of(line.criterion)
    return Difference(
        code=criterion.code,
        title=criterion.title,
        own=entry_words(entry_from_text(own), criterion),
        checked=entry_words(entry_from_text(line.entry), criterion),
        ours=entry_words(entry_from_text(ours), criterion) if ours else "chưa thẩm định",
        note=line.note,
    )
