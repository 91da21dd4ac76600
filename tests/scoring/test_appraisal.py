"""Thẩm định in the pages: a line saved, refused, collided on, taken over, sent back; what each page shows and asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.facts import FactSource
from scoring.actions.appraisal import Accepted, accept_lines
from scoring.models import CheckedMark, Criterion, CrossCheck, Evidence, Mark
from scoring.states import RoundState, SheetState
from tests.campaigns.todo_builders import due_date
from tests.cast import AT, Size, content_of_size
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import APPRAISED, ROUND_NAME, SELF, mark_of, round_in, sheet_of
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20
MOST_OF_A_SAVE = 10
PART = {"HX-Request": "true"}


@pytest.fixture
def round(cast):
    return round_in(RoundState.APPRAISING)


def grid(round, query=""):
    return reverse("appraisal", args=[round.pk]) + query


def unit_page(round, code):
    return reverse("appraisal_of_unit", args=[round.pk, code])


def save(client, mark, **fields):
    fields = {"entry": "", "reason": "", "version": mark.version} | fields
    return client.post(reverse("mark_appraise", args=[mark.pk]), fields)


def stored(mark):
    mark = Mark.objects.get(pk=mark.pk)
    return mark.appraised_entry, mark.reason, mark.version


# A line ---------------------------------------------------------------------------


def test_a_line_is_saved_and_the_next_one_opens(cast, round):
    mark = mark_of(round, "KT", "1.2")
    answer = save(cast.client("head"), mark, entry="10", reason="Chưa cao")
    assert stored(mark) == ("10.00", "Chưa cao", 1)
    assert answer.headers["Location"] == grid(round, f"?tiep={mark.pk}")
    client = cast.client("head")
    page = client.get(answer.headers["Location"])
    assert page.context["panel"].row.code == "1.3"


def test_another_entry_needs_a_reason_and_what_was_typed_stays(cast, round):
    mark = mark_of(round, "KT", "1.2")
    page = save(cast.client("head"), mark, entry="10,25")
    assert stored(mark) == ("", "", 0)
    panel = page.context["panel"]
    assert (panel.errors, panel.typed, panel.wants_reason) == (
        ("Điểm thẩm định khác tự chấm: ghi lý do để đơn vị biết.",),
        "10,25",
        True,
    )


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("1.2", "13", "Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00."),
        ("1.2", "10,3", "Điểm theo bước 0,25. Nhập 10,25 hoặc 10,50."),
        ("1.2", "", "Chưa nhập điểm thẩm định."),
        ("1.3", "9", "Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng."),
        ("4.2", "1,5", "Tiêu chí này đếm số lần, số lượng: nhập một số nguyên từ 0."),
        ("1.2", "9" * 100, "Số quá dài: nhiều nhất 60 ký tự."),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(cast, round, code, typed, said):
    mark = mark_of(round, "KT", code)
    page = save(cast.client("head"), mark, entry=typed)
    assert page.context["panel"].errors == (said,)
    assert stored(mark) == ("", "", 0)


def test_taking_over_needs_no_reason_and_no_entry(cast, round):
    mark = mark_of(round, "KT", "1.2")
    save(cast.client("head"), mark, nhan="1", reason="thừa")
    assert stored(mark) == ("10.75", "", 1)


def test_an_empty_self_entry_cannot_be_taken_over_but_an_empty_bonus_can(cast, round):
    Mark.objects.in_round(round).filter(criterion__code__in=("1.2", "T.1")).update(self_entry="")
    base, bonus = mark_of(round, "KT", "1.2"), mark_of(round, "KT", "T.1")
    page = save(cast.client("head"), base, nhan="1")
    assert page.context["panel"].errors == ("Đơn vị chưa chấm tiêu chí này. Nhập điểm thẩm định.",)
    save(cast.client("head"), bonus, nhan="1")
    assert Mark.objects.get(pk=bonus.pk).appraised_at is not None


def test_the_second_to_save_sees_both_values_and_chooses(cast, round):
    mark = mark_of(round, "KT", "1.2")
    save(cast.client("head"), mark, entry="10", reason="Người thứ nhất")
    page = save(cast.client("head"), mark, entry="9", reason="Người thứ hai")
    panel = page.context["panel"]
    assert stored(mark) == ("10.00", "Người thứ nhất", 1)
    assert (panel.typed, panel.reason, panel.version) == ("9", "Người thứ hai", 1)
    value, reason, who, typed = panel.collision
    assert (value, reason, typed) == ("10,00", "Người thứ nhất", "9")
    assert who.startswith("head lưu lúc ")
    save(cast.client("head"), mark, entry="9", reason="Người thứ hai", version=panel.version)
    assert stored(mark) == ("9.00", "Người thứ hai", 2)


def test_the_script_gets_only_the_panel_and_the_cells_that_changed(cast, round):
    client, mark = cast.client("head"), mark_of(round, "KT", "1.2")
    sent = {"entry": "10", "reason": "Chưa cao", "version": 0}
    answer = client.post(reverse("mark_appraise", args=[mark.pk]), sent, headers=PART)
    part = client.get(answer.headers["Location"], headers=PART).content.decode()
    assert f'id="o-{mark.pk}"' in part and 'id="mo"' in part and "<html" not in part
    assert f'id="o-{mark_of(round, "HCC", "1.2").pk}"' not in part
    assert "HX-Request" in client.get(grid(round)).headers["Vary"]


def test_where_the_best_of_the_bloc_may_have_moved_every_column_is_sent(cast, round):
    client, mark = cast.client("head"), mark_of(round, "KT", "1.1")
    sent = {"entry": "100", "version": 0}
    answer = client.post(reverse("mark_appraise", args=[mark.pk]), sent, headers=PART)
    part = client.get(answer.headers["Location"], headers=PART).content.decode()
    assert f'id="o-{mark_of(round, "HCC", "1.1").pk}"' in part


def test_after_the_round_was_shown_a_change_needs_its_reason(cast):
    shown = round_in(RoundState.SHOWN)
    mark = mark_of(shown, "KT", "1.1")
    page = save(cast.client("head"), mark, entry="99")
    assert "Điểm thẩm định khác tự chấm: ghi lý do để đơn vị biết." in page.context["panel"].errors
    save(cast.client("head"), mark, entry="99", reason="Theo kiến nghị")
    assert stored(mark)[:2] == ("99", "Theo kiến nghị")


def test_a_settled_round_is_read_only(cast):
    settled = round_in(RoundState.SETTLED)
    mark = mark_of(settled, "KT", "1.2")
    answer = save(cast.client("head"), mark, entry="9", reason="Muộn")
    assert "Kỳ chấm đã chốt, không ai sửa được điểm." in text_of(answer)
    assert stored(mark)[0] == "10.00"


# Sent back ---------------------------------------------------------------------------


def test_a_line_is_sent_back_with_what_is_missing(cast, round):
    mark = mark_of(round, "KT", "1.2")
    url = reverse("mark_send_back", args=[mark.pk])
    page = cast.client("head").post(url, {"remark": "", "version": 0})
    assert page.context["panel"].remark_errors == ("Nội dung đơn vị cần sửa: chưa nhập.",)
    cast.client("head").post(url, {"remark": "Thiếu phụ lục", "version": 0})
    assert Mark.objects.get(pk=mark.pk).remark == "Thiếu phụ lục"
    page = save(cast.client("head"), Mark.objects.get(pk=mark.pk), entry="10,75")
    assert "Tiêu chí đang trả lại cho đơn vị" in page.content.decode()


def test_a_line_that_was_changed_meanwhile_is_not_sent_back(cast, round):
    mark = mark_of(round, "KT", "1.2")
    save(cast.client("head"), mark, nhan="1")
    page = cast.client("head").post(reverse("mark_send_back", args=[mark.pk]), {"remark": "Thiếu", "version": 0})
    assert page.context["panel"].remark_errors == ("Dòng này vừa có thay đổi. Xem lại điểm trước khi trả lại.",)
    assert page.context["panel"].remark_typed == "Thiếu"
    assert Mark.objects.get(pk=mark.pk).remark == ""


def test_a_sheet_is_sent_back_as_a_whole(cast, round):
    url = reverse("sheet_send_back", args=[round.pk, "KT"])
    page = cast.client("head").post(url, {"remark": " "})
    assert "Nội dung đơn vị cần sửa: chưa nhập." in page.content.decode()
    assert cast.client("head").post(url, {"remark": "Nộp lại"}).status_code == 302
    sheet = sheet_of(round, "KT")
    assert (sheet.state, sheet.remark) == (SheetState.RETURNED, "Nộp lại")
    again = cast.client("head").post(url, {"remark": "Nộp lại"})
    assert "Đơn vị chưa nộp phiếu." in again.content.decode()


# Many lines at once ---------------------------------------------------------------------------


def area(round, unit, number):
    return list(Mark.objects.filter(sheet=sheet_of(round, unit), criterion__area__number=number).order_by("pk"))


def test_an_area_is_taken_over_as_the_unit_scored_it(cast, round):
    marks = area(round, "KT", 2)
    value = ",".join(f"{mark.pk}:0" for mark in marks)
    answer = cast.client("head").post(reverse("lines_accept", args=[round.pk]), {"dong": value}, follow=True)
    assert [stored(mark) for mark in marks] == [("99", "", 1), ("69", "", 1), ("6.25", "", 1)]
    assert "Đã nhận 3 tiêu chí của Phòng Kinh tế như tự chấm: 2.1, 2.2, 2.3." in text_of(answer)
    row = marks[0].history.order_by("-history_id").first()
    assert (row.history_by, row.history_change_reason) == ("head", "Nhận như tự chấm")


def test_a_line_changed_meanwhile_is_left_and_told(cast, round):
    marks = area(round, "KT", 2)
    save(cast.client("head"), marks[1], entry="60", reason="Theo hệ thống")
    seen = {mark.pk: 0 for mark in marks}
    accepted = accept_lines(sheet_of(round, "KT"), seen, by=cast.head, at=AT)
    assert accepted == Accepted(("2.1", "2.3"), ("2.2",), ())
    assert stored(marks[1]) == ("60", "Theo hệ thống", 1)
    value = ",".join(f"{mark.pk}:0" for mark in marks)
    page = cast.client("head").post(reverse("lines_accept", args=[round.pk]), {"dong": value}, follow=True)
    assert "Để nguyên tiêu chí 2.1, 2.2, 2.3 của Phòng Kinh tế" in text_of(page)


def test_empty_and_returned_lines_are_not_taken_over(cast, round):
    marks = area(round, "KT", 2)
    Mark.objects.filter(pk=marks[0].pk).update(self_entry="")
    Mark.objects.filter(pk=marks[1].pk).update(remark="Thiếu")
    accepted = accept_lines(sheet_of(round, "KT"), {mark.pk: 0 for mark in marks}, by=cast.head, at=AT)
    assert accepted == Accepted(("2.3",), ("2.2",), ("2.1",))


def test_lines_of_another_sheet_are_not_touched(cast, round):
    mark = mark_of(round, "HCC", "1.2")
    assert accept_lines(sheet_of(round, "KT"), {mark.pk: 0}, by=cast.head, at=AT) == Accepted((), (), ())
    assert stored(mark) == ("", "", 0)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RoundState.SELF_SCORING, "Kỳ chấm chưa đến bước thẩm định."),
        (RoundState.SHOWN, "Điểm đã công khai: sửa từng tiêu chí và ghi lý do."),
        (RoundState.SETTLED, "Kỳ chấm đã chốt, không ai sửa được điểm."),
    ],
)
def test_areas_are_taken_over_only_while_appraising(cast, state, said):
    other = round_in(state)
    mark = mark_of(other, "KT", "1.2")
    with pytest.raises(NotPossible, match=said):
        accept_lines(sheet_of(other, "KT"), {mark.pk: mark.version}, by=cast.head, at=AT)


def test_a_whole_sheet_costs_as_many_queries_as_a_line(cast, round):
    def cost(marks):
        with CaptureQueriesContext(connection) as captured:
            accept_lines(sheet_of(round, "KT"), {mark.pk: 0 for mark in marks}, by=cast.head, at=AT)
        return len(captured)

    few, many = area(round, "KT", 1)[:1], [mark for n in (2, 3, 4, 5) for mark in area(round, "KT", n)]
    assert cost(many) == cost(few)


# The pages ---------------------------------------------------------------------------


def test_the_page_says_what_is_left_and_until_when(cast, round):
    until = timezone.now() + timedelta(days=5, hours=1)
    type(round).objects.filter(pk=round.pk).update(appraising_until=until)
    words = text_of(cast.client("head").get(grid(round)))
    assert "Còn 90 ô chưa thẩm định." in words
    assert f"{timezone.localtime(until):%d/%m/%Y} , còn 5 ngày." in words
    assert "Đơn vị mình: Phó Trưởng Khối thẩm định, xem được khi công khai" in words


def test_the_own_sheet_never_opens(cast, round):
    mark = mark_of(round, "VP", "1.2")
    page = cast.client("head").get(grid(round, f"?o={mark.pk}"))
    assert page.context["panel"] is None
    assert f"?o={mark.pk}" not in page.content.decode()


@pytest.mark.parametrize("query", ["?o=abc", "?o=999999999", "?o=²", "?tiep=x", "?don-vi=KHONG", "?o=" + "9" * 40])
def test_strange_addresses_show_the_plain_grid(cast, round, query):
    assert cast.client("head").get(grid(round, query)).status_code == 200


def test_hidden_values_are_on_no_page_of_the_unit_they_are_about(cast):
    """The head leads, and still reads nothing about the head's own unit before all do."""
    round = round_in(RoundState.APPRAISING, entries=(SELF, APPRAISED))
    reason = mark_of(round, "VP", "1.2").reason
    check = CrossCheck.objects.create(round=round, checker=cast.clerk.unit, unit=cast.head.unit)
    line = mark_of(round, "VP", "1.2")
    CheckedMark.objects.create(cross_check=check, criterion=line.criterion, entry="7.00", note="Ý kiến kín")
    pages = [grid(round), unit_page(round, "VP"), reverse("checks", args=[round.pk])]
    seen = {who: "".join(cast.client(who).get(page).content.decode() for page in pages) for who in ("head", "deputy")}
    assert {who: (reason in text, "Ý kiến kín" in text, "94,42" in text) for who, text in seen.items()} == {
        "head": (False, False, False),
        "deputy": (True, True, True),
    }


