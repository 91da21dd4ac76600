"""The way of a file through import: what a hostile one meets, and what the confirmation believes.

Asked on the criteria's page, since every table goes this way.
"""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from scoring.models import Criterion, Round
from tests.admin_year import a_world, confirm, csv, problems, upload, xlsx
from toolkit.import_export import waiting
from toolkit.import_export.csv_reading import read_csv
from toolkit.spreadsheets import write_csv
from units.models import Unit

world = pytest.fixture(a_world)

HEADINGS = ("Bộ tiêu chí", "Mã", "Nội dung", "Tiêu chí", "Loại", "Điểm tối đa", "Đơn giá", "Chỉ tiêu")
TABLE = "Tổng kết 2026"
GOOD = (TABLE, "1.2", "1", "Hồ sơ đúng hạn", "Tỷ lệ", Decimal("7.5"), None, Decimal(98))


def stored():
    return list(Criterion.objects.order_by("pk").values())


@pytest.fixture
def head(world):
    return world.browser("head")


def bomb() -> bytes:
    file = io.BytesIO(xlsx(HEADINGS, GOOD))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 60 * 1024 * 1024)
    return file.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active["XFD1048576"] = "x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def renamed_docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return file.getvalue()


HEADING_LINE = ",".join(HEADINGS)
HOSTILE = {
    "too large": ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "Tệp lớn hơn 5 MB."),
    "bomb": ("a.xlsx", bomb(), "Nội dung giải nén lớn hơn 50 MB."),
    "far cell": ("a.xlsx", far_cell(), "XFD1048576"),
    "renamed docx": ("a.xlsx", renamed_docx(), "Đây là tệp Word (.docx) đổi tên"),
    "csv named xlsx": ("a.xlsx", csv(HEADING_LINE), "Đây là tệp văn bản"),
    "xlsx named csv": ("a.csv", xlsx(HEADINGS, GOOD), "Tệp CSV không ở mã UTF-8."),
    "another kind": ("a.ods", b"PK\x03\x04", "Chỉ nhận tệp .xlsx hoặc .csv."),
    "a million columns": ("a.csv", csv(HEADING_LINE, "x," * 1_000_000), "có giá trị ngoài cột thứ 60"),
    "a million empty columns": ("a.csv", csv(HEADING_LINE, "," * 1_000_000), "không có dòng dữ liệu nào"),
    "a million rows": ("a.csv", csv(HEADING_LINE, *["x"] * 1_000_000), "Tệp có hơn 2000 dòng dữ liệu."),
    "an open quote": ("a.csv", csv(HEADING_LINE, '"' + "x\n" * 200_000), "dấu nháy kép"),
    "a long field": ("a.csv", csv(HEADING_LINE, "x" * 40_000), "A2: nội dung quá dài."),
    "zeros": ("a.csv", b"\0" * 1000, "Đây không phải là tệp văn bản CSV."),
    "another encoding": ("a.csv", HEADING_LINE.encode("utf-16"), "Tệp CSV không ở mã UTF-8."),
    "no headings": ("a.csv", csv("a,b", "1,2"), 'Không thấy dòng tiêu đề'),
    "no rows": ("a.csv", csv(HEADING_LINE), "Tệp không có dòng dữ liệu nào"),
    "empty": ("a.csv", b"", "Tệp rỗng"),
    "a formula without a value": ("a.xlsx", None, "Công thức chưa có kết quả."),
    "a date": ("a.xlsx", None, "Ô đang chứa ngày, giờ."),
    "true": ("a.xlsx", xlsx(HEADINGS, (*GOOD[:5], "TRUE", None, 98)), '"TRUE" không phải là một số.'),
    "an endless number": ("a.csv", csv(HEADING_LINE, f"{TABLE},1,1,T,Chấm điểm,{'9' * 5000},,"), "Số quá lớn."),
    "a long text": ("a.csv", csv(HEADING_LINE, f"{TABLE},1,1,{'T' * 600},Chấm điểm,9,,"), "500 kí tự"),
}  # fmt: skip


def cell_of_openpyxl(value) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append([*map(str, GOOD[:5]), value, None, 98])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_changes_nothing_and_is_answered_with_a_sentence(world, head, what):
    name, data, sentence = HOSTILE[what]
    if data is None:
        data = cell_of_openpyxl("=1+1" if "formula" in what else date(2026, 1, 1))
    before = stored()

    said = problems(upload(head, Criterion, name, data))

    assert len(said) == 1 and sentence in said[0]
    assert stored() == before


