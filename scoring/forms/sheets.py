"""What was typed in the rows of a sheet. Each field carries the key of its line: k-12 is the entry of line 12.

A row also carries the version it was shown with and a digest of what it said then (`base_of`), so that a row nobody
touched is never taken for an answer, and a row whose entry is still the same can be saved whatever else changed in it.
"""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from scoring.actions.marks import SelfEntry
from scoring.arithmetic import Kind, Verdict
from scoring.entries import EntryProblem, check_entry, entry_from_text, entry_text, parse_entry
from scoring.models import Mark
from scoring.stored import criterion_of
from toolkit.numbers import decimal_text, plain_text
from toolkit.text import clean

MOST_NOTE = 1000
OFFERED = Signer(salt="so-lieu-nam")
TWO_ANSWERS = "Đã chọn Không áp dụng mà ô kết quả còn số. Xóa số, hoặc bỏ chọn Không áp dụng."
NO_REASON = "Không áp dụng cần có lý do. Ghi lý do vào ô ghi chú."


class RowProblem(ValueError):
    """The row cannot be saved; `sentences` say what is allowed."""

    def __init__(self, sentences: list[str]):
        super().__init__(" ".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True, slots=True)
class Typed:
    """`seen` is the version the row was shown with; `chosen` the stored one that was shown beside it, when the person
    chose the typed value; `keeps_stored` when the stored one was chosen. `fact` is the signed number of the facts.
    """

    value: str
    note: str
    is_na: bool
    seen: int
    base: str
    fact: str = ""
    chosen: int | None = None
    keeps_stored: bool = False
    is_undecided: bool = False


def typed_in(data: QueryDict, pk: int) -> Typed | None:
    """The row of a line, None when it was not sent. A number that was taken stands in place of what was typed."""
    if f"v-{pk}" not in data:
        return None
    taken = data.get(f"lay-{pk}", "")
    return Typed(
        value=taken_value(taken) if taken else data.get(f"k-{pk}", ""),
        note=clean(data.get(f"g-{pk}", "")),
        is_na=f"kad-{pk}" in data and not taken,
        seen=_number(data.get(f"v-{pk}")) or 0,
        base=data.get(f"b-{pk}", ""),
        fact=taken or data.get(f"f-{pk}", ""),
        chosen=_number(data.get(f"chon-{pk}")),
        keeps_stored=f"giu-{pk}" in data,
        is_undecided=f"xd-{pk}" in data,
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def content_of(typed: Typed, mark: Mark) -> SelfEntry:
    """What the row says of the line. Raises RowProblem with everything that is wrong."""
    problems = []
    entry = ""
    try:
        entry = _entry(typed, mark)
    except EntryProblem as problem:
        problems.append(str(problem))
    if len(typed.note) > MOST_NOTE:
        problems.append(f"Ghi chú dài quá {MOST_NOTE} ký tự; hiện là {len(typed.note)}.")
    if entry == Verdict.NOT_APPLICABLE and not typed.note:
        problems.append(NO_REASON)
    if problems:
        raise RowProblem(problems)
    return SelfEntry(entry, typed.note, _fact_count(typed, mark, entry))


def _entry(typed: Typed, mark: Mark) -> str:
    criterion, step = criterion_of(mark.criterion), mark.criterion.criteria_set.step
    if typed.is_na:
        if clean(typed.value):
            raise EntryProblem(TWO_ANSWERS)
        return entry_text(check_entry(Verdict.NOT_APPLICABLE, criterion, step), criterion.kind) or ""
    return entry_text(parse_entry(typed.value, criterion, step), criterion.kind) or ""


# The facts of the year ----------------------------------------------------------------------------------------------


def offered(mark: Mark, count: int) -> str:
    """The number the facts give for a line, signed: what claims to come from the facts did stand on the page."""
    return OFFERED.sign(f"{mark.pk}.{entry_of_count(mark, count)}.{count}")


def entry_of_count(mark: Mark, count: int) -> str:
    return Verdict.PASSED.value if mark.criterion.kind == Kind.PASS_FAIL else str(count)


def taken_value(token: str) -> str:
    parts = token.split(":")[0].split(".")
    return parts[1] if len(parts) == 3 else ""


def _fact_count(typed: Typed, mark: Mark, entry: str) -> int | None:
    """As long as the entry is what the facts said."""
    if typed.fact:
        try:
            pk, value, count = OFFERED.unsign(typed.fact).split(".")
        except (BadSignature, ValueError):
            return None
        return int(count) if pk == str(mark.pk) and value == entry else None
    return mark.fact_count if entry == mark.self_entry else None


# What is stored -----------------------------------------------------------------------------------------------------


def base_of(mark: Mark) -> str:
    """A digest of what the unit says of a line."""
    return digest(mark.self_entry, mark.note)


def digest(entry: str, note: str) -> str:
    return hashlib.sha256(f"{entry}\0{note}".encode()).hexdigest()[:12]


def is_same(content: SelfEntry, mark: Mark) -> bool:
    return (content.entry, content.note, content.fact_count) == (mark.self_entry, mark.note, mark.fact_count)


def box_value(mark: Mark) -> str:
    """What stands in the box: the number as people type it, or the word of a choice."""
    entry = entry_from_text(mark.self_entry)
    if isinstance(entry, Decimal):
        return decimal_text(entry) if mark.criterion.kind == Kind.GRADED else plain_text(entry)
    return "" if entry in (None, Verdict.NOT_APPLICABLE) else str(entry)
