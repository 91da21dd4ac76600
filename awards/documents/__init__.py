"""The papers of a settled round: facts → one frozen dataclass a paper → template → bytes."""

from awards.documents.facts import RoundFacts
from awards.documents.proposal_list import ProposalListDocument
from awards.documents.proposal_submission import ProposalSubmissionDocument
from awards.documents.result_report import ResultReportDocument
from awards.documents.review_minutes import ReviewMinutesDocument
from awards.documents.score_table import ScoreTableDocument
from campaigns.documents.rendering import render, to_html
from campaigns.documents.wording import symbol

DOCUMENTS = {
    document.slug: document
    for document in (
        ScoreTableDocument,
        ReviewMinutesDocument,
        ProposalSubmissionDocument,
        ProposalListDocument,
        ResultReportDocument,
    )
}

__all__ = [
    "DOCUMENTS",
    "ProposalListDocument",
    "ProposalSubmissionDocument",
    "ResultReportDocument",
    "ReviewMinutesDocument",
    "RoundFacts",
    "ScoreTableDocument",
    "render",
    "symbol",
    "to_html",
]
