"""Kiến nghị: sent within the window, withdrawn, answered by whoever appraises the line, and holding up the settling."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scoring.actions.marks import Appraisal, appraise_mark
from scoring.actions.objections import Answer, Plea, answer_objection, file_objection, withdraw_objection
from scoring.models import Mark, Objection, Round
from scoring.provisional import provisional_of
from scoring.readiness import reasons_not_to_move_on
from scoring.states import ObjectionState, RoundState
from tests.cast import PEOPLE, Size, content_of_size
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import mark_of, round_in
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db

# The objection is the clerk's (KT), about the own line 1.2; the line of `objection_new` is that line.
#                        anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "objections": ("302 200 404 200 200 404 404 404 200", "302 405 405 405 405 405 405 405 405"),
    "objection_new": ("302 200 404 200 403 404 404 404 403", "302 302 404 302 403 404 404 404 403"),
    "objection": ("302 200 404 200 200 404 404 404 200", "302 403 404 403 302 404 404 404 403"),
    "objection_withdraw": ("302 405 405 405 405 405 405 405 405", "302 302 404 403 403 404 404 404 403"),
}
MOST_QUERIES = 14
TYPED = {
    "objection_new": {"text": "Đã bổ sung 02 văn bản", "wanted": "10,75"},
    "objection": {"entry": "10,5", "reason": "Đã đủ hồ sơ", "version": 0, "mark_version": 0},
    "objection_withdraw": {"version": 0},
}


def objecting(**dates):
    round = round_in(RoundState.OBJECTING)
    put(round, **({"objecting_until": timezone.now() + timedelta(days=1)} | dates))
    return Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=round.pk)


def objected(round, unit, *, line=("KT", "1.2"), wanted="10.75", by=None):
    plea = Plea("Đã bổ sung 02 văn bản", wanted)
    return file_objection(mark_of(round, *line), plea, unit=unit, by=by, at=timezone.now())


def answer(objection, entry, reason="Đã đủ hồ sơ", *, seen=0, seen_mark=0, by=None):
    at = timezone.now()
    return answer_objection(objection, Answer(entry, reason), seen=seen, seen_mark=seen_mark, by=by, at=at)


def page(objection):
    return reverse("objection", args=[objection.pk])


def errors_of(response):
    return [str(sentence) for sentence in response.context["form"].non_field_errors()]


# Who does what ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", PEOPLE)
def test_who_does_what(cast, name, method, who):
    round = objecting()
    key = {"objections": round.pk, "objection_new": mark_of(round, "KT", "1.2").pk}.get(name)
    key = key or objected(round, cast.clerk.unit, by=cast.clerk).pk
    answer = getattr(cast.client(who), method)(reverse(name, args=[key]), TYPED.get(name, {}))
    assert str(answer.status_code) == ACCESS[name][method == "post"].split()[PEOPLE.index(who)]


def test_the_line_of_the_heads_unit_is_the_deputys_to_answer_and_no_objectors_own(cast):
    round = objecting()
    about_head = objected(round, cast.clerk.unit, line=("VP", "1.2"), wanted="")
    by_head = objected(round, cast.head.unit, line=("VP", "1.3"), wanted="")
    typed = TYPED["objection"] | {"entry": "11,25"}
    statuses = {
        who: [cast.client(who).post(page(one), typed).status_code for one in (about_head, by_head)]
        for who in ("head", "clerk", "admin")
    }
    assert statuses == {"head": [403, 403], "clerk": [403, 403], "admin": [403, 403]}
    assert cast.client("deputy").post(page(about_head), typed).status_code == 302
    assert "do Phó Trưởng Khối trả lời" in cast.client("head").post(page(by_head), typed).content.decode()


def test_who_appraises_a_line_is_told_to_change_it_there(cast):
    round = objecting()
    said = cast.client("head").get(reverse("objection_new", args=[mark_of(round, "KT", "1.2").pk]))
    assert (said.status_code, "thẩm định dòng này" in said.content.decode()) == (403, True)


@pytest.mark.parametrize("state", [RoundState.PREPARING, RoundState.SELF_SCORING, RoundState.APPRAISING])
def test_before_the_round_is_shown_an_objection_tells_nobody_anything(cast, state):
    """Also after a step back, and to the own unit: what was appraised is not to be read on this road."""
    round = objecting()
    one = objected(round, cast.clerk.unit)
    put(round, state=state)
    line = reverse("objection_new", args=[one.mark_id])
    for who in ("clerk", "deputy"):
        client = cast.client(who)
        for answer in (client.get(page(one)), client.get(line), client.post(line, TYPED["objection_new"])):
            assert answer.status_code in (403, 404)
            assert "10,00" not in answer.content.decode()
        listed = client.get(reverse("objections", args=[round.pk]))
        assert listed.status_code in (200, 404)
        assert "Đã bổ sung" not in listed.content.decode()


# A unit objects -----------------------------------------------------------------------------------


def test_a_unit_objects_and_every_unit_reads_it(cast):
    round = objecting()
    mark = mark_of(round, "KT", "1.2")
    new = reverse("objection_new", args=[mark.pk])
    said = text_of(cast.client("clerk").get(new))
    for words in ("Tiêu chí 1.2 của Phòng Kinh tế", "Điểm từ 0 đến 12,00, theo bước 0,25", "Hạn gửi:"):
        assert words in said
    made = cast.client("clerk").post(new, TYPED["objection_new"])
    one = Objection.objects.get()
    assert made.url == page(one)
    assert (one.unit, one.text, one.wanted, one.filed_by, one.state) == (
        cast.clerk.unit, "Đã bổ sung 02 văn bản", "10.75", cast.clerk, "open",
    )  # fmt: skip
    for who in ("clerk", "deputy", "head", "admin"):
        assert "Đề nghị ghi: 10,75" in text_of(cast.client(who).get(page(one)))
        listed = text_of(cast.client(who).get(reverse("objections", args=[round.pk])))
        assert "Phòng Kinh tế về tiêu chí 1.2 của Phòng Kinh tế" in listed
        assert "Đề nghị ghi 10,75." in listed


def test_everything_wrong_is_said_at_once_and_what_was_typed_stays(cast):
    round = objecting()
    new = reverse("objection_new", args=[mark_of(round, "KT", "1.2").pk])
    answer = cast.client("clerk").post(new, {"text": "  ", "wanted": "13"})
    assert answer.context["form"].errors == {
        "text": ["Nội dung kiến nghị: chưa nhập."],
        "wanted": ["Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00."],
    }
    assert 'value="13"' in answer.content.decode()
    same = cast.client("clerk").post(new, {"text": "Xem lại", "wanted": "10"})
    assert errors_of(same) == ["Số đề nghị bằng số thẩm định đang có. Ghi số khác, hoặc để trống."]
    assert not Objection.objects.exists()


def test_a_unit_has_one_open_objection_to_a_line(cast):
    round = objecting()
    one = objected(round, cast.clerk.unit)
    with pytest.raises(NotPossible, match="đang chờ trả lời"):
        objected(round, cast.clerk.unit)
    objected(round, cast.deputy.unit)  # another unit, the same line
    objected(round, cast.clerk.unit, line=("KT", "3.1"), wanted="")
    withdraw_objection(one, seen=0, by=None)
    assert objected(round, cast.clerk.unit).is_open


@pytest.mark.parametrize(
    ("state", "until", "reason"),
    [
        (RoundState.SHOWN, 1, "Chưa đến thời gian kiến nghị"),
        (RoundState.OBJECTING, -1, "Đã hết hạn kiến nghị lúc"),
        (RoundState.REVIEWING, 1, "Đã hết thời gian kiến nghị."),
        (RoundState.SETTLED, 1, "Đã hết thời gian kiến nghị."),
    ],
)
def test_outside_the_window_nothing_is_sent_and_the_page_says_so(cast, state, until, reason):
    round = objecting(state=state, objecting_until=timezone.now() + timedelta(hours=until))
    new = reverse("objection_new", args=[mark_of(round, "KT", "1.2").pk])
    refused = cast.client("clerk").get(new)
    assert (refused.status_code, reason in refused.content.decode()) == (403, True)
    kept = cast.client("clerk").post(new, TYPED["objection_new"])
    assert reason in errors_of(kept)[0]
    assert "Đã bổ sung 02 văn bản" in kept.content.decode()
    assert not Objection.objects.exists()


def test_the_empty_page_says_from_when_to_when(cast):
    day = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0)
    round = objecting(state=RoundState.SHOWN, shown_until=day, objecting_until=day + timedelta(days=2))
    address = reverse("objections", args=[round.pk])
    ends = timezone.localtime(day + timedelta(days=2))
    said = text_of(cast.client("clerk").get(address))
    assert f"(sau {timezone.localtime(day):%H:%M ngày %d/%m/%Y}) đến {ends:%H:%M ngày %d/%m/%Y}" in said
    put(round, state=RoundState.OBJECTING)
    assert f"Đơn vị gửi được đến {ends:%H:%M ngày %d/%m/%Y}" in text_of(cast.client("clerk").get(address))
    put(round, state=RoundState.REVIEWING)
    assert "Không đơn vị nào gửi kiến nghị trong kỳ chấm này." in text_of(cast.client("clerk").get(address))


# It is withdrawn ----------------------------------------------------------------------------------


def test_a_unit_withdraws_its_own_and_it_stays_to_be_read(cast):
    one = objected(objecting(), cast.clerk.unit)
    away = reverse("objection_withdraw", args=[one.pk])
    assert cast.client("deputy").post(away, {"version": 0}).status_code == 403
    assert "Rút kiến nghị" in text_of(cast.client("clerk").get(page(one)))
    assert "Đã rút kiến nghị." in text_of(cast.client("clerk").post(away, {"version": 0}, follow=True))
    assert Objection.objects.get().state == ObjectionState.WITHDRAWN
    again = text_of(cast.client("clerk").post(away, {"version": 1}, follow=True))
    assert "không còn chờ trả lời, không rút được" in again


def test_what_was_answered_meanwhile_is_not_withdrawn(cast):
    one = objected(objecting(), cast.clerk.unit)
    answer(one, "10.00")
    away = reverse("objection_withdraw", args=[one.pk])
    said = text_of(cast.client("clerk").post(away, {"version": 0}, follow=True))
    assert "Kiến nghị vừa được xử lý, không rút được nữa." in said
    assert Objection.objects.get().state == ObjectionState.ANSWERED


# It is answered -----------------------------------------------------------------------------------


def test_the_answer_changes_the_score_by_the_road_every_appraisal_takes(cast):
    round = objecting()
    one = objected(round, cast.clerk.unit)
    assert cast.client("head").post(page(one), TYPED["objection"]).status_code == 302
    one.refresh_from_db()
    mark = mark_of(round, "KT", "1.2")
    assert (one.state, one.answer, one.entry_before, one.entry_after, one.answered_by) == (
        "answered", "Đã đủ hồ sơ", "10.00", "10.50", cast.head,
    )  # fmt: skip
    assert (mark.appraised_entry, mark.reason, mark.version) == ("10.50", "Đã đủ hồ sơ", 1)
    told = Mark.history.filter(id=mark.pk).latest("history_id")
    assert (told.history_change_reason, told.history_by) == ("Trả lời kiến nghị", str(cast.head))
    assert provisional_of(round).unit("KT").total == Decimal("80.15")
    for address in (page(one), reverse("objections", args=[round.pk])):
        assert "10,00 thành 10,50" in text_of(cast.client("clerk").get(address))


def test_the_answer_may_keep_the_score(cast):
    one = objected(objecting(), cast.clerk.unit)
    kept = cast.client("head").post(page(one), TYPED["objection"] | {"entry": "10"})
    assert kept.status_code == 302
    one.refresh_from_db()
    assert (one.entry_before, one.entry_after, one.has_changed_the_entry) == ("10.00", "10.00", False)
    assert (one.mark.appraised_entry, one.mark.version) == ("10.00", 0)
    assert "Giữ số thẩm định 10,00" in text_of(cast.client("clerk").get(page(one)))


def test_an_answer_has_a_reason_and_an_entry_that_can_stand(cast):
    one = objected(objecting(), cast.clerk.unit)
    client = cast.client("head")
    wrong = client.post(page(one), TYPED["objection"] | {"entry": "99", "reason": ""})
    assert wrong.context["form"].errors == {
        "entry": ["Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00."],
        "reason": ["Trả lời, lý do: chưa nhập."],
    }
    empty = client.post(page(one), TYPED["objection"] | {"entry": ""})
    assert errors_of(empty) == ["Chưa nhập điểm thẩm định."]
    assert Objection.objects.get().is_open
    with pytest.raises(NotPossible, match="Ghi lý do"):
        answer(one, "10.00", "")


@pytest.mark.parametrize("state", [RoundState.OBJECTING, RoundState.REVIEWING])
def test_it_is_answered_until_the_round_is_settled(cast, state):
    round = objecting()
    one = objected(round, cast.clerk.unit)
    put(round, state=state)
    assert answer(one, "10.25").entry_after == "10.25"


@pytest.mark.parametrize("state", [RoundState.SHOWN, RoundState.APPRAISING, RoundState.SETTLED])
def test_in_no_other_phase(cast, state):
    round = objecting()
    one = objected(round, cast.clerk.unit)
    put(round, state=state)
    with pytest.raises(NotPossible, match="ở bước kiến nghị và bước bình xét"):
        answer(one, "10.25")
    assert mark_of(round, "KT", "1.2").appraised_entry == "10.00"


def test_of_two_who_answer_at_once_the_second_sees_both_answers(cast):
    """Head and another person of the head's unit."""
    one = objected(objecting(), cast.clerk.unit)
    cast.client("head").post(page(one), TYPED["objection"])
    second = cast.client("head").post(page(one), TYPED["objection"] | {"entry": "11", "reason": "Theo tôi 11"})
    said = text_of(second)
    assert errors_of(second) == ["Kiến nghị vừa được head xử lý: đã trả lời. Câu trả lời đang gõ chưa gửi."]
    assert "Số thẩm định 10,50 11,00" in said
    assert "Trả lời Đã đủ hồ sơ Theo tôi 11" in said
    assert mark_of(one.mark.sheet.round, "KT", "1.2").appraised_entry == "10.50"


