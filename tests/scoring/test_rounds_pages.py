"""The pages of a round: the list, the hub, its making and editing, its way forward and back."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scoring.models import Mark, Round
from scoring.states import RoundState, SheetState
from tests.cast import PEOPLE, Size, content_of_size
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import APPRAISED, SELF, mark_of, round_in, sheet_of

pytestmark = pytest.mark.django_db

BANDS = {"band_name": ["Xuất sắc", "Tốt", ""], "band_total": ["90", "80,5", ""]}


def page(name, round, *more):
    return reverse(name, args=[round.pk, *more])


def get(cast, who, name, round, *more):
    return text_of(cast.client(who).get(page(name, round, *more)))


def post(cast, who, name, round, data, *more):
    return cast.client(who).post(page(name, round, *more), data, follow=True)


# The list and the hub -------------------------------------------------------------------------------------------------


def test_the_list_says_what_is_next_for_each(cast):
    round = round_in(RoundState.SELF_SCORING)
    url = reverse("rounds")
    until = timezone.localtime(round.self_scoring_until)
    clerk = text_of(cast.client("clerk").get(url))
    assert f"{until:%d/%m/%Y}, còn 4 ngày. Tự chấm và nộp phiếu : Sơ kết năm 2026 Tự chấm" in clerk
    assert "Lập kỳ chấm" not in clerk
    put(sheet_of(round, "VP"), state="submitted")
    assert "Xem việc còn lại và chuyển bước : Sơ kết năm 2026" in text_of(cast.client("head").get(url))


def test_while_units_score_themselves_only_how_far_they_are_is_told(cast):
    round = round_in(RoundState.SELF_SCORING, entries=(SELF,))
    put(mark_of(round, "HCC", "1.2"), self_entry="")
    said = get(cast, "clerk", "round", round)
    assert "Trung tâm Phục vụ hành chính công Thành viên Đang tự chấm 13/14 0/14 tiêu chí" in said
    assert "104" not in said
    assert "Mở phiếu : Phòng Kinh tế" in said
    assert "Mở phiếu : Trung tâm" not in said
    assert "Bước 2/7: Tự chấm" in said


def test_who_leads_is_told_everything_that_is_missing_and_a_unit_its_own(cast):
    round = round_in(RoundState.SELF_SCORING)
    head, clerk = get(cast, "head", "round", round), get(cast, "clerk", "round", round)
    assert "Còn 6 việc trước khi sang bước thẩm định" in head
    assert "Phòng Kinh tế chưa nộp phiếu tự chấm, còn 14 tiêu chí chưa chấm." in head
    assert "Đơn vị mình còn 1 việc" in clerk
    assert "Trung tâm Dịch vụ sự nghiệp công chưa nộp" not in clerk


def test_before_it_is_shown_a_unit_is_not_told_how_it_was_appraised(cast):
    round = round_in(RoundState.APPRAISING, entries=(SELF, APPRAISED))
    put(mark_of(round, "KT", "1.1"), reason="", appraised_entry="")
    put(sheet_of(round, "KT"), exclusion_reason="Có cá nhân bị kỷ luật")
    clerk, head = get(cast, "clerk", "round", round), get(cast, "head", "round", round)
    assert "Phòng Kinh tế còn 1 tiêu chí chưa thẩm định: 1.1." in head
    assert "Có cá nhân" in head
    assert "chưa thẩm định" not in clerk
    assert "Có cá nhân" not in clerk
    put(round, state="shown")
    assert "Không xếp hạng: Có cá nhân bị kỷ luật" in get(cast, "clerk", "round", round)


def test_each_missing_thing_leads_to_whoever_can_do_it(cast):
    round = round_in(RoundState.APPRAISING)
    head = cast.client("head").get(page("round", round)).content.decode()
    deputy = cast.client("deputy").get(page("round", round)).content.decode()
    kt, vp = (page("appraisal_of_unit", round, code) for code in ("KT", "VP"))
    assert f'href="{kt}"' in head
    assert f'href="{vp}"' not in head
    assert f'href="{vp}"' in deputy
    assert f'href="{kt}"' not in deputy


def test_a_settled_round_leads_to_its_ranking(cast):
    said = cast.client("clerk").get(page("round", cast.round)).content.decode()
    for name in ("ranking", "verification", "proposals", "review", "review_material"):
        assert f'href="{page(name, cast.round)}"' in said
    assert f'href="{page("standings", cast.round)}"' not in said


# Made and edited ------------------------------------------------------------------------------------------------------


def form_of(campaign, **more):
    return {
        "name": "Chuyên đề cải cách hành chính",
        "kind": "extra",
        "criteria_set": campaign.criteria_sets.first().pk,
        "tie_break": "Điểm nền; Nội dung 2; Bỏ phiếu",
        "self_scoring_until": "20/11/2026 17:00",
        "appraising_until": "28/11/2026 17:00",
        **BANDS,
        **more,
    }


def test_the_head_makes_a_round_with_the_award_rules_of_the_last_one(cast):
    campaign = cast.round.campaign
    url = reverse("round_new", args=[campaign.pk])
    said = text_of(cast.client("head").get(url))
    assert "Lập kỳ chấm năm 2026" in said
    answer = cast.client("head").post(url, form_of(campaign), follow=True)
    assert "Đã lập Chuyên đề cải cách hành chính." in text_of(answer)
    made = Round.objects.get(name="Chuyên đề cải cách hành chính")
    assert (made.state, made.kind, made.tie_break) == ("preparing", "extra", "base;area:2;ballot")
    assert [(b.name, str(b.lowest_total)) for b in made.bands.all()] == [("Xuất sắc", "90.00"), ("Tốt", "80.50")]
    assert made.sheets.count() == 6
    rules = ("position", "code", "form", "authority", "quota_number", "quota_percent", "lowest_total", "worst_rank")
    copied, kept = (list(r.award_rules.order_by("position").values_list(*rules)) for r in (made, cast.round))
    assert copied == kept != []


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_made(cast):
    campaign = cast.round.campaign
    wrong = form_of(
        campaign,
        name=cast.round.name,
        tie_break="Điểm nền; Nội dung 9",
        appraising_until="19/11/2026 17:00",
        band_name=["Tốt", "Tốt", ""],
        band_total=["80", "x", "7"],
    )
    said = text_of(cast.client("head").post(reverse("round_new", args=[campaign.pk]), wrong))
    for words in (
        "Phong trào không có Nội dung 9.",
        "Mốc này phải từ mốc “Hạn tự chấm” trở đi.",
        "Mức xếp loại, dòng 2:",
        "Mức xếp loại, dòng 3: chưa ghi tên mức.",
    ):
        assert words in said
    right = form_of(campaign, name=cast.round.name)
    said = text_of(cast.client("head").post(reverse("round_new", args=[campaign.pk]), right))
    assert "Năm này đã có kỳ chấm cùng tên. Đặt tên khác." in said
    assert Round.objects.filter(campaign=campaign).count() == 1


def test_the_button_adds_rows_and_saves_nothing(cast):
    campaign = cast.round.campaign
    typed = form_of(campaign, name="Đang gõ dở", them="1", band_name=["A", "", "B"], band_total=["9", "", "7"])
    answer = cast.client("head").post(reverse("round_new", args=[campaign.pk]), typed)
    html = answer.content.decode()
    assert html.count('name="band_name"') == 4
    for value in ("Đang gõ dở", "20/11/2026 17:00", "Điểm nền; Nội dung 2; Bỏ phiếu", "A", "B"):
        assert f'value="{value}"' in html
    assert not Round.objects.filter(name="Đang gõ dở").exists()


def test_once_it_has_begun_only_the_dates_are_edited(cast):
    round = round_in(RoundState.SELF_SCORING)
    url = page("round_edit", round)
    assert "Sửa mốc thời gian" in text_of(cast.client("head").get(url))
    answer = cast.client("head").post(
        url, {"version": 0, "name": "Tên khác", "self_scoring_until": "30/11/2030 17:00"}, follow=True
    )
    assert "Đã lưu kỳ chấm." in text_of(answer)
    round.refresh_from_db(fields=["name", "self_scoring_until"])
    assert (round.name, f"{timezone.localtime(round.self_scoring_until):%d/%m/%Y %H:%M}") == (
        "Sơ kết năm 2026",
        "30/11/2030 17:00",
    )


def test_the_second_of_two_who_edit_is_told(cast):
    round = round_in(RoundState.PREPARING)
    data = form_of(round.campaign, name=round.name, version=0, criteria_set=round.criteria_set_id)
    assert "Đã lưu kỳ chấm." in text_of(post(cast, "head", "round_edit", round, data))
    said = text_of(post(cast, "head", "round_edit", round, data | {"name": "Tên khác"}))
    assert "Nội dung này vừa được người khác lưu." in said
    assert Round.objects.get(pk=round.pk).name == round.name


def test_a_settled_round_is_not_edited(cast):
    said = text_of(cast.client("head").get(page("round_edit", cast.round), follow=True))
    assert "Kỳ chấm đã chốt, không sửa được nữa." in said


# On and back ------------------------------------------------------------------------------------------------------


def test_the_page_says_what_is_missing_instead_of_a_dead_button(cast):
    round = round_in(RoundState.APPRAISING)
    answer = cast.client("head").get(page("round_move_on", round))
    said = text_of(answer)
    assert "Chưa chuyển được: xem việc còn lại dưới đây." in said
    assert "Phòng Kinh tế còn 15 tiêu chí chưa thẩm định" in said
    assert '<button class="btn btn-primary"' not in answer.content.decode()


def test_a_round_is_opened_and_every_line_is_there(cast):
    round = round_in(RoundState.PREPARING)
    Mark.objects.in_round(round).delete()
    put(round, self_scoring_until=timezone.now() + timedelta(days=3))
    said = get(cast, "head", "round_move_on", round)
    assert "Bộ tiêu chí, thứ tự phân định và mức xếp loại không sửa được nữa" in said
    assert "Đã mở tự chấm." in text_of(post(cast, "head", "round_move_on", round, {"buoc": "preparing"}))
    assert Mark.objects.in_round(round).count() == 6 * 18


def test_a_deadline_that_is_over_keeps_a_round_from_opening(cast):
    round = round_in(RoundState.PREPARING)
    put(round, self_scoring_until=timezone.now() - timedelta(days=3))
    assert "Hạn tự chấm đã qua." in get(cast, "head", "round_move_on", round)


def test_who_saw_another_phase_moves_nothing(cast):
    round = round_in(RoundState.SHOWN)
    said = text_of(post(cast, "head", "round_move_on", round, {"buoc": "appraising"}))
    assert "Kỳ chấm vừa được chuyển sang bước công khai trong Khối." in said
    assert Round.objects.get(pk=round.pk).state == "shown"


def test_a_step_back_needs_a_reason_that_everybody_reads(cast):
    round = round_in(RoundState.SHOWN)
    assert "Lý do lùi bước: chưa nhập." in text_of(post(cast, "head", "round_step_back", round, {"buoc": "shown"}))
    reason = "Thẩm định lại tiêu chí 2.1 theo số liệu mới"
    said = text_of(post(cast, "head", "round_step_back", round, {"buoc": "shown", "reason": reason}))
    assert "Đã lùi về bước thẩm định." in said
    for who in ("clerk", "deputy"):
        assert f"lùi kỳ chấm về bước thẩm định. Lý do: {reason}" in get(cast, who, "round", round)


def test_a_settled_round_does_not_step_back(cast):
    said = text_of(cast.client("head").get(page("round_step_back", cast.round), follow=True))
    assert "Kỳ chấm đã chốt, không lùi lại được." in said


def test_from_the_review_the_next_step_is_settling(cast):
    round = round_in(RoundState.REVIEWING)
    answer = cast.client("head").get(page("round_move_on", round))
    assert answer.url == page("round_settle", round)


# Điều kiện loại, phiếu phân định --------------------------------------------------------------------------------------


def test_who_appraises_a_unit_keeps_it_from_being_ranked_and_takes_it_back(cast):
    round = round_in(RoundState.REVIEWING)
    url = page("sheet_exclude", round, "KT")
    data = {"exclusion_reason": "Có cá nhân bị kỷ luật", "version": 0}
    assert "Phòng Kinh tế: đã ghi điều kiện loại." in text_of(cast.client("head").post(url, data, follow=True))
    said = text_of(cast.client("head").post(url, data | {"exclusion_reason": ""}, follow=True))
    assert "Nội dung này vừa được người khác lưu." in said
    said = text_of(cast.client("head").post(url, {"exclusion_reason": "", "version": 1}, follow=True))
    assert "Phòng Kinh tế: không còn điều kiện loại." in said


def test_nobody_excludes_the_own_unit(cast):
    round = round_in(RoundState.REVIEWING)
    url = {code: page("sheet_exclude", round, code) for code in ("VP", "VHXH", "KT")}
    assert [cast.client("head").get(url[code]).status_code for code in url] == [403, 200, 200]
    assert [cast.client("deputy").get(url[code]).status_code for code in url] == [200, 403, 403]


@pytest.fixture
def tied(cast):
    """KT and VHXH alike in every line: only a ballot tells them apart."""
    round = round_in(RoundState.REVIEWING)
    for mark in Mark.objects.filter(sheet=sheet_of(round, "KT")).select_related("criterion"):
        twin = mark_of(round, "VHXH", mark.criterion.code)
        put(mark, self_entry=twin.self_entry, appraised_entry=twin.appraised_entry, reason=twin.reason)
    return round


def boxes(round, **votes):
    data = {}
    for code, typed in votes.items():
        sheet = sheet_of(round, code)
        data |= {f"phieu-{sheet.pk}": typed, f"phieu-{sheet.pk}-ban": sheet.version}
    return data


def votes(round):
    return dict(round.sheets.exclude(votes=None).values_list("unit__code", "votes"))


def test_votes_are_recorded_for_units_that_are_tied(cast, tied):
    said = get(cast, "head", "round_votes", tied)
    assert "Cùng 87,12 điểm" in said
    assert "biên bản kiểm phiếu là căn cứ" in said
    assert "Văn phòng HĐND" not in said.split("Phiếu phân định", 2)[2].split("Lưu số phiếu")[0]
    answer = post(cast, "head", "round_votes", tied, boxes(tied, KT="4", VHXH="2", HCC="9"))
    assert "Đã lưu số phiếu phân định." in text_of(answer)
    assert votes(tied) == {"KT": 4, "VHXH": 2}


def test_votes_that_are_no_number_are_named_and_none_is_kept(cast, tied):
    answer = post(cast, "head", "round_votes", tied, boxes(tied, KT="bốn", VHXH="2"))
    assert "Phòng Kinh tế: số phiếu là một số nguyên từ 0 đến 100000." in text_of(answer)
    assert 'value="bốn"' in answer.content.decode()
    assert votes(tied) == {}


def test_of_two_who_record_votes_the_second_is_shown_the_first(cast, tied):
    late = boxes(tied, KT="4", VHXH="2")
    post(cast, "head", "round_votes", tied, boxes(tied, KT="3", VHXH=""))
    said = text_of(post(cast, "head", "round_votes", tied, late))
    assert "Phòng Kinh tế: người khác vừa lưu 3 phiếu; đang gõ 4. Kiểm tra rồi lưu lại." in said
    assert votes(tied) == {"KT": 3}
    post(cast, "head", "round_votes", tied, boxes(tied, KT="4", VHXH="2"))
    assert votes(tied) == {"KT": 4, "VHXH": 2}


def test_the_deputy_writes_no_votes_of_units_the_head_appraises(cast, tied):
    post(cast, "deputy", "round_votes", tied, boxes(tied, KT="4", VHXH="2"))
    assert votes(tied) == {}


def test_without_a_tie_there_is_no_ballot(cast):
    assert "Không có đơn vị nào cần bỏ phiếu" in get(cast, "head", "round_votes", round_in(RoundState.REVIEWING))


# What a page asks -----------------------------------------------------------------------------------------------------

SMALL = Size(units=4, criteria=6, areas=2, rules=1, bands=1)
GROWN = (
    Size(units=20, criteria=6, areas=2, rules=1, bands=1),
    Size(units=4, criteria=20, areas=6, rules=4, bands=4),
)
MOST = {
    "rounds": 10,
    "round": 19,
    "round_move_on": 20,
    "round_votes": 16,
    "round_edit": 11,
    "sheet_exclude": 10,
}


def queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def asked(cast, size, number, state):
    round = round_in(state, content_of_size(size), number=number)
    cast.someone = cast.staff(f"head {number} {state}", round.campaign.bloc, "D0")
    client = cast.client("someone")
    urls = {name: reverse(name, args=[round.pk]) for name in ("round", "round_edit")}
    urls |= {"rounds": reverse("rounds"), "sheet_exclude": reverse("sheet_exclude", args=[round.pk, "D2"])}
    urls["round_votes" if state == RoundState.REVIEWING else "round_move_on"] = reverse(
        "round_votes" if state == RoundState.REVIEWING else "round_move_on", args=[round.pk]
    )
    return {name: queries(client, url) for name, url in urls.items()}


@pytest.mark.parametrize("state", [RoundState.APPRAISING, RoundState.REVIEWING])
def test_pages_ask_the_same_whatever_grows(cast, state):
    small = asked(cast, SMALL, "60", state)
    for place, size in enumerate(GROWN):
        assert asked(cast, size, str(61 + place), state) == small
    assert {name: n for name, n in small.items() if n > MOST[name]} == {}


# Who sees and does ----------------------------------------------------------------------------------------------------

#            anonymous clerk stranger deputy head other_head council other_council admin
HEADS = "302 403 404 403 200 404 404 404 403"
WRITES = "302 403 404 403 200 404 404 404 403"
ACCESS = {
    "round_new": ("302 403 404 403 200 404 403 404 403", "302 403 404 403 200 404 403 404 403"),
    "round_edit": (HEADS, WRITES),
    "round_move_on": (HEADS, "302 403 404 403 302 404 404 404 403"),
    "round_step_back": (HEADS, WRITES),
    "sheet_exclude": ("302 403 404 403 200 404 404 404 403", "302 403 404 403 302 404 404 404 403"),
    "round_votes": ("302 403 404 302 302 404 404 404 403", "302 403 404 302 302 404 404 404 403"),
}


@pytest.mark.parametrize("name", ACCESS)
def test_who_may_open_and_send(cast, name):
    """Of a round that is shown: the votes are for later, and lead back to the round."""
    round = round_in(RoundState.SHOWN)
    arguments = {"round_new": [round.campaign_id], "sheet_exclude": [round.pk, "HCC"]}.get(name, [round.pk])
    url = reverse(name, args=arguments)
    answers = [
        " ".join(str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE)
        for method in ("get", "post")
    ]
    assert tuple(answers) == ACCESS[name]


HREF = re.compile(r"<main.*?</main>", re.DOTALL)


@pytest.mark.parametrize("state", RoundState)
@pytest.mark.parametrize("who", ["clerk", "deputy", "head"])
def test_nobody_is_led_to_a_closed_door(cast, state, who):
    """Every link of the hub opens for whoever is shown it; a sheet nobody has touched yet has no history."""
    round = cast.round if state is RoundState.SETTLED else round_in(state)
    client = cast.client(who)
    answer = client.get(page("round", round))
    if answer.status_code == 404:
        assert (state, who) == (RoundState.PREPARING, "clerk")
        return
    links = set(re.findall(r'href="(/[^"#]*)', HREF.search(answer.content.decode())[0]))
    led = {link for link in links if not link.startswith("/lich-su/phieu/")}
    assert {link: found for link in sorted(led) if (found := client.get(link).status_code) not in (200, 302)} == {}


@pytest.mark.parametrize(
    ("state", "sheet", "is_led_there"),
    [
        (RoundState.SELF_SCORING, SheetState.OPEN, True),
        (RoundState.SELF_SCORING, SheetState.RETURNED, True),
        (RoundState.SELF_SCORING, SheetState.SUBMITTED, False),
        (RoundState.APPRAISING, SheetState.OPEN, False),
        (RoundState.APPRAISING, SheetState.RETURNED, True),
        (RoundState.APPRAISING, SheetState.SUBMITTED, False),
    ],
)
def test_a_unit_is_led_to_its_sheet_while_it_may_fill_it(cast, state, sheet, is_led_there):
    round = round_in(state)
    put(sheet_of(round, "KT"), state=sheet)
    button = cast.client("clerk").get(page("round", round)).context["next"]
    expected = ("Mở phiếu của đơn vị mình", page("sheet", round, "KT"))
    assert (button == expected) is is_led_there
