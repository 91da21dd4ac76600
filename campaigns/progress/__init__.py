"""What each unit has done in a year, and the year as a timeline; a constant number of queries."""

from datetime import date

from campaigns.models import Campaign
from campaigns.progress.base import Cell, Column, Mark, Matrix, Year
from campaigns.progress.columns import COLUMNS, DUE_COLUMNS
from campaigns.progress.timeline import Timeline, timeline_of
from units.models import Membership

__all__ = [
    "Cell",
    "Column",
    "Mark",
    "Matrix",
    "Timeline",
    "Year",
    "due_matrix_of",
    "matrix_of",
    "timeline_of",
    "year_of",
]


def year_of(campaign: Campaign, *, on: date) -> Year:
    members = Membership.objects.in_year(campaign.bloc_id, campaign.year).select_related("unit")
    return Year(campaign, list(members.order_by("position", "pk")), on)


def matrix_of(year: Year) -> Matrix:
    return Matrix(year, [column for columns in COLUMNS for column in columns(year)])


def due_matrix_of(year: Year) -> Matrix:
    """Only what has a day by which it is due, and can be missing."""
    return Matrix(year, [column for columns in DUE_COLUMNS for column in columns(year)])
