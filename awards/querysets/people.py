"""Individuals: a unit's drafts are its own; what it handed in is seen by every unit of the bloc."""

from awards.states import NominationState
from campaigns.querysets.base import VisibleInYear, VisibleOfUnit
from toolkit.text import unaccent


class PersonRuleQuerySet(VisibleInYear):
    pass


class HeadcountQuerySet(VisibleInYear):
    pass


class DisciplineQuerySet(VisibleInYear):
    """Every unit reads what bars from an award: it has no drafts and nothing private in it."""

    def of_unit(self, unit):
        return self.filter(unit=unit)


class NominationQuerySet(VisibleOfUnit):
    private = (NominationState.DRAFTING,)

    def accepted(self):
        return self.filter(state=NominationState.ACCEPTED)

    def taking_places(self):
        """What counts towards a quota: handed in, and neither sent back nor declined."""
        return self.filter(state__in=(NominationState.SUBMITTED, NominationState.ACCEPTED))

    def matching(self, text: str):
        """Every word of the text in name or office, whatever its marks."""
        found = self
        for word in unaccent(text).split():
            found = found.filter(search_text__contains=word)
        return found
