"""What is done to an initiative, step by step, and what refuses it."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from campaigns.actions import initiatives as actions
from campaigns.actions.initiatives import AuthorLine
from campaigns.models import Initiative
from campaigns.states import CampaignState, InitiativeState, RecognitionLevel
from tests.campaigns.initiative_builders import AT, AUTHORS, TEXTS, draft, in_state, registered
from tests.constraints import put
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db
S = InitiativeState


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


def reasons(action, *args, **kwargs):
    with pytest.raises(NotPossible) as refused:
        action(*args, **kwargs)
    return refused.value.reasons


def told(initiative):
    """(reason, changes of the state) of the initiative's history, the oldest first."""
    rows = Initiative.history.model.objects.filter(history_of=initiative.pk).order_by("history_id")
    return [row.history_change_reason for row in rows]


def test_a_draft_is_written_with_its_authors_and_found_without_marks(cast, campaign):
    row = draft(campaign, cast.clerk)
    assert (row.state, row.version, row.unit) == (S.DRAFTING, 0, cast.clerk.unit)
    assert row.authors_words == (
        "Công chức tư pháp, Phòng Kinh tế, Chủ trì (60 %); Chuyên viên, Phòng Kinh tế, Phối hợp (40 %)"
    )
    shares = list(row.authors.order_by("position").values_list("position", "name", "share"))
    assert shares == [(1, "Công chức tư pháp", Decimal(60)), (2, "Chuyên viên", Decimal(40))]
    for words in ("so hoa", "SỐ HÓA ho tich", "tu phap", "cai cach"):
        assert list(Initiative.objects.matching(words)) == [row]
    assert list(Initiative.objects.matching("so hoa ruong")) == []


def test_a_draft_of_a_title_alone_is_stored_and_misses_the_rest(cast, campaign):
    row = actions.start_draft(campaign, cast.clerk.unit, {"title": "Tên"}, [], by=cast.clerk, at=AT)
    assert actions.missing_to_register(row, []) == {
        "field": "Chưa ghi lĩnh vực áp dụng.",
        "situation": "Chưa nêu tình trạng trước khi áp dụng.",
        "content": "Chưa mô tả nội dung giải pháp.",
        "novelty": "Chưa nêu điểm mới so với cách làm trước.",
        "applied_where": "Chưa ghi nơi áp dụng hoặc áp dụng thử.",
        "applied_since": "Chưa ghi ngày áp dụng lần đầu hoặc áp dụng thử.",
        "economic_effect": "Chưa nêu hiệu quả kinh tế. Không tính được thành tiền thì ghi rõ vì sao.",
        "social_effect": "Chưa nêu hiệu quả xã hội.",
        "scope": "Chưa nêu khả năng, phạm vi nhân rộng.",
        "conditions": "Chưa nêu điều kiện cần thiết để áp dụng; không cần gì thêm thì ghi “Không”.",
        "area": "Chưa chọn nội dung thi đua.",
        "author_0_name": "Chưa ghi tác giả nào.",
    }
    assert len(reasons(actions.register_initiative, row, seen=0, by=cast.clerk, at=AT)) == 12


@pytest.mark.parametrize(
    ("shares", "missing"),
    [
        (("60.00", "40.00"), {}),
        (("33.33", "66.67"), {}),
        (("60.00", "39.99"), {"author_1_share": "Tổng tỷ lệ đóng góp là 99,99 %; phải đúng 100,00 %."}),
        (("60.00", "50.00"), {"author_1_share": "Tổng tỷ lệ đóng góp là 110,00 %; phải đúng 100,00 %."}),
        (("60.00", None), {"author_1_share": "Tác giả 2: chưa ghi tỷ lệ đóng góp."}),
    ],
)
def test_shares_add_up_to_a_hundred_exactly(cast, campaign, shares, missing):
    authors = [AuthorLine("A", "Phòng", "Chủ trì", share and Decimal(share)) for share in shares]
    row = draft(campaign, cast.clerk, authors=authors)
    assert actions.missing_to_register(row, list(row.authors.all())) == missing


