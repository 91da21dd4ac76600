"""Entries between people and numbers: what someone typed, what it means, and how it is written back.

Used by every road an entry can take (workbook, form, database, result file), so they all accept and print the same.
Sentences are for people and name what is allowed; whoever shows them adds where it happened.
"""

import re
from decimal import Decimal

from scoring.arithmetic import CENT, Criterion, Entry, Kind, Verdict
from toolkit.numbers import NumberProblem, decimal_text, parse_decimal, plain
from toolkit.text import clean, fold

LARGEST = Decimal("999999999999.999999")  # 19 characters written out; a mark's column holds 20
MOST_DECIMALS = 6
MOST_COUNTED = Decimal(999_999)  # times a million points and hundreds of criteria, the total still fits its column

NUMBER_TEXT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")

WORDS = {
    fold("Đạt"): Verdict.PASSED,
    fold("Không đạt"): Verdict.FAILED,
    fold("Không áp dụng"): Verdict.NOT_APPLICABLE,
    fold("N/A"): Verdict.NOT_APPLICABLE,
}

ONLY_WORDS = "Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng."


class EntryProblem(ValueError):
    """The entry cannot stand for this criterion; the message says what is allowed."""


def parse_entry(typed: str | Decimal | None, criterion: Criterion, step: Decimal = CENT) -> Entry:
    """What was typed as an Entry that fits the criterion; `step` is a whole number of hundredths.

    Raises EntryProblem with one Vietnamese sentence, or two.
    """
    if typed is None or (isinstance(typed, str) and not clean(typed)):
        return None
    word = WORDS.get(fold(typed)) if isinstance(typed, str) else None
    return check_entry(word or _number(typed, criterion), criterion, step)


def _number(typed: str | Decimal, criterion: Criterion) -> Decimal:
    try:
        return parse_decimal(typed)
    except NumberProblem as problem:
        raise EntryProblem(ONLY_WORDS if criterion.kind is Kind.PASS_FAIL else str(problem)) from None


def check_entry(entry: Entry, criterion: Criterion, step: Decimal = CENT) -> Entry:
    """The entry itself when the criterion allows it. Raises EntryProblem."""
    if entry is None:
        return None
    if entry is Verdict.NOT_APPLICABLE:
        if not criterion.kind.is_base:
            raise EntryProblem("Điểm thưởng và điểm trừ không ghi Không áp dụng. Nhập một số nguyên, hoặc để trống.")
        return entry
    if criterion.kind is Kind.PASS_FAIL:
        if not isinstance(entry, Verdict):
            raise EntryProblem(ONLY_WORDS)
        return entry
    if isinstance(entry, Verdict):
        raise EntryProblem("Tiêu chí này nhận một số, không nhận Đạt hay Không đạt.")
    return _check_number(entry, criterion, step)


def _check_number(entry: Decimal, criterion: Criterion, step: Decimal) -> Decimal:
    if entry < 0:
        raise EntryProblem("Số không được âm. Nhập 0 hoặc số dương.")
    if entry > LARGEST or entry != round(entry, MOST_DECIMALS):
        raise EntryProblem(f"Số quá dài: nhiều nhất 12 chữ số phần nguyên và {MOST_DECIMALS} chữ số thập phân.")
    if criterion.kind is Kind.GRADED:
        return _check_graded(plain(entry), criterion, step)
    if criterion.kind.has_unit_points and entry % 1:
        raise EntryProblem("Tiêu chí này đếm số lần, số lượng: nhập một số nguyên từ 0.")
    if criterion.kind.has_unit_points and entry > MOST_COUNTED:
        raise EntryProblem(f"Số lần, số lượng nhiều nhất là {MOST_COUNTED}.")
    return plain(entry)


def _check_graded(entry: Decimal, criterion: Criterion, step: Decimal) -> Decimal:
    maximum = criterion.maximum or Decimal(0)
    if entry > maximum:
        top = decimal_text(maximum)
        raise EntryProblem(f"Điểm tối đa là {top}. Nhập số từ 0 đến {top}.")
    if entry % step:
        below = entry - entry % step
        nearest = " hoặc ".join(decimal_text(points) for points in (below, below + step) if points <= maximum)
        raise EntryProblem(f"Điểm theo bước {decimal_text(step)}. Nhập {nearest}.")
    return entry.quantize(CENT)


def entry_text(entry: Entry, criterion_kind: Kind) -> str | None:
    """The canonical text of an entry: graded with two decimals, other numbers without trailing zeros, or the word."""
    if entry is None:
        return None
    if isinstance(entry, Verdict):
        return entry.value
    if criterion_kind is Kind.GRADED:
        return format(plain(entry).quantize(CENT), "f")
    return format(plain(entry), "f")


def entry_from_text(text: str | None) -> Entry:
    """Read back what `entry_text` wrote; an empty text is an empty entry. Raises ValueError on anything else."""
    if not text:
        return None
    if NUMBER_TEXT.fullmatch(text):
        return Decimal(text)
    return Verdict(text)
