"""Kiểm phiếu: shares, sums, who is chosen, and an outcome that can be counted again."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.ballot_outcome import BallotFacts, outcome_of, problems_of_outcome
from awards.tally import (
    Answer,
    Choice,
    Count,
    PaperCount,
    Share,
    Votes,
    choose,
    problems_of_paper,
    problems_of_vote,
    read_share,
    share_words,
    voters_needed,
    write_share,
)

YES, NO, BLANK = Answer.YES, Answer.NO, Answer.BLANK
NAMES = {"A": "Đơn vị A", "B": "Đơn vị B", "C": "Đơn vị C"}

# Shares -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("2/3", Share(Fraction(2, 3))),
        (" 1 / 2 ", Share(Fraction(1, 2))),
        ("80%", Share(Fraction(4, 5))),
        ("66,7%", Share(Fraction(667, 1000))),
        ("66.7 %", Share(Fraction(667, 1000))),
        ("100%", Share(Fraction(1))),
        ("quá 1/2", Share(Fraction(1, 2), is_more=True)),
        ("Quá 50%", Share(Fraction(1, 2), is_more=True)),
        (">1/2", Share(Fraction(1, 2), is_more=True)),
    ],
)
def test_a_share_is_read_as_people_say_it(typed, share):
    assert read_share(typed) == share


@pytest.mark.parametrize(
    "typed", ["", "0", "0/3", "4/3", "1/0", "101%", "quá 1/1", "-1/2", "hai phần ba", "1/2/3", "50"]
)
def test_what_is_no_share_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match="Ghi một tỷ lệ như 2/3, quá 1/2 hoặc 80%"):
        read_share(typed)


def test_a_share_is_kept_in_one_spelling():
    assert [write_share(typed) for typed in (" 2 / 3", "> 1/2", "66.7 %", "QUÁ 50%")] == [
        "2/3",
        "quá 1/2",
        "66,7%",
        "quá 50%",
    ]
    with pytest.raises(ValueError, match="quá dài"):
        write_share("quá 1000/3000")


def test_a_share_is_told_in_words():
    assert [share_words(written) for written in ("2/3", "quá 1/2")] == ["từ 2/3 trở lên", "quá 1/2"]


SHARES = st.builds(
    lambda part, more, is_more: Share(Fraction(part, part + more), is_more),
    st.integers(1, 50),
    st.integers(1, 50),
    st.booleans(),
)


@given(SHARES, st.integers(1, 200))
def test_what_is_needed_is_the_smallest_number_that_meets_it(share, whole):
    needed = share.needed(whole)
    met = [
        n for n in range(whole + 2) if (Fraction(n, whole) > share.least if share.is_more else n >= share.least * whole)
    ]
    assert needed == met[0]
    assert [share.is_met(n, whole) for n in range(whole + 1)] == [n >= needed for n in range(whole + 1)]


def test_nobody_asked_meets_nothing():
    assert not Share(Fraction(1, 2)).is_met(0, 0)


def test_a_quorum_is_never_less_than_three():
    assert [voters_needed("1/3", n) for n in (3, 6, 9, 12)] == [3, 3, 3, 4]
    assert [voters_needed("2/3", n) for n in (4, 6, 7)] == [3, 4, 5]


# One vote ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_", "own", "seats", "problems"),
    [
        ([YES, NO, BLANK], None, 0, []),
        ([YES, None, BLANK], 1, 0, []),
        ([YES, None, BLANK], None, 0, ["Còn mục chưa chọn. Chọn một ý kiến cho từng đơn vị."]),
        ([YES, YES, BLANK], 1, 0, ["Đơn vị không bỏ phiếu cho chính mình."]),
        ([YES, BLANK], None, 1, []),
        ([BLANK, BLANK], None, 1, []),
        ([YES, YES], None, 1, ["Chọn nhiều nhất 1 đơn vị."]),
        ([YES, NO], None, 1, ["Lá phiếu này chỉ chọn đơn vị, không có mục không đồng ý."]),
    ],
)
def test_what_a_vote_may_say(given_, own, seats, problems):
    assert problems_of_vote(given_, own, seats) == problems


VOTES = st.lists(st.lists(st.sampled_from([YES, NO, BLANK, None]), min_size=3, max_size=3), max_size=12)


@given(VOTES, st.randoms())
def test_the_urn_is_the_same_in_whatever_order_the_votes_come(votes, random):
    def filled(order):
        urn = Votes.none(3)
        for one in order:
            urn = urn.with_vote(one)
        return urn

    shuffled = random.sample(votes, len(votes))
    assert filled(votes) == filled(shuffled)
    urn = filled(votes)
    assert urn.cast == len(votes)
    for place, count in enumerate(urn.counts):
        assert count == Count(*(sum(one[place] == answer for one in votes) for answer in Answer))


# On paper ---------------------------------------------------------------------------------------------------------


def paper(issued=5, returned=4, invalid=1, came=4, **counts):
    usual = {"A": Count(2, 1, 0), "B": Count(0, 3, 0), "C": Count(1, 1, 1)}
    return PaperCount(issued, returned, invalid, usual | counts, frozenset(f"U{n}" for n in range(came)))


def test_papers_that_add_up_have_no_problem():
    assert problems_of_paper(paper(), 5, NAMES, 0) == []


@pytest.mark.parametrize(
    ("counted", "problems"),
    [
        (paper(issued=6), ["Số phiếu phát ra là 6, nhưng 5 đơn vị được ghi là nhận phiếu giấy."]),
        (paper(returned=6, came=6), ["Số phiếu thu về (6) nhiều hơn số phiếu phát ra (5)."]),
        (paper(came=3), ["Số phiếu thu về là 4, nhưng 3 đơn vị được ghi đã nộp phiếu."]),
        (paper(invalid=5), ["Số phiếu không hợp lệ (5) nhiều hơn số phiếu thu về (4)."]),
        (paper(B=Count(1, 1, 0)), ["Đơn vị B: các ý kiến cộng lại là 2, phải bằng 3 phiếu hợp lệ có mục này."]),
    ],
)
def test_each_sum_of_the_papers_is_checked_with_a_sentence(counted, problems):
    assert problems_of_paper(counted, 5, NAMES, 0) == problems


def test_the_own_units_paper_says_nothing_about_it():
    """A's paper came back: of 4 papers, none invalid, three speak about A."""
    counts = {"A": Count(3, 0, 0), "B": Count(4, 0, 0), "C": Count(4, 0, 0)}
    mine = PaperCount(4, 4, 0, counts, frozenset({"A", "U1", "U2", "U3"}))
    assert problems_of_paper(mine, 4, NAMES, 0) == []
    wrong = PaperCount(4, 4, 0, counts | {"A": Count(4, 0, 0)}, mine.came)
    assert problems_of_paper(wrong, 4, NAMES, 0) == [
        "Đơn vị A: các ý kiến cộng lại là 4, phải bằng 3 phiếu hợp lệ có mục này."
    ]
    # With an invalid paper nobody knows whose it was: three valid ones, of which A's may be one.
    for asked in (2, 3):
        unsure = PaperCount(4, 4, 1, {"A": Count(asked), "B": Count(3), "C": Count(3)}, mine.came)
        assert problems_of_paper(unsure, 4, NAMES, 0) == []


