"""A unit's sheet as a whole: handed in, taken back, sent back, excluded from the ranking."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from scoring.models import Mark, Round, ScoreSheet
from scoring.states import RoundState, SheetState
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import save_over, save_seen

# Who counts votes by other means says here why none is typed over them: (sheet) -> sentences (awards.apps).
reasons_of_counted_votes: list[Callable[[ScoreSheet], list[str]]] = []


def locked_sheet(sheet: ScoreSheet) -> ScoreSheet:
    """The sheet as it is stored, locked; its round is read afterwards, so that a move just made is seen."""
    stored = ScoreSheet.objects.select_for_update(of=("self",)).select_related("unit").get(pk=sheet.pk)
    stored.round = Round.objects.select_related("campaign__bloc").get(pk=stored.round_id)
    return stored


def locked_marks(sheet: ScoreSheet) -> list[Mark]:
    """Every line of a locked sheet, locked too, in the order scoring.actions.rounds.hold takes them: who saves a line
    just now is waited for, who comes later sees the sheet as it is then."""
    rows = Mark.objects.filter(sheet=sheet).select_for_update(of=("self",)).select_related("criterion")
    marks = list(rows.order_by("pk"))
    for mark in marks:
        mark.sheet = sheet
    return marks


@transaction.atomic
def submit_sheet(sheet: ScoreSheet, *, by, at: datetime) -> ScoreSheet:
    """Hand the sheet over for appraisal; the unit may take it back until the deadline. Raises NotPossible.

    What is empty counts as 0; lines that were sent back are handed in with it.
    """
    stored = locked_sheet(sheet)
    marks = locked_marks(stored)
    require(reasons_not_to_submit(stored, at))
    stored.submit(at=at)
    stored.version += 1
    with acting("Nộp phiếu tự chấm", by=by):
        stored.save()
        for mark in marks:
            if mark.is_returned:
                mark.remark, mark.version = "", mark.version + 1
                mark.save()
    return stored


@transaction.atomic
def withdraw_sheet(sheet: ScoreSheet, *, by, at: datetime) -> ScoreSheet:
    stored = locked_sheet(sheet)
    locked_marks(stored)
    require(reasons_not_to_withdraw(stored, at))
    stored.withdraw()
    stored.version += 1
    with acting("Rút phiếu tự chấm", by=by):
        stored.save()
    return stored


@transaction.atomic
def send_back_sheet(sheet: ScoreSheet, remark: str, *, by, at: datetime) -> ScoreSheet:
    """The unit corrects the sheet and hands it in again. Raises NotPossible."""
    stored = locked_sheet(sheet)
    locked_marks(stored)
    require(reasons_not_to_send_back(stored))
    stored.send_back(remark=remark)
    stored.version += 1
    with acting("Trả lại phiếu", by=by):
        stored.save()
    return stored


@transaction.atomic
def exclude_sheet(sheet: ScoreSheet, reason: str, *, seen: int, by) -> ScoreSheet:
    """Điều kiện loại: the unit is scored and shown, but has no rank. "" takes it back. Raises NotPossible."""
    require(reasons_not_to_judge(locked_sheet(sheet)))
    sheet.exclusion_reason = reason
    with acting("Ghi điều kiện loại" if reason else "Bỏ điều kiện loại", by=by):
        save_seen(sheet, seen=seen)
    return sheet


@transaction.atomic
def record_votes(sheet: ScoreSheet, votes: int | None, *, seen: int, by) -> ScoreSheet:
    """What a tie-break ballot counted on paper gave the unit; the minutes of the count prove it. Raises NotPossible."""
    stored = locked_sheet(sheet)
    require(reasons_not_to_type_votes(stored))
    sheet.votes = votes
    with acting("Ghi số phiếu phân định", by=by):
        save_over(sheet, stored, seen=seen)
    return sheet


@transaction.atomic
def record_ballot(round: Round, votes: Mapping[str, int], *, by) -> None:
    """What a closed secret ballot gave its units, by their codes, whoever appraises them. Raises NotPossible."""
    sheets = ScoreSheet.objects.in_round(round).filter(unit__code__in=votes).select_related("unit")
    with acting("Ghi kết quả bỏ phiếu kín", by=by):
        for sheet in sheets.order_by("pk"):
            stored = locked_sheet(sheet)
            require(reasons_not_to_record_votes(stored))
            sheet.votes = votes[sheet.unit.code]
            save_over(sheet, stored, seen=stored.version)


def reasons_not_to_type_votes(sheet: ScoreSheet) -> list[str]:
    reasons = reasons_not_to_record_votes(sheet)
    return reasons or [reason for ask in reasons_of_counted_votes for reason in ask(sheet)]


def reasons_not_to_record_votes(sheet: ScoreSheet) -> list[str]:
    is_reviewed = sheet.round.state == RoundState.REVIEWING
    return [] if is_reviewed else ["Số phiếu phân định được ghi ở bước bình xét."]


# Reasons not to, as sentences -------------------------------------------------------------------------------------


def reasons_not_to_submit(sheet: ScoreSheet, at: datetime) -> list[str]:
    round = sheet.round
    if sheet.state == SheetState.SUBMITTED:
        return ["Phiếu đã nộp."]
    if sheet.state == SheetState.RETURNED and round.state in (RoundState.SELF_SCORING, RoundState.APPRAISING):
        return reasons_of_empty(sheet)
    if round.state != RoundState.SELF_SCORING:
        return [f"Kỳ chấm đang ở bước {round.phase.words}, không nộp phiếu nữa."]
    if round.self_scoring_until and at > round.self_scoring_until:
        return ["Đã quá hạn tự chấm. Đề nghị Trưởng Khối gia hạn."]
    return reasons_of_empty(sheet)


def reasons_of_empty(sheet: ScoreSheet) -> list[str]:
    """What is not entered yet, named; an empty bonus or penalty is 0 and may stay empty."""
    empty = [mark.criterion.code for mark in empty_marks(sheet)]
    return [f"Còn {len(empty)} tiêu chí chưa chấm: {', '.join(empty)}."] if empty else []


def empty_marks(sheet: ScoreSheet) -> list[Mark]:
    """The lines of the first five kinds without the unit's entry. One query."""
    marks = sheet.marks.filter(self_entry="").select_related("criterion").order_by("criterion__position")
    return [mark for mark in marks if mark.criterion.is_base]


