"""A unit's sheet down to Excel and back: what the file holds, what is read, compared and written."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.offline import sheets
from awards.offline.comparison import Comparison
from awards.offline.merging import Change
from awards.offline.sheets import compare_sheet
from awards.offline.unit_file import marks_of
from scoring.actions.marks import SelfEntry, enter_mark
from scoring.arithmetic import score
from scoring.models import Mark
from scoring.sheet_page import page_of
from scoring.states import RoundState, SheetState
from scoring.stored import criterion_of, settings_of
from tests.awards.offline.files import confirm, downloaded, filled, names, opened, upload
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import SELF, mark_of, round_in, sheet_of
from tests.workbooks import parts_of, saved, with_parts
from toolkit.numbers import decimal_text
from toolkit.versions import ChangedMeanwhile
from units.models import Reading

pytestmark = pytest.mark.django_db

WHOLE = {
    "1.1": 100,
    "1.2": "10,75",
    "1.3": "Đạt",
    "2.1": "Không áp dụng",
    "2.2": Decimal("69.5"),
    "2.3": 6.25,
    "4.2": 1,
    "T.1": 0,
}


@pytest.fixture
def round(cast):
    return round_in(RoundState.SELF_SCORING)


@pytest.fixture
def clerk(cast):
    return cast.client("clerk")


@pytest.fixture
def url(round):
    return reverse("sheet_upload", args=[round.pk, "KT"])


def file_of(client, round, code="KT"):
    return downloaded(client, "sheet_workbook", round.pk, code)


def enter(round, code, entry, note="", unit="KT"):
    mark = mark_of(round, unit, code)
    enter_mark(mark, SelfEntry(entry, note), seen=mark.version, by=None, at=timezone.now())


def stored(round, unit="KT"):
    marks = Mark.objects.filter(sheet__round=round, sheet__unit__code=unit).exclude(self_entry="", note="")
    return {code: (entry, note) for code, entry, note in marks.values_list("criterion__code", "self_entry", "note")}


# The file ------------------------------------------------------------------------------------------------------------


def test_the_file_has_the_criteria_locked_and_the_own_entries_open(round, clerk):
    enter(round, "1.2", "10.75", "Có minh chứng")
    book = opened(file_of(clerk, round))
    assert [(sheet.title, sheet.sheet_state, sheet.protection.sheet, sheet.protection.password) for sheet in book] == [
        ("Phiếu tự chấm", "visible", True, None),
        ("Hướng dẫn", "visible", True, None),
        ("Đối chiếu", "hidden", True, None),
    ]
    sheet = book["Phiếu tự chấm"]
    assert [cell.value for cell in sheet[1]] == [
        "Mã", "Tiêu chí", "Loại", "Cách nhập", "Điểm tối đa", "Chỉ tiêu", "Tự chấm", "Ghi chú",
    ]  # fmt: skip
    assert [[cell.value for cell in sheet[row]] for row in (3, 4, 5, 18)] == [
        ["1.2", "Chất lượng tham mưu, quản lý nhà nước, phục vụ Nhân dân", "Chấm điểm",
         "Điểm từ 0 đến 12,00, theo bước 0,25", 12, None, 10.75, "Có minh chứng"],
        ["1.3", "Thực hiện chế độ báo cáo đầy đủ, đúng hạn", "Đạt/Không đạt", "Chọn Đạt, Không đạt hoặc Không áp dụng",
         5, None, None, None],
        ["2.1", "Hồ sơ thủ tục hành chính giải quyết đúng hạn, trước hạn (%)", "Tỷ lệ",
         "Số thực hiện, so với chỉ tiêu 98", 10, 98, None, None],
        ["P.1", "Báo cáo chậm (mỗi lần)", "Điểm trừ", "Số lần bị trừ, số nguyên; mỗi lần 0,50 điểm",
         None, None, None, None],
    ]  # fmt: skip
    is_open = {cell.column for row in sheet["A1:H19"] for cell in row if not cell.protection.locked}
    assert is_open == {7, 8}


def test_excel_is_told_what_every_cell_takes(round, clerk):
    checks = opened(file_of(clerk, round))["Phiếu tự chấm"].data_validations.dataValidation
    found = {str(check.sqref): (check.type, check.formula1, check.error) for check in checks}
    assert len(found) == 36
    assert [found[place] for place in ("G3", "G4", "G13", "G18", "H3")] == [
        (
            "custom",
            'IF(ISNUMBER(G3),AND(G3>=0,G3<=12,ABS(G3/0.25-ROUND(G3/0.25,0))<0.000001),OR(G3="Không áp dụng",G3="N/A"))',
            "Điểm từ 0 đến 12,00, theo bước 0,25; hoặc Không áp dụng.",
        ),
        ("list", '"Đạt,Không đạt,Không áp dụng"', "Chọn Đạt, Không đạt hoặc Không áp dụng."),
        (
            "custom",
            'IF(ISNUMBER(G13),AND(G13>=0,INT(G13)=G13),OR(G13="Không áp dụng",G13="N/A"))',
            "Số lượng, số nguyên; mỗi lần 0,50 điểm; hoặc Không áp dụng.",
        ),
        ("whole", "0", "Nhập một số nguyên từ 0. Số lần bị trừ, số nguyên; mỗi lần 0,50 điểm."),
        ("textLength", "1000", "Ghi chú nhiều nhất 1000 ký tự."),
    ]


def test_the_file_says_nothing_of_the_appraisal_and_of_other_units(cast):
    round = round_in(RoundState.APPRAISING)
    put(mark_of(round, "KT", "1.2"), appraised_entry="10.00", reason="Chất lượng chưa cao")
    book = opened(file_of(cast.client("clerk"), round))
    said = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None)
    assert "Chất lượng chưa cao" not in said
    assert "10.00" not in said
    assert "VHXH" not in said


def test_the_entries_of_the_file_are_those_of_the_page(cast):
    round = round_in(RoundState.SELF_SCORING, entries=(SELF,))
    sheet = sheet_of(round, "QLDA")
    marks = marks_of(sheet)
    for mark in marks:
        mark.sheet = sheet
    page = {row.code: row for row in page_of(sheet, marks, at=timezone.now(), may_enter=True).rows}
    cells = opened(file_of(cast.client("admin"), round, "QLDA"))["Phiếu tự chấm"]
    for row in range(2, 20):
        shown, value = page[cells.cell(row, 1).value], cells.cell(row, 7).value
        if shown.is_na:
            assert value == "Không áp dụng"
        elif isinstance(value, str):
            assert value == shown.words
        else:
            assert Decimal(str(value)) == Decimal(shown.words.replace(",", "."))


def test_a_download_is_kept_with_who_took_it(round, clerk, cast):
    file_of(clerk, round)
    [reading] = Reading.objects.filter(by=cast.clerk)
    assert (reading.about, reading.page) == (f"{round.name}: phiếu tự chấm của Phòng Kinh tế (XLSX)", "phieu")
    clerk.head(reverse("sheet_workbook", args=[round.pk, "KT"]))
    assert Reading.objects.filter(by=cast.clerk).count() == 1


# Read and compared ---------------------------------------------------------------------------------------------------


def compared(round, data, unit="KT") -> Comparison:
    return compare_sheet(sheet_of(round, unit), data, at=timezone.now())


def test_a_filled_file_is_compared_and_stores_nothing(round, clerk, url):
    answer = upload(clerk, url, filled(file_of(clerk, round), WHOLE, {"2.1": "Không có thủ tục hành chính"}))
    shown = answer.context["shown"]
    assert (shown.taken.count, len(shown.conflicts), shown.stays.count, shown.left_out.count, shown.same) == (
        8, 0, 0, 0, 10,
    )  # fmt: skip
    assert "Xem lại trước khi ghi" in text_of(answer)
    assert stored(round) == {}


def test_what_was_confirmed_is_written_by_the_units_own_road(round, clerk, url, cast):
    answer = upload(clerk, url, filled(file_of(clerk, round), WHOLE, {"2.1": "Không có thủ tục hành chính"}))
    assert confirm(clerk, url, answer).headers["Location"] == reverse("sheet", args=[round.pk, "KT"])
    assert stored(round) == {
        "1.1": ("100", ""),
        "1.2": ("10.75", ""),
        "1.3": ("Đạt", ""),
        "2.1": ("N/A", "Không có thủ tục hành chính"),
        "2.2": ("69.5", ""),
        "2.3": ("6.25", ""),
        "4.2": ("1", ""),
        "T.1": ("0", ""),
    }
    mark = mark_of(round, "KT", "1.2")
    assert mark.version == 1
    assert [(row.history_user, row.history_change_reason) for row in mark.history.all()[:1]] == [
        (cast.clerk, "Tự chấm")
    ]


def test_the_totals_are_those_of_the_arithmetic(round, clerk, url):
    enter(round, "3.1", "5.25")
    data = filled(file_of(clerk, round), WHOLE, {"2.1": "Không có"})
    [(code, name, before, after)] = upload(clerk, url, data).context["shown"].totals
    comparison = compared(round, data)
    criteria = [criterion_of(mark.criterion) for mark in marks_of(sheet_of(round, "KT"))]
    [(_, total)] = score(criteria, [{"3.1": Decimal("5.25")}], settings_of(round))
    assert (code, name, before) == ("KT", "Phòng Kinh tế", decimal_text(total.total))
    assert after == decimal_text(comparison.totals()[0][3])
    page = page_of(sheet_of(round, "KT"), _on_their_sheet(round), at=timezone.now(), may_enter=True)
    assert before == page.sums.total
    confirm(clerk, url, upload(clerk, url, data))
    page = page_of(sheet_of(round, "KT"), _on_their_sheet(round), at=timezone.now(), may_enter=True)
    assert after == page.sums.total


def _on_their_sheet(round):
    sheet = sheet_of(round, "KT")
    marks = marks_of(sheet)
    for mark in marks:
        mark.sheet = sheet
    return marks


WRITTEN = {
    "a comma in a text": ("1.2", "9,5", "9.50"),
    "a point in a text": ("1.2", "9.5", "9.50"),
    "blanks around": ("1.2", "  9,5 ", "9.50"),
    "N/A": ("2.1", "N/A", "N/A"),
    "not applicable in small letters": ("2.1", " không  áp dụng", "N/A"),
    "letters and marks apart (NFD)": ("1.3", "Đạt".replace("ạ", "ạ"), "Đạt"),
    "capitals": ("1.3", "KHÔNG ĐẠT", "Không đạt"),
    "a number": ("2.2", 69.5, "69.5"),
}


@pytest.mark.parametrize(("code", "typed", "text"), WRITTEN.values(), ids=WRITTEN)
def test_entries_are_read_however_they_are_written(round, clerk, code, typed, text):
    note = {code: "Không có"} if text == "N/A" else {}
    [line] = compared(round, filled(file_of(clerk, round), {code: typed}, note)).taken
    assert (line.criterion.code, line.filled.entry) == (code, text)


def test_a_formula_counts_by_the_value_excel_kept(round, clerk):
    data = filled(file_of(clerk, round), {"1.2": "=5+4.5"})
    part = "xl/worksheets/sheet1.xml"
    text = parts_of(data)[part].decode()
    assert "<f>5+4.5</f><v" in text
    kept = text.replace("<f>5+4.5</f><v />", "<f>5+4.5</f><v>9.5</v>").replace(
        "<f>5+4.5</f><v></v>", "<f>5+4.5</f><v>9.5</v>"
    )
    [line] = compared(round, with_parts(data, {part: kept})).taken
    assert line.filled.entry == "9.50"


def test_every_problem_is_said_at_once_with_its_cell_and_nothing_is_stored(round, clerk, url):
    wrong = {
        "1.2": "1.234,5", "1.3": "Tốt", "2.1": "Không áp dụng", "2.3": 6.3, "3.1": 7, "4.2": 1.5, "T.1": "N/A",
        "P.1": "=1+1", "1.1": 100,
    }  # fmt: skip
    answer = upload(clerk, url, filled(file_of(clerk, round), wrong, {"5.1": "ă" * 1001}))
    assert answer.context["faults"] == [
        'Phiếu tự chấm!G3: "1.234,5" – Có thể hiểu hai cách. Nhập 1234,5.',
        'Phiếu tự chấm!G4: "Tốt" – Tiêu chí này chỉ nhận Đạt, Không đạt hoặc Không áp dụng.',
        'Phiếu tự chấm!G7: "6,3" – Điểm theo bước 0,25. Nhập 6,25 hoặc 6,50.',
        'Phiếu tự chấm!G8: "7" – Điểm tối đa là 6,00. Nhập số từ 0 đến 6,00.',
        'Phiếu tự chấm!G12: "1,5" – Tiêu chí này đếm số lần, số lượng: nhập một số nguyên từ 0.',
        "Phiếu tự chấm!H14: " + f'"{"ă" * 59}…" – Nhiều nhất 1000 ký tự.',
        'Phiếu tự chấm!G16: "N/A" – Điểm thưởng và điểm trừ không ghi Không áp dụng. '
        "Nhập một số nguyên, hoặc để trống.",
        'Phiếu tự chấm!G18: "=1+1" – Công thức chưa có kết quả. '
        "Mở tệp bằng Excel, lưu lại rồi gửi lại, hoặc nhập giá trị.",
        'Phiếu tự chấm!G5: "N/A" – KT, tiêu chí 2.1: Không áp dụng cần có lý do. Ghi lý do vào ô ghi chú.',
    ]
    assert "còn 9 chỗ phải sửa" in text_of(answer)
    assert stored(round) == {}
    assert "import_waiting" not in clerk.session


def test_not_applicable_needs_its_reason(round, clerk, url):
    answer = upload(clerk, url, filled(file_of(clerk, round), {"2.1": "Không áp dụng"}))
    assert answer.context["faults"] == [
        'Phiếu tự chấm!G5: "N/A" – KT, tiêu chí 2.1: Không áp dụng cần có lý do. Ghi lý do vào ô ghi chú.'
    ]


# Three ways ----------------------------------------------------------------------------------------------------------

#  entered before the download, typed into the file, entered on the site since: where it changed
THREE_WAYS = {
    "nothing": ("9.50", None, None, Change.SAME),
    "in the file": ("9.50", 8, None, Change.FILE),
    "in the file where nothing was": ("", 8, None, Change.FILE),
    "emptied in the file": ("9.50", "", None, Change.FILE),
    "on the site": ("9.50", None, "8.00", Change.SITE),
    "emptied on the site": ("9.50", None, "", Change.SITE),
    "on both alike": ("9.50", 8, "8.00", Change.SAME),
    "on both": ("9.50", 8, "7.00", Change.BOTH),
    "there and back on the site": ("9.50", 8, "9.50", Change.FILE),
}


@pytest.mark.parametrize(("before", "typed", "since", "change"), THREE_WAYS.values(), ids=THREE_WAYS)
def test_a_line_is_compared_with_its_download_and_with_now(round, clerk, before, typed, since, change):
    if before:
        enter(round, "1.2", before)
    data = file_of(clerk, round)
    if typed is not None:
        data = filled(data, {"1.2": typed or None})
    if since is not None:
        enter(round, "1.2", since)
    found = {line.criterion.code: line.change for line in compared(round, data).lines}
    assert found.pop("1.2") is change
    assert set(found.values()) == {Change.SAME}


def test_a_conflict_has_no_default_and_waits_for_a_choice(round, clerk, url):
    data = filled(file_of(clerk, round), {"1.2": 9, "2.2": 70})
    enter(round, "1.2", "8.00")
    answer = upload(clerk, url, data)
    [conflict] = answer.context["shown"].conflicts
    assert conflict.choice == ""
    assert " checked" not in answer.content.decode()
    again = confirm(clerk, url, answer)
    assert again.context["problems"] == ["Chưa ghi gì. Còn 1 dòng phải chọn lấy theo tệp hay giữ trên web."]
    assert stored(round) == {"1.2": ("8.00", "")}
    confirm(clerk, url, again, **{f"chon_{conflict.pk}": "tep"})
    assert stored(round) == {"1.2": ("9.00", ""), "2.2": ("70", "")}


def test_the_site_may_be_chosen(round, clerk, url):
    data = filled(file_of(clerk, round), {"1.2": 9, "2.2": 70})
    enter(round, "1.2", "8.00")
    answer = upload(clerk, url, data)
    [conflict] = answer.context["shown"].conflicts
    confirm(clerk, url, answer, **{f"chon_{conflict.pk}": "trang"})
    assert stored(round) == {"1.2": ("8.00", ""), "2.2": ("70", "")}


def test_a_line_that_moves_before_the_confirmation_is_shown_again_and_nothing_is_half_written(round, clerk, url):
    answer = upload(clerk, url, filled(file_of(clerk, round), {"1.2": 9, "2.2": 70}))
    enter(round, "2.2", "71")
    again = confirm(clerk, url, answer)
    assert "vừa được người khác sửa" in text_of(again)
    assert stored(round) == {"2.2": ("71", "")}
    [conflict] = again.context["shown"].conflicts
    confirm(clerk, url, again, **{f"chon_{conflict.pk}": "tep"})
    assert stored(round) == {"1.2": ("9.00", ""), "2.2": ("70", "")}


def test_a_line_that_fails_in_the_middle_takes_the_others_with_it(round, clerk, url, monkeypatch):
    answer = upload(clerk, url, filled(file_of(clerk, round), {"1.2": 9, "2.2": 70}))
    enter_first, tried = sheets.enter_mark, []

    def collide(mark, *args, **kwargs):
        tried.append(mark.criterion.code)
        if len(tried) == 2:
            raise ChangedMeanwhile(mark)
        return enter_first(mark, *args, **kwargs)

    monkeypatch.setattr(sheets, "enter_mark", collide)
    assert "vừa được người khác sửa" in text_of(confirm(clerk, url, answer))
    assert tried == ["1.2", "2.2"]
    assert stored(round) == {}


def test_a_file_whose_downloaded_state_was_changed_by_hand_has_to_be_chosen(round, clerk):
    enter(round, "1.2", "9.50")
    book = opened(filled(file_of(clerk, round), {"1.2": 8}))
    sheet = book["Đối chiếu"]
    [row] = [row for row in sheet.iter_rows() if row[3].value == "1.2"]
    row[5].value = "7.00"
    comparison = compared(round, saved(book))
    assert (names(comparison.conflicts), comparison.taken) == (["KT 1.2"], [])
    assert comparison.conflicts[0].downloaded is None


def test_an_entry_that_stays_keeps_where_it_came_from(round, clerk, url):
    put(mark_of(round, "KT", "4.2"), self_entry="4", fact_count=4, version=1)
    put(mark_of(round, "KT", "4.3"), self_entry="6", fact_count=6, version=1)
    data = filled(file_of(clerk, round), {"4.3": 7}, {"4.2": "Bốn sáng kiến"})
    confirm(clerk, url, upload(clerk, url, data))
    assert (mark_of(round, "KT", "4.2").fact_count, mark_of(round, "KT", "4.3").fact_count) == (4, None)


def test_an_unchanged_file_has_nothing_to_write(round, clerk, url):
    enter(round, "2.1", "N/A", "Không có")
    answer = upload(clerk, url, filled(file_of(clerk, round)))
    assert answer.context["token"] is None
    assert "Tệp không có gì để ghi." in text_of(answer)


# Locked --------------------------------------------------------------------------------------------------------------


def test_a_submitted_sheet_says_so_and_takes_no_file(round, clerk, url):
    data = filled(file_of(clerk, round), {"1.2": 9})
    round.sheets.update(state=SheetState.SUBMITTED)
    answer = upload(clerk, url, data)
    assert "Phiếu đã nộp. Rút phiếu về trước khi sửa." in text_of(answer)
    assert "shown" not in answer.context
    assert stored(round) == {}


def test_a_sheet_submitted_before_the_confirmation_is_not_written(round, clerk, url):
    answer = upload(clerk, url, filled(file_of(clerk, round), {"1.2": 9}))
    round.sheets.update(state=SheetState.SUBMITTED)
    assert "Phiếu đã nộp" in text_of(confirm(clerk, url, answer))
    assert stored(round) == {}


def test_after_the_phase_only_a_line_that_was_sent_back_is_written(cast):
    round = round_in(RoundState.APPRAISING)
    put(mark_of(round, "KT", "1.2"), remark="Xem lại minh chứng")
    client, url = cast.client("clerk"), reverse("sheet_upload", args=[round.pk, "KT"])
    before = stored(round)
    answer = upload(client, url, filled(file_of(client, round), {"1.2": 9, "2.2": 70}))
    shown = answer.context["shown"]
    assert (shown.taken.count, shown.left_out.count) == (1, 1)
    assert "điểm tự chấm đã khóa" in text_of(answer)
    confirm(client, url, answer)
    assert stored(round) == before | {"1.2": ("9.00", "")}


# The waiting file ----------------------------------------------------------------------------------------------------


def test_a_confirmation_counts_once(round, clerk, url):
    answer = upload(clerk, url, filled(file_of(clerk, round), {"1.2": 9}))
    confirm(clerk, url, answer)
    enter(round, "1.2", "8.00")
    again = confirm(clerk, url, answer)
    assert (again.status_code, again.headers["Location"]) == (302, url)
    assert stored(round) == {"1.2": ("8.00", "")}


def test_a_waiting_file_is_of_one_sheet_and_one_session(round, clerk, url, cast):
    answer = upload(clerk, url, filled(file_of(clerk, round), {"1.2": 9}))
    colleague = cast.client("clerk")
    assert confirm(colleague, url, answer).headers["Location"] == url
    assert stored(round) == {}


def test_a_waiting_file_expires(round, clerk, url):
    answer = upload(clerk, url, filled(file_of(clerk, round), {"1.2": 9}))
    session = clerk.session
    session["import_waiting"] |= {"until": "2026-01-01T00:00:00+00:00"}
    session.save()
    assert confirm(clerk, url, answer).status_code == 302
    assert stored(round) == {}
