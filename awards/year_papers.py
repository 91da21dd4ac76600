"""Issue the papers of a year: facts frozen, rendered once, numbered without gaps.

As in awards.papers, a paper is rendered with the number its series will give next, without a lock. The short
transaction that issues it reads everything again under the bloc's lock: a number that is taken by now, or a row that
somebody changed meanwhile, makes another document, and the paper is made anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.actions import issue_paper_of_year, next_number
from awards.documents.ballot_minutes import BallotMinutesDocument
from awards.documents.final_report import FinalReportDocument
from awards.documents.person_report import PersonReportDocument
from awards.documents.registration import Registering, RegistrationDocument
from awards.documents.scored import ReportedRound, Scored, ScoredSheet
from awards.documents.unit_report import UnitReportDocument
from awards.documents.unit_sheet import UnitSheetDocument
from awards.models import Ballot, Nomination, Paper
from awards.paper_words import texts_of, with_words
from awards.papers import TRIES, frozen, round_facts
from awards.predicates import reasons_not_to_draft, reasons_not_to_issue, subject_of
from awards.states import YearPaperKind, new_code
from campaigns.actions.meetings import invite_units
from campaigns.actions.year import mark_issued
from campaigns.documents import (
    InitiativeFormDocument,
    InitiativeListDocument,
    InvitationDocument,
    MeetingMinutesDocument,
    PlanDocument,
    PledgeDocument,
    YearFacts,
    render,
)
from campaigns.documents.facts import Texts
from campaigns.models import Campaign, Initiative, Meeting, Pledge
from campaigns.states import MeetingState
from scoring.models import Round, ScoreSheet
from toolkit.reasons import NotPossible, require
from units.models import Bloc, Membership

K = YearPaperKind
DOCUMENT_OF: Mapping[YearPaperKind, Any] = {
    K.PLAN: PlanDocument,
    K.PLEDGE: PledgeDocument,
    K.INITIATIVE_LIST: InitiativeListDocument,
    K.INITIATIVE_FORM: InitiativeFormDocument,
    K.INVITATION: InvitationDocument,
    K.MEETING_MINUTES: MeetingMinutesDocument,
    K.REGISTRATION: RegistrationDocument,
    K.BALLOT_MINUTES: BallotMinutesDocument,
    K.UNIT_SHEET: UnitSheetDocument,
    K.UNIT_REPORT: UnitReportDocument,
    K.PERSON_REPORT: PersonReportDocument,
    K.FINAL_REPORT: FinalReportDocument,
}


@dataclass(frozen=True, slots=True)
class About:
    """A model papers can be about: `path` leads to its campaign ("": it knows bloc and year itself)."""

    model: Any
    path: str
    related: tuple[str, ...]


OF_ROUND = "round__campaign__bloc__commune"
ABOUT: Mapping[str, About] = {
    "initiative": About(Initiative, "campaign", ("campaign", "unit", "area")),
    "meeting": About(Meeting, "campaign", ("campaign",)),
    "membership": About(Membership, "", ("unit", "bloc__commune")),
    "nomination": About(Nomination, "campaign", ("campaign", "unit", "rule", "initiative")),
    "round": About(Round, "campaign", ("campaign__bloc__commune", "criteria_set")),
    "ballot": About(Ballot, "round__campaign", (OF_ROUND, "rule")),
    "scoresheet": About(ScoreSheet, "round__campaign", (OF_ROUND, "round__criteria_set", "unit")),
}
BUSY = "Số liệu của văn bản vừa được người khác sửa nhiều lần. Thử ban hành lại sau ít phút."


class FactsMoved(Exception):
    """The number was taken, or what the paper says was changed, while it was being rendered."""


@dataclass(frozen=True, slots=True)
class YearPaper:
    """A paper that could be issued: what kind, of which year, about what of it."""

    kind: YearPaperKind
    campaign: Campaign
    thing: Any = None

    def again(self) -> "YearPaper":
        """The same with its rows as they are stored now."""
        campaign = Campaign.objects.select_related("bloc__commune").get(pk=self.campaign.pk)
        thing = things(self.kind, campaign).get(pk=self.thing.pk) if self.thing else None
        return YearPaper(self.kind, campaign, thing)

    @property
    def subject(self) -> str:
        return subject_of(self.thing)

    @property
    def round(self) -> Round | None:
        """The round the thing belongs to, if any."""
        return self.thing if isinstance(self.thing, Round) else getattr(self.thing, "round", None)

    def document(
        self, *, on: date, number: int | None = None, draft: bool = False, code: str = "", texts: Texts | None = None
    ) -> Any:
        """Its frozen dataclass, made from the rows as they are; `texts` instead of those that are stored."""
        if texts is None:
            texts = texts_of(self.campaign, self.kind, round=self.round, subject=self.subject)
        facts = with_words(YearFacts.of(self.campaign, on=on), texts, code)
        return DOCUMENT_OF[self.kind].of(facts, self._row(on), on=on, number=number, draft=draft)

    def _row(self, on: date) -> Any:
        """What the document is made from, besides the year's facts."""
        match self.kind:
            case K.PLEDGE:
                return Pledge.objects.filter(campaign=self.campaign).first()
            case K.REGISTRATION:
                return Registering(self.thing, self.campaign)
            case K.UNIT_SHEET | K.UNIT_REPORT:
                return ScoredSheet(self.thing, scored_of(self.thing.round, on=on))
            case K.FINAL_REPORT:
                return ReportedRound(self.thing, round_facts(self.thing, on=on))
        return self.thing or self.campaign

    def numbered(self, on: date, code: str) -> Any:
        """The document with the number its series gives next."""
        return self.document(on=on, number=next_number(self.campaign.bloc, self.kind, on.year), code=code)

    def reasons_not_to_issue(self, at: datetime) -> list[str]:
        return reasons_not_to_issue(self.campaign, self.kind, self.thing, at=at)

    def reasons_not_to_draft(self) -> list[str]:
        return reasons_not_to_draft(self.kind, self.thing)


