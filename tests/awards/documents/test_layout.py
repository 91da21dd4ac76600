"""The layout table of docs: Nghị định 30/2020/NĐ-CP, Phụ lục I, measured in the finished PDFs."""

import re

import pytest

from awards.documents import DOCUMENTS, ProposalSubmissionDocument, ResultReportDocument, render
from tests.awards.documents.builders import ON, facts_of, graded_content
from tests.awards.documents.printed import A4, MM, Printed

SLUGS = list(DOCUMENTS)
TABLE, MINUTES, SUBMISSION, LIST, REPORT = SLUGS


def near(value, low, high, slack=0.3):
    return low - slack <= value <= high + slack


# --- the sheet -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_is_a4_and_only_the_score_table_is_landscape(papers, slug):
    width, height = A4[::-1] if slug == TABLE else A4
    for page in papers[slug].pages:
        assert float(page.width) == pytest.approx(width, abs=0.5)
        assert float(page.height) == pytest.approx(height, abs=0.5)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("round_", ["papers", "crowded"])
def test_nothing_stands_in_the_margins_but_the_page_number(round_, slug, request):
    printed = request.getfixturevalue(round_)[slug]
    for page in printed.pages:
        body = [c for c in page.chars if c["top"] > 20 * MM - 1 and not c["text"].isspace()]
        marks = [*body, *page.rects, *page.lines, *page.curves]
        assert near(min(m["x0"] for m in marks) / MM, 30, 35)
        assert min(float(page.width) - m["x1"] for m in marks) / MM >= 14.8
        assert near(min(c["top"] for c in body) / MM, 20, 25, slack=1.5)
        assert min(float(page.height) - c["bottom"] for c in body) / MM >= 19.7


@pytest.mark.parametrize("slug", SLUGS)
def test_lines_of_the_body_end_at_the_right_margin(papers, slug):
    for page in papers[slug].pages[:1]:
        assert near((float(page.width) - max(c["x1"] for c in page.chars)) / MM, 15, 20)


@pytest.mark.parametrize("slug", SLUGS)
def test_page_numbers_stand_centred_in_the_top_margin_and_not_on_the_first_page(crowded, slug):
    printed, first_of_annex = crowded[slug], None
    if slug == SUBMISSION:
        first_of_annex = printed.find("PHỤ LỤC DANH SÁCH").page
    for number, page in enumerate(printed.pages):
        chars = [c for c in page.chars if c["bottom"] < 20 * MM]
        if number in (0, first_of_annex):
            assert not chars
            continue
        expected = number - first_of_annex + 1 if first_of_annex and number > first_of_annex else number + 1
        assert "".join(c["text"] for c in chars) == str(expected)
        assert all(13 <= round(c["size"], 1) <= 14 for c in chars)
        middle = (chars[0]["x0"] + chars[-1]["x1"]) / 2
        text_middle = (30.2 * MM + float(page.width) - 15.2 * MM) / 2
        assert middle == pytest.approx(text_middle, abs=1)


