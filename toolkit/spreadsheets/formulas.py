"""Which texts a spreadsheet would take for a formula."""

import re

# TAB and CR are skipped by Excel before it looks; the wide forms count as signs in some East Asian settings.
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# -5,25 is a number and +84 225 384 0000 a telephone number: neither computes anything.
HARMLESS = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?|\+[0-9]+(?: [0-9]+)*")


def looks_like_formula(text: str) -> bool:
    return text.startswith(STARTERS)


def is_plain_number(text: str) -> bool:
    return HARMLESS.fullmatch(text) is not None
