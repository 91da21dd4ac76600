"""One line of a sheet is changed: by the road every entry takes, whoever enters it.

A line is locked, then the states of its sheet and round are read: whoever moves the round on locks every line of it
first (scoring.actions.rounds), so that no entry lands in a phase that is over.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from scoring.entries import entry_from_text
from scoring.models import Mark, ScoreSheet
from scoring.states import RoundState, SheetState
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import ChangedMeanwhile, save_over

LOCKED_TOGETHER = ("criterion__area", "criterion__criteria_set", "sheet__unit", "sheet__round__campaign__bloc")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a line stands at this moment."""

    sheet_state: str
    round_state: str
    self_scoring_until: datetime | None
    is_returned: bool

    @property
    def phase(self) -> RoundState:
        return RoundState(self.round_state)


def locked_mark(mark: Mark, *, seen: int) -> Mark:
    """The line as it is stored, locked. Raises ChangedMeanwhile when it is not the version that was seen."""
    stored = Mark.objects.select_for_update(of=("self",)).select_related(*LOCKED_TOGETHER).get(pk=mark.pk)
    if stored.version != seen:
        raise ChangedMeanwhile(stored)
    return stored


def standing_of(mark: Mark) -> Standing:
    """Read after the line was locked. One query."""
    row = ScoreSheet.objects.filter(pk=mark.sheet_id).values_list("state", "round__state", "round__self_scoring_until")
    sheet_state, round_state, until = row.get()
    return Standing(sheet_state, round_state, until, mark.is_returned)


def change_mark(stored: Mark, values: Mapping[str, Any], deed: str, *, by) -> Mark:
    """Write the values over a locked line. The version counts on."""
    changed = copy(stored)
    for name, value in values.items():
        setattr(changed, name, value)
    with acting(deed, by=by):
        save_over(changed, stored, seen=stored.version)
    return changed


# What a unit enters -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SelfEntry:
    """What a unit says of a line. `entry` is canonical text (scoring.entries.entry_text), "" for nothing.

    `fact_count` is given when the entry was taken from the facts of the year.
    """

    entry: str = ""
    note: str = ""
    fact_count: int | None = None


@transaction.atomic
def enter_mark(mark: Mark, content: SelfEntry, *, seen: int, by, at: datetime) -> Mark:
    """The unit's own entry. Raises NotPossible, and ChangedMeanwhile.

    A changed entry is appraised anew: what was appraised before falls away, in the history it stays.
    """
    stored = locked_mark(mark, seen=seen)
    require([*reasons_not_to_enter(standing_of(stored), at), *reasons_not_to_take(stored, content)])
    values = {
        "self_entry": content.entry,
        "note": content.note,
        "fact_count": content.fact_count,
        "entered_at": at,
    }
    if content.entry != stored.self_entry and (stored.appraised_entry or stored.appraised_at):
        values |= {"appraised_entry": "", "reason": "", "appraised_at": None}
    return change_mark(stored, values, "Tự chấm", by=by)


def reasons_not_to_enter(standing: Standing, at: datetime) -> list[str]:
    """Whether the unit may write the line just now."""
    if standing.sheet_state == SheetState.RETURNED and standing.phase in (
        RoundState.SELF_SCORING,
        RoundState.APPRAISING,
    ):
        return []
    if standing.phase is RoundState.APPRAISING and standing.is_returned:
        return []
    if standing.phase is not RoundState.SELF_SCORING:
        return [
            f"Kỳ chấm đang ở bước {standing.phase.words}, điểm tự chấm đã khóa. Cần sửa thì đề nghị người thẩm định."
        ]
    if standing.sheet_state == SheetState.SUBMITTED:
        return ["Phiếu đã nộp. Rút phiếu về trước khi sửa."]
    if standing.self_scoring_until and at > standing.self_scoring_until:
        return ["Đã quá hạn tự chấm. Đề nghị Trưởng Khối gia hạn nếu cần sửa."]
    return []


