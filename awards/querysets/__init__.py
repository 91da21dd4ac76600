"""The words in which awards and papers are asked for; what is of a round is seen by whoever sees the round."""

from awards.querysets.ballots import BallotPartQuerySet, BallotQuerySet, UrnQuerySet
from awards.querysets.decisions import (
    CertificateDesignQuerySet,
    CouncilDecisionQuerySet,
    GrantedAwardQuerySet,
    PastStandingQuerySet,
    SubmissionLineQuerySet,
    SubmissionQuerySet,
)
from awards.querysets.papers import (
    PaperFileQuerySet,
    PaperJobQuerySet,
    PaperQuerySet,
    PaperTextQuerySet,
    VisibleWithPaper,
)
from awards.querysets.people import DisciplineQuerySet, HeadcountQuerySet, NominationQuerySet, PersonRuleQuerySet
from awards.querysets.results import AwardRuleQuerySet, ProposalQuerySet, RefusalQuerySet

__all__ = [
    "AwardRuleQuerySet",
    "BallotPartQuerySet",
    "BallotQuerySet",
    "CertificateDesignQuerySet",
    "CouncilDecisionQuerySet",
    "DisciplineQuerySet",
    "GrantedAwardQuerySet",
    "HeadcountQuerySet",
    "NominationQuerySet",
    "PaperFileQuerySet",
    "PaperJobQuerySet",
    "PaperQuerySet",
    "PaperTextQuerySet",
    "PastStandingQuerySet",
    "PersonRuleQuerySet",
    "ProposalQuerySet",
    "RefusalQuerySet",
    "SubmissionLineQuerySet",
    "SubmissionQuerySet",
    "UrnQuerySet",
    "VisibleWithPaper",
]
