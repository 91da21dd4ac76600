"""A decision as it is typed: what it says itself, a line for everything proposed, and room for what was not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from awards.actions.decisions import KEPT, Added, Content, Decided, Outcome, proposed_form
from awards.models import CouncilDecision, GrantedAward, SubmissionLine
from toolkit.forms import DateField, LineField, SeenForm
from toolkit.text import clean

MORE = "them"
BLANK_ROWS = 2
MOST_ROWS = 60
OUTCOMES = (
    (Outcome.AS_PROPOSED.value, "Tặng như đề nghị"),
    (Outcome.OTHER.value, "Tặng hình thức khác"),
    (Outcome.REFUSED.value, "Không tặng"),
    (Outcome.LATER.value, "Chưa có trong quyết định này"),
)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A proposed line as the page shows it."""

    line: SubmissionLine
    proposed: str
    outcome: str
    form: str
    note: str

    @property
    def field(self) -> str:
        return f"l{self.line.pk}"

    @property
    def name(self) -> str:
        return self.line.nomination.full_name if self.line.nomination else self.line.unit.name


@dataclass(frozen=True, slots=True)
class AddedRow:
    number: int
    award: str = ""
    unit: str = ""
    person: str = ""
    office: str = ""
    form: str = ""
    note: str = ""

    @property
    def field(self) -> str:
        return f"m{self.number}"

    @property
    def is_empty(self) -> bool:
        return not (self.unit or self.person or self.office or self.form or self.note)


class DecisionForm(SeenForm):
    """`lines` and `added` are drawn by the page; the rest by crispy."""

    number = LineField(label="Số, ký hiệu", max_length=60, help_text="Như 1234/QĐ-UBND.")
    decided_on = DateField(label="Ngày quyết định")
    body = LineField(label="Cơ quan quyết định", max_length=255)
    signer_office = LineField(label="Chức vụ người ký", max_length=255, required=False)
    signer = LineField(label="Họ tên người ký", max_length=150, required=False)
    note = LineField(label="Ghi chú", max_length=1000, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        lines: list[SubmissionLine],
        units: list[tuple[int, str]],
        decision: CouncilDecision | None = None,
        initial: Mapping[str, Any] | None = None,
    ):
        kept = {name: getattr(decision, name) for name in (*KEPT, "version")} if decision else dict(initial or {})
        super().__init__(data, initial=kept)
        self.units = units
        awards = list(decision.awards.order_by("pk")) if decision else []
        self.lines = [_row(line, data, decision, awards) for line in lines]
        self.added = list(_typed_rows(data) if data is not None else _stored_rows(awards))

    def with_more_rows(self) -> "DecisionForm":
        first = len(self.added)
        self.added = [*self.added, *(AddedRow(first + n) for n in range(BLANK_ROWS))][:MOST_ROWS]
        self.initial = {name: self.data.get(name, "") for name in (*KEPT, "version")}
        self.is_bound = False  # nothing was handed in: what is still missing is not told yet
        return self

    @property
    def content(self) -> Content:
        return Content(
            values={name: self.cleaned_data[name] for name in KEPT},
            lines={row.line.pk: _decided(row) for row in self.lines},
            added=tuple(_added(row) for row in self.added if not row.is_empty),
        )


# Proposed lines -----------------------------------------------------------------------------------------------------


def _row(line: SubmissionLine, data: Any, decision: CouncilDecision | None, awards: list[GrantedAward]) -> LineRow:
    proposed = proposed_form(line)
    if data is not None:
        typed = [clean(data.get(f"l{line.pk}-{part}", ""))[:500] for part in ("ket-qua", "hinh-thuc", "ghi-chu")]
        known = typed[0] if typed[0] in {key for key, _ in OUTCOMES} else Outcome.LATER.value
        return LineRow(line, proposed, known, typed[1][:255], typed[2])
    if decision is None:
        return LineRow(line, proposed, Outcome.AS_PROPOSED.value, "", "")
    return _stored_row(line, proposed, decision, next((award for award in awards if award.line_id == line.pk), None))


def _stored_row(line: SubmissionLine, proposed: str, decision: CouncilDecision, award: GrantedAward | None) -> LineRow:
    if award is None:
        refused = decision.refused.get(str(line.pk))
        outcome = Outcome.LATER if refused is None else Outcome.REFUSED
        return LineRow(line, proposed, outcome.value, "", refused or "")
    if award.form == proposed:
        return LineRow(line, proposed, Outcome.AS_PROPOSED.value, "", award.note)
    return LineRow(line, proposed, Outcome.OTHER.value, award.form, award.note)


def _decided(row: LineRow) -> Decided:
    outcome = Outcome(row.outcome)
    if outcome is Outcome.OTHER and row.form == row.proposed:
        outcome = Outcome.AS_PROPOSED
    return Decided(outcome, row.form if outcome is Outcome.OTHER else "", row.note)


# What was not proposed ----------------------------------------------------------------------------------------------


def _typed_rows(data: Any) -> Iterator[AddedRow]:
    typed = clean(data.get("rows", ""))
    many = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else 0
    for n in range(min(many, MOST_ROWS)):
        parts = {
            name: clean(data.get(f"m{n}-{part}", ""))[:most]
            for name, part, most in (
                ("award", "ma", 12),
                ("unit", "don-vi", 12),
                ("person", "nguoi", 150),
                ("office", "chuc-vu", 255),
                ("form", "hinh-thuc", 255),
                ("note", "ghi-chu", 500),
            )
        }
        yield AddedRow(n, **parts)


def _stored_rows(awards: list[GrantedAward]) -> Iterator[AddedRow]:
    found = [award for award in awards if award.line_id is None]
    for n, award in enumerate(found):
        yield AddedRow(
            n, str(award.pk), str(award.unit_id or ""), award.person_name, award.office, award.form, award.note
        )
    for n in range(len(found), len(found) + BLANK_ROWS):
        yield AddedRow(n)


def _added(row: AddedRow) -> Added:
    return Added(
        unit=_key(row.unit) or 0,
        form=row.form,
        note=row.note,
        person=row.person,
        office=row.office,
        award=_key(row.award),
    )


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None