def test_the_page_of_a_unit_shows_what_stands_beside_a_line(cast, round):
    mark = mark_of(round, "KT", "4.2")
    Mark.objects.filter(pk=mark.pk).update(note="Hai sáng kiến cấp xã")
    Criterion.objects.filter(pk=mark.criterion_id).update(source="initiatives_recognised")
    Evidence.objects.create(mark=mark, name="Quyết định công nhận", url="https://vi.du/a", added_at=AT)
    check = CrossCheck.objects.create(round=round, checker=cast.deputy.unit, unit=cast.clerk.unit)
    CheckedMark.objects.create(cross_check=check, criterion=mark.criterion, entry="0", note="Chưa đủ")
    words = text_of(cast.client("head").get(unit_page(round, "KT")))
    for said in (
        "Đơn vị ghi: Hai sáng kiến cấp xã",
        "Quyết định công nhận",
        "Số liệu năm: sáng kiến được công nhận 0",
        "Chấm chéo (Phòng Văn hóa - Xã hội): 0. Chưa đủ",
    ):
        assert said in words


def test_last_year_stands_beside_a_line(cast):
    round = round_in(RoundState.APPRAISING, year=2027)
    cast.head.refresh_from_db()
    page = cast.client("head").get(unit_page(round, "KT"))
    lines = {line.row.code: line for section in page.context["sections"] for line in section.lines}
    last = lines["1.1"].dossier.last
    assert (last.round_name, last.entry, last.points) == ("Tổng kết năm 2026", "100", "10,00")


