"""Words and numbers as official papers write them: leading zeros, dates, symbols, lists in a sentence."""

import re
from collections.abc import Sequence
from datetime import date

from campaigns.documents.facts import BlocFacts
from toolkit.text import clean

BLANK = "\u00a0" * 6  # where a number is still to be written by hand
TYPED_DASH = re.compile(r"^[-–•+*]+(?!\d)")  # "+84 …" and "-5" are numbers
OWN_MARK = re.compile(r"^(\d{1,2}|[a-zđ])[.)]\s")
ALREADY_CITED = ("căn cứ", "theo", "thực hiện", "xét")


def two(number: int) -> str:
    """A number under 10 gets a leading 0: 06 đơn vị."""
    return f"{number:02d}"


def long_date(on: date) -> str:
    """ "ngày 05 tháng 6 năm 2026": a leading 0 for days under 10 and for months 1 and 2 only."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def symbol(type_: str, number: int | None, facts: BlocFacts) -> str:
    """ "Số: 05/TTr-KTĐ02"; without a number, room to write it."""
    return f"Số: {BLANK if number is None else two(number)}/{type_}-{facts.code}"


def bare_symbol(type_: str, number: int, facts: BlocFacts) -> str:
    """The symbol inside a sentence: "số 05/TTr-KTĐ02"."""
    return f"số {two(number)}/{type_}-{facts.code}"


def lines_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a typed text, blank ones left out; dashes people put before them are taken off."""
    typed = (TYPED_DASH.sub("", clean(line)).strip() for line in text.splitlines())
    return tuple(line for line in typed if line)


def dashed(lines: Sequence[str]) -> tuple[str, ...]:
    """Each line with the dash of a list before it, unless it was typed with a number or letter of its own: "1. …"."""
    return tuple(line if OWN_MARK.match(line) else f"- {line}" for line in lines)


def listed(phrases: Sequence[str]) -> tuple[str, ...]:
    """The lines of a list: each ends ";", the last "."; what ends a sentence already stays."""
    bare = [phrase.rstrip("; ") for phrase in phrases]
    ends = [";"] * (len(bare) - 1) + ["."]
    return tuple(
        phrase if phrase.endswith((".", ":", "!", "?")) else f"{phrase}{end}"
        for phrase, end in zip(bare, ends, strict=False)
    )


def day(on: date) -> str:
    return f"{on:%d/%m/%Y}"


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


def legal_bases(facts: BlocFacts) -> tuple[str, ...]:
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
