"""The head confirms what engine, ballots and units gave, departs with a reason, never about the own unit; submits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.actions.submissions import (
    MOVED,
    MovedMeanwhile,
    confirm_submission,
    reopen_submission,
    submit_to_council,
)
from awards.departures import OWN_UNIT, Choice, Problem, Review, problems_of, unit_field
from awards.models import Paper, Submission, SubmissionLine
from awards.proposing import given_of
from awards.states import LineSource, NominationState, PaperKind, SubmissionState
from awards.submission_page import page_of
from awards.todo.submissions import SOURCES
from campaigns.todo import desk_of, told, waiting_at
from tests.awards.proposing import (
    closed_ballot,
    confirmed,
    nominated,
    rule_of,
    tied_round,
    unit_of,
)
from tests.cast import AT, NAME, PEOPLE, Size, content_of_size, issue, settle
from tests.constraints import put, violates
from tests.reading import text_of
from toolkit.proof import PROVED_AT
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "submission": ("302 200 404 200 200 404 200 404 200", "302 403 404 403 200 404 403 404 403"),
    "submission_reopen": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 403 404 403"),
    "submission_submit": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 403 404 403"),
}
MOST_QUERIES = {"review": 20, "read": 20}
LATER = AT + timedelta(hours=1)


def url(round, name="submission"):
    return reverse(name, args=[round.pk])


def given(round):
    return given_of(round, Submission.objects.filter(round=round).first())


def lines(submission):
    """(unit, award or person, by what, is proposed, why) of every line."""
    rows = submission.lines.select_related("unit", "rule", "nomination").order_by("pk")
    return [
        (
            row.unit.code,
            row.rule.code if row.rule else row.nomination.full_name,
            row.source,
            row.is_included,
            row.reason,
        )
        for row in rows
    ]


def review_of(cast, **choices):
    """Choices by the code of the unit: (code of the rule or None, reason)."""
    return Review(
        units={
            unit_of(cast, unit).pk: Choice(rule_of(cast.round, code).pk if code else None, reason)
            for unit, (code, reason) in choices.items()
        }
    )


def reasons(action, *args, **kwargs):
    with pytest.raises(NotPossible) as caught:
        action(*args, **kwargs)
    return caught.value.reasons


# What is given --------------------------------------------------------------------------------------------------------


def test_it_begins_with_what_the_engine_took(cast):
    found = given(cast.round)
    taken = {unit.code: found.rule(unit.rule).code for unit in found.units if unit.rule}
    assert taken == {"HCC": "CO", "VP": "BK", "VHXH": "GK"}
    assert found.ties == ()
    assert {rule.code: found.places[rule.pk] for rule in found.rules} == {"CO": 1, "BK": 1, "GK": 1}


def test_a_closed_ballot_gives_the_place_to_whom_it_elected(cast):
    round = tied_round()
    [tie] = given(round).ties
    assert (tie.is_open, tie.places, set(tie.units)) == (True, 1, {"Phòng Kinh tế", "Phòng Văn hóa - Xã hội"})
    closed_ballot(round, ["KT"])
    [tie] = given(round).ties
    assert (tie.is_open, tie.elected, tie.left) == (False, ("KT",), 0)
    assert {unit.code for unit in given(round).units if unit.source == LineSource.BALLOT} == {"KT"}


def test_a_ballot_too_few_took_part_in_decides_nothing_and_outsiders_are_not_elected(cast):
    round = tied_round()
    closed_ballot(round, ["KT"], quorum_met=False)
    assert [tie.is_open for tie in given(round).ties] == [True]
    closed_ballot(round, ["QLDA"])
    assert [(tie.is_open, tie.elected) for tie in given(round).ties] == [(False, ())]


def test_accepted_people_are_given_once_in_a_year(cast):
    nominated(cast)
    assert [person.full_name for person in given(cast.round).people] == ["Nguyễn Văn A"]
    other = tied_round()
    assert len(given(other).people) == 1
    confirmed(cast)
    assert given(other).people == ()
    assert len(given(cast.round).people) == 1


# Confirming -----------------------------------------------------------------------------------------------------------


def test_confirmed_as_it_is_the_lines_are_those_of_engine_and_units(cast):
    nominated(cast)
    submission = confirmed(cast)
    assert lines(submission) == [
        ("HCC", "CO", "engine", True, ""),
        ("VP", "BK", "engine", True, ""),
        ("VHXH", "GK", "engine", True, ""),
        ("KT", "Nguyễn Văn A", "nomination", True, ""),
    ]
    assert (submission.state, submission.confirmed_by) == (SubmissionState.CONFIRMED, cast.head)


def test_a_departure_needs_a_reason_and_is_kept_with_it(cast):
    assert reasons(confirmed, cast, review_of(cast, HCC=(None, ""))) == [
        "Trung tâm Phục vụ hành chính công: ghi lý do đề nghị khác với kết quả."
    ]
    assert Submission.objects.count() == 0
    review = review_of(cast, HCC=("GK", "Chưa đủ hồ sơ."), VHXH=(None, "Tự rút"), KT=("GK", "Thành tích đột xuất"))
    assert lines(confirmed(cast, review)) == [
        ("HCC", "CO", "departure", False, "Chưa đủ hồ sơ."),
        ("HCC", "GK", "departure", True, "Chưa đủ hồ sơ."),
        ("VP", "BK", "engine", True, ""),
        ("VHXH", "GK", "departure", False, "Tự rút"),
        ("KT", "GK", "departure", True, "Thành tích đột xuất"),
    ]
    assert set(page_of(Submission.objects.get()).departures) == {
        "Trung tâm Phục vụ hành chính công: đề nghị Giấy khen thay cho Cờ thi đua. Lý do: Chưa đủ hồ sơ.",
        "Phòng Văn hóa - Xã hội: không đề nghị Giấy khen. Lý do: Tự rút.",
        "Phòng Kinh tế: đề nghị thêm Giấy khen. Lý do: Thành tích đột xuất.",
    }


def test_the_head_decides_nothing_about_the_own_unit(cast):
    for wanted in ("CO", "GK", None):
        assert reasons(confirmed, cast, review_of(cast, VP=(wanted, "Vì đơn vị mình"))) == [OWN_UNIT]
    mine = nominated(cast, "VP")
    left_out = Review(people={mine.pk: Choice(False, "Lý do")})
    assert reasons(confirmed, cast, left_out) == [f"Nguyễn Văn A: {OWN_UNIT}"]
    assert Submission.objects.count() == 0


def test_an_excluded_unit_is_never_proposed(cast):
    content = content_of_size(Size(units=4))
    sheets = tuple(replace(s, excluded="Có đơn tố cáo đúng") if s.unit == "D3" else s for s in content.sheets)
    round = settle(replace(NAME, number="71"), replace(content, sheets=sheets))
    found = given(round)
    unit = next(unit for unit in found.units if unit.code == "D3")
    review = Review(units={unit.unit: Choice(found.rules[0].pk, "Đề nghị riêng")})
    assert problems_of(found, review, own_unit=None) == [
        Problem(unit_field(unit.unit), f"{unit.name} có điều kiện loại nên không được đề nghị.")
    ]
    other = Review(units={unit.unit: Choice(0, "Đề nghị riêng")})
    assert problems_of(found, other, own_unit=None) == [
        Problem(unit_field(unit.unit), f"{unit.name}: chọn một hình thức trong danh sách.")
    ]


def test_an_open_tie_blocks_until_it_is_voted_on_or_left_open_with_a_reason(cast):
    round = tied_round()
    waits = "Giấy khen còn 1 suất chờ bỏ phiếu suy tôn. Bỏ phiếu trước, hoặc để trống kèm lý do."
    assert reasons(confirmed, cast, round=round) == [waits]
    rule = rule_of(round, "GK").pk
    assert reasons(confirmed, cast, Review(left_open={rule: ""}), round=round) == [
        "Suất để trống của Giấy khen: ghi lý do đề nghị khác với kết quả."
    ]
    submission = confirmed(cast, Review(left_open={rule: "Hết thời hạn trình"}), round=round)
    assert submission.left_open == {"GK": "Hết thời hạn trình"}
    assert [group.left_open for group in page_of(submission).groups] == ["Hết thời hạn trình"]


def test_after_the_ballot_the_elected_unit_is_proposed(cast):
    round = tied_round()
    closed_ballot(round, ["VHXH"])
    submission = confirmed(cast, round=round)
    assert lines(submission) == [
        ("HCC", "GK", "engine", True, ""),
        ("VP", "GK", "engine", True, ""),
        ("VHXH", "GK", "ballot", True, ""),
    ]


def test_a_ballot_that_elects_more_than_there_are_places_is_told(cast):
    round = tied_round()
    closed_ballot(round, ["VHXH", "KT"])
    assert reasons(confirmed, cast, round=round) == ["Giấy khen: kiểm phiếu chọn 2 đơn vị, chỉ còn 1 suất."]


def test_what_changed_since_the_page_was_shown_is_never_confirmed_unseen(cast):
    round = tied_round()
    seen = given(round).seen
    closed_ballot(round, ["KT"])
    with pytest.raises(MovedMeanwhile):
        confirm_submission(round, Review(), seen=seen, by=cast.head, at=AT)
    seen = given(cast.round).seen
    person = nominated(cast)
    with pytest.raises(MovedMeanwhile):
        confirm_submission(cast.round, Review(), seen=seen, by=cast.head, at=AT)
    seen = given(cast.round).seen
    put(person, state=NominationState.RETURNED)
    with pytest.raises(MovedMeanwhile):
        confirm_submission(cast.round, Review(), seen=seen, by=cast.head, at=AT)


def test_the_second_of_two_heads_is_told_and_overwrites_nothing(cast):
    seen = given(cast.round).seen
    confirmed(cast)
    review = review_of(cast, HCC=(None, "Lý do khác"))
    assert reasons(confirm_submission, cast.round, review, seen=seen, by=cast.head, at=AT) == [
        "Đề nghị vừa được xác nhận. Mở lại nếu cần sửa."
    ]
    assert SubmissionLine.objects.filter(is_included=False).count() == 0


def test_a_round_without_awards_and_people_has_nothing_to_confirm(cast):
    round = settle(replace(NAME, number="72"), content_of_size(Size(rules=0)))
    assert reasons(confirm_submission, round, Review(), seen=given(round).seen, by=cast.head, at=AT) == [
        "Kỳ chấm này không có hình thức khen thưởng và không có đề nghị cá nhân, nên không có gì để trình."
    ]


# Reopening, submitting ------------------------------------------------------------------------------------------------


def test_it_is_reopened_with_a_reason_and_confirmed_again(cast):
    review = review_of(cast, HCC=(None, "Lý do một"))
    submission = confirmed(cast, review)
    assert reasons(reopen_submission, submission, reason="", by=cast.head, at=LATER) == ["Ghi lý do mở lại."]
    submission = reopen_submission(submission, reason="Ghi nhầm", by=cast.head, at=LATER)
    assert (submission.state, submission.reopen_reason) == (SubmissionState.DRAFTING, "Ghi nhầm")
    assert reasons(reopen_submission, submission, reason="Nữa", by=cast.head, at=LATER) == [
        "Đề nghị chưa xác nhận, vẫn đang sửa được."
    ]
    again = confirmed(cast)
    assert lines(again)[0] == ("HCC", "CO", "engine", True, "")
    assert again.reopen_reason == ""


def test_after_the_paper_is_out_it_is_withdrawn_before_anything_is_reopened(cast):
    put(cast.paper, issued_at=LATER)
    submission = confirmed(cast)
    [reason] = reasons(reopen_submission, submission, reason="Ghi nhầm", by=cast.head, at=LATER)
    assert reason == f"{cast.paper} đã ban hành từ đề nghị này. Thu hồi văn bản trước khi mở lại."
    Paper.objects.withdraw(cast.paper.pk)
    assert reopen_submission(submission, reason="Ghi nhầm", by=cast.head, at=LATER)


def test_it_is_submitted_when_the_paper_that_says_it_is_out(cast):
    submission = confirmed(cast, review_of(cast, HCC=(None, "Lý do")))
    put(cast.paper, issued_at=AT - timedelta(days=1))
    assert reasons(submit_to_council, submission, by=cast.head, at=LATER) == [
        f"{cast.paper} ban hành trước khi đề nghị được xác nhận, nên chưa có phần thay đổi. "
        "Thu hồi và ban hành lại rồi trình."
    ]
    Paper.objects.withdraw(cast.paper.pk)
    assert reasons(submit_to_council, submission, by=cast.head, at=LATER) == [
        "Tờ trình chưa ban hành. Ban hành Tờ trình từ đề nghị đã xác nhận rồi trình."
    ]
    put(issue(cast.round, PaperKind.SUBMISSION), issued_at=LATER)
    done = submit_to_council(submission, by=cast.head, at=LATER)
    assert (done.state, done.submitted_at, done.submitted_by) == (SubmissionState.SUBMITTED, LATER, cast.head)
    assert reasons(submit_to_council, submission, by=cast.head, at=LATER) == ["Đề nghị đã trình Hội đồng."]
    assert reasons(reopen_submission, submission, reason="Ghi nhầm", by=cast.head, at=LATER) == [
        "Đề nghị đã trình Hội đồng, không sửa được nữa."
    ]


def test_a_paper_made_straight_from_the_result_serves_when_nothing_departs(cast):
    put(cast.paper, issued_at=AT - timedelta(days=1))
    assert submit_to_council(confirmed(cast), by=cast.head, at=LATER).state == SubmissionState.SUBMITTED


def test_what_is_not_confirmed_is_not_submitted(cast):
    submission = reopen_submission(confirmed(cast), reason="Ghi nhầm", by=cast.head, at=LATER)
    assert reasons(submit_to_council, submission, by=cast.head, at=LATER) == [
        "Đề nghị chưa xác nhận. Xác nhận trước khi trình."
    ]


# The page -------------------------------------------------------------------------------------------------------------


def typed(client, round, **more):
    """The page's form as a browser sends it, with some fields changed."""
    answer = client.get(url(round))
    sheet = answer.context["sheet"]
    data = {"da-xem": answer.context["given"].seen}
    for line in (*sheet.units, *sheet.people):
        if not line.is_own:
            data |= {line.field: line.chosen, line.reason_field: line.reason}
    return data | more


