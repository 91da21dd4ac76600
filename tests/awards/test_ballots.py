"""A secret ballot from its preparing to its tally: who votes, what is counted, and what stays as it is."""

import json

import pytest
from django.db import transaction
from django.utils import timezone

from awards.actions import ballots as actions
from awards.actions import tallying
from awards.actions.votes import VOTED, Counted, cast_vote, give_papers, record_papers
from awards.ballot_ties import offered, open_ties
from awards.models import Ballot, BallotItem, BallotVoter, Urn
from awards.sealing import Unreadable, seal, unseal
from awards.settlement import reasons_not_to_settle
from awards.states import BallotKind, BallotState
from awards.tally import Count, Votes
from scoring.actions.rounds import step_back
from scoring.actions.sheets import record_votes
from scoring.models import Mark
from scoring.querysets import Frozen
from tests.awards.ballot_builders import (
    BLANK,
    NO,
    YES,
    answers,
    award_tied_round,
    ballot_of,
    opened,
    review_of,
    tied_round,
    unit_of,
    vote,
    voter,
)
from tests.cast import person
from tests.constraints import put, violates
from tests.scoring.rounds import round_in
from tests.scoring.rounds import sheet_of as sheet
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile
from units.models import Membership, Role

pytestmark = pytest.mark.django_db

ALL = ("VP", "VHXH", "KT", "HCC", "DVSNC", "QLDA")


def now():
    return timezone.now()


def reasons(action, *args, **kwargs):
    with pytest.raises(NotPossible) as refused:
        action(*args, **kwargs)
    return refused.value.reasons


def close(ballot):
    return tallying.close_ballot(ballot, by=None, at=now())


def codes(round):
    return list(round.sheets.order_by("position").values_list("unit__code", flat=True))


def counts(ballot):
    return {item["unit"]: (item["yes"], item["no"], item["blank"]) for item in ballot.outcome["items"]}


# What a tie offers ----------------------------------------------------------------------------------------------------


def test_units_only_votes_tell_apart_are_offered_as_a_ballot():
    round = tied_round()
    [tie] = offered(round)
    assert (tie.kind, tie.seats, tie.rule, [s.unit.code for s in tie.sheets]) == ("rank_tie", 1, None, ["VHXH", "KT"])
    assert tie.title == "Phân định thứ hạng các đơn vị cùng 87,12 điểm"


def test_nothing_is_offered_without_a_tie_before_the_review_or_without_the_step_of_a_ballot():
    from scoring.states import RoundState

    assert open_ties(round_in(RoundState.REVIEWING, number="71")) == []
    round = tied_round()
    put(round, state="objecting")
    round.refresh_from_db()
    assert open_ties(round) == []
    put(round, state="reviewing", tie_break="base;area:1")
    round.refresh_from_db()
    assert open_ties(round) == []


def test_a_tie_across_a_quotas_edge_is_offered_with_the_places_left():
    round = award_tied_round()
    [tie] = offered(round)
    assert (tie.kind, tie.rule.code, tie.seats, [s.unit.code for s in tie.sheets]) == (
        "award_tie",
        "GK",
        1,
        ["VHXH", "KT"],
    )
    assert "còn 1 suất Giấy khen" in tie.said


def test_a_tie_is_offered_once_and_again_when_its_ballot_is_cancelled():
    round = tied_round()
    [tie] = offered(round)
    ballot = actions.prepare_tie(round, tie, by=None)
    assert offered(round) == []
    assert reasons(actions.prepare_tie, round, tie, by=None) == ["Đã có cuộc bỏ phiếu về các đơn vị này, chưa đóng."]
    actions.cancel_ballot(ballot, "Lập nhầm", by=None)
    assert len(offered(round)) == 1


# Opening ------------------------------------------------------------------------------------------------------------


def test_opening_makes_a_row_for_every_unit_in_their_order_and_an_empty_urn():
    round = tied_round()
    ballot = opened(ballot_of(round))
    voters = list(ballot.voters.order_by("pk"))
    assert [v.unit.code for v in voters] == codes(round)
    assert {(v.has_voted, v.on_paper) for v in voters} == {(False, False)}
    assert unseal(ballot.urn.sealed, ballot=ballot.pk) == Votes.none(2)
    assert ballot.state == BallotState.OPEN


