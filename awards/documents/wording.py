"""Words and numbers as official papers write them: leading zeros, dates, symbols, lists in a sentence."""

from collections.abc import Sequence
from datetime import date

from awards.documents.facts import RoundFacts

BLANK = "\u00a0" * 6  # where a number is still to be written by hand
ALREADY_CITED = ("căn cứ", "theo", "thực hiện", "xét")


def two(number: int) -> str:
    """A number under 10 gets a leading 0: 06 đơn vị."""
    return f"{number:02d}"


def long_date(on: date) -> str:
    """ "ngày 05 tháng 6 năm 2026": a leading 0 for days under 10 and for months 1 and 2 only."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def symbol(type_: str, number: int | None, facts: RoundFacts) -> str:
    """ "Số: 05/TTr-KTĐ02"; without a number, room to write it."""
    return f"Số: {BLANK if number is None else two(number)}/{type_}-{facts.code}"


def bare_symbol(type_: str, number: int, facts: RoundFacts) -> str:
    """The symbol inside a sentence: "số 05/TTr-KTĐ02"."""
    return f"số {two(number)}/{type_}-{facts.code}"


def joined(names: Sequence[str]) -> str:
    """ "A, B và C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"


def sentence(text: str) -> str:
    """With a capital at the head and a full stop at the end."""
    text = text.strip()
    head = text[:1].upper() + text[1:]
    return head if head.endswith((".", "!", "?")) else f"{head}."


def legal_bases(facts: RoundFacts) -> tuple[str, ...]:
    """The Căn cứ lines: each ends ";", the last "."; the decision that founded the bloc is added if missing."""
    bases = [base.strip().rstrip(";,.").strip() for base in facts.legal_bases]
    founded = facts.founded_by.strip().rstrip(";,.").strip()
    if founded and not any(_number_of(founded) in base for base in bases):
        bases.append(founded)
    phrases = [_cited(base) for base in bases if base]
    return tuple(f"{phrase}{'.' if i == len(phrases) else ';'}" for i, phrase in enumerate(phrases, start=1))


def _number_of(decision: str) -> str:
    """ "34/QĐ-HĐTĐKT" out of "Quyết định số 34/QĐ-HĐTĐKT ngày …"; the whole phrase when it has no number."""
    return next((word for word in decision.split() if "/" in word and "-" in word), decision)


def _cited(base: str) -> str:
    return base if base.lower().startswith(ALREADY_CITED) else f"Căn cứ {base}"
