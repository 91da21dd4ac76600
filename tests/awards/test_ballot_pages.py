"""The pages of a ballot: who opens them, what they say in each state, how much they ask."""

import re

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.actions.ballots import cancel_ballot
from awards.actions.tallying import close_ballot
from awards.actions.votes import give_papers
from awards.models import Ballot, BallotItem, BallotVoter, Urn
from awards.states import BallotState
from awards.todo.ballots import SOURCES
from campaigns.todo import desk_of, told, waiting_at
from scoring.states import RoundState
from tests.awards.ballot_builders import (
    BLANK,
    NO,
    YES,
    award_tied_round,
    ballot_of,
    opened,
    review_of,
    tied_round,
    unit_of,
    vote,
    voter,
)
from tests.cast import PEOPLE, Size, content_of_size, person
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import round_in

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
SEEN = "302 200 404 200 200 404 404 404 200"
CHAIRS = "302 403 404 200 200 404 404 404 403"
MOVED = "302 403 404 302 302 404 404 404 403"
ACCESS = {
    "ballots": (SEEN, MOVED),
    "ballot_new": (CHAIRS, CHAIRS),
    "ballot": (SEEN, "302 405 405 405 405 405 405 405 405"),
    "ballot_edit": (MOVED, MOVED),
    "ballot_open": ("302 405 405 405 405 405 405 405 405", MOVED),
    "ballot_cancel": (CHAIRS, CHAIRS),
    "ballot_close": (CHAIRS, MOVED),
    "ballot_vote": ("302 200 404 200 200 404 404 404 403", "302 200 404 200 200 404 404 404 403"),
    "ballot_papers": (CHAIRS, "302 403 404 302 302 404 404 404 403"),
    "ballot_count": (MOVED, MOVED),
}
MOST_QUERIES = {"ballots": 13, "ballot": 11, "ballot_vote": 9, "ballot_close": 8, "ballot_new": 7}
OF_ROUND = ("ballots", "ballot_new")


def url_of(name, ballot):
    return reverse(name, args=[ballot.round_id if name in OF_ROUND else ballot.pk])


@pytest.mark.parametrize("name", ACCESS)
def test_who_may_open_and_send(cast, name):
    """Of an open ballot, both ways, in a round under review."""
    round = tied_round()
    ballot = opened(review_of(round, "HCC", "DVSNC", way="both"))
    url, client = url_of(name, ballot), cast.client
    gets = " ".join(str(client(who).get(url).status_code) for who in PEOPLE)
    posts = []
    for who in PEOPLE:
        with transaction.atomic():
            posts.append(str(client(who).post(url).status_code))
            transaction.set_rollback(True)
    assert (gets, " ".join(posts)) == ACCESS[name]


def test_the_council_reads_the_ballots_of_a_settled_round(cast):
    ballot = opened(ballot_of(award_tied_round()))
    browser = cast.client("council")
    assert [browser.get(url_of(name, ballot)).status_code for name in ("ballots", "ballot", "ballot_vote")] == [
        200,
        200,
        403,
    ]


# From the tie to the tally --------------------------------------------------------------------------------------------


def browser(cast, round, code):
    cast.someone = voter(round, code)
    return cast.client("someone")


def test_a_tie_offers_its_ballot_with_one_button(cast):
    round = tied_round()
    head = cast.client("head")
    said = text_of(head.get(reverse("ballots", args=[round.pk])))
    assert "Bỏ phiếu kín Cần bỏ phiếu Sơ kết" in said
    assert "Phòng Văn hóa - Xã hội và Phòng Kinh tế cùng 87,12 điểm." in said
    key = f"hang-{unit_of(round, 'VHXH').pk}"
    answer = head.post(reverse("ballots", args=[round.pk]), {"viec": key}, follow=True)
    ballot = Ballot.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("ballot", args=[ballot.pk])
    assert "Mở bỏ phiếu" in text_of(answer)
    again = head.post(reverse("ballots", args=[round.pk]), {"viec": key}, follow=True)
    assert "Việc này không còn chờ bỏ phiếu." in text_of(again)
    assert "Cần bỏ phiếu" not in text_of(cast.client("clerk").get(reverse("ballots", args=[round.pk])))