def test_papers_name_no_more_units_than_there_are_seats():
    counts = {"A": Count(3, 0, 0), "B": Count(2, 0, 1), "C": Count(0, 0, 3)}
    assert problems_of_paper(paper(returned=3, invalid=0, came=3, **counts), 5, NAMES, 1) == [
        "Tổng số lượt chọn là 5; 3 phiếu hợp lệ chọn được nhiều nhất 3 lượt."
    ]
    assert problems_of_paper(paper(returned=3, invalid=0, came=3, **counts), 5, NAMES, 2) == []


# Who is chosen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("yes", "threshold", "seats", "choice"),
    [
        ({"A": 4, "B": 2}, "1/2", 1, Choice(("A",))),
        ({"A": 2, "B": 4}, "1/2", 1, Choice(("B",))),
        ({"A": 3, "B": 3}, "1/2", 1, Choice((), ("A", "B"))),
        ({"A": 3, "B": 3}, "quá 1/2", 1, Choice()),
        ({"A": 3, "B": 2}, "2/3", 1, Choice()),
        ({"A": 5, "B": 3, "C": 3}, "1/2", 2, Choice(("A",), ("B", "C"))),
        ({"A": 5, "B": 4, "C": 3}, "1/2", 2, Choice(("A", "B"))),
        ({"A": 5, "B": 4, "C": 1}, "1/2", 3, Choice(("A", "B"))),
        ({"A": 5, "B": 2, "C": 6}, "quá 1/2", 0, Choice(("C", "A"))),
    ],
)
def test_who_reaches_the_threshold_and_has_most_votes_is_chosen(yes, threshold, seats, choice):
    assert choose({code: Count(n, 0, 6 - n) for code, n in yes.items()}, threshold, seats) == choice


COUNTS = st.dictionaries(
    st.sampled_from("ABCDEFGH"),
    st.builds(Count, st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)),
    min_size=1,
)


@given(COUNTS, st.sampled_from(["1/2", "quá 1/2", "2/3", "80%"]), st.integers(0, 5))
def test_nobody_is_chosen_before_somebody_with_as_many_votes(counts, threshold, seats):
    found, share = choose(counts, threshold, seats), read_share(threshold)
    reached = {code for code, count in counts.items() if share.is_met(count.yes, count.asked)}
    assert set(found.elected) | set(found.tied) <= reached
    if not seats:
        assert (set(found.elected), found.tied) == (reached, ())
        return
    assert len(found.elected) <= seats
    least = min((counts[code].yes for code in found.elected), default=10**6)
    assert all(counts[code].yes < least for code in reached - set(found.elected))
    left = reached - set(found.elected)
    if left and len(found.elected) < seats:
        # Places stay open only because the next units share them.
        most = max(counts[code].yes for code in left)
        assert set(found.tied) == {code for code in left if counts[code].yes == most}
        assert len(found.elected) + len(found.tied) > seats
    else:
        assert found.tied == ()