def test_a_line_that_was_appraised_meanwhile_shows_both_values_and_saving_again_is_a_choice(cast):
    round = objecting()
    one = objected(round, cast.clerk.unit)
    mark = mark_of(round, "KT", "1.2")
    appraise_mark(mark, Appraisal("9.00", "Xem lại"), seen=0, by=None, at=timezone.now())
    told = cast.client("head").post(page(one), TYPED["objection"])
    assert "Điểm thẩm định 9,00 10,50" in text_of(told)
    assert 'name="mark_version" value="1"' in told.content.decode()
    assert Objection.objects.get().is_open
    chosen = TYPED["objection"] | {"mark_version": 1}
    assert cast.client("head").post(page(one), chosen).status_code == 302
    assert Objection.objects.get().entry_before == "9.00"


def test_an_answer_that_cannot_be_finished_changes_no_score(cast):
    round = objecting()
    one = objected(round, cast.clerk.unit)
    with pytest.raises(ChangedMeanwhile):
        answer(one, "10.50", seen=7)
    withdraw_objection(one, seen=0, by=None)
    with pytest.raises(NotPossible, match="đã rút"):
        answer(one, "10.50", seen=1)
    assert mark_of(round, "KT", "1.2").appraised_entry == "10.00"


# It holds up the settling -------------------------------------------------------------------------


