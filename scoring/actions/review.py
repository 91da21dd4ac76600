"""Họp bình xét: what the meeting said of a line or of a tie is recorded, and done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from scoring.actions.marks import Appraisal, appraise_mark, locked_mark
from scoring.actions.objections import ANSWERABLE, Answer, answer_together
from scoring.entries import entry_from_text
from scoring.explain import entry_words
from scoring.models import Mark, ReviewDecision, Round
from scoring.states import DecisionKind
from scoring.stored import criterion_of
from toolkit.access import may
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import ChangedMeanwhile, locked


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What was said. `entry` is the new entry of a line in canonical text, of a change only.

    `answers` are the objections to the line this answers, by key with the version that was seen.
    """

    kind: DecisionKind
    words: str = ""
    entry: str = ""
    answers: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def record_decision(
    round: Round, key: str, conclusion: Conclusion, *, mark: Mark | None, seen: int, seen_mark: int, by, at: datetime
) -> ReviewDecision:
    """Record it over what was recorded before (`seen` is its version, 0 for none), and change the score it changes.

    Raises NotPossible, and ChangedMeanwhile with the decision, the line or the objection that was stored meanwhile.
    """
    stored = locked(round)
    require([*reasons_not_to_decide(stored), *reasons_against(conclusion, mark)])
    decision = stored.decisions.select_related("decided_by").filter(key=key).first()
    if (decision.version if decision else 0) != seen:
        raise ChangedMeanwhile(decision or ReviewDecision(round=stored, key=key))
    require(reasons_not_to_replace(decision, mark, by))
    words = _carry_out(mark, conclusion, seen_mark=seen_mark, by=by, at=at) if mark else conclusion.words
    decision = decision or ReviewDecision(round=round, key=key, mark=mark)
    decision.kind, decision.words, decision.version = conclusion.kind, words, seen + 1
    decision.decided_at, decision.decided_by = at, by
    with acting("Ghi kết luận họp bình xét", by=by):
        decision.save()
    return decision


def reasons_not_to_replace(decision: ReviewDecision | None, mark: Mark | None, by) -> list[str]:
    """What changed a score is the appraiser's to say otherwise."""
    if decision is None or mark is None or by is None or decision.kind != DecisionKind.CHANGED:
        return []
    if may(by, "scoring.appraise_sheet", mark.sheet):
        return []
    return ["Điểm đã sửa theo kết luận này; chỉ người thẩm định đơn vị ấy đổi được kết luận."]


def _carry_out(mark: Mark, conclusion: Conclusion, *, seen_mark: int, by, at: datetime) -> str:
    """Change the line and answer its objections as far as the conclusion says so; the words to record."""
    before = locked_mark(mark, seen=seen_mark)
    is_change = conclusion.kind is DecisionKind.CHANGED
    after = conclusion.entry if is_change else before.appraised_entry
    require(["Số mới bằng số đang có. Chọn Giữ nguyên điểm."] if is_change and after == before.appraised_entry else [])
    if conclusion.answers:
        answer_together(mark, conclusion.answers, Answer(after, conclusion.words), seen_mark=seen_mark, by=by, at=at)
    elif is_change:
        appraisal = Appraisal(after, conclusion.words)
        appraise_mark(mark, appraisal, seen=seen_mark, by=by, at=at, deed="Kết luận họp bình xét")
    return (
        f"Từ {_shown(before, before.appraised_entry)} thành {_shown(before, after)}. {conclusion.words}"
        if is_change
        else conclusion.words
    )


def _shown(mark: Mark, entry: str) -> str:
    return entry_words(entry_from_text(entry), criterion_of(mark.criterion))


def reasons_not_to_decide(round: Round) -> list[str]:
    if round.is_settled:
        return ["Kỳ chấm đã chốt, không ghi kết luận nữa."]
    return [] if round.phase in ANSWERABLE else ["Kết luận của cuộc họp ghi được từ bước kiến nghị đến khi chốt."]


def reasons_against(conclusion: Conclusion, mark: Mark | None) -> list[str]:
    if mark is None and conclusion.kind is not DecisionKind.NOTED:
        return ["Về các đơn vị đồng điểm, cuộc họp ghi nhận ý kiến."]
    if conclusion.words or (conclusion.kind is DecisionKind.KEPT and not conclusion.answers):
        return []
    return ["Ghi nội dung kết luận: đơn vị đọc được vì sao."]
