"""Long papers are made by a worker: asked for once, made in steps, issued once, asked for again when one died."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from awards import jobs, papers, year_papers
from awards.actions.papers import withdraw_paper
from awards.jobs import (
    MOST_CELLS,
    SILENCE,
    UNEXPECTED,
    ask_again,
    ask_for_round,
    ask_for_year_paper,
    cells_of,
    is_silent,
    make_papers,
    round_is_long,
    year_paper_is_long,
)
from awards.models import Paper, PaperJob, Submission
from awards.papers import NumbersMoved, kinds_to_issue
from awards.predicates import subject_of
from awards.states import JobState, PaperKind, YearPaperKind
from tests.awards.test_year_papers import Year
from tests.cast import PEOPLE, Size, content_of_size, settle
from tests.constraints import put, violates
from tests.databases import database_url, file_database  # noqa: F401  (a fixture)
from tests.reading import text_of
from tests.years import NAME
from tests.years import settle as settle_sample
from toolkit.reasons import NotPossible
from units.models import Membership, User

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
K = YearPaperKind
#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {"paper_job": ("302 403 404 403 200 404 404 404 403", "302 403 404 403 200 404 404 404 403")}


@pytest.fixture
def drawn(monkeypatch):
    """Papers rendered in no time; the list has every document that was rendered."""
    documents = []

    def draw(document):
        documents.append(document)
        return f"%PDF-1.7 {len(documents)}".encode()

    for module in (papers, year_papers, jobs):
        monkeypatch.setattr(module, "render", draw)
    return documents


@pytest.fixture
def head(db):
    return User.objects.create(username="head-of-jobs")


def asked(round, head, at=None):
    return ask_for_round(round, by=head, at=at or timezone.now())


def made(job):
    """The job after the worker's task ran in this process."""
    make_papers.call(job.pk, job.attempt)
    job.refresh_from_db()
    return job


def kinds_of(job):
    return [paper.kind for paper in job.papers.order_by("pk")]


# What is long -------------------------------------------------------------------------------------------------------


def test_the_papers_of_a_usual_round_are_made_at_once_and_those_of_a_large_one_are_not():
    now = timezone.now()
    assert not round_is_long(settle_sample().round, now)
    assert round_is_long(settle(replace(NAME, number="40"), content_of_size(Size(units=40))), now)


def test_a_paper_of_the_year_is_long_by_its_cells(monkeypatch):
    paper = Year().paper(K.INITIATIVE_LIST)
    now = timezone.now()
    cells = cells_of(paper.document(on=now.date()))
    assert 0 < cells <= MOST_CELLS
    assert not year_paper_is_long(paper, now)
    monkeypatch.setattr(jobs, "MOST_CELLS", cells - 1)
    assert year_paper_is_long(paper, now)


# Asking and making --------------------------------------------------------------------------------------------------


def test_a_job_issues_all_papers_of_a_round_once_and_says_how_far_it_is(drawn, head, monkeypatch):
    round = settle_sample().round
    job, seen = asked(round, head), []
    draw = jobs.render

    def watched(document):
        seen.append((PaperJob.objects.get().state, PaperJob.objects.get().step))
        return draw(document)

    monkeypatch.setattr(jobs, "render", watched)
    assert (job.state, DBTaskResult.objects.count(), Paper.objects.count()) == (JobState.WAITING, 1, 0)
    made(job)
    assert seen == [(JobState.RUNNING, step) for step in range(5)]
    assert (job.state, job.step, job.steps, kinds_of(job)) == (JobState.DONE, 5, 5, list(PaperKind))
    assert {paper.issued_by for paper in Paper.objects.all()} == {head}
    made(job)  # the same task delivered once more
    assert (len(drawn), Paper.objects.count()) == (5, 5)


def test_who_asks_while_it_is_under_way_is_shown_the_same(drawn, head):
    round = settle_sample().round
    first, second = asked(round, head), asked(round, User.objects.create(username="deputy-of-jobs"))
    assert (first, DBTaskResult.objects.count()) == (second, 1)
    made(first)
    withdraw_paper(Paper.objects.get(kind="submission"), "Sai", by=head, at=timezone.now())
    third = asked(round, head)
    assert third != first
    assert kinds_of(made(third)) == ["submission"]


def test_a_job_makes_a_paper_of_the_year_and_does_what_follows(drawn):
    year = Year()
    job = ask_for_year_paper(year.paper(K.PLAN), by=year.head, at=timezone.now())
    assert (kinds_of(made(job)), job.state) == (["plan"], JobState.DONE)
    year.campaign.refresh_from_db()
    assert year.campaign.symbol == "01/KH-KTĐ02"
    with pytest.raises(NotPossible, match="đã ban hành ngày"):
        ask_for_year_paper(year.paper(K.PLAN), by=year.head, at=timezone.now())


