"""A bloc's history from a file: read with every fault at once, rehearsed, written whole or not at all."""

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.history_import import load_history, names, rehearse, write_history, write_template
from awards.history_import.reading import day_from
from awards.models import CouncilDecision, GrantedAward, PastStanding
from tests.awards.people_builders import granted
from tests.awards.test_actions import at_once
from tests.cast import NAME, PEOPLE, settle
from tests.constraints import put, violates
from tests.reading import text_of
from tests.workbooks import saved, workbook_bytes, zip_bytes
from toolkit.import_export import waiting
from toolkit.reasons import NotPossible
from toolkit.spreadsheets import Flaw, NewSheet, write_sheets
from toolkit.text import fold
from units.models import Unit

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ON = date(2026, 3, 2)
HEADS, STANDING_HEADS = list(names.AWARD_HEADS), list(names.STANDING_HEADS)
NUMBER, BODY = "45/QĐ-UBND", "Chủ tịch UBND xã Hà Bắc"
LINES = [
    [2025, "Phòng Kinh tế", None, None, "Cờ thi đua", NUMBER, date(2025, 12, 28), BODY, "Dẫn đầu"],
    [2025, "kt", "Nguyễn Văn A", "Chuyên viên", "Chiến sĩ thi đua cơ sở", NUMBER, "28/12/2025", BODY, None],
    ["2019", "Trạm Khuyến nông", None, None, "Giấy khen", "7/QĐ-UBND", "5.1.2020", BODY, None],
]
STANDINGS = [
    [2025, "Tổng kết năm 2025", "Phòng Kinh tế", 2, 95.5, "Hoàn thành xuất sắc nhiệm vụ"],
    [2025, "Tổng kết năm 2025", "Trạm Khuyến nông", None, None, "Hoàn thành nhiệm vụ"],
]

#               anonymous clerk stranger deputy head other_head council other_council admin
HEAD = "302 403 404 403 200 404 403 404 403"
READ_ONLY = "302 405 405 405 405 405 405 405 405"
ACCESS = {
    "past_awards_import": (HEAD, HEAD),
    "past_awards_template": (HEAD, READ_ONLY),
    "past_awards_import_confirm": (READ_ONLY, "302 403 404 403 302 404 403 404 403"),
}


def file_of(awards=LINES, standings=STANDINGS) -> bytes:
    """None leaves the sheet out."""
    given = ((names.AWARDS, HEADS, awards), (names.STANDINGS, STANDING_HEADS, standings))
    return workbook_bytes({title: [heads, *rows] for title, heads, rows in given if rows is not None})


def load(cast, data: bytes, stamp: str | None = None):
    found = rehearse(cast.bloc, data, on=ON)
    given = found.stamp if stamp is None else stamp
    return load_history(cast.bloc, data, "lich-su.xlsx", stamp=given, by=cast.head, at=AT)


def problems(cast, data: bytes) -> list[str]:
    return list(rehearse(cast.bloc, data, on=ON).problems)


# What is read ---------------------------------------------------------------------------------------------------------


def test_a_file_becomes_awards_and_standings(cast):
    load(cast, file_of())
    kt = Unit.objects.get(bloc=cast.bloc, code="KT")
    fields = ("year", "unit", "unit_name", "person_name", "office", "form", "decision_number", "decided_on", "note")
    assert list(GrantedAward.objects.order_by("pk").values_list(*fields)) == [
        (2025, kt.pk, kt.name, "", "", "Cờ thi đua", NUMBER, date(2025, 12, 28), "Dẫn đầu"),
        (2025, kt.pk, kt.name, "Nguyễn Văn A", "Chuyên viên", "Chiến sĩ thi đua cơ sở", NUMBER, date(2025, 12, 28), ""),
        (2019, None, "Trạm Khuyến nông", "", "", "Giấy khen", "7/QĐ-UBND", date(2020, 1, 5), ""),
    ]
    of_standing = ("year", "round_name", "unit", "unit_name", "rank", "total", "classification")
    assert list(PastStanding.objects.order_by("pk").values_list(*of_standing)) == [
        (2025, "Tổng kết năm 2025", kt.pk, kt.name, 2, D("95.50"), "Hoàn thành xuất sắc nhiệm vụ"),
        (2025, "Tổng kết năm 2025", None, "Trạm Khuyến nông", None, None, "Hoàn thành nhiệm vụ"),
    ]
    assert GrantedAward.objects.matching("chien si nguyen van").count() == 1


