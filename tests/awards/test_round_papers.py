"""The papers of a round that was settled in the browser are issued in the browser, by the head and once."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from awards import papers
from awards.actions import settle_round
from awards.arithmetic import AwardRule, Quota
from awards.models import Paper
from awards.proposal_table import proposal_table
from awards.standings import standings_of
from awards.states import PaperKind
from awards.views.results import visible_results
from khoi_thidua.next_steps import Facts, next_step
from khoi_thidua.people import person_of
from scoring.states import RoundState
from tests.cast import NAME, PEOPLE, settle
from tests.reading import text_of
from tests.scoring.rounds import ROUND_NAME, round_in
from tests.scoring.sample import CONTENT
from toolkit.proof import PROVED_AT

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
GET = "302 403 404 403 200 404 403 404 403"
POST = "302 403 404 403 302 404 403 404 403"
ROUND_PAPERS_ACCESS = {"round_papers_issue": (GET, POST)}


@pytest.fixture(autouse=True)
def drawn(monkeypatch):
    """Papers rendered in no time."""
    monkeypatch.setattr(papers, "render", lambda document: b"%PDF-1.7")


@pytest.fixture
def round(cast):
    found = round_in(RoundState.REVIEWING)
    settle_round(found, by=cast.head, at=timezone.now())
    return found


def url(round):
    return reverse("round_papers_issue", args=[round.pk])


def issued(round):
    return [(p.kind, p.symbol, p.issued_by) for p in Paper.objects.filter(round=round).order_by("pk")]


def next_of(kind, round):
    number = papers.next_number(round.campaign.bloc, kind, timezone.localdate().year)
    return f"{number:02d}/{kind.abbreviation}-KTĐ02"


def test_its_five_papers_are_issued_once_with_the_numbers_the_page_told(cast, round):
    client = cast.client("head")
    numbered = (PaperKind.REVIEW_MINUTES, PaperKind.SUBMISSION, PaperKind.RESULT_REPORT)
    symbols = {kind: next_of(kind, round) for kind in numbered}
    said = text_of(client.get(url(round)))
    for kind in PaperKind:
        expected = f"{kind.label} số {symbols[kind]}" if kind in symbols else f"{kind.label} kèm "
        assert expected in said
    assert "không ai sửa được, kể cả Trưởng Khối và người quản trị" in said
    assert issued(round) == []
    answer = client.post(url(round), follow=True)
    assert answer.redirect_chain == [(reverse("papers"), 302)]
    assert f"Đã ban hành 5 văn bản của {ROUND_NAME}." in text_of(answer)
    assert issued(round) == [(kind, symbols.get(kind, ""), cast.head) for kind in PaperKind]
    again = client.post(url(round))
    assert "Văn bản của kỳ chấm đã được ban hành đủ." in text_of(again)
    assert b"btn-final" not in again.content
    assert len(issued(round)) == 5


def test_whoever_was_slower_is_told(cast, round, monkeypatch):
    monkeypatch.setattr("awards.views.round_papers.issue_round_papers", lambda *args, **kwargs: [])
    answer = cast.client("head").post(url(round), follow=True)
    assert "Văn bản của kỳ chấm đã được ban hành đủ." in text_of(answer)


def test_whoever_cannot_get_a_number_is_told(cast, round, monkeypatch):
    def busy(*args, **kwargs):
        raise papers.NumbersMoved("Nhiều người đang ban hành.")

    monkeypatch.setattr("awards.views.round_papers.issue_round_papers", busy)
    assert "Nhiều người đang ban hành." in text_of(cast.client("head").post(url(round)))
    assert issued(round) == []


def test_a_round_under_way_has_no_papers(cast):
    round = round_in(RoundState.REVIEWING)
    said = text_of(cast.client("head").post(url(round)))
    assert "Kỳ chấm chưa chốt. Văn bản ban hành từ kết quả đã chốt." in said
    assert issued(round) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_head_issues_and_nobody_else(cast, round, method):
    row = ROUND_PAPERS_ACCESS["round_papers_issue"][method == "post"]
    found = {who: getattr(cast.client(who), method)(url(round)).status_code for who in PEOPLE}
    assert found == dict(zip(PEOPLE, map(int, row.split()), strict=True))
    assert {by for _, _, by in issued(round)} == ({cast.head} if method == "post" else set())


def test_a_proof_is_asked_for(cast, round):
    client = cast.client("head")
    session = client.session
    session[PROVED_AT] = 0
    session.save()
    assert client.get(url(round)).status_code == 302
    assert client.post(url(round)).status_code == 403
    assert issued(round) == []


def test_the_way_there_is_shown_to_the_head_until_they_are_issued(cast, round):
    page, link = reverse("ranking", args=[round.pk]), f'href="{url(round)}"'
    assert link in cast.client("head").get(page).content.decode()
    clerk = cast.client("clerk").get(page).content.decode()
    assert "Chưa có văn bản nào được ban hành" in clerk
    assert link not in clerk
    home = cast.client("head").get("/")
    assert f"Ban hành văn bản của {ROUND_NAME}" in text_of(home)
    assert link in home.content.decode()
    papers.issue_round_papers(round, by=cast.head, at=timezone.now())
    for answer in (cast.client("head").get(page), cast.client("head").get("/")):
        assert link not in answer.content.decode()


def test_who_heads_this_year_and_not_the_rounds_is_not_sent_where_nothing_can_be_done(cast, round):
    result = visible_results(cast.head).get(round=round)
    table = proposal_table(result, cast.head.unit_id)
    facts = Facts(result, standings_of(result), table, [], person_of(cast.head))
    assert next_step(facts).button == "Xem cách tính"
    assert next_step(replace(facts, may_issue=True)).button == "Ban hành văn bản"


def test_what_goes_to_the_council_waits_for_a_tie_to_be_voted_on(cast):
    tied = settle(replace(NAME, round="Bình xét"), with_a_tie())
    assert papers.kinds_to_issue(tied) == [PaperKind.SCORE_TABLE, PaperKind.REVIEW_MINUTES, PaperKind.RESULT_REPORT]
    assert papers.kinds_to_issue(cast.round) == []
    page = text_of(cast.client("head").get(reverse("round_papers_issue", args=[tied.pk])))
    assert "còn chờ bỏ phiếu" in page


def with_a_tie():
    """DVSNC did all that HCC did, and there is one award for two."""
    marks = next(sheet.marks for sheet in CONTENT.sheets if sheet.unit == "HCC")
    sheets = tuple(replace(sheet, marks=marks) if sheet.unit == "DVSNC" else sheet for sheet in CONTENT.sheets)
    return replace(CONTENT, sheets=sheets, rules=(AwardRule("CO", "Cờ thi đua", Quota(number=1)),))