def test_the_head_goes_through_the_lines_and_confirms(cast):
    client = cast.client("head")
    said = text_of(client.get(url(cast.round)))
    assert "Văn phòng HĐND và UBND xã Đơn vị mình 2 97,42 Bằng khen Giữ theo kết quả" in said
    answer = client.post(url(cast.round), typed(client, cast.round), follow=True)
    assert "Đã xác nhận đề nghị khen thưởng Tổng kết năm 2026." in text_of(answer)
    assert len(lines(Submission.objects.get())) == 3


def test_what_was_typed_stays_beside_the_sentence_that_says_what_is_missing(cast):
    nominated(cast)
    client, kt = cast.client("head"), unit_of(cast, "KT").pk
    other = given(cast.round).people[0].pk
    rule = rule_of(cast.round, "GK").pk
    data = typed(client, cast.round, **{f"dv{kt}": rule, f"cn{other}-ly-do": "Xin để năm sau"})
    data.pop(f"cn{other}")
    answer = client.post(url(cast.round), data)
    page = answer.content.decode()
    assert f'<a href="#dv{kt}-ly-do">Phòng Kinh tế: ghi lý do đề nghị khác với kết quả.</a>' in page
    assert f'<option value="{rule}" selected>Giấy khen</option>' in page
    assert "Xin để năm sau</textarea>" in page
    assert "Giấy khen: chọn 2 đơn vị, quy định nhiều nhất 1." in text_of(answer)
    assert Submission.objects.count() == 0


