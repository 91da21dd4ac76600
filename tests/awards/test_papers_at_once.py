"""Fifty papers at once, from several processes: numbers 1 to 50, none missing, none twice."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from awards.models import Paper, PaperFile
from awards.states import YearPaperKind
from tests.campaigns.documents import builders as b
from tests.cast import person
from tests.databases import database_url, file_database  # noqa: F401  (a fixture)

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, PAPERS = 5, 50
pytestmark = pytest.mark.django_db(transaction=True)

# Issues invitations as the page does, each a few words long; `stop` names a step at which it stands still.
ISSUE = """
import sys, time
import django
django.setup()
from datetime import datetime, UTC
from awards import year_papers
from awards.models import Paper
from awards.states import YearPaperKind
from awards.year_papers import YearPaper, issue_year_paper
from campaigns.models import Meeting
from toolkit.reasons import NotPossible

stop, at, keys = sys.argv[1], datetime.fromisoformat(sys.argv[2]), sys.argv[3].split(",")

def stand_still(*given, **named):
    print("here", flush=True)
    time.sleep(120)

def draw(document):
    time.sleep(0.01)  # as long as it takes others to be quicker
    if stop == "rendered":
        stand_still()
    return b"%PDF-1.7 " + document.frame.symbol.encode()

def store(*given, **named):
    paper = issue(*given, **named)
    if stop == "stored":
        stand_still()
    return paper

issue = year_papers.issue_paper_of_year
year_papers.render, year_papers.issue_paper_of_year = draw, store
print("ready", flush=True)
sys.stdin.readline()
for key in keys:
    meeting = Meeting.objects.select_related("campaign").get(pk=key)
    for _ in range(20):
        try:
            issue_year_paper(YearPaper(YearPaperKind.INVITATION, meeting.campaign, meeting), by=None, at=at)
        except NotPossible:  # others were quicker every time: a person would press the button again
            continue
        break
"""


@pytest.fixture
def meetings():
    campaign = b.make_year()
    head = person("head-of-many", unit=b.unit(campaign, "VP"))
    units = list(campaign.bloc.units.all()[:1])
    return [
        b.add_meeting(campaign, units=units, by=head, title=f"Họp {n}", starts_at=b.AT + timedelta(days=n + 1))
        for n in range(PAPERS)
    ]


def begin(meetings, stop="-"):
    """A process that is ready to issue; it begins when it is told (`go`)."""
    given = {"DJANGO_READ_DOT_ENV": "off", "DEBUG": "off", "SECRET_KEY": "x" * 60, "DATABASE_URL": database_url()}
    given["DJANGO_SETTINGS_MODULE"] = "khoi_thidua.settings"
    keys = ",".join(str(meeting.pk) for meeting in meetings)
    return subprocess.Popen(
        [sys.executable, "-c", ISSUE, stop, b.AT.isoformat(), keys],
        cwd=ROOT,
        env=os.environ | given,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def go(process):
    process.stdin.write("go\n")
    process.stdin.flush()


def numbers():
    papers = Paper.objects.filter(kind=YearPaperKind.INVITATION)
    return sorted(papers.values_list("number", flat=True))


def test_fifty_papers_from_several_processes_are_numbered_one_to_fifty(file_database, meetings):  # noqa: F811
    processes = [begin(meetings[i::PROCESSES]) for i in range(PROCESSES)]
    try:
        assert [process.stdout.readline().strip() for process in processes] == ["ready"] * PROCESSES
        for process in processes:
            go(process)
        assert [process.wait(timeout=240) for process in processes] == [0] * PROCESSES
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    assert numbers() == list(range(1, PAPERS + 1))
    assert PaperFile.objects.count() == PAPERS
    assert len(set(Paper.objects.values_list("code", flat=True))) == PAPERS


@pytest.mark.parametrize("step", ["rendered", "stored"])
def test_killed_between_rendering_and_keeping_it_leaves_no_paper_and_no_gap(file_database, meetings, step):  # noqa: F811
    killed = begin(meetings[:1], step)
    assert killed.stdout.readline().strip() == "ready"
    go(killed)
    assert killed.stdout.readline().strip() == "here"
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=30)
    assert (numbers(), PaperFile.objects.count()) == ([], 0)
    after = begin(meetings[:2])
    assert after.stdout.readline().strip() == "ready"
    go(after)
    after.communicate(timeout=240)
    assert numbers() == [1, 2]
