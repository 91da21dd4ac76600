"""A whole round as the scoring workbook (docs/workbook.md) with one sheet more, and the appraisal read back from it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from awards.content import content_of
from awards.offline.filled import Filled, Place, read_file
from awards.offline.merging import Content
from awards.offline.origin import Base, Key, Origin, origin_of_round, origin_sheet
from awards.workbook import Workbook, names, write_workbook
from awards.workbook.reading_criteria import CriteriaTable
from awards.workbook.reading_marks import Entries, read_entries, read_reasons
from awards.workbook.reading_marks import Round as ReadAgainst
from awards.workbook.reading_settings import RoundSettings
from awards.workbook.reading_units import UnitRow
from scoring import arithmetic
from scoring.arithmetic import Criterion
from scoring.entries import entry_from_text, entry_text
from scoring.models import Mark, Round
from toolkit.spreadsheets import Findings, SheetData
from toolkit.text import clean, fold


def appraised_content(mark: Mark) -> Content:
    """What counts of a line, as the site has it."""
    return Content(mark.appraised_entry, clean(mark.reason))


# Written --------------------------------------------------------------------------------------------------------------


def write_round_file(round: Round, marks: Sequence[Mark], *, at: datetime, concealed: str = "") -> bytes:
    """The workbook of a round under way, of these lines alone: each with its sheet's unit and its criterion.

    `concealed` is the code of the unit of which nobody tells yet what its appraiser decided.
    """
    bases = {
        (mark.sheet.unit.code, mark.criterion.code): Base(mark.version, appraised_content(mark), mark.self_entry)
        for mark in marks
    }
    return write_workbook(
        workbook_under_way(round, marks, concealed), [origin_sheet(origin_of_round(round), bases, at=at)]
    )


def workbook_under_way(round: Round, marks: Sequence[Mark], concealed: str) -> Workbook:
    content, bloc = content_of(round), round.campaign.bloc
    lines: dict[str, dict[str, arithmetic.Mark]] = defaultdict(dict)
    for mark in marks:
        entries = entry_from_text(mark.self_entry), entry_from_text(mark.appraised_entry)
        lines[mark.sheet.unit.code][mark.criterion.code] = arithmetic.Mark(*entries, mark.reason)
    return Workbook(
        commune=bloc.commune.name,
        city=bloc.commune.city,
        number=bloc.number,
        bloc_name=bloc.name,
        year=round.year,
        round_name=round.name,
        content=replace(content, sheets=tuple(_told(s, lines[s.unit], concealed) for s in content.sheets)),
    )


def _told(sheet: arithmetic.Sheet, marks: dict[str, arithmetic.Mark], concealed: str) -> arithmetic.Sheet:
    if sheet.unit == concealed:
        return replace(sheet, excluded="", votes=None, marks=marks)
    return replace(sheet, marks=marks)


# Read -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frame:
    """What a round's file is read against: its units as (code, name, role), its criteria and its step."""

    units: Sequence[tuple[str, str, str]]
    criteria: tuple[Criterion, ...]
    step: Decimal


def read_round_file(data: bytes, expected: Origin, frame: Frame) -> Filled:
    """Raises SpreadsheetFaults for a file that does not belong here (filled.read_file)."""
    against = _against(frame)

    def read(sheets: dict[str, SheetData], findings: Findings, filled: Filled) -> None:
        sheet = sheets.get(fold(names.APPRAISED))
        if sheet is None:
            findings.fault(names.APPRAISED, "", "", "Sổ thiếu trang tính này.")
            return
        appraised = read_entries(sheet, against, findings)
        if appraised is not None:
            _take_appraised(appraised, _reasons(sheets, against, findings), frame, findings, filled)
        own = sheets.get(fold(names.SELF))
        found = read_entries(own, against, findings) if own else None
        if found is not None:
            filled.self_entries = _texts(found, frame)

    return read_file(data, expected, (names.SELF, names.APPRAISED, names.REASONS), read)


def _against(frame: Frame) -> ReadAgainst:
    table = CriteriaTable(
        criteria=frame.criteria,
        area_titles=(),
        codes={fold(criterion.code): criterion.code for criterion in frame.criteria},
        is_complete=True,
        codes_are_sure=True,
    )
    units = [UnitRow(code, name, role, "") for code, name, role in frame.units]
    return ReadAgainst(RoundSettings(step=frame.step), units, table)


def _reasons(sheets: Mapping[str, SheetData], against: ReadAgainst, findings: Findings) -> Mapping[Key, str]:
    sheet = sheets.get(fold(names.REASONS))
    return read_reasons(sheet, against, findings).texts if sheet else {}


def _texts(found: Entries, frame: Frame) -> dict[Key, str]:
    """Canonical texts of every line that stands in the sheet, empty ones too."""
    kinds = {criterion.code: criterion.kind for criterion in frame.criteria}
    return {key: entry_text(found.entries.get(key), kinds[key[1]]) or "" for key in found.places}


def _take_appraised(
    found: Entries, reasons: Mapping[Key, str], frame: Frame, findings: Findings, filled: Filled
) -> None:
    for key, text in _texts(found, frame).items():
        filled.places[key] = Place(found.title, found.places[key])
        filled.contents[key] = Content(text, reasons.get(key, ""))
    missing = [c.code for c in frame.criteria if fold(c.code) not in found.rows_found]
    if missing:
        findings.note(f"Trang {found.title} không có dòng của tiêu chí {', '.join(missing)}; trên web giữ nguyên.")
