"""Kiểm phiếu: shares as people say them, the sums in the urn, and who is chosen. Pure: no Django, clock or float."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

LEAST_VOTERS = 3  # of two votes each voter knows the other's (decisions/0012)
LEAST_A_WAY = 2  # where paper and online are counted together, the one vote of a way would be the difference

SHARE = re.compile(r"(quá|>)?\s*(?:(\d{1,4})\s*/\s*(\d{1,4})|(\d{1,3})(?:[.,](\d{1,4}))?\s*%)")
ALLOWED = "Ghi một tỷ lệ như 2/3, quá 1/2 hoặc 80%."
LONGEST = 10


class Answer(StrEnum):
    """What a vote says about an item: named or agreed to, not agreed to, nothing."""

    YES = "yes"
    NO = "no"
    BLANK = "blank"


# Shares -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """ "2/3" is met from two thirds on, "quá 1/2" by more than a half."""

    least: Fraction
    is_more: bool = False

    def is_met(self, part: int, whole: int) -> bool:
        return whole > 0 and part >= self.needed(whole)

    def needed(self, whole: int) -> int:
        """The smallest number out of `whole` that meets it."""
        exact = self.least * whole
        return floor(exact) + 1 if self.is_more else ceil(exact)


def read_share(typed: str) -> Share:
    """Raises ValueError with a sentence."""
    found = SHARE.fullmatch(typed.strip().lower())
    if found is None:
        raise ValueError(f'"{typed[:20]}" không phải tỷ lệ. {ALLOWED}')
    more, part, whole, percent, places = found.groups()
    if whole is not None and int(whole) == 0:
        raise ValueError(f"Mẫu số của tỷ lệ lớn hơn 0. {ALLOWED}")
    least = Fraction(int(part), int(whole)) if whole else Fraction(f"{percent}.{places or 0}") / 100
    if not 0 < least <= 1 or (more and least == 1):
        raise ValueError(f"Tỷ lệ lớn hơn 0 và không quá 1 (100%). {ALLOWED}")
    return Share(least, bool(more))


def write_share(typed: str) -> str:
    """One spelling of what was typed: "quá 1/2", "66,7%". Raises ValueError with a sentence."""
    share = read_share(typed)
    bare = re.sub(r"quá|>|\s", "", typed.lower()).replace(".", ",")
    written = f"quá {bare}" if share.is_more else bare
    if len(written) > LONGEST:
        raise ValueError(f"Tỷ lệ viết quá dài. {ALLOWED}")
    return written


def share_words(written: str) -> str:
    """ "từ 2/3 trở lên", "quá 1/2"."""
    return written if written.startswith("quá") else f"từ {written} trở lên"


def voters_needed(quorum: str, electorate: int) -> int:
    return max(LEAST_VOTERS, read_share(quorum).needed(electorate))


# The sums ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """What was said about one item; `asked` is how many valid votes could say something about it."""

    yes: int = 0
    no: int = 0
    blank: int = 0

    @property
    def asked(self) -> int:
        return self.yes + self.no + self.blank

    def plus(self, answer: Answer | None) -> "Count":
        """None: the vote is of the item's own unit, which says nothing about itself."""
        return Count(self.yes + (answer == "yes"), self.no + (answer == "no"), self.blank + (answer == "blank"))

    def __add__(self, other: "Count") -> "Count":
        return Count(self.yes + other.yes, self.no + other.no, self.blank + other.blank)


@dataclass(frozen=True, slots=True)
class Votes:
    """The urn: how many votes are in it, and their sums by item, in the order of the items."""

    cast: int
    counts: tuple[Count, ...]

    @classmethod
    def none(cls, items: int) -> "Votes":
        return cls(0, (Count(),) * items)

    def with_vote(self, answers: Sequence[Answer | None]) -> "Votes":
        counts = tuple(count.plus(answer) for count, answer in zip(self.counts, answers, strict=True))
        return Votes(self.cast + 1, counts)


