"""What one row of a sheet shows: everything in its printed form, so that templates only place it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from campaigns.facts import NO_FACT, Fact
from scoring.arithmetic import Criterion, Kind, Line, Verdict, differs
from scoring.arithmetic import Mark as PairOfEntries
from scoring.entries import entry_from_text
from scoring.explain import entry_words, how
from scoring.forms.sheets import Typed, base_of, box_value
from scoring.models import Evidence, Mark
from scoring.reuse import Reuse
from scoring.sheet_facts import Offer, noun_of, offer_of, used_of
from toolkit.numbers import decimal_text, plain_text


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a row that was sent: the line as it is stored now, and what was typed where it was not saved.

    `meanwhile` says who stored another value, and when: the person has to choose.
    """

    mark: Mark
    typed: Typed | None = None
    problems: tuple[str, ...] = ()
    meanwhile: str = ""
    is_saved: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something typed is not stored."""
        return bool(self.problems or self.meanwhile)


@dataclass(frozen=True, slots=True)
class State:
    """The state column; `kind` is what the script and the stylesheet know it by."""

    kind: str
    words: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Two values for one row: the typed one, and the one that is stored in `version`."""

    who: str
    typed: str
    stored: str
    typed_note: str
    stored_note: str
    stored_value: str
    version: int
    at: str