def test_the_whole_way_is_told_step_by_step(cast, campaign):
    row = in_state(S.RETURNED, campaign, cast.clerk, cast.head)
    row = actions.write_draft(row, TEXTS | {"scope": "Cả thành phố."}, AUTHORS, seen=row.version, by=cast.clerk, at=AT)
    row = actions.register_initiative(row, seen=row.version, by=cast.clerk, at=AT)
    row = actions.accept_initiative(row, seen=row.version, by=cast.head)
    row = actions.report_result(row, "Đã làm.", seen=row.version, by=cast.clerk, at=AT)
    row = actions.recognise_initiative(
        row, level=RecognitionLevel.BASE, decision_number="12/QĐ-UBND", decided_on=date(2026, 3, 20),
        seen=row.version, by=cast.head, at=AT,
    )  # fmt: skip
    stored = Initiative.objects.get(pk=row.pk)
    assert (stored.state, stored.level, stored.decision_number, stored.decided_by) == (
        S.RECOGNISED, "base", "12/QĐ-UBND", cast.head,
    )  # fmt: skip
    assert told(row) == [
        "Soạn bản nháp",
        "Đăng ký",
        "Trả lại: Ghi rõ cách tính hiệu quả.",
        "Sửa nội dung",
        "Sửa và đăng ký lại",
        "Nhận đăng ký",
        "Nộp kết quả",
        "Công nhận",
    ]


def test_not_recognised_needs_a_reason_and_keeps_it(cast, campaign):
    row = in_state(S.REPORTED, campaign, cast.clerk, cast.head)
    assert reasons(actions.decline_initiative, row, "", seen=row.version, by=cast.head, at=AT) == [
        "Ghi lý do không công nhận."
    ]
    row = actions.decline_initiative(row, "Chưa có điểm mới.", seen=row.version, by=cast.head, at=AT)
    assert (row.state, row.remark) == (S.NOT_RECOGNISED, "Chưa có điểm mới.")


def test_sending_back_needs_a_remark(cast, campaign):
    row = registered(campaign, cast.clerk)
    assert reasons(actions.send_back_initiative, row, "", seen=row.version, by=cast.head) == [
        "Ghi ý kiến để đơn vị biết cần sửa gì."
    ]


def test_a_decision_is_not_of_tomorrow(cast, campaign):
    row = in_state(S.REPORTED, campaign, cast.clerk, cast.head)
    decision = {"level": RecognitionLevel.BASE, "decision_number": "1", "decided_on": date(2026, 3, 21)}
    assert reasons(actions.recognise_initiative, row, **decision, seen=row.version, by=cast.head, at=AT) == [
        "Ngày quyết định không thể sau hôm nay."
    ]


def test_every_step_is_refused_from_the_wrong_state(cast, campaign):
    row = registered(campaign, cast.clerk)
    sentence = ["Sáng kiến này đang ở trạng thái “Đã đăng ký” nên không làm được việc đó."]
    who, seen = cast.clerk, row.version
    decision = {"level": RecognitionLevel.BASE, "decision_number": "1", "decided_on": date(2026, 3, 1)}
    assert reasons(actions.write_draft, row, TEXTS, AUTHORS, seen=seen, by=who, at=AT) == sentence
    assert reasons(actions.register_initiative, row, seen=seen, by=who, at=AT) == sentence
    assert reasons(actions.report_result, row, "Đã làm.", seen=seen, by=who, at=AT) == sentence
    assert reasons(actions.delete_draft, row, by=who) == sentence
    assert reasons(actions.recognise_initiative, row, **decision, seen=seen, by=cast.head, at=AT) == sentence
    assert reasons(actions.decline_initiative, row, "Không", seen=seen, by=cast.head, at=AT) == sentence
    accepted = actions.accept_initiative(row, seen=seen, by=cast.head)
    again = ["Sáng kiến này đang ở trạng thái “Đã nhận đăng ký” nên không làm được việc đó."]
    assert reasons(actions.accept_initiative, row, seen=accepted.version, by=cast.head) == again


def test_what_was_judged_is_the_version_that_was_seen(cast, campaign):
    row = registered(campaign, cast.clerk)
    with pytest.raises(ChangedMeanwhile):
        actions.accept_initiative(row, seen=row.version - 1, by=cast.head)
    assert Initiative.objects.get(pk=row.pk).state == S.REGISTERED


