from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from campaigns.querysets.base import VisibleOfUnit
from campaigns.states import InitiativeState
from toolkit.text import unaccent

# What a line of a list shows; the long texts stay where they are.
LISTED = (
    "campaign",
    "unit",
    "version",
    "title",
    "kind",
    "field",
    "area",
    "state",
    "search_text",
    "authors_words",
    "registered_at",
    "reported_at",
    "level",
    "decision_number",
    "decided_on",
)
LISTED_NAMES = ("unit__bloc", "unit__code", "unit__name", "area__campaign", "area__number", "area__title")


class InitiativeQuerySet(VisibleOfUnit):
    private = (InitiativeState.DRAFTING,)

    def handed_in(self):
        """Whatever became of it afterwards."""
        return self.exclude(state=InitiativeState.DRAFTING)

    def registered(self):
        """Handed in and not sent back: what meets the plan's "ít nhất 01"."""
        return self.filter(state__in=InitiativeState.counted_as_registered())

    def recognised(self):
        return self.filter(state=InitiativeState.RECOGNISED)

    def matching(self, text: str):
        """Every word of the text, whatever its marks: "sang kien" finds "sáng kiến"."""
        found = self
        for word in unaccent(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def number(self) -> Coalesce:
        """How many of one campaign, as a part of another query."""
        counted = self.order_by().values("campaign").annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(counted), 0)

    def listed(self):
        """With unit and area, without the long texts."""
        return self.select_related("unit", "area").only(*LISTED, *LISTED_NAMES)
