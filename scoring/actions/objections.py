"""Kiến nghị: a unit objects to a line, withdraws it, and its appraiser answers.

Whoever touches an objection locks its line first, then the objection, then reads the phase: the order of
scoring.actions.marks and of whoever moves the round on.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from scoring.actions.marks import LOCKED_TOGETHER, Appraisal, appraise_mark, locked_mark
from scoring.models import Mark, Objection, Round
from scoring.provisional import moment
from scoring.states import ObjectionState, RoundState
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import ChangedMeanwhile, save_over
from units.models import Unit

ANSWERABLE = (RoundState.OBJECTING, RoundState.REVIEWING)
TOGETHER = ("unit", "answered_by", *(f"mark__{path}" for path in LOCKED_TOGETHER))


@dataclass(frozen=True, slots=True)
class Plea:
    """What a unit says of a line. `wanted` is the entry it asks for in canonical text, "" for none."""

    text: str
    wanted: str = ""


@transaction.atomic
def file_objection(mark: Mark, plea: Plea, *, unit: Unit, by, at: datetime) -> Objection:
    """The unit objects to the line, its own or another's. Raises NotPossible."""
    stored = _lock(mark)
    require([*reasons_not_to_object(_round_of(stored), at), *reasons_against(stored, plea, unit)])
    with acting("Gửi kiến nghị", by=by):
        return Objection.objects.create(
            mark=stored, unit=unit, text=plea.text, wanted=plea.wanted, filed_at=at, filed_by=by
        )


@transaction.atomic
def withdraw_objection(objection: Objection, *, seen: int, by) -> Objection:
    """The unit takes it back; it stays to be read. Raises NotPossible, and ChangedMeanwhile once it was answered."""
    mark = _lock(objection.mark)
    [stored] = _stored(mark, {objection.pk: seen})
    require(reasons_not_to_withdraw(stored, _round_of(mark)))
    changed = copy(stored)
    changed.withdraw()
    with acting("Rút kiến nghị", by=by):
        save_over(changed, stored, seen=seen)
    return changed


@dataclass(frozen=True, slots=True)
class Answer:
    """`entry` is what stands on the line from now on, in canonical text; `reason` goes to the unit that objected."""

    entry: str
    reason: str


def answer_objection(objection: Objection, answer: Answer, *, seen: int, seen_mark: int, by, at: datetime) -> Objection:
    """Raises NotPossible, and ChangedMeanwhile with the objection or the line that was stored meanwhile."""
    [answered] = answer_together(objection.mark, {objection.pk: seen}, answer, seen_mark=seen_mark, by=by, at=at)
    return answered


@transaction.atomic
def answer_together(
    mark: Mark, seen: Mapping[int, int], answer: Answer, *, seen_mark: int, by, at: datetime
) -> list[Objection]:
    """One answer to objections to one line; `seen` has the version of each by its key. Raises as `answer_objection`.

    The entry changes by the road every appraisal takes; what stood there before is kept with each objection.
    """
    before = _lock(mark)
    round, found = _round_of(before), _stored(before, seen)
    require([reason for one in found for reason in reasons_not_to_answer(one, round, answer)])
    if answer.entry == before.appraised_entry:
        locked_mark(mark, seen=seen_mark)
    else:
        appraise_mark(
            mark, Appraisal(answer.entry, answer.reason), seen=seen_mark, by=by, at=at, deed="Trả lời kiến nghị"
        )
    return [_answered(one, before.appraised_entry, answer, by=by, at=at) for one in found]


def _answered(stored: Objection, before: str, answer: Answer, *, by, at: datetime) -> Objection:
    changed = copy(stored)
    changed.settle(answer=answer.reason, by=by, at=at)
    changed.entry_before, changed.entry_after = before, answer.entry
    with acting("Trả lời kiến nghị", by=by):
        save_over(changed, stored, seen=stored.version)
    return changed


def _lock(mark: Mark) -> Mark:
    return Mark.objects.select_for_update(of=("self",)).select_related(*LOCKED_TOGETHER).get(pk=mark.pk)


def _round_of(mark: Mark) -> Round:
    """Read after the line was locked."""
    return Round.objects.get(pk=mark.sheet.round_id)


def _stored(mark: Mark, seen: Mapping[int, int]) -> list[Objection]:
    """The objections to the line, locked. Raises NotPossible for one that is not to this line, and ChangedMeanwhile
    when one is not the version that was seen."""
    rows = Objection.objects.select_for_update(of=("self",)).select_related(*TOGETHER).filter(mark=mark, pk__in=seen)
    found = list(rows.order_by("pk"))
    require([] if len(found) == len(seen) else ["Kiến nghị không phải về tiêu chí này. Tải lại trang."])
    for one in found:
        if one.version != seen[one.pk]:
            raise ChangedMeanwhile(one)
    return found


# Reasons not to, as sentences -----------------------------------------------------------------------------------------


def reasons_not_to_object(round: Round, at: datetime) -> list[str]:
    """Whether the window is open: in its phase, until the moment that was announced."""
    if round.phase.place < RoundState.OBJECTING.place:
        return [f"Chưa đến thời gian kiến nghị. {window_words(round)}"]
    if round.phase is not RoundState.OBJECTING:
        return ["Đã hết thời gian kiến nghị."]
    if round.objecting_until and at > round.objecting_until:
        return [f"Đã hết hạn kiến nghị lúc {moment(round.objecting_until)}."]
    return []


def window_words(round: Round) -> str:
    """From when to when a unit may object, as far as that is said."""
    begins = f" (sau {moment(round.shown_until)})" if round.shown_until else ""
    ends = f" đến {moment(round.objecting_until)}" if round.objecting_until else ""
    return f"Đơn vị gửi được từ bước Kiến nghị{begins}{ends}."


def reasons_against(mark: Mark, plea: Plea, unit: Unit) -> list[str]:
    if Objection.objects.open().filter(mark=mark, unit=unit).exists():
        return [
            "Đơn vị đã có một kiến nghị về tiêu chí này đang chờ trả lời. "
            "Muốn gửi nội dung khác thì rút kiến nghị ấy trước."
        ]
    if plea.wanted and plea.wanted == mark.appraised_entry:
        return ["Số đề nghị bằng số thẩm định đang có. Ghi số khác, hoặc để trống."]
    return []


def reasons_not_to_withdraw(objection: Objection, round: Round) -> list[str]:
    if round.is_settled:
        return ["Kỳ chấm đã chốt."]
    return [] if objection.is_open else ["Kiến nghị không còn chờ trả lời, không rút được."]


def reasons_not_to_answer(objection: Objection, round: Round, answer: Answer | None = None) -> list[str]:
    if round.phase not in ANSWERABLE:
        return ["Kiến nghị được trả lời ở bước kiến nghị và bước bình xét."]
    if objection.state == ObjectionState.WITHDRAWN:
        return ["Đơn vị đã rút kiến nghị này."]
    if not objection.is_open:
        return ["Kiến nghị này đã được trả lời."]
    return ["Ghi lý do để trả lời kiến nghị."] if answer and not answer.reason else []