def test_a_long_paper_of_the_year_leads_to_the_page_of_its_job(drawn, monkeypatch, client):
    year = Year()
    client.force_login(year.head)
    url = reverse("year_paper_issue", args=[year.campaign.pk, K.INITIATIVE_LIST.slug])
    monkeypatch.setattr(jobs, "MOST_CELLS", 1)
    answer = client.post(url)
    job = PaperJob.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("paper_job", args=[job.pk]))
    assert (Paper.objects.count(), job.kind, job.asked_by) == (0, "initiative_list", year.head)
    monkeypatch.setattr(jobs, "MOST_CELLS", 300)
    client.post(url)
    assert Paper.objects.get().issued_by == year.head


def test_a_job_makes_the_paper_about_one_thing(drawn):
    year = Year()
    job = ask_for_year_paper(year.paper(K.INITIATIVE_FORM), by=year.head, at=timezone.now())
    assert made(job).papers.get().subject == f"initiative/{year.initiative.pk}"


# Failing ------------------------------------------------------------------------------------------------------------


def test_what_cannot_be_issued_is_told_in_a_sentence(drawn):
    year = Year()
    job = ask_for_year_paper(year.paper(K.PLAN), by=year.head, at=timezone.now())
    year.issue(K.PLAN, at=timezone.now())
    made(job)
    assert job.state == JobState.FAILED
    assert "đã ban hành ngày" in job.problem


@pytest.mark.parametrize(("problem", "words"), [(RuntimeError("hết giấy"), UNEXPECTED), (NumbersMoved("Bận."), "Bận.")])
def test_a_failure_is_a_sentence_and_leaves_no_paper_and_no_gap(drawn, head, monkeypatch, problem, words):
    round, draw = settle_sample().round, jobs.render
    job = asked(round, head)

    def fail(document):
        if len(drawn) == 3:
            raise problem
        return draw(document)

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "render", fail)
        made(job)
    assert (job.state, job.problem, Paper.objects.count()) == (JobState.FAILED, words, 0)
    again = ask_again(job, at=timezone.now())
    made(again)
    assert (again.state, again.problem, again.attempt) == (JobState.DONE, "", 2)
    assert sorted(p.number for p in Paper.objects.exclude(number=None)) == [1, 1, 1]


def test_a_job_whose_worker_died_is_asked_for_again_and_the_dead_one_does_no_harm(drawn, head, monkeypatch):
    now = timezone.now()
    job = asked(settle_sample().round, head, at=now)
    put(job, state=JobState.RUNNING, moved_at=now)
    job.refresh_from_db()
    with pytest.raises(NotPossible, match="đang được làm"):
        ask_again(job, at=now + SILENCE)
    late = now + SILENCE + timedelta(seconds=1)
    assert (is_silent(job, now + SILENCE), is_silent(job, late)) == (False, True)
    again = ask_again(job, at=late)
    make_papers.call(job.pk, 1)  # the first attempt's task comes back
    assert Paper.objects.count() == 0
    made(again)
    assert (again.state, Paper.objects.count()) == (JobState.DONE, 5)
    with pytest.raises(NotPossible, match="đã lập xong"):
        ask_again(again, at=late)


def test_a_worker_that_was_given_up_stops_at_its_next_step(drawn, head, monkeypatch):
    now = timezone.now()
    job, draw = asked(settle_sample().round, head, at=now), jobs.render

    def overtaken(document):
        put(job, attempt=2, state=JobState.WAITING)
        return draw(document)

    monkeypatch.setattr(jobs, "render", overtaken)
    made(job)
    assert (job.state, job.attempt, len(drawn), Paper.objects.count()) == (JobState.WAITING, 2, 1, 0)


def test_a_worker_that_died_after_issuing_left_the_paper(drawn):
    year, now = Year(), timezone.now()
    job = ask_for_year_paper(year.paper(K.PLAN), by=year.head, at=now)
    plan = year.issue(K.PLAN, at=now)
    put(job, state=JobState.RUNNING)
    job.refresh_from_db()
    again = made(ask_again(job, at=now + 2 * SILENCE))
    assert (again.state, list(again.papers.all())) == (JobState.DONE, [plan])


def test_a_job_has_a_state_that_is_known(head):
    job = asked(settle_sample().round, head)
    with violates("paper_job_state_is_known"):
        put(job, state="lost")


# Proposals that are being gone through ------------------------------------------------------------------------------


