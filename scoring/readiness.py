"""What is missing before a round moves on, named by unit and criterion, and what is in order already.

Read by the page of the round, by the head's list of things to do, and by the actions that move the round.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from scoring.arithmetic import Kind, problems
from scoring.models import BASE_KINDS, Mark, Objection, Round, ScoreSheet
from scoring.states import ObjectionState, RoundState, SheetState
from scoring.stored import criteria_of, rows_of, sheets_of
from units.models import Role

NOT_APPRAISED = "chưa có điểm thẩm định"  # as scoring.arithmetic says it
RECORD_ROLES = "Trước khi mở tự chấm, ghi đơn vị và vai trò của năm."
NAMED = 6  # so many codes are named, then counted


class Where(StrEnum):
    """The page on which something that is missing is done."""

    ROUND = "round"  # nowhere: time passes, or another desk acts
    DATES = "dates"
    TABLE = "table"
    SHEET = "sheet"
    APPRAISAL = "appraisal"
    OBJECTIONS = "objections"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to be done before the next step; `unit` the key of the unit it is about, None for the round itself.

    `is_blocking` False is told, but does not hold the step up. `where` it is done.
    """

    words: str
    unit: int | None = None
    is_blocking: bool = True
    where: Where = Where.ROUND


def missing_of(round: Round, *, at: datetime) -> list[Missing]:
    """Before the phase after the present one. A fixed number of queries."""
    match round.phase:
        case RoundState.PREPARING:
            return list(_before_self_scoring(round, at))
        case RoundState.SELF_SCORING:
            return list(_before_appraisal(round, at))
        case RoundState.APPRAISING:
            return [*_returned(round), *_not_appraised(round)]
        case RoundState.SHOWN:
            return _not_appraised(round)
        case RoundState.OBJECTING:
            return list(_window(round, at))
        case RoundState.REVIEWING:
            return [*_open_objections(round), *_not_appraised(round)]
        case RoundState.SETTLED:
            return []


def reasons_not_to_move_on(round: Round, *, at: datetime) -> list[str]:
    if round.is_settled:
        return ["Kỳ chấm đã chốt."]
    return [missing.words for missing in missing_of(round, at=at) if missing.is_blocking]


def in_order_of(round: Round, sheets: Sequence[Any]) -> list[str]:
    """What is fine already, a sentence each. `sheets` are the round's, with `appraised` and `most` counted
    (ScoreSheetQuerySet.with_progress). One query at most."""
    count = len(sheets)
    match round.phase:
        case RoundState.PREPARING:
            table = round.criteria_set
            return [] if table.is_draft else [f"Bộ tiêu chí “{table}” đã duyệt."]
        case RoundState.SELF_SCORING:
            found = sum(sheet.is_submitted for sheet in sheets)
            return [f"{found}/{count} đơn vị đã nộp phiếu tự chấm."] if found else []
        case RoundState.APPRAISING:
            found = sum(sheet.appraised >= sheet.most for sheet in sheets)
            return [f"{found}/{count} đơn vị đã thẩm định xong."] if found else []
        case RoundState.SETTLED:
            return []
    answered = Objection.objects.in_round(round).filter(state=ObjectionState.ANSWERED).count()
    told = [f"{answered} kiến nghị đã được trả lời."] if answered else []
    return [f"{count} đơn vị đã được thẩm định và công khai điểm.", *told]


def _before_self_scoring(round: Round, at: datetime) -> Iterator[Missing]:
    table = round.criteria_set
    if not table.criteria.exists():
        yield Missing(f"Bộ tiêu chí “{table}” chưa có tiêu chí nào.", where=Where.TABLE)
    elif table.is_draft:
        yield Missing(f"Bộ tiêu chí “{table}” chưa được duyệt.", where=Where.TABLE)
    if round.self_scoring_until is None:
        yield Missing("Chưa ghi hạn tự chấm.", where=Where.DATES)
    elif round.self_scoring_until <= at:
        yield Missing("Hạn tự chấm đã qua. Ghi hạn mới trước khi mở tự chấm.", where=Where.DATES)
    roles = list(round.campaign.bloc.memberships.filter(year=round.year).values_list("role", flat=True))
    if not roles:
        yield Missing(f"Khối chưa có đơn vị nào tham gia năm {round.year}. {RECORD_ROLES}")
    elif Role.DEPUTY not in roles:
        yield Missing(f"Khối chưa có Phó Trưởng Khối: chưa có người thẩm định đơn vị của Trưởng Khối. {RECORD_ROLES}")


