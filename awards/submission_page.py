"""The submission of a round as it is read: what is proposed, by what, and each departure in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from awards.models import AwardRule, Submission, SubmissionLine
from awards.proposing import applied_rules
from awards.states import LineSource
from scoring.models import UnitResult
from toolkit.numbers import decimal_text

# By award, units before people; a database puts what is empty first or last unless it is told.
IN_ORDER = (
    F("rule__position").asc(nulls_last=True),
    F("nomination__rule__position").asc(nulls_first=True),
    "unit",
    F("nomination__full_name").asc(nulls_first=True),
    "pk",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposed unit or person. `why` is a departure's reason."""

    line: SubmissionLine
    name: str
    more: str
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    form: str
    authority: str
    shown: tuple[Shown, ...]
    left_open: str


@dataclass(frozen=True, slots=True)
class Page:
    groups: tuple[Group, ...]
    people: tuple[Group, ...]
    departures: tuple[str, ...]

    @property
    def units_count(self) -> int:
        return sum(len(group.shown) for group in self.groups)

    @property
    def people_count(self) -> int:
        return sum(len(group.shown) for group in self.people)

    @property
    def units_words(self) -> str:
        return f"{self.units_count} đơn vị"

    @property
    def people_words(self) -> str:
        return f"{self.people_count} cá nhân"


def lines_of(submission: Submission) -> list[SubmissionLine]:
    """In the order of the papers: by rule, then by rank."""
    lines = submission.lines.select_related("unit", "rule", "nomination__rule", "nomination__initiative")
    return list(lines.order_by(*IN_ORDER))


def page_of(submission: Submission) -> Page:
    """Three queries."""
    lines, ranks = lines_of(submission), ranks_of(submission)
    rules = applied_rules(submission.round)
    included = [line for line in lines if line.is_included]
    units = sorted((line for line in included if line.rule_id), key=lambda line: ranks[line.unit_id][1])
    return Page(
        groups=tuple(_group(rule, units, ranks, submission) for rule in rules),
        people=_people([line for line in included if line.nomination_id]),
        departures=departure_sentences(lines),
    )


def ranks_of(submission: Submission) -> dict[int, tuple[str, tuple[bool, int]]]:
    """By unit: "hạng 2, 97,42 điểm", and what to sort by."""
    rows = UnitResult.objects.filter(result__round=submission.round_id).ranked()
    return {
        unit: (f"hạng {rank}, {decimal_text(total)} điểm" if rank else "không xếp hạng", (rank is None, place))
        for place, (unit, rank, total) in enumerate(rows.values_list("sheet__unit_id", "rank", "total"))
    }


def _group(rule: AwardRule, units: Sequence[SubmissionLine], ranks: dict, submission: Submission) -> Group:
    shown = [_shown(line, line.unit.name, ranks[line.unit_id][0]) for line in units if line.rule_id == rule.pk]
    return Group(rule.form, rule.authority, tuple(shown), submission.left_open.get(rule.code, ""))


def _people(lines: Sequence[SubmissionLine]) -> tuple[Group, ...]:
    found: dict[int, list[SubmissionLine]] = {}
    for line in lines:
        found.setdefault(line.nomination.rule_id, []).append(line)  # type: ignore[union-attr]
    return tuple(_people_group(group) for group in found.values())


def _people_group(lines: list[SubmissionLine]) -> Group:
    rule = lines[0].nomination.rule  # type: ignore[union-attr]
    return Group(rule.form, rule.authority, tuple(_shown_person(line) for line in lines), "")


def _shown_person(line: SubmissionLine) -> Shown:
    person = line.nomination
    more = ", ".join(part for part in (person.office, line.unit.name) if part)  # type: ignore[union-attr]
    return _shown(line, person.full_name, more)  # type: ignore[union-attr]


def _shown(line: SubmissionLine, name: str, more: str) -> Shown:
    why = line.reason if line.is_departure else ""
    return Shown(line, name, more, LineSource(line.source).label, why)


# Departures ---------------------------------------------------------------------------------------------------------


def departure_sentences(lines: Sequence[SubmissionLine]) -> tuple[str, ...]:
    """ "Phòng Kinh tế: đề nghị Giấy khen thay cho Bằng khen. Lý do: …" One for each unit and person departed from."""
    departed: dict[tuple[int, int | None], list[SubmissionLine]] = {}
    for line in lines:
        if line.is_departure:
            departed.setdefault((line.unit_id, line.nomination_id), []).append(line)
    return tuple(_sentence(found) for found in departed.values())


def _sentence(lines: list[SubmissionLine]) -> str:
    first = lines[0]
    reason = f"Lý do: {first.reason.rstrip('.')}."
    if person := first.nomination:
        return f"{person.full_name}, {first.unit.name}: không đề nghị {person.rule.form}. {reason}"
    left_out = next((line.rule.form for line in lines if not line.is_included and line.rule), "")
    added = next((line.rule.form for line in lines if line.is_included and line.rule), "")
    return f"{first.unit.name}: {_what(left_out, added)}. {reason}"


def _what(left_out: str, added: str) -> str:
    if left_out and added:
        return f"đề nghị {added} thay cho {left_out}"
    return f"đề nghị thêm {added}" if added else f"không đề nghị {left_out}"