def test_either_sheet_is_enough_and_other_sheets_are_left_alone(cast):
    only_standings = workbook_bytes({names.STANDINGS: [STANDING_HEADS, *STANDINGS], "Khác": [["=1+1"]]})
    assert len(rehearse(cast.bloc, only_standings, on=ON).standings.new) == 2
    nothing = workbook_bytes({"Khác": [["a"]]})
    assert problems(cast, nothing) == ['Tệp không có trang "Khen thưởng" hay "Kết quả các năm".']


def test_every_fault_is_told_at_once_with_its_sheet_row_and_column(cast):
    awards = [
        [1900, "KT", None, None, "Giấy khen", NUMBER, date(2025, 12, 28), BODY, None],
        [2025, None, None, None, None, NUMBER, "hôm qua", BODY, None],
        [2025, "KT", None, "Chuyên viên", "Giấy khen", "1", date(2019, 1, 1), BODY, "x" * 501],
        [2025, "KT", None, None, "Giấy khen", NUMBER, date(2027, 1, 1), None, None],
        LINES[0],
        LINES[0],
    ]
    standings = [
        [2024, "Tổng kết", "KT", 0, "1.234,5", None],
        [2024, None, "KT", None, None, None],
        [2024, "Tổng kết", "VP", None, None, None],
    ]
    assert problems(cast, file_of(awards, standings)) == [
        'Khen thưởng!A2: "1900" – Nhập số từ 1945 đến 2026.',
        'Khen thưởng!B3: Cột "Đơn vị" không được để trống.',
        'Khen thưởng!E3: Cột "Hình thức" không được để trống.',
        'Khen thưởng!G3: "hôm qua" – Nhập ngày như 05/06/2026.',
        f'Khen thưởng!I4: "{"x" * 59}…" – Nhiều nhất 500 ký tự.',
        'Khen thưởng!G4: "01/01/2019" – Ngày quyết định 01/01/2019 không khớp với năm 2025.',
        'Khen thưởng!D4: "Chuyên viên" – Có chức vụ mà không có họ và tên. Ghi họ và tên, hoặc để trống chức vụ.',
        'Khen thưởng!H5: Cột "Cơ quan quyết định" không được để trống.',
        'Khen thưởng!G5: "01/01/2027" – Ngày quyết định không thể sau hôm nay.',
        'Khen thưởng!B7: "Phòng Kinh tế" – Trùng với dòng 6. Giữ lại một dòng.',
        'Kết quả các năm!D2: "0" – Nhập số từ 1 đến 500.',
        'Kết quả các năm!E2: "1.234,5" – Có thể hiểu hai cách. Nhập 1234,5.',
        'Kết quả các năm!B3: Cột "Kỳ" không được để trống.',
        'Kết quả các năm!C4: "VP" – Ghi hạng, tổng điểm hoặc xếp loại của đơn vị.',
    ]


def test_a_sheet_without_its_columns_says_which(cast):
    data = workbook_bytes({names.AWARDS: [["Năm", "Đơn vị", "Hình thức"], [2025, "KT", "Giấy khen"]]})
    assert problems(cast, data) == [
        'Khen thưởng!1:1: Dòng tiêu đề thiếu cột "Họ và tên", "Số quyết định", "Ngày quyết định", "Cơ quan quyết định".'
    ]


