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
from awards.models import Paper
from awards.papers import TRIES, frozen
from awards.predicates import reasons_not_to_issue, subject_of
from awards.states import YearPaperKind
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
from campaigns.models import Campaign, Initiative, Meeting, Pledge
from campaigns.states import MeetingState
from toolkit.reasons import NotPossible, require
from units.models import Bloc

K = YearPaperKind
DOCUMENT_OF: Mapping[YearPaperKind, Any] = {
    K.PLAN: PlanDocument,
    K.PLEDGE: PledgeDocument,
    K.INITIATIVE_LIST: InitiativeListDocument,
    K.INITIATIVE_FORM: InitiativeFormDocument,
    K.INVITATION: InvitationDocument,
    K.MEETING_MINUTES: MeetingMinutesDocument,
}
MODEL_OF: Mapping[str, Any] = {"initiative": Initiative, "meeting": Meeting}
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
        thing = things(self.kind).filter(campaign=campaign).get(pk=self.thing.pk) if self.thing else None
        return YearPaper(self.kind, campaign, thing)

    def document(self, *, on: date, number: int | None = None, draft: bool = False) -> Any:
        """Its frozen dataclass, made from the rows as they are."""
        facts = YearFacts.of(self.campaign, on=on)
        return DOCUMENT_OF[self.kind].of(facts, self._row(), on=on, number=number, draft=draft)

    def _row(self) -> Any:
        if self.kind is K.PLEDGE:
            return Pledge.objects.filter(campaign=self.campaign).first()
        return self.thing or self.campaign

    def numbered(self, on: date) -> Any:
        """The document with the number its series gives next."""
        return self.document(on=on, number=next_number(self.campaign.bloc, self.kind, on.year))

    def reasons_not_to_issue(self, at: datetime) -> list[str]:
        return reasons_not_to_issue(self.campaign, self.kind, self.thing, at=at)


def things(kind: YearPaperKind) -> Any:
    """What papers of this kind can be about, with what they are printed from."""
    related = ("campaign", "unit", "area") if kind.about == "initiative" else ("campaign",)
    return MODEL_OF[kind.about].objects.select_related(*related)


def preview(paper: YearPaper, *, on: date) -> bytes:
    """The PDF as it would be today, marked BẢN NHÁP, without a number. Nothing is stored."""
    return render(paper.document(on=on, draft=True))


def issue_year_paper(paper: YearPaper, *, by, at: datetime) -> Paper:
    """Raises NotPossible with the reasons."""
    on = timezone.localdate(at)
    for _ in range(TRIES):
        paper = paper.again()
        require(paper.reasons_not_to_issue(at))
        document = paper.numbered(on)
        try:
            return _issue_rendered(paper, document, render(document), by=by, at=at)
        except FactsMoved:
            continue
    raise NotPossible([BUSY])


@transaction.atomic
def _issue_rendered(paper: YearPaper, document: Any, pdf: bytes, *, by, at: datetime) -> Paper:
    """Issue what was rendered, if it is still what the rows say and its number still the next one."""
    on = timezone.localdate(at)
    Bloc.objects.select_for_update().get(pk=paper.campaign.bloc_id)
    paper = paper.again()
    require(paper.reasons_not_to_issue(at))
    if paper.numbered(on) != document:
        raise FactsMoved(document.frame.symbol)
    number = next_number(paper.campaign.bloc, paper.kind, on.year)
    issued = issue_paper_of_year(
        paper.campaign,
        paper.kind,
        subject=subject_of(paper.thing),
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