def reasons_not_to_withdraw(sheet: ScoreSheet, at: datetime) -> list[str]:
    round = sheet.round
    if sheet.state != SheetState.SUBMITTED:
        return ["Phiếu chưa nộp."]
    if round.state != RoundState.SELF_SCORING:
        return ["Kỳ chấm đã qua bước tự chấm, phiếu không rút được. Đề nghị người thẩm định trả lại nếu cần sửa."]
    if round.self_scoring_until and at > round.self_scoring_until:
        return ["Đã quá hạn tự chấm, phiếu không rút được. Đề nghị người thẩm định trả lại nếu cần sửa."]
    return []


def reasons_not_to_send_back(sheet: ScoreSheet) -> list[str]:
    if sheet.round.state not in (RoundState.SELF_SCORING, RoundState.APPRAISING):
        return ["Chỉ trả lại phiếu được trong bước tự chấm hoặc thẩm định."]
    return [] if sheet.state == SheetState.SUBMITTED else ["Đơn vị chưa nộp phiếu."]


def reasons_not_to_judge(sheet: ScoreSheet) -> list[str]:
    if sheet.round.is_settled:
        return ["Kỳ chấm đã chốt, không ai sửa được."]
    return [] if sheet.round.state != RoundState.PREPARING else ["Kỳ chấm chưa bắt đầu."]