def test_a_row_of_the_page_is_saved_where_it_stands(cast, round):
    mark = mark_of(round, "KT", "1.2")
    answer = save(cast.client("head"), mark, entry="10", reason="Chưa cao", tu="don-vi")
    assert answer.headers["Location"] == f"{unit_page(round, 'KT')}?dong={mark.pk}#dong-{mark.pk}"
    part = cast.client("head").get(answer.headers["Location"], headers=PART).content.decode()
    assert f'id="dong-{mark.pk}"' in part and 'id="tong"' in part and "<html" not in part
    page = save(cast.client("head"), mark, entry="9", reason="Khác", tu="don-vi")
    [line] = [line for s in page.context["sections"] for line in s.lines if line.cell.mark == mark.pk]
    assert line.collision is not None and line.typed == "9"


def test_an_unknown_unit_is_not_found(cast, round):
    assert cast.client("head").get(unit_page(round, "KHONG")).status_code == 404


def test_looking_changes_nothing(cast, round):
    before = list(Mark.objects.in_round(round).values())
    for address in (grid(round, "?tiep=0"), unit_page(round, "KT")):
        cast.client("head").get(address)
    assert list(Mark.objects.in_round(round).values()) == before


# What it costs ---------------------------------------------------------------------------


def queries(client, url, **kwargs):
    client.get(url, **kwargs)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, **kwargs).status_code == 200
    return len(captured)