def test_of_two_units_with_one_name_the_code_tells(cast):
    Unit.objects.create(bloc=cast.bloc, code="KT2", name="Phòng Kinh tế")
    assert problems(cast, file_of([LINES[0]], None)) == [
        'Khen thưởng!B2: "Phòng Kinh tế" – Có 2 đơn vị cùng tên này. Ghi mã: KT, KT2.'
    ]
    assert problems(cast, file_of([LINES[1]], None)) == []


def test_a_name_that_is_no_unit_of_the_bloc_is_kept_and_told(cast):
    found = rehearse(cast.bloc, file_of(), on=ON)
    assert found.notes == (
        "“Trạm Khuyến nông” không phải tên hay mã của đơn vị nào trong Khối; giữ tên như trong tệp, "
        "không gắn với đơn vị.",
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05/06/2025", date(2025, 6, 5)),
        ("5-6-2025", date(2025, 6, 5)),
        ("2025-06-05", date(2025, 6, 5)),
        ("31/02/2025", None),
        ("05/06/25", None),
        ("05/06/2025 và sau", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    assert day_from(typed) == day


def test_a_workbook_that_counts_its_days_from_1904_is_found_out(cast):
    """Such days would come four years early; what cannot be a decision of that year is a fault."""
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = names.AWARDS
    for row in [HEADS, LINES[0]]:
        sheet.append(row)
    [problem] = problems(cast, saved(book))
    assert problem.startswith("Khen thưởng!G2:") and problem.endswith("không khớp với năm 2025.")


# What is there already ------------------------------------------------------------------------------------------------


def test_the_same_file_again_changes_nothing(cast):
    load(cast, file_of())
    before = list(GrantedAward.objects.values()), list(PastStanding.objects.values())
    again = rehearse(cast.bloc, file_of(), on=ON)
    assert (again.does_something, again.kept, again.problems) == (False, 5, ())
    load(cast, file_of())
    assert (list(GrantedAward.objects.values()), list(PastStanding.objects.values())) == before


def test_what_differs_is_shown_and_taken_from_the_file(cast):
    load(cast, file_of())
    other = [[*LINES[0][:7], "Chủ tịch UBND thành phố", None], *LINES[1:]]
    ranks = [[*STANDINGS[0][:3], 3, 95.5, STANDINGS[0][5]], STANDINGS[1]]
    data = file_of(other, ranks)
    found = rehearse(cast.bloc, data, on=ON)
    told = [[(d.label, d.before, d.after) for d in change.differences] for s in found.sheets for change in s.changed]
    assert told == [
        [("Cơ quan quyết định", BODY, "Chủ tịch UBND thành phố"), ("Ghi chú", "Dẫn đầu", "trống")],
        [("Hạng", "2", "3")],
    ]
    load(cast, data)
    award = GrantedAward.objects.get(form="Cờ thi đua")
    assert (award.body, award.note, award.version) == ("Chủ tịch UBND thành phố", "", 1)
    assert GrantedAward.objects.matching("thanh pho").get() == award
    assert (PastStanding.objects.get(rank=3).total, GrantedAward.objects.count()) == (D("95.50"), 3)
    last = GrantedAward.history.filter(history_of=award.pk).latest("history_date")
    assert (last.history_change_reason, last.history_by) == ("Nhập từ tệp lich-su.xlsx", "head")


def test_an_award_of_a_decision_recorded_here_follows_the_decision(cast):
    decision = CouncilDecision.objects.create(
        round=cast.round, number=NUMBER, decided_on=date(2025, 12, 28), body=BODY, recorded_at=AT
    )
    granted(cast, form="Cờ thi đua", note="Dẫn đầu", decision=decision)
    assert problems(cast, file_of([LINES[0]], None)) == []
    [problem] = problems(cast, file_of([[*LINES[0][:8], "Khác"]], None))
    assert problem == (
        "Khen thưởng!2:2: Khen thưởng này theo quyết định đã ghi ở mục Quyết định khen thưởng; sửa ở đó."
    )


def test_a_round_settled_here_is_not_typed_over(cast):
    settle(replace(NAME, year=2025, round="Tổng kết năm 2025"))
    assert problems(cast, file_of(None, [STANDINGS[0]])) == [
        'Kết quả các năm!2:2: "Tổng kết năm 2025" – Kỳ chấm này đã chốt trong phần mềm; '
        "kết quả lấy từ đó, không nhập đè."
    ]


def test_what_was_kept_by_name_is_found_when_the_unit_joins(cast):
    load(cast, file_of())
    Unit.objects.create(bloc=cast.bloc, code="KN", name="Trạm Khuyến nông")
    assert (rehearse(cast.bloc, file_of(), on=ON).does_something, GrantedAward.objects.count()) == (False, 3)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12).filter(
    lambda text: text not in ("-", "–", "—")
)


def same_award(row: tuple) -> tuple:
    return (*row[:3], fold(row[3]))


ROWS = st.lists(
    st.tuples(
        st.integers(2000, 2025), st.sampled_from(["KT", "VP", "Đội cũ"]), st.sampled_from(["", "Nguyễn Văn A"]), WORDS
    ),
    min_size=1,
    max_size=8,
    unique_by=same_award,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_what_is_given_out_is_read_in_again_and_changes_nothing(cast, rows):
    GrantedAward.objects.all().delete()
    lines = [[y, u, p, None, form, "1/QĐ", f"15/06/{y}", BODY, None] for y, u, p, form in rows]
    data = write_sheets([NewSheet(names.AWARDS, [HEADS, *lines])])
    assert rehearse(cast.bloc, data, on=ON).problems == ()
    load(cast, data)
    again = write_history(GrantedAward.objects.order_by("pk"), PastStanding.objects.all())
    told = rehearse(cast.bloc, again, on=ON)
    assert (told.problems, told.does_something, told.awards.kept) == ((), False, len(rows))


# All or nothing -------------------------------------------------------------------------------------------------------


def test_a_file_with_a_fault_writes_nothing(cast):
    with pytest.raises(NotPossible):
        load(cast, file_of([LINES[0], [2025, None, None, None, "x", "1", "x", BODY, None]]))
    assert (GrantedAward.objects.count(), PastStanding.objects.count()) == (0, 0)


@pytest.mark.parametrize("what", ["award", "standing", "unit", "round"])
def test_what_changed_after_the_rehearsal_is_not_written_over(cast, what):
    stamp = rehearse(cast.bloc, file_of(), on=ON).stamp
    match what:
        case "award":
            granted(cast)
        case "standing":
            PastStanding.objects.create(bloc=cast.bloc, year=2020, round_name="Tổng kết", unit_name="X", rank=1)
        case "unit":
            Unit.objects.filter(bloc=cast.bloc, code="KT").update(name="Phòng Kinh tế, Hạ tầng")
        case "round":
            settle(replace(NAME, year=2025, round="Sơ kết năm 2025"))
    with pytest.raises(NotPossible, match="vừa thay đổi sau khi xem trước"):
        load(cast, file_of(), stamp)
    assert not GrantedAward.objects.filter(form="Cờ thi đua").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_the_same_file_at_once_one_writes_it(file_database, cast):
    data = file_of()
    stamp = rehearse(cast.bloc, data, on=ON).stamp
    answers = at_once(lambda i: load_history(cast.bloc, data, "lich-su.xlsx", stamp=stamp, by=cast.head, at=AT), 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["NotPossible", "Rehearsal"]
    assert (GrantedAward.objects.count(), PastStanding.objects.count()) == (3, 2)


def test_another_bloc_is_neither_compared_nor_touched(cast):
    stamp = rehearse(cast.bloc, file_of(), on=ON).stamp
    other = cast.other_round.campaign.bloc
    granted(cast, bloc=other, unit=cast.stranger.unit, form="Cờ thi đua", note="Dẫn đầu")
    load(cast, file_of(), stamp)
    assert [GrantedAward.objects.filter(bloc=bloc).count() for bloc in (other, cast.bloc)] == [1, 3]


# Hostile files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7", "Đây là tệp PDF"),
        (b"PK\x03\x04 broken", "Tệp bị hỏng"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "kiểu cũ (.xls)"),
        ("Năm;Đơn vị\n2025;KT".encode(), "văn bản (.csv"),
        (zip_bytes({"word/document.xml": "<w/>", "[Content_Types].xml": "<a/>"}), "tệp Word"),
        (
            zip_bytes({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><workbook/>"}),
            "DOCTYPE",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_sentence(cast, data, words):
    [problem] = problems(cast, data)
    assert words in problem


def test_a_bomb_is_refused_before_it_is_unpacked(cast, tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("xl/workbook.xml", " " * (60 * 1024 * 1024))
    [problem] = problems(cast, path.read_bytes())
    assert "lớn hơn 50 MB" in problem


def test_formulas_flags_and_cells_far_out_are_faults_of_their_cells(cast):
    awards = [[2025, "KT", True, None, "=1+1", NUMBER, 45000, BODY, None]]
    awards[0] += [None] * 40 + ["xa"]
    assert problems(cast, file_of(awards, None))[0].startswith("Khen thưởng!AX2:")
    del awards[0][9:]
    assert problems(cast, file_of(awards, None)) == [
        'Khen thưởng!C2: "TRUE" – Nhập chữ hoặc số, không dùng TRUE, FALSE.',
        f'Khen thưởng!E2: "=1+1" – {Flaw.NO_RESULT.value}',
        'Khen thưởng!G2: "45000" – Nhập ngày như 05/06/2026.',
    ]


def test_too_many_rows_are_refused(cast):
    lines = [[2025, "KT", f"Người {n}", None, "Giấy khen", NUMBER, "28/12/2025", BODY, None] for n in range(3_001)]
    assert "dòng 3000" in problems(cast, file_of(lines, None))[0]


def test_what_looks_like_markup_or_a_formula_stays_text(cast):
    evil = '<script>alert(1)</script>=HYPERLINK("x")'
    load(cast, file_of([[2025, "KT", evil[:100], None, "Giấy khen", NUMBER, "28/12/2025", BODY, None]], None))
    page = cast.client("clerk").get(reverse("past_awards")).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


# The pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def send(cast, data: bytes, name="lich-su.xlsx", who="head"):
    client = cast.client(who)
    file = SimpleUploadedFile(name, data)
    return client, client.post(reverse("past_awards_import", args=[cast.bloc.pk]), {"file": file})


def confirm(cast, client, page, **changed):
    html = page.content.decode()
    typed = {name: html.split(f'name="{name}" value="')[1].split('"')[0] for name in ("token", "da-xem")} | changed
    return client.post(reverse("past_awards_import_confirm", args=[cast.bloc.pk]), typed, follow=True)


def test_a_file_is_chosen_rehearsed_and_confirmed(cast):
    client, page = send(cast, file_of())
    said = text_of(page)
    assert "Tệp lich-su.xlsx. Chưa có gì được lưu." in said
    assert "Khen thưởng: thêm 3 dòng" in said and "Kết quả các năm: thêm 2 dòng" in said
    assert "Năm 2025, Nguyễn Văn A, Phòng Kinh tế: Chiến sĩ thi đua cơ sở, Quyết định số 45/QĐ-UBND ngày" in said
    assert GrantedAward.objects.count() == 0
    done = confirm(cast, client, page)
    assert "Đã nhập từ tệp lich-su.xlsx: thêm 5 dòng, sửa 0 dòng." in text_of(done)
    assert GrantedAward.objects.count() == 3
    _, again = send(cast, file_of())
    assert "Tệp không có gì mới Cả 5 dòng trong tệp đã có và giống hệt." in text_of(again)


def test_the_page_lists_the_faults_first(cast):
    _, page = send(cast, file_of([[2025, None, None, None, "x", "1", "x", BODY, None]], None))
    said = text_of(page)
    assert "Tệp chưa nhập được: 2 chỗ cần sửa Khen thưởng!B2:" in said and "Xác nhận nhập" not in said


def test_a_confirmation_of_another_file_or_a_second_one_is_refused(cast):
    client, page = send(cast, file_of())
    assert waiting.KEY in client.session
    assert "Tệp chờ nạp không còn" in text_of(confirm(cast, client, page, token="khac"))
    assert GrantedAward.objects.count() == 0
    client, page = send(cast, file_of())
    confirm(cast, client, page)
    assert "Tệp chờ nạp không còn" in text_of(confirm(cast, client, page))


def test_when_the_database_changed_meanwhile_the_rehearsal_is_shown_anew(cast):
    client, page = send(cast, file_of())
    granted(cast, form="Cờ thi đua", note="Khác")
    said = text_of(confirm(cast, client, page))
    assert "Dữ liệu của Khối vừa thay đổi sau khi xem trước. Phần dưới đây đã tính lại" in said
    assert "Khen thưởng: sửa 1 dòng đang khác" in said and "Khen thưởng: thêm 2 dòng" in said
    assert GrantedAward.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", b"x", "Chỉ nhận tệp .xlsx."),
        ("a.xlsx", b"", "Tệp rỗng, không có nội dung."),
        ("a.xlsx", b"x" * (5 * 1024 * 1024 + 1), "Tệp lớn hơn 5 MB."),
    ],
)
def test_a_wrong_file_gets_one_sentence_at_the_form(cast, name, data, words):
    assert words in text_of(send(cast, data, name)[1])


def test_the_template_is_read_as_an_empty_file(cast):
    found = rehearse(cast.bloc, write_template(cast.bloc), on=ON)
    assert (found.problems, found.notes, found.does_something) == ((), (), False)
    answer = cast.client("head").get(reverse("past_awards_template", args=[cast.bloc.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="mau-khen-thuong-khoi-02.xlsx"'


@pytest.mark.parametrize("name", ACCESS)
def test_everybody_gets_the_answer_of_the_table(cast, name):
    url = reverse(name, args=[cast.bloc.pk])
    for method, expected in zip(("get", "post"), ACCESS[name], strict=True):
        answers = {who: str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE}
        assert answers == dict(zip(PEOPLE, expected.split(), strict=True)), method


def test_a_rehearsal_asks_the_same_whatever_grows(cast):
    def asked(number: int) -> int:
        lines = [[2025, "KT", f"Người {n}", None, "Giấy khen", NUMBER, "28/12/2025", BODY, None] for n in range(number)]
        with CaptureQueriesContext(connection) as captured:
            rehearse(cast.bloc, file_of(lines), on=ON)
        return len(captured)

    assert asked(2) == asked(60) == 4
    load(cast, file_of())
    assert asked(2) == 4


def test_the_database_knows_the_rules_of_the_past(cast):
    award = granted(cast)
    with violates("granted_award_year_is_sensible"):
        put(award, year=1900)
    typed = {"bloc": cast.bloc, "year": 2020, "round_name": "Tổng kết", "unit_name": "X", "rank": 1}
    row = PastStanding.objects.create(**typed)
    for name, changes in {
        "past_standing_rank_from_one": {"rank": 0},
        "past_standing_total_not_negative": {"total": D("-1.00")},
        "past_standing_year_is_sensible": {"year": 1900},
    }.items():
        with violates(name):
            put(row, **changes)
    other = PastStanding.objects.create(**(typed | {"unit_name": "Y"}))
    with violates("past_standing_once_in_a_round"):
        put(other, unit_name="X")
