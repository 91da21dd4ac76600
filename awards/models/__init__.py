"""What follows from a ranking: rules, proposals, ballots, people, decisions, and the papers with their numbers."""

from awards.models.ballots import Ballot, BallotItem, BallotVoter, Urn
from awards.models.certificates import CertificateDesign
from awards.models.checking import Look, LookKind
from awards.models.decisions import CouncilDecision, GrantedAward, PastStanding
from awards.models.papers import Paper, PaperFile, PaperJob, PaperText, SignedPaper, Withdrawal
from awards.models.people import Headcount, Nomination, PersonRule
from awards.models.results import Proposal, Refusal, RefusalReason
from awards.models.rules import AwardRule, Discipline
from awards.models.submissions import Submission, SubmissionLine

__all__ = [
    "AwardRule",
    "Ballot",
    "BallotItem",
    "BallotVoter",
    "CertificateDesign",
    "CouncilDecision",
    "Discipline",
    "GrantedAward",
    "Headcount",
    "Look",
    "LookKind",
    "Nomination",
    "Paper",
    "PaperFile",
    "PaperJob",
    "PaperText",
    "PastStanding",
    "PersonRule",
    "Proposal",
    "Refusal",
    "RefusalReason",
    "SignedPaper",
    "Submission",
    "SubmissionLine",
    "Urn",
    "Withdrawal",
]