# The outcome ------------------------------------------------------------------------------------------------------

FACTS = BallotFacts("award_tie", "GK", "both", 1, "2/3", "1/2", 6, (("A", "Đơn vị A"), ("B", "Đơn vị B")))
ONLINE = Votes(3, (Count(2, 0, 1), Count(1, 0, 2)))
ON_PAPER = PaperCount(3, 2, 1, {"A": Count(1, 0, 0), "B": Count(0, 0, 1)})


def test_online_and_paper_are_one_tally():
    assert outcome_of(FACTS, ONLINE, 3, ON_PAPER) == {
        "kind": "award_tie",
        "rule": "GK",
        "way": "both",
        "seats": 1,
        "quorum": "2/3",
        "threshold": "1/2",
        "electorate": 6,
        "needed": 4,
        "voters": 5,
        "quorum_met": True,
        "issued": 6,
        "returned": 5,
        "valid": 4,
        "invalid": 1,
        "paper": {"issued": 3, "returned": 2, "invalid": 1},
        "items": [
            {"unit": "A", "name": "Đơn vị A", "yes": 3, "no": 0, "blank": 1},
            {"unit": "B", "name": "Đơn vị B", "yes": 1, "no": 0, "blank": 3},
        ],
        "elected": ["A"],
        "tied": [],
    }


def test_without_a_quorum_no_count_is_told_and_nobody_is_chosen():
    few = Votes(3, (Count(3, 0, 0), Count(0, 0, 3)))
    outcome = outcome_of(FACTS, few, 0, None)
    assert (outcome["quorum_met"], outcome["voters"], outcome["elected"], outcome["tied"]) == (False, 3, [], [])
    assert [(item["yes"], item["no"], item["blank"]) for item in outcome["items"]] == [(None, None, None)] * 2
    assert problems_of_outcome(outcome) == []


def test_a_rank_tie_chooses_nobody_its_votes_order_the_units():
    facts = BallotFacts("rank_tie", "", "online", 1, "2/3", "", 6, FACTS.items)
    outcome = outcome_of(facts, Votes(5, (Count(3, 0, 2), Count(2, 0, 3))), 0, None)
    assert (outcome["elected"], outcome["tied"], [item["yes"] for item in outcome["items"]]) == ([], [], [3, 2])
    assert problems_of_outcome(outcome) == []


@st.composite
def elections(draw):
    """Any ballot of 3 to 9 units of whom the first are voted on, each voting on the others."""
    electorate, items = draw(st.integers(3, 9)), draw(st.integers(1, 3))
    seats = draw(st.integers(0, items))
    urn = Votes.none(items)
    for unit in draw(st.sets(st.integers(0, electorate - 1))):
        said = [draw(st.sampled_from([YES, BLANK] if seats else list(Answer))) for _ in range(items)]
        urn = urn.with_vote([None if place == unit else answer for place, answer in enumerate(said)])
    quorum, threshold = draw(st.sampled_from(["1/2", "2/3"])), draw(st.sampled_from(["quá 1/2", "2/3", "80%"]))
    named = tuple((f"D{n}", f"Đơn vị {n}") for n in range(items))
    return outcome_of(BallotFacts("review", "", "online", seats, quorum, threshold, electorate, named), urn, 0, None)


@given(elections())
def test_every_outcome_counts_again_to_the_same(outcome):
    assert problems_of_outcome(outcome) == []


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"elected": ["B"]}, ["Danh sách được chọn không đúng với số phiếu."]),
        ({"elected": []}, ["Danh sách được chọn không đúng với số phiếu."]),
        ({"invalid": 0}, ["Số phiếu phát ra, thu về, hợp lệ và không hợp lệ không khớp nhau."]),
        ({"needed": 3}, ["Số đơn vị dự 5/6 không cho kết luận đã ghi."]),
        (
            {"items": [{"unit": "A", "name": "Đơn vị A", "yes": 9, "no": 0, "blank": 1}]},
            ["Đơn vị A: có 10 ý kiến, trong khi có 4 phiếu hợp lệ."],
        ),
        ({"quorum": "100%", "needed": 6, "quorum_met": False}, ["Không đủ số đơn vị dự mà vẫn có kết quả."]),
    ],
)
def test_an_outcome_that_was_changed_does_not_count_again(changes, problems):
    outcome = outcome_of(FACTS, ONLINE, 3, ON_PAPER) | changes
    assert problems_of_outcome(outcome) == problems