def scored_of(round: Round, *, on: date) -> Scored | None:
    """What the round gave, or would give now; None before every unit may read it."""
    if round.is_settled:
        return Scored.settled(round_facts(round, on=on))
    return Scored.so_far(round) if round.is_open_to_all else None


def things(kind: YearPaperKind, campaign: Campaign) -> Any:
    """What of the year papers of this kind can be about, with what they are printed from."""
    about = ABOUT[kind.about]
    where = {"bloc": campaign.bloc_id, "year": campaign.year} if not about.path else {about.path: campaign}
    return about.model._default_manager.filter(**where).select_related(*about.related)


def preview(paper: YearPaper, *, on: date) -> bytes:
    """The PDF as it would be today, marked BẢN NHÁP, without a number. Nothing is stored."""
    return render(paper.document(on=on, draft=True))


def issue_year_paper(paper: YearPaper, *, by, at: datetime) -> Paper:
    """Raises NotPossible with the reasons."""
    on = timezone.localdate(at)
    for _ in range(TRIES):
        paper = paper.again()
        require(paper.reasons_not_to_issue(at))
        code = new_code()
        document = paper.numbered(on, code)
        try:
            return _issue_rendered(paper, document, render(document), code=code, by=by, at=at)
        except FactsMoved:
            continue
    raise NotPossible([BUSY])


@transaction.atomic
def _issue_rendered(paper: YearPaper, document: Any, pdf: bytes, *, code: str, by, at: datetime) -> Paper:
    """Issue what was rendered, if it is still what the rows say and its number still the next one."""
    on = timezone.localdate(at)
    Bloc.objects.select_for_update().get(pk=paper.campaign.bloc_id)
    paper = paper.again()
    require(paper.reasons_not_to_issue(at))
    if paper.numbered(on, code) != document:
        raise FactsMoved(document.frame.symbol)
    number = next_number(paper.campaign.bloc, paper.kind, on.year)
    issued = issue_paper_of_year(
        paper.campaign,
        paper.kind,
        subject=paper.subject,
        round=paper.round,
        code=code,
        number=number,
        title=str(paper.thing or document.frame.subject),
        facts=frozen(document),
        pdf=pdf,
        by=by,
        at=at,
        on=on,
    )
    _follow_up(paper, number, by=by, at=at)
    return issued


def _follow_up(paper: YearPaper, number: int | None, *, by, at: datetime) -> None:
    """What else is true once the paper is out: the plan is issued, the units are invited."""
    if paper.kind is K.PLAN and number is not None:  # plans are numbered
        mark_issued(paper.campaign, by=by, at=at, on=timezone.localdate(at), number=number)
    elif paper.kind is K.INVITATION and paper.thing.state == MeetingState.PLANNED:
        invite_units(paper.thing, by=by, at=at)
