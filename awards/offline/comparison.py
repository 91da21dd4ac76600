"""What a filled file would change, line by line, beside what stands on the site now. Reads only."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from awards.offline.filled import Filled, Place
from awards.offline.merging import Change, Choice, Content, compare, merged
from awards.offline.origin import Base, Key
from scoring.arithmetic import Criterion, Entry, Settings, score
from scoring.entries import entry_from_text
from scoring.models import Mark
from toolkit.numbers import shorten
from toolkit.spreadsheets import Fault, SpreadsheetFaults

MOST_CONFLICTS = 400  # more choices than anybody makes one by one, and fewer than Django takes fields of a form
TOO_MANY = (
    "Có {} dòng được sửa cả trong tệp lẫn trên web từ khi tải tệp, nhiều nhất so được {} dòng một lần. "
    "Tải tệp mới từ web rồi điền lại."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line three ways. `downloaded` is None where the file does not believably say.

    `refusal` says why the line cannot be written by this person now; `basis` what else changed under it.
    """

    mark: Mark
    criterion: Criterion
    unit: str
    unit_name: str
    downloaded: Content | None
    filled: Content
    now: Content
    change: Change
    place: Place
    refusal: str = ""
    basis: str = ""

    @property
    def is_conflict(self) -> bool:
        return self.change is Change.BOTH and not self.refusal

    @property
    def is_taken(self) -> bool:
        """Changed in the file alone, and open."""
        return self.change is Change.FILE and not self.refusal

    @property
    def is_left_out(self) -> bool:
        return bool(self.refusal) and self.change in (Change.FILE, Change.BOTH)

    @property
    def name(self) -> str:
        return f"{self.unit}, tiêu chí {self.criterion.code}"

    def becomes(self, choice: Choice | None = None) -> Content:
        """Raises Undecided."""
        return self.now if self.refusal else merged(self.change, self.filled, self.now, choice)


@dataclass(frozen=True)
class Comparison:
    """Every line of what the file is of; `notes` say what was passed over in the file.

    `unseen` are entries no page shows this person, by criterion, that count for the bloc's largest (B).
    """

    lines: Sequence[Line]
    notes: Sequence[str]
    criteria: tuple[Criterion, ...]
    settings: Settings
    unseen: Sequence[Mapping[str, Entry]] = ()

    @cached_property
    def taken(self) -> list[Line]:
        return [line for line in self.lines if line.is_taken]

    @cached_property
    def conflicts(self) -> list[Line]:
        return [line for line in self.lines if line.is_conflict]

    @cached_property
    def stays(self) -> list[Line]:
        return [line for line in self.lines if line.change is Change.SITE]

    @cached_property
    def left_out(self) -> list[Line]:
        return [line for line in self.lines if line.is_left_out]

    @property
    def same(self) -> int:
        return sum(line.change is Change.SAME for line in self.lines)

    @property
    def does_something(self) -> bool:
        return bool(self.taken or self.conflicts)

    @property
    def versions(self) -> dict[int, int]:
        """Of every line that may be written: what the person was shown."""
        return {line.mark.pk: line.mark.version for line in (*self.taken, *self.conflicts)}

    def undecided(self, choices: Mapping[int, Choice]) -> list[Line]:
        return [line for line in self.conflicts if line.mark.pk not in choices]

    def to_write(self, choices: Mapping[int, Choice]) -> list[tuple[Line, Content]]:
        """Lines with what they become, those that do not change left out. Raises Undecided."""
        decided = [(line, line.becomes(choices.get(line.mark.pk))) for line in (*self.taken, *self.conflicts)]
        return sorted(
            ((line, content) for line, content in decided if content != line.now), key=lambda pair: pair[0].mark.pk
        )

    def totals(self) -> list[tuple[str, str, Decimal, Decimal]]:
        """(code, name, now, with the file), every conflict still as it stands on the site; one row a unit.

        What the screen adds up is added up here: a unit's own sheet by itself, the appraisal over all units.
        """
        before = self._totals(lambda line: line.now)
        after = self._totals(lambda line: line.filled if line.is_taken else line.now)
        return [(unit, name, before[unit], after[unit]) for unit, name in self._units.items()]

    @cached_property
    def _units(self) -> dict[str, str]:
        return {line.unit: line.unit_name for line in self.lines}

    def _totals(self, content_of: Callable[[Line], Content]) -> dict[str, Decimal]:
        rows: dict[str, dict[str, Entry]] = {unit: {} for unit in self._units}
        for line in self.lines:
            rows[line.unit][line.criterion.code] = entry_from_text(content_of(line).entry)
        scored = score(self.criteria, [*rows.values(), *self.unseen], self.settings)
        return {unit: total.total for unit, (_, total) in zip(rows, scored, strict=False)}


def line_of(mark: Mark, criterion: Criterion, unit: tuple[str, str], now: Content, filled: Filled) -> Line:
    """Compared by what is said, not by the version: an appraiser's change of a line is no change of the unit's."""
    key: Key = (unit[0], criterion.code)
    base = believed(filled.bases.get(key), mark, now)
    downloaded = base.content if base else None
    content = filled.contents.get(key, downloaded or now)
    change = compare(downloaded, content, now)
    return Line(mark, criterion, *unit, downloaded, content, now, change, filled.places.get(key, Place()))


def believed(base: Base | None, mark: Mark, now: Content) -> Base | None:
    """A download that cannot have been is none: of a later version, of another content in the same one, no entry."""
    if base is None or base.version > mark.version or (base.version == mark.version and base.content != now):
        return None
    try:
        entry_from_text(base.content.entry)
    except ValueError:
        return None
    return base


def checked(comparison: Comparison, filled: Filled, reasons_of: Callable[[Line], Iterable[str]]) -> Comparison:
    """The comparison itself. Raises SpreadsheetFaults with every cell that cannot be read and every line nobody may
    store as the file has it."""
    faults = list(filled.faults)
    faults += [
        Fault(line.place.sheet, line.place.cell, shorten(line.filled.entry), f"{line.name}: {reason}")
        for line in comparison.taken
        for reason in reasons_of(line)
    ]
    if len(comparison.conflicts) > MOST_CONFLICTS:
        faults.insert(0, Fault("", "", "", TOO_MANY.format(len(comparison.conflicts), MOST_CONFLICTS)))
    if faults:
        raise SpreadsheetFaults(faults)
    return comparison


def refused(line: Line, reasons: Sequence[str]) -> Line:
    return replace(line, refusal=" ".join(reasons)) if reasons else line
