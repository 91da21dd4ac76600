"""A scoring table out to a workbook and back: rehearsed change by change, confirmed against the same table."""

from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.table_import import rehearse
from awards.workbook import names, read_workbook
from awards.workbook.reading_table import read_criteria_table
from awards.workbook.table_writing import write_table
from scoring.actions.tables import create_table
from scoring.models import CriteriaSet, Criterion
from scoring.states import RoundState
from scoring.stored import criteria_of, rows_of
from tests.cast import AT
from tests.constraints import put
from tests.reading import bytes_of, text_of
from tests.scoring.rounds import round_in
from tests.scoring.sample import AREA_TITLES
from tests.scoring.tables import a_draft, codes_of, row_of
from toolkit.spreadsheets import NewSheet, SpreadsheetFaults, open_bounded, write_sheets
from units.models import Reading

pytestmark = pytest.mark.django_db

HEADINGS = ["Mã", "Nội dung", "Tiêu chí", "Loại", "Điểm tối đa", "Đơn giá", "Chỉ tiêu"]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(cast):
    return a_draft(cast)


@pytest.fixture
def head(cast):
    return cast.client("head")


def lines(draft):
    """The sheet Tiêu chí as it is written, by code; to be changed and sent back."""
    [sheet] = [s for s in open_bounded(write_table(draft)) if s.title == names.CRITERIA]
    headings, *rows = padded(sheet)
    assert headings == HEADINGS
    return {row[0]: row for row in rows}


def padded(sheet):
    for row in sheet.rows:
        values = [None] * len(HEADINGS)
        for cell in row.cells:
            values[cell.column - 1] = cell.value
        yield values


def book(rows, settings=None):
    sheets = [NewSheet(names.CRITERIA, [HEADINGS, *rows])]
    if settings:
        sheets.insert(0, NewSheet(names.SETTINGS, [["Mục", "Giá trị"], *settings]))
    return write_sheets(sheets)


def upload(client, draft, data, name="bang.xlsx"):
    return client.post(reverse("table_import", args=[draft.pk]), {"file": SimpleUploadedFile(name, data)})


def confirm(client, draft, page):
    form = page.context
    sent = {"token": form["token"], "da-xem": form["rehearsal"].stamp}
    return client.post(reverse("table_import_confirm", args=[draft.pk]), sent, follow=True)


def content(table):
    return criteria_of(rows_of(table))


# Out and back ---------------------------------------------------------------------------------------------------------


def test_what_is_written_is_read_back_as_the_same_table(draft):
    put(draft, step=Decimal("0.25"), bonus_cap=None)
    draft.refresh_from_db()
    file = read_criteria_table(write_table(draft), dict(AREA_TITLES))
    assert (file.criteria, file.area_titles) == (content(draft), AREA_TITLES)
    assert file.settings == {"step": Decimal("0.25"), "bonus_cap": None}
    assert not rehearse(draft, write_table(draft)).does_something


def test_the_file_has_the_sheets_a_round_is_filled_into(draft):
    titles = [sheet.title for sheet in open_bounded(write_table(draft))]
    assert titles == ["Khối", "Đơn vị", "Tiêu chí", "Hướng dẫn"]
    with pytest.raises(SpreadsheetFaults) as missing:
        read_workbook(write_table(draft))
    assert missing.value.lines() == ["Thẩm định: Sổ thiếu trang tính này."]  # nothing else is wrong with it


def test_the_download_is_named_and_kept(cast, draft, head):
    answer = head.get(reverse("table_workbook", args=[draft.pk]))
    assert "bo-tieu-chi-khoi-02-nam-2026-ban-2.xlsx" in unquote(answer["Content-Disposition"])
    assert bytes_of(answer) == write_table(draft)
    kept = Reading.objects.get()
    assert (kept.about, kept.page, kept.of) == (f"Bộ tiêu chí {draft}: bảng tiêu chí (XLSX)", "bo-tieu-chi", draft.pk)


def test_looking_at_the_headers_keeps_nothing(draft, head):
    assert head.head(reverse("table_workbook", args=[draft.pk])).status_code == 200
    assert not Reading.objects.exists()


# The rehearsal --------------------------------------------------------------------------------------------------------


