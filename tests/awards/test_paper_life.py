"""An issued paper is taken back and replaced; nothing else ever happens to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import papers, year_papers
from awards.actions.papers import withdraw_paper
from awards.models import Paper, PaperFile, Withdrawal
from awards.papers import issue_round_papers, missing_kinds
from awards.states import PaperKind, PaperState, YearPaperKind
from awards.views.papers import is_plainly_seen
from campaigns.models import Campaign, Meeting
from campaigns.states import CampaignState, MeetingState
from scoring.querysets import Frozen
from tests.awards.test_year_papers import Year
from tests.cast import AT, PEOPLE
from tests.constraints import put, violates
from tests.reading import text_of
from toolkit.proof import PROVED_AT
from toolkit.reasons import NotPossible
from units.models import Reading

pytestmark = pytest.mark.django_db

K = YearPaperKind
#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "paper_page": ("302 200 404 200 200 404 200 404 200", "302 405 405 405 405 405 405 405 405"),
    "paper_withdraw": ("302 403 404 403 200 404 403 404 403", "302 403 404 403 200 404 403 404 403"),
}
LATER = AT + timedelta(days=3)
MOST_QUERIES = {"paper_page": 6, "paper": 3}


@pytest.fixture
def drawn(monkeypatch):
    """Papers rendered in no time; the list has every document that was rendered."""
    documents = []

    def draw(document):
        documents.append(document)
        return f"%PDF-1.7 {len(documents)}".encode()

    for module in (papers, year_papers):
        monkeypatch.setattr(module, "render", draw)
    return documents


# Taking back --------------------------------------------------------------------------------------------------------


def test_a_withdrawn_paper_stays_as_it_was_and_says_why(cast):
    before = Paper.objects.filter(pk=cast.paper.pk).values().get()
    withdraw_paper(cast.paper, "Sai số liệu", by=cast.head, at=LATER)
    assert Paper.objects.filter(pk=cast.paper.pk).values().get() == before | {"state": PaperState.WITHDRAWN}
    assert bytes(PaperFile.objects.get(paper=cast.paper).pdf) == b"%PDF-1.7 few bytes"
    row = Withdrawal.objects.values("paper", "reason", "withdrawn_at", "withdrawn_by").get()
    assert row == {
        "paper": cast.paper.pk,
        "reason": "Sai số liệu",
        "withdrawn_at": LATER,
        "withdrawn_by": cast.head.pk,
    }
    told = Paper.history.filter(id=cast.paper.pk).order_by("history_id").last()
    assert (told.history_change_reason, told.history_changes, told.history_by) == (
        "Thu hồi văn bản",
        [["trạng thái", "Đã ban hành", "Đã thu hồi"]],
        str(cast.head),
    )


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_reason_is_needed(cast, reason):
    with pytest.raises(NotPossible, match="Ghi lý do thu hồi"):
        withdraw_paper(cast.paper, reason, by=cast.head, at=LATER)
    assert (Paper.objects.in_force().count(), Withdrawal.objects.count()) == (5, 0)
    with violates("withdrawal_has_its_reason"):
        Withdrawal.objects.create(paper=cast.paper, reason="", withdrawn_at=LATER)


def test_a_paper_is_withdrawn_once(cast):
    withdraw_paper(cast.paper, "Sai", by=cast.head, at=LATER)
    with pytest.raises(NotPossible, match="đã thu hồi trước đó"):
        withdraw_paper(cast.paper, "Lại", by=cast.head, at=LATER)
    assert Withdrawal.objects.get().reason == "Sai"


def test_nothing_else_changes_an_issued_paper_or_what_is_told_of_it(cast):
    withdraw_paper(cast.paper, "Sai", by=cast.head, at=LATER)
    withdrawal = Withdrawal.objects.get()
    for row in (Paper.objects.get(pk=cast.paper.pk), withdrawal):
        with pytest.raises(Frozen):
            row.save()
        with pytest.raises(Frozen):
            row.delete()
    for rows, change in ((Paper.objects, {"number": 9}), (Withdrawal.objects, {"reason": "x"})):
        with pytest.raises(Frozen):
            rows.all().update(**change)
        with pytest.raises(Frozen):
            rows.all().delete()
    with violates("paper_state_is_known"):
        put(cast.paper, state="lost")


# Replacing ----------------------------------------------------------------------------------------------------------


def test_a_withdrawn_paper_of_a_round_is_issued_anew_under_the_next_number(cast, drawn):
    withdraw_paper(cast.paper, "Sai số liệu", by=cast.head, at=LATER)
    assert missing_kinds(cast.round) == [PaperKind.SUBMISSION]
    [new] = issue_round_papers(cast.round, by=cast.head, at=LATER)
    assert (new.symbol, new.replaces, cast.paper.replaced_by) == ("02/TTr-KTĐ02", cast.paper, new)
    withdraw_paper(new, "Lại sai", by=cast.head, at=LATER)
    [third] = issue_round_papers(cast.round, by=cast.head, at=LATER)
    assert (third.symbol, third.replaces) == ("03/TTr-KTĐ02", new)
    assert len({paper.code for paper in (cast.paper, new, third)}) == 3


def test_a_paper_without_a_number_goes_with_the_one_in_force(cast, drawn):
    table = next(paper for paper in cast.papers if paper.kind == PaperKind.SCORE_TABLE)
    withdraw_paper(table, "Sai", by=cast.head, at=LATER)
    issue_round_papers(cast.round, by=cast.head, at=LATER)
    assert "01/BB-KTĐ02" in str(papers.frozen(drawn[-1]))


def test_a_plan_issued_anew_has_the_new_number_and_the_year_goes_on(drawn):
    year = Year()
    first = year.issue(K.PLAN)
    withdraw_paper(first, "Sai căn cứ", by=year.head, at=first.issued_at)
    campaign = Campaign.objects.get(pk=year.campaign.pk)
    assert (campaign.state, campaign.symbol) == (CampaignState.ISSUED, "01/KH-KTĐ02")
    second = year.issue(K.PLAN)
    campaign.refresh_from_db()
    assert (second.symbol, second.replaces) == ("02/KH-KTĐ02", first)
    assert (campaign.state, campaign.symbol) == (CampaignState.ISSUED, "02/KH-KTĐ02")


def test_a_plan_issued_anew_in_a_running_year_does_not_set_it_back(drawn):
    year = Year()
    first = year.issue(K.PLAN)
    campaign = Campaign.objects.get(pk=year.campaign.pk)
    campaign.start()
    campaign.save()
    withdraw_paper(first, "Sai căn cứ", by=year.head, at=first.issued_at)
    year.issue(K.PLAN)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.symbol) == (CampaignState.RUNNING, "02/KH-KTĐ02")


def test_an_invitation_issued_anew_invites_nobody_twice(drawn):
    year = Year()
    first = year.issue(K.INVITATION)
    before = Meeting.history.filter(id=year.meeting.pk).count()
    withdraw_paper(first, "Sai giờ", by=year.head, at=first.issued_at)
    second = year.issue(K.INVITATION)
    assert (second.number, second.replaces) == (2, first)
    assert Meeting.objects.get(pk=year.meeting.pk).state == MeetingState.INVITED
    assert Meeting.history.filter(id=year.meeting.pk).count() == before


# The pages ----------------------------------------------------------------------------------------------------------


def page(cast, who="clerk", paper=None):
    return text_of(cast.client(who).get(reverse("paper_page", args=[(paper or cast.paper).pk])))


def test_the_page_of_a_paper_says_what_it_is(cast):
    said = page(cast)
    for words in (str(cast.paper), "Đã ban hành", cast.paper.code, cast.paper.sha256, "18/12/2026", "Chưa có bản ký"):
        assert words in said
    assert "Thu hồi văn bản" not in said
    assert "Thu hồi văn bản" in page(cast, "head")


def test_the_head_takes_it_back_in_the_browser_and_everybody_reads_why(cast, drawn):
    client, url = cast.client("head"), reverse("paper_withdraw", args=[cast.paper.pk])
    assert "Danh sách đề nghị khen thưởng ghi số của văn bản này." in text_of(client.get(url))
    assert "Lý do thu hồi: chưa nhập." in text_of(client.post(url))
    said = text_of(client.post(url, {"reason": "Sai số liệu"}, follow=True))
    assert f"Đã thu hồi {cast.paper}." in said
    assert "Ban hành lại dưới số tiếp theo." in said
    assert "đã thu hồi trước đó" in text_of(client.get(url))
    assert "Lý do: Sai số liệu Chưa có văn bản thay thế." in page(cast)
    [new] = issue_round_papers(cast.round, by=cast.head, at=LATER)
    assert f"Thay bằng {new}" in page(cast)
    assert f"Thay thế {cast.paper} ngày 18/12/2026, đã thu hồi" in page(cast, paper=new)
    assert "Đã thu hồi" in text_of(cast.client("clerk").get(reverse("papers")))


def test_a_proof_is_asked_for(cast):
    client, url = cast.client("head"), reverse("paper_withdraw", args=[cast.paper.pk])
    session = client.session
    session[PROVED_AT] = 0
    session.save()
    assert (client.get(url).status_code, client.post(url, {"reason": "x"}).status_code) == (302, 403)
    assert Withdrawal.objects.count() == 0


@pytest.mark.parametrize("method", [0, 1], ids=["get", "post"])
@pytest.mark.parametrize("name", ACCESS)
def test_who_may(cast, name, method):
    url = reverse(name, args=[cast.paper.pk])
    found = [(c.post(url) if method else c.get(url)).status_code for c in map(cast.client, PEOPLE)]
    assert found == [int(status) for status in ACCESS[name][method].split()]


def queries(cast, name, who="clerk"):
    client = cast.client(who)
    client.get(reverse(name, args=[cast.paper.pk]))  # the first of a minute also writes that the person is here
    with CaptureQueriesContext(connection) as caught:
        assert client.get(reverse(name, args=[cast.paper.pk])).status_code == 200
    return len(caught)


def test_a_page_and_a_download_ask_few_questions_and_never_for_the_facts(cast):
    assert {name: queries(cast, name) for name in MOST_QUERIES} == MOST_QUERIES
    client = cast.client("clerk")
    for name in ("paper", "paper_page", "papers"):
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(name, args=[] if name == "papers" else [cast.paper.pk]))
        assert not [one["sql"] for one in caught if '"facts"' in one["sql"]]


@pytest.mark.parametrize("state", ["settled", "reviewing", "preparing"])
def test_who_is_let_in_without_asking_is_let_in_by_asking(cast, state):
    put(cast.round, state=state)
    for paper in Paper.objects.all():
        for who in PEOPLE[1:]:
            seen = Paper.objects.visible_to(getattr(cast, who)).filter(pk=paper.pk).exists()
            assert seen or not is_plainly_seen(getattr(cast, who), paper)
            status = cast.client(who).get(reverse("paper", args=[paper.pk])).status_code
            assert status == (200 if seen else 404)


def test_what_a_browser_has_already_is_not_read_again(cast):
    client, url = cast.client("clerk"), reverse("paper", args=[cast.paper.pk])
    etag = client.get(url)["ETag"]
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    assert not [one["sql"] for one in caught if "awards_paperfile" in one["sql"]]


def test_what_leaves_for_the_council_is_kept(cast):
    cast.client("council").get(reverse("paper", args=[cast.paper.pk]))
    assert Reading.objects.get().about == f"{cast.paper}, {cast.paper.title}"
