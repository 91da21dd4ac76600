"""The states of a round and of what is in it, each with the word people read."""

from django.db.models import TextChoices


class RoundState(TextChoices):
    """The phases of a round in their order; a round loaded whole goes from the first to the last."""

    PREPARING = "preparing", "Chuẩn bị"
    SELF_SCORING = "self_scoring", "Tự chấm"
    APPRAISING = "appraising", "Thẩm định"
    SHOWN = "shown", "Công khai trong Khối"
    OBJECTING = "objecting", "Kiến nghị"
    REVIEWING = "reviewing", "Bình xét"
    SETTLED = "settled", "Đã chốt"

    @property
    def place(self) -> int:
        return list(RoundState).index(self)

    @property
    def words(self) -> str:
        """In the middle of a sentence: "công khai trong Khối"."""
        return self.label[0].lower() + self.label[1:]

    @property
    def following(self) -> "RoundState | None":
        return list(RoundState)[self.place + 1] if self is not RoundState.SETTLED else None

    @property
    def previous(self) -> "RoundState | None":
        return list(RoundState)[self.place - 1] if self is not RoundState.PREPARING else None

    @property
    def until(self) -> str:
        """The field of Round that says until when the phase lasts; "" where it has no end of its own."""
        return f"{self.value}_until" if self in DATED else ""


DATED = (
    RoundState.SELF_SCORING,
    RoundState.APPRAISING,
    RoundState.SHOWN,
    RoundState.OBJECTING,
    RoundState.REVIEWING,
)
UNDER_WAY = tuple(state.value for state in DATED)  # begun and not settled
OPEN_TO_ALL = (RoundState.SHOWN.value, RoundState.OBJECTING.value, RoundState.REVIEWING.value, RoundState.SETTLED.value)
SEEN_BY_UNITS = (*UNDER_WAY, RoundState.SETTLED.value)


class RoundKind(TextChoices):
    MIDYEAR = "midyear", "Sơ kết"
    FINAL = "final", "Tổng kết"
    EXTRA = "extra", "Chuyên đề, đột xuất"


class TableState(TextChoices):
    """An approved table is never edited again: a new edition is made from it."""

    DRAFTING = "drafting", "Đang soạn"
    APPROVED = "approved", "Đã duyệt"


class SheetState(TextChoices):
    OPEN = "open", "Đang tự chấm"
    SUBMITTED = "submitted", "Đã nộp"
    RETURNED = "returned", "Trả lại"


class ObjectionState(TextChoices):
    OPEN = "open", "Chờ trả lời"
    ANSWERED = "answered", "Đã trả lời"
    WITHDRAWN = "withdrawn", "Đã rút"


class DecisionKind(TextChoices):
    """What the review meeting said of a line."""

    KEPT = "kept", "Giữ nguyên điểm"
    CHANGED = "changed", "Sửa điểm"
    NOTED = "noted", "Ghi nhận ý kiến"