def test_a_ballot_opens_in_the_phase_of_its_kind_and_for_three_units_at_least():
    round = tied_round()
    ballot = ballot_of(round)
    put(round, state="objecting")
    assert reasons(opened, ballot) == ["Bỏ phiếu này chỉ có ở bước bình xét của kỳ chấm."]
    put(round, state="reviewing")
    round.campaign.bloc.memberships.exclude(unit__code__in=["VP", "KT"]).delete()
    assert reasons(opened, ballot) == ["Bỏ phiếu kín cần ít nhất 3 đơn vị bỏ phiếu; năm này có 2."]


def test_a_tie_that_has_changed_is_not_voted_on():
    round = tied_round()
    ballot = ballot_of(round)
    put(sheet(round, "KT"), exclusion_reason="Có cá nhân bị kỷ luật")
    assert reasons(opened, ballot) == ["Các đơn vị bằng nhau đã khác so với lúc lập. Hủy cuộc bỏ phiếu này và lập lại."]


def test_an_open_ballot_is_not_opened_again_and_not_edited():
    ballot = opened(ballot_of(tied_round()))
    assert reasons(opened, ballot) == ["Cuộc bỏ phiếu ở trạng thái “Đang bỏ phiếu”, không mở lại được."]
    assert reasons(actions.edit_ballot, ballot, {"title": "Khác"}, None, seen=ballot.version, by=None) == [
        "Cuộc bỏ phiếu đã mở: không sửa được nữa."
    ]


def test_of_two_who_edit_a_ballot_the_second_is_told():
    ballot = review_of(tied_round(), "KT")
    first, second = Ballot.objects.get(pk=ballot.pk), Ballot.objects.get(pk=ballot.pk)
    actions.edit_ballot(first, {"title": "Biểu quyết A"}, None, seen=0, by=None)
    with pytest.raises(ChangedMeanwhile):
        actions.edit_ballot(second, {"title": "Biểu quyết B"}, None, seen=0, by=None)
    assert Ballot.objects.get().title == "Biểu quyết A"


def test_the_units_of_a_review_are_changed_while_it_is_prepared():
    round = tied_round()
    ballot = review_of(round, "KT", "HCC")
    actions.edit_ballot(ballot, {}, [unit_of(round, "VP")], seen=0, by=None)
    assert [item.unit.code for item in ballot.items.all()] == ["VP"]


# Voting -------------------------------------------------------------------------------------------------------------


def test_a_unit_votes_once_whoever_casts_it():
    round = tied_round()
    ballot = opened(ballot_of(round))
    vote(ballot, "HCC", KT=YES)
    second = person("hcc-2", unit=unit_of(round, "HCC"))
    assert reasons(cast_vote, ballot, answers(ballot, "HCC", {"KT": YES}), by=second) == [VOTED]
    assert unseal(Urn.objects.get().sealed, ballot=ballot.pk) == Votes(1, (Count(blank=1), Count(yes=1)))
    assert [v.unit.code for v in ballot.voters.filter(has_voted=True)] == ["HCC"]


def test_a_unit_votes_on_the_others_only():
    round = tied_round()
    ballot = opened(ballot_of(round))
    own, other = ballot.items.get(unit__code="KT"), ballot.items.get(unit__code="VHXH")
    by = voter(round, "KT")
    assert reasons(cast_vote, ballot, {own.pk: YES, other.pk: BLANK}, by=by) == [
        "Đơn vị không bỏ phiếu cho chính mình."
    ]
    cast_vote(ballot, {other.pk: YES}, by=by)
    assert unseal(Urn.objects.get().sealed, ballot=ballot.pk) == Votes(1, (Count(yes=1), Count()))


def test_a_unit_that_is_the_only_item_has_nothing_to_vote_on():
    ballot = opened(review_of(tied_round(), "KT"))
    assert reasons(vote, ballot, "KT") == ["Đơn vị không bỏ phiếu cho chính mình, nên không có mục nào để bỏ phiếu."]