@pytest.mark.parametrize("state", [CampaignState.DRAFTING, CampaignState.REVIEWED])
def test_units_hand_in_only_while_the_year_is_open(cast, campaign, state):
    row, accepted = draft(campaign, cast.clerk), in_state(S.ACCEPTED, campaign, cast.clerk, cast.head)
    put(campaign, state=state)
    campaign = type(campaign).objects.get(pk=campaign.pk)
    sentence = {
        CampaignState.DRAFTING: (
            "Kế hoạch năm 2026 chưa ban hành. Đăng ký sáng kiến được khi Trưởng Khối ban hành kế hoạch."
        ),
        CampaignState.REVIEWED: "Phong trào năm 2026 đã tổng kết, không nhận thêm sáng kiến.",
    }[state]
    who = cast.clerk
    assert reasons(actions.start_draft, campaign, who.unit, TEXTS, [], by=who, at=AT) == [sentence]
    assert reasons(actions.write_draft, row, TEXTS, [], seen=0, by=who, at=AT) == [sentence]
    assert reasons(actions.register_initiative, row, seen=0, by=who, at=AT) == [sentence]
    assert reasons(actions.report_result, accepted, "Đã làm.", seen=accepted.version, by=who, at=AT) == [sentence]


def test_saving_while_typing_tells_nothing_and_registering_tells_the_whole(cast, campaign):
    row = draft(campaign, cast.clerk)
    for number in range(3):
        row = actions.write_draft(
            row, {"title": f"Tên {number}"}, None, seen=row.version, is_autosave=True, by=cast.clerk, at=AT
        )
    assert (row.version, told(row), row.authors.count()) == (3, ["Soạn bản nháp"], 2)
    actions.register_initiative(row, seen=row.version, by=cast.clerk, at=AT)
    assert told(row) == ["Soạn bản nháp", "Đăng ký"]
    last = Initiative.history.model.objects.filter(history_of=row.pk).latest("history_id")
    said = last.history_words
    assert (last.history_type, last.history_changes, said["tên sáng kiến, mô hình, giải pháp"]) == ("+", [], "Tên 2")
    assert TEXTS["title"] not in str([row.history_words for row in rows_seen_by(cast.head)])
    assert TEXTS["title"] in str([row.history_words for row in rows_seen_by(cast.clerk)])


def rows_seen_by(user):
    return Initiative.history.model.objects.visible_to(user)


def test_the_same_key_is_the_same_draft(cast, campaign):
    key = uuid4()
    first = actions.start_draft(campaign, cast.clerk.unit, {"title": "Một"}, [], key=key, by=cast.clerk, at=AT)
    again = actions.start_draft(campaign, cast.clerk.unit, {"title": "Hai"}, AUTHORS, key=key, by=cast.clerk, at=AT)
    assert (again.pk, Initiative.objects.get().title, again.authors.count()) == (first.pk, "Hai", 2)
    other = actions.start_draft(campaign, cast.clerk.unit, {"title": "Ba"}, [], key=uuid4(), by=cast.clerk, at=AT)
    assert other.pk != first.pk


def test_the_second_to_save_is_told_unless_it_is_the_very_same(cast, campaign):
    row = draft(campaign, cast.clerk)
    actions.write_draft(row, TEXTS | {"scope": "Một"}, AUTHORS, seen=0, by=cast.clerk, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.write_draft(row, TEXTS | {"scope": "Hai"}, AUTHORS, seen=0, by=cast.clerk, at=AT)
    same = actions.write_draft(row, TEXTS | {"scope": "Một"}, AUTHORS, seen=0, by=cast.clerk, at=AT)
    assert (same.scope, same.version) == ("Một", 2)


def test_more_than_twenty_authors_are_refused(cast, campaign):
    authors = [AuthorLine(f"Tác giả {number}") for number in range(21)]
    assert reasons(draft, campaign, cast.clerk, authors=authors) == ["Mỗi sáng kiến ghi nhiều nhất 20 tác giả."]
    assert draft(campaign, cast.clerk, authors=authors[:20]).authors.count() == 20


def test_a_draft_goes_and_what_was_handed_in_stays(cast, campaign):
    row = draft(campaign, cast.clerk)
    actions.delete_draft(row, by=cast.clerk)
    assert not Initiative.objects.filter(pk=row.pk).exists()
    assert told(row) == ["Soạn bản nháp", "Bỏ bản nháp"]
    back = in_state(S.RETURNED, campaign, cast.clerk, cast.head)
    assert reasons(actions.delete_draft, back, by=cast.clerk) == [
        "Sáng kiến này đang ở trạng thái “Trả lại” nên không làm được việc đó."
    ]
