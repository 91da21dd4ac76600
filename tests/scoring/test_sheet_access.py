"""Who gets what from the pages of a sheet that is not handed in: its own unit alone; an administrator only looks."""

import pytest
from django.urls import reverse
from django.utils import timezone

from scoring.states import RoundState
from tests.cast import PEOPLE
from tests.reading import bytes_of
from tests.scoring.rounds import mark_of, round_in
from tests.scoring.sheet_builders import shown

pytestmark = pytest.mark.django_db

#              anonymous clerk stranger deputy head other_head council other_council admin
SEEN = "302 200 404 404 404 404 404 404 200"
ENTERED = "302 200 404 404 404 404 404 404 403"
DONE = "302 302 404 404 404 404 404 404 403"
READ_ONLY = "302 405 405 405 405 405 405 405 405"
ACCESS = {
    "sheet": (SEEN, DONE),
    "sheet_submit": (ENTERED, ENTERED),  # empty as it is, POST shows what is missing
    "sheet_withdraw": (READ_ONLY, DONE),
    "mark_save": (READ_ONLY, DONE),
    "mark_hand_in": (READ_ONLY, DONE),
    "evidence": (SEEN, READ_ONLY),
    "evidence_add": (ENTERED, ENTERED),
    "evidence_remove": (READ_ONLY, DONE),
    "evidence_pack": (SEEN, READ_ONLY),
}


def addresses(cast) -> dict[str, list]:
    """The arguments of each address, for a sheet of KT that is being filled in."""
    round = round_in(RoundState.SELF_SCORING)
    mark = mark_of(round, "KT", "1.2")
    evidence = shown(mark, by=cast.clerk, at=timezone.now())
    of_sheet, of_mark, of_evidence = [round.pk, "KT"], [mark.pk], [evidence.pk]
    return {
        "sheet": of_sheet, "sheet_submit": of_sheet, "sheet_withdraw": of_sheet, "evidence_pack": of_sheet,
        "mark_save": of_mark, "mark_hand_in": of_mark, "evidence_add": of_mark,
        "evidence": of_evidence, "evidence_remove": of_evidence,
    }  # fmt: skip


@pytest.mark.parametrize("name", ACCESS)
def test_everybody_gets_the_status_of_the_table(cast, name, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = reverse(name, args=addresses(cast)[name])
    got = []
    for method in ("get", "post"):
        people = sorted(PEOPLE, key=lambda who: who == "clerk")  # who may, last: it changes things
        found = {}
        for who in people:
            answer = getattr(cast.client(who), method)(address)
            found[who] = str(answer.status_code)
            bytes_of(answer)
        got.append(" ".join(found[who] for who in PEOPLE))
    assert tuple(got) == ACCESS[name]