SIZES = {
    "small": Size(units=6, criteria=6, areas=2),
    "units": Size(units=24, criteria=6, areas=2),
    "criteria": Size(units=6, criteria=30, areas=2),
    "areas": Size(units=6, criteria=8, areas=8),
}


def test_the_queries_do_not_grow(cast):
    found = {}
    for n, (name, size) in enumerate(SIZES.items()):
        round = round_in(RoundState.APPRAISING, content_of_size(size), number=f"{20 + n}", name=ROUND_NAME)
        Criterion.objects.filter(criteria_set=round.criteria_set).update(source="reports_late")
        unit = round.sheets.get(unit__code="D0").unit
        head = type(cast.head).objects.create_user(username=f"dau{n}", unit=unit)
        client = cast.client("head")
        client.force_login(head)
        mark = Mark.objects.in_round(round).filter(sheet__unit__code="D2").first()
        addresses = {"grid": grid(round), "panel": grid(round, f"?o={mark.pk}"), "unit": unit_page(round, "D2")}
        found[name] = {what: queries(client, url) for what, url in addresses.items()}
        found[name]["part"] = queries(client, addresses["panel"], headers=PART)
    assert list(found.values()) == [found["small"]] * len(found)
    assert max(found["small"].values()) <= MOST_QUERIES