# The second step ------------------------------------------------------------------------------------------------------


def test_only_the_rehearsed_file_of_this_session_is_imported_and_once(world, head):
    answer = upload(head, Criterion, "a.xlsx", xlsx(HEADINGS, GOOD))
    token, before = answer.context["token"], stored()

    for browser, posted in [
        (head, "khac"),
        (head, ""),
        (world.browser("stranger"), token),
        (world.browser("head"), token),
    ]:
        assert "Tệp chờ nhập không còn" in confirm(browser, Criterion, posted).content.decode()
    assert "Tệp chờ nhập không còn" in confirm(world.browser("admin"), Unit, token).content.decode()
    assert stored() == before

    assert "Đã nhập" in confirm(head, Criterion, token).content.decode()
    assert "Tệp chờ nhập không còn" in confirm(head, Criterion, token).content.decode()


def test_a_path_cannot_be_smuggled_in(world, head, tmp_path):
    """What import_export's own form takes from the browser is not even looked at."""
    url = reverse("admin:scoring_criterion_process_import")
    posted = {"import_file_name": "/etc/passwd", "original_file_name": "a.csv", "format": "0", "resource": ""}

    assert head.post(url, posted).status_code == 302
    assert head.get(url).status_code == 405


def test_what_was_settled_between_rehearsal_and_confirmation_is_refused(world, head):
    answer = upload(head, Criterion, "a.xlsx", xlsx(HEADINGS, GOOD))
    Round.objects.filter(pk=world.year.preparing.pk).update(state="settled")
    before = stored()

    done = confirm(head, Criterion, answer.context["token"])

    assert "đã dùng cho một kỳ chấm đã chốt" in done.content.decode()
    assert stored() == before


def test_a_waiting_file_that_was_touched_is_not_imported(world, head, tmp_path):
    answer = upload(head, Criterion, "a.xlsx", xlsx(HEADINGS, GOOD))
    [waiting] = (tmp_path / "cho-nhap").iterdir()
    waiting.write_bytes(xlsx(HEADINGS, (TABLE, "6.6", *GOOD[2:])))

    assert "Tệp chờ nhập không còn" in confirm(head, Criterion, answer.context["token"]).content.decode()
    assert list((tmp_path / "cho-nhap").iterdir()) == []


def test_a_waiting_file_is_kept_an_hour_and_one_at_a_time(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    session, at, folder = {}, timezone.now(), tmp_path / "cho-nhap"
    first = waiting.keep(session, "units.unit", "a.csv", b"1", at)
    second = waiting.keep(session, "units.unit", "b.csv", b"2", at)

    assert len(list(folder.iterdir())) == 1
    assert waiting.take(session, "units.unit", first, at) is None
    assert waiting.take(dict(session), "units.unit", second, at) == ("b.csv", b"2")
    assert waiting.take(session, "units.unit", second, at) is None  # the file went with the first asking

    late = waiting.keep(session, "units.unit", "c.csv", b"3", at)
    assert waiting.take(session, "units.unit", late, at + timedelta(minutes=61)) is None
    waiting.keep({}, "units.unit", "d.csv", b"4", at)
    waiting.forget_old(at + timedelta(minutes=61))
    assert list(folder.iterdir()) == []


def test_what_was_imported_stands_in_the_history(world, head):
    answer = upload(head, Criterion, "a.xlsx", xlsx(HEADINGS, GOOD))
    confirm(head, Criterion, answer.context["token"])

    [entry] = LogEntry.objects.all()
    assert (entry.user, entry.change_message, entry.is_addition()) == (world["head"], "Nhập từ tệp a.xlsx", True)
    assert entry.get_edited_object().code == "1.2"


def test_a_csv_from_the_writer_is_read_back_as_it_was():
    texts = ["=1+1", "+84 225 384", "-5,25", "@x", "'có nháy", "a;b,c", 'nói "có"', "dòng một dòng hai", "30%"]
    sheet = read_csv(write_csv(["Chữ"], [[text] for text in texts]), max_rows=100, max_columns=5)

    assert [row.cells[0].value for row in sheet.rows] == ["Chữ", *texts]


def test_an_export_with_an_unknown_filter_forgets_it(head):
    url = reverse("admin:scoring_criterion_export")

    assert head.get(f"{url}?kind__exact=graded").status_code == 200
    assert head.get(f"{url}?id=what").url == url
    assert head.get(f"{url}?criteria_set__campaign__bloc__commune__city=x").status_code == 400