def test_the_annex_has_more_than_one_page_in_the_crowded_round(crowded):
    printed = crowded[SUBMISSION]
    assert len(printed.pages) > printed.find("PHỤ LỤC DANH SÁCH").page + 1


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("round_", ["papers", "crowded"])
def test_one_typeface_embedded(round_, slug, request):
    fonts = request.getfixturevalue(round_)[slug].fonts
    assert all(fonts.values())
    faces = {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"}
    assert {name.split("+")[1] for name in fonts} <= faces


@pytest.mark.parametrize("slug", SLUGS)
def test_all_text_is_black_and_no_face_is_faked(papers, slug):
    for page in papers[slug].pages:
        colours = {tuple(c["non_stroking_color"] or (0,)) for c in page.chars}
        assert all(not any(colour) for colour in colours), colours


# --- each element of the layout table --------------------------------------------------------------------

HEADING = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, "bold"),
    ("Độc lập - Tự do - Hạnh phúc", 13, 14, "bold"),
    ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG XÃ HÀ BẮC", 12, 13, "upright"),
    ("KHỐI THI ĐUA SỐ 02", 12, 13, "bold"),
]
SIGNED = [
    ("TM. KHỐI THI ĐUA TRƯỞNG KHỐI CHÁNH VĂN PHÒNG HĐND VÀ UBND", 13, 14, "bold"),
    ("(Họ và tên)", 13, 14, "bold"),
    ("Nơi nhận:", 12, 12, "bold italic"),
    ("- Lưu: HS KTĐ02.", 11, 11, "upright"),
]
HASH = ("Mã kiểm chứng kết quả: 267a 2046 d836 1258", 11, 11, "upright")
BASES = [
    ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", 13, 14, "italic"),
    ("Hội đồng Thi đua - Khen thưởng xã Hà Bắc.", 13, 14, "upright"),
]
PLACE = ("Hà Bắc, ngày 08 tháng 12 năm 2026", 13, 14, "italic")
ADDRESSEE = ("Kính gửi: Hội đồng Thi đua - Khen thưởng xã Hà Bắc.", 13, 14, "upright")
ELEMENTS = {
    TABLE: [
        PLACE,
        *SIGNED,
        ("BẢNG TỔNG HỢP ĐIỂM THI ĐUA", 13, 14, "bold"),
        ("Tổng kết năm 2026", 13, 14, "bold"),
        ("(Kèm theo Biên bản số 05/BB-KTĐ02 ngày 08 tháng 12 năm 2026 của Khối thi đua số 02)", 13, 14, "italic"),
        ("Bảng này có 06 đơn vị./.", 13, 14, "upright"),
    ],
    MINUTES: [
        ("Số: 05/BB-KTĐ02", 13, 13, "upright"),
        ("BIÊN BẢN", 13, 14, "bold"),
        ("Họp bình xét thi đua, khen thưởng - Tổng kết năm 2026", 13, 14, "bold"),
        ("I. THỜI GIAN, ĐỊA ĐIỂM", 13, 14, "bold"),
        ("1. Kết quả chấm điểm", 13, 14, "bold"),
        ("THƯ KÝ", 13, 14, "bold"),
        ("CHỦ TỌA", 13, 14, "bold"),
        ("thống nhất thông qua./.", 13, 14, "upright"),
    ],
    SUBMISSION: [
        PLACE,
        ADDRESSEE,
        *BASES,
        *SIGNED,
        ("Số: 05/TTr-KTĐ02", 13, 13, "upright"),
        ("TỜ TRÌNH", 13, 14, "bold"),
        ("Về việc đề nghị khen thưởng - Tổng kết năm 2026", 13, 14, "bold"),
        ("- Như trên;", 11, 11, "upright"),
        ("xem xét, quyết định./.", 13, 14, "upright"),
        ("PHỤ LỤC", 14, 14, "bold"),
        ("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", 13, 14, "bold"),
        ("(Kèm theo Tờ trình số 05/TTr-KTĐ02 ngày 08 tháng 12 năm 2026 của Khối thi đua số 02)", 13, 14, "italic"),
    ],
    LIST: [
        PLACE,
        *SIGNED,
        ("DANH SÁCH", 13, 14, "bold"),
        ("Đề nghị khen thưởng - Tổng kết năm 2026", 13, 14, "bold"),
        ("Danh sách này có 03 đơn vị./.", 13, 14, "upright"),
    ],
    REPORT: [
        PLACE,
        ADDRESSEE,
        *BASES,
        *SIGNED,
        ("Số: 05/BC-KTĐ02", 13, 13, "upright"),
        ("BÁO CÁO", 13, 14, "bold"),
        ("Kết quả chấm điểm, bình xét thi đua - Tổng kết năm 2026", 13, 14, "bold"),
        ("II. KẾT QUẢ CHẤM ĐIỂM", 13, 14, "bold"),
        ("2. Điểm theo nội dung thi đua", 13, 14, "bold"),
        ("- Như trên;", 11, 11, "upright"),
        ("kính báo cáo Hội đồng Thi đua - Khen thưởng xã Hà Bắc./.", 13, 14, "upright"),
    ],
}


@pytest.mark.parametrize(
    ("slug", "text", "least", "most", "style"),
    [(slug, *element) for slug in SLUGS for element in [*HEADING, *ELEMENTS[slug], HASH]],
)
def test_size_and_style_of_an_element(papers, slug, text, least, most, style):
    found = papers[slug].find(text)
    assert least <= found.size <= most
    assert found.style == style


