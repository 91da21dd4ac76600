"""What every paper of a settled round is made from."""

from dataclasses import dataclass

from awards.arithmetic import RoundContent, Settled
from campaigns.documents.facts import BlocFacts
from toolkit.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts(BlocFacts):
    """Besides the bloc: the round with what was settled; `sha256` in hexadecimal.

    `decisions` are the sentences of the review meeting; no part of the result or its hash, final once settled.
    """

    round_name: str
    content: RoundContent
    settled: Settled
    sha256: str
    decisions: tuple[str, ...] = ()

    @property
    def unit_names(self) -> tuple[str, ...]:
        return tuple(clean(sheet.name) for sheet in self.content.sheets)

    @property
    def hash_code(self) -> str:
        """The first 16 hex digits in fours: "267a 2046 d836 1258"."""
        digits = self.sha256[:16].lower()
        return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))