def test_the_own_unit_is_refused_on_the_road_of_a_forged_form_too(cast):
    client, vp = cast.client("head"), unit_of(cast, "VP").pk
    data = typed(client, cast.round, **{f"dv{vp}": rule_of(cast.round, "CO").pk, f"dv{vp}-ly-do": "Đơn vị mình"})
    assert OWN_UNIT in text_of(client.post(url(cast.round), data))
    assert Submission.objects.count() == 0


def test_the_page_says_when_something_changed_meanwhile(cast):
    client = cast.client("head")
    data = typed(client, cast.round)
    nominated(cast)
    answer = client.post(url(cast.round), data)
    assert MOVED in text_of(answer)
    assert Submission.objects.count() == 0


def test_an_open_tie_leads_to_the_ballot_or_is_left_open_knowingly(cast):
    round, client = tied_round(), cast.client("head")
    page = client.get(url(round))
    assert reverse("ballots", args=[round.pk]) in page.content.decode()
    data = typed(client, round)
    assert "Bỏ phiếu trước, hoặc để trống kèm lý do." in text_of(client.post(url(round), data))
    rule = rule_of(round, "GK").pk
    client.post(url(round), data | {f"trong{rule}": "1", f"trong{rule}-ly-do": "Không đủ thời gian"})
    assert Submission.objects.get().left_open == {"GK": "Không đủ thời gian"}


