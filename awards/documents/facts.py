"""What every paper of a settled round is made from."""

from dataclasses import dataclass

from awards.arithmetic import RoundContent, Settled
from campaigns.documents.facts import BlocFacts
from toolkit.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person proposed for a title; empty texts are left out."""

    name: str
    office: str
    unit: str
    form: str
    authority: str
    initiative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The proposals as the head confirmed them, in place of what the engine took.

    `units` and `elected` (by secret ballot) are unit codes by the code of the rule, by rank; `left_open` the reasons
    why places stay empty, by the same; `departures` whole sentences.
    """

    units: tuple[tuple[str, tuple[str, ...]], ...]
    elected: tuple[tuple[str, tuple[str, ...]], ...] = ()
    left_open: tuple[tuple[str, str], ...] = ()
    people: tuple[PersonFacts, ...] = ()
    departures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts(BlocFacts):
    """Besides the bloc: the round with what was settled; `sha256` in hexadecimal.

    `decisions` are the sentences of the review meeting; no part of the result or its hash, final once settled.
    `confirmed` is read by the papers that go to the Council; None while the head has not confirmed anything.
    """

    round_name: str
    content: RoundContent
    settled: Settled
    sha256: str
    decisions: tuple[str, ...] = ()
    confirmed: Confirmed | None = None

    @property
    def unit_names(self) -> tuple[str, ...]:
        return tuple(clean(sheet.name) for sheet in self.content.sheets)

    @property
    def hash_code(self) -> str:
        """The first 16 hex digits in fours: "267a 2046 d836 1258"."""
        digits = self.sha256[:16].lower()
        return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
