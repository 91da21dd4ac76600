"""Files that do not belong: each is refused with a clear sentence, and nothing is stored or kept."""

import io
import zipfile

import pytest
from django.urls import reverse

from scoring.models import CriteriaSet, Mark, Round
from scoring.states import RoundState
from tests.awards.offline.files import downloaded, filled, filled_round, opened, upload
from tests.scoring.rounds import round_in
from tests.toolkit.hostile_files import PDF, package
from tests.workbooks import parts_of, saved, with_parts, workbook_bytes, zip_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(cast):
    return round_in(RoundState.SELF_SCORING)


@pytest.fixture
def clerk(cast):
    return cast.client("clerk")


@pytest.fixture
def url(round):
    return reverse("sheet_upload", args=[round.pk, "KT"])


@pytest.fixture
def good(clerk, round):
    return filled(downloaded(clerk, "sheet_workbook", round.pk, "KT"), {"1.2": 9})


def refusal(client, url, data):
    answer = upload(client, url, data)
    assert answer.status_code == 200
    assert "shown" not in answer.context
    assert "import_waiting" not in client.session
    assert not Mark.objects.exclude(self_entry="").filter(sheet__round__state=RoundState.SELF_SCORING).exists()
    form = answer.context["form"]
    return answer.context.get("faults") or [str(error) for error in form.errors["file"]]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * (60 * 1024 * 1024))
    return file.getvalue()


FILES = {
    "empty": (b"", "Tệp rỗng, không có nội dung."),
    "a PDF": (PDF, "Đây là tệp PDF, không phải sổ tính Excel (.xlsx)."),
    "a Word file": (package("docx"), "Đây là tệp Word (.docx) đổi tên, không phải sổ tính Excel."),
    "text": (b"a;b\n1;2\n", "Đây là tệp văn bản (.csv, .txt). Mở bằng Excel rồi lưu thành .xlsx."),
    "a bomb": (bomb(), "Nội dung giải nén lớn hơn 50 MB. Vì an toàn, tệp bị từ chối."),
    "another workbook": (
        workbook_bytes({"Phiếu tự chấm": [["Mã", "Tự chấm", "Ghi chú"], ["1.2", 9, None]]}),
        "Tệp không có trang tính Đối chiếu nên không biết là phiếu hay sổ nào. "
        "Điền vào đúng tệp đã tải trên web, giữ nguyên các trang tính, rồi nạp lại.",
    ),
    "no workbook": (zip_bytes({"a.txt": "x"}), None),
}  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), FILES.values(), ids=FILES)
def test_what_is_no_file_of_ours_is_refused_in_one_sentence(clerk, url, data, sentence):
    found = refusal(clerk, url, data)
    assert found == [sentence] if sentence else len(found) == 1


def test_macros_are_refused(clerk, url, good):
    assert refusal(clerk, url, with_parts(good, {"xl/vbaProject.bin": b"x"})) == [
        "Tệp có macro hoặc nội dung nhị phân. Lưu lại dạng .xlsx không có macro."
    ]


def test_a_doctype_is_refused(clerk, url, good):
    part = "xl/worksheets/sheet1.xml"
    text = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts_of(good)[part]
    [sentence] = refusal(clerk, url, with_parts(good, {part: text}))
    assert "DOCTYPE" in sentence


def test_a_cell_at_the_far_corner_is_a_fault_with_its_address(clerk, url, good):
    book = opened(good)
    book["Phiếu tự chấm"]["XFD1048576"] = "x"
    [sentence] = refusal(clerk, url, saved(book))
    assert sentence.startswith("Phiếu tự chấm!XFD1048576")


def test_too_large_a_file_is_refused_before_it_is_read(clerk, url):
    [sentence] = refusal(clerk, url, b"PK\x03\x04" + bytes(5 * 1024 * 1024))
    assert sentence.startswith("Tệp lớn hơn 5 MB.")


def test_no_file_at_all_is_said_at_the_field(clerk, url):
    answer = clerk.post(url)
    assert [str(error) for error in answer.context["form"].errors["file"]] == ["Chọn một tệp."]


def test_the_sheet_itself_missing_or_without_its_columns_is_said(clerk, url, good):
    book = opened(good)
    del book["Phiếu tự chấm"]
    assert refusal(clerk, url, saved(book)) == ["Phiếu tự chấm: Tệp thiếu trang tính này. Điền vào đúng tệp đã tải."]
    book = opened(good)
    book["Phiếu tự chấm"]["G1"] = "Điểm"
    assert refusal(clerk, url, saved(book)) == ['Phiếu tự chấm!1:1: Dòng tiêu đề thiếu cột "Tự chấm".']


def test_strange_and_doubled_codes_are_faults(clerk, url, good):
    book = opened(good)
    sheet = book["Phiếu tự chấm"]
    sheet["A4"], sheet["A5"] = "1.2", "9.9"
    assert refusal(clerk, url, saved(book)) == [
        'Phiếu tự chấm!A4: "1.2" – Tiêu chí này đã có ở dòng trên. Giữ lại một dòng.',
        'Phiếu tự chấm!A5: "9.9" – Không có tiêu chí này trong bộ tiêu chí của kỳ chấm.',
    ]


