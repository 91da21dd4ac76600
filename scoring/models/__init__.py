"""A round of scoring: the table of criteria, each unit's sheet with its marks, and the settled result."""

from scoring.models.base import FrozenModel
from scoring.models.checks import CheckedMark, CrossCheck
from scoring.models.evidence import Evidence
from scoring.models.objections import Objection
from scoring.models.results import Firmness, Result, UnitResult
from scoring.models.review import ReviewDecision
from scoring.models.rounds import Band, Round
from scoring.models.sheets import Mark, ScoreSheet
from scoring.models.tables import (
    BASE_KINDS,
    COUNTED_KINDS,
    TARGET_KINDS,
    CriteriaSet,
    Criterion,
    CriterionKind,
)

__all__ = [
    "BASE_KINDS",
    "COUNTED_KINDS",
    "TARGET_KINDS",
    "Band",
    "CheckedMark",
    "CriteriaSet",
    "Criterion",
    "CriterionKind",
    "CrossCheck",
    "Evidence",
    "Firmness",
    "FrozenModel",
    "Mark",
    "Objection",
    "Result",
    "ReviewDecision",
    "Round",
    "ScoreSheet",
    "UnitResult",
]