def test_an_open_tie_of_an_award_asks_for_suy_ton(cast):
    said = text_of(cast.client("deputy").get(reverse("ballots", args=[award_tied_round().pk])))
    assert "Cần bỏ phiếu suy tôn" in said
    assert "cùng hạng, còn 1 suất Giấy khen của Chủ tịch UBND xã." in said


def test_the_administration_has_no_page_of_a_ballot():
    for model in (Ballot, BallotItem, BallotVoter, Urn):
        assert not admin.site.is_registered(model)


def test_a_round_without_ballots_says_what_to_do(cast):
    said = text_of(cast.client("clerk").get(reverse("ballots", args=[round_in(RoundState.REVIEWING).pk])))
    assert "Chưa có cuộc bỏ phiếu nào" in said


def test_a_review_is_prepared_edited_opened_and_closed_on_its_pages(cast):
    round = tied_round()
    head, form = cast.client("head"), reverse("ballot_new", args=[round.pk])
    wrong = text_of(head.post(form, {"title": " ", "way": "online", "quorum": "hai phần ba", "threshold": "2/1"}))
    for sentence in (
        "Nội dung bỏ phiếu: chưa nhập.",
        '"hai phần ba" không phải tỷ lệ. Ghi một tỷ lệ như 2/3, quá 1/2 hoặc 80%.',
        "Tỷ lệ lớn hơn 0 và không quá 1 (100%).",
        "Chọn ít nhất một đơn vị để biểu quyết.",
    ):
        assert sentence in wrong
    units = [unit_of(round, code).pk for code in ("HCC", "DVSNC")]
    typed = {"title": "Biểu quyết", "way": "online", "quorum": "1/2", "threshold": "80%", "units": units}
    head.post(form, typed)
    ballot = Ballot.objects.get()
    edit = reverse("ballot_edit", args=[ballot.pk])
    head.post(edit, typed | {"place": "Phòng họp", "tellers": "(Họ và tên)", "version": ballot.version})
    late = text_of(head.post(edit, typed | {"place": "Nơi khác", "version": ballot.version}))
    assert "Nội dung này vừa được người khác lưu." in late
    head.post(reverse("ballot_open", args=[ballot.pk]))
    ballot.refresh_from_db()
    assert (ballot.state, ballot.place, ballot.threshold) == ("open", "Phòng họp", "80%")
    for code in ("VP", "KT", "VHXH"):
        vote(ballot, code, HCC=YES, DVSNC=NO)
    said = text_of(head.get(reverse("ballot", args=[ballot.pk])))
    assert "đã bỏ phiếu 3/6 đơn vị, cần ít nhất 3" in said
    assert "Kết quả kiểm phiếu" not in said
    assert "Trung tâm Dịch vụ sự nghiệp công, Ban Quản lý dự án" in text_of(
        head.get(reverse("ballot_close", args=[ballot.pk]))
    )
    head.post(reverse("ballot_close", args=[ballot.pk]))
    said = text_of(cast.client("clerk").get(reverse("ballot", args=[ballot.pk])))
    assert "Trung tâm Phục vụ hành chính công 3 0 0 100% Thông qua" in said
    assert "Trung tâm Dịch vụ sự nghiệp công 0 3 0 0% Không đủ số phiếu" in said
    assert "Tính lại từ số phiếu cho đúng kết quả này." in said


