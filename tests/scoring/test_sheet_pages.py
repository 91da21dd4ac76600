"""Phiếu tự chấm on the page: what a row asks for and shows, how it is saved, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Meeting
from scoring.models import Mark
from scoring.states import RoundState, SheetState
from tests.cast import Size, content_of_size
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import SELF, mark_of, round_in, sheet_of
from tests.scoring.sheet_builders import entered, linked, row, shown
from tests.toolkit.hostile_files import PDF

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def round(cast):
    return round_in(RoundState.SELF_SCORING)


@pytest.fixture
def clerk(cast):
    return cast.client("clerk")


def page(round, code="KT"):
    return reverse("sheet", args=[round.pk, code])


def save(mark):
    return reverse("mark_save", args=[mark.pk])


def parts(answer):
    """What a saved row changes on the page: the words of each part by its id."""
    html = answer.content.decode()
    found = re.findall(r'<(\w+) id="([\w-]+)">(.*?)</\1>\n', html, re.DOTALL)
    return {key: " ".join(re.sub(r"<[^>]+>", " ", inner).split()) for _, key, inner in found}


def stored(mark):
    now = Mark.objects.get(pk=mark.pk)
    return now.self_entry, now.note, now.fact_count, now.version


# What a row shows ---------------------------------------------------------------------------------------------------


def test_a_row_asks_by_its_kind_and_says_what_follows(round, clerk):
    said = text_of(clerk.get(page(round)))
    for words in (
        "%, chỉ tiêu 100",  # compared with a target
        "Đạt Không đạt",
        "mục × 2",
        "lần × 0,5",
        "điểm",
        "Điểm thưởng tối đa 5,00; để trống là 0",
        "Đã chấm 0/14",
        "Còn lại: 1.1 , 1.2 , 1.3 , 2.1 , 2.2 , 2.3 , 3.1 , 3.2 và 6 tiêu chí khác",
        "Bước điểm 0,25",
        "còn 4 ngày",
    ):
        assert words in said
    assert 'aria-current="page"><svg' in clerk.get(page(round)).content.decode()  # "Chấm điểm" in the bar


def test_what_was_entered_comes_with_its_points_sums_and_the_hour(round, clerk, cast):
    entered(round, "KT", "2.2", "69", by=cast.clerk)
    entered(round, "KT", "P.1", "1", by=cast.clerk)
    entered(round, "KT", "1.1", "101", by=cast.clerk)
    said = text_of(clerk.get(page(round)))
    assert "Đã lưu 26/11/2026" in said or "Đã lưu 14:03" in said
    assert "6,90 / 8" in said  # 8 × 69 ÷ 80
    assert "−0,50" in said
    assert "20,00 / 20 tạm tính" in said  # alone in the bloc so far
    assert "Tạm tính 26,40 điểm" in said
    assert "Nền 26,90 · Thưởng 0,00 · Trừ 0,50" in said


def test_the_sheet_adds_up_as_arithmetic_does_when_something_does_not_apply(round, clerk, cast):
    entered(round, "KT", "1.2", "6.00", by=cast.clerk)
    entered(round, "KT", "2.1", "N/A", "Không có thủ tục hành chính", by=cast.clerk)
    said = text_of(clerk.get(page(round)))
    assert "Không áp dụng" in said and "Lý do: Không có thủ tục hành chính" in said
    assert "Nền 6,67" in said  # 6 × 100 ÷ 90


# One row at a time --------------------------------------------------------------------------------------------------


def test_a_row_is_saved_and_only_its_parts_come_back(round, clerk, cast):
    mark = mark_of(round, "KT", "1.2")
    answer = clerk.post(save(mark), row(mark, "10,75", "42 văn bản"), **HTMX)
    assert stored(mark) == ("10.75", "42 văn bản", None, 1)
    said = parts(answer)
    assert said[f"diem-{mark.pk}"] == "10,75 / 12"
    assert said[f"tt-{mark.pk}"] == f"Đã lưu {timezone.localtime():%H:%M}"
    assert said[f"gc-{mark.pk}"] == "Ghi chú: 42 văn bản"
    assert said["nd-1"] == "10,75 / 37"
    assert said["tong-diem"] == "10,75"
    assert "Đã chấm 1/14" in said["tong-so"]
    assert f'name="v-{mark.pk}" value="1"' in answer.content.decode()


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        ("5.2", "3,5", "Điểm tối đa là 3,00. Nhập số từ 0 đến 3,00."),
        ("1.2", "10,8", "Điểm theo bước 0,25. Nhập 10,75 hoặc 11,00."),
        ("2.1", "1.234,5", '"1.234,5" có thể hiểu hai cách. Nhập 1234,5.'),
        ("4.2", "1,5", "Tiêu chí này đếm số lần, số lượng: nhập một số nguyên từ 0."),
        ("1.3", "5", "Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng."),
    ],
)
def test_what_is_not_allowed_says_what_is_and_nothing_changes(round, clerk, code, typed, sentence):
    mark = mark_of(round, "KT", code)
    answer = clerk.post(save(mark), row(mark, typed), **HTMX)
    assert stored(mark) == ("", "", None, 0)
    said = parts(answer)
    assert said[f"loi-{mark.pk}"].replace("&quot;", '"') == sentence
    assert said[f"tt-{mark.pk}"] == "Chưa lưu"
    assert "data-open" in answer.content.decode()


def test_not_applicable_needs_its_reason(round, clerk):
    mark = mark_of(round, "KT", "2.1")
    answer = clerk.post(save(mark), row(mark, is_na=True), **HTMX)
    assert parts(answer)[f"loi-{mark.pk}"] == "Không áp dụng cần có lý do. Ghi lý do vào ô ghi chú."
    clerk.post(save(mark), row(mark, note="Không có hồ sơ", is_na=True), **HTMX)
    assert stored(mark) == ("N/A", "Không có hồ sơ", None, 1)
    assert 'class="row-na"' in clerk.get(page(round)).content.decode()


def test_a_number_and_not_applicable_together_are_two_answers(round, clerk):
    mark = mark_of(round, "KT", "2.1")
    answer = clerk.post(save(mark), row(mark, "99", "x", is_na=True), **HTMX)
    assert "Đã chọn Không áp dụng mà ô kết quả còn số." in parts(answer)[f"loi-{mark.pk}"]


def test_the_second_to_save_sees_both_values_and_chooses(round, clerk, cast):
    mark = mark_of(round, "KT", "1.2")
    entered(round, "KT", "1.2", "11.00", by=cast.clerk, at=timezone.now())
    answer = clerk.post(save(mark), row(mark, "10,75"), **HTMX)
    assert stored(mark)[0] == "11.00"
    said = parts(answer)[f"loi-{mark.pk}"]
    assert "vừa lưu số khác lúc" in said and "10,75 Số vừa nhập" in said and "11,00 Số đã lưu" in said
    again = clerk.post(save(mark), row(mark, "10,75", xd="1"), **HTMX)  # nothing chosen yet
    assert 'data-state="conflict"' in again.content.decode() and stored(mark)[0] == "11.00"
    clerk.post(save(mark), row(mark, "10,75", xd="1", giu="1"), **HTMX)
    assert stored(mark)[0] == "11.00"
    clerk.post(save(mark), row(mark, "10,75", xd="1", chon="1"), **HTMX)
    assert stored(mark) == ("10.75", "", None, 2)


def test_who_saved_the_other_value_is_named(round, cast):
    mark = mark_of(round, "KT", "1.2")
    other = cast.staff("van-thu", cast.bloc, "KT")
    entered(round, "KT", "1.2", "11.00", by=other, at=timezone.now())
    said = parts(cast.client("clerk").post(save(mark), row(mark, "10,75"), **HTMX))[f"loi-{mark.pk}"]
    assert said.startswith("van-thu vừa lưu số khác lúc")


def test_the_same_value_twice_and_a_changed_remark_are_no_conflict(round, clerk, cast):
    mark = mark_of(round, "KT", "1.2")
    entered(round, "KT", "1.2", "10.75", by=cast.clerk)
    answer = clerk.post(save(mark), row(mark, "10,75"), **HTMX)
    assert 'data-state="saved"' in answer.content.decode() and stored(mark)[3] == 1
    now = mark_of(round, "KT", "1.2")
    Mark.objects.filter(pk=now.pk).update(version=7)  # something else of the row has changed
    clerk.post(save(mark), row(now, "11"), **HTMX)
    assert stored(mark) == ("11.00", "", None, 8)


def test_an_untouched_row_does_not_answer_for_what_another_saved(round, clerk, cast):
    one, other = mark_of(round, "KT", "1.2"), mark_of(round, "KT", "2.3")
    entered(round, "KT", "1.2", "11.00", by=cast.clerk)
    clerk.post(page(round), row(one) | row(other, "6,25"))
    assert stored(one)[0] == "11.00" and stored(other)[0] == "6.25"


# The facts of the year ----------------------------------------------------------------------------------------------


@pytest.fixture
def absences(round, cast):
    criterion = mark_of(round, "KT", "P.2").criterion
    put(criterion, source="meetings_missed")
    for number in (1, 2):
        missed(round.campaign, cast.clerk.unit, number)
    return mark_of(round, "KT", "P.2")


def missed(campaign, unit, number):
    meeting = Meeting.objects.create(
        campaign=campaign, kind="briefing", title=f"Giao ban {number}", starts_at=timezone.now(), state="held"
    )
    meeting.attendances.create(unit=unit, state="absent")


def test_the_facts_are_offered_with_the_list_and_taken_by_one_press(round, clerk, absences):
    html = clerk.get(page(round)).content.decode()
    assert "Số liệu năm: 2 lần" in html and "Giao ban 1" in html and "Lấy số 2" in html
    token = re.search(rf'name="lay-{absences.pk}" value="([^"]+)"', html)[1]
    answer = clerk.post(page(round), row(absences) | {f"lay-{absences.pk}": token})
    assert answer.url == f"{page(round)}#dong-{absences.pk}"
    assert stored(absences) == ("2", "", 2, 1)
    assert "Lấy từ số liệu năm: 2 lần" in text_of(clerk.get(page(round)))


def test_the_note_changes_and_the_number_stays_taken_another_number_is_not(round, clerk, absences):
    html = clerk.get(page(round)).content.decode()
    token = re.search(rf'name="lay-{absences.pk}" value="([^"]+)"', html)[1]
    clerk.post(save(absences), row(absences, "2", f=token), **HTMX)
    now = mark_of(round, "KT", "P.2")
    clerk.post(save(now), row(now, "2", "đã đối chiếu"), **HTMX)
    assert stored(now) == ("2", "đã đối chiếu", 2, 2)
    now = mark_of(round, "KT", "P.2")
    clerk.post(save(now), row(now, "1", "đã đối chiếu"), **HTMX)
    assert stored(now) == ("1", "đã đối chiếu", None, 3)


def test_a_made_up_token_is_no_fact(round, clerk, absences):
    clerk.post(save(absences), row(absences, "9", f=f"{absences.pk}.9.9:khong-phai-chu-ky"), **HTMX)
    assert stored(absences) == ("9", "", None, 1)


# Without script -----------------------------------------------------------------------------------------------------


def test_the_whole_form_saves_what_is_right_and_keeps_what_is_wrong(round, clerk):
    right, wrong, over = (mark_of(round, "KT", code) for code in ("2.3", "5.2", "1.2"))
    answer = clerk.post(page(round), row(right, "6,25") | row(wrong, "3,5") | row(over, "12,5", "ghi chú dở"))
    assert stored(right)[0] == "6.25" and stored(wrong)[0] == "" and stored(over)[0] == ""
    html, said = answer.content.decode(), text_of(answer)
    assert "Còn 2 dòng chưa lưu" in said
    assert "5.2: Điểm tối đa là 3,00." in said and "1.2: Điểm tối đa là 12,00." in said
    assert 'value="3,5"' in html and 'value="12,5"' in html and "ghi chú dở" in html


def test_one_row_without_script_leads_back_to_it_or_shows_what_is_wrong(round, clerk):
    mark = mark_of(round, "KT", "5.2")
    assert "5.2: Điểm tối đa là 3,00." in text_of(clerk.post(save(mark), row(mark, "3,5")))
    assert clerk.post(save(mark), row(mark, "3")).url == f"{page(round)}#dong-{mark.pk}"
    assert stored(mark)[0] == "3.00"


def test_the_whole_form_shows_a_conflict_and_the_button_settles_it(round, clerk, cast):
    mark = mark_of(round, "KT", "1.2")
    entered(round, "KT", "1.2", "11.00", by=cast.clerk)
    html = clerk.post(page(round), row(mark, "10,75")).content.decode()
    assert f'name="chon-{mark.pk}" value="1"' in html and f'name="giu-{mark.pk}"' in html
    assert clerk.post(page(round), row(mark, "10,75", xd="1", chon="1")).status_code == 302
    assert stored(mark)[0] == "10.75"


# Handing in ---------------------------------------------------------------------------------------------------------


def filled(cast, state=RoundState.SELF_SCORING):
    return round_in(state, entries=(SELF,))


def test_a_sheet_is_looked_over_handed_in_and_taken_back(cast, clerk):
    round = filled(cast)
    submit = reverse("sheet_submit", args=[round.pk, "KT"])
    assert clerk.post(page(round), {"kiem-tra": "1"}).url == submit
    said = text_of(clerk.get(submit))
    assert "Đã chấm 14/14 tiêu chí" in said and "Rút phiếu về được đến" in said and "Tổng điểm" in said
    assert clerk.post(submit).url == page(round)
    assert sheet_of(round, "KT").state == SheetState.SUBMITTED
    said = text_of(clerk.get(page(round)))
    assert "Rút lại được đến" in said and "Đã khóa" in said and "Lưu phiếu" not in said
    clerk.post(reverse("sheet_withdraw", args=[round.pk, "KT"]))
    assert sheet_of(round, "KT").state == SheetState.OPEN


def test_an_empty_criterion_is_named_and_keeps_the_sheet_from_going(round, clerk):
    submit = reverse("sheet_submit", args=[round.pk, "KT"])
    said = text_of(clerk.get(submit))
    assert "Còn 14 tiêu chí chưa chấm" in said and "Nộp phiếu tự chấm" not in said
    assert "Còn 14 tiêu chí chưa chấm: 1.1, 1.2" in text_of(clerk.post(submit))
    assert sheet_of(round, "KT").state == SheetState.OPEN


def test_after_the_deadline_the_sheet_is_locked_and_cannot_be_taken_back(cast, clerk):
    round = filled(cast)
    submit = reverse("sheet_submit", args=[round.pk, "KT"])
    clerk.post(submit)
    put(round, self_scoring_until=timezone.now() - timedelta(hours=1))
    clerk.post(reverse("sheet_withdraw", args=[round.pk, "KT"]))
    assert sheet_of(round, "KT").state == SheetState.SUBMITTED
    mark = mark_of(round, "KT", "1.2")
    assert "Phiếu đã nộp." in parts(clerk.post(save(mark), row(mark, "1"), **HTMX))[f"loi-{mark.pk}"]


def test_a_line_that_came_back_is_corrected_and_handed_in_again(cast, clerk):
    round = round_in(RoundState.APPRAISING)
    mark = mark_of(round, "KT", "1.2")
    put(mark, remark="Thiếu danh mục văn bản")
    now = mark_of(round, "KT", "1.2")
    said = text_of(clerk.get(page(round)))
    assert "Trả lại 1 tiêu chí: 1.2" in said and "Trả lại: Thiếu danh mục văn bản" in said and "Gửi lại" in said
    answer = clerk.post(reverse("mark_hand_in", args=[mark.pk]), row(now, "10"))
    assert answer.url == f"{page(round)}#dong-{mark.pk}"
    now = mark_of(round, "KT", "1.2")
    assert (now.self_entry, now.remark) == ("10.00", "")
    locked = mark_of(round, "KT", "2.3")
    refused = parts(clerk.post(save(locked), row(locked, "1"), **HTMX))[f"loi-{locked.pk}"]
    assert refused == "Kỳ chấm đang ở bước thẩm định, điểm tự chấm đã khóa. Cần sửa thì đề nghị người thẩm định."


def test_a_line_that_came_back_says_that_it_is_saved(cast, clerk):
    round = round_in(RoundState.APPRAISING)
    mark = mark_of(round, "KT", "1.2")
    put(mark, remark="Sửa lại")
    said = parts(clerk.post(save(mark), row(mark_of(round, "KT", "1.2"), "10"), **HTMX))
    assert said[f"tt-{mark.pk}"].startswith("Đã lưu") and stored(mark)[0] == "10.00"


def test_a_line_that_came_back_with_a_wrong_number_stays_on_the_page(cast, clerk):
    round = round_in(RoundState.APPRAISING)
    mark = mark_of(round, "KT", "1.2")
    put(mark, remark="Sửa lại")
    answer = clerk.post(reverse("mark_hand_in", args=[mark.pk]), row(mark_of(round, "KT", "1.2"), "99"))
    assert "1.2: Điểm tối đa là 12,00." in text_of(answer)
    assert mark_of(round, "KT", "1.2").remark == "Sửa lại"


def test_a_sheet_that_came_back_tells_why_and_goes_in_again(cast, clerk):
    round = round_in(RoundState.APPRAISING)
    sheet = sheet_of(round, "KT")
    put(sheet, state=SheetState.RETURNED, remark="Xem lại nội dung 1")
    said = text_of(clerk.get(page(round)))
    assert "Phiếu được trả lại: Xem lại nội dung 1" in said and "Kiểm tra và nộp" in said
    clerk.post(reverse("sheet_submit", args=[round.pk, "KT"]))
    assert sheet_of(round, "KT").state == SheetState.SUBMITTED


# Fairness -----------------------------------------------------------------------------------------------------------


def test_nobody_but_the_unit_sees_or_enters_what_is_not_handed_in(cast, round):
    mark = mark_of(round, "KT", "1.2")
    for who in ("deputy", "head", "stranger", "council"):
        assert cast.client(who).get(page(round)).status_code == 404
        assert cast.client(who).post(save(mark), row(mark, "1"), **HTMX).status_code == 404
    assert cast.client("admin").post(save(mark), row(mark, "1"), **HTMX).status_code == 403
    assert stored(mark)[0] == ""


def test_who_may_look_may_not_enter(cast):
    round = filled(cast, RoundState.APPRAISING)
    mark = mark_of(round, "KT", "1.2")
    said = text_of(cast.client("head").get(page(round)))
    assert "10,75" in said and "Lưu phiếu" not in said
    assert cast.client("head").post(page(round), row(mark, "1")).status_code == 403
    assert cast.client("head").get(reverse("sheet_submit", args=[round.pk, "KT"])).status_code == 403
    assert cast.client("clerk").get(page(round, "HCC")).status_code == 404


def test_the_unit_sees_nothing_of_its_appraisal_before_the_round_is_open_to_all(cast, clerk):
    round = round_in(RoundState.APPRAISING, entries=("self", "appraised"))
    html = clerk.get(page(round)).content.decode()
    assert "Chất lượng tham mưu một số nội dung chưa cao" not in html and "Thẩm định <b>" not in html
    put(round, state=RoundState.SHOWN)
    said = text_of(clerk.get(page(round)))
    assert "Chất lượng tham mưu một số nội dung chưa cao" in said
    assert "10,75 điểm Thẩm định 10,00" in said and "Tự chấm 80,40." in said
    assert said.count("Khác tự chấm") == 1 and said.count("Như tự chấm") == 17 and "Đã khóa" not in said
    assert "Phiếu tự chấm của Trung tâm" in text_of(clerk.get(page(round, "HCC")))  # every unit sees every unit's lines


# What it costs ------------------------------------------------------------------------------------------------------


def count(client, address):
    client.get(address)  # the number of things waiting is counted once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def sources(round, **by_code):
    for code, source in by_code.items():
        put(round.criteria_set.criteria.get(code=code.replace("_", ".")), source=source)


def test_the_page_costs_the_same_for_any_number_of_rows_areas_facts_and_files(cast):
    small = round_in(RoundState.SELF_SCORING, content_of_size(Size(criteria=6, areas=2)), number="05", name="Nhỏ")
    large = round_in(RoundState.SELF_SCORING, content_of_size(Size(criteria=40, areas=8)), number="06", name="Lớn")
    found = []
    for round, files, absences in ((small, 1, 1), (large, 6, 5)):
        user = cast.staff(f"nguoi-{round.pk}", round.campaign.bloc, "D3")
        marks = list(Mark.objects.filter(sheet__round=round, sheet__unit__code="D3").order_by("pk"))
        put(round.criteria_set.criteria.get(code="P.1"), source="meetings_missed")
        for number in range(files):
            mark = Mark.objects.get(pk=marks[number % len(marks)].pk)
            shown(mark, f"tep-{number}.pdf", PDF + b"%%" + bytes([65 + number]), by=user, at=timezone.now())
            linked(mark, f"https://habac.vn/{number}", by=user, at=timezone.now())
        for number in range(absences):
            missed(round.campaign, user.unit, number)
        client = Client()
        client.force_login(user)
        found.append(count(client, page(round, "D3")))
    assert found[0] == found[1] <= 20, found


def test_every_source_of_facts_together_keeps_the_page_within_twenty_queries(round, clerk, cast):
    sources(
        round,
        **{
            "4_1": "initiatives_registered",
            "4_2": "initiatives_recognised",
            "P_1": "reports_late",
            "P_2": "meetings_missed",
            "4_3": "exemplars_introduced",
            "5_1": "drives_joined",
        },
    )
    shown(mark_of(round, "KT", "1.2"), by=cast.clerk, at=timezone.now())
    assert count(clerk, page(round)) <= 20


@pytest.mark.parametrize("criteria", [6, 40])
def test_a_row_is_saved_in_at_most_ten_queries(cast, criteria):
    content = content_of_size(Size(criteria=criteria, areas=3))
    round = round_in(RoundState.SELF_SCORING, content, number="05", name="Đo")
    client = Client()
    client.force_login(cast.staff("nguoi-do", round.campaign.bloc, "D3"))
    client.get(page(round, "D3"))
    mark = mark_of(round, "D3", "P.1")
    with CaptureQueriesContext(connection) as queries:
        assert client.post(save(mark), row(mark, "1"), **HTMX).status_code == 200
    plain = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(plain) <= 10, [sql[:60] for sql in plain]