def test_an_open_objection_holds_up_the_settling(cast):
    round = objecting()
    one = objected(round, cast.deputy.unit)
    put(round, state=RoundState.REVIEWING)
    round = Round.objects.select_related("campaign__bloc", "criteria_set").get(pk=round.pk)
    words = "Kiến nghị của Phòng Văn hóa - Xã hội về tiêu chí 1.2 của Phòng Kinh tế chưa được trả lời."
    assert reasons_not_to_move_on(round, at=timezone.now()) == [words]
    answer(one, "10.00")
    assert reasons_not_to_move_on(round, at=timezone.now()) == []


def test_the_page_that_settles_names_the_open_objection_and_settles_once_it_is_answered(cast):
    round = objecting()
    one = objected(round, cast.clerk.unit)
    put(round, state=RoundState.REVIEWING)
    head, settle = cast.client("head"), reverse("round_settle", args=[round.pk])
    words = "Kiến nghị của Phòng Kinh tế về tiêu chí 1.2 của Phòng Kinh tế chưa được trả lời."
    assert words in text_of(head.get(settle))
    assert words in text_of(head.post(settle, {"da-xem": ""}, follow=True))
    assert Round.objects.get(pk=round.pk).state == RoundState.REVIEWING
    head.post(page(one), TYPED["objection"])
    shown = head.get(settle)
    assert words not in text_of(shown)
    assert head.post(settle, {"da-xem": shown.context["seen"]}).url == reverse("ranking", args=[round.pk])
    assert "80,15" in text_of(cast.client("clerk").get(reverse("trace", args=[round.pk, "KT"])))
    assert "10,00 thành 10,50" in text_of(cast.client("clerk").get(page(one)))