@pytest.mark.parametrize("who", ["superuser", "stranger"])
def test_nobody_votes_who_is_not_of_a_member_unit(who, cast):
    ballot = opened(ballot_of(tied_round()))
    by = cast.admin if who == "superuser" else cast.stranger
    assert reasons(cast_vote, ballot, {}, by=by) == ["Người bỏ phiếu là người của đơn vị thành viên Khối trong năm."]


def test_votes_are_cast_while_the_ballot_is_open_only():
    round = tied_round()
    ballot = ballot_of(round)
    assert reasons(vote, ballot, "HCC", KT=YES) == ["Cuộc bỏ phiếu chưa mở."]
    opened(ballot)
    for code in ("VP", "HCC", "DVSNC", "KT"):
        vote(ballot, code, VHXH=YES)
    close(ballot)
    [left] = [code for code in codes(round) if code not in ("VP", "HCC", "DVSNC", "KT", "VHXH")]
    assert reasons(vote, ballot, left, KT=YES) == ["Cuộc bỏ phiếu đã đóng; lá phiếu này không được tính."]


def test_a_vote_names_no_more_units_than_there_are_seats():
    ballot = opened(ballot_of(tied_round()))
    assert reasons(vote, ballot, "HCC", KT=YES, VHXH=YES) == ["Chọn nhiều nhất 1 đơn vị."]
    assert reasons(vote, ballot, "HCC", KT=NO) == ["Lá phiếu này chỉ chọn đơn vị, không có mục không đồng ý."]


# Closing ------------------------------------------------------------------------------------------------------------


def test_a_closed_rank_tie_writes_its_votes_and_the_chain_uses_them():
    from awards.ballot_ties import rank_ties

    round = tied_round()
    ballot = opened(ballot_of(round))
    for code, named in (("VP", "KT"), ("HCC", "KT"), ("DVSNC", "VHXH"), ("KT", "VHXH"), ("VHXH", "KT")):
        vote(ballot, code, **{named: YES})
    closed = close(ballot)
    assert counts(closed) == {"VHXH": (2, 0, 2), "KT": (3, 0, 1)}
    assert (sheet(round, "KT").votes, sheet(round, "VHXH").votes, sheet(round, "HCC").votes) == (3, 2, None)
    assert rank_ties(round) == []
    assert closed.outcome["elected"] == []
    assert tallying.problems_of_ballot(Ballot.objects.get()) == []
    assert not Urn.objects.exists()


def test_a_tie_that_remains_is_voted_on_again():
    round = tied_round()
    ballot = opened(ballot_of(round))
    for code, named in (("VP", "KT"), ("HCC", "VHXH"), ("KT", "VHXH"), ("VHXH", "KT")):
        vote(ballot, code, **{named: YES})
    close(ballot)
    [again] = offered(round)
    assert again.units == {unit_of(round, "KT").pk, unit_of(round, "VHXH").pk}
    second = opened(actions.prepare_tie(round, again, by=None))
    for code in ("VP", "HCC", "DVSNC", "VHXH"):
        vote(second, code, KT=YES)
    close(second)
    assert (sheet(round, "KT").votes, sheet(round, "VHXH").votes, offered(round)) == (4, 0, [])


def test_an_award_tie_chooses_for_the_places_left():
    round = award_tied_round()
    ballot = opened(ballot_of(round))
    for code, named in (("VP", "KT"), ("HCC", "KT"), ("DVSNC", "KT"), ("KT", "VHXH")):
        vote(ballot, code, **{named: YES})
    closed = close(ballot)
    assert (closed.outcome["rule"], closed.outcome["elected"], closed.outcome["tied"]) == ("GK", ["KT"], [])
    assert offered(round) == []


def test_an_award_tie_with_equal_votes_chooses_nobody_and_is_offered_again():
    round = award_tied_round()
    ballot = opened(ballot_of(round, threshold="1/3"))
    for code, named in (("VP", "KT"), ("HCC", "VHXH"), ("KT", "VHXH"), ("VHXH", "KT")):
        vote(ballot, code, **{named: YES})
    closed = close(ballot)
    assert (closed.outcome["elected"], closed.outcome["tied"]) == ([], ["VHXH", "KT"])
    assert len(offered(round)) == 1