def reasons_not_to_take(mark: Mark, content: SelfEntry) -> list[str]:
    if content.entry == "N/A" and not content.note:
        return ["Không áp dụng cần có lý do. Ghi lý do vào ô ghi chú."]
    return []


# What an appraiser decides --------------------------------------------------------------------------------------------

OTHER_THAN_OWN = "Điểm thẩm định khác tự chấm: ghi lý do để đơn vị biết."
AFTER_SHOWING = "Điểm đã công khai: ghi lý do sửa."
REASON_MISSING = (OTHER_THAN_OWN, AFTER_SHOWING)  # what an appraiser is told whose reason is empty


@dataclass(frozen=True, slots=True)
class Appraisal:
    """`entry` is canonical text; `reason` why it differs from the unit's own."""

    entry: str = ""
    reason: str = ""


@transaction.atomic
def appraise_mark(mark: Mark, appraisal: Appraisal, *, seen: int, by, at: datetime, deed: str = "Thẩm định") -> Mark:
    """The entry that counts. After the round was shown a change needs its reason whatever it says.

    Raises NotPossible, and ChangedMeanwhile.
    """
    stored = locked_mark(mark, seen=seen)
    standing = standing_of(stored)
    require([*reasons_not_to_appraise(standing), *reasons_against(stored, appraisal, standing)])
    return change_mark(stored, appraised_values(appraisal, at), deed, by=by)


def appraised_values(appraisal: Appraisal, at: datetime) -> dict[str, Any]:
    return {"appraised_entry": appraisal.entry, "reason": appraisal.reason, "appraised_at": at}


def reasons_not_to_appraise(standing: Standing) -> list[str]:
    if standing.phase in (RoundState.PREPARING, RoundState.SELF_SCORING):
        return ["Kỳ chấm chưa đến bước thẩm định."]
    if standing.phase is RoundState.SETTLED:
        return ["Kỳ chấm đã chốt, không ai sửa được điểm."]
    if standing.sheet_state == SheetState.RETURNED:
        return ["Phiếu đang trả lại cho đơn vị. Thẩm định tiếp khi đơn vị nộp lại."]
    if standing.is_returned:
        return ["Tiêu chí đang trả lại cho đơn vị. Thẩm định tiếp khi đơn vị gửi lại."]
    return []


def reasons_against(stored: Mark, appraisal: Appraisal, standing: Standing) -> list[str]:
    is_other = appraisal.entry != stored.self_entry
    own = entry_from_text(stored.self_entry)
    empties_base = not appraisal.entry and stored.criterion.is_base
    if empties_base:
        return ["Chưa nhập điểm thẩm định."]
    if is_other and own is not None and not (own == 0 and not appraisal.entry) and not appraisal.reason:
        return [OTHER_THAN_OWN]
    after_showing = standing.phase is not RoundState.APPRAISING and appraisal.entry != stored.appraised_entry
    if after_showing and not appraisal.reason:
        return [AFTER_SHOWING]
    return []


@transaction.atomic
def send_back_mark(mark: Mark, remark: str, *, seen: int, by, at: datetime) -> Mark:
    """The unit corrects this one line; what was appraised of it falls away."""
    stored = locked_mark(mark, seen=seen)
    standing = standing_of(stored)
    phase = [] if standing.phase is RoundState.APPRAISING else ["Chỉ trả lại được trong bước thẩm định."]
    require([*phase, *reasons_not_to_appraise(standing)])
    values = {"remark": remark, "appraised_entry": "", "reason": "", "appraised_at": None}
    return change_mark(stored, values, "Trả lại một tiêu chí", by=by)


@transaction.atomic
def hand_in_mark(mark: Mark, *, seen: int, by, at: datetime) -> Mark:
    """The unit hands a line in again that was sent back."""
    stored = locked_mark(mark, seen=seen)
    standing = standing_of(stored)
    is_open = standing.phase is RoundState.APPRAISING and standing.is_returned
    require([] if is_open else ["Tiêu chí này không ở trạng thái trả lại."])
    return change_mark(stored, {"remark": ""}, "Gửi lại tiêu chí", by=by)