def test_the_most_that_can_stand_beside_a_line_is_asked_in_few_queries(cast):
    """Every source of facts named, a settled year before, a cross-check."""
    round = round_in(RoundState.APPRAISING, year=2027)
    for source, row in zip(FactSource.values, Criterion.objects.filter(criteria_set=round.criteria_set), strict=False):
        Criterion.objects.filter(pk=row.pk).update(source=source)
    check = CrossCheck.objects.create(round=round, checker=cast.deputy.unit, unit=cast.clerk.unit)
    mark = mark_of(round, "KT", "1.1")
    CheckedMark.objects.create(cross_check=check, criterion=mark.criterion, entry="0")
    Evidence.objects.create(mark=mark, name="Báo cáo", url="https://vi.du/a", added_at=AT)
    due_date(round.campaign, timezone.localdate() - timedelta(days=3))
    client = cast.client("head")
    found = {
        "unit": queries(client, unit_page(round, "KT")),
        "panel": queries(client, grid(round, f"?o={mark.pk}")),
        "grid": queries(client, grid(round)),
    }
    assert max(found.values()) <= MOST_QUERIES


def test_a_line_saves_in_few_queries(cast, round):
    client = cast.client("head")
    client.get(grid(round))
    counts = []
    for code in ("1.2", "3.1"):
        mark = mark_of(round, "KT", code)
        with CaptureQueriesContext(connection) as captured:
            assert save(client, mark, entry="5", reason="Vì thế").status_code == 302
        told = [q["sql"] for q in captured.captured_queries]
        counts.append(sum(not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for sql in told))
    assert max(counts) <= MOST_OF_A_SAVE


# Units whose names begin alike --------------------------------------------------------------------


def test_a_unit_is_not_told_the_conversion_of_one_whose_name_begins_with_its_own(cast, round):
    for code, name in (("KT", "Trường 1"), ("HCC", "Trường 12")):
        mark = mark_of(round, code, "1.2")
        put(mark, self_entry="N/A", appraised_entry="N/A")
        put(mark.sheet.unit, name=name)
        put(mark.sheet, unit_name=name)
    client = cast.client("head")
    for code, name in (("KT", "Trường 1"), ("HCC", "Trường 12")):
        answer = client.get(unit_page(round, code))
        assert answer.context["conversion"].startswith(f"{name} không áp dụng tiêu chí 1.2 (12 điểm): ")
        assert text_of(answer).count("không áp dụng tiêu chí 1.2") == 1
    assert client.get(unit_page(round, "VHXH")).context["conversion"] == ""


# Whose field a refusal belongs to ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "reason", "is_of_the_reason"),
    [("10,25", "", True), ("10,25", "x" * 1001, True), ("13", "", False), ("", "", False)],
)
def test_a_refusal_is_told_at_the_field_it_is_about(cast, round, entry, reason, is_of_the_reason):
    panel = save(cast.client("head"), mark_of(round, "KT", "1.2"), entry=entry, reason=reason).context["panel"]
    assert panel.errors
    assert panel.wants_reason is is_of_the_reason
