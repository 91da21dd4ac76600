"""Danh sách đề nghị khen thưởng, on its own."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from awards.documents.facts import RoundFacts
from awards.documents.people import PeopleGroup, how_many, people_groups
from awards.documents.proposal_submission import goes_with
from awards.documents.proposals import NO_RULES, AwardGroup, proposed_groups
from campaigns.documents.frame import Frame, frame, recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalListDocument:
    slug: ClassVar[str] = "danh-sach-de-nghi"
    template: ClassVar[str] = "documents/proposal_list.html"

    frame: Frame
    bloc: str
    awards: tuple[AwardGroup, ...]
    people: tuple[PeopleGroup, ...]
    no_rules: str
    proposed: int
    proposed_words: str

    @classmethod
    def of(
        cls, facts: RoundFacts, *, on: date, number: int | None = None, draft: bool = False
    ) -> "ProposalListDocument":
        """`number` is that of the submission it goes with; the list has none of its own."""
        awards, people = proposed_groups(facts), people_groups(facts)
        units, persons = sum(len(award.units) for award in awards), sum(len(group.people) for group in people)
        return cls(
            frame=frame(
                facts,
                hash_code=facts.hash_code,
                title="Danh sách",
                subject=f"Đề nghị khen thưởng - {facts.round_name}",
                on=on,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=False),
                goes_with="" if number is None or draft else goes_with(facts, on, number, draft=draft),
            ),
            bloc=facts.bloc,
            awards=awards,
            people=people,
            no_rules="" if facts.settled.awards or people else NO_RULES,
            proposed=units + persons,
            proposed_words=how_many(units, persons),
        )