def test_a_vote_is_looked_at_before_it_is_cast(cast):
    round = tied_round()
    ballot = opened(review_of(round, "HCC", "KT"))
    hcc, url = ballot.items.get(unit__code="HCC"), reverse("ballot_vote", args=[ballot.pk])
    clerk = browser(cast, round, "KT")
    page = text_of(clerk.get(url))
    assert "Đơn vị mình không có trong lá phiếu." in page
    assert "Phòng Kinh tế Đồng ý" not in page
    assert "Trung tâm Phục vụ hành chính công: chưa chọn ý kiến." in text_of(clerk.post(url, {"buoc": "xem"}))
    looked = clerk.post(url, {f"muc-{hcc.pk}": "no", "buoc": "xem"})
    assert "Trung tâm Phục vụ hành chính công Không đồng ý" in text_of(looked)
    assert "Sau khi bỏ phiếu không đổi được." in text_of(looked)
    assert "btn-final" in looked.content.decode()
    assert not ballot.voters.filter(has_voted=True).exists()
    changed = clerk.post(url, {f"muc-{hcc.pk}": "no", "buoc": "sua"}).content.decode()
    assert re.search(r'value="no"[^>]*checked', changed)
    done = clerk.post(url, {f"muc-{hcc.pk}": "no", "buoc": "gui"}, follow=True)
    assert "Đã bỏ phiếu. Lá phiếu không xem lại và không đổi được." in text_of(done)
    assert ballot.voters.get(has_voted=True).unit.code == "KT"


def test_of_several_seats_so_many_are_chosen(cast):
    round = tied_round()
    ballot = opened(review_of(round, "HCC", "KT", "VHXH"))
    put(ballot, seats=2)
    items = list(ballot.items.values_list("pk", flat=True))
    url, head = reverse("ballot_vote", args=[ballot.pk]), cast.client("head")
    assert "Đã chọn 3 đơn vị. Chọn nhiều nhất 2 đơn vị." in text_of(head.post(url, {"chon": items, "buoc": "gui"}))
    head.post(url, {"chon": items[:2], "buoc": "gui"})
    assert ballot.voters.filter(has_voted=True).count() == 1


def test_papers_are_given_and_counted_on_their_pages(cast):
    round = tied_round()
    ballot = opened(review_of(round, "HCC", way="both"))
    vote(ballot, "DVSNC", HCC=YES)
    vote(ballot, "QLDA", HCC=BLANK)
    deputy, papers = cast.client("deputy"), reverse("ballot_papers", args=[ballot.pk])
    assert "Trung tâm Dịch vụ sự nghiệp công" not in text_of(deputy.get(papers))
    given = [unit_of(round, code).pk for code in ("VP", "KT")]
    deputy.post(papers, {"units": given})
    url, item = reverse("ballot_count", args=[ballot.pk]), ballot.items.get()
    assert "Chưa ghi kết quả kiểm 2 phiếu giấy." in text_of(deputy.get(reverse("ballot", args=[ballot.pk])))
    ballot.refresh_from_db()
    typed = {"version": ballot.version, "issued": 2, "returned": 2, "invalid": 0, "came": given}
    typed |= {f"yes-{item.pk}": 2, f"no-{item.pk}": 1, f"blank-{item.pk}": "x"}
    wrong = text_of(deputy.post(url, typed))
    assert "Trung tâm Phục vụ hành chính công, không có ý kiến: ghi một số nguyên từ 0." in wrong
    wrong = text_of(deputy.post(url, typed | {f"blank-{item.pk}": 0}))
    assert "Trung tâm Phục vụ hành chính công: các ý kiến cộng lại là 3, phải bằng 2 phiếu hợp lệ có mục này." in wrong
    deputy.post(url, typed | {f"no-{item.pk}": 0, f"blank-{item.pk}": 0})
    ballot.refresh_from_db()
    assert (ballot.paper_counts, ballot.voters.filter(has_voted=True).count()) == ({"HCC": [2, 0, 0]}, 4)
    assert 'value="2"' in deputy.get(url).content.decode()


