"""The tie-break chain as people write it ("Điểm nền; Nội dung 1; Bỏ phiếu") and as stored (base;area:1;ballot)."""

import re

from scoring.arithmetic import BALLOT_STEP, BASE_STEP, area_of_step, area_step
from toolkit.numbers import shorten
from toolkit.text import clean, fold

WORDS = {BASE_STEP: "Điểm nền", BALLOT_STEP: "Bỏ phiếu"}
STEPS = {fold(words): step for step, words in WORDS.items()}
ALLOWED = 'Ghi Điểm nền, Nội dung k hoặc Bỏ phiếu, cách nhau bằng ";".'
AREA = re.compile(r"nội dung ([1-9][0-9]?)")


def write_chain(stored: str) -> str:
    return "; ".join(WORDS.get(step) or f"Nội dung {area_of_step(step)}" for step in stored.split(";") if step)


def read_chain(typed: str) -> str:
    """The stored form. Raises ValueError with a sentence."""
    steps = [_step(part) for part in typed.split(";") if clean(part)]
    if len(set(steps)) < len(steps):
        raise ValueError("Mỗi bước phân định chỉ ghi một lần.")
    return ";".join(steps)


def _step(part: str) -> str:
    key = fold(part)
    if key in STEPS:
        return STEPS[key]
    if area := AREA.fullmatch(key):
        return area_step(int(area[1]))
    raise ValueError(f'"{shorten(clean(part))}" không phải bước phân định. {ALLOWED}')


def areas_in(stored: str) -> list[int]:
    """The numbers of the areas a stored chain compares."""
    return [number for step in stored.split(";") if (number := area_of_step(step)) is not None]
