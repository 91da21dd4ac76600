"""Who comes near the appraisal: the head and the deputy; nobody near the own unit's score, on no address."""

from dataclasses import replace

import pytest
from django.urls import reverse

from scoring.models import Mark, ScoreSheet
from scoring.states import RoundState
from tests.cast import PEOPLE
from tests.scoring.rounds import mark_of, round_in
from tests.scoring.sample import CONTENT

pytestmark = pytest.mark.django_db

# KT's lines: what the head does is refused to the deputy, and the other way round for VP's.
#                          anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "appraisal": ("302 403 404 200 200 404 404 404 200", "302 405 405 405 405 405 405 405 405"),
    "appraisal_of_unit": ("302 403 404 200 200 404 404 404 200", "302 405 405 405 405 405 405 405 405"),
    "mark_appraise": ("302 403 404 403 302 404 404 404 403", "302 403 404 403 302 404 404 404 403"),
    "mark_send_back": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 404 404 403"),
    "lines_accept": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 404 404 403"),
    "sheet_send_back": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 404 404 403"),
}
FIELDS = {"entry": "10,75", "reason": "Theo hồ sơ", "version": "0", "remark": "Bổ sung minh chứng"}


def address(name, round, unit):
    mark = mark_of(round, unit, "1.2")
    arguments = {
        "appraisal": [round.pk],
        "lines_accept": [round.pk],
        "appraisal_of_unit": [round.pk, unit],
        "sheet_send_back": [round.pk, unit],
    }
    return reverse(name, args=arguments.get(name, [mark.pk])), {**FIELDS, "dong": f"{mark.pk}:0"}


@pytest.mark.parametrize("name", ACCESS)
def test_the_pages_answer_each_person_as_the_table_says(cast, name):
    round = round_in(RoundState.APPRAISING)
    found = []
    for method in ("get", "post"):
        url, fields = address(name, round, "KT")
        answers = [getattr(cast.client(who), method)(url, fields if method == "post" else {}) for who in PEOPLE]
        found.append(" ".join(str(answer.status_code) for answer in answers))
    assert tuple(found) == ACCESS[name]


POSTS = ("mark_appraise", "mark_send_back", "lines_accept", "sheet_send_back")


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize(("who", "unit"), [("head", "VP"), ("deputy", "VHXH"), ("clerk", "KT")])
def test_nobody_appraises_the_own_unit(cast, name, who, unit):
    round = round_in(RoundState.APPRAISING)
    url, fields = address(name, round, unit)
    before = list(Mark.objects.in_round(round).values()), list(ScoreSheet.objects.in_round(round).values())
    assert cast.client(who).post(url, fields).status_code == 403
    assert (list(Mark.objects.in_round(round).values()), list(ScoreSheet.objects.in_round(round).values())) == before


@pytest.mark.parametrize("name", POSTS)
def test_the_deputy_appraises_the_unit_of_the_head_and_no_other(cast, name):
    round = round_in(RoundState.APPRAISING)
    answers = {}
    for unit in ("VP", "KT"):
        url, fields = address(name, round, unit)
        answers[unit] = cast.client("deputy").post(url, fields).status_code
    assert answers == {"VP": 302, "KT": 403}


def test_lines_of_two_sheets_at_once_are_not_taken(cast):
    round = round_in(RoundState.APPRAISING)
    own, other = mark_of(round, "VP", "1.2"), mark_of(round, "KT", "1.2")
    url = reverse("lines_accept", args=[round.pk])
    assert cast.client("head").post(url, {"dong": f"{own.pk}:0,{other.pk}:0"}).status_code == 404
    assert not Mark.objects.in_round(round).exclude(appraised_entry="").exists()


@pytest.mark.parametrize("typed", ["", "x", "1:2:3", "1:-1", "²:0", "9" * 30 + ":0"])
def test_what_no_page_sends_is_not_found(cast, typed):
    round = round_in(RoundState.APPRAISING)
    answer = cast.client("head").post(reverse("lines_accept", args=[round.pk]), {"dong": typed})
    assert answer.status_code == 404


def test_a_head_of_another_year_has_no_say(cast):
    other = replace(
        CONTENT, sheets=tuple(replace(s, role="member" if s.unit == "VP" else s.role) for s in CONTENT.sheets)
    )
    other = replace(other, sheets=tuple(replace(s, role="head" if s.unit == "HCC" else s.role) for s in other.sheets))
    round = round_in(RoundState.APPRAISING, other, year=2027)
    url, fields = address("mark_appraise", round, "KT")
    assert cast.client("head").post(url, fields).status_code == 404
    assert cast.client("head").get(reverse("appraisal", args=[round.pk])).status_code == 403