def changed_file(draft):
    rows = lines(draft)
    rows["1.2"][4] = Decimal("10.5")
    rows["2.1"][6] = "97,5"
    rows["3.1"][2] = "Văn hóa công sở"
    del rows["5.2"]
    rows["5.9"] = ["5.9", "5", "Tuyên truyền", "Theo số lượng", 3, "0,5", None]
    return book(rows.values(), [["Bước điểm", "0,5"], ["Trần điểm thưởng", None]])


def test_a_file_is_shown_change_by_change_and_nothing_is_saved(draft, head):
    put(row_of(draft, "5.2"), guidance="Có mặt đủ", source="meetings_missed")
    before = content(draft)
    page = text_of(upload(head, draft, changed_file(draft)))
    for sentence in (
        "Nạp xong, thang điểm là 98,50, còn thiếu 1,50 so với 100.",
        "Sửa 3 tiêu chí và thiết lập",
        "Thiết lập bước điểm 0,25 0,50",
        "Thiết lập trần điểm thưởng 5,00 trống",
        "điểm tối đa 12,00 10,50",
        "chỉ tiêu 98 97,5",
        "tên tiêu chí Môi trường làm việc văn minh, chuyên nghiệp, đoàn kết Văn hóa công sở",
        "Thêm 1 tiêu chí 5.9 Tuyên truyền Nội dung 5, Theo số lượng, điểm tối đa 3,00, đơn giá 0,50",
        "Bỏ 1 tiêu chí không có trong tệp 5.2 Tham gia đầy đủ hoạt động chung của Khối "
        "bỏ cả hướng dẫn chấm và nguồn số liệu đã ghi",
        "Giữ nguyên 14 tiêu chí.",
    ):
        assert sentence in page
    assert content(draft) == before


def test_confirmed_it_is_the_table_and_keeps_guidance_and_source(cast, draft, head):
    put(row_of(draft, "1.2"), guidance="Theo mục 2", source="reports_late")
    done = confirm(head, draft, upload(head, draft, changed_file(draft)))
    assert "Đã nạp bộ tiêu chí từ tệp bang.xlsx." in text_of(done)
    row = row_of(draft, "1.2")
    assert (row.maximum, row.guidance, row.source, row.version) == (Decimal("10.50"), "Theo mục 2", "reports_late", 1)
    assert row_of(draft, "2.1").target == Decimal("97.5")
    assert codes_of(draft)[-5:] == ["T.1", "T.2", "P.1", "P.2", "5.9"]
    draft.refresh_from_db()
    assert (draft.step, draft.bonus_cap) == (Decimal("0.50"), None)
    assert row.history.latest("history_id").history_change_reason == "Nạp bộ tiêu chí từ sổ"
    assert not rehearse(draft, write_table(draft)).does_something


def test_an_empty_draft_takes_the_whole_workbook(cast, head):
    source = CriteriaSet.objects.select_related("campaign__bloc__commune").get(pk=cast.round.criteria_set_id)
    table = create_table(cast.round.campaign, "Mới", by=cast.head, at=AT)
    confirm(head, table, upload(head, table, write_table(source)))
    assert content(table) == content(source)


def test_the_order_of_the_file_becomes_the_order_of_the_table(draft, head):
    rows = lines(draft)
    order = ["1.3", "1.2", "1.1", *[code for code in rows if not code.startswith("1.")]]
    rows["1.3"][1], rows["1.1"][1] = rows["1.1"][1], "1"
    page = upload(head, draft, book([rows[code] for code in order]))
    assert "Thứ tự các tiêu chí theo tệp." in text_of(page)
    confirm(head, draft, page)
    assert codes_of(draft) == order


