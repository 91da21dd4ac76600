"""A comparison in words: what the page prints. The rows are made here, because a round has thousands of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards.offline.comparison import Comparison, Line
from awards.offline.merging import Choice, Content
from scoring.arithmetic import Criterion
from scoring.entries import entry_from_text
from scoring.explain import entry_words
from toolkit.numbers import decimal_text, shorten

MOST_OPEN = 60  # a longer list is folded together
UNKNOWN = "không rõ"


def entry_shown(text: str, criterion: Criterion) -> str:
    """An entry as people write it; what a file says and is no entry stays as it is."""
    try:
        return entry_words(entry_from_text(text), criterion)
    except ValueError:
        return shorten(text)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A line both sides changed. `choice` is what was chosen on an earlier try, "" as long as nothing was."""

    pk: int
    unit: str
    code: str
    title: str
    downloaded: SafeString
    filled: SafeString
    now: SafeString
    basis: str
    choice: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one kind of change as rows of a table."""

    rows: SafeString
    count: int

    @property
    def is_long(self) -> bool:
        return self.count > MOST_OPEN


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a comparison."""

    conflicts: Sequence[Conflict]
    taken: Part
    stays: Part
    left_out: Part
    same: int
    notes: Sequence[str]
    totals: Sequence[tuple[str, str, str, str]]
    has_units: bool
    versions: str

    @property
    def does_something(self) -> bool:
        return bool(self.conflicts or self.taken.count)

    @property
    def missing(self) -> list[Conflict]:
        return [conflict for conflict in self.conflicts if conflict.is_missing]


def shown_of(
    comparison: Comparison, *, label: str, has_units: bool, choices: Mapping[int, Choice], asks: bool
) -> Shown:
    """`label` is what the words beside an entry are ("Ghi chú", "Lý do"); `asks` marks what is still to be chosen."""
    units = set[str]() if not has_units else {line.unit for line in (*comparison.taken, *comparison.conflicts)}
    totals = [
        (code, name, decimal_text(before), decimal_text(after))
        for code, name, before, after in comparison.totals()
        if not has_units or code in units
    ]
    return Shown(
        conflicts=[_conflict(line, label, choices, asks) for line in comparison.conflicts],
        taken=_part(comparison.taken, label, has_units),
        stays=_part(comparison.stays, label, has_units),
        left_out=_part(comparison.left_out, label, has_units),
        same=comparison.same,
        notes=comparison.notes,
        totals=totals,
        has_units=has_units,
        versions=",".join(f"{pk}:{version}" for pk, version in comparison.versions.items()),
    )


def _conflict(line: Line, label: str, choices: Mapping[int, Choice], asks: bool) -> Conflict:
    choice = choices.get(line.mark.pk)
    return Conflict(
        pk=line.mark.pk,
        unit=line.unit,
        code=line.criterion.code,
        title=line.criterion.title,
        downloaded=said(line.downloaded, line.criterion, label),
        filled=said(line.filled, line.criterion, label),
        now=said(line.now, line.criterion, label),
        basis=line.basis,
        choice=choice.value if choice else "",
        is_missing=asks and choice is None,
    )


def said(content: Content | None, criterion: Criterion, label: str) -> SafeString:
    """An entry with the words beside it."""
    entry = UNKNOWN if content is None else entry_shown(content.entry, criterion)
    beside = (
        format_html(' <span class="beside">{}: {}</span>', label, content.words) if content and content.words else ""
    )
    return format_html('<span class="said-of">{}{}</span>', entry, beside)


def _part(lines: Sequence[Line], label: str, has_units: bool) -> Part:
    return Part(format_html_join("\n", "{}", ((_row(line, label, has_units),) for line in lines)), len(lines))


def _row(line: Line, label: str, has_units: bool) -> SafeString:
    unit = format_html('<td role="cell" data-label="Đơn vị">{}</td>', line.unit) if has_units else ""
    cells: Iterable[tuple[str, SafeString]] = (
        ("Lúc tải", said(line.downloaded, line.criterion, label)),
        ("Trong tệp", said(line.filled, line.criterion, label)),
        ("Trên web", said(line.now, line.criterion, label)),
    )
    refusal = format_html('<span class="why-not">{}</span>', line.refusal) if line.is_left_out else ""
    return format_html(
        '<tr role="row"><th role="rowheader" scope="row"><span class="code">{}</span> {}{}</th>{}{}</tr>',
        line.criterion.code,
        line.criterion.title,
        refusal,
        unit,
        format_html_join("", '<td role="cell" data-label="{}">{}</td>', cells),
    )
