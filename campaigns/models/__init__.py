"""A bloc's year: the plan, and what units and bloc do by it."""

from campaigns.models.drives import Drive, DriveEntry
from campaigns.models.exemplars import Exemplar, Spread
from campaigns.models.files import Attachment
from campaigns.models.initiatives import Author, Initiative
from campaigns.models.meetings import Attendance, Meeting
from campaigns.models.plans import UnitPlan, UnitPlanPart
from campaigns.models.pledges import Commitment, Pledge, PledgeConfirmation
from campaigns.models.reminders import CalendarFeed, ReminderSent
from campaigns.models.reports import DueDate, Extension, Report, ReportDuty
from campaigns.models.suggestions import Suggestion
from campaigns.models.year import Campaign, ContentArea, LegalBasis, Task

__all__ = [
    "Attachment",
    "Attendance",
    "Author",
    "CalendarFeed",
    "Campaign",
    "Commitment",
    "ContentArea",
    "Drive",
    "DriveEntry",
    "DueDate",
    "Exemplar",
    "Extension",
    "Initiative",
    "LegalBasis",
    "Meeting",
    "Pledge",
    "PledgeConfirmation",
    "ReminderSent",
    "Report",
    "ReportDuty",
    "Spread",
    "Suggestion",
    "Task",
    "UnitPlan",
    "UnitPlanPart",
]
