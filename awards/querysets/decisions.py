"""Proposals confirmed, decisions and awards: seen by the bloc's units and the Council of its commune."""

from campaigns.querysets.base import VisibleInYear
from scoring.querysets import VisibleWithRound
from toolkit.text import unaccent
from units.querysets import VisibleWithBloc


class SubmissionQuerySet(VisibleWithRound):
    path = "round__"


class SubmissionLineQuerySet(VisibleWithRound):
    path = "submission__round__"


class CouncilDecisionQuerySet(VisibleWithRound):
    path = "round__"


class GrantedAwardQuerySet(VisibleWithBloc):
    path = "bloc__"

    def to_units(self):
        return self.filter(person_name="")

    def to_people(self):
        return self.exclude(person_name="")

    def matching(self, text: str):
        """Every word of the text, whatever its marks: "sang kien" finds "sáng kiến"."""
        found = self
        for word in unaccent(text).split():
            found = found.filter(search_text__contains=word)
        return found


class PastStandingQuerySet(VisibleWithBloc):
    path = "bloc__"


class CertificateDesignQuerySet(VisibleInYear):
    """Of the bloc alone; the Council prints nothing here."""

    campaign = ""
