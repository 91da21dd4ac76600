"""Two people at one ballot at once, each with a connection of their own, on both databases."""

import pytest
from django.utils import timezone

from awards.actions.ballots import cancel_ballot, open_ballot, prepare_tie
from awards.actions.tallying import close_ballot
from awards.actions.votes import cast_vote, give_papers
from awards.ballot_ties import open_ties
from awards.models import Ballot, Urn
from awards.sealing import unseal
from tests.awards.ballot_builders import YES, answers, ballot_of, opened, review_of, tied_round, unit_of, vote, voter
from tests.cast import person
from tests.scoring.test_conflicts import after, at_once, told
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db(transaction=True)


def sums(ballot):
    return unseal(Urn.objects.get(ballot=ballot).sealed, ballot=ballot.pk)


def casting(ballot, code, by=None, **said):
    """A vote that is ready to be cast; what it reads is read before."""
    given, person_ = answers(ballot, code, said), by or voter(ballot.round, code)
    return lambda: cast_vote(ballot, given, by=person_)


def closing(ballot):
    return lambda: close_ballot(ballot, by=None, at=timezone.now())


def test_of_two_people_of_one_unit_at_once_one_vote_counts(file_database):
    round = tied_round()
    ballot = opened(ballot_of(round))
    second = person("hcc-2", unit=unit_of(round, "HCC"))
    told_ = told(at_once(casting(ballot, "HCC", KT=YES), casting(ballot, "HCC", by=second, VHXH=YES)))
    assert sorted(told_) == ["NoneType", "NotPossible"]
    assert (sums(ballot).cast, ballot.voters.filter(has_voted=True).count()) == (1, 1)


def test_every_unit_at_once_and_every_vote_is_in_the_urn(file_database):
    ballot = opened(ballot_of(tied_round()))
    named = {"VP": "KT", "HCC": "KT", "DVSNC": "KT", "QLDA": "VHXH", "KT": "VHXH", "VHXH": "KT"}
    assert set(told(at_once(*(casting(ballot, code, **{other: YES}) for code, other in named.items())))) == {"NoneType"}
    votes = sums(ballot)
    assert (votes.cast, [count.yes for count in votes.counts]) == (6, [2, 4])
    assert ballot.voters.filter(has_voted=True).count() == 6


def test_a_vote_while_the_ballot_closes_is_counted_or_told(file_database):
    ballot = opened(ballot_of(tied_round()))
    for code in ("VP", "HCC", "DVSNC", "QLDA"):
        vote(ballot, code, KT=YES)
    cast, _ = at_once(casting(ballot, "VHXH", KT=YES), closing(ballot))
    closed = Ballot.objects.get(pk=ballot.pk)
    voted = closed.voters.get(unit__code="VHXH").has_voted
    assert voted is (cast is None)
    assert isinstance(cast, NotPossible) or cast is None
    assert (closed.outcome["voters"], closed.outcome["items"][1]["yes"]) == ((5, 5) if voted else (4, 4))


def test_who_votes_after_the_chair_has_begun_to_close_is_told(file_database):
    ballot = opened(ballot_of(tied_round()))
    for code in ("VP", "HCC", "DVSNC", "QLDA"):
        vote(ballot, code, KT=YES)
    _, refused = after(closing(ballot), casting(ballot, "KT", VHXH=YES))
    assert refused.reasons == ["Cuộc bỏ phiếu đã đóng; lá phiếu này không được tính."]
    assert Ballot.objects.get().outcome["valid"] == 4


def test_who_closes_waits_for_a_vote_that_is_being_cast(file_database):
    ballot = opened(ballot_of(tied_round()))
    for code in ("VP", "HCC", "DVSNC"):
        vote(ballot, code, KT=YES)
    _, closed = after(casting(ballot, "QLDA", KT=YES), closing(ballot))
    assert (closed.outcome["quorum_met"], closed.outcome["valid"]) == (True, 4)


def test_of_two_who_close_and_cancel_one_is_told(file_database):
    ballot = opened(ballot_of(tied_round()))
    answers_ = at_once(closing(ballot), lambda: cancel_ballot(ballot, "Họp lại", by=None))
    assert sorted(told(answers_)) == ["Ballot", "NotPossible"]
    assert not Urn.objects.exists()


def test_a_paper_and_a_vote_of_one_unit_at_once_are_one_ballot(file_database):
    round = tied_round()
    ballot = opened(review_of(round, "KT", way="both"))
    unit = unit_of(round, "HCC").pk
    told_ = told(at_once(casting(ballot, "HCC", KT=YES), lambda: give_papers(ballot, {unit}, by=None)))
    assert sorted(told_) == ["NoneType", "NotPossible"]
    row = ballot.voters.get(unit=unit)
    assert (row.on_paper, row.has_voted, sums(ballot).cast) in [(True, False, 0), (False, True, 1)]


def test_of_two_chairs_one_prepares_the_ballot_of_a_tie_and_one_opens_it(file_database):
    round = tied_round()
    [tie] = open_ties(round)
    prepared = at_once(*[lambda: prepare_tie(round, tie, by=None)] * 2)
    assert sorted(told(prepared)) == ["Ballot", "NotPossible"]
    ballot = Ballot.objects.select_related("round").get()
    both = at_once(*[lambda: open_ballot(ballot, by=None, at=timezone.now())] * 2)
    assert sorted(told(both)) == ["Ballot", "NotPossible"]
    assert ballot.voters.count() == 6
