"""A server that dies in the middle of settling leaves the round unsettled and whole, or settled; never between."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from awards.content import result_json
from awards.models import Proposal, Refusal
from awards.settlement import provisional, settle_as_seen
from awards.verification import verify
from scoring.models import Firmness, Result, Round, UnitResult
from scoring.states import RoundState
from tests.databases import database_url, file_database  # noqa: F401  (a fixture)
from tests.scoring.rounds import round_in

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)

# Settles as the page does, and stands still when it comes to the step that is named; then it is killed.
SETTLE = """
import sys, time
import django
django.setup()
from django.utils import timezone
from awards import settlement
from awards.actions import settling
from scoring.models import Round

step, pk = sys.argv[1], int(sys.argv[2])

def stand_still(*given, **named):
    print("here", flush=True)
    time.sleep(120)

round = Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=pk)
seen = settlement.provisional(round).seen
if step != "after":
    setattr(settling, step, stand_still)
settlement.settle_as_seen(round, seen=seen, by=None, at=timezone.now())
stand_still()
"""


def killed_at(step, round):
    """The process settling the round, killed when it has come to the step."""
    given = {"DJANGO_READ_DOT_ENV": "off", "DEBUG": "off", "SECRET_KEY": "x" * 60, "DATABASE_URL": database_url()}
    given["DJANGO_SETTINGS_MODULE"] = "khoi_thidua.settings"
    process = subprocess.Popen(
        [sys.executable, "-c", SETTLE, step, str(round.pk)],
        cwd=ROOT,
        env=os.environ | given,
        stdout=subprocess.PIPE,
        text=True,
    )
    said = process.stdout.readline().strip()
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close()
    return said


def rows_of(round):
    kinds = {
        Result: {"round": round},
        UnitResult: {"result__round": round},
        Firmness: {"result__round": round},
        Proposal: {"rule__round": round},
        Refusal: {"rule__round": round},
    }
    return {kind.__name__: kind.objects.filter(**of).count() for kind, of in kinds.items()}


NOTHING = dict.fromkeys(("Result", "UnitResult", "Firmness", "Proposal", "Refusal"), 0)


@pytest.mark.parametrize("step", ["store_result", "store_awards", "store_firmness"])
def test_killed_before_its_end_nothing_of_it_is_there_and_it_can_be_settled(file_database, step):  # noqa: F811
    round = round_in(RoundState.REVIEWING)
    assert killed_at(step, round) == "here"
    assert (Round.objects.get(pk=round.pk).state, rows_of(round)) == ("reviewing", NOTHING)
    result = settle_as_seen(round, seen=provisional(round).seen, by=None, at=timezone.now())
    assert verify(result_json(result)) == []


def test_killed_after_its_end_it_is_settled_whole(file_database):  # noqa: F811
    round = round_in(RoundState.REVIEWING)
    seen = provisional(round).seen
    assert killed_at("after", round) == "here"
    assert Round.objects.get(pk=round.pk).state == "settled"
    assert rows_of(round) == {"Result": 1, "UnitResult": 6, "Firmness": 1, "Proposal": 3, "Refusal": 15}
    assert Result.objects.get(round=round).sha256 == seen
