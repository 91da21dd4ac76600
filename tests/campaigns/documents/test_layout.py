"""Nghị định 30/2020/NĐ-CP, Phụ lục I, measured in the finished PDFs; and what a screen reader finds in them."""

import re

import pytest

from awards.states import YearPaperKind
from campaigns.documents import render
from tests.awards.documents.printed import A4, MM
from tests.campaigns.documents.conftest import KINDS

pytestmark = pytest.mark.django_db  # the papers are made of rows

K = YearPaperKind
LANDSCAPE = (K.INITIATIVE_LIST, K.UNIT_SHEET)
OF_UNIT = (K.INITIATIVE_FORM, K.REGISTRATION, K.UNIT_REPORT, K.PERSON_REPORT)
# The report has three, of which one goes on on the next page and is tagged there once more.
TABLES = {
    K.INITIATIVE_LIST: 1, K.INITIATIVE_FORM: 1, K.BALLOT_MINUTES: 1, K.REGISTRATION: 1, K.UNIT_SHEET: 2,
    K.UNIT_REPORT: 2, K.FINAL_REPORT: 4,
}  # fmt: skip
YEARS = ["usual", "crowded", "empty"]
MINUTES_LINE = "Hà Bắc, ngày"


def near(value, low, high, slack=0.3):
    return low - slack <= value <= high + slack


def printed_of(request, year, kind):
    return request.getfixturevalue(year).printed(kind)


# --- the sheet ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", YEARS)
def test_every_page_is_a4_with_free_margins_and_only_wide_tables_lie_on_their_side(year, kind, request):
    width, height = A4[::-1] if kind in LANDSCAPE else A4
    for number, page in enumerate(printed_of(request, year, kind).pages):
        assert (float(page.width), float(page.height)) == pytest.approx((width, height), abs=0.5)
        body = [c for c in page.chars if c["top"] > 20 * MM - 1 and not c["text"].isspace()]
        marks = [*body, *page.rects, *page.lines, *page.curves]
        left = min(m["x0"] for m in marks) / MM
        assert left >= 29.7
        assert left <= 35.3 or number or year == "empty"  # some pages hold indented lines alone
        assert min(width - m["x1"] for m in marks) / MM >= 14.8
        assert near(min(c["top"] for c in body) / MM, 20, 25, slack=1.5)
        assert min(height - c["bottom"] for c in body) / MM >= 19.7


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_numbered_in_the_middle_above_but_not_the_first(crowded, kind):
    pages = crowded.printed(kind).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        above = [c for c in page.chars if c["bottom"] < 20 * MM]
        assert "".join(c["text"] for c in above) == ("" if number == 1 else str(number))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", YEARS)
def test_one_typeface_embedded_and_black(year, kind, request):
    printed = printed_of(request, year, kind)
    assert all(printed.fonts.values())
    assert {name.split("+")[1] for name in printed.fonts} <= {
        "Tinos",
        "Tinos-Bold",
        "Tinos-Italic",
        "Tinos-Bold-Italic",
    }
    colours = {tuple(c["non_stroking_color"] or (0,)) for page in printed.pages for c in page.chars}
    assert all(not any(colour) for colour in colours), colours


