"""A Workbook as a file that reads back as the same Workbook."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from awards.arithmetic import AwardRule, RoundContent
from awards.why import more_conditions
from awards.workbook import names
from awards.workbook.contents import Workbook
from awards.workbook.guide import GUIDE_LINES
from scoring.arithmetic import CENT, DEFAULT_TIE_BREAK, Criterion, Entry, Mark, Sheet, Verdict, area_of_step
from toolkit.spreadsheets import NewSheet, Percent, write_sheets
from toolkit.spreadsheets.writing import Value

Rows = list[list[Value]]


def write_workbook(workbook: Workbook, more: Iterable[NewSheet] = ()) -> bytes:
    """The .xlsx: the same bytes for the same workbook. The optional sheets are written when they have content.

    `more` are sheets of another reader's; ours passes over them.
    """
    content = workbook.content
    sheets = [
        *table_sheets(workbook),
        _marks_sheet(names.SELF, content, lambda mark: mark.self_entry),
        _marks_sheet(names.APPRAISED, content, lambda mark: mark.appraised),
    ]
    for title, heading, rows, widths in _optional_sheets(content):
        if rows:
            sheets.append(NewSheet(title, [heading, *rows], widths))
    sheets.append(NewSheet(names.GUIDE, [[names.GUIDE], *([line] for line in GUIDE_LINES)], (120,)))
    return write_sheets([*sheets, *more])


def table_sheets(workbook: Workbook) -> list[NewSheet]:
    """Khối, Đơn vị and Tiêu chí: what stands before anything is scored."""
    content = workbook.content
    return [
        NewSheet(names.SETTINGS, _settings_rows(workbook), (22, 60)),
        NewSheet(names.UNITS, _unit_rows(content), (6, 12, 48, 18, 36), choices={4: list(names.ROLES.values())}),
        NewSheet(
            names.CRITERIA,
            _criterion_rows(content),
            (8, 40, 60, 16, 12, 12, 12),
            choices={4: list(names.KINDS.values())},
        ),
    ]


def _settings_rows(workbook: Workbook) -> Rows:
    settings = workbook.content.settings
    rows: Rows = [
        [names.ITEM, names.VALUE],
        [names.COMMUNE, workbook.commune],
        [names.CITY, workbook.city],
        [names.NUMBER, workbook.number],
        [names.BLOC_NAME, workbook.bloc_name],
        [names.YEAR, workbook.year],
        [names.ROUND_NAME, workbook.round_name],
        [names.STEP, _points(settings.step)],
        [names.BONUS_CAP, _points(settings.bonus_cap)],
    ]
    if _can_write_chain(workbook.content):
        rows.append([names.TIE_BREAK, "; ".join(names.step_text(step) for step in settings.tie_break)])
    return rows


def _can_write_chain(content: RoundContent) -> bool:
    """The default chain names area 1 even where there is none; a chain that is written may not."""
    areas = {number for number, _ in content.area_titles} | {None}
    chain = content.settings.tie_break
    return chain != DEFAULT_TIE_BREAK or all(area_of_step(step) in areas for step in chain)


def _unit_rows(content: RoundContent) -> Rows:
    rows: Rows = [[names.ORDINAL, names.CODE, names.UNIT_NAME, names.ROLE, names.EXCLUDED]]
    for number, sheet in enumerate(content.sheets, 1):
        rows.append([number, sheet.unit, sheet.name, names.ROLES[sheet.role], sheet.excluded])
    return rows


def _criterion_rows(content: RoundContent) -> Rows:
    titles = dict(content.area_titles)
    rows: Rows = [[names.CODE, names.AREA, names.TITLE, names.KIND, names.MAXIMUM, names.UNIT_POINTS, names.TARGET]]
    for c in content.criteria:
        title = titles.pop(c.area, "") if c.area else ""
        area = f"{c.area}. {title}" if title else str(c.area or "")
        rows.append([c.code, area, c.title, names.KINDS[c.kind], _points(c.maximum), _points(c.unit_points), c.target])
    return rows


def _marks_sheet(title: str, content: RoundContent, entry_of: Callable[[Mark], Entry]) -> NewSheet:
    rows: Rows = [[names.CODE, names.TITLE, *(sheet.unit for sheet in content.sheets)]]
    for criterion in content.criteria:
        entries = (_cell(entry_of(sheet.mark(criterion))) for sheet in content.sheets)
        rows.append([criterion.code, criterion.title, *entries])
    return NewSheet(title, rows, (8, 60), frozen_columns=2)


def _cell(entry: Entry) -> Value:
    return names.NOT_APPLICABLE if entry is Verdict.NOT_APPLICABLE else entry


def _optional_sheets(content: RoundContent) -> Iterable[tuple[str, list[Value], Rows, tuple[int, ...]]]:
    yield (
        names.REASONS,
        [names.UNIT_CODE, names.CRITERION_CODE, names.REASON],
        [row for sheet in content.sheets for row in _reason_rows(sheet, content.criteria)],
        (14, 14, 80),
    )
    yield (
        names.BANDS,
        [names.BAND, names.FROM_TOTAL],
        [[band.name, _points(band.lowest_total)] for band in content.settings.bands],
        (40, 14),
    )
    yield (
        names.RULES,
        [names.CODE, names.FORM, names.QUOTA, names.LOWEST_TOTAL, names.WORST_RANK, names.AUTHORITY],
        [_rule_row(rule) for rule in content.rules],
        (10, 40, 12, 16, 16, 40),
    )
    yield (
        names.CONDITIONS,
        [names.CODE, names.FORM, names.ASKED],
        [[rule.code, rule.form, "; ".join(more_conditions(rule))] for rule in content.rules if rule.has_conditions],
        (10, 40, 100),
    )
    yield (
        names.VOTES,
        [names.UNIT_CODE, names.BALLOTS],
        [[sheet.unit, sheet.votes] for sheet in content.sheets if sheet.votes is not None],
        (14, 12),
    )


def _reason_rows(sheet: Sheet, criteria: Iterable[Criterion]) -> Rows:
    marks = [(criterion.code, sheet.mark(criterion)) for criterion in criteria]
    return [[sheet.unit, code, mark.reason] for code, mark in marks if mark.reason]


def _rule_row(rule: AwardRule) -> list[Value]:
    quota: Value = rule.quota.number if rule.quota.percent is None else Percent(rule.quota.percent)
    return [rule.code, rule.form, quota, _points(rule.lowest_total), rule.worst_rank, rule.authority]


def _points(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(CENT)
