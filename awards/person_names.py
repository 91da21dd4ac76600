"""When two names are of one person: as far as names can tell."""

import re

from toolkit.text import fold

# How people are addressed in lists and decisions; nobody is called so.
ADDRESS = re.compile(r"(?:ông|bà|đồng chí|đ/c)(?:\s*:\s*|\s+)(?=\S)")


def person_key(name: str) -> str:
    """The name without address, case and stray blanks; marks stay, for they tell people apart."""
    return ADDRESS.sub("", fold(name), count=1) if ADDRESS.match(fold(name)) else fold(name)


def is_same_person(one: str, other: str) -> bool:
    return bool(one) and person_key(one) == person_key(other)