def test_after_reopening_the_page_begins_with_what_was_confirmed(cast):
    person = nominated(cast)
    kt = unit_of(cast, "KT")
    review = replace(review_of(cast, KT=("GK", "Đột xuất")), people={person.pk: Choice(False, "Để năm sau")})
    submission = confirmed(cast, review)
    reopen_submission(submission, reason="Ghi nhầm", by=cast.head, at=LATER)
    answer = cast.client("head").get(url(cast.round))
    sheet = answer.context["sheet"]
    line = next(line for line in sheet.units if line.unit.unit == kt.pk)
    assert (line.chosen, line.reason) == (str(rule_of(cast.round, "GK").pk), "Đột xuất")
    assert [(line.chosen, line.reason) for line in sheet.people] == [("", "Để năm sau")]
    assert "Mở lại vì: Ghi nhầm" in text_of(answer)


def test_units_read_what_is_confirmed_and_the_council_what_was_sent(cast):
    review = review_of(cast, HCC=(None, "Chưa đủ hồ sơ"))
    for who in ("clerk", "deputy", "council"):
        assert "Chưa có đề nghị trình Hội đồng" in text_of(cast.client(who).get(url(cast.round)))
    confirmed(cast, review)
    sentence = "Trung tâm Phục vụ hành chính công: không đề nghị Cờ thi đua. Lý do: Chưa đủ hồ sơ."
    assert sentence in text_of(cast.client("clerk").get(url(cast.round)))
    assert sentence not in text_of(cast.client("council").get(url(cast.round)))
    put(Submission.objects.get(), state=SubmissionState.SUBMITTED, submitted_at=AT)
    assert sentence in text_of(cast.client("council").get(url(cast.round)))