# At what price ------------------------------------------------------------------------------------


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["objections", "objection", "objection_new"])
def test_the_queries_do_not_grow(cast, name):
    small = objecting()
    objected(small, cast.clerk.unit)
    size = Size(units=14, criteria=20, areas=5, bands=5)
    large = round_in(RoundState.OBJECTING, content_of_size(size), name="Lớn", number="02", year=2027)
    units = [sheet.unit for sheet in large.sheets.select_related("unit")]
    for mark in Mark.objects.filter(sheet__round=large):
        for unit in units[:3]:
            Objection.objects.create(mark=mark, unit=unit, text="Xem lại", filed_at=timezone.now())

    def address(round):
        own = Mark.objects.filter(sheet__round=round).order_by("-sheet__position", "pk").first()
        keys = {"objections": round.pk, "objection_new": own.pk}
        return reverse(name, args=[keys.get(name) or Objection.objects.filter(mark__sheet__round=round).first().pk])

    if name == "objection_new":
        other = cast.staff("other", small.campaign.bloc, "D13")
        pairs = ((cast.client("clerk"), small), (client_of(other), large))
    else:
        pairs = ((cast.client("admin"), small), (cast.client("admin"), large))
    counts = [queries_of(client, address(round)) for client, round in pairs]
    assert counts[0] == counts[1] <= MOST_QUERIES


def client_of(user):
    client = Client()
    client.force_login(user)
    return client
