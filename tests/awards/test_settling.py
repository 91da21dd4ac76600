"""A round is settled on its page as it was seen, once and for ever; what it comes to is what the workbook comes to."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.arithmetic import settle_content
from awards.content import result_json
from awards.models import Proposal
from awards.result_document import canonical, result_document
from awards.settlement import settle_as_seen
from awards.verification import verify
from awards.workbook import read_workbook
from scoring.firmness import firmness_of
from scoring.firmness_words import read
from scoring.models import Firmness, Mark, Objection, Result, Round, UnitResult
from scoring.states import RoundState
from tests.cast import PEOPLE, Size, content_of_size
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import ROUND_NAME, mark_of, round_in, sheet_of
from tests.scoring.sample import AWARDED, CONTENT
from tests.workbooks import SAMPLE
from toolkit.proof import PROVED_AT
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db


def url(round):
    return reverse("round_settle", args=[round.pk])


def seen_by(client, round):
    """What the page carries of what it showed."""
    answer = client.get(url(round))
    assert answer.status_code == 200
    return answer.context["seen"]


def settle(cast, round, **more):
    client = cast.client("head")
    data = {"da-xem": seen_by(client, round)} | more
    return client.post(url(round), data, follow=True)


# Equal to the workbook's ----------------------------------------------------------------------------------------------


def test_a_round_settled_on_its_page_is_the_one_the_sample_workbook_gives(cast):
    workbook = read_workbook(SAMPLE.read_bytes())
    name = replace(workbook.name, round=ROUND_NAME)
    expected = result_document(name, workbook.content, settle_content(workbook.content))
    round = round_in(RoundState.REVIEWING)
    said = text_of(settle(cast, round))
    result = Result.objects.get(round=round)
    assert (result.document, result.sha256) == (canonical(expected), expected["sha256"])
    assert f"Đã chốt {ROUND_NAME}. Mã kiểm chứng {result.check_code}." in said
    assert verify(result_json(result)) == []
    assert result.settled_by == cast.head
    proposed = Proposal.objects.filter(rule__round=round).values_list("rule__code", "unit_result__sheet__unit__code")
    assert {code: (unit,) for code, unit in proposed} == AWARDED
    assert Round.objects.get(pk=round.pk).is_settled


def test_the_names_and_roles_of_the_day_are_settled(cast):
    round = round_in(RoundState.REVIEWING)
    put(cast.clerk.unit, name="Phòng Kinh tế xã Hà Bắc")
    settle(cast, round)
    assert sheet_of(round, "KT").unit_name == "Phòng Kinh tế xã Hà Bắc"
    assert "Phòng Kinh tế xã Hà Bắc" in Result.objects.get(round=round).document
    assert verify(result_json(round.result)) == []


def test_how_firm_it_is_stands_beside_the_result_and_is_no_part_of_it(cast):
    round = round_in(RoundState.REVIEWING)
    answer = settle(cast, round)
    kept = Firmness.objects.get(result__round=round)
    outcome = settle_content(CONTENT).units
    assert read(kept.pairs, kept.areas) == firmness_of(CONTENT.criteria, outcome, CONTENT.settings)
    said = text_of(answer)
    for words in (
        "Xếp hạng chắc đến đâu Tính khi chốt, chỉ để tham khảo; không thuộc kết quả",
        "Cặp sít sao nhất là Trung tâm Phục vụ hành chính công và Văn phòng HĐND và UBND xã",
        "Trọng số của từng nội dung thêm hoặc bớt 10 %: cả 10 lần thử đều giữ nguyên mọi thứ hạng.",
        "đổi chỗ khi điểm trừ tiêu chí P.1 của Phòng Kinh tế tăng 13,50 điểm.",
    ):
        assert words in said


# What the page says ---------------------------------------------------------------------------------------------------


def test_the_page_shows_what_will_be_settled_and_what_it_means(cast):
    said = text_of(cast.client("head").get(url(round_in(RoundState.REVIEWING))))
    for words in (
        "1 Trung tâm Phục vụ hành chính công 102,50 102,00 Hoàn thành xuất sắc nhiệm vụ Cờ thi đua",
        "Không có đơn vị bằng điểm nhau.",
        "Sau khi chốt, không ai sửa được điểm, kể cả Trưởng Khối và người quản trị.",
        "Chốt kết quả",
    ):
        assert words in said


def test_ties_are_told_with_what_decides_them_or_handed_to_the_ballot(cast):
    round = round_in(RoundState.REVIEWING)
    for mark in Mark.objects.filter(sheet=sheet_of(round, "KT")).select_related("criterion"):
        twin = mark_of(round, "VHXH", mark.criterion.code)
        put(mark, self_entry=twin.self_entry, appraised_entry=twin.appraised_entry, reason=twin.reason)
    client = cast.client("head")
    said = text_of(client.get(url(round)))
    assert "Phòng Văn hóa - Xã hội và Phòng Kinh tế cùng hạng 3: chuyển sang bỏ phiếu." in said
    assert "Giấy khen: Phòng Văn hóa - Xã hội và Phòng Kinh tế cùng hạng ở ranh giới số lượng" in said
    put(sheet_of(round, "KT"), votes=4)
    put(sheet_of(round, "VHXH"), votes=2)
    assert "phân định theo Bỏ phiếu: 4 phiếu > 2 phiếu" in text_of(client.get(url(round)))


def test_what_is_missing_is_named_and_nothing_is_settled(cast):
    round = round_in(RoundState.REVIEWING)
    mark = mark_of(round, "KT", "1.2")
    put(mark, appraised_entry="", reason="")
    Objection.objects.create(mark=mark, unit=cast.deputy.unit, text="Xem lại", filed_at=timezone.now())
    client = cast.client("head")
    answer = client.get(url(round))
    said = text_of(answer)
    assert "Còn 2 việc trước khi chốt" in said
    assert "Kiến nghị của Phòng Văn hóa - Xã hội về tiêu chí 1.2 của Phòng Kinh tế chưa được trả lời." in said
    assert "Phòng Kinh tế còn 1 tiêu chí chưa thẩm định: 1.2." in said
    assert b"btn-final" not in answer.content
    client.post(url(round), {"da-xem": ""})
    assert not Result.objects.filter(round=round).exists()


@pytest.mark.parametrize(
    "state", [RoundState.SELF_SCORING, RoundState.APPRAISING, RoundState.SHOWN, RoundState.OBJECTING]
)
def test_only_a_reviewed_round_is_settled(cast, state):
    round = round_in(state)
    said = text_of(cast.client("head").post(url(round), {"da-xem": ""}, follow=True))
    assert f"Kỳ chấm đang ở bước {state.words}; chỉ chốt được từ bước bình xét." in said
    assert not Result.objects.filter(round=round).exists()


def test_whoever_saw_something_else_is_shown_the_new_state(cast):
    round = round_in(RoundState.REVIEWING)
    client = cast.client("head")
    seen = seen_by(client, round)
    put(mark_of(round, "KT", "1.2"), appraised_entry="9.00")
    answer = client.post(url(round), {"da-xem": seen})
    said = text_of(answer)
    assert "Có điểm hoặc quy định vừa đổi từ lúc mở trang này, nên chưa chốt." in said
    assert "78,65" in said
    assert not Result.objects.filter(round=round).exists()
    client.post(url(round), {"da-xem": answer.context["seen"]})
    assert UnitResult.objects.get(sheet=sheet_of(round, "KT")).total == Decimal("78.65")


def test_a_round_is_settled_once(cast):
    round = round_in(RoundState.REVIEWING)
    seen = seen_by(cast.client("head"), round)
    settle(cast, round)
    with pytest.raises(NotPossible, match="đã chốt"):
        settle_as_seen(round, seen=seen, by=cast.head, at=timezone.now())
    assert "Kỳ chấm đã chốt." in text_of(cast.client("head").get(url(round), follow=True))


def test_settling_asks_for_a_fresh_proof(cast):
    round = round_in(RoundState.REVIEWING)
    client = cast.client("head")
    seen = seen_by(client, round)
    session = client.session
    session[PROVED_AT] = (timezone.now() - timedelta(hours=1)).timestamp()
    session.save()
    assert client.get(url(round)).status_code == 302
    assert client.post(url(round), {"da-xem": seen}).status_code == 403
    assert not Result.objects.filter(round=round).exists()


# Whoever may see the round may have it recomputed ---------------------------------------------------------------------


@pytest.mark.parametrize("who", ["clerk", "deputy", "head", "council", "admin"])
def test_everybody_who_sees_it_is_told_that_it_agrees(cast, who):
    round = round_in(RoundState.REVIEWING)
    settle(cast, round)
    said = text_of(cast.client(who).get(reverse("verification", args=[round.pk])))
    assert "đều khớp với kết quả đã chốt" in said


def test_where_it_does_not_agree_unit_and_line_are_named(cast):
    round = round_in(RoundState.REVIEWING)
    settle(cast, round)
    result = round.result
    broken = result.document.replace('"points":"10.00","reason":"Chất lượng', '"points":"10.50","reason":"Chất lượng')
    assert broken != result.document
    put(result, document=broken, sha256="0" * 64)
    said = text_of(cast.client("clerk").get(reverse("verification", args=[round.pk])))
    assert "Phòng Kinh tế (KT), tiêu chí 1.2: điểm thẩm định ghi 10.50, tính lại được 10.00." in said


# What it asks, who does it --------------------------------------------------------------------------------------------

MOST_QUERIES = 24


def test_the_page_asks_the_same_whatever_grows(cast):
    def asked(number, size):
        round = round_in(RoundState.REVIEWING, content_of_size(size), number=number)
        cast.someone = cast.staff(f"head {number}", round.campaign.bloc, "D0")
        client = cast.client("someone")
        client.get(url(round))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(round)).status_code == 200
        return len(captured)

    small = asked("50", Size(units=4, criteria=6, areas=2, rules=1, bands=1))
    assert asked("51", Size(units=20, criteria=6, areas=2, rules=1, bands=1)) == small
    assert asked("52", Size(units=4, criteria=20, areas=6, rules=4, bands=4)) == small
    assert small <= MOST_QUERIES


#                       anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {"round_settle": ("302 403 404 403 200 404 404 404 403", "302 403 404 403 302 404 404 404 403")}


def test_only_the_head_settles(cast):
    """Of a round that is shown: what is sent settles nothing yet."""
    round = round_in(RoundState.SHOWN)
    answers = [
        " ".join(str(getattr(cast.client(who), method)(url(round)).status_code) for who in PEOPLE)
        for method in ("get", "post")
    ]
    assert tuple(answers) == ACCESS["round_settle"]
