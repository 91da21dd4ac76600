"""What an appraiser reads beside a line: evidence, facts of the year, last year's value, what a cross-check said."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from campaigns.facts import NO_FACT, Fact, FactSource, all_facts, facts_of
from scoring.arithmetic import Kind, line_points
from scoring.entries import entry_from_text
from scoring.explain import entry_words
from scoring.grid_words import signed
from scoring.models import CheckedMark, Criterion, Evidence, Mark, Round, ScoreSheet
from scoring.reuse import Reuse, reuse_of
from scoring.states import RoundState
from scoring.stored import criterion_of


@dataclass(frozen=True, slots=True)
class OfTheYear:
    """What the facts of the year say for a criterion that names a source."""

    label: str
    fact: Fact

    @property
    def count(self) -> int:
        return self.fact.count


@dataclass(frozen=True, slots=True)
class LastYear:
    """The appraised entry of the unit for the criterion of the same code, as it was settled."""

    round_name: str
    entry: str
    points: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the unit that cross-checks would enter; `agrees` with the unit's own entry."""

    checker: str
    entry: str
    note: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    evidence: tuple[Evidence, ...] = ()
    reuse: tuple[Reuse, ...] = ()
    fact: OfTheYear | None = None
    last: LastYear | None = None
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class _Sources:
    evidence: Mapping[int, list[Evidence]] = field(default_factory=dict)
    reuse: Mapping[int, list[Reuse]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[int, Fact]] = field(default_factory=dict)
    last: Mapping[str, LastYear] = field(default_factory=dict)
    checked: Mapping[int, tuple[str, str, str]] = field(default_factory=dict)


def dossiers_of(
    sheet: ScoreSheet, marks: Sequence[Mark], round: Round, *, user, on: date, with_check: bool = True
) -> dict[int, Dossier]:
    """By the key of each line, which has its criterion. A fixed number of queries, however many lines."""
    sources = _Sources(
        evidence=_evidence(marks),
        reuse=reuse_of(marks, user=user),
        facts=_facts(round, {mark.criterion.source for mark in marks} - {""}, on),
        last=last_year(sheet, round, [mark.criterion for mark in marks]),
        checked=_checked(sheet, marks) if with_check else {},
    )
    return {mark.pk: _dossier(sheet, mark, sources) for mark in marks}


def _dossier(sheet: ScoreSheet, mark: Mark, sources: _Sources) -> Dossier:
    source = mark.criterion.source
    facts = sources.facts.get(source, {}) if source else {}
    checked = sources.checked.get(mark.criterion_id)
    return Dossier(
        evidence=tuple(sources.evidence.get(mark.pk, ())),
        reuse=tuple(sources.reuse.get(mark.pk, ())),
        fact=OfTheYear(str(FactSource(source).label), facts.get(sheet.unit_id, NO_FACT)) if source else None,
        last=sources.last.get(mark.criterion.code),
        checked=_told(mark, *checked) if checked else None,
    )


def _evidence(marks: Sequence[Mark]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.filter(mark__in=marks).order_by("added_at", "pk"):
        found[one.mark_id].append(one)
    return found


def _facts(round: Round, sources: set[str], on: date) -> dict[str, dict[int, Fact]]:
    """One source is asked for alone; of several all are read at once, the same rows once."""
    if len(sources) > 1:
        return {source.value: found for source, found in all_facts(round.campaign, on=on).items()}
    return {source: facts_of(round.campaign, FactSource(source), on=on) for source in sources}


def _checked(sheet: ScoreSheet, marks: Sequence[Mark]) -> dict[int, tuple[str, str, str]]:
    rows = CheckedMark.objects.filter(cross_check__round=sheet.round_id, cross_check__unit=sheet.unit_id)
    rows = rows.filter(criterion__in=[mark.criterion_id for mark in marks]).exclude(entry="", note="")
    values = rows.values_list("criterion_id", "cross_check__checker__name", "entry", "note")
    return {row[0]: row[1:] for row in values}


def _told(mark: Mark, checker: str, entry: str, note: str) -> Checked:
    words = entry_words(entry_from_text(entry), criterion_of(mark.criterion)) if entry else "không ghi số"
    return Checked(checker, words, note, agrees=bool(entry) and entry == mark.self_entry)


def last_year(sheet: ScoreSheet, round: Round, criteria: Sequence[Criterion]) -> dict[str, LastYear]:
    """By criterion code, from the settled round of the same kind if there was one. Two queries at most."""
    codes = [criterion.code for criterion in criteria]
    marks = Mark.objects.filter(sheet__unit=sheet.unit_id, sheet__round__state=RoundState.SETTLED)
    marks = marks.filter(sheet__round__campaign__bloc=round.bloc_id, sheet__round__campaign__year=round.year - 1)
    rows = marks.filter(criterion__code__in=codes).exclude(appraised_entry="")
    found = list(rows.select_related("criterion__area", "sheet__round").order_by("-sheet__round", "pk"))
    if not found:
        return {}
    before = min((mark.sheet.round for mark in found), key=lambda other: (other.kind != round.kind, -other.pk))
    best = _best(before, codes)
    return {m.criterion.code: _last(before, m, best) for m in found if m.sheet.round_id == before.pk}


def _best(before: Round, codes: Sequence[str]):
    rows = Mark.objects.filter(sheet__round=before, criterion__kind=Kind.COMPARATIVE, criterion__code__in=codes)
    best: dict = {}
    for code, text in rows.exclude(appraised_entry__in=("", "N/A")).values_list("criterion__code", "appraised_entry"):
        best[code] = max(entry_from_text(text), best.get(code, 0))
    return best


def _last(before: Round, mark: Mark, best) -> LastYear:
    criterion, entry = criterion_of(mark.criterion), entry_from_text(mark.appraised_entry)
    points = signed(criterion, line_points(criterion, entry, best.get(criterion.code)))
    return LastYear(before.name, entry_words(entry, criterion), points)
