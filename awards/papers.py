"""Issue the papers of a settled round: facts frozen, rendered once, numbered without gaps.

Rendering takes seconds and holds no lock: papers are made with the numbers their series will give next, and issued in a
short transaction that checks those numbers are still next. When somebody else was quicker, they are made again.
"""

import dataclasses
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from awards.actions import issue_paper, next_number, round_name
from awards.arithmetic import Reason, RoundContent, settle_content
from awards.content import kept, kept_content, settled_of
from awards.documents import (
    ProposalListDocument,
    ProposalSubmissionDocument,
    ResultReportDocument,
    ReviewMinutesDocument,
    RoundFacts,
    ScoreTableDocument,
    render,
)
from awards.documents.confirmed import confirmed_of
from awards.models import Paper, Refusal, Submission
from awards.paper_words import texts_by_kind, with_words
from awards.result_document import RoundName, result_document
from awards.states import PaperKind, PaperState, SubmissionState, new_code
from campaigns.documents.facts import Texts, legal_bases_of
from scoring.models import Round
from scoring.review_words import decision_sentences
from units.models import Bloc, Role, Unit

TRIES = 3
RenderAll = Callable[[Sequence[Any]], list[bytes]]
KindsOf = Callable[[Round], list[PaperKind]]


class Issuable(Protocol):
    """A document class: made of a round's facts for a day and a number."""

    @classmethod
    def of(cls, facts: RoundFacts, *, on: date, number: int | None, draft: bool = False) -> Any: ...


DOCUMENT_OF: Mapping[PaperKind, type[Issuable]] = {
    PaperKind.SCORE_TABLE: ScoreTableDocument,
    PaperKind.REVIEW_MINUTES: ReviewMinutesDocument,
    PaperKind.SUBMISSION: ProposalSubmissionDocument,
    PaperKind.PROPOSAL_LIST: ProposalListDocument,
    PaperKind.RESULT_REPORT: ResultReportDocument,
}


# Papers without a number of their own name that of the paper they go with.
GOES_WITH = {PaperKind.SCORE_TABLE: PaperKind.REVIEW_MINUTES, PaperKind.PROPOSAL_LIST: PaperKind.SUBMISSION}


class NumbersMoved(Exception):
    """Somebody issued this round's papers, or others of the same series, while these were being made."""


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """A rendered paper that waits for its number to be fixed. `facts` is plain JSON."""

    kind: PaperKind
    number: int | None
    title: str
    facts: dict[str, Any]
    pdf: bytes
    result_sha256: str
    code: str


def issue_round_papers(
    round: Round,
    *,
    by,
    at: datetime,
    render_all: RenderAll | None = None,
    kinds_of: KindsOf | None = None,
) -> list[Paper]:
    """Every paper of the round that is not issued yet, in the order of PaperKind; all of them or none.

    `kinds_of` chooses fewer of them.
    """
    on, chosen = timezone.localdate(at), kinds_of or missing_kinds
    for _ in range(TRIES):
        facts, given = _as_stored(round, on)
        ready = ready_papers(
            facts, chosen(round), round.campaign.bloc, on=on, render_all=render_all or render_in_turn, **given
        )
        try:
            return _issue_unchanged(round, ready, by=by, at=at)
        except NumbersMoved:
            continue
    raise NumbersMoved("Nhiều người đang ban hành văn bản cùng lúc. Chạy lại sau ít phút.")


def _as_stored(round: Round, on: date) -> tuple[RoundFacts, dict[str, Any]]:
    """What the papers say, and the words people wrote into them, as they are stored now."""
    given = {"texts": texts_by_kind(round.campaign, round=round), "in_force": numbers_in_force(round)}
    return round_facts(round, on=on), given


@transaction.atomic
def _issue_unchanged(round: Round, ready: Sequence[ReadyPaper], *, by, at: datetime) -> list[Paper]:
    """Issue what was rendered if the rows still say the same. Raises NumbersMoved."""
    on = timezone.localdate(at)
    Bloc.objects.select_for_update().get(pk=round.campaign.bloc_id)
    facts, given = _as_stored(round, on)
    numbers = {paper.kind: paper.number for paper in ready}
    now = documents_of(facts, numbers, {paper.kind: paper.code for paper in ready}, on=on, **given)
    if [frozen(document) for document in now] != [paper.facts for paper in ready]:
        raise NumbersMoved(round.name)
    return issue_ready(round, ready, by=by, at=at)


def missing_kinds(round: Round) -> list[PaperKind]:
    issued = set(round.papers.filter(state=PaperState.ISSUED).values_list("kind", flat=True))
    return [kind for kind in PaperKind if kind not in issued]


def waiting_kinds(round: Round) -> list[PaperKind]:
    """What the head's proposals go into: while the head goes through them, or while a tie is still to be voted on."""
    states = set(Submission.objects.filter(round=round).values_list("state", flat=True))
    ties = Refusal.objects.filter(rule__round=round, reason=Reason.OPEN_TIE.value)
    is_waiting = SubmissionState.DRAFTING in states or (not states and ties.exists())
    return [PaperKind.SUBMISSION, PaperKind.PROPOSAL_LIST] if is_waiting else []