def test_confirming_asks_for_a_fresh_proof_and_reading_does_not(cast):
    for who, expected in (("head", 302), ("clerk", 200)):
        client = cast.client(who)
        session = client.session
        session.pop(PROVED_AT, None)
        session.save()
        assert client.get(url(cast.round)).status_code == expected


def test_reopened_and_submitted_on_the_page(cast):
    client = cast.client("head")
    confirmed(cast)
    answer = client.post(url(cast.round, "submission_reopen"), {"reason": ""})
    assert "Lý do mở lại: chưa nhập." in text_of(answer)
    assert "Đã mở lại đề nghị." in text_of(
        client.post(url(cast.round, "submission_reopen"), {"reason": "Ghi nhầm"}, follow=True)
    )
    confirmed(cast)
    assert "Đã trình Hội đồng đề nghị" in text_of(client.post(url(cast.round, "submission_submit"), follow=True))
    assert Submission.objects.get().state == SubmissionState.SUBMITTED


# What waits for the head ----------------------------------------------------------------------------------------------


def waiting(cast, who="head"):
    person = getattr(cast, who)
    rows = waiting_at(desk_of(person, at=AT), SOURCES)
    return [(todo.words, todo.url) for todo in told(rows, SOURCES)]


def test_the_head_is_told_to_confirm_to_submit_and_to_record(cast):
    put(cast.round.campaign, state="running")
    address = url(cast.round)
    assert waiting(cast) == [("Xác nhận đề nghị khen thưởng tổng kết năm 2026", address)]
    assert waiting(cast, "deputy") == waiting(cast, "clerk") == []
    confirmed(cast)
    assert waiting(cast) == [("Trình Hội đồng đề nghị khen thưởng tổng kết năm 2026", address)]
    submit_to_council(Submission.objects.get(), by=cast.head, at=LATER)
    assert waiting(cast) == [
        ("Ghi quyết định khen thưởng tổng kết năm 2026 khi có", reverse("decision_new", args=[cast.round.pk]))
    ]


