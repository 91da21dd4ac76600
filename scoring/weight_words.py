"""The effect of a draft's numbers in words: what moved, and what the reckoning leaves out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.weights import Capped, Effect, Move
from toolkit.numbers import decimal_text


@dataclass(frozen=True, slots=True)
class MoveWords:
    """A unit's line; `words` say how far it moved, nothing where it kept its place."""

    name: str
    rank: str
    rank_before: str
    total: str
    total_before: str
    words: str


def move_words(move: Move) -> MoveWords:
    return MoveWords(
        name=move.name,
        rank=_rank(move.rank),
        rank_before=_rank(move.rank_before),
        total=decimal_text(move.total),
        total_before=decimal_text(move.total_before),
        words=f"{'lên' if move.steps > 0 else 'xuống'} {abs(move.steps)} bậc" if move.steps else "",
    )


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def notes_of(effect: Effect) -> list[str]:
    return [*_left_out(effect), *map(_capped, effect.capped), *_base_words(effect)]


def _base_words(effect: Effect) -> Iterator[str]:
    yield (
        f"Tính trên {len(effect.matched)} tiêu chí cùng mã, cùng loại. Số liệu và điểm đã chấm giữ nguyên; "
        "tiêu chí Chấm điểm giữ đúng số điểm đã cho."
    )


def _left_out(effect: Effect) -> Iterator[str]:
    if effect.only_before:
        yield f"Chỉ có ở kỳ {effect.round}, không tính: {_codes(effect.only_before)}."
    if effect.only_draft:
        yield f"Chỉ có ở bản này, chưa có điểm để tính: {_codes(effect.only_draft)}."
    if effect.other_kind:
        yield f"Đã đổi loại, không tính: {_codes(effect.other_kind)}."


def _capped(capped: Capped) -> str:
    entries = ", ".join(f"{name} {decimal_text(entry)}" for name, entry in capped.entries)
    top = decimal_text(capped.maximum)
    return f"Tiêu chí {capped.code}: {entries} cao hơn điểm tối đa mới {top}, tạm tính bằng {top}."


def _codes(codes: Sequence[str]) -> str:
    return ", ".join(codes)