@pytest.mark.parametrize("slug", SLUGS)
def test_the_motto_has_a_rule_as_long_as_its_line(papers, slug):
    motto = papers[slug].find("Độc lập - Tự do - Hạnh phúc")
    rule = papers[slug].rule_below(motto)
    assert rule["width"] == pytest.approx(motto.x1 - motto.x0, abs=2)
    assert rule["x0"] == pytest.approx(motto.x0, abs=1)


SUBJECTS = {slug: next(e[0] for e in ELEMENTS[slug] if "Tổng kết năm 2026" in e[0]) for slug in SLUGS}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("which", ["body", "subject"])
def test_the_other_rules_are_a_third_to_a_half_of_their_line_and_centred(papers, slug, which):
    text = papers[slug].find("KHỐI THI ĐUA SỐ 02" if which == "body" else SUBJECTS[slug])
    rule = papers[slug].rule_below(text)
    assert 1 / 3 <= rule["width"] / (text.x1 - text.x0) <= 1 / 2
    assert (rule["x0"] + rule["x1"]) / 2 == pytest.approx((text.x0 + text.x1) / 2, abs=1)


@pytest.mark.parametrize("slug", SLUGS)
def test_bodies_stand_left_and_the_nation_right(papers, slug):
    printed = papers[slug]
    middle = float(printed.pages[0].width) / 2
    assert printed.find("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG").x1 < printed.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").x0 - 3
    assert printed.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").x1 > middle
    body, number = printed.find("KHỐI THI ĐUA SỐ 02"), re.search(r"Số:\d\d/\w+-KTĐ02", printed.words)
    if number:
        symbol = printed.find(number.group())
        assert (symbol.x0 + symbol.x1) / 2 == pytest.approx((body.x0 + body.x1) / 2, abs=1)


ORDER = {
    SUBMISSION: "HỘI ĐỒNG THI ĐUA|KHỐI THI ĐUA SỐ 02|CỘNG HÒA|Độc lập|Số: 05|Hà Bắc, ngày|TỜ TRÌNH|Về việc|Kính gửi"
    "|Căn cứ Luật|Căn cứ Nghị định|Căn cứ Quyết định|Cờ thi đua|quyết định./.|Nơi nhận|TM. KHỐI|(Họ và tên)|PHỤ LỤC",
    REPORT: "KHỐI THI ĐUA SỐ 02|CỘNG HÒA|Số: 05|BÁO CÁO|Kính gửi|Căn cứ Luật|I. CÁCH CHẤM|II. KẾT QUẢ|1. Xếp hạng"
    "|2. Điểm theo|3. Xếp loại|4. Điểm thưởng|5. Tự chấm|III. ĐỀ NGHỊ|IV. VIỆC|./.|Nơi nhận|TM. KHỐI",
    MINUTES: "KHỐI THI ĐUA SỐ 02|CỘNG HÒA|Số: 05/BB|BIÊN BẢN|I. THỜI GIAN|bắt đầu|Địa điểm|II. THÀNH PHẦN|Chủ tọa"
    "|Thư ký|Có mặt|Vắng mặt|III. NỘI DUNG|IV. KẾT LUẬN|kết thúc|./.|THƯ KÝ|CHỦ TỌA|Nơi nhận",
}


@pytest.mark.parametrize("slug", ORDER)
def test_elements_come_in_their_order(papers, slug):
    words, at = papers[slug].words, 0
    for part in ORDER[slug].split("|"):
        at = words.find("".join(part.split()), at)
        assert at >= 0, part


def test_minutes_have_no_place_and_date_line_and_two_signatures(papers):
    printed = papers[MINUTES]
    assert not printed.says("Hà Bắc, ngày")
    secretary, chair = printed.find("THƯ KÝ"), printed.find("CHỦ TỌA")
    assert secretary.x1 < chair.x0
    assert secretary.top == pytest.approx(chair.top, abs=0.5)


@pytest.mark.parametrize("slug", [SUBMISSION, REPORT, TABLE, LIST])
def test_the_signature_stands_right_of_the_recipients(papers, slug):
    to, office = papers[slug].find("Nơi nhận:"), papers[slug].find("TM. KHỐI THI ĐUA")
    assert to.page == office.page
    assert to.x1 < office.x0
    assert office.x0 > float(papers[slug].pages[0].width) * 0.45


