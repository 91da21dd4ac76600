"""Issue the papers of a settled round: facts frozen, rendered once, numbered without gaps."""

import dataclasses
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.actions import issue_paper, next_number
from awards.content import kept_content, settled_of
from awards.documents import (
    ProposalListDocument,
    ProposalSubmissionDocument,
    ResultReportDocument,
    ReviewMinutesDocument,
    RoundFacts,
    ScoreTableDocument,
    render,
)
from awards.models import Paper
from awards.states import PaperKind, PaperState
from campaigns.models import LegalBasis
from scoring.models import Round
from units.models import Role

DOCUMENT_OF = {
    PaperKind.SCORE_TABLE: ScoreTableDocument,
    PaperKind.REVIEW_MINUTES: ReviewMinutesDocument,
    PaperKind.SUBMISSION: ProposalSubmissionDocument,
    PaperKind.PROPOSAL_LIST: ProposalListDocument,
    PaperKind.RESULT_REPORT: ResultReportDocument,
}


def round_facts(round: Round, *, on) -> RoundFacts:
    """What the papers of the round are made from; legal bases are those in force on the day `on`."""
    content = kept_content(round)
    bloc = round.campaign.bloc
    head = round.sheets.filter(role=Role.HEAD).select_related("unit").first()
    bases = LegalBasis.objects.filter(bloc=bloc).in_force(on).order_by("position", "pk")
    return RoundFacts(
        commune=bloc.commune.name,
        city=bloc.commune.city,
        number=bloc.number,
        bloc_name=bloc.name,
        founded_by=bloc.founded_by,
        year=round.campaign.year,
        round_name=round.name,
        content=content,
        settled=settled_of(round.result, content.rules),
        sha256=round.result.sha256,
        head_title=head.unit.leader_title if head else "",
        signer="",
        legal_bases=tuple(bases.values_list("title", flat=True)),
    )


@transaction.atomic
def issue_round_papers(round: Round, *, by, at: datetime) -> list[Paper]:
    """Every paper of the round that is not issued yet, in the order of PaperKind; numbers and bytes or none of them."""
    issued = {paper.kind for paper in round.papers.filter(state=PaperState.ISSUED)}
    missing = [kind for kind in PaperKind if kind not in issued]
    if not missing:
        return []
    on = timezone.localdate(at)
    facts = round_facts(round, on=on)
    papers = []
    for kind in missing:
        number = next_number(round.campaign.bloc, kind, on.year)
        document = DOCUMENT_OF[kind].of(facts, on=on, number=number)
        paper = issue_paper(
            round,
            kind,
            number=number,
            title=f"{kind.label} {round.name}",
            facts=frozen(document),
            pdf=render(document),
            by=by,
            at=at,
            on=on,
        )
        papers.append(paper)
    return papers


def frozen(value: Any) -> Any:
    """A document's facts as plain JSON, numbers and dates as text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: frozen(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): frozen(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [frozen(item) for item in value]
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