# The database ---------------------------------------------------------------------------------------------------------


def test_the_database_knows_the_rules_too(cast):
    person = nominated(cast)
    submission = confirmed(cast)
    other = Submission.objects.create(round=tied_round())
    unit, rule = unit_of(cast, "KT"), rule_of(cast.round, "GK")
    line = {"submission": submission, "unit": unit, "source": LineSource.ENGINE}
    with violates("submission_line_one_award_a_unit"):
        SubmissionLine.objects.create(**line | {"unit": unit_of(cast, "HCC")}, rule=rule)
    with violates("submission_line_is_of_a_unit_or_a_person"):
        SubmissionLine.objects.create(**line)
    with violates("submission_line_departs_with_a_reason"):
        SubmissionLine.objects.create(**line | {"source": LineSource.DEPARTURE}, rule=rule)
    with violates("submission_line_person_once_in_a_submission"):
        SubmissionLine.objects.create(
            **line | {"source": LineSource.DEPARTURE}, nomination=person, is_included=False, reason="Lý do"
        )
    with violates("submission_line_person_proposed_once"):
        SubmissionLine.objects.create(**line | {"submission": other, "source": "nomination"}, nomination=person)
    with violates("submission_state_is_known"), transaction.atomic():
        put(submission, state="elsewhere")


# What it costs --------------------------------------------------------------------------------------------------------


def counted(cast, number, size):
    round = settle(replace(NAME, number=number), content_of_size(size))
    someone = f"head{number}"
    setattr(cast, someone, cast.staff(someone, round.campaign.bloc, "D0"))
    client, found = cast.client(someone), {}
    client.get(url(round))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url(round)).status_code == 200
    found["review"] = len(captured)
    seen = given(round).seen
    confirm_submission(round, Review(), seen=seen, by=getattr(cast, someone), at=AT)
    client.get(url(round))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url(round)).status_code == 200
    return found | {"read": len(captured)}


def test_the_page_asks_the_same_whatever_grows(cast):
    small = counted(cast, "80", Size(units=4, rules=1))
    assert counted(cast, "81", Size(units=24, rules=5)) == small
    assert {name: count for name, count in small.items() if count > MOST_QUERIES[name]} == {}


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ACCESS)
def test_who_sees_and_does_what(cast, name, method):
    submission = None if name == "submission" else confirmed(cast)
    answers = []
    for who in PEOPLE:
        if submission:
            put(submission, state=SubmissionState.CONFIRMED)
        answers.append(str(getattr(cast.client(who), method)(url(cast.round, name), {"reason": "Lý do"}).status_code))
    assert " ".join(answers) == ACCESS[name][method == "post"]