# --- each element ---------------------------------------------------------------------------------------------------

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, "bold")
COUNCIL = ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG XÃ HÀ BẮC", 12, 13, "upright")
PLACE = ("Hà Bắc, ngày 22 tháng 11 năm 2026", 13, 14, "italic")
SIGNED = [
    ("TM. KHỐI THI ĐUA TRƯỞNG KHỐI CHÁNH VĂN PHÒNG HĐND VÀ UBND", 13, 14, "bold"),
    ("(Họ và tên)", 13, 14, "bold"),
]
TO = [("Nơi nhận:", 12, 12, "bold italic"), ("- Lưu: HS KTĐ02.", 11, 11, "upright")]
UNIT = ("PHÒNG KINH TẾ", 12, 13, "bold")
BLOC = ("KHỐI THI ĐUA SỐ 02", 12, 13, "upright")
LEADER = ("TRƯỞNG PHÒNG", 13, 14, "bold")
ELEMENTS = {
    K.PLAN: [
        COUNCIL, PLACE, *SIGNED, *TO,
        ("Số: 05/KH-KTĐ02", 13, 13, "upright"),
        ("KẾ HOẠCH", 13, 14, "bold"),
        ("Phát động phong trào thi đua năm 2026", 13, 14, "bold"),
        ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", 13, 14, "italic"),
        ("II. NỘI DUNG THI ĐUA", 13, 14, "bold"),
        ("1. Thi đua nội dung 1", 13, 14, "bold"),
        ("- Nhiệm vụ 2.", 13, 14, "upright"),
        ("phản ánh về Trưởng Khối để xem xét./.", 13, 14, "upright"),
    ],
    K.PLEDGE: [
        COUNCIL, PLACE, *TO,
        ("GIAO ƯỚC THI ĐUA", 13, 14, "bold"),
        ("TRƯỞNG KHỐI VĂN PHÒNG HĐND VÀ UBND XÃ", 13, 14, "bold"),
        ("(Tên người ký)", 13, 14, "bold"),
    ],
    K.INITIATIVE_LIST: [
        COUNCIL, PLACE, *SIGNED, *TO,
        ("DANH MỤC SÁNG KIẾN, MÔ HÌNH, GIẢI PHÁP", 13, 14, "bold"),
        ("Danh mục này có 02 sáng kiến", 13, 14, "upright"),
    ],
    K.INITIATIVE_FORM: [
        PLACE,
        ("KHỐI THI ĐUA SỐ 02", 12, 13, "upright"),
        ("PHÒNG KINH TẾ", 12, 13, "bold"),
        ("PHIẾU ĐĂNG KÝ SÁNG KIẾN", 13, 14, "bold"),
        ("Kính gửi: Khối thi đua số 02 xã Hà Bắc.", 13, 14, "upright"),
        ("XÁC NHẬN CỦA ĐƠN VỊ", 13, 14, "bold"),
        ("ĐẠI DIỆN NHÓM TÁC GIẢ", 13, 14, "bold"),
    ],
    K.INVITATION: [
        COUNCIL, PLACE, *SIGNED, *TO,
        ("Số: 05/GM-KTĐ02", 13, 13, "upright"),
        ("GIẤY MỜI", 13, 14, "bold"),
        ("Thời gian: 14 giờ 00 phút, thứ Năm", 13, 14, "upright"),
    ],
    K.MEETING_MINUTES: [
        COUNCIL, *TO,
        ("Số: 05/BB-KTĐ02", 13, 13, "upright"),
        ("BIÊN BẢN", 13, 14, "bold"),
        ("II. THÀNH PHẦN THAM DỰ", 13, 14, "bold"),
        ("THƯ KÝ", 13, 14, "bold"),
        ("CHỦ TỌA", 13, 14, "bold"),
    ],
    K.BALLOT_MINUTES: [
        COUNCIL, *TO,
        ("Số: 05/BB-KTĐ02", 13, 13, "upright"),
        ("BIÊN BẢN", 13, 14, "bold"),
        ("Kiểm phiếu - Phân định thứ hạng", 13, 14, "bold"),
        ("II. TỔ KIỂM PHIẾU", 13, 14, "bold"),
        ("THƯ KÝ", 13, 14, "bold"),
        ("CHỦ TỌA", 13, 14, "bold"),
    ],
    K.REGISTRATION: [
        PLACE, UNIT, BLOC, LEADER, TO[0], ("- Lưu: VT.", 11, 11, "upright"),
        ("ĐĂNG KÝ THI ĐUA", 13, 14, "bold"),
        ("Năm 2026 của Phòng Kinh tế", 13, 14, "bold"),
        ("I. GIAO ƯỚC THI ĐUA", 13, 14, "bold"),
        ("đã đăng ký./.", 13, 14, "upright"),
    ],
    K.UNIT_SHEET: [
        COUNCIL, PLACE, *SIGNED, *TO,
        ("PHIẾU CHẤM ĐIỂM THI ĐUA", 13, 14, "bold"),
        ("Phòng Kinh tế - Tổng kết năm 2026", 13, 14, "bold"),
        ("Phiếu này có 06 dòng tiêu chí./.", 13, 14, "upright"),
    ],
    K.UNIT_REPORT: [
        PLACE, UNIT, BLOC, LEADER, TO[0],
        ("BÁO CÁO THÀNH TÍCH TẬP THỂ", 13, 14, "bold"),
        ("I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH", 13, 14, "bold"),
        ("1. Kết quả chấm điểm thi đua", 13, 14, "bold"),
        ("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG", 13, 14, "bold"),
    ],
    K.PERSON_REPORT: [
        PLACE, UNIT, BLOC, TO[0],
        ("BÁO CÁO THÀNH TÍCH CÁ NHÂN", 13, 14, "bold"),
        ("Đề nghị tặng Lao động tiên tiến năm 2026", 13, 14, "bold"),
        ("XÁC NHẬN CỦA ĐƠN VỊ", 13, 14, "bold"),
        ("NGƯỜI BÁO CÁO", 13, 14, "bold"),
        ("IV. KỶ LUẬT", 13, 14, "bold"),
    ],
    K.FINAL_REPORT: [
        COUNCIL, PLACE, *SIGNED, *TO,
        ("Số: 05/BC-KTĐ02", 13, 13, "upright"),
        ("BÁO CÁO", 13, 14, "bold"),
        ("Tổng kết phong trào thi đua năm 2026", 13, 14, "bold"),
        ("Kính gửi: Hội đồng Thi đua - Khen thưởng xã Hà Bắc.", 13, 14, "upright"),
        ("- Như trên;", 11, 11, "upright"),
        ("III. KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG", 13, 14, "bold"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "least", "most", "style"),
    [(kind, *element) for kind, elements in ELEMENTS.items() for element in [NATION, *elements]],
)
def test_size_and_style_of_an_element(usual, kind, text, least, most, style):
    found = usual.printed(kind).find(text)
    assert least <= found.size <= most
    assert found.style == style


def test_minutes_have_no_place_and_date_and_the_secretary_signs_left(usual):
    printed = usual.printed(K.MEETING_MINUTES)
    assert not printed.says(MINUTES_LINE)
    secretary, chair = printed.find("THƯ KÝ"), printed.find("CHỦ TỌA")
    assert secretary.x1 < chair.x0
    assert secretary.top == pytest.approx(chair.top, abs=0.5)


@pytest.mark.parametrize("kind", [K.PLAN, K.INITIATIVE_LIST, K.INVITATION, K.UNIT_SHEET, K.FINAL_REPORT])
@pytest.mark.parametrize("year", YEARS)
def test_the_signature_stands_right_of_the_recipients_and_never_alone_on_a_page(year, kind, request):
    printed = printed_of(request, year, kind)
    to, office = printed.find("Nơi nhận:"), printed.find("TM. KHỐI THI ĐUA")
    assert (to.page, to.x1 < office.x0) == (office.page, True)
    end = printed.find("./.", office.page)
    assert end.bottom < office.top
    assert printed.find("(Họ và tên)").page == office.page


# --- the pledge -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", ["usual", "crowded"])
def test_every_unit_has_its_signature_block_two_a_row_and_none_is_split(year, request):
    papers = request.getfixturevalue(year)
    printed, middle = papers.printed(K.PLEDGE), (30.2 + 82.3) * MM
    found = []
    for left, right in papers.documents[K.PLEDGE].pairs:
        a, b = printed.find(left.unit), printed.find(right.unit)
        assert (a.page, a.x1 < middle < b.x0) == (b.page, True)
        signers = [_signer_below(printed, block.signer, text) for block, text in ((left, a), (right, b))]
        assert signers[0] == pytest.approx(signers[1], abs=0.5)
        found.append((a.page, a.top))
    assert found == sorted(found)
    assert sum(map(len, papers.documents[K.PLEDGE].pairs)) == {"usual": 6, "crowded": 40}[year]


def _signer_below(printed, signer, unit):
    """Where the name under a unit's block stands: on the same page, in the same half, at least 20 mm down."""
    half = [
        c
        for c in printed.pages[unit.page].chars
        if c["top"] > unit.bottom and unit.x0 - 40 * MM < c["x0"] < unit.x1 + 40 * MM and not c["text"].isspace()
    ]
    text = "".join(c["text"] for c in half)
    at = text.find("".join(signer.split()))
    assert at >= 0, f"no {signer!r} under the block"
    return half[at]["top"]


# --- tables ---------------------------------------------------------------------------------------------------------


def test_the_head_of_the_list_is_on_every_page_and_long_names_stay_in_their_cells(crowded):
    printed = crowded.printed(K.INITIATIVE_LIST)
    for page in printed.pages:
        for table in page.find_tables():
            assert "Lĩnh vực" in page.extract_text()
            for x0, top, x1, bottom in table.cells:
                inside = [c for c in page.chars if x0 < (c["x0"] + c["x1"]) / 2 < x1 and top < c["top"] < bottom - 2]
                assert all(c["x0"] >= x0 - 0.5 and c["x1"] <= x1 + 0.5 and c["bottom"] <= bottom + 2 for c in inside)
    assert printed.says("Danh mục này có 40 sáng kiến, mô hình, giải pháp của 40 đơn vị")


# --- tags -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_tagged_and_says_what_it_is(usual, kind):
    printed = usual.printed(kind)
    assert printed.catalog["/Lang"] == "vi-VN"
    assert printed.catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712  (pypdf's own boolean)
    assert printed.reader.metadata.author == ("Phòng Kinh tế" if kind in OF_UNIT else "Khối thi đua số 02")
    assert re.search(r'pdfuaid:part="1"|<pdfuaid:part>1<', printed.metadata)
    assert len(printed.tagged("H1")) == 1
    assert len(printed.tagged("Table")) == TABLES.get(kind, 0)
    assert printed.is_nfc()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_facts_give_the_same_bytes(usual, kind):
    assert render(usual.documents[kind]) == usual.printed(kind).data