def test_without_a_quorum_the_urn_stays_shut():
    round = tied_round()
    ballot = opened(ballot_of(round))
    for code in ("VP", "HCC", "DVSNC"):
        vote(ballot, code, KT=YES)
    closed = close(ballot)
    assert (closed.outcome["quorum_met"], closed.outcome["needed"], closed.outcome["voters"]) == (False, 4, 3)
    assert counts(closed) == {"VHXH": (None, None, None), "KT": (None, None, None)}
    assert (sheet(round, "KT").votes, Urn.objects.exists()) == (None, False)


def test_a_review_says_which_units_are_agreed_to():
    round = tied_round()
    ballot = opened(review_of(round, "KT", "HCC"))
    for code, said in (("VP", (YES, YES)), ("DVSNC", (YES, NO)), ("VHXH", (YES, NO)), ("KT", (YES, YES))):
        vote(ballot, code, KT=said[0], HCC=said[1])
    closed = close(ballot)
    assert counts(closed) == {"KT": (3, 0, 0), "HCC": (2, 2, 0)}
    assert closed.outcome["elected"] == ["KT"]


def test_a_cancelled_ballot_destroys_its_urn():
    ballot = opened(ballot_of(tied_round()))
    vote(ballot, "HCC", KT=YES)
    cancelled = actions.cancel_ballot(ballot, "Bỏ phiếu lại trên giấy", by=None)
    assert (cancelled.state, cancelled.cancel_reason, Urn.objects.exists()) == (
        "cancelled",
        "Bỏ phiếu lại trên giấy",
        False,
    )
    assert reasons(actions.cancel_ballot, ballot, "Lần nữa", by=None) == [
        "Cuộc bỏ phiếu ở trạng thái “Đã hủy”, không hủy được."
    ]
    assert reasons(close, ballot) == ["Cuộc bỏ phiếu không đang mở."]


def test_a_ballot_is_not_closed_in_a_round_that_stepped_back(cast):
    round = tied_round()
    ballot = opened(ballot_of(round))
    step_back(round, "Xem lại kiến nghị", seen_state="reviewing", by=None, at=now())
    assert reasons(close, ballot) == ["Bỏ phiếu này chỉ có ở bước bình xét của kỳ chấm."]


def test_an_urn_sealed_with_another_key_is_told_in_a_sentence(settings):
    ballot = opened(ballot_of(tied_round()))
    for code in ("VP", "HCC", "DVSNC", "VHXH"):
        vote(ballot, code, KT=YES)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "z" * 50
    assert reasons(vote, ballot, "KT", VHXH=YES) == [tallying.SHUT]
    assert reasons(close, ballot) == [tallying.SHUT]
    settings.SECRET_KEY_FALLBACKS = [old]
    assert close(ballot).outcome["valid"] == 4


def test_a_round_is_not_settled_while_units_vote():
    round = tied_round()
    ballot = ballot_of(round)
    assert ballot.title not in " ".join(reasons_not_to_settle(round, at=now()))
    opened(ballot)
    said = "“Phân định thứ hạng các đơn vị cùng 87,12 điểm” đang bỏ phiếu. Đóng hoặc hủy cuộc bỏ phiếu trước khi chốt."
    assert said in reasons_not_to_settle(round, at=now())


# On paper -----------------------------------------------------------------------------------------------------------


def counted(round, issued, returned, invalid, came, **said):
    return Counted(issued, returned, invalid, said, frozenset(unit_of(round, code).pk for code in came))


