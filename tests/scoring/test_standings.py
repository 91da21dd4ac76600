"""Công khai: every unit's points and every line's trace, once the round is shown and not before."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.actions import settle_round
from scoring.actions.marks import Appraisal, SelfEntry, appraise_mark, enter_mark, send_back_mark
from scoring.actions.sheets import submit_sheet, withdraw_sheet
from scoring.models import CrossCheck, Evidence, Mark, Objection, ReviewDecision, Round, UnitResult
from scoring.provisional import provisional_of
from scoring.states import OPEN_TO_ALL, RoundState
from tests.cast import PEOPLE, Size, content_of_size
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import APPRAISED, SELF, mark_of, round_in, sheet_of
from tests.scoring.sample import OUTCOME

pytestmark = pytest.mark.django_db

#                        anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "standings": ("302 200 404 200 200 404 404 404 200", "302 405 405 405 405 405 405 405 405"),
    "standing_of_unit": ("302 200 404 200 200 404 404 404 200", "302 405 405 405 405 405 405 405 405"),
}
MOST_QUERIES = 14
SHOWN = [state for state in RoundState if state in OPEN_TO_ALL and state is not RoundState.SETTLED]


def url(round, code=""):
    return reverse("standing_of_unit", args=[round.pk, code]) if code else reverse("standings", args=[round.pk])


def put_state(round, state):
    put(round, state=state)
    return Round.objects.select_related("campaign__bloc__commune", "criteria_set").get(pk=round.pk)


# Who sees what when ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_reads_a_shown_round(cast, name, method):
    round = round_in(RoundState.SHOWN)
    address = url(round, "KT" if name == "standing_of_unit" else "")
    statuses = [getattr(cast.client(who), method)(address).status_code for who in PEOPLE]
    assert " ".join(map(str, statuses)) == ACCESS[name][method == "post"]


@pytest.mark.parametrize("state", [RoundState.PREPARING, RoundState.SELF_SCORING, RoundState.APPRAISING])
def test_before_it_is_shown_nobody_reads_it_and_everybody_is_told_from_when(cast, state):
    round = round_in(state, entries=(SELF, APPRAISED))
    put(round, appraising_until=timezone.now() + timedelta(days=2))
    for who in ("clerk", "deputy", "head", "admin"):
        for address in (url(round), url(round, "KT")):
            answer = cast.client(who).get(address)
            if state is RoundState.PREPARING and who == "clerk":
                assert answer.status_code == 404
                continue
            assert answer.status_code == 403
            assert (
                "Bảng điểm được mở cho mọi đơn vị từ bước Công khai trong Khối, dự kiến sau" in answer.content.decode()
            )


@pytest.mark.parametrize("state", SHOWN)
def test_once_shown_every_unit_reads_every_unit(cast, state):
    said = text_of(cast.client("clerk").get(url(round_in(state))))
    for code, (areas, base, bonus, penalty, total, _, rank, band) in OUTCOME.items():
        shown = [number.replace(".", ",") for number in (*areas.split(), base, bonus, penalty, total)]
        row = " ".join([*shown[:-2], ("−" if penalty != "0.00" else "") + shown[-2], shown[-1]])
        assert re.sub(r" \*", "", said).count(row) == 1, code
        assert f"{rank} " in said
        assert (band or "Chưa xếp loại") in said
    assert "Tạm tính, chưa chốt" in said


def test_a_settled_round_leads_on_to_what_was_settled(cast):
    client, pk = cast.client("clerk"), cast.round.pk
    assert client.get(url(cast.round)).url == reverse("ranking", args=[pk])
    assert client.get(url(cast.round, "KT")).url == reverse("trace", args=[pk, "KT"])
    assert cast.client("council").get(url(cast.round)).status_code == 403


def test_a_unit_that_is_not_in_the_round_is_not_found(cast):
    assert cast.client("clerk").get(url(round_in(RoundState.SHOWN), "KHONG")).status_code == 404


# The numbers ------------------------------------------------------------------------------------


def test_the_provisional_outcome_is_what_settling_gives(cast):
    round = round_in(RoundState.REVIEWING)
    before = {u.unit: (u.rank, u.base, u.total, u.self_total, u.classification) for u in provisional_of(round).units}
    settle_round(round, by=None, at=timezone.now())
    rows = UnitResult.objects.filter(result__round=round).select_related("sheet__unit")
    assert before == {
        r.sheet.unit.code: (r.rank, r.base, r.total, r.self_total, r.classification or None) for r in rows
    }


def test_a_changed_score_is_the_same_number_on_every_page(cast):
    round = round_in(RoundState.OBJECTING)
    mark = mark_of(round, "KT", "1.2")
    appraise_mark(mark, Appraisal("10.50", "Đã bổ sung"), seen=mark.version, by=None, at=timezone.now())
    client = cast.client("clerk")
    assert provisional_of(round).unit("KT").total == Decimal("80.15")
    for address in (url(round), url(round, "KT")):
        assert "80,15" in text_of(client.get(address))
    review = reverse("review", args=[round.pk])
    assert "80,15" in text_of(client.get(review, {"ve": f"mark/{mark.pk}"}))


def test_while_a_line_is_not_appraised_nobody_is_ranked(cast):
    round = round_in(RoundState.SHOWN)
    put(mark_of(round, "KT", "1.2"), appraised_entry="", reason="")
    found = provisional_of(round)
    assert (found.is_complete, {unit.rank for unit in found.units}) == (False, {None})
    said = text_of(cast.client("clerk").get(url(round)))
    assert "Còn tiêu chí chưa thẩm định, nên chưa xếp hạng." in said
    assert said.count("Chưa đủ điểm") == 6


def test_a_concealed_unit_is_counted_as_it_scored_itself():
    round = round_in(RoundState.APPRAISING, entries=(SELF, APPRAISED))
    put(mark_of(round, "HCC", "1.1"), appraised_entry="110", reason="Theo báo cáo")
    assert provisional_of(round).best == {"1.1": Decimal(110)}
    concealed = provisional_of(round, concealed="HCC")
    assert (concealed.best, concealed.unit("HCC").total) == ({"1.1": Decimal(106)}, concealed.unit("HCC").self_total)


def test_an_excluded_unit_stands_last_with_its_reason(cast):
    round = round_in(RoundState.SHOWN)
    put(sheet_of(round, "HCC"), exclusion_reason="Có đảng viên bị kỷ luật")
    found = provisional_of(round)
    assert [u.unit for u in found.units] == ["VP", "VHXH", "KT", "DVSNC", "QLDA", "HCC"]
    said = text_of(cast.client("clerk").get(url(round)))
    assert "Không xếp hạng: Có đảng viên bị kỷ luật" in said
    assert "Không xếp loại" in said


# A unit, line by line ------------------------------------------------------------------------------------


def test_a_unit_is_read_line_by_line_with_rule_reason_and_evidence(cast):
    round = round_in(RoundState.SHOWN)
    mark = mark_of(round, "KT", "1.2")
    proof = Evidence.objects.create(mark=mark, name="bao-cao.vn", url="https://bao-cao.vn/1", added_at=timezone.now())
    put(mark, note="42 văn bản", appraised_at=timezone.now())
    answer = cast.client("deputy").get(url(round, "KT"))
    said = text_of(answer)
    for words in (
        "Phòng Kinh tế: 79,65 điểm Tạm tính, chưa chốt",
        "Hạng 4 tạm tính",
        "Tự chấm 80,40 điểm",
        "Khác tự chấm (10,75 điểm): Chất lượng tham mưu một số nội dung chưa cao",
        "Đơn vị ghi: 42 văn bản",
        "bao-cao.vn",
        "Thẩm định lúc",
        "10,75 10,00 Chấm trực tiếp, tối đa 12 10,00",
    ):
        assert words in said
    assert reverse("evidence", args=[proof.pk]) in answer.content.decode()


def test_what_was_done_to_a_line_is_told_from_the_moment_it_was_handed_in(cast):
    """A draft stays with its unit; the appraiser's deeds and what came after the hand-in are everybody's."""
    round = round_in(RoundState.SELF_SCORING, entries=(SELF,))
    mark = mark_of(round, "KT", "1.2")
    mark = enter_mark(mark, SelfEntry("9.00"), seen=mark.version, by=cast.clerk, at=timezone.now())
    submit_sheet(sheet_of(round, "KT"), by=cast.clerk, at=timezone.now())
    withdraw_sheet(sheet_of(round, "KT"), by=cast.clerk, at=timezone.now())
    mark = enter_mark(mark, SelfEntry("9.75"), seen=mark.version, by=cast.clerk, at=timezone.now())
    submit_sheet(sheet_of(round, "KT"), by=cast.clerk, at=timezone.now())
    round = put_state(round, RoundState.APPRAISING)
    appraised = appraise_mark(mark, Appraisal("9.00", "Chậm hạn"), seen=mark.version, by=cast.head, at=timezone.now())
    back = send_back_mark(appraised, "Thiếu số", seen=appraised.version, by=cast.head, at=timezone.now())
    enter_mark(back, SelfEntry("9.25"), seen=back.version, by=cast.clerk, at=timezone.now())
    Mark.objects.filter(sheet__round=round).update(appraised_entry="")
    round = put_state(round, RoundState.SHOWN)
    said = text_of(cast.client("deputy").get(url(round, "KT")))
    assert "thẩm định: 9,00; lý do: Chậm hạn" in said
    assert "lý do trả lại dòng: Thiếu số" in said
    assert "tự chấm: từ 9,75 thành 9,25" in said
    assert "10,75" not in said  # nothing of the drafts
    assert "9,00 thành 9,75" not in said


def test_the_way_to_object_stands_there_while_the_window_is_open(cast):
    def offered(who, code, state, **dates):
        round = round_in(state, number="02") if not Round.objects.filter(name="Sơ kết năm 2026").exists() else (
            put_state(Round.objects.get(name="Sơ kết năm 2026"), state)
        )  # fmt: skip
        put(round, **({"objecting_until": None} | dates))
        return "Kiến nghị về tiêu chí này" in text_of(cast.client(who).get(url(round, code)))

    now = timezone.now()
    assert offered("clerk", "KT", RoundState.OBJECTING)
    assert offered("clerk", "HCC", RoundState.OBJECTING)
    assert offered("clerk", "KT", RoundState.OBJECTING, objecting_until=now + timedelta(hours=1))
    assert not offered("clerk", "KT", RoundState.OBJECTING, objecting_until=now - timedelta(hours=1))
    assert not offered("clerk", "KT", RoundState.SHOWN)
    assert not offered("clerk", "KT", RoundState.REVIEWING)
    assert offered("head", "VP", RoundState.OBJECTING)
    assert not offered("head", "KT", RoundState.OBJECTING)  # the head appraises it
    assert not offered("deputy", "VP", RoundState.OBJECTING)
    assert not offered("admin", "KT", RoundState.OBJECTING)


# At what price ------------------------------------------------------------------------------------


def grown(round, unit):
    """An objection, a decision, a cross-check, evidence and history on every line of every sheet."""
    at = timezone.now()
    for mark in Mark.objects.filter(sheet__round=round).select_related("sheet"):
        Objection.objects.create(mark=mark, unit=unit, text="Xem lại", filed_at=at)
        Evidence.objects.create(mark=mark, name="a", url="https://a.vn", added_at=at)
        ReviewDecision.objects.create(round=round, key=f"mark/{mark.pk}", mark=mark, kind="kept", decided_at=at)
    units = list(round.sheets.values_list("unit", flat=True))
    for checker, checked in zip(units, [*units[1:], units[0]], strict=True):
        CrossCheck.objects.create(round=round, checker_id=checker, unit_id=checked, done_at=at)


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ACCESS)
def test_the_queries_do_not_grow(cast, name):
    small = round_in(RoundState.OBJECTING)
    large = round_in(RoundState.OBJECTING, content_of_size(Size(units=14, criteria=20, areas=5, bands=5)), number="04")
    grown(large, cast.clerk.unit)
    client = cast.client("admin")
    counts = [
        queries_of(client, url(round, code if name == "standing_of_unit" else ""))
        for round, code in ((small, "KT"), (large, "D3"))
    ]
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_looking_changes_nothing(cast):
    round = round_in(RoundState.SHOWN)
    before = list(Mark.objects.values_list()), list(Round.objects.values_list())
    for address in (url(round), url(round, "KT")):
        cast.client("clerk").get(address)
    assert before == (list(Mark.objects.values_list()), list(Round.objects.values_list()))
