"""Vietnamese numbers: read with a decimal comma or point, written with a comma. Decimal only."""

import re
from decimal import Decimal

from toolkit.text import clean

PATTERN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
# Thousands set apart by one mark, then perhaps another mark and a fraction: 1.234,5 1,234.5 1 234 1.234.567
GROUPED = re.compile(
    r"(?P<whole>[+-]?[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:(?!(?P=mark))[.,](?P<part>[0-9]+))?"
)


class NumberProblem(ValueError):
    """Not a number, or one that can be read in two ways; the message is a sentence for people."""


def parse_decimal(typed: str | Decimal) -> Decimal:
    """A finite Decimal from "9,5" or "9.5". Raises NumberProblem, also for "1.234,5" and "1,234.5": never guessed."""
    if isinstance(typed, Decimal):
        if not typed.is_finite():
            raise NumberProblem("Đây không phải là một số.")
        return typed
    text = clean(typed).replace("−", "-")
    if PATTERN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if grouped := GROUPED.fullmatch(text):
        raise NumberProblem(f'"{shorten(text)}" có thể hiểu hai cách. Nhập {shorten(_ungrouped(grouped))}.')
    raise NumberProblem(f'"{shorten(text)}" không phải là một số. Nhập số, ví dụ 9,5.')


def _ungrouped(grouped: re.Match[str]) -> str:
    """The likelier reading of a number with thousands set apart, written so that it has only one."""
    whole = grouped["whole"].replace(grouped["mark"], "")
    return f"{whole},{grouped['part']}" if grouped["part"] else whole


def shorten(text: str, most: int = 60) -> str:
    """At most so many characters, so that a sentence that quotes what was typed stays a sentence."""
    return text if len(text) <= most else text[: most - 1] + "…"


def plain(value: Decimal) -> Decimal:
    """The same number, to the last digit, without trailing zeros, an exponent or a sign on 0."""
    text = format(value, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text) or Decimal(0)


def plain_text(value: Decimal) -> str:
    """As short as the number allows, with a comma: 98,6 or 104."""
    return format(plain(value), "f").replace(".", ",")


def decimal_text(value: Decimal) -> str:
    """Two decimals and a comma: 97,42. Points are already rounded, so nothing is lost."""
    return f"{value:.2f}".replace(".", ",")
