"""Both sheets of marks and the reasons, joined into score sheets and checked by the rules of scoring.arithmetic."""

from collections.abc import Mapping

from awards.workbook import names
from awards.workbook.reading_marks import Entries, Key, Reasons, Round, read_entries, read_reasons, require_rows
from awards.workbook.reading_units import UnitRow
from scoring.arithmetic import EMPTY, Entry, Mark, Problem, Sheet, Verdict, problems
from scoring.entries import entry_text
from toolkit.spreadsheets import Findings, SheetData
from toolkit.text import fold


def join_marks(
    sheets: Mapping[str, SheetData], round: Round, votes: Mapping[str, int], findings: Findings
) -> tuple[Sheet, ...]:
    """The score sheets of all units. `sheets` by folded title."""
    return _Marks(sheets, round, votes, findings).read()


class _Marks:
    def __init__(self, sheets: Mapping[str, SheetData], round: Round, votes: Mapping[str, int], findings: Findings):
        self.sheets, self.round, self.votes, self.findings = sheets, round, votes, findings
        self.kinds = {criterion.code: criterion.kind for criterion in round.criteria.criteria}

    def read(self) -> tuple[Sheet, ...]:
        own = self._entries(names.SELF)
        appraised = self._entries(names.APPRAISED)
        reasons = self._reasons()
        sheets = tuple(self._sheet(unit, own, appraised, reasons) for unit in self.round.units)
        if appraised:
            require_rows(appraised, self.round, self.findings)
            self._check(sheets, own, appraised, reasons)
        return sheets

    def _entries(self, title: str) -> Entries | None:
        sheet = self.sheets.get(fold(title))
        return read_entries(sheet, self.round, self.findings) if sheet else None

    def _reasons(self) -> Reasons:
        sheet = self.sheets.get(fold(names.REASONS))
        return read_reasons(sheet, self.round, self.findings) if sheet else Reasons()

    def _sheet(self, unit: UnitRow, own: Entries | None, appraised: Entries | None, reasons: Reasons) -> Sheet:
        marks = {}
        for criterion in self.round.criteria.criteria:
            key = (unit.code, criterion.code)
            mark = Mark(_entry(own, key), _entry(appraised, key), reasons.texts.get(key, ""))
            if mark != EMPTY:
                marks[criterion.code] = mark
        return Sheet(unit.code, unit.name, unit.role, unit.excluded, self.votes.get(unit.code), marks)

    def _check(self, sheets: tuple[Sheet, ...], own: Entries | None, appraised: Entries, reasons: Reasons) -> None:
        marks = {sheet.unit: sheet.marks for sheet in sheets}
        for problem in problems(self.round.criteria.criteria, sheets):
            if problem.criterion is None:
                self._nothing_applies(problem, own, appraised)
                continue
            key = (problem.unit, problem.criterion)
            mark = marks[problem.unit].get(problem.criterion, EMPTY)
            is_missing = mark.appraised is None and self.kinds[problem.criterion].is_base
            if key in appraised.doubtful or (not is_missing and (key in reasons.doubtful or not reasons.is_readable)):
                continue
            what = problem.what if is_missing else self._difference(problem.criterion, mark)
            place = appraised.places.get(key, "")
            self.findings.fault(
                appraised.title, place, "", f"Đơn vị {problem.unit}, tiêu chí {problem.criterion}: {what}."
            )

    def _difference(self, code: str, mark: Mark) -> str:
        own, appraised = (_shown(entry_text(e, self.kinds[code])) for e in (mark.self_entry, mark.appraised))
        return f"thẩm định {appraised} khác tự chấm {own} mà chưa có lý do. Thêm một dòng vào trang {names.REASONS}"

    def _nothing_applies(self, problem: Problem, own: Entries | None, appraised: Entries) -> None:
        """Said at the unit's heading of the sheet it is about, and only when the whole table could be read."""
        found = own if own and "tự chấm" in problem.what else appraised
        if self.round.criteria.is_complete:
            place = found.headings.get(problem.unit, "")
            self.findings.fault(found.title, place, problem.unit, f"Đơn vị {problem.unit}: {problem.what}.")


def _entry(entries: Entries | None, key: Key) -> Entry:
    return entries.entries.get(key) if entries else None


def _shown(entry: str | None) -> str:
    """An entry inside a sentence: a decimal comma, and words for N/A and nothing."""
    if entry is None:
        return "để trống"
    return names.NOT_APPLICABLE if entry == Verdict.NOT_APPLICABLE else entry.replace(".", ",")
