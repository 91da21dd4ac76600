from campaigns.querysets.base import VisibleInYear


class SuggestionQuerySet(VisibleInYear):
    """Seen by every unit: the plan is common, and so is what is said about it."""

    def unanswered(self):
        return self.filter(answer="")