def test_what_the_proposals_go_into_waits_for_the_head(cast, drawn):
    for paper in cast.papers:
        withdraw_paper(paper, "Làm lại", by=cast.head, at=timezone.now())
    Submission.objects.create(round=cast.round)
    assert kinds_to_issue(cast.round) == ["score_table", "review_minutes", "result_report"]
    url = reverse("round_papers_issue", args=[cast.round.pk])
    client = cast.client("head")
    assert "Chờ xác nhận đề nghị" in text_of(client.get(url))
    client.post(url)
    assert [p.kind for p in Paper.objects.in_force().filter(round=cast.round).order_by("pk")] == [
        "score_table",
        "review_minutes",
        "result_report",
    ]
    assert "chờ Trưởng Khối xác nhận đề nghị khen thưởng" in text_of(client.post(url))
    put(Submission.objects.get(), state="confirmed")
    assert kinds_to_issue(cast.round) == ["submission", "proposal_list"]


# The page -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def job(cast):
    return asked(cast.round, cast.head)


def test_a_long_round_leads_to_the_page_of_its_job(cast, drawn, monkeypatch):
    for paper in cast.papers:
        withdraw_paper(paper, "Làm lại", by=cast.head, at=timezone.now())
    monkeypatch.setattr(jobs, "MOST_CELLS", 10)
    client, url = cast.client("head"), reverse("round_papers_issue", args=[cast.round.pk])
    answer = client.post(url)
    job = PaperJob.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("paper_job", args=[job.pk]))
    assert "Đang chờ đến lượt" in text_of(client.get(answer["Location"]))
    assert "Văn bản đang được lập." in text_of(client.get(url))
    made(job)
    said = text_of(client.get(answer["Location"]))
    assert "Đã ban hành" in said
    assert "Tờ trình đề nghị khen thưởng 02/TTr-KTĐ02" in said


def test_the_page_asks_itself_again_only_while_something_can_change(cast, job, drawn):
    client, url = cast.client("head"), reverse("paper_job", args=[job.pk])
    assert 'hx-trigger="every' in client.get(url).content.decode()
    put(job, state=JobState.FAILED, problem="Hết giấy.")
    failed = client.get(url)
    assert 'hx-trigger="every' not in failed.content.decode()
    assert "Không lập được Hết giấy. Yêu cầu lại" in text_of(failed)
    assert client.post(url).status_code == 302
    assert PaperJob.objects.get().attempt == 2
    assert "chưa cần yêu cầu lại" in text_of(client.post(url))
    put(job, moved_at=timezone.now() - 2 * SILENCE)
    assert "chương trình làm việc nền có thể chưa chạy" in text_of(client.get(url))


@pytest.mark.parametrize("method", [0, 1], ids=["get", "post"])
def test_who_may(cast, job, method):
    url = reverse("paper_job", args=[job.pk])
    found = [(c.post(url) if method else c.get(url)).status_code for c in map(cast.client, PEOPLE)]
    assert found == [int(status) for status in ACCESS["paper_job"][method].split()]


# A real worker ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_worker_of_its_own_makes_what_was_asked_and_ends(file_database):  # noqa: F811
    round = settle_sample().round
    job = asked(round, User.objects.create(username="head"))
    given = {"DJANGO_READ_DOT_ENV": "off", "DEBUG": "off", "SECRET_KEY": "x" * 60, "DATABASE_URL": database_url()}
    given["ALLOWED_HOSTS"] = "testserver"
    command = [sys.executable, "manage.py", "db_worker", "--batch", "--no-startup-delay", "--interval", "0"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | given, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    job.refresh_from_db()
    assert (job.state, job.problem, kinds_of(job)) == (JobState.DONE, "", list(PaperKind))
    assert all(paper.size > 10_000 for paper in job.papers.all())


def test_who_handed_over_the_office_does_not_issue_by_asking_again(cast, job):
    put(job, state=JobState.FAILED, problem="Hết giấy.")
    put(cast.head, unit=cast.clerk.unit)
    client, url = cast.client("head"), reverse("paper_job", args=[job.pk])
    assert [client.get(url).status_code, client.post(url).status_code] == [200, 403]
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.FAILED, 1)


def test_a_units_own_paper_is_asked_for_again_by_that_unit(cast, year_job):
    clerk, head = cast.client("clerk"), cast.client("head")
    url = reverse("paper_job", args=[year_job.pk])
    assert [client.post(url).status_code for client in (head, clerk)] == [403, 302]


@pytest.fixture
def year_job(cast):
    """The clerk's, about the clerk's unit, failed."""
    membership = Membership.objects.get(unit=cast.clerk.unit, year=cast.round.year)
    return PaperJob.objects.create(
        campaign=cast.round.campaign,
        kind=K.REGISTRATION,
        subject=subject_of(membership),
        state=JobState.FAILED,
        asked_at=timezone.now(),
        moved_at=timezone.now(),
        asked_by=cast.clerk,
    )