def test_a_ballot_on_paper_is_counted_by_its_chair():
    round = tied_round()
    ballot = opened(ballot_of(round, way="paper"))
    assert reasons(vote, ballot, "HCC", KT=YES) == ["Đơn vị bỏ phiếu giấy nên không bỏ phiếu trực tuyến."]
    assert reasons(close, ballot) == ["Chưa ghi kết quả kiểm 6 phiếu giấy."]
    paper = counted(round, 6, 5, 1, ["VP", "HCC", "DVSNC", "VHXH", "KT"], KT=Count(2, 0, 1), VHXH=Count(2, 0, 2))
    stored = record_papers(ballot, paper, seen=ballot.version, by=None)
    assert stored.paper_counts == {"KT": [2, 0, 1], "VHXH": [2, 0, 2]}
    closed = close(stored)
    assert {key: closed.outcome[key] for key in ("issued", "returned", "valid", "invalid", "voters")} == {
        "issued": 6,
        "returned": 5,
        "valid": 4,
        "invalid": 1,
        "voters": 5,
    }
    assert counts(closed) == {"VHXH": (2, 0, 2), "KT": (2, 0, 1)}
    assert Ballot.objects.get().paper_counts == {}


def test_paper_and_online_are_one_tally_and_no_unit_votes_twice():
    round = tied_round()
    ballot = opened(ballot_of(round, way="both"))
    vote(ballot, "VP", KT=YES)
    vote(ballot, "HCC", KT=YES)
    given = {unit_of(round, code).pk for code in ("KT", "VHXH")}
    assert reasons(give_papers, ballot, given | {unit_of(round, "VP").pk}, by=None) == [
        f"{unit_of(round, 'VP').name} đã bỏ phiếu trực tuyến, không nhận phiếu giấy."
    ]
    give_papers(ballot, given, by=None)
    assert reasons(vote, ballot, "KT", VHXH=YES) == ["Đơn vị bỏ phiếu giấy nên không bỏ phiếu trực tuyến."]
    paper = counted(round, 2, 2, 0, ["KT", "VHXH"], KT=Count(1), VHXH=Count(1))
    record_papers(ballot, paper, seen=Ballot.objects.get().version, by=None)
    assert reasons(give_papers, ballot, set(), by=None) == [
        f"{unit_of(round, code).name} đã nộp phiếu giấy, không bỏ khỏi danh sách được." for code in ("VHXH", "KT")
    ]
    closed = close(ballot)
    assert counts(closed) == {"VHXH": (1, 0, 2), "KT": (3, 0, 0)}
    assert (closed.outcome["issued"], closed.outcome["paper"]) == (6, {"issued": 2, "returned": 2, "invalid": 0})


def test_the_one_vote_of_a_way_keeps_the_ballot_open():
    """Its difference from the papers would be that vote."""
    round = tied_round()
    ballot = opened(ballot_of(round, way="both"))
    vote(ballot, "VP", KT=YES)
    came = ["HCC", "DVSNC", "VHXH"]
    give_papers(ballot, {unit_of(round, code).pk for code in came}, by=None)
    paper = counted(round, 3, 3, 0, came, KT=Count(3), VHXH=Count(0, 0, 2))
    record_papers(ballot, paper, seen=Ballot.objects.get().version, by=None)
    assert reasons(close, ballot) == [
        "Chỉ có 1 đơn vị bỏ phiếu trực tuyến: đóng bây giờ thì lộ lá phiếu đó. Mỗi cách cần ít nhất 2 đơn vị; chờ "
        "thêm, hoặc hủy và bỏ phiếu lại."
    ]
    vote(ballot, "KT", VHXH=YES)
    assert close(ballot).outcome["valid"] == 5


def test_papers_that_do_not_add_up_are_not_recorded():
    round = tied_round()
    ballot = opened(ballot_of(round, way="paper"))
    paper = counted(round, 6, 2, 0, ["VP", "HCC"], KT=Count(3), VHXH=Count(0, 0, 2))
    name = sheet(round, "KT").unit_name
    assert reasons(record_papers, ballot, paper, seen=ballot.version, by=None) == [
        f"{name}: các ý kiến cộng lại là 3, phải bằng 2 phiếu hợp lệ có mục này.",
        "Tổng số lượt chọn là 3; 2 phiếu hợp lệ chọn được nhiều nhất 2 lượt.",
    ]
    assert Ballot.objects.get().paper_returned is None


