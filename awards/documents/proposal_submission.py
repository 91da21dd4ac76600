"""Tờ trình đề nghị khen thưởng, with its list as annex."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from awards.documents import notes
from awards.documents.facts import RoundFacts
from awards.documents.people import PeopleGroup, how_many, people_groups
from awards.documents.proposals import NO_RULES, AwardGroup, proposed_groups
from campaigns.documents.frame import Frame, frame, recipients
from campaigns.documents.wording import bare_symbol, legal_bases, listed, long_date, two


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSubmissionDocument:
    slug: ClassVar[str] = "to-trinh"
    template: ClassVar[str] = "documents/proposal_submission.html"

    frame: Frame
    council: str
    legal_bases: tuple[str, ...]
    bloc: str
    round_name: str
    units_words: str
    proposed: int
    proposed_words: str
    awards: tuple[AwardGroup, ...]
    people: tuple[PeopleGroup, ...]
    departures: tuple[str, ...]
    no_rules: str
    open_ties: tuple[str, ...]
    goes_with: str

    @classmethod
    def of(
        cls, facts: RoundFacts, *, on: date, number: int | None = None, draft: bool = False
    ) -> "ProposalSubmissionDocument":
        awards, people, confirmed = proposed_groups(facts), people_groups(facts), facts.confirmed
        units, persons = sum(len(award.units) for award in awards), sum(len(group.people) for group in people)
        return cls(
            frame=frame(
                facts,
                hash_code=facts.hash_code,
                title="Tờ trình",
                subject=f"Về việc đề nghị khen thưởng - {facts.round_name}",
                on=on,
                type_="TTr",
                number=number,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=True),
            ),
            council=facts.council,
            legal_bases=legal_bases(facts),
            bloc=facts.bloc,
            round_name=facts.round_name,
            units_words=two(len(facts.settled.units)),
            proposed=units + persons,
            proposed_words=how_many(units, persons),
            awards=awards,
            people=people,
            departures=listed(confirmed.departures) if confirmed else (),
            no_rules="" if facts.settled.awards or people else NO_RULES,
            open_ties=() if confirmed else notes.open_award_ties(facts),
            goes_with=goes_with(facts, on, number, draft=draft),
        )


def goes_with(facts: RoundFacts, on: date, number: int | None, *, draft: bool) -> str:
    """ "(Kèm theo Tờ trình số 05/TTr-KTĐ02 ngày … của Khối …)"; without the number while there is none."""
    known = "" if number is None or draft else f" {bare_symbol('TTr', number, facts)} {long_date(on)}"
    return f"(Kèm theo Tờ trình{known} của {facts.bloc})"
