"""Báo cáo thành tích cá nhân: the four parts of a nomination, confirmed by the leader of the person's unit."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from awards.documents.granted import NONE, awards_of, disciplines_of, of_person
from awards.documents.unit_frame import addressee, unit_frame
from awards.models import Nomination
from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import NO_SIGNER, Frame
from campaigns.documents.initiative_list import state_words
from campaigns.documents.wording import dashed, listed, sentence
from toolkit.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReportDocument:
    slug: ClassVar[str] = "bao-cao-thanh-tich-ca-nhan"
    template: ClassVar[str] = "documents/person_report.html"

    frame: Frame
    addressee: str
    form: str
    name: str
    office: str
    unit: str
    background: tuple[str, ...]
    achievements: tuple[str, ...]
    initiative: str
    awards: tuple[str, ...]
    disciplines: tuple[str, ...]
    reporter: str

    @classmethod
    def of(
        cls, facts: YearFacts, nomination: Nomination, *, on: date, number: int | None = None, draft: bool = False
    ) -> "PersonReportDocument":
        """What the nomination leaves empty is printed from what is kept of the person. Two queries at most."""
        name, unit = clean(nomination.full_name), nomination.unit
        return cls(
            frame=unit_frame(
                facts,
                unit,
                title="Báo cáo thành tích cá nhân",
                subject=f"Đề nghị tặng {clean(nomination.rule.form)} năm {facts.year}",
                on=on,
                draft=draft,
            ),
            addressee=addressee(facts),
            form=clean(nomination.rule.form),
            name=name,
            office=clean(nomination.office),
            unit=clean(unit.name),
            background=_paragraphs(nomination.background),
            achievements=_paragraphs(nomination.achievements),
            initiative=_initiative(nomination),
            awards=_paragraphs(nomination.past_awards)
            or dashed(listed(awards_of(unit, nomination.full_name)))
            or (NONE,),
            disciplines=_disciplines(nomination),
            reporter=name or NO_SIGNER,
        )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for raw in text.splitlines() if (line := clean(raw)))


def _awards(nomination: Nomination) -> tuple[str, ...]:
    kept = _paragraphs(nomination.past_awards) or dashed(listed(awards_of(nomination.unit, nomination.full_name)))
    return kept or (NONE,)


def _disciplines(nomination: Nomination) -> tuple[str, ...]:
    typed = _paragraphs(nomination.discipline)
    if typed:
        return typed
    found = disciplines_of(nomination.campaign, nomination.unit)
    return dashed(listed(of_person(found, nomination.full_name))) or (NONE,)


def _initiative(nomination: Nomination) -> str:
    """ "Sáng kiến “…”: được công nhận …"; empty without one."""
    found = nomination.initiative
    return sentence(f"{found.get_kind_display()} “{clean(found.title)}”: {state_words(found)}") if found else ""