def test_of_two_who_record_papers_the_second_is_told():
    round = tied_round()
    ballot = opened(ballot_of(round, way="paper"))
    paper = counted(round, 6, 2, 0, ["VP", "HCC"], KT=Count(2), VHXH=Count(0, 0, 2))
    record_papers(ballot, paper, seen=ballot.version, by=None)
    with pytest.raises(ChangedMeanwhile):
        record_papers(ballot, paper, seen=ballot.version, by=None)


def test_papers_given_after_the_count_are_counted_again():
    round = tied_round()
    ballot = opened(ballot_of(round, way="both"))
    give_papers(ballot, {unit_of(round, code).pk for code in ("VP", "HCC", "DVSNC")}, by=None)
    came = ["VP", "HCC", "DVSNC"]
    paper = counted(round, 3, 3, 0, came, KT=Count(3), VHXH=Count(0, 0, 3))
    record_papers(ballot, paper, seen=Ballot.objects.get().version, by=None)
    give_papers(ballot, {unit_of(round, code).pk for code in (*came, "KT")}, by=None)
    assert reasons(close, ballot) == ["Số đơn vị nhận phiếu giấy đã đổi từ lúc kiểm. Ghi lại kết quả kiểm phiếu giấy."]


# A closed ballot stays --------------------------------------------------------------------------------------------


@pytest.fixture
def closed():
    ballot = opened(ballot_of(tied_round()))
    for code in ("VP", "HCC", "DVSNC", "VHXH"):
        vote(ballot, code, KT=YES)
    return close(ballot)


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.save(),
        lambda b: b.delete(),
        lambda b: Ballot.objects.filter(pk=b.pk).update(title="Khác"),
        lambda b: Ballot.objects.all().delete(),
        lambda b: Ballot.objects.bulk_update([b], ["title"]),
        lambda b: b.items.first().save(),
        lambda b: b.items.first().delete(),
        lambda b: b.items.all().delete(),
        lambda b: b.voters.update(has_voted=True),
        lambda b: b.voters.first().save(),
        lambda b: b.voters.all().delete(),
        lambda b: BallotVoter.objects.bulk_create([BallotVoter(ballot=b, unit=b.voters.first().unit)]),
        lambda b: BallotItem.objects.create(ballot=b, unit=b.voters.first().unit, position=9),
    ],
)
def test_a_closed_ballot_is_changed_by_nobody(closed, change):
    before = list(Ballot.objects.values()), list(BallotItem.objects.values()), list(BallotVoter.objects.values())
    with pytest.raises(Frozen, match="đã kiểm phiếu"), transaction.atomic():
        change(closed)
    assert (
        list(Ballot.objects.values()),
        list(BallotItem.objects.values()),
        list(BallotVoter.objects.values()),
    ) == before


def test_an_outcome_that_was_changed_past_python_is_found(closed):
    outcome = json.loads(json.dumps(closed.outcome))
    outcome["items"][0]["yes"], outcome["items"][0]["blank"] = 1, 2
    put(closed, outcome=outcome)
    closed.refresh_from_db()
    assert tallying.problems_of_ballot(closed) == ["Kết quả kiểm phiếu khác với mã SHA-256 đã ghi khi đóng."]


# What the database knows ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"state": "lost"}, "ballot_state_is_known"),
        ({"kind": "lost"}, "ballot_kind_is_known"),
        ({"way": "lost"}, "ballot_way_is_known"),
        ({"state": "closed"}, "ballot_outcome_when_it_is_closed"),
        ({"outcome": {}}, "ballot_outcome_when_it_is_closed"),
    ],
)
def test_the_database_refuses_what_no_ballot_can_be(changes, rule):
    ballot = ballot_of(tied_round())
    with violates(rule):
        put(ballot, **changes)


def test_a_unit_is_one_item_and_one_voter():
    ballot = opened(ballot_of(tied_round()))
    with violates("ballot_item_once_in_a_ballot"):
        BallotItem.objects.create(ballot=ballot, unit=ballot.items.first().unit, position=3)
    with violates("ballot_voter_once_in_a_ballot"):
        BallotVoter.objects.create(ballot=ballot, unit=ballot.voters.first().unit)


# The urn on the disk --------------------------------------------------------------------------------------------------


