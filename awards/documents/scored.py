"""What a round gave the units, settled or as it stands: what the papers about one unit's sheet are made from."""

from dataclasses import dataclass

from awards.documents.facts import RoundFacts
from scoring.arithmetic import Criterion, Settings, UnitOutcome
from scoring.models import Round, ScoreSheet
from scoring.provisional import provisional_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """`hash_code` is empty until the round is settled; nobody is ranked until all is entered (`is_complete`)."""

    round_name: str
    criteria: tuple[Criterion, ...]
    settings: Settings
    units: tuple[UnitOutcome, ...]
    titles: tuple[tuple[int, str], ...]
    is_complete: bool
    hash_code: str = ""

    @classmethod
    def settled(cls, facts: RoundFacts) -> "Scored":
        return cls(
            round_name=facts.round_name,
            criteria=facts.content.criteria,
            settings=facts.content.settings,
            units=facts.settled.units,
            titles=facts.content.area_titles,
            is_complete=True,
            hash_code=facts.hash_code,
        )

    @classmethod
    def so_far(cls, round: Round) -> "Scored":
        """What the round would come to now; for whoever may read every line of it. Four queries."""
        found = provisional_of(round)
        return cls(
            round_name=round.name,
            criteria=found.criteria,
            settings=found.settings,
            units=found.units,
            titles=tuple(found.titles.items()),
            is_complete=found.is_complete,
        )

    @property
    def is_settled(self) -> bool:
        return bool(self.hash_code)

    def unit(self, code: str) -> UnitOutcome:
        return next(unit for unit in self.units if unit.unit == code)

    def rank_words(self, unit: UnitOutcome) -> str:
        """ "hạng 4 trong 6 đơn vị", or why there is none."""
        if unit.rank is not None:
            return f"hạng {unit.rank} trong {len(self.units)} đơn vị"
        return "không xếp hạng" if unit.excluded else "chưa xếp hạng"

    def band_words(self, unit: UnitOutcome) -> str:
        """The classification, or that there is none; empty in a round without bands."""
        if not self.settings.bands or not self.is_complete:
            return ""
        return "không xếp loại" if unit.excluded else unit.classification or "chưa xếp loại"


@dataclass(frozen=True, slots=True)
class ScoredSheet:
    """A unit's sheet with what its round gave; None before the units may read it."""

    sheet: ScoreSheet
    scored: Scored | None


@dataclass(frozen=True, slots=True)
class ReportedRound:
    """A settled round with the facts its papers are made from."""

    round: Round
    facts: RoundFacts
