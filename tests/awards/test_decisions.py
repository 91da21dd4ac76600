"""The Council's decision is recorded beside what was proposed: as proposed, otherwise with a note, refused, added."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.actions.decisions import (
    Added,
    Content,
    Decided,
    Outcome,
    edit_decision,
    open_lines,
    record_decision,
)
from awards.decision_page import comparison_of
from awards.models import CouncilDecision, GrantedAward, Submission
from awards.states import SubmissionState
from tests.awards.proposing import VALUES, confirmed, decided, nominated, submitted, unit_of
from tests.cast import AT, NAME, PEOPLE, Size, content_of_size, settle
from tests.constraints import put, violates
from tests.reading import text_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "decision_new": ("302 403 404 403 200 404 403 404 403", "302 403 404 403 200 404 403 404 403"),
    "decision": ("302 200 404 200 200 404 200 404 200", "302 405 405 405 405 405 405 405 405"),
    "decision_edit": ("302 403 404 403 200 404 403 404 403", "302 403 404 403 200 404 403 404 403"),
}
MOST_QUERIES = {"decision": 16, "decision_new": 20, "decision_edit": 20}
LATER = AT + timedelta(days=1)
REFUSED = Decided(Outcome.REFUSED, note="Chưa đủ điều kiện")


def reasons(action, *args, **kwargs):
    with pytest.raises(NotPossible) as caught:
        action(*args, **kwargs)
    return caught.value.reasons


def record(cast, submission, lines=None, added=(), **values):
    """Everything as proposed but the lines named by the code of their unit."""
    said = {line.pk: Decided(Outcome.AS_PROPOSED) for line in open_lines(submission)}
    said |= {line.pk: lines[line.unit.code] for line in open_lines(submission) if line.unit.code in (lines or {})}
    content = Content(VALUES | values, said, tuple(added))
    return record_decision(submission, content, by=cast.head, at=LATER)


def granted():
    rows = GrantedAward.objects.order_by("pk")
    return [(row.unit.code, row.person_name, row.form, row.note) for row in rows]


def shown(decision):
    """(who, proposed, decided, note, differs) as the page compares them."""
    rows = comparison_of(decision, Submission.objects.get(round=decision.round_id)).rows
    return [(row.name, row.proposed, row.decided, row.note, row.differs) for row in rows]


# Recording ------------------------------------------------------------------------------------------------------------


def test_what_was_awarded_is_kept_with_number_date_and_body(cast):
    nominated(cast)
    decision = decided(cast)
    assert granted() == [
        ("HCC", "", "Cờ thi đua", ""),
        ("VP", "", "Bằng khen", ""),
        ("VHXH", "", "Giấy khen", ""),
        ("KT", "Nguyễn Văn A", "Chiến sĩ thi đua cơ sở", ""),
    ]
    award = GrantedAward.objects.get(person_name="Nguyễn Văn A")
    assert (award.bloc, award.year, award.unit_name, award.office) == (
        cast.bloc,
        2026,
        "Phòng Kinh tế",
        "Chuyên viên",
    )
    assert (award.decision, award.decision_number, award.decided_on, award.body) == (
        decision,
        "1234/QĐ-UBND",
        AT.date(),
        "Chủ tịch UBND xã Hà Bắc",
    )


def test_differences_are_shown_beside_the_proposal_each_with_its_note(cast):
    other = Decided(Outcome.OTHER, "Giấy khen", "Chỉ xét cấp xã")
    added = Added(unit_of(cast, "KT").pk, "Giấy khen", "Thành tích đột xuất", "Nguyễn Văn B", "Phó Trưởng phòng")
    decision = record(cast, submitted(cast), {"VP": other, "VHXH": REFUSED}, [added])
    assert shown(decision) == [
        ("Trung tâm Phục vụ hành chính công", "Cờ thi đua", "Cờ thi đua", "", False),
        ("Văn phòng HĐND và UBND xã", "Bằng khen", "Giấy khen", "Chỉ xét cấp xã", True),
        ("Phòng Văn hóa - Xã hội", "Giấy khen", "Không tặng", "Chưa đủ điều kiện", True),
        ("Nguyễn Văn B", "Không đề nghị", "Giấy khen", "Thành tích đột xuất", True),
    ]


def test_a_difference_without_a_note_is_told(cast):
    submission = submitted(cast)
    said = {"HCC": Decided(Outcome.OTHER, "Bằng khen"), "VP": Decided(Outcome.OTHER), "VHXH": Decided(Outcome.REFUSED)}
    assert reasons(record, cast, submission, said) == [
        "Trung tâm Phục vụ hành chính công: ghi chú vì sao khác đề nghị.",
        "Văn phòng HĐND và UBND xã: ghi hình thức được tặng.",
        "Phòng Văn hóa - Xã hội: ghi chú vì sao khác đề nghị.",
    ]
    nobody = unit_of(cast, "KT").pk
    assert reasons(record, cast, submission, added=[Added(nobody, "Giấy khen")]) == [
        "Dòng thêm: ghi chú vì sao có ngoài đề nghị."
    ]
    assert reasons(record, cast, submission, added=[Added(nobody, "", "Lý do")]) == [
        "Dòng thêm: ghi hình thức được tặng."
    ]
    assert reasons(record, cast, submission, added=[Added(0, "Giấy khen", "Lý do")]) == [
        "Dòng thêm: chọn một đơn vị của kỳ chấm."
    ]
    assert CouncilDecision.objects.count() == GrantedAward.objects.count() == 0


def test_several_decisions_speak_of_different_lines_and_none_of_one_twice(cast):
    submission = submitted(cast)
    later = Decided(Outcome.LATER)
    first = record(cast, submission, {"VP": later, "VHXH": later})
    assert [line.unit.code for line in open_lines(submission)] == ["VP", "VHXH"]
    second = record(cast, submission, {"VHXH": REFUSED}, number="99/QĐ-UBND")
    assert open_lines(submission) == []
    rows = comparison_of(first, submission).rows
    assert [(row.decided, row.other) for row in rows] == [
        ("Cờ thi đua", None),
        ("Bằng khen", second),
        ("Không tặng", second),
    ]
    taken = Content(VALUES | {"number": "100"}, {first.awards.get().line_id: Decided(Outcome.AS_PROPOSED)})
    assert reasons(record_decision, submission, taken, by=cast.head, at=LATER) == [
        "Có dòng vừa được ghi trong quyết định khác. Tải lại trang."
    ]


def test_what_a_decision_cannot_be(cast):
    waiting = confirmed(cast)
    not_sent = ["Đề nghị chưa trình Hội đồng. Trình rồi ghi quyết định."]
    assert reasons(record, cast, waiting) == not_sent
    put(waiting, state=SubmissionState.SUBMITTED, submitted_at=AT)
    submission = Submission.objects.get()
    assert reasons(record, cast, submission, decided_on=date(2027, 1, 1)) == ["Ngày quyết định chưa tới."]
    assert reasons(record_decision, submission, Content(VALUES), by=cast.head, at=LATER) == [
        "Quyết định chưa có dòng nào. Chọn ít nhất một dòng hoặc thêm dòng."
    ]
    later = dict.fromkeys(("VP", "VHXH"), Decided(Outcome.LATER))
    record(cast, submission, later)
    assert reasons(record, cast, submission) == ["Quyết định 1234/QĐ-UBND đã ghi cho kỳ chấm này."]


# Editing --------------------------------------------------------------------------------------------------------------


def test_editing_keeps_the_rows_that_stay_and_takes_the_others_away(cast):
    kt = unit_of(cast, "KT").pk
    decision = record(cast, submitted(cast), added=[Added(kt, "Giấy khen", "Đột xuất")])
    keys = {row.form: row.pk for row in GrantedAward.objects.all()}
    extra = GrantedAward.objects.get(line=None)
    said = {line.pk: Decided(Outcome.AS_PROPOSED) for line in open_lines(decision.round.submission, decision)}
    first = next(iter(said))
    content = Content(
        VALUES | {"number": "5/QĐ-UBND"}, said | {first: REFUSED}, (Added(kt, "Bằng khen", "Sửa", award=extra.pk),)
    )
    edit_decision(decision, content, seen=0, by=cast.head, at=LATER)
    assert granted() == [
        ("VP", "", "Bằng khen", ""),
        ("VHXH", "", "Giấy khen", ""),
        ("KT", "", "Bằng khen", "Sửa"),
    ]
    assert GrantedAward.objects.get(line=None).pk == extra.pk and keys["Bằng khen"] in {
        row.pk for row in GrantedAward.objects.all()
    }
    assert set(GrantedAward.objects.values_list("decision_number", flat=True)) == {"5/QĐ-UBND"}
    assert decision.refused == {str(first): "Chưa đủ điều kiện"}


def test_of_two_who_edit_the_second_is_shown_both_values(cast):
    decision = decided(cast)
    said = {line.pk: Decided(Outcome.AS_PROPOSED) for line in open_lines(decision.round.submission, decision)}
    again = CouncilDecision.objects.get()
    edit_decision(decision, Content(VALUES | {"note": "Một"}, said), seen=0, by=cast.head, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        edit_decision(again, Content(VALUES | {"note": "Hai"}, said), seen=0, by=cast.head, at=LATER)
    assert CouncilDecision.objects.get().note == "Một"


def test_the_same_number_twice_is_refused_by_the_database(cast):
    decision = decided(cast)
    with violates("decision_number_once_in_a_round"):
        CouncilDecision.objects.create(
            round=decision.round, number=decision.number, decided_on=AT.date(), body="X", recorded_at=AT
        )


# The pages ------------------------------------------------------------------------------------------------------------


def new(round):
    return reverse("decision_new", args=[round.pk])


def typed(client, url, **more):
    form = client.get(url).context["form"]
    data = {"number": "1234/QĐ-UBND", "decided_on": "02/01/2026", "body": "Chủ tịch UBND xã Hà Bắc", "version": "0"}
    data["rows"] = str(len(form.added))
    for row in form.lines:
        data |= {f"{row.field}-ket-qua": row.outcome, f"{row.field}-hinh-thuc": row.form}
        data |= {f"{row.field}-ghi-chu": row.note}
    for row in form.added:
        data |= {f"{row.field}-ma": row.award, f"{row.field}-don-vi": row.unit, f"{row.field}-hinh-thuc": row.form}
        data |= {f"{row.field}-nguoi": row.person, f"{row.field}-ghi-chu": row.note}
    return data | more


def line_of(code):
    return Submission.objects.get().lines.get(unit__code=code, is_included=True).pk


def test_the_form_offers_what_was_proposed_and_keeps_what_was_typed(cast):
    submitted(cast)
    client, pk, kt = cast.client("head"), line_of("VP"), unit_of(cast, "KT").pk
    page = client.get(new(cast.round)).content.decode()
    assert page.count('<option value="as_proposed" selected>') == 3
    assert 'value="Chủ tịch UBND xã"' in page
    data = typed(client, new(cast.round), **{f"l{pk}-ket-qua": "other", f"l{pk}-hinh-thuc": "Giấy khen"})
    data |= {"m0-don-vi": str(kt), "m0-hinh-thuc": "Giấy khen", "m0-ghi-chu": "Đột xuất", "signer": "Nguyễn Văn B"}
    answer = client.post(new(cast.round), data)
    page = answer.content.decode()
    assert "Văn phòng HĐND và UBND xã: ghi chú vì sao khác đề nghị." in page
    assert f'name="l{pk}-hinh-thuc" value="Giấy khen"' in page and 'name="m0-ghi-chu" value="Đột xuất"' in page
    assert 'value="Nguyễn Văn B"' in page
    answer = client.post(new(cast.round), data | {f"l{pk}-ghi-chu": "Cấp xã"}, follow=True)
    said = text_of(answer)
    assert "Đã ghi Quyết định 1234/QĐ-UBND." in said
    assert "Văn phòng HĐND và UBND xã Bằng khen Giấy khen Cấp xã" in said
    assert "4 tập thể, cá nhân được tặng; 2 dòng khác đề nghị." in said


def test_more_rows_are_given_without_a_word_of_what_is_missing(cast):
    submitted(cast)
    client = cast.client("head")
    answer = client.post(new(cast.round), typed(client, new(cast.round), number="", note="Giữ lại", them="1"))
    assert len(answer.context["form"].added) == 4
    assert "chưa nhập" not in text_of(answer) and 'value="Giữ lại"' in answer.content.decode()
    assert CouncilDecision.objects.count() == 0


def test_the_edited_page_begins_with_what_was_recorded(cast):
    added = Added(unit_of(cast, "KT").pk, "Giấy khen", "Đột xuất")
    decision = record(cast, submitted(cast), {"VHXH": REFUSED}, [added])
    client, url = cast.client("head"), reverse("decision_edit", args=[decision.pk])
    form = client.get(url).context["form"]
    assert [(row.outcome, row.note) for row in form.lines] == [
        ("as_proposed", ""),
        ("as_proposed", ""),
        ("refused", "Chưa đủ điều kiện"),
    ]
    assert [(row.form, row.note) for row in form.added if not row.is_empty] == [("Giấy khen", "Đột xuất")]
    data = typed(client, url, note="Bản chính lưu ở Văn phòng")
    assert "Đã lưu Quyết định 1234/QĐ-UBND." in text_of(client.post(url, data, follow=True))
    assert len(granted()) == 3
    answer = client.post(url, data | {"note": "Khác"})
    assert "Nội dung này vừa được người khác lưu." in text_of(answer)
    assert "Bản chính lưu ở Văn phòng" in text_of(answer)


def test_before_it_is_sent_there_is_nothing_to_decide(cast):
    confirmed(cast)
    answer = cast.client("head").get(new(cast.round), follow=True)
    assert answer.redirect_chain == [(reverse("submission", args=[cast.round.pk]), 302)]
    assert "Đề nghị chưa trình Hội đồng." in text_of(answer)


def test_hostile_rows_harm_nothing(cast):
    submitted(cast)
    client = cast.client("head")
    data = typed(client, new(cast.round), rows="999999999", **{"m0-don-vi": "٣", "m0-hinh-thuc": "X", "m1-ma": "-1"})
    assert client.post(new(cast.round), data).status_code == 200
    assert CouncilDecision.objects.count() == 0


# What it costs --------------------------------------------------------------------------------------------------------


def counted(cast, number, size):
    round = settle(replace(NAME, number=number), content_of_size(size))
    someone = f"head{number}"
    setattr(cast, someone, cast.staff(someone, round.campaign.bloc, "D0"))
    submission = confirmed(cast, round=round)
    put(submission, state=SubmissionState.SUBMITTED, submitted_at=AT)
    client, found = cast.client(someone), {}

    def ask(name, key):
        client.get(reverse(name, args=[key]))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name, args=[key])).status_code == 200
        found[name] = len(captured)

    ask("decision_new", round.pk)
    said = {line.pk: Decided(Outcome.AS_PROPOSED) for line in open_lines(submission)}
    decision = record_decision(submission, Content(VALUES, said), by=cast.head, at=LATER)
    ask("decision", decision.pk)
    ask("decision_edit", decision.pk)
    return found


def test_the_pages_ask_the_same_whatever_grows(cast):
    small = counted(cast, "80", Size(units=4, rules=1))
    assert counted(cast, "81", Size(units=24, rules=5)) == small
    assert {name: count for name, count in small.items() if count > MOST_QUERIES[name]} == {}


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ACCESS)
def test_who_sees_and_does_what(cast, name, method):
    pk = submitted(cast).round_id if name == "decision_new" else decided(cast).pk
    url = reverse(name, args=[pk])
    answers = [str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE]
    assert " ".join(answers) == ACCESS[name][method == "post"]


def test_an_added_row_names_no_award_of_a_proposed_line_and_none_twice(cast):
    submission, kt = submitted(cast), unit_of(cast, "KT").pk
    decision = record(cast, submission, added=[Added(kt, "Giấy khen", "Đột xuất")])
    of_line = decision.awards.filter(line__isnull=False).first().pk
    own = decision.awards.get(line=None).pk

    def edit(*awards):
        added = tuple(Added(kt, "Giấy khen", "Đột xuất", award=award) for award in awards)
        lines = {line.pk: Decided(Outcome.AS_PROPOSED) for line in open_lines(submission, decision)}
        return edit_decision(decision, Content(VALUES, lines, added), seen=decision.version, by=cast.head, at=LATER)

    assert reasons(edit, of_line) == ["Dòng thêm: chọn một đơn vị của kỳ chấm."]
    assert reasons(edit, own, own) == ["Dòng thêm: có dòng lặp lại. Tải lại trang."]
    edit(own)
    assert decision.awards.get(line=None).pk == own
