"""Khen thưởng of a year: each round with its steps, the head's next step first."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.awards_year import rounds_of
from awards.models import Submission
from awards.states import SubmissionState
from scoring.states import RoundState
from tests.awards.proposing import closed_ballot, confirmed, decided, tied_round
from tests.cast import AT, NAME, PEOPLE, Size, content_of_size, settle
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import round_in

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {"awards_year": ("302 200 200 200 200 200 200 200 200", "302 405 405 405 405 405 405 405 405")}
MOST_QUERIES = 20


def page(cast, who="head", **asked):
    return text_of(cast.client(who).get(reverse("awards_year"), asked))


def steps(user, round):
    [found] = rounds_of(user, [round])
    return [(step.title, step.note, step.tone) for step in found.steps]


def next_of(user, round):
    [found] = rounds_of(user, [round])
    return found.next and found.next.words


def test_a_settled_round_goes_from_its_rules_to_its_certificates(cast):
    assert steps(cast.head, cast.round) == [
        ("Quy định khen thưởng", "3 hình thức.", "done"),
        ("Bỏ phiếu kín", "Không có suất đồng hạng phải bỏ phiếu.", "info"),
        ("Đề nghị theo kết quả", "Vì sao từng đơn vị được, không được đề nghị.", "done"),
        ("Trình Hội đồng", "Trưởng Khối chưa xác nhận đề nghị.", "todo"),
        ("Quyết định khen thưởng", "Chưa có quyết định nào được ghi.", "info"),
        ("Giấy khen", "In được khi đã ghi quyết định.", "info"),
    ]
    decided(cast)
    assert steps(cast.head, cast.round)[3:] == [
        ("Trình Hội đồng", "Đã trình ngày 18/12/2026.", "done"),
        ("Quyết định khen thưởng", "3 tập thể, cá nhân được tặng.", "done"),
        ("Giấy khen", "In từ trang của quyết định.", "done"),
    ]


def test_a_round_under_way_has_its_rules_and_ballots_alone(cast):
    round = round_in(RoundState.SELF_SCORING)
    assert [title for title, _, _ in steps(cast.head, round)] == ["Quy định khen thưởng", "Bỏ phiếu kín"]
    assert next_of(cast.head, round) is None


def test_the_head_is_told_the_next_step_and_nobody_else(cast):
    round = tied_round()
    assert next_of(cast.head, round) == "Bỏ phiếu suy tôn 1 hình thức của Kỳ đồng hạng"
    closed_ballot(round, ["KT"])
    assert next_of(cast.head, round) == "Xác nhận đề nghị khen thưởng Kỳ đồng hạng"
    confirmed(cast, round=round)
    assert next_of(cast.head, round) == "Trình Hội đồng đề nghị khen thưởng Kỳ đồng hạng"
    put(Submission.objects.get(), state=SubmissionState.SUBMITTED, submitted_at=AT)
    assert next_of(cast.head, round) == "Ghi quyết định khen thưởng Kỳ đồng hạng"
    assert [next_of(user, round) for user in (cast.deputy, cast.clerk, cast.council, cast.admin)] == [None] * 4


def test_the_page_opens_with_the_next_step_and_leads_on(cast):
    said = page(cast)
    assert "Việc tiếp theo Xác nhận đề nghị khen thưởng Tổng kết năm 2026" in said
    assert "Cá nhân, kỷ luật năm 2026 Đề nghị khen thưởng cá nhân" in said
    assert "Việc tiếp theo" not in page(cast, "clerk")


def test_the_council_reads_settled_rounds_of_its_commune_and_not_what_is_not_sent(cast):
    said = page(cast, "council")
    assert "Khối thi đua số 02" in said and "Khối thi đua số 03" in said
    assert "Kỷ luật" not in said and "Giấy khen" not in said
    confirmed(cast)
    assert "Chưa trình." in page(cast, "council")
    assert "Đã xác nhận, chưa trình." in page(cast, "clerk")


def test_years_are_chosen_and_an_empty_year_says_what_comes(cast):
    settle(replace(NAME, year=2025, round="Tổng kết năm 2025"))
    assert "Khen thưởng năm 2026" in page(cast)
    assert "Khen thưởng năm 2025" in page(cast, nam="2025")
    assert "Khen thưởng năm 2026" in page(cast, nam="x")


def test_the_page_asks_the_same_whatever_grows(cast):
    def counted(number, many, size):
        for n in range(many):
            round = settle(replace(NAME, number=number, round=f"Kỳ {n}"), content_of_size(size))
        someone = f"head{number}"
        setattr(cast, someone, cast.staff(someone, round.campaign.bloc, "D0"))
        client = cast.client(someone)
        client.get(reverse("awards_year"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("awards_year")).status_code == 200
        return len(captured)

    small = counted("80", 1, Size(units=4, rules=1))
    assert counted("81", 4, Size(units=16, rules=4)) == small <= MOST_QUERIES


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_sees_it(cast, method):
    answers = [str(getattr(cast.client(who), method)(reverse("awards_year")).status_code) for who in PEOPLE]
    assert " ".join(answers) == ACCESS["awards_year"][method == "post"]
