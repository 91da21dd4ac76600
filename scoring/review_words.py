"""What the meeting decided, as sentences for its minutes. Nothing is decided once a round is settled, so these stay."""

from collections.abc import Sequence

from django.db.models import F

from scoring.models import ReviewDecision, Round
from scoring.review_items import tie_title
from scoring.states import DecisionKind


def decision_sentences(round: Round) -> tuple[str, ...]:
    """One sentence or two a decision: by unit and criterion, ties last. One query."""
    rows = round.decisions.select_related("mark__sheet", "mark__criterion").order_by(
        F("mark__sheet__position").asc(nulls_last=True), "mark__criterion__position", "pk"
    )
    return tuple(f"{subject_of(row)}: {conclusion_of(row)}" for row in rows)


def subject_of(decision: ReviewDecision) -> str:
    if decision.mark is None:
        return tie_title(decision.key)
    criterion = decision.mark.criterion
    return f"{decision.mark.sheet.unit_name}, tiêu chí {criterion.code} ({criterion.title})"


def conclusion_of(decision: ReviewDecision) -> str:
    """ "sửa điểm. Từ 10,00 thành 10,50. Đã bổ sung minh chứng." """
    label = DecisionKind(decision.kind).label
    words = " ".join(decision.words.split())
    ended = f" {words}{'' if words.endswith(('.', '!', '?')) else '.'}" if words else ""
    separator = ":" if decision.kind == DecisionKind.NOTED and words else "."
    return f"{label[0].lower()}{label[1:]}{separator}{ended}"


def as_text(heading: str, sentences: Sequence[str]) -> str:
    """The whole material as plain text, a line a decision."""
    lines = [f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1)]
    return "\r\n".join([heading, "", *(lines or ["Cuộc họp chưa ghi kết luận nào."]), ""])
