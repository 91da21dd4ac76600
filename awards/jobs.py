"""Long papers are made outside the request, by `manage.py db_worker`: asked for, made in steps, issued once.

A request that asks for the same again is shown the job there is. A worker may die at any moment: nothing is issued
until every paper is rendered, and a job that stopped moving can be asked for again.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from awards.models import Paper, PaperJob
from awards.paper_words import texts_by_kind, with_words
from awards.papers import DOCUMENT_OF, NumbersMoved, issue_round_papers, kinds_to_issue, render, round_facts
from awards.predicates import paper_in_force
from awards.states import JobState, YearPaperKind
from awards.year_papers import YearPaper, issue_year_paper, things
from campaigns.documents import to_html
from campaigns.documents.facts import Texts
from campaigns.models import Campaign
from scoring.models import Round
from toolkit.reasons import NotPossible, require

MOST_CELLS = 300  # of one paper a request waits for; of all papers of a round twice as many: about a second
SILENCE = timedelta(minutes=5)  # one paper of the largest bloc takes less than one
UNEXPECTED = "Máy chủ gặp lỗi khi lập văn bản; lỗi đã được ghi lại. Thử lại; nếu vẫn không xong, báo người quản trị."
STILL_MOVING = "Việc này đang được làm; chưa cần yêu cầu lại."
OPEN = (JobState.WAITING, JobState.RUNNING)

logger = logging.getLogger(__name__)


# What is long -------------------------------------------------------------------------------------------------------


def cells_of(document: Any) -> int:
    html = to_html(document)
    return html.count("<td") + html.count("<th")


def round_is_long(round: Round, at: datetime) -> bool:
    """Whether the missing papers of the round have more cells than a request should wait for."""
    on = timezone.localdate(at)
    facts, texts = round_facts(round, on=on), texts_by_kind(round.campaign, round=round)
    documents = (
        DOCUMENT_OF[kind].of(with_words(facts, texts.get(kind.value, Texts())), on=on, number=None)
        for kind in kinds_to_issue(round)
    )
    cells = [cells_of(document) for document in documents]
    return max(cells, default=0) > MOST_CELLS or sum(cells) > 2 * MOST_CELLS


def year_paper_is_long(paper: YearPaper, at: datetime) -> bool:
    return cells_of(paper.document(on=timezone.localdate(at))) > MOST_CELLS


# Asking -------------------------------------------------------------------------------------------------------------


def ask_for_round(round: Round, *, by, at: datetime) -> PaperJob:
    """All missing papers of the round; the job that is under way, if there is one."""
    return _ask(round.campaign, {"round": round, "kind": "", "subject": ""}, by=by, at=at)


def job_if_long(paper: YearPaper, *, by, at: datetime) -> PaperJob | None:
    """The job that makes a long paper; None for one that is made at once. Raises NotPossible as issuing it does."""
    require(paper.reasons_not_to_issue(at))
    return ask_for_year_paper(paper, by=by, at=at) if year_paper_is_long(paper, at) else None


def ask_for_year_paper(paper: YearPaper, *, by, at: datetime) -> PaperJob:
    """Raises NotPossible with the reasons not to issue it."""
    require(paper.reasons_not_to_issue(at))
    what = {"round": paper.round, "kind": paper.kind.value, "subject": paper.subject}
    return _ask(paper.campaign, what, by=by, at=at)


@transaction.atomic
def _ask(campaign: Campaign, what: dict[str, Any], *, by, at: datetime) -> PaperJob:
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # of two who ask at once, the second finds the first's
    found = PaperJob.objects.filter(campaign=campaign, **what, state__in=OPEN).first()
    if found is not None:
        return found
    job = PaperJob.objects.create(campaign=campaign, **what, asked_at=at, moved_at=at, asked_by=by)
    _send(job)
    return job


@transaction.atomic
def ask_again(job: PaperJob, *, at: datetime) -> PaperJob:
    """For a job that failed, or whose worker died. Raises NotPossible."""
    job = PaperJob.objects.select_for_update().get(pk=job.pk)
    require(reasons_not_to_ask_again(job, at))
    job.state, job.step, job.problem, job.moved_at = JobState.WAITING, 0, "", at
    job.attempt += 1
    job.save()
    _send(job)
    return job


def reasons_not_to_ask_again(job: PaperJob, at: datetime) -> list[str]:
    if job.state == JobState.DONE:
        return ["Văn bản đã lập xong."]
    return [] if job.state == JobState.FAILED or is_silent(job, at) else [STILL_MOVING]


def is_silent(job: PaperJob, at: datetime) -> bool:
    """Under way by what it says, and nothing heard of it: no worker runs, or it died."""
    return job.state in OPEN and at - job.moved_at > SILENCE


def _send(job: PaperJob) -> None:
    """The worker reads from the same database: what is rolled back was never asked."""
    make_papers.enqueue(job.pk, job.attempt)


# Making -------------------------------------------------------------------------------------------------------------


@task()
def make_papers(pk: int, attempt: int) -> None:
    """What the worker runs. An attempt that was given up, or is made already, does nothing."""
    mine = PaperJob.objects.filter(pk=pk, attempt=attempt)
    if not mine.filter(state=JobState.WAITING).update(state=JobState.RUNNING, moved_at=timezone.now()):
        return
    job = mine.select_related("campaign__bloc__commune", "round__campaign__bloc__commune", "asked_by").get()
    try:
        made = _make(job)
    except (NotPossible, NumbersMoved) as problem:
        _end(mine, JobState.FAILED, problem=str(problem)[:1000])
    except Exception:
        logger.exception("a paper could not be made")
        _end(mine, JobState.FAILED, problem=UNEXPECTED)
    else:
        job.papers.set(made)
        _end(mine, JobState.DONE)


def _end(mine: Any, state: JobState, *, problem: str = "") -> None:
    mine.filter(state=JobState.RUNNING).update(state=state, problem=problem, finished_at=timezone.now())


def _make(job: PaperJob) -> list[Paper]:
    now = timezone.now()
    if job.round is not None and not job.kind:
        steps = _in_steps(job)
        return issue_round_papers(job.round, by=job.asked_by, at=now, render_all=steps, kinds_of=kinds_to_issue)
    _move(job, 0, 1)
    paper = year_paper_of(job)
    made = paper_in_force(paper.campaign, paper.kind, paper.thing) if job.attempt > 1 else None
    return [made or issue_year_paper(paper, by=job.asked_by, at=now)]


def year_paper_of(job: PaperJob) -> YearPaper:
    """Raises NotPossible when what it is about is gone."""
    kind = YearPaperKind(job.kind)
    if not job.subject:
        return YearPaper(kind, job.campaign)
    thing = things(kind, job.campaign).filter(pk=job.subject.rpartition("/")[2]).first()
    if thing is None:
        raise NotPossible(["Nội dung của văn bản không còn."])
    return YearPaper(kind, job.campaign, thing)


def _in_steps(job: PaperJob) -> Any:
    def render_all(documents: Sequence[Any]) -> list[bytes]:
        pdfs: list[bytes] = []
        for document in documents:
            _move(job, len(pdfs), len(documents))
            pdfs.append(render(document))
        _move(job, len(pdfs), len(documents))
        return pdfs

    return render_all


def _move(job: PaperJob, step: int, steps: int) -> None:
    """Raises NotPossible when somebody asked again meanwhile: then another worker makes it."""
    mine = PaperJob.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)
    if not mine.update(step=step, steps=max(steps, 1), moved_at=timezone.now()):
        raise NotPossible(["Việc này đã được yêu cầu lại."])
