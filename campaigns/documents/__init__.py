"""Papers: facts → one frozen dataclass a paper → template → bytes. Here what all share, and the papers of a year."""

from campaigns.documents.facts import BlocFacts, YearFacts
from campaigns.documents.initiative_form import InitiativeFormDocument
from campaigns.documents.initiative_list import InitiativeListDocument
from campaigns.documents.invitation import InvitationDocument
from campaigns.documents.meeting_minutes import MeetingMinutesDocument
from campaigns.documents.plan import PlanDocument
from campaigns.documents.pledge import PledgeDocument
from campaigns.documents.rendering import Document, render, to_html

__all__ = [
    "BlocFacts",
    "Document",
    "InitiativeFormDocument",
    "InitiativeListDocument",
    "InvitationDocument",
    "MeetingMinutesDocument",
    "PlanDocument",
    "PledgeDocument",
    "YearFacts",
    "render",
    "to_html",
]