def problems_of_vote(answers: Sequence[Answer | None], own: int | None, seats: int) -> list[str]:
    """`own` is the place of the voter's own unit among the items; every other item needs an answer."""
    if own is not None and answers[own] is not None:
        return ["Đơn vị không bỏ phiếu cho chính mình."]
    if any(answer is None for place, answer in enumerate(answers) if place != own):
        return ["Còn mục chưa chọn. Chọn một ý kiến cho từng đơn vị."]
    if seats and Answer.NO in answers:
        return ["Lá phiếu này chỉ chọn đơn vị, không có mục không đồng ý."]
    if seats and answers.count(Answer.YES) > seats:
        return [f"Chọn nhiều nhất {seats} đơn vị."]
    return []


# Counted on paper -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PaperCount:
    """What the tellers counted; `counts` by the item's code. `came` are the units whose ballot paper came back."""

    issued: int
    returned: int
    invalid: int
    counts: Mapping[str, Count]
    came: frozenset[str] = frozenset()

    @property
    def valid(self) -> int:
        return self.returned - self.invalid


def problems_of_paper(paper: PaperCount, given: int, names: Mapping[str, str], seats: int) -> list[str]:
    """What the sums say against each other; `given` is how many units got a paper, `names` the items by code."""
    problems = []
    if paper.issued != given:
        problems.append(f"Số phiếu phát ra là {paper.issued}, nhưng {given} đơn vị được ghi là nhận phiếu giấy.")
    if paper.returned > paper.issued:
        problems.append(f"Số phiếu thu về ({paper.returned}) nhiều hơn số phiếu phát ra ({paper.issued}).")
    if paper.returned != len(paper.came):
        problems.append(f"Số phiếu thu về là {paper.returned}, nhưng {len(paper.came)} đơn vị được ghi đã nộp phiếu.")
    if paper.invalid > paper.returned:
        problems.append(f"Số phiếu không hợp lệ ({paper.invalid}) nhiều hơn số phiếu thu về ({paper.returned}).")
    return problems or [*_problems_of_items(paper, names, seats)]


def _problems_of_items(paper: PaperCount, names: Mapping[str, str], seats: int) -> list[str]:
    problems = []
    for code, name in names.items():
        allowed, found = votes_about(paper, code), paper.counts[code].asked
        if found not in allowed:
            words = " hoặc ".join(str(number) for number in sorted(allowed))
            problems.append(f"{name}: các ý kiến cộng lại là {found}, phải bằng {words} phiếu hợp lệ có mục này.")
    named = sum(paper.counts[code].yes for code in names)
    if seats and named > seats * paper.valid:
        problems.append(
            f"Tổng số lượt chọn là {named}; {paper.valid} phiếu hợp lệ chọn được nhiều nhất {seats * paper.valid} lượt."
        )
    return problems


def votes_about(paper: PaperCount, code: str) -> set[int]:
    """How many valid papers can speak about an item: its own unit's does not, unless that one is among the invalid."""
    if code not in paper.came:
        return {paper.valid}
    return {paper.valid, paper.valid - 1} - ({paper.valid} if not paper.invalid else set()) - {-1}


# Who is chosen ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """`tied` share the last places and are not chosen: they are voted on again."""

    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()


def choose(counts: Mapping[str, Count], threshold: str, seats: int) -> Choice:
    """Who reaches the threshold of the votes that could speak about it; of them the `seats` with most votes.

    Items with equally many votes of which only some would find a place are none of them chosen. 0 seats: no limit.
    """
    share = read_share(threshold)
    reached = [code for code, count in counts.items() if share.is_met(count.yes, count.asked)]
    ranked = sorted(reached, key=lambda code: -counts[code].yes)
    if not seats or len(ranked) <= seats:
        return Choice(tuple(ranked))
    edge = counts[ranked[seats - 1]].yes
    if counts[ranked[seats]].yes < edge:
        return Choice(tuple(ranked[:seats]))
    at_edge = [code for code in ranked if counts[code].yes == edge]
    return Choice(tuple(code for code in ranked if counts[code].yes > edge), tuple(at_edge))
