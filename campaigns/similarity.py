"""How much two titles say the same, in per cent. Pure: no Django, no database.

Half of it is the words they share (whatever their order), half the runs of three letters (so that "xử lý" meets
"xử lí"); words that stand in every title ("ứng dụng", "nâng cao hiệu quả") do not count. From LEAST on a title is
pointed out: of the pairs in tests/campaigns/test_initiative_similarity.py the same idea in other words reaches 62 and
more, another idea on the same subject at most 50. It is a hint for the person who registers, never a bar.
"""

import re
from collections.abc import Iterable
from typing import TypeVar

from toolkit.text import unaccent

Key = TypeVar("Key")

LEAST = 60
MOST = 5

# Without marks, as they are compared; longer ones first.
STOP_PHRASES = (
    "nang cao hieu qua",
    "nang cao chat luong",
    "mot so giai phap",
    "mot so bien phap",
    "tren dia ban",
    "ap dung",
    "bien phap",
    "chat luong",
    "cong tac",
    "day manh",
    "doi moi",
    "giai phap",
    "hieu qua",
    "hoat dong",
    "mo hinh",
    "nang cao",
    "sang kien",
    "tang cuong",
    "thuc hien",
    "trien khai",
    "ung dung",
    "xay dung",
)
STOP_WORDS = frozenset(
    [
        "cac", "cho", "cua", "cung", "duoc", "hoac", "khi", "la", "mot", "nham", "nhung", "o",
        "qua", "tai", "theo", "thong", "trong", "tu", "va", "ve", "voi",
    ]
)  # fmt: skip
_PHRASES = re.compile(rf"\b(?:{'|'.join(STOP_PHRASES)})\b")
_WORDS = re.compile(r"[a-z0-9]+")


def similarity(one: str, other: str) -> int:
    """Of two titles, from 0 (nothing in common) to 100 (the same words)."""
    words, other_words = words_of(unaccent(one)), words_of(unaccent(other))
    return (_shared(words, other_words) + _shared(runs_of(words), runs_of(other_words))) // 2


def words_of(plain: str) -> frozenset[str]:
    """The telling words of a title without marks; one of stop words alone is taken as it stands."""
    words = [word for word in _WORDS.findall(_PHRASES.sub(" ", plain)) if word not in STOP_WORDS]
    return frozenset(words or _WORDS.findall(plain))


def runs_of(words: Iterable[str]) -> frozenset[str]:
    """Runs of three letters within a word and its bounds, so that the order of words does not matter."""
    bounded = (f" {word} " for word in words)
    return frozenset(word[i : i + 3] for word in bounded for i in range(len(word) - 2))


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Dice: twice what is common over all there is."""
    together = len(one) + len(other)
    return 200 * len(one & other) // together if together else 0


def most_similar(title: str, others: Iterable[tuple[Key, str]]) -> list[tuple[Key, int]]:
    """(key, per cent) of the MOST likest that reach LEAST, the likest first; `others` are titles without marks."""
    words = words_of(unaccent(title))
    runs = runs_of(words)
    found = []
    for key, plain in others:
        its_words = words_of(plain)
        shared = _shared(words, its_words)
        # Below that, not even every run in common would reach LEAST: most titles of a bloc end here.
        if shared >= 2 * LEAST - 100 and (per_cent := (shared + _shared(runs, runs_of(its_words))) // 2) >= LEAST:
            found.append((key, per_cent))
    return sorted(found, key=lambda pair: -pair[1])[:MOST]