@dataclass(frozen=True, slots=True)
class Appraised:
    """What counts in the end, shown once the round is open to all."""

    entry: str
    points: str
    reason: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    pk: int
    code: str
    title: str
    kind: str
    is_base: bool
    asks: str
    value: str
    words: str
    is_na: bool
    note: str
    version: int
    base: str
    fact: str
    used: str
    points: str
    of: str
    is_scored: bool
    is_tentative: bool
    how: str
    guidance: str
    state: State
    problems: tuple[str, ...] = ()
    choice: Choice | None = None
    offer: Offer | None = None
    remark: str = ""
    may_hand_in: bool = False
    is_writable: bool = False
    appraised: Appraised | None = None
    evidence: Sequence[Evidence] = ()
    reuse: Sequence[Reuse] = ()

    @property
    def css(self) -> str:
        if self.state.kind in ("error", "na", "locked", "conflict"):
            return f"row-{self.state.kind}"
        return "" if self.is_filled else "row-empty"

    @property
    def is_filled(self) -> bool:
        return bool(self.words)

    @property
    def is_missing(self) -> bool:
        return self.is_base and not (self.is_filled or self.is_na)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the marks of a sheet, by the key of the line; all of it may be left out."""

    facts: Mapping[int, tuple[str, Fact]] = field(default_factory=dict)
    evidence: Mapping[int, Sequence[Evidence]] = field(default_factory=dict)
    reuse: Mapping[int, Sequence[Reuse]] = field(default_factory=dict)


NOTHING = Beside()


def row_of(
    mark: Mark, criterion: Criterion, line: Line, answer: Answer | None, *, best: Decimal | None,
    is_writable: bool, is_shown: bool, beside: Beside = NOTHING,
) -> Row:  # fmt: skip
    """`line` is the worked-out line of the mark; `is_shown` once the appraised entries are open to all."""
    entry = entry_from_text(mark.self_entry)
    typed = answer.typed if answer else None
    is_na = typed.is_na if typed else entry is Verdict.NOT_APPLICABLE
    return Row(
        pk=mark.pk, code=criterion.code, title=criterion.title, kind=criterion.kind.value,
        is_base=criterion.kind.is_base, asks=asks_of(mark, criterion),
        value=typed.value if typed else box_value(mark),
        words=entry_words(entry, criterion) if entry not in (None, Verdict.NOT_APPLICABLE) else "",
        is_na=is_na, note=typed.note if typed else mark.note,
        version=typed.seen if typed else mark.version, base=typed.base if typed else base_of(mark),
        fact=typed.fact if typed else "", used=used_of(mark),
        points=signed_points(criterion, line.self_points),
        of=plain_text(criterion.maximum) if criterion.maximum else "",
        is_scored=entry is not None, is_tentative=criterion.kind is Kind.COMPARATIVE and not is_shown and bool(entry),
        how=how(criterion, entry, best), guidance=mark.criterion.guidance,
        state=shown_state(mark, criterion, line) if is_shown else state_of(mark, criterion, answer, is_writable),
        problems=answer.problems if answer else (),
        choice=choice_of(answer, criterion), offer=offer_of(mark, *beside.facts.get(mark.pk, ("", NO_FACT))),
        remark=mark.remark, may_hand_in=is_writable and mark.is_returned, is_writable=is_writable,
        appraised=appraised_of(mark, criterion, line) if is_shown else None,
        evidence=beside.evidence.get(mark.pk, ()), reuse=beside.reuse.get(mark.pk, ()),
    )  # fmt: skip


def asks_of(mark: Mark, criterion: Criterion) -> str:
    """What stands behind the box: "%, chỉ tiêu 98", "mục × 0,5", "điểm"."""
    if criterion.kind is Kind.PASS_FAIL:
        return ""
    if criterion.target is not None:
        return f"{'%, ' if '%' in criterion.title else ''}chỉ tiêu {plain_text(criterion.target)}"
    if criterion.unit_points is not None:
        return f"{noun_of(mark)} × {plain_text(criterion.unit_points)}"
    return "điểm"


def signed_points(criterion: Criterion, points: Decimal) -> str:
    return f"−{decimal_text(points)}" if criterion.kind is Kind.PENALTY and points else decimal_text(points)


def state_of(mark: Mark, criterion: Criterion, answer: Answer | None, is_writable: bool) -> State:
    if answer and answer.meanwhile:
        return State("conflict", "Cần chọn", "is-soon", "i-alert")
    if answer and answer.problems:
        return State("error", "Chưa lưu", "is-late", "i-alert")
    if mark.self_entry == Verdict.NOT_APPLICABLE:
        return State("na", "Không áp dụng", "is-none", "i-minus")
    if mark.is_returned and is_writable and not (answer and answer.is_saved):
        return State("returned", "Trả lại", "is-late", "i-alert")
    if not is_writable:
        return State("locked", "Đã khóa", "is-none", "i-lock")
    if mark.self_entry:
        return State("saved", f"Đã lưu {moment(mark.entered_at)}".strip(), "is-ok", "i-check")
    return State("empty", "Chưa chấm" if criterion.kind.is_base else "Tính là 0", "is-none", "i-ring")


def shown_state(mark: Mark, criterion: Criterion, line: Line) -> State:
    """Once the round is open to all: where the two entries differ is what there is to see."""
    if not mark.appraised_entry and criterion.kind.is_base:
        return State("waiting", "Chưa thẩm định", "is-none", "i-ring")
    if differs(criterion, PairOfEntries(line.self_entry, line.appraised)):
        return State("differs", "Khác tự chấm", "is-soon", "i-note")
    return State("same", "Như tự chấm", "is-ok", "i-check")


def moment(at: datetime | None) -> str:
    """ "14:03" today, "26/11/2026" before."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%d/%m/%Y}"


def choice_of(answer: Answer | None, criterion: Criterion) -> Choice | None:
    if answer is None or not answer.meanwhile or answer.typed is None:
        return None
    now, typed = answer.mark, answer.typed
    is_other_note = now.note != typed.note
    return Choice(
        who=answer.meanwhile,
        typed="Không áp dụng" if typed.is_na else typed.value or "trống",
        stored=entry_words(entry_from_text(now.self_entry), criterion) if now.self_entry else "trống",
        typed_note=typed.note or "trống" if is_other_note else "",
        stored_note=now.note or "trống" if is_other_note else "",
        stored_value=box_value(now), version=now.version, at=moment(now.entered_at),
    )  # fmt: skip


def appraised_of(mark: Mark, criterion: Criterion, line: Line) -> Appraised:
    is_other = differs(criterion, PairOfEntries(line.self_entry, line.appraised))
    words = entry_words(line.appraised, criterion) if line.appraised is not None else "–"
    return Appraised(words, signed_points(criterion, line.points), mark.reason, is_other)