def test_a_sealed_urn_has_one_length_and_new_bytes_with_every_vote():
    empty, full = Votes.none(2), Votes(9999, (Count(5000, 4000, 999), Count(9999, 0, 0)))
    sealed = [seal(votes, ballot=7) for votes in (empty, empty, full)]
    assert [unseal(one, ballot=7) for one in sealed] == [empty, empty, full]
    assert {len(one) for one in sealed} == {len(sealed[0])}
    assert len(set(sealed)) == 3


def test_a_sealed_urn_is_of_its_own_ballot():
    with pytest.raises(Unreadable):
        unseal(seal(Votes.none(2), ballot=7), ballot=8)


def test_nobody_sees_an_urn_and_the_kinds_are_the_three(cast):
    opened(ballot_of(tied_round()))
    assert [Urn.objects.visible_to(user).count() for user in (cast.admin, cast.head, cast.clerk)] == [0, 0, 0]
    assert list(BallotKind) == ["rank_tie", "award_tie", "review"]


# Typed votes ----------------------------------------------------------------------------------------------------------


def typed_votes(round, code, votes):
    row = sheet(round, code)
    return record_votes(row, votes, seen=row.version, by=None)


def test_what_a_closed_ballot_gave_is_not_typed_over():
    round = tied_round()
    ballot = opened(ballot_of(round))
    for code in ("VP", "HCC", "DVSNC", "VHXH"):
        vote(ballot, code, KT=YES)
    open_now = "Phòng Kinh tế: đang có cuộc bỏ phiếu kín; số phiếu được ghi khi đóng."
    assert reasons(typed_votes, round, "KT", 9) == [open_now]
    close(ballot)
    kept = "Phòng Kinh tế: số phiếu đã do cuộc bỏ phiếu kín ghi, không sửa tay được."
    assert reasons(typed_votes, round, "KT", 0) == [kept]
    assert sheet(round, "KT").votes == 4
    assert typed_votes(round, "HCC", 1).votes == 1


def test_votes_are_typed_where_the_ballot_had_no_quorum_or_the_tie_is_another():
    round = tied_round()
    ballot = opened(ballot_of(round))
    vote(ballot, "VP", KT=YES)
    close(ballot)
    assert typed_votes(round, "KT", 3).votes == 3
    typed_votes(round, "KT", None)
    again = opened(ballot_of(round))
    for code in ("VP", "HCC", "DVSNC", "VHXH"):
        vote(again, code, KT=YES)
    close(again)
    line = Mark.objects.filter(sheet=sheet(round, "VHXH"), appraised_entry__isnull=False).order_by("pk").first()
    put(line, appraised_entry=0, reason="Thiếu minh chứng")
    assert typed_votes(round, "KT", None).votes is None


# Whose unit is on the paper -------------------------------------------------------------------------------------------


def counted_by(round, *items):
    """What head and deputy are told when they enter the count of a ballot on these units."""
    ballot = opened(review_of(round, *items, way="paper"))
    paper = Counted(0, 0, 0, {}, frozenset())
    leaders = Membership.objects.filter(bloc=round.campaign.bloc, year=round.year)
    people = [voter(round, leaders.get(role=role).unit.code) for role in (Role.HEAD, Role.DEPUTY)]
    seen = Ballot.objects.get(pk=ballot.pk).version
    return [reasons(record_papers, ballot, paper, seen=seen, by=one)[0][:31] for one in people]


def test_who_is_voted_on_counts_no_papers_while_the_other_leader_is_not():
    round = tied_round()
    rows = Membership.objects.filter(bloc=round.campaign.bloc, year=round.year)
    head, deputy = (rows.get(role=role).unit.code for role in (Role.HEAD, Role.DEPUTY))
    free, own = "Số phiếu phát ra là 0, nhưng 6 ", "Đơn vị mình có trong phiếu: kết"
    assert counted_by(round, "HCC") == [free, free]
    assert counted_by(round, head, "HCC") == [own, free]
    assert counted_by(round, deputy, "HCC") == [free, own]
    assert counted_by(round, head, deputy) == [free, free]