def test_every_problem_is_told_by_its_cell_and_nothing_can_be_confirmed(draft, head):
    rows = lines(draft)
    rows["1.2"][4] = "1.234,5"
    rows["2.1"][6] = None
    rows["3.1"][3] = "Khác"
    rows["5.2"][1] = "7. Nội dung lạ"
    page = upload(head, draft, book(rows.values()))
    text = text_of(page)
    for sentence in (
        "Tệp chưa nạp được: 4 chỗ cần sửa",
        'Tiêu chí!E3: "1.234,5" – Có thể hiểu hai cách. Nhập 1234,5.',
        "Tiêu chí!G5:",
        'Tiêu chí!D8: "Khác" – Chọn một trong:',
        'Tiêu chí!B15: "7. Nội dung lạ" – Năm này không có Nội dung 7. Các nội dung của năm: 1, 2, 3, 4, 5.',
    ):
        assert sentence in text
    assert page.context["token"] == ""


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"khong phai xlsx", "a.xlsx", "Tệp chưa nạp được"),
        (b"a;b", "a.csv", "Chỉ nhận tệp .xlsx."),
        (b"", "a.xlsx", "Tệp rỗng, không có nội dung."),
        (write_sheets([NewSheet("Khác", [["a"]])]), "a.xlsx", "Tiêu chí: Sổ thiếu trang tính này."),
        (b"x" * (5 * 2**20 + 1), "a.xlsx", "Tệp lớn hơn 5 MB. Bỏ hình ảnh và những trang tính không cần rồi lưu lại."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(draft, head, data, name, sentence):
    assert sentence in text_of(upload(head, draft, data, name))


def test_no_file_is_told(draft, head):
    assert "Chọn một tệp .xlsx." in text_of(head.post(reverse("table_import", args=[draft.pk])))


def test_another_title_of_an_area_is_told_and_the_years_own_stays(draft, head):
    rows = lines(draft)
    rows["1.1"][1] = "1. Tên khác"
    page = text_of(upload(head, draft, book(rows.values())))
    assert f'Nội dung 1 trong sổ tên là "Tên khác"; năm này giữ tên "{AREA_TITLES[0][1]}".' in page


def test_the_same_file_changes_nothing_and_says_so(draft, head):
    page = upload(head, draft, write_table(draft))
    assert "Cả 18 tiêu chí trong tệp giống bảng đang có." in text_of(page)
    assert page.context["token"] == ""


# The confirmation -----------------------------------------------------------------------------------------------------


def test_a_table_changed_meanwhile_is_rehearsed_anew_and_confirmed_then(draft, head):
    page = upload(head, draft, changed_file(draft))
    put(row_of(draft, "1.1"), maximum=Decimal(19))
    again = confirm(head, draft, page)
    text = text_of(again)
    assert "Bộ tiêu chí vừa được người khác sửa." in text and "điểm tối đa 19,00 20,00" in text
    assert row_of(draft, "1.2").maximum == 12
    confirm(head, draft, again)
    assert (row_of(draft, "1.1").maximum, row_of(draft, "1.2").maximum) == (20, Decimal("10.50"))


def test_a_file_is_confirmed_once_and_by_the_session_that_sent_it(cast, draft, head):
    page = upload(head, draft, changed_file(draft))
    stranger = confirm(cast.client("admin"), draft, page)
    assert "Tệp chờ nạp không còn" in text_of(stranger) and row_of(draft, "1.2").maximum == 12
    confirm(head, draft, page)
    assert "Tệp chờ nạp không còn" in text_of(confirm(head, draft, page))


def test_a_file_rehearsed_for_one_table_is_not_confirmed_for_another(cast, draft, head):
    other = create_table(cast.round.campaign, "Khác", by=cast.head, at=AT)
    confirm(head, other, upload(head, draft, changed_file(draft)))
    assert other.criteria.count() == 0 and row_of(draft, "1.2").maximum == 12


def test_a_row_with_lines_of_a_round_does_not_go_by_a_file_either(cast, head):
    round = round_in(RoundState.PREPARING)
    table = CriteriaSet.objects.select_related("campaign__bloc__commune").get(pk=round.criteria_set_id)
    put(table, state="drafting", approved_at=None)
    rows = lines(table)
    del rows["5.2"]
    page = text_of(upload(head, table, book(rows.values())))
    assert f"Kỳ chấm {round.name} đã có dòng chấm theo tiêu chí 5.2, không bỏ được." in page
    assert Criterion.objects.filter(criteria_set=table, code="5.2").exists()


def test_an_approved_table_takes_no_file(cast, head):
    table = cast.round.criteria_set
    answer = upload(head, table, b"x")
    assert answer.url == reverse("table", args=[table.pk])
