"""What a file would do to what is kept of a bloc: new, there already, different. Nothing is stored here."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from awards.actions.past_awards import FOLLOWS, key_of
from awards.history_import import names
from awards.history_import.reading import AwardRow, HistoryFile, StandingRow, Units, read_history
from awards.models import GrantedAward, PastStanding
from scoring.models import Round
from toolkit.numbers import decimal_text
from toolkit.spreadsheets import Findings, SpreadsheetFaults
from toolkit.text import fold
from units.models import Bloc

EMPTY = "trống"
MOST_SHOWN = 200
OF_AWARD = {"office": names.OFFICE, "decided_on": names.DAY, "body": names.BODY, "note": names.NOTE}
OF_STANDING = {"rank": names.RANK, "total": names.TOTAL, "classification": names.CLASSIFICATION}
SETTLED = "Kỳ chấm này đã chốt trong phần mềm; kết quả lấy từ đó, không nhập đè."


@dataclass(frozen=True, slots=True)
class Difference:
    """One value: what it is, and what the file makes of it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A stored row and the values the file gives it instead."""

    row: Any
    values: Mapping[str, Any]
    words: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet against what is kept: rows to be made, changes, and how many are there already."""

    title: str
    new: tuple[Any, ...] = ()
    changed: tuple[Change, ...] = ()
    kept: int = 0

    @property
    def new_words(self) -> list[str]:
        return [words_of(row) for row in self.new[:MOST_SHOWN]]

    @property
    def rest(self) -> int:
        """How many of the new rows are not listed."""
        return max(len(self.new) - MOST_SHOWN, 0)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """With any problem a file does nothing. `stamp` stands for everything it was compared with."""

    stamp: str
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    awards: Sheet = Sheet(names.AWARDS)
    standings: Sheet = Sheet(names.STANDINGS)

    @property
    def sheets(self) -> tuple[Sheet, Sheet]:
        return self.awards, self.standings

    @property
    def kept(self) -> int:
        return self.awards.kept + self.standings.kept

    @property
    def does_something(self) -> bool:
        return not self.problems and any(sheet.new or sheet.changed for sheet in self.sheets)


def rehearse(bloc: Bloc, data: bytes, *, on: date) -> Rehearsal:
    """Five queries, however many rows."""
    kept = Kept(bloc)
    findings = Findings()
    try:
        file = read_history(data, kept.units, findings, on=on)
    except SpreadsheetFaults as found:
        return Rehearsal(kept.stamp, problems=tuple(found.lines()))
    awards, standings = _awards(file, kept, findings), _standings(file, kept, findings)
    if findings.faults:
        problems = SpreadsheetFaults(findings.faults).lines()
        return Rehearsal(kept.stamp, problems=tuple(problems), notes=findings.notes)
    return Rehearsal(kept.stamp, (), (*findings.notes, *_unknown_units(kept.units)), awards, standings)


class Kept:
    """What is stored of the bloc, and a stamp that is another one whenever any of it is."""

    def __init__(self, bloc: Bloc):
        self.bloc = bloc
        units = list(bloc.units.order_by("pk"))
        awards = list(GrantedAward.objects.filter(bloc=bloc).select_related("unit").order_by("pk"))
        standings = list(PastStanding.objects.filter(bloc=bloc).select_related("unit").order_by("pk"))
        settled = Round.objects.settled().filter(campaign__bloc=bloc).values_list("campaign__year", "name", "pk")
        self.units = Units.of(units)
        self.awards = {key_of(award): award for award in awards}
        self.standings = {standing_key(row): row for row in standings}
        self.settled = {(year, fold(name)) for year, name, _ in settled}
        said = (
            [(unit.pk, unit.code, unit.name) for unit in units],
            [_values(row, "version", "decision_id", *AWARD_FIELDS) for row in awards],
            [_values(row, *STANDING_FIELDS) for row in standings],
            sorted(self.settled),
        )
        self.stamp = hashlib.sha256(repr(said).encode()).hexdigest()[:32]

    def award(self, row: AwardRow) -> GrantedAward | None:
        """The stored one; also where it was kept by name before its unit joined the bloc."""
        by_name = (row.key[0], fold(row.unit_name), *row.key[2:])
        return self.awards.get(row.key) or self.awards.get(by_name)

    def standing(self, row: StandingRow) -> PastStanding | None:
        return self.standings.get(row.key) or self.standings.get((*row.key[:2], fold(row.unit_name)))