def kinds_to_issue(round: Round) -> list[PaperKind]:
    """What is missing and waits for nobody."""
    waiting = waiting_kinds(round)
    return [kind for kind in missing_kinds(round) if kind not in waiting]


def numbers_in_force(round: Round) -> dict[PaperKind, int | None]:
    """Of the round's issued papers: what a paper that goes with one of them names."""
    issued = round.papers.filter(state=PaperState.ISSUED, kind__in=PaperKind.values)
    return {PaperKind(kind): number for kind, number in issued.values_list("kind", "number")}


def render_in_turn(documents: Sequence[Any]) -> list[bytes]:
    return [render(document) for document in documents]


def ready_papers(
    facts: RoundFacts,
    kinds: Collection[PaperKind],
    bloc: Bloc | None,
    *,
    on: date,
    render_all: RenderAll = render_in_turn,
    texts: Mapping[str, Texts] = MappingProxyType({}),
    in_force: Mapping[PaperKind, int | None] = MappingProxyType({}),
    code: Callable[[], str] = new_code,
) -> list[ReadyPaper]:
    """Render the papers with the numbers that are next in their series. Takes no lock. `texts` by kind."""
    numbers = {kind: next_number(bloc, kind, on.year) for kind in kinds}
    codes = {kind: code() for kind in kinds}
    documents = documents_of(facts, numbers, codes, on=on, texts=texts, in_force=in_force)
    return [
        ReadyPaper(kind, number, f"{kind.label} {facts.round_name}", frozen(document), pdf, facts.sha256, codes[kind])
        for (kind, number), document, pdf in zip(numbers.items(), documents, render_all(documents), strict=True)
    ]


def documents_of(
    facts: RoundFacts,
    numbers: Mapping[PaperKind, int | None],
    codes: Mapping[PaperKind, str],
    *,
    on: date,
    texts: Mapping[str, Texts],
    in_force: Mapping[PaperKind, int | None],
) -> list[Any]:
    """The papers of these kinds as frozen dataclasses.

    `in_force` are the numbers of the papers that stay: a score table made anew goes with the minutes there are.
    """
    known = {**in_force, **numbers}
    return [
        DOCUMENT_OF[kind].of(
            with_words(facts, texts.get(kind.value, Texts()), codes[kind]),
            on=on,
            number=known.get(GOES_WITH.get(kind, kind)),
        )
        for kind in numbers
    ]


@transaction.atomic
def issue_ready(round: Round, ready: Collection[ReadyPaper], *, by, at: datetime) -> list[Paper]:
    """Issue rendered papers under the bloc's lock. Raises NumbersMoved when a number is not the next one any more."""
    bloc = Bloc.objects.select_for_update().get(pk=round.campaign.bloc_id)
    on = timezone.localdate(at)
    missing = missing_kinds(round)
    papers = []
    for paper in ready:
        if paper.kind not in missing or next_number(bloc, paper.kind, on.year) != paper.number:
            raise NumbersMoved(paper.kind)
        if paper.result_sha256 != round.result.sha256:
            raise ValueError("the paper was made from another result")
        papers.append(
            issue_paper(
                round,
                paper.kind,
                number=paper.number,
                title=paper.title,
                facts=paper.facts,
                pdf=paper.pdf,
                code=paper.code,
                by=by,
                at=at,
                on=on,
            )
        )
    return papers


# Facts ------------------------------------------------------------------------------------------------------------


def round_facts(round: Round, *, on: date) -> RoundFacts:
    """What the papers of a settled round are made from."""
    content = kept_content(round)
    return RoundFacts(
        **_names(round_name(round), round.campaign.bloc.name),
        **_surroundings(round.campaign.bloc, content, on),
        content=content,
        settled=settled_of(round.result, content.rules),
        sha256=round.result.sha256,
        decisions=decision_sentences(round),
        confirmed=confirmed_of(round),
    )


def facts_to_be(name: RoundName, bloc_name: str, content: RoundContent, bloc: Bloc | None, *, on: date) -> RoundFacts:
    """The same for a round about to be settled. Raises scoring.arithmetic.NotSettleable."""
    settled = settle_content(content)
    return RoundFacts(
        **_names(name, bloc_name),
        **_surroundings(bloc, content, on),
        content=kept(content),
        settled=settled,
        sha256=result_document(name, content, settled)["sha256"],
    )


def _names(name: RoundName, bloc_name: str) -> dict[str, Any]:
    return {
        "commune": name.commune,
        "city": name.city,
        "number": name.number,
        "bloc_name": bloc_name,
        "year": name.year,
        "round_name": name.round,
    }


def _surroundings(bloc: Bloc | None, content: RoundContent, on: date) -> dict[str, Any]:
    """What the bloc adds: who founded it, the head's office, and the legal bases in force on the day."""
    if bloc is None:
        return {}
    head = next((sheet.unit for sheet in content.sheets if sheet.role == Role.HEAD), None)
    offices = Unit.objects.filter(bloc=bloc, code=head).values_list("leader_title", flat=True)
    return {
        "founded_by": bloc.founded_by,
        "head_title": next(iter(offices), ""),
        "legal_bases": legal_bases_of(bloc, on),
    }


def frozen(value: Any) -> Any:
    """A document's facts as plain JSON, numbers and dates as text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: frozen(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): frozen(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [frozen(item) for item in value]
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