# --- the body --------------------------------------------------------------------------------------------


def test_paragraphs_are_indented_justified_and_apart(papers):
    printed = papers[SUBMISSION]
    lines = printed.pages[0].extract_text_lines()
    start = next(i for i, line in enumerate(lines) if line["text"].startswith("Khối thi đua số 02 đã"))
    first, second, third = lines[start : start + 3]
    indent = (first["x0"] - second["x0"]) / MM
    assert indent == pytest.approx(12.7, abs=0.3)
    right = float(printed.pages[0].width) - 15.2 * MM
    assert [line["x1"] for line in (first, second, third)] == pytest.approx([right] * 3, abs=1)
    pitch = second["top"] - first["top"]
    assert 14 * 1.0 <= pitch <= 14 * 1.5
    nghi_dinh = next(i for i, line in enumerate(lines) if line["text"].startswith("Căn cứ Nghị định"))
    assert lines[nghi_dinh]["top"] - lines[nghi_dinh - 1]["top"] - pitch >= 6 - 0.1


def test_legal_bases_end_with_semicolons_and_the_last_with_a_full_stop(papers):
    printed = papers[SUBMISSION]
    assert printed.find("ngày 14 tháng 6 năm 2025 của Chính phủ;").style == "italic"
    assert printed.find("Căn cứ Quyết định số 34/QĐ-HĐTĐKT ngày 29/4/2026").style == "italic"
    assert printed.says("Khen thưởng xã Hà Bắc. Khối thi đua số 02 đã chấm điểm")


@pytest.mark.parametrize("cls", [ProposalSubmissionDocument, ResultReportDocument])
@pytest.mark.parametrize("bases", range(0, 14, 2))
def test_the_signature_is_never_alone_on_a_page(cls, bases):
    cited = tuple(f"Văn bản số {i}/VB ngày 01 tháng 01 năm 2026" for i in range(bases))
    facts = facts_of(graded_content({"A": ["40"], "B": ["30"]}), legal_bases=cited)
    printed = Printed(render(cls.of(facts, on=ON, number=1)))
    page = printed.find("TM. KHỐI THI ĐUA").page
    end = printed.find("./.", page)
    assert end.bottom < printed.find("TM. KHỐI THI ĐUA").top
    assert printed.find("(Họ và tên)").page == page


# --- tables ----------------------------------------------------------------------------------------------


def columns(printed):
    """Right edges of the numbers with two decimals, by column of the score table."""
    edges = {}
    for page in printed.pages:
        for table in page.find_tables():
            for row in table.rows[1:]:
                for i, cell in enumerate(row.cells):
                    if cell is None:
                        continue
                    words = page.crop(cell, strict=False).extract_words()
                    if len(words) == 1 and re.fullmatch(r"\d+,\d\d", words[0]["text"]):
                        edges.setdefault(i, set()).add(round(words[0]["x1"], 1))
    return edges


def test_numbers_of_a_column_share_their_right_edge(papers):
    edges = columns(papers[TABLE])
    assert sorted(edges) == list(range(2, 11))
    assert all(max(column) - min(column) < 0.3 for column in edges.values())


@pytest.mark.parametrize("slug", [TABLE, REPORT, MINUTES])
def test_the_head_of_a_table_is_on_every_page_it_reaches(crowded, slug):
    printed = crowded[slug]
    heads = [page for page in printed.pages if "Tổng" in (text := page.extract_text()) and "Xếp loại" in text]
    rows = [page for page in printed.pages if re.search(r"\d,\d\d\s+0,00\s+0,00", page.extract_text())]
    assert len(rows) > 2
    assert [p.page_number for p in rows if p not in heads] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_long_name_stays_in_its_cell(crowded, slug):
    for page in crowded[slug].pages:
        for table in page.find_tables():
            if table.bbox[2] - table.bbox[0] < 160 * MM:
                continue  # bars of the chart
            for cell in table.cells:
                x0, top, x1, bottom = cell
                inside = [c for c in page.chars if x0 < (c["x0"] + c["x1"]) / 2 < x1 and top < c["top"] < bottom - 2]
                assert all(c["x0"] >= x0 - 0.5 and c["x1"] <= x1 + 0.5 and c["bottom"] <= bottom + 2 for c in inside)