AWARD_FIELDS = ("year", "unit_id", "unit_name", "person_name", "form", "decision_number", *OF_AWARD)
STANDING_FIELDS = ("pk", "year", "round_name", "unit_id", "unit_name", *OF_STANDING)


def _values(row: Any, *fields: str) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in ("pk", *fields))


def standing_key(row: PastStanding) -> tuple:
    return row.year, fold(row.round_name), row.unit_id or fold(row.unit_name)


def _awards(file: HistoryFile, kept: Kept, findings: Findings) -> Sheet:
    new, changed = [], []
    for row in file.awards:
        stored = kept.award(row)
        if stored is None:
            new.append(new_award(kept.bloc, row))
        elif change := _change(stored, row, OF_AWARD):
            changed.append(change)
            if stored.decision_id:
                findings.fault(names.AWARDS, f"{row.number}:{row.number}", "", FOLLOWS)
    return Sheet(names.AWARDS, tuple(new), tuple(changed), len(file.awards) - len(new) - len(changed))


def _standings(file: HistoryFile, kept: Kept, findings: Findings) -> Sheet:
    new, changed = [], []
    for row in file.standings:
        if (row.year, fold(row.round_name)) in kept.settled:
            findings.fault(names.STANDINGS, f"{row.number}:{row.number}", row.round_name, SETTLED)
            continue
        stored = kept.standing(row)
        if stored is None:
            new.append(new_standing(kept.bloc, row))
        elif change := _change(stored, row, OF_STANDING):
            changed.append(change)
    return Sheet(names.STANDINGS, tuple(new), tuple(changed), len(file.standings) - len(new) - len(changed))


def new_award(bloc: Bloc, row: AwardRow) -> GrantedAward:
    award = GrantedAward(
        bloc=bloc,
        year=row.year,
        unit=row.unit,
        unit_name=row.unit_name,
        person_name=row.person_name,
        office=row.office,
        form=row.form,
        decision_number=row.decision_number,
        decided_on=row.decided_on,
        body=row.body,
        note=row.note,
    )
    award.search_text = award.words_to_search()
    return award


def new_standing(bloc: Bloc, row: StandingRow) -> PastStanding:
    return PastStanding(
        bloc=bloc,
        year=row.year,
        round_name=row.round_name,
        unit=row.unit,
        unit_name=row.unit_name,
        rank=row.rank,
        total=row.total,
        classification=row.classification,
    )


def _change(stored: Any, row: Any, labels: Mapping[str, str]) -> Change | None:
    values = {name: getattr(row, name) for name in labels if getattr(row, name) != getattr(stored, name)}
    if not values:
        return None
    told = tuple(Difference(labels[n], value_words(getattr(stored, n)), value_words(v)) for n, v in values.items())
    return Change(stored, values, words_of(stored), told)


def _unknown_units(units: Units) -> Iterator[str]:
    for name in units.unknown.values():
        yield f"“{name}” không phải tên hay mã của đơn vị nào trong Khối; giữ tên như trong tệp, không gắn với đơn vị."


# In words ---------------------------------------------------------------------------------------------------------


def words_of(row: GrantedAward | PastStanding) -> str:
    if isinstance(row, PastStanding):
        rank = f"hạng {row.rank}" if row.rank else ""
        total = f"{decimal_text(row.total)} điểm" if row.total is not None else ""
        return f"{row.round_name}, {row.unit_name}: {', '.join(filter(None, (rank, total, row.classification)))}"
    who = f"{row.person_name}, {row.unit_name}" if row.person_name else row.unit_name
    return f"Năm {row.year}, {who}: {row.form}, Quyết định số {row.decision_number} ngày {row.decided_on:%d/%m/%Y}"


def value_words(value: Any) -> str:
    match value:
        case None | "":
            return EMPTY
        case date():
            return f"{value:%d/%m/%Y}"
        case Decimal():
            return decimal_text(value)
    return str(value)