def _before_appraisal(round: Round, at: datetime) -> Iterator[Missing]:
    """Once the deadline is over the round may go on without those who did not hand in."""
    is_over = round.self_scoring_until is not None and at > round.self_scoring_until
    empty = Count("marks", filter=Q(marks__self_entry="", marks__criterion__kind__in=BASE_KINDS))
    sheets = ScoreSheet.objects.in_round(round).not_submitted().annotate(empty=empty).order_by("position", "pk")
    for sheet in sheets:
        left = f", còn {sheet.empty} tiêu chí chưa chấm" if sheet.empty else ""
        word = "đang sửa phiếu bị trả lại" if sheet.state == SheetState.RETURNED else "chưa nộp phiếu tự chấm"
        yield Missing(f"{sheet.unit_name} {word}{left}.", sheet.unit_id, is_blocking=not is_over, where=Where.SHEET)


def _returned(round: Round) -> list[Missing]:
    found = [
        Missing(f"{sheet.unit_name} chưa nộp lại phiếu bị trả lại.", sheet.unit_id, where=Where.SHEET)
        for sheet in ScoreSheet.objects.in_round(round).filter(state=SheetState.RETURNED).order_by("position", "pk")
    ]
    codes: dict[tuple[str, int], list[str]] = defaultdict(list)
    rows = Mark.objects.in_round(round).returned().order_by("sheet__position", "criterion__position")
    for name, unit, code in rows.values_list("sheet__unit_name", "sheet__unit_id", "criterion__code"):
        codes[name, unit].append(code)
    found += [
        Missing(f"{name} chưa gửi lại tiêu chí {_codes(those)} bị trả lại.", unit, where=Where.SHEET)
        for (name, unit), those in codes.items()
    ]
    return found


def _not_appraised(round: Round) -> list[Missing]:
    """What scoring.arithmetic.problems would say, by unit; a bonus nobody looked at is not appraised either."""
    criteria, sheets = criteria_of(rows_of(round.criteria_set)), sheets_of(round)
    names = {sheet.unit: sheet.name for sheet in sheets}
    keys = dict(ScoreSheet.objects.in_round(round).values_list("unit__code", "unit_id"))
    marks = {sheet.unit: sheet.marks for sheet in sheets}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for problem in problems(criteria, sheets):
        code = problem.criterion or ""
        mark = marks[problem.unit].get(code)
        is_empty = problem.criterion is not None and (mark is None or mark.appraised is None)
        found[problem.unit, NOT_APPRAISED if is_empty else problem.what].append(code)
    return [
        Missing(_sentence(names[unit], what, [c for c in codes if c]), keys[unit], where=Where.APPRAISAL)
        for (unit, what), codes in found.items()
    ]


def _sentence(unit: str, what: str, codes: Sequence[str]) -> str:
    if not codes:
        return f"{unit}: {what}."
    if what == NOT_APPRAISED:
        return f"{unit} còn {len(codes)} tiêu chí chưa thẩm định: {_codes(codes)}."
    return f"{unit}, tiêu chí {_codes(codes)}: {what}."


def _codes(codes: Sequence[str]) -> str:
    more = len(codes) - NAMED
    return ", ".join(codes[:NAMED]) + (f" và {more} tiêu chí nữa" if more > 0 else "")


def _window(round: Round, at: datetime) -> Iterator[Missing]:
    """Kiến nghị may come until the last minute that was announced."""
    if round.objecting_until is not None and at < round.objecting_until:
        until = timezone.localtime(round.objecting_until)
        yield Missing(f"Thời gian kiến nghị còn đến {until:%H:%M} ngày {until:%d/%m/%Y}.")
    yield from (replace(one, is_blocking=False) for one in _open_objections(round))


def _open_objections(round: Round) -> list[Missing]:
    rows = Objection.objects.in_round(round).open().order_by("filed_at", "pk")
    values = rows.values_list("unit__name", "mark__sheet__unit_name", "mark__sheet__unit", "mark__criterion__code")
    return [
        Missing(f"Kiến nghị của {who} về tiêu chí {code} của {whose} chưa được trả lời.", unit, where=Where.OBJECTIONS)
        for who, whose, unit, code in values
    ]


def is_appraised(kind: str, entry: str, at: datetime | None) -> bool:
    """Whether an appraiser has decided about a line: an empty bonus or penalty may be what was decided."""
    return bool(entry) or (at is not None and not Kind(kind).is_base)