def test_a_cancelled_ballot_tells_its_reason(cast):
    ballot = opened(ballot_of(tied_round()))
    url = reverse("ballot_cancel", args=[ballot.pk])
    assert "Lý do hủy: chưa nhập." in text_of(cast.client("head").post(url, {"reason": " "}))
    cast.client("head").post(url, {"reason": "Họp lại tuần sau"})
    said = text_of(cast.client("clerk").get(reverse("ballot", args=[ballot.pk])))
    assert "Đã hủy, hòm phiếu không mở. Lý do: Họp lại tuần sau" in said


def test_without_a_quorum_the_page_tells_no_count(cast):
    ballot = opened(ballot_of(tied_round()))
    vote(ballot, "VP", KT=YES)
    close_ballot(ballot, by=None, at=timezone.now())
    said = text_of(cast.client("head").get(reverse("ballot", args=[ballot.pk])))
    assert "Không đủ số đơn vị dự nên hòm phiếu không mở" in said
    assert "Tỷ lệ" not in said


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (None, "Có thể bỏ phiếu kín trên hệ thống"),
        (BallotState.OPEN, "Đang có cuộc bỏ phiếu kín phân định thứ hạng"),
        (BallotState.CLOSED, "Số phiếu của cuộc bỏ phiếu kín đã được ghi tự động"),
    ],
)
def test_the_page_of_typed_votes_says_that_there_is_a_ballot(cast, state, words):
    round = tied_round()
    if state:
        ballot = opened(ballot_of(round))
    if state == BallotState.CLOSED:
        for code in ("VP", "HCC", "DVSNC", "VHXH"):
            vote(ballot, code, KT=YES)
        close_ballot(ballot, by=None, at=timezone.now())
    assert words in text_of(cast.client("head").get(reverse("round_votes", args=[round.pk])))


# What waits ---------------------------------------------------------------------------------------------------------


def todos(user):
    rows = waiting_at(desk_of(user, at=timezone.now()), SOURCES)
    return [todo.words for todo in told(rows, SOURCES)]


def test_a_vote_waits_for_the_unit_and_the_ballot_for_its_chair():
    round = tied_round()
    put(round.campaign, state="running")
    ballot = opened(ballot_of(round))
    clerk, head = voter(round, "KT"), voter(round, "VP")
    assert todos(clerk) == ["Bỏ phiếu: Phân định thứ hạng các đơn vị cùng 87,12 điểm"]
    assert sorted(todos(head)) == [
        "Bỏ phiếu: Phân định thứ hạng các đơn vị cùng 87,12 điểm",
        "Đóng bỏ phiếu: Phân định thứ hạng các đơn vị cùng 87,12 điểm",
    ]
    vote(ballot, "KT", VHXH=YES)
    assert todos(clerk) == []
    cancel_ballot(ballot, "Lập nhầm", by=None)
    assert todos(head) == []


def test_nothing_waits_for_a_unit_that_votes_on_paper_or_is_the_only_item():
    round = tied_round()
    put(round.campaign, state="running")
    ballot = opened(review_of(round, "KT", way="both"))
    give_papers(ballot, {unit_of(round, "HCC").pk}, by=None)
    assert (todos(voter(round, "HCC")), todos(voter(round, "KT"))) == ([], [])


# What a page asks -----------------------------------------------------------------------------------------------------


def asked(cast, size, number, many):
    round = round_in(RoundState.REVIEWING, content_of_size(size), number=number)
    units = [f"D{n}" for n in range(1, size.units)]
    for _ in range(many):
        ballot = opened(review_of(round, *units, way="both"))
    cast.someone = person(f"head-{number}", unit=unit_of(round, "D0"))
    client, found = cast.client("someone"), {}
    for name in MOST_QUERIES:
        client.get(url_of(name, ballot))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url_of(name, ballot)).status_code == 200
        found[name] = len(captured)
    return found


def test_pages_ask_the_same_whatever_grows(cast):
    small = asked(cast, Size(units=4, criteria=6, areas=2), "60", 1)
    assert asked(cast, Size(units=20, criteria=12, areas=4), "61", 3) == small
    assert {name: n for name, n in small.items() if n > MOST_QUERIES[name]} == {}