def test_a_row_that_was_deleted_leaves_the_site_as_it_is(clerk, url, good):
    book = opened(good)
    book["Phiếu tự chấm"].delete_rows(4)
    shown = upload(clerk, url, saved(book)).context["shown"]
    assert shown.notes == ["Tệp không có dòng của tiêu chí 1.3; trên web giữ nguyên."]
    assert shown.taken.count == 1


def test_sorted_rows_other_columns_and_lost_protection_do_not_matter(clerk, url, good):
    book = opened(good)
    sheet = book["Phiếu tự chấm"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    other = book.create_sheet("phiếu  TỰ chấm 2")
    other.append(["Phiếu của Phòng Kinh tế"])
    for row in (rows[0], *reversed(rows[1:])):
        other.append(list(reversed(row)))
    del book["Phiếu tự chấm"]
    other.title = "phiếu  TỰ chấm"
    shown = upload(clerk, url, saved(book)).context["shown"]
    assert (shown.taken.count, shown.same) == (1, 17)


# Another unit's, round's, edition's, year's ---------------------------------------------------------------------------


def test_a_file_of_another_unit_is_refused(round, cast, clerk, url):
    data = downloaded(cast.client("admin"), "sheet_workbook", round.pk, "VHXH")
    assert refusal(clerk, url, data) == [
        "Tệp này là phiếu của Phòng Văn hóa - Xã hội, không phải của Phòng Kinh tế. Chọn đúng tệp."
    ]


def test_a_file_of_another_round_is_refused(round, clerk, url):
    other = round_in(RoundState.APPRAISING, name="Quý III năm 2026")
    assert refusal(clerk, url, downloaded(clerk, "sheet_workbook", other.pk, "KT")) == [
        "Tệp này của kỳ “Quý III năm 2026”, trang này của kỳ “Sơ kết năm 2026”. Chọn đúng tệp."
    ]


def test_a_file_of_another_year_is_refused(round, clerk, url):
    other = round_in(RoundState.APPRAISING, year=2025)
    data = downloaded(clerk, "sheet_workbook", other.pk, "KT")
    assert refusal(clerk, url, data) == ["Tệp này của năm 2025, trang này của năm 2026. Chọn đúng tệp."]


def test_a_file_of_another_bloc_is_refused(round, cast, clerk, url):
    other = round_in(RoundState.APPRAISING, number="03")
    data = downloaded(cast.client("stranger"), "sheet_workbook", other.pk, "KT")
    assert refusal(clerk, url, data) == [
        "Tệp này của Khối 03, Hà Bắc, Hải Phòng, trang này của Khối 02, Hà Bắc, Hải Phòng. Chọn đúng tệp."
    ]


def test_a_file_after_another_edition_of_the_table_is_refused(round, clerk, url, good):
    CriteriaSet.objects.filter(rounds=round).update(edition=2)
    assert refusal(clerk, url, good) == [
        f"Tệp theo {round.criteria_set.name} (bản 1), kỳ chấm nay dùng {round.criteria_set.name} (bản 2). "
        "Tải tệp mới từ web rồi điền lại."
    ]


def test_a_file_of_a_round_that_was_made_anew_is_refused(round, clerk, url, good):
    book = opened(good)
    for row in book["Đối chiếu"].iter_rows():
        if row[0].value == "Số của kỳ chấm":
            row[1].value = "1"
    [sentence] = refusal(clerk, url, saved(book))
    assert sentence.startswith("Kỳ “Sơ kết năm 2026” đã được lập lại sau khi tải tệp.")


def test_a_whole_rounds_file_is_no_sheet_and_a_sheet_no_round(round, cast, clerk, url, good):
    whole = downloaded(cast.client("head"), "round_workbook", round.pk)
    assert refusal(clerk, url, whole) == [
        "Đây là sổ chấm điểm của cả kỳ, không phải phiếu của một đơn vị. Nạp ở trang của kỳ chấm."
    ]
    Round.objects.filter(pk=round.pk).update(state=RoundState.APPRAISING)
    answer = upload(cast.client("head"), reverse("round_upload", args=[round.pk]), good)
    assert answer.context["faults"] == [
        "Đây là phiếu của một đơn vị, không phải sổ chấm điểm của cả kỳ. Nạp ở trang phiếu tự chấm."
    ]


def test_a_round_file_without_a_unit_or_the_appraisal_is_faulty(cast):
    round = round_in(RoundState.APPRAISING)
    head, url = cast.client("head"), reverse("round_upload", args=[round.pk])
    good = filled_round(downloaded(head, "round_workbook", round.pk), [("KT", "1.3", "Đạt")])
    book = opened(good)
    book["Thẩm định"]["E1"] = "Kinh tế"
    assert upload(head, url, saved(book)).context["faults"] == [
        'Thẩm định!1:1: Dòng tiêu đề thiếu cột của đơn vị "KT".'
    ]
    del book["Thẩm định"]
    assert upload(head, url, saved(book)).context["faults"] == ["Thẩm định: Sổ thiếu trang tính này."]
