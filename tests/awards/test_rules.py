"""Quy định khen thưởng: written by the head until the round is settled, tried on rankings, read by the bloc."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.actions import settle_round
from awards.actions.rules import add_rule, edit_rule, move_rule, remove_rule
from awards.content import result_json
from awards.forms.rules import QUOTA_HINT
from awards.models import AwardRule, Proposal
from awards.rule_preview import previews, settling_day
from campaigns.models import Campaign
from campaigns.states import CampaignState
from scoring.states import RoundState
from tests.admin_year import a_world, export, import_whole, problems, upload, xlsx
from tests.awards.test_actions import at_once
from tests.cast import NAME, PEOPLE, Size, content_of_size, settle
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import round_in
from tests.scoring.sample import BANDS, CONTENT
from tests.years import AT as SETTLED_AT
from tests.years import NAME as YEARS_NAME
from tests.years import prepare
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db

#             anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "award_rules": ("302 200 404 200 200 404 200 404 200", "302 405 405 405 405 405 405 405 405"),
    "award_rule_new": ("302 403 404 403 200 404 403 404 200", "302 403 404 403 200 404 403 404 200"),
    "award_rule_edit": ("302 403 404 403 200 404 403 404 200", "302 403 404 403 200 404 403 404 200"),
    "award_rule_move": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 403 404 302"),
    "award_rule_remove": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 403 404 302"),
}
MOST_QUERIES = {"award_rules": 36, "award_rule_edit": 36}
TYPED = {"form": "Thư khen", "code": "TK", "quota": "2", "version": "0"}
VALUES = {
    "form": "Thư khen",
    "code": "TK",
    "authority": "",
    "lowest_total": None,
    "worst_rank": None,
    "lowest_band": "",
    "least_recognised": None,
    "no_late_report": False,
    "no_discipline": False,
    "valid_from": None,
    "valid_to": None,
    "quota_number": 2,
    "quota_percent": None,
}
ENDS_FIRST = "Áp dụng đến ngày: không được trước ngày bắt đầu áp dụng."
STAMP = {"by": None, "at": timezone.now()}


def rule_of(round, code="GK"):
    return round.award_rules.get(code=code)


def codes(round):
    return list(round.award_rules.order_by("position", "pk").values_list("code", flat=True))


def address(name, round, code="GK"):
    return reverse(
        name, args=[round.pk] if name in ("award_rules", "award_rule_new") else [round.pk, rule_of(round, code).pk]
    )


def typed_of(rule, **more):
    """The form of a rule as it is stored."""
    typed = {
        "form": rule.form, "code": rule.code, "authority": rule.authority, "quota": rule.quota,
        "lowest_total": rule.lowest_total or "", "worst_rank": rule.worst_rank or "",
        "lowest_band": rule.lowest_band, "least_recognised": rule.least_recognised or "", "version": rule.version,
    }  # fmt: skip
    return typed | more


@pytest.fixture
def round(cast):
    return round_in(RoundState.SELF_SCORING)


# Written ------------------------------------------------------------------------------------------------------------


def test_the_head_adds_a_rule_and_it_comes_last(cast, round):
    more = {
        "authority": "Chủ tịch UBND xã", "quota": "12,5 %", "lowest_total": "70,5", "worst_rank": "5",
        "lowest_band": BANDS[1].name, "least_recognised": "1", "no_late_report": "on", "no_discipline": "on",
        "valid_from": "01/01/2026", "valid_to": "31.12.2026",
    }  # fmt: skip
    answer = cast.client("head").post(address("award_rule_new", round), TYPED | more, follow=True)
    row = rule_of(round, "TK")
    assert "Đã thêm Thư khen." in text_of(answer)
    assert {name: getattr(row, name) for name in VALUES} == VALUES | {
        "authority": "Chủ tịch UBND xã",
        "quota_number": None,
        "quota_percent": D("12.5"),
        "lowest_total": D("70.5"),
        "worst_rank": 5,
        "lowest_band": BANDS[1].name,
        "least_recognised": 1,
        "no_late_report": True,
        "no_discipline": True,
        "valid_from": date(2026, 1, 1),
        "valid_to": date(2026, 12, 31),
    }
    assert (codes(round), row.position) == (["CO", "BK", "GK", "TK"], 4)
    story = AwardRule.history.filter(id=row.pk).get()
    assert (story.history_user, story.history_change_reason) == (cast.head, "Thêm quy định khen thưởng")


def test_a_rule_is_told_in_words_with_its_days_and_who_decides(cast, round):
    put(
        rule_of(round),
        lowest_band=BANDS[1].name,
        least_recognised=1,
        no_late_report=True,
        no_discipline=True,
        valid_from=date(2026, 1, 1),
    )
    said = text_of(cast.client("clerk").get(address("award_rules", round)))
    assert (
        "3. Giấy khen (GK) Nhiều nhất 1 đơn vị (30 % số đơn vị, làm tròn xuống); từ 80,00 điểm; xếp loại từ "
        "Hoàn thành tốt nhiệm vụ trở lên; có ít nhất 1 sáng kiến được công nhận; không có báo cáo chậm hoặc thiếu; "
        "không bị kỷ luật trong năm; Chủ tịch UBND xã quyết định. Áp dụng từ 01/01/2026." in said
    )
    assert "Số liệu các quy định hỏi" in said and "Sổ chấm điểm Excel không có cột" in said
    assert "Thêm quy định" not in said
    assert "Thêm quy định" in text_of(cast.client("head").get(address("award_rules", round)))


def test_the_page_says_which_rule_would_not_be_applied(cast, round):
    put(rule_of(round), valid_to=date(2020, 1, 1))
    said = text_of(cast.client("clerk").get(address("award_rules", round)))
    assert f"Không áp dụng nếu chốt ngày {settling_day(round, timezone.localdate()):%d/%m/%Y}." in said


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"form": " "}, "form", "Hình thức: chưa nhập."),
        ({"quota": ""}, "quota", "Số lượng: chưa nhập."),
        ({"quota": "ba"}, "quota", f"“ba” không dùng được. {QUOTA_HINT}"),
        ({"quota": "101%"}, "quota", f"“101%” không dùng được. {QUOTA_HINT}"),
        ({"quota": "1,5"}, "quota", f"“1,5” không dùng được. {QUOTA_HINT}"),
        ({"lowest_total": "-1"}, "lowest_total", "Điểm tối thiểu: nhập số từ 0 trở lên."),
        ({"worst_rank": "0"}, "worst_rank", "Hạng thấp nhất được xét: từ 1 trở lên."),
        ({"worst_rank": "x"}, "worst_rank", "Hạng thấp nhất được xét: nhập một số nguyên."),
        ({"least_recognised": "0"}, "least_recognised", "Sáng kiến được công nhận, ít nhất: từ 1 trở lên."),
        ({"lowest_band": "Xuất sắc"}, "lowest_band", "Xếp loại từ: chọn một mục trong danh sách."),
        ({"valid_from": "2/1/2026", "valid_to": "1/1/2026"}, "valid_to", ENDS_FIRST),
        ({"code": "gk"}, "__all__", "Kỳ chấm đã có quy định mang mã gk."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_tried", [False, True])
def test_what_cannot_be_a_rule_is_said_in_one_sentence_and_stays_typed(cast, round, wrong, field, sentence, is_tried):
    more = {"xem-thu": "1"} if is_tried else {}
    answer = cast.client("head").post(address("award_rule_new", round), TYPED | wrong | more)
    form = answer.context["form"]
    assert form.errors == {field: [sentence]}
    assert form["authority"].value() is None or form["form"].value() is not None
    assert codes(round) == ["CO", "BK", "GK"]
    assert sentence in text_of(answer)


def test_of_two_who_edit_a_rule_the_second_is_shown_both_values(cast, round):
    row = rule_of(round)
    first, second = typed_of(row, quota="40%"), typed_of(row, quota="50%", authority="UBND xã")
    assert cast.client("head").post(address("award_rule_edit", round), first).status_code == 302
    answer = cast.client("admin").post(address("award_rule_edit", round), second)
    assert ("Số lượng", "40%", "50%") in answer.context["form"].meanwhile
    assert rule_of(round).quota == "40%"
    again = second | {"version": answer.context["form"]["version"].value()}
    assert cast.client("admin").post(address("award_rule_edit", round), again).status_code == 302
    assert (rule_of(round).quota, rule_of(round).version) == ("50%", 2)


def test_an_edit_that_was_seen_too_early_changes_nothing(round):
    row, same = rule_of(round), rule_of(round)
    edit_rule(row, VALUES, seen=0, **STAMP)
    with pytest.raises(ChangedMeanwhile):
        edit_rule(same, VALUES | {"form": "Khác"}, seen=0, **STAMP)
    assert rule_of(round, "TK").form == "Thư khen"


def test_rules_change_places_and_are_taken_away(cast, round):
    head = cast.client("head")
    head.post(address("award_rule_move", round), {"den": "len"})
    assert codes(round) == ["CO", "GK", "BK"]
    head.post(address("award_rule_move", round), {"den": "xuong"})
    head.post(address("award_rule_move", round), {"den": "xuong"})
    assert codes(round) == ["CO", "BK", "GK"]
    head.post(address("award_rule_remove", round, "BK"))
    assert codes(round) == ["CO", "GK"]


def test_rules_that_share_a_place_can_still_be_put_in_order(round):
    round.award_rules.update(position=1)
    move_rule(rule_of(round), -1, **STAMP)
    assert codes(round) == ["CO", "GK", "BK"]


def test_the_rules_of_a_settled_round_are_never_changed(cast):
    sentence = "Kỳ chấm đã chốt; quy định khen thưởng giữ nguyên như khi chốt."
    row = rule_of(cast.round)
    for action in (
        lambda: add_rule(cast.round, VALUES, **STAMP),
        lambda: edit_rule(row, VALUES, seen=0, **STAMP),
        lambda: move_rule(row, -1, **STAMP),
        lambda: remove_rule(row, **STAMP),
    ):
        with pytest.raises(NotPossible) as refused:
            action()
        assert refused.value.reasons == [sentence]
    assert codes(cast.round) == ["CO", "BK", "GK"]
    for name in ("award_rule_new", "award_rule_edit"):
        for typed in (TYPED, TYPED | {"xem-thu": "1"}):
            assert sentence in text_of(cast.client("head").post(address(name, cast.round), typed))
    said = text_of(cast.client("head").get(address("award_rules", cast.round)))
    assert "Thêm quy định" not in said and "Thử trên" not in said and "không sửa được nữa" in said


def test_the_rules_of_a_year_that_is_over_are_not_changed(round):
    Campaign.objects.filter(pk=round.campaign_id).update(state=CampaignState.REVIEWED)
    with pytest.raises(NotPossible, match="đã tổng kết"):
        add_rule(round, VALUES, **STAMP)


def test_a_band_that_is_gone_is_said_and_can_be_chosen_away(cast, round):
    put(rule_of(round), lowest_band="Xuất sắc")
    said = text_of(cast.client("head").get(address("award_rules", round)))
    assert "Giấy khen đòi xếp loại “Xuất sắc”, nhưng kỳ chấm không có mức này." in said
    answer = cast.client("head").post(address("award_rule_edit", round), typed_of(rule_of(round), lowest_band=""))
    assert (answer.status_code, rule_of(round).lowest_band) == (302, "")


# Tried --------------------------------------------------------------------------------------------------------------


def test_the_stored_rules_are_tried_on_the_last_settled_round(cast, round):
    said = text_of(cast.client("clerk").get(address("award_rules", round)))
    assert "Thử trên Tổng kết năm 2026, chốt ngày 18/12/2026" in said
    [preview] = previews(round, list(round.award_rules.order_by("position")), today=date(2026, 5, 1), own_unit="KT")
    assert [(award.form, award.units) for award in preview.awards] == [
        ("Cờ thi đua", ("Trung tâm Phục vụ hành chính công",)),
        ("Bằng khen", ("Văn phòng HĐND và UBND xã",)),
        ("Giấy khen", ("Phòng Văn hóa - Xã hội",)),
    ]
    [mine] = [row for row in preview.rows if row.is_mine]
    assert (mine.name, [cell.sentence for cell in mine.cells]) == (
        "Phòng Kinh tế",
        [f"Đạt 79,65 điểm, chưa đủ {lowest} điểm." for lowest in ("90,00", "85,00", "80,00")],
    )
    assert preview.differences is None


def test_what_is_typed_is_tried_and_compared_without_being_saved(cast, round):
    typed = typed_of(rule_of(round), quota="3", lowest_total="60", **{"xem-thu": "1"})
    before = list(AwardRule.objects.order_by("pk").values())
    answer = cast.client("head").post(address("award_rule_edit", round), typed)
    [preview] = answer.context["previews"]
    none = "theo quy định đang lưu: không được đề nghị."
    assert preview.differences == (
        f"Phòng Kinh tế: được đề nghị Giấy khen; {none}",
        f"Trung tâm Dịch vụ sự nghiệp công: được đề nghị Giấy khen; {none}",
    )
    assert "Chưa lưu. Đây là kết quả nếu quy định đang gõ được lưu" in text_of(answer)
    assert (list(AwardRule.objects.order_by("pk").values()), AwardRule.history.filter(history_type="~").count()) == (
        before,
        0,
    )
    assert answer.context["form"]["quota"].value() == "3"


def test_a_new_rule_is_tried_after_the_others_with_the_facts_it_asks(cast, round):
    typed = TYPED | {"xem-thu": "1", "least_recognised": "1"}
    answer = cast.client("head").post(address("award_rule_new", round), typed)
    [preview] = answer.context["previews"]
    assert preview.differences == ()
    assert preview.rows[3].cells[3].sentence == "Có 0 sáng kiến được công nhận, cần ít nhất 1."
    assert "Không đơn vị nào khác đi." in text_of(answer)
    assert preview.notes == ("Sáng kiến, báo cáo, kỷ luật: số liệu năm 2026 tính đến ngày chốt, theo dữ liệu hiện có.",)


def test_a_tie_is_a_difference_of_its_own(cast, round):
    sheets = tuple(replace(s, marks=CONTENT.sheets[0].marks) if s.unit == "VHXH" else s for s in CONTENT.sheets)
    settings = replace(CONTENT.settings, tie_break=())
    last = settle(replace(NAME, round="Sơ kết"), replace(CONTENT, sheets=sheets, settings=settings))
    put(last.result, settled_at=timezone.make_aware(timezone.datetime(2027, 1, 5, 9)))
    rows = list(round.award_rules.order_by("position"))
    tried = [*rows[:1], AwardRule(round=round, pk=rows[1].pk, code="BK", form="Bằng khen", quota_number=2), rows[2]]
    [preview] = previews(round, tried, stored=rows, today=date(2026, 5, 1))
    assert preview.differences == (
        "Văn phòng HĐND và UBND xã: được đề nghị Bằng khen; theo quy định đang lưu: chờ bỏ phiếu suy tôn Bằng khen.",
        "Phòng Văn hóa - Xã hội: được đề nghị Bằng khen; theo quy định đang lưu: chờ bỏ phiếu suy tôn Bằng khen.",
    )


@pytest.mark.parametrize(
    ("state", "is_shown"),
    [
        (RoundState.SELF_SCORING, False),
        (RoundState.APPRAISING, False),
        (RoundState.SHOWN, True),
        (RoundState.REVIEWING, True),
    ],
)
def test_the_rounds_own_ranking_is_tried_on_as_soon_as_every_unit_may_see_it(cast, state, is_shown):
    """Before that even the head is told nothing by a preview: neither totals nor who would be first."""
    round = round_in(state, entries=("self", "appraised"))
    said = text_of(cast.client("head").get(address("award_rules", round)))
    assert ("Thử trên Sơ kết năm 2026, điểm hiện nay Không ghi vào đâu Tạm tính" in said) is is_shown


def test_a_bloc_without_any_ranking_is_told_so(cast):
    round = round_in(RoundState.SELF_SCORING, number="77")
    cast.alone = cast.staff("alone", round.campaign.bloc, "VP")
    said = text_of(cast.client("alone").get(address("award_rules", round)))
    assert "Khối chưa có kỳ chấm nào đã chốt để xem thử." in said
    answer = cast.client("alone").post(address("award_rule_new", round), TYPED | {"xem-thu": "1"})
    assert "Khối chưa có kỳ chấm nào đã chốt để thử." in text_of(answer)


def test_rules_are_tried_for_the_day_the_round_will_be_settled(round):
    today = date(2026, 11, 3)
    assert settling_day(round, today) == today
    round.reviewing_until = timezone.make_aware(timezone.datetime(2026, 12, 20, 17))
    assert settling_day(round, today) == date(2026, 12, 20)
    round.reviewing_until = None
    assert settling_day(round, date(2025, 11, 3)) == date(2026, 12, 31)
    put(rule_of(round, "CO"), valid_from=date(2026, 12, 1))
    rows = list(round.award_rules.order_by("position"))
    [early], [late] = (previews(round, rows, today=day) for day in (date(2026, 11, 30), date(2026, 12, 1)))
    assert [len(early.awards), len(late.awards)] == [2, 3]
    assert (early.notes, late.notes) == (("Không áp dụng nếu chốt ngày 30/11/2026: Cờ thi đua.",), ())


def test_a_look_changes_nothing(cast, round):
    before = [list(model.objects.order_by("pk").values()) for model in (AwardRule, Proposal)]
    for who in ("clerk", "head", "admin"):
        cast.client(who).get(address("award_rules", round))
    assert [list(model.objects.order_by("pk").values()) for model in (AwardRule, Proposal)] == before


# What it costs, who may ---------------------------------------------------------------------------------------------


def counts(cast, number, size):
    """Queries of the page with two previews, and of a rule tried while it is typed."""
    settle(replace(NAME, number=number), content_of_size(size))
    round = round_in(RoundState.REVIEWING, content_of_size(size), number=number)
    round.award_rules.update(least_recognised=1, no_late_report=True, no_discipline=True, lowest_band="Mức 0")
    cast.someone = cast.staff(f"head {number}", round.campaign.bloc, "D0")
    client, rule = cast.client("someone"), round.award_rules.first()
    asks = {
        "award_rules": lambda: client.get(address("award_rules", round)),
        "award_rule_edit": lambda: client.post(
            reverse("award_rule_edit", args=[round.pk, rule.pk]), typed_of(rule, **{"xem-thu": "1"})
        ),
    }
    return {name: _queries(ask) for name, ask in asks.items()}


def _queries(ask):
    assert len(ask().context["previews"]) == 2
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def test_the_pages_ask_the_same_however_many_units_and_rules_there_are(cast):
    small = counts(cast, "81", Size(units=4, criteria=3, areas=1, rules=1))
    assert counts(cast, "82", Size(units=30, criteria=9, areas=3, rules=6)) == small
    assert {name: count for name, count in small.items() if count > MOST_QUERIES[name]} == {}


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_gets_the_answer_of_the_table(cast, name, method):
    """Of a settled round, which the Council sees too; what is done there is refused by the action."""
    answers = [str(getattr(cast.client(who), method)(address(name, cast.round)).status_code) for who in PEOPLE]
    assert " ".join(answers) == ACCESS[name][method == "post"]


def test_a_round_in_preparation_is_read_by_who_leads_the_year(cast):
    round = round_in(RoundState.PREPARING)
    answers = {who: cast.client(who).get(address("award_rules", round)).status_code for who in PEOPLE}
    assert answers == {
        "anonymous": 302, "clerk": 404, "stranger": 404, "deputy": 200, "head": 200, "other_head": 404,
        "council": 404, "other_council": 404, "admin": 200,
    }  # fmt: skip


# In the administration and as a table ---------------------------------------------------------------------------

world = pytest.fixture(a_world)
ASKED = {
    "lowest_band": "Hoàn thành tốt nhiệm vụ",
    "least_recognised": 2,
    "no_late_report": True,
    "no_discipline": True,
    "valid_from": date(2026, 1, 1),
    "valid_to": date(2026, 12, 31),
}


def asked_of(rule):
    rule.refresh_from_db()
    return {name: getattr(rule, name) for name in ASKED}


def test_the_administration_offers_every_condition(world):
    form = {
        "round": world.year.preparing.pk, "position": 2, "code": "GK", "form": "Giấy khen", "quota_percent": "30",
        **{name: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for name, value in ASKED.items()},
    }  # fmt: skip
    browser, url = world.browser("head"), reverse("admin:awards_awardrule_add")
    assert browser.post(url, form).status_code == 302
    assert asked_of(world.year.preparing.award_rules.get(code="GK")) == ASKED
    wrong = browser.post(url, form | {"code": "X", "valid_to": "01/01/2025", "least_recognised": "0"})
    assert wrong.context["adminform"].form.errors == {
        "valid_to": ["Ngày thôi áp dụng không được trước ngày bắt đầu áp dụng."],
        "least_recognised": ["Số sáng kiến ít nhất từ 1 trở lên."],
    }


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_table_of_rules_carries_the_conditions_there_and_back(world, kind):
    rule = world.year.preparing.award_rules.get()
    put(rule, **ASKED)
    head = world.browser("head")
    data = export(head, AwardRule, kind, f"?round__id={world.year.preparing.pk}")
    assert upload(head, AwardRule, f"a.{kind}", data).context["rehearsal"].summary.endswith("1 dòng không đổi.")
    put(rule, **dict.fromkeys(("lowest_band",), ""), least_recognised=None, no_late_report=False, no_discipline=False)
    put(rule, valid_from=None, valid_to=None)
    import_whole(head, AwardRule, f"a.{kind}", data)
    assert asked_of(rule) == ASKED


def test_a_table_without_those_columns_keeps_what_is_stored(world):
    rule = world.year.preparing.award_rules.get()
    put(rule, **ASKED)
    table = xlsx(("Kỳ chấm", "Mã", "Hình thức", "Số lượng"), (world.year.preparing.name, rule.code, "Cờ mới", 2))
    import_whole(world.browser("head"), AwardRule, "a.xlsx", table)
    assert (asked_of(rule), rule.form) == (ASKED, "Cờ mới")


def test_a_day_that_cannot_be_read_is_said(world):
    row = (world.year.preparing.name, "GK", "Giấy khen", 2, "hôm nay", "01/01/2025")
    headings = ("Kỳ chấm", "Mã", "Hình thức", "Số lượng", "Áp dụng từ ngày", "Áp dụng đến ngày")
    assert problems(upload(world.browser("head"), AwardRule, "a.xlsx", xlsx(headings, row))) == [
        'Dòng 2, cột "Áp dụng từ ngày": "hôm nay" không dùng được. Ghi ngày như 31/12/2026.'
    ]
    row = (*row[:4], "01/01/2026", "01/01/2025")
    assert problems(upload(world.browser("head"), AwardRule, "a.xlsx", xlsx(headings, row))) == [
        'Dòng 2, cột "Áp dụng đến ngày": Ngày thôi áp dụng không được trước ngày bắt đầu áp dụng.'
    ]


# Two at once --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_rule_written_while_the_round_is_settled_is_in_the_result_or_refused(file_database):
    """Never in between: what stands in the rules of a settled round is what it was settled with."""
    round = prepare(YEARS_NAME)
    doings = [
        lambda: settle_round(round, by=None, at=SETTLED_AT),
        lambda: edit_rule(rule_of(round), VALUES | {"code": "GK"}, seen=0, by=None, at=SETTLED_AT),
    ]
    settled, edited = at_once(lambda i: doings[i]())
    forms = [award["form"] for award in result_json(settled)["awards"]]
    assert forms == list(round.award_rules.order_by("position").values_list("form", flat=True))
    assert (forms[2] == "Thư khen") is not isinstance(edited, NotPossible)
