"""Biên bản họp bình xét: what the meeting is told and asked; what only the room knows is left to be written by hand."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from awards.documents import notes
from awards.documents.facts import RoundFacts
from awards.documents.proposals import NO_RULES, AwardGroup, proposed_groups
from awards.documents.tables import Row, rows_of
from campaigns.documents.frame import NO_SIGNER, Frame, frame, recipients, signer
from campaigns.documents.wording import joined, long_date, two
from toolkit.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMinutesDocument:
    slug: ClassVar[str] = "bien-ban-hop"
    template: ClassVar[str] = "documents/review_minutes.html"

    frame: Frame
    opened_on: str
    place: str
    bloc: str
    round_name: str
    chair: str
    secretary: str
    units_words: str
    excluded_words: str
    rows: tuple[Row, ...]
    explanations: tuple[str, ...]
    decisions: tuple[str, ...]
    awards: tuple[AwardGroup, ...]
    no_rules: str
    open_ties: tuple[str, ...]

    @classmethod
    def of(
        cls, facts: RoundFacts, *, on: date, number: int | None = None, draft: bool = False
    ) -> "ReviewMinutesDocument":
        """Minutes carry the day of the meeting in their first sentence and have no place-and-date line."""
        excluded = [unit for unit in facts.settled.units if unit.excluded]
        return cls(
            frame=frame(
                facts,
                hash_code=facts.hash_code,
                title="Biên bản",
                subject=f"Họp bình xét thi đua, khen thưởng - {facts.round_name}",
                on=None,
                type_="BB",
                number=number,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=False, by_name=False),
            ),
            opened_on=long_date(on),
            place=f"{facts.commune_phrase}, {facts.city_phrase}",
            bloc=facts.bloc,
            round_name=facts.round_name,
            chair=_chair(facts),
            secretary=NO_SIGNER,
            units_words=two(len(facts.settled.units)),
            excluded_words=f"{two(len(excluded))} đơn vị: {joined([clean(u.name) for u in excluded])}"
            if excluded
            else "",
            rows=rows_of(facts),
            explanations=(
                *notes.conversion_notes(facts),
                *notes.cap_notes(facts),
                *notes.exclusion_notes(facts),
                *notes.tie_notes(facts),
            ),
            decisions=tuple(clean(sentence) for sentence in facts.decisions),
            awards=proposed_groups(facts),
            no_rules="" if facts.settled.awards else NO_RULES,
            open_ties=(*notes.open_rank_ties(facts), *notes.open_award_ties(facts)),
        )


def _chair(facts: RoundFacts) -> str:
    """ "Nguyễn Văn A, Chánh Văn phòng HĐND và UBND, Trưởng Khối"; empty when the signer is not known."""
    parts = [part for part in (clean(facts.texts.signer or facts.signer), clean(facts.head_title)) if part]
    return ", ".join([*parts, "Trưởng Khối"]) if signer(facts) != NO_SIGNER else ""
