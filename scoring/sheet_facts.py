"""The facts of the year as a row of a sheet offers them: the number, the list behind it, what it would enter."""

from dataclasses import dataclass

from campaigns.facts import Fact, FactSource
from campaigns.facts import Line as FactLine
from scoring.arithmetic import Kind
from scoring.forms.sheets import entry_of_count, offered
from scoring.models import Mark

NOUNS = {
    FactSource.INITIATIVES_REGISTERED: "sáng kiến",
    FactSource.INITIATIVES_RECOGNISED: "sáng kiến",
    FactSource.REPORTS_LATE: "báo cáo",
    FactSource.REPORTS_MISSING: "báo cáo",
    FactSource.MEETINGS_MISSED: "lần",
    FactSource.MEETINGS_EXCUSED: "lần",
    FactSource.EXEMPLARS_INTRODUCED: "điển hình",
    FactSource.DRIVES_JOINED: "đợt",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """The facts of the year for a row; `button` is "" where the list says something but no entry follows from it."""

    words: str
    lines: tuple[FactLine, ...]
    button: str
    token: str
    value: str
    is_taken: bool


def noun_of(mark: Mark) -> str:
    if mark.criterion.source:
        return NOUNS[FactSource(mark.criterion.source)]
    return "lần" if mark.criterion.kind == Kind.PENALTY else "mục"


def used_of(mark: Mark) -> str:
    return "" if mark.fact_count is None else f"Lấy từ số liệu năm: {mark.fact_count} {noun_of(mark)}"


def offer_of(mark: Mark, source: str, fact: Fact) -> Offer | None:
    """A number follows where things are counted; Đạt only where there is something that speaks for it."""
    if not source:
        return None
    kind, count, noun = Kind(mark.criterion.kind), fact.count, noun_of(mark)
    passes = kind is Kind.PASS_FAIL and count > 0 and not FactSource(source).counts_against
    button = f"Lấy số {count}" if kind.has_unit_points else "Chọn Đạt" if passes else ""
    return Offer(
        words=f"Số liệu năm: {count} {noun}" if count else f"Số liệu năm: không có {noun} nào",
        lines=fact.lines, button=button, token=offered(mark, count) if button else "",
        value=entry_of_count(mark, count) if button else "",
        is_taken=bool(mark.self_entry) and mark.self_entry == entry_of_count(mark, count),
    )  # fmt: skip
