"""Chiếu họp: what the meeting walks through, what it records, and the material for its minutes."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.actions import settle_round
from awards.documents import ReviewMinutesDocument, to_html
from awards.papers import round_facts
from scoring.actions.marks import Appraisal, appraise_mark
from scoring.actions.objections import Plea, file_objection
from scoring.actions.review import Conclusion, record_decision
from scoring.models import CheckedMark, CrossCheck, Mark, Objection, ReviewDecision, Round
from scoring.provisional import provisional_of
from scoring.review_items import ItemKind, items_of
from scoring.review_words import decision_sentences
from scoring.states import DecisionKind, RoundState
from tests.cast import PEOPLE, Size, content_of_size
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import APPRAISED, SELF, mark_of, round_in, sheet_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db

#                        anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "review": ("302 200 404 200 200 404 404 404 200", "302 403 404 302 302 404 404 404 403"),
    "review_material": ("302 200 404 200 200 404 404 404 200", "302 405 405 405 405 405 405 405 405"),
    "review_material_txt": ("302 200 404 200 200 404 404 404 200", "302 405 405 405 405 405 405 405 405"),
}
MOST_QUERIES = 20
DIFFERING = [
    "Văn phòng HĐND và UBND xã, tiêu chí 1.2",
    "Phòng Văn hóa - Xã hội, tiêu chí 4.3",
    "Phòng Kinh tế, tiêu chí 1.2",
    "Trung tâm Phục vụ hành chính công, tiêu chí 3.3",
    "Trung tâm Dịch vụ sự nghiệp công, tiêu chí 1.3",
    "Trung tâm Dịch vụ sự nghiệp công, tiêu chí P.1",
    "Ban Quản lý dự án đầu tư xây dựng, tiêu chí P.2",
]


def reviewing(state=RoundState.REVIEWING):
    return round_in(state)


def fresh(round):
    return Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=round.pk)


def page(round, **asked):
    return reverse("review", args=[round.pk], query=asked or None)


def key_of(round, unit="KT", code="1.2"):
    return f"mark/{mark_of(round, unit, code).pk}"


def typed(key, kind="kept", **more):
    return {"key": key, "kind": kind, "words": "", "version": 0, "mark_version": 0, "seen_objections": ""} | more


def walk(round, **more):
    return items_of(round, provisional_of(round), **more)


def titles(items):
    return [item.title for item in items]


def objected(round, unit, line=("KT", "1.2"), wanted="10.75"):
    put(round, state=RoundState.OBJECTING)
    plea = Plea("Đã bổ sung 02 văn bản", wanted)
    one = file_objection(mark_of(round, *line), plea, unit=unit, by=None, at=timezone.now())
    put(round, state=RoundState.REVIEWING)
    return one


def decide(round, key, kind=DecisionKind.NOTED, words="Đã bàn", *, mark=None, seen=0, entry="", by=None):
    conclusion = Conclusion(kind, words, entry)
    at = timezone.now()
    seen_mark = mark.version if mark else 0
    return record_decision(round, key, conclusion, mark=mark, seen=seen, seen_mark=seen_mark, by=by, at=at)


def errors_of(response):
    return [str(sentence) for sentence in response.context["form"].non_field_errors()]


# Who looks and who acts ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_looks_and_who_acts(cast, name, method):
    round = reviewing()
    data = typed(key_of(round)) if name == "review" else {}
    statuses = [
        getattr(cast.client(who), method)(reverse(name, args=[round.pk]), data | {"version": 0}).status_code
        for who in PEOPLE
        if not (name == "review" and method == "post" and who == "head")
    ]
    expected = ACCESS[name][method == "post"].split()
    if name == "review" and method == "post":
        expected.pop(PEOPLE.index("head"))
    assert [str(status) for status in statuses] == expected


def test_the_head_acts_too(cast):
    round = reviewing()
    assert cast.client("head").post(page(round), typed(key_of(round))).status_code == 302


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RoundState.PREPARING, "404 403 403 404 403"),
        (RoundState.SELF_SCORING, "403 403 403 404 403"),
        (RoundState.APPRAISING, "403 200 200 404 403"),
        (RoundState.SHOWN, "200 200 200 404 200"),
        (RoundState.SETTLED, "200 200 200 403 200"),
    ],
)
def test_when_it_may_be_looked_at(cast, state, expected):
    round = round_in(state, entries=(SELF, APPRAISED))
    people = ("clerk", "deputy", "head", "council", "admin")
    statuses = [cast.client(who).get(page(round)).status_code for who in people]
    assert " ".join(map(str, statuses)) == expected


def test_a_rehearsal_conceals_the_own_unit_and_records_nothing(cast):
    round = round_in(RoundState.APPRAISING, entries=(SELF, APPRAISED))
    said = {who: text_of(cast.client(who).get(page(round))) for who in ("head", "deputy")}
    assert "Văn phòng HĐND và UBND xã, tiêu chí 1.2" not in said["head"]
    assert "Văn phòng HĐND và UBND xã, tiêu chí 1.2" in said["deputy"]
    assert "Phòng Văn hóa - Xã hội, tiêu chí 4.3" not in said["deputy"]
    assert "Diễn tập, thẩm định" in said["head"]
    assert "Ghi kết luận" not in said["head"]
    refused = cast.client("head").post(page(round), typed(key_of(round)))
    assert errors_of(refused) == ["Kết luận của cuộc họp ghi được từ bước kiến nghị đến khi chốt."]
    own = cast.client("head").post(page(round), typed(key_of(round, "VP")))
    assert errors_of(own) == ["Mục này không còn trong danh sách. Tải lại trang."]
    assert not ReviewDecision.objects.exists()
    assert titles(walk(round, concealed="VP")) == DIFFERING[1:]


def test_once_settled_it_is_only_read(cast):
    round = reviewing()
    decide(round, key_of(round), mark=mark_of(round, "KT", "1.2"), words="Đã bàn kỹ")
    settle_round(round, by=None, at=timezone.now())
    said = text_of(cast.client("head").get(page(round, ve=key_of(round))))
    assert "Ghi nhận ý kiến: Đã bàn kỹ." in said
    assert "Ghi lại kết luận" not in said
    refused = cast.client("head").post(page(round), typed(key_of(round), version=1))
    assert errors_of(refused) == ["Kỳ chấm đã chốt, không ghi kết luận nữa."]


# What it walks through -----------------------------------------------------------------------------


def test_it_walks_through_what_differs_by_unit_and_criterion(cast):
    round = reviewing()
    assert titles(walk(round)) == DIFFERING
    client = cast.client("clerk")
    said = text_of(client.get(page(round, muc=3)))
    for words in ("3/7", "Phòng Kinh tế Khác tự chấm", "Tự chấm 10,75 10,75 điểm", "Thẩm định 10,00 10,00 điểm"):
        assert words in said
    assert "Lý do thẩm định: Chất lượng tham mưu một số nội dung chưa cao" in said
    answer = client.get(page(round, muc=3)).content.decode()
    assert 'rel="prev" href="/cham-diem/' in answer
    assert [client.get(page(round, muc=n)).context["number"] for n in ("0", "1", "99", "x", "٣")] == [1, 1, 7, 1, 1]


def test_an_open_objection_is_an_item_with_its_text(cast):
    round = reviewing()
    objected(round, cast.clerk.unit, ("KT", "3.1"), wanted="5.50")
    items = walk(round)
    assert [(i.title, i.kinds) for i in items if ItemKind.OBJECTED in i.kinds] == [
        ("Phòng Kinh tế, tiêu chí 3.1", (ItemKind.OBJECTED,))
    ]
    said = text_of(cast.client("deputy").get(page(round, loai="kien-nghi")))
    for words in ("1/1", "Kiến nghị của Phòng Kinh tế Chờ trả lời Đã bổ sung 02 văn bản Đề nghị ghi 5,50 ."):
        assert words in said


def test_a_gap_of_a_cross_check_is_an_item_once_it_was_handed_in(cast):
    round = reviewing()
    check = CrossCheck.objects.create(round=round, checker=cast.deputy.unit, unit=cast.clerk.unit)
    for code, entry in (("3.1", "5.00"), ("3.2", "5.50"), ("3.3", "")):
        criterion = mark_of(round, "KT", code).criterion
        CheckedMark.objects.create(cross_check=check, criterion=criterion, entry=entry, note="Xem tận nơi")
    assert titles(walk(round)) == DIFFERING
    put(check, done_at=timezone.now())
    assert [i.title for i in walk(round) if ItemKind.CHECKED in i.kinds] == ["Phòng Kinh tế, tiêu chí 3.1"]
    said = text_of(cast.client("clerk").get(page(round, loai="cham-cheo")))
    assert "Chấm chéo: Phòng Văn hóa - Xã hội 5,00 5,00 điểm" in said
    assert "Phòng Văn hóa - Xã hội chấm chéo: Xem tận nơi" in said


def test_a_tie_shows_how_the_chain_compares(cast):
    """KT is brought to 80,40 twice over: as a tie that the chain splits, and as one it cannot."""
    round = reviewing()
    for code in ("KT", "DVSNC"):
        sheet_of(round, code).marks.update(self_entry="", appraised_entry="", reason="")
    for mark in Mark.objects.filter(sheet__round=round, sheet__unit__code="HCC").select_related("criterion"):
        for code in ("KT", "DVSNC"):
            put(mark_of(round, code, mark.criterion.code), appraised_entry=mark.appraised_entry)
    ties = [item for item in walk(round) if item.kinds == (ItemKind.TIED,)]
    assert [(i.key, i.title, [u.unit for u in i.group]) for i in ties] == [
        ("tie/102.00", "Đồng điểm 102,00", ["KT", "HCC", "DVSNC"])
    ]
    said = text_of(cast.client("clerk").get(page(round, loai="dong-diem")))
    assert "bằng 102,00 điểm; chưa phân định được, cùng hạng 1, cần bỏ phiếu." in said
    assert "Đơn vị Điểm nền Nội dung 1 Bỏ phiếu Hạng tạm" in said
    assert "Phòng Kinh tế 98,00 36,50 chưa bỏ phiếu 1" in said
    put(sheet_of(round, "KT"), votes=4)
    put(sheet_of(round, "HCC"), votes=2)
    put(sheet_of(round, "DVSNC"), votes=1)
    told = text_of(cast.client("clerk").get(page(round, loai="dong-diem")))
    assert "phân định theo Bỏ phiếu: 4 phiếu > 2 phiếu > 1 phiếu." in told
    head = cast.client("head")
    assert head.post(page(round), typed("tie/102.00", "kept")).status_code == 200
    noted = head.post(page(round), typed("tie/102.00", "noted", words="Bỏ phiếu kín"))
    assert noted.status_code == 302
    put(mark_of(round, "HCC", "3.1"), appraised_entry="5.00", reason="Xem lại")
    put(mark_of(round, "KT", "3.1"), appraised_entry="4.00", reason="Xem lại")
    parted = text_of(head.get(page(round, ve="tie/102.00")))
    assert "không còn đơn vị nào bằng điểm này" in parted
    assert "Ghi nhận ý kiến: Bỏ phiếu kín." in parted


def test_items_of_one_kind_can_be_looked_at_alone(cast):
    round = reviewing()
    objected(round, cast.clerk.unit, ("KT", "3.1"))
    client = cast.client("clerk")
    said = text_of(client.get(page(round)))
    assert "Tất cả (8) Khác tự chấm (7) Kiến nghị (1)" in said
    assert client.get(page(round, loai="kien-nghi")).context["count"] == 1
    assert client.get(page(round, loai="khong-co")).context["count"] == 8
    assert client.get(page(round, loai="dong-diem")).context["count"] == 8  # none of them: all are shown


def test_when_nothing_is_left_the_page_says_so(cast):
    round = reviewing()
    for mark in Mark.objects.filter(sheet__round=round):
        put(mark, self_entry=mark.appraised_entry, reason="")
    assert "Không còn mục nào để xem xét" in text_of(cast.client("clerk").get(page(round)))


# What it records -----------------------------------------------------------------------------------


def test_keeping_a_score_is_recorded_and_the_item_stays(cast):
    round = reviewing()
    key = key_of(round)
    client = cast.client("deputy")  # who may not appraise the line may still keep the minutes
    saved = client.post(page(round, muc=3), typed(key))
    assert saved.url == f"{page(round)}?ve={key.replace('/', '%2F')}#ket-luan"
    decision = ReviewDecision.objects.get()
    assert (decision.key, decision.kind, decision.words, decision.version, decision.decided_by) == (
        key, "kept", "", 1, cast.deputy,
    )  # fmt: skip
    said = text_of(client.get(saved.url))
    assert "Giữ nguyên điểm." in said
    assert "Đã kết luận 1/7 mục" in said
    assert "3/7" in said
    assert mark_of(round, "KT", "1.2").version == 0


def test_a_changed_score_goes_by_the_road_of_the_appraisal(cast):
    round = reviewing()
    key = key_of(round)
    client = cast.client("head")
    assert client.post(page(round), typed(key, "changed", entry="10,5", words="Đã đủ hồ sơ")).status_code == 302
    mark = mark_of(round, "KT", "1.2")
    assert (mark.appraised_entry, mark.reason, mark.version) == ("10.50", "Đã đủ hồ sơ", 1)
    told = Mark.history.filter(id=mark.pk).latest("history_id")
    assert (told.history_change_reason, told.history_by) == ("Kết luận họp bình xét", str(cast.head))
    assert ReviewDecision.objects.get().words == "Từ 10,00 thành 10,50. Đã đủ hồ sơ"
    assert provisional_of(round).unit("KT").total == Decimal("80.15")
    for address in (page(round, ve=key), reverse("standings", args=[round.pk])):
        assert "80,15" in text_of(client.get(address))


def test_an_item_whose_score_became_the_self_score_stays_in_its_place(cast):
    round = reviewing()
    client, key = cast.client("head"), key_of(round)
    client.post(page(round), typed(key, "changed", entry="10,75", words="Đã đủ hồ sơ"))
    assert titles(walk(round)) == DIFFERING
    assert client.get(page(round, ve=key)).context["number"] == 3


def test_only_who_may_appraise_the_sheet_changes_its_score(cast):
    round = reviewing()
    change = {"entry": "11", "words": "Xem lại"}
    statuses = {
        (who, unit): cast.client(who).post(page(round), typed(key_of(round, unit), "changed", **change)).status_code
        for who in ("head", "deputy", "clerk", "admin")
        for unit in ("VP", "KT")
    }
    assert statuses == {
        ("head", "VP"): 200,  # the own unit: the form does not take it
        ("head", "KT"): 302,
        ("deputy", "VP"): 302,
        ("deputy", "KT"): 200,
        ("clerk", "VP"): 403,
        ("clerk", "KT"): 403,
        ("admin", "VP"): 403,
        ("admin", "KT"): 403,
    }
    own = cast.client("head").post(page(round), typed(key_of(round, "VP"), "changed", version=1, **change))
    assert own.context["form"].errors["kind"] == ["Kết luận: chọn một mục trong danh sách."]
    assert "người thẩm định sửa điểm bằng tài khoản của mình" in text_of(own)


def test_a_change_needs_an_entry_that_fits_and_is_another_and_a_reason(cast):
    round = reviewing()
    client, key = cast.client("head"), key_of(round)
    wrong = client.post(page(round), typed(key, "changed", entry="99", words="Xem lại"))
    assert wrong.context["form"].errors["entry"] == ["Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00."]
    assert "Xem lại" in wrong.content.decode()
    said = {
        words: errors_of(client.post(page(round), typed(key, **more)))
        for words, more in {
            "no reason": {"kind": "changed", "entry": "11"},
            "no other": {"kind": "changed", "entry": "10", "words": "Xem lại"},
            "no entry": {"kind": "changed", "words": "Xem lại"},
            "no words": {"kind": "noted"},
        }.items()
    }
    assert said == {
        "no reason": ["Ghi nội dung kết luận: đơn vị đọc được vì sao."],
        "no other": ["Số mới bằng số đang có. Chọn Giữ nguyên điểm."],
        "no entry": ["Chưa nhập điểm thẩm định."],
        "no words": ["Ghi nội dung kết luận: đơn vị đọc được vì sao."],
    }
    kept = client.post(page(round), typed(key, "kept", entry="99"))
    assert kept.status_code == 302  # what stands in the box of a score that is kept is not meant
    assert mark_of(round, "KT", "1.2").version == 0


def test_an_open_objection_is_answered_right_there(cast):
    round = reviewing()
    one = objected(round, cast.clerk.unit)
    other = objected(round, cast.deputy.unit)
    client, key = cast.client("head"), key_of(round)
    shown = client.get(page(round, ve=key))
    assert "Trả lời luôn kiến nghị của Phòng Kinh tế, Phòng Văn hóa - Xã hội" in text_of(shown)
    seen = shown.context["form"]["seen_objections"].value()
    assert seen == f"{one.pk}:0,{other.pk}:0"
    data = typed(key, "changed", entry="10,75", words="Đã đủ hồ sơ", answers="on", seen_objections=seen)
    assert client.post(page(round), data).status_code == 302
    found = Objection.objects.order_by("pk").values_list("state", "answer", "entry_before", "entry_after")
    assert list(found) == [("answered", "Đã đủ hồ sơ", "10.00", "10.75")] * 2
    assert mark_of(round, "KT", "1.2").version == 1  # changed once
    listed = client.get(page(round, loai="kien-nghi"))
    assert (listed.context["count"], listed.context["decided"]) == (1, 1)


def test_an_objection_is_answered_with_the_score_kept_or_left_open(cast):
    round = reviewing()
    one = objected(round, cast.clerk.unit)
    client, key = cast.client("head"), key_of(round)
    left = typed(key, "noted", words="Chờ bổ sung", seen_objections=f"{one.pk}:0")
    assert client.post(page(round), left).status_code == 302
    assert Objection.objects.get().is_open
    silent = typed(key, "kept", version=1, answers="on", seen_objections=f"{one.pk}:0")
    assert errors_of(client.post(page(round), silent)) == ["Ghi nội dung kết luận: đơn vị đọc được vì sao."]
    kept = silent | {"words": "Hồ sơ chưa đủ"}
    assert client.post(page(round), kept).status_code == 302
    found = Objection.objects.get()
    assert (found.state, found.answer, found.entry_after) == ("answered", "Hồ sơ chưa đủ", "10.00")


def test_the_deputy_answers_no_objection_the_head_appraises(cast):
    round = reviewing()
    one = objected(round, cast.clerk.unit)
    data = typed(key_of(round), words="Giữ", answers="on", seen_objections=f"{one.pk}:0")
    assert cast.client("deputy").post(page(round), data).status_code == 302
    assert Objection.objects.get().is_open


@pytest.mark.parametrize("seen", ["1:0;2:0", "x", "99999999999999999999:0", "1"])
def test_what_no_page_sends_is_refused_in_words(cast, seen):
    round = reviewing()
    objected(round, cast.clerk.unit)
    answer = cast.client("head").post(
        page(round), typed(key_of(round), words="Giữ", answers="on", seen_objections=seen)
    )
    assert answer.context["form"].errors["seen_objections"] == ["Tải lại trang rồi ghi kết luận."]


def test_an_objection_of_another_line_is_not_answered_with_it(cast):
    round = reviewing()
    elsewhere = objected(round, cast.deputy.unit, ("KT", "3.1"))
    here = objected(round, cast.clerk.unit)
    seen = f"{here.pk}:0,{elsewhere.pk}:0"
    data = typed(key_of(round), words="Giữ", answers="on", seen_objections=seen)
    refused = cast.client("head").post(page(round), data)
    assert errors_of(refused) == ["Kiến nghị không phải về tiêu chí này. Tải lại trang."]
    assert {one.is_open for one in Objection.objects.all()} == {True}


def test_of_two_who_record_at_once_the_second_sees_both(cast):
    round = reviewing()
    key = key_of(round)
    cast.client("deputy").post(page(round), typed(key, "noted", words="Chờ bổ sung"))
    second = cast.client("head").post(page(round), typed(key, "kept", words="Giữ như cũ"))
    assert "Kết luận Ghi nhận ý kiến Giữ nguyên điểm Nội dung, lý do Chờ bổ sung Giữ như cũ" in text_of(second)
    assert 'name="version" value="1"' in second.content.decode()
    assert ReviewDecision.objects.get().words == "Chờ bổ sung"
    assert cast.client("head").post(page(round), typed(key, "kept", version=1)).status_code == 302
    assert (ReviewDecision.objects.get().kind, ReviewDecision.objects.get().version) == ("kept", 2)
    changes = ReviewDecision.history.latest("history_id").history_changes
    assert changes[0] == ["kết luận", "Ghi nhận ý kiến", "Giữ nguyên điểm"]


def test_a_line_that_was_appraised_meanwhile_is_told_with_both_values(cast):
    round = reviewing()
    mark = mark_of(round, "KT", "1.2")
    appraise_mark(mark, Appraisal("9.00", "Xem lại"), seen=0, by=None, at=timezone.now())
    data = typed(key_of(round), "changed", entry="11", words="Đã đủ hồ sơ")
    told = cast.client("head").post(page(round), data)
    assert "Điểm thẩm định 9,00 11,00" in text_of(told)
    assert 'name="mark_version" value="1"' in told.content.decode()
    assert not ReviewDecision.objects.exists()
    assert mark_of(round, "KT", "1.2").appraised_entry == "9.00"


def test_a_decision_that_fails_changes_nothing(cast):
    round = reviewing()
    mark = mark_of(round, "KT", "1.2")
    decide(round, key_of(round), mark=mark)
    with pytest.raises(ChangedMeanwhile):
        decide(round, key_of(round), DecisionKind.CHANGED, mark=mark, entry="11.00")
    assert mark_of(round, "KT", "1.2").appraised_entry == "10.00"
    put(round, state=RoundState.SHOWN)
    with pytest.raises(NotPossible, match="từ bước kiến nghị"):
        decide(fresh(round), key_of(round), mark=mark, seen=1)


# The material for the minutes -----------------------------------------------------------------------


def decided(round, cast):
    head = cast.client("head")
    head.post(page(round), typed(key_of(round, "QLDA", "P.2"), "kept"))
    head.post(page(round), typed(key_of(round), "changed", entry="10,5", words="Đã đủ hồ sơ"))
    head.post(page(round), typed(key_of(round, "VP"), "noted", words="Phó Trưởng Khối xem lại"))
    return [
        "Văn phòng HĐND và UBND xã, tiêu chí 1.2 (Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân): "
        "ghi nhận ý kiến: Phó Trưởng Khối xem lại.",
        "Phòng Kinh tế, tiêu chí 1.2 (Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân): "
        "sửa điểm. Từ 10,00 thành 10,50. Đã đủ hồ sơ.",
        "Ban Quản lý dự án đầu tư xây dựng, tiêu chí P.2 (Vắng hội nghị, hoạt động chung (mỗi lần)): giữ nguyên điểm.",
    ]


def test_the_material_has_every_decision_in_order(cast):
    round = reviewing()
    expected = decided(round, cast)
    assert list(decision_sentences(round)) == expected
    said = text_of(cast.client("clerk").get(reverse("review_material", args=[round.pk])))
    for sentence in expected:
        assert sentence in said
    file = cast.client("clerk").get(reverse("review_material_txt", args=[round.pk]))
    assert file["Content-Disposition"] == 'attachment; filename="tu-lieu-bien-ban-so-ket-nam-2026.txt"'
    lines = file.content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Kết luận của cuộc họp bình xét, Sơ kết năm 2026, Khối thi đua số 02, xã Hà Bắc"
    assert lines[2:-1] == [f"{n}. {sentence}" for n, sentence in enumerate(expected, 1)]


def test_before_anything_was_decided_the_material_says_so(cast):
    round = reviewing()
    client = cast.client("clerk")
    assert "Chưa có kết luận nào" in text_of(client.get(reverse("review_material", args=[round.pk])))


def test_after_a_step_back_the_material_tells_nothing_that_was_shown(cast):
    round = reviewing()
    decided(round, cast)
    put(round, state=RoundState.APPRAISING)
    for name in ("review_material", "review_material_txt"):
        address = reverse(name, args=[round.pk])
        assert "10,50" not in cast.client("head").get(address).content.decode()
        assert cast.client("clerk").get(address).status_code == 403


def test_the_minutes_contain_the_decisions_and_the_result_does_not_know_them(cast):
    round = reviewing()
    expected = decided(round, cast)
    result = settle_round(round, by=None, at=timezone.now())
    facts = round_facts(fresh(round), on=timezone.localdate())
    assert facts.decisions == tuple(expected)
    words = to_html(ReviewMinutesDocument.of(facts, on=timezone.localdate()))
    for sentence in expected:
        assert sentence in words
    assert "ghi nhận ý kiến" not in result.document
    assert (facts.sha256, round_facts(fresh(round), on=timezone.localdate())) == (result.sha256, facts)


def test_minutes_without_decisions_stay_as_they_were(cast):
    facts = round_facts(cast.round, on=timezone.localdate())
    assert facts.decisions == ()
    assert "kết luận:" not in to_html(ReviewMinutesDocument.of(facts, on=timezone.localdate()))


# At what price -------------------------------------------------------------------------------------


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("who", ["head", "clerk"])
def test_the_queries_do_not_grow(cast, name, who):
    round = reviewing()
    objected(round, cast.clerk.unit)
    check = CrossCheck.objects.create(
        round=round, checker=cast.deputy.unit, unit=cast.clerk.unit, done_at=timezone.now()
    )
    mark = mark_of(round, "KT", "1.2")
    CheckedMark.objects.create(cross_check=check, criterion=mark.criterion, entry="9.00")
    decide(round, key_of(round), mark=mark, by=cast.head)
    address = reverse(name, args=[round.pk]) + f"?ve={key_of(round)}"
    few = queries_of(cast.client(who), address)
    for other in Mark.objects.filter(sheet__round=round).select_related("sheet"):
        Objection.objects.create(mark=other, unit=cast.deputy.unit, text="Xem lại", filed_at=timezone.now())
        if other.pk != mark.pk:
            ReviewDecision.objects.create(
                round=round, key=f"mark/{other.pk}", mark=other, kind="kept", decided_at=timezone.now(),
                decided_by=cast.deputy,
            )  # fmt: skip
    for unit in round.sheets.exclude(unit=cast.clerk.unit).values_list("unit", flat=True)[:3]:
        if unit != cast.deputy.unit_id:
            CrossCheck.objects.create(round=round, checker_id=unit, unit=cast.deputy.unit, done_at=timezone.now())
            break
    assert queries_of(cast.client(who), address) == few <= MOST_QUERIES


def test_a_large_round_asks_no_more(cast):
    counts = []
    for units, criteria, year in ((6, 8, 2027), (20, 24, 2028)):
        content = content_of_size(Size(units=units, criteria=criteria, areas=4))
        round = round_in(RoundState.REVIEWING, content, name=f"Cỡ {units}", year=year)
        line = Mark.objects.filter(sheet__round=round, criterion__kind="graded").exclude(appraised_entry="N/A").first()
        put(line, self_entry="1.00", reason="Khác")
        counts.append(queries_of(cast.client("admin"), page(round, ve=f"mark/{line.pk}")))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_what_changed_a_score_is_replaced_by_its_appraiser_alone(cast):
    round = round_in(RoundState.REVIEWING)
    mark = mark_of(round, "VP", "1.2")
    given = {"mark": mark, "seen_mark": mark.version, "at": timezone.now()}
    change = Conclusion(DecisionKind.CHANGED, "Đủ hồ sơ", "12.00")
    first = record_decision(round, f"mark/{mark.pk}", change, seen=0, by=cast.deputy, **given)
    given["seen_mark"] = mark_of(round, "VP", "1.2").version
    keep = Conclusion(DecisionKind.KEPT, "Giữ nguyên")
    with pytest.raises(NotPossible, match="chỉ người thẩm định"):
        record_decision(round, first.key, keep, seen=first.version, by=cast.head, **given)
    again = record_decision(round, first.key, keep, seen=first.version, by=cast.deputy, **given)
    assert again.kind == DecisionKind.KEPT
