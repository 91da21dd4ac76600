"""What the papers about a unit, a person and a settled round say, read through `to_html`."""

import re
from html import unescape

import pytest

from awards.documents.scored import Scored, ScoredSheet
from awards.documents.unit_sheet import UnitSheetDocument
from awards.paper_words import with_words
from awards.states import YearPaperKind
from awards.year_papers import DOCUMENT_OF, YearPaper, scored_of
from campaigns.documents import YearFacts, render, to_html
from campaigns.documents.facts import Texts
from scoring.models import Round
from tests.awards.documents.printed import Printed
from tests.campaigns.documents import builders as b
from tests.campaigns.documents.conftest import KINDS
from tests.campaigns.documents.test_words import cells, paragraphs, words_of

pytestmark = pytest.mark.django_db

K = YearPaperKind


def rows_of(html: str, table: str) -> list[list[str]]:
    """Rows of every class."""
    body = re.search(rf'<table class="{table}">.*?</table>', html, re.DOTALL).group()
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [[unescape(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


# Phiếu chấm điểm ------------------------------------------------------------------------------------------------------


def test_a_sheet_has_self_beside_appraised_with_subtotals(usual):
    heads, *rows = rows_of(usual.html[K.UNIT_SHEET], "lines")
    assert heads == [
        "Mã", "Tiêu chí", "Điểm tối đa", "Tự chấm", "Điểm tự chấm", "Thẩm định", "Điểm thẩm định", "Lý do khác nhau",
    ]  # fmt: skip
    na = "Không áp dụng"
    assert rows == [
        ["1. Thi đua nội dung 1", "16,00", "", "16,00", ""],
        ["1.1", "Tiêu chí 1.1", "10", "8,00", "8,00", "8,00", "8,00", ""],
        ["1.2", "Tiêu chí 1.2", "10", "8,00", "8,00", "8,00", "8,00", ""],
        ["2. Thi đua nội dung 2", "8,00", "", "8,00", ""],
        ["2.1", "Tiêu chí 2.1", "10", "8,00", "8,00", "8,00", "8,00", ""],
        ["2.2", "Tiêu chí 2.2", "10", na, "0,00", na, "0,00", ""],
        ["Điểm thưởng", "2,00", "", "2,00", ""],
        ["T.1", "Được tặng Bằng khen", "4", "1", "2,00", "1", "2,00", ""],
        ["Điểm trừ", "0,00", "", "0,00", ""],
        ["P.1", "Báo cáo chậm (mỗi lần)", "–", "0", "0,00", "0", "0,00", ""],
    ]


def test_a_sheet_says_how_its_total_was_made_and_the_conversion_in_words(usual):
    html = usual.html[K.UNIT_SHEET]
    assert rows_of(html, "ladder")[1:] == [
        ["Điểm các nội dung", "= 16,00 + 8,00", "24,00"],
        ["Điểm nền sau quy đổi", "không áp dụng 2.2: 24,00 × 40 ÷ 30 = 32,00", "32,00"],
        ["Cộng điểm thưởng", "= 2,00; trần 5,00 điểm", "+ 2,00"],
        ["Trừ điểm trừ", "", "− 0,00"],
        ["Tổng điểm", "", "34,00"],
    ]
    assert paragraphs(html, '<div class="body-text">', '<div class="ending">') == [
        "Tổng điểm tự chấm: 34,00; tổng điểm thẩm định: 34,00.",
        "Hạng 3 trong 6 đơn vị; xếp loại: chưa xếp loại.",
        "- Phòng Kinh tế không áp dụng tiêu chí 2.2 (10 điểm): 24,00 × 40 ÷ 30 = 32,00.",
        "Phiếu này có 06 dòng tiêu chí./.",
    ]
    round = Round.objects.get(campaign=usual.campaign)
    assert f"Mã kiểm chứng kết quả: {round.result.check_code}" in words_of(html)


def sheet_html(usual, code: str) -> str:
    sheet = b.sheet_of(Round.objects.get(campaign=usual.campaign), code)
    return to_html(YearPaper(K.UNIT_SHEET, usual.campaign, sheet).document(on=b.ON))


def test_where_both_differ_the_reason_is_told_and_a_penalty_has_its_sign(usual):
    rows = rows_of(sheet_html(usual, "VHXH"), "lines")
    assert rows[2] == ["1.1", "Tiêu chí 1.1", "10", "10,00", "10,00", "7,25", "7,25", "Còn 02 văn bản chậm"]
    assert rows[-2:] == [
        ["Điểm trừ", "−0,50", "", "−0,50", ""],
        ["P.1", "Báo cáo chậm (mỗi lần)", "–", "1", "−0,50", "1", "−0,50", ""],
    ]


def test_a_unit_left_out_of_the_ranking_reads_why(usual):
    words = words_of(sheet_html(usual, "QLDA"))
    assert "Không xếp hạng; xếp loại: không xếp loại." in words
    assert "- Điều kiện loại: Có cán bộ bị kỷ luật trong năm." in words


def test_a_sheet_before_settling_says_that_it_is_tentative_and_none_is_made_before_it_is_shown(usual):
    round = b.add_round(usual.campaign, name="Sơ kết", is_settled=False)
    sheet, facts = b.sheet_of(round, "KT"), YearFacts.of(usual.campaign, on=b.ON)
    assert scored_of(round, on=b.ON) is None
    with pytest.raises(ValueError, match="not shown"):
        UnitSheetDocument.of(facts, ScoredSheet(sheet, None), on=b.ON)
    words = words_of(to_html(UnitSheetDocument.of(facts, ScoredSheet(sheet, Scored.so_far(round)), on=b.ON)))
    assert "(Số liệu tạm tính, kỳ chấm chưa chốt)" in words
    assert "Mã kiểm chứng" not in words


# Báo cáo thành tích ---------------------------------------------------------------------------------------------------


def test_a_units_report_gathers_what_the_year_knows_of_it(usual):
    html = usual.html[K.UNIT_REPORT]
    assert [unescape(found) for found in re.findall(r"<h[23]>(.*?)</h[23]>", html)] == [
        "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "1. Kết quả chấm điểm thi đua",
        "2. Sáng kiến, mô hình, giải pháp",
        "3. Chế độ báo cáo, hội họp",
        "4. Các đợt thi đua",
        "5. Điển hình tiên tiến đã giới thiệu",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
        "IV. KỶ LUẬT TRONG NĂM",
    ]
    assert cells(html, "unit-scores") == [
        ["Nội dung thi đua", "Tự chấm", "Thẩm định"],
        ["1. Thi đua nội dung 1", "16,00", "16,00"],
        ["2. Thi đua nội dung 2", "8,00", "8,00"],
        ["Điểm nền", "", "32,00"],
        ["Điểm thưởng", "", "2,00"],
        ["Điểm trừ", "", "0,00"],
        ["Tổng điểm", "34,00", "34,00"],
    ]
    words = words_of(html)
    for said in (
        "Kính gửi: Khối thi đua số 02 xã Hà Bắc.",
        "Phòng Kinh tế là đơn vị thành viên của Khối thi đua số 02 xã Hà Bắc năm 2026. Số người của đơn vị: 21.",
        "Kỳ Tổng kết năm 2026: 34,00 điểm, hạng 3 trong 6 đơn vị; xếp loại: chưa xếp loại.",
        "Số báo cáo phải nộp đến ngày 22/11/2026: 02, trong đó 02 quá hạn chưa nộp.",
        "Số cuộc họp, hoạt động chung của Khối được mời: 01, trong đó 01 có mặt.",
        "- Đợt 1, kết quả: Kết quả tốt.",
        "- Tập thể Tổ công tác số 1: Kết quả tốt (đã giới thiệu).",
        "- Năm 2025: Giấy khen, Quyết định số 1/QĐ-UBND ngày 20/12/2025 của Chủ tịch UBND xã Hà Bắc.",
        "- Cá nhân: Khiển trách, Quyết định số 9/QĐ-UBND ngày 22/11/2026 của Chủ tịch UBND xã Hà Bắc.",
        "Nơi nhận: - Như trên; - Lưu: VT. TRƯỞNG PHÒNG (Họ và tên)",
    ):
        assert said in words
    assert "Nguyễn Văn A" not in words  # whose discipline it was stays out of the unit's paper


def test_what_people_wrote_into_a_units_report_stands_first(usual):
    texts = Texts(opening=("Có 21 người.",), assessment=("Hoàn thành.",), closing=("Hết",))
    html = to_html(usual.paper(K.UNIT_REPORT).document(on=b.ON, texts=texts))
    assert paragraphs(html, "I. SƠ LƯỢC", "II. THÀNH TÍCH") == ["Có 21 người."]
    assert paragraphs(html, "1. Kết quả thực hiện nhiệm vụ", "2. Kết quả chấm điểm")[-1] == "Hoàn thành."
    assert "Hết./." in words_of(html)


def test_a_report_before_settling_says_that_scores_come_later(usual):
    round = b.add_round(usual.campaign, name="Sơ kết", is_settled=False)
    paper = YearPaper(K.UNIT_REPORT, usual.campaign, b.sheet_of(round, "HCC"))
    words = words_of(to_html(paper.document(on=b.ON)))
    assert "Kỳ chấm chưa chốt; điểm và thứ hạng ghi ở đây khi kỳ chấm được chốt." in words
    assert "Tổng điểm" not in words
    assert "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG Không. Trên đây" in words


def test_a_persons_report_has_its_four_parts(usual):
    html = usual.html[K.PERSON_REPORT]
    assert paragraphs(html, '<div class="body-text">', '<div class="ending">') == [
        "- Họ và tên: Nguyễn Văn B.",
        "- Chức vụ: Chuyên viên.",
        "- Đơn vị: Phòng Kinh tế.",
        "Sinh năm 1985; trình độ: đại học.",
        "Hoàn thành xuất sắc nhiệm vụ được giao.",
        "Sáng kiến “Hẹn giờ trả hồ sơ”: Đã đăng ký.",
        "Không.",
        "Không.",
        "Người báo cáo cam đoan nội dung nêu trên là đúng sự thật và chịu trách nhiệm về nội dung báo cáo./.",
    ]
    assert "XÁC NHẬN CỦA ĐƠN VỊ TRƯỞNG PHÒNG (Họ và tên) NGƯỜI BÁO CÁO" in words_of(html)


def test_what_a_nomination_leaves_empty_comes_from_what_is_kept_of_the_person(usual):
    unit = b.unit(usual.campaign, "KT")
    b.GrantedAward.objects.create(
        bloc=usual.campaign.bloc, year=2024, unit=unit, unit_name=unit.name, person_name="Nguyễn Văn A",
        form="Giấy khen", decision_number="3/QĐ-UBND", decided_on=b.date(2024, 12, 20), body="Chủ tịch UBND xã",
    )  # fmt: skip
    kept = b.add_nomination(usual.campaign, unit, full_name="Nguyễn Văn A")
    document = YearPaper(K.PERSON_REPORT, usual.campaign, kept).document(on=b.ON)
    assert document.awards == ("- Năm 2024: Giấy khen, Quyết định số 3/QĐ-UBND ngày 20/12/2024 của Chủ tịch UBND xã.",)
    assert document.disciplines == (
        "- Khiển trách, Quyết định số 9/QĐ-UBND ngày 22/11/2026 của Chủ tịch UBND xã Hà Bắc.",
    )
    typed = b.add_nomination(usual.campaign, unit, full_name="Nguyễn Văn A", past_awards="Một", discipline="Hai")
    document = YearPaper(K.PERSON_REPORT, usual.campaign, typed).document(on=b.ON)
    assert (document.awards, document.disciplines) == (("Một",), ("Hai",))


# Đăng ký, báo cáo tổng kết --------------------------------------------------------------------------------------------


def test_a_registration_says_what_the_unit_pledged_planned_and_registered(usual):
    document = usual.documents[K.REGISTRATION]
    promise = f"{b.SENTENCE} Chỉ tiêu: từ 98 % trở lên."
    assert [(s.numeral, s.title, s.lines) for s in document.sections] == [
        (
            "I",
            "GIAO ƯỚC THI ĐUA",
            ("Đơn vị đã xác nhận giao ước ngày 22/11/2026, cam kết:", f"1. {promise}", f"2. {promise}"),
        ),
        (
            "II",
            "KẾ HOẠCH THỰC HIỆN",
            (
                "Kế hoạch số 07/KH-KT ngày 22/11/2026, đã gửi Khối.",
                "- Kết quả tốt.",
                "1. Thi đua nội dung 1:",
                "- Kết quả tốt.",
                "2. Thi đua nội dung 2:",
                "- Kết quả tốt.",
            ),
        ),
        ("III", "SÁNG KIẾN, MÔ HÌNH, GIẢI PHÁP", ()),
        ("IV", "CÁC ĐỢT THI ĐUA", ("- Đợt 1: Kết quả tốt.",)),
    ]
    assert [row.title for row in document.initiatives] == ["Hẹn giờ trả hồ sơ"]
    aimed = usual.paper(K.REGISTRATION).document(on=b.ON, texts=Texts(assessment=("Tập thể lao động xuất sắc",)))
    assert (aimed.sections[-1].title, aimed.sections[-1].lines) == (
        "DANH HIỆU, HÌNH THỨC KHEN THƯỞNG PHẤN ĐẤU",
        ("Tập thể lao động xuất sắc",),
    )


def test_a_registration_of_nothing_says_so(empty):
    assert [s.lines for s in empty.documents[K.REGISTRATION].sections] == [
        ("Đơn vị chưa xác nhận giao ước thi đua của Khối.",),
        ("Đơn vị chưa gửi kế hoạch thực hiện.",),
        ("Đơn vị chưa đăng ký sáng kiến, mô hình, giải pháp nào.",),
        ("Đơn vị chưa đăng ký đợt thi đua nào.",),
    ]


@pytest.mark.parametrize(
    ("symbol", "on", "words"),
    [
        ("01/KH-KTĐ02", b.date(2026, 1, 5), "Kế hoạch số 01/KH-KTĐ02 ngày 05/01/2026"),
        ("/KH-KTĐ02", b.date(2026, 1, 5), "Kế hoạch ngày 05/01/2026"),
        ("", None, ""),
    ],
)
def test_a_plan_without_a_number_is_cited_by_its_day(usual, symbol, on, words):
    usual.campaign.symbol, usual.campaign.issued_on = symbol, on
    try:
        said = words_of(to_html(usual.paper(K.REGISTRATION).document(on=b.ON)))
    finally:
        usual.campaign.symbol, usual.campaign.issued_on = "", None
    cited = (
        f"Căn cứ {words} của Khối thi đua số 02, Phòng Kinh tế đăng ký" if words else "Hà Bắc. Phòng Kinh tế đăng ký"
    )
    assert cited in said


def test_the_report_of_the_year_writes_its_figures_itself(usual):
    document, html = usual.documents[K.FINAL_REPORT], usual.html[K.FINAL_REPORT]
    assert [f"{s.numeral}. {s.title}" for s in document.sections] == [
        "I. TỔ CHỨC PHONG TRÀO THI ĐUA",
        "II. KẾT QUẢ PHONG TRÀO THI ĐUA",
        "III. KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG",
        "IV. ĐỀ NGHỊ KHEN THƯỞNG",
        "V. ĐÁNH GIÁ CHUNG",
    ]
    assert document.organised == (
        "Khối thi đua số 02 năm 2026 có 06 đơn vị tham gia.",
        "Giao ước thi đua được 01/06 đơn vị xác nhận.",
        "Khối tổ chức 01 cuộc họp.",
        "Khối phát động 01 đợt thi đua: Đợt 1.",
    )
    assert document.counted == (
        "Sáng kiến, mô hình, giải pháp: 02 được đăng ký (02/06 đơn vị), 01 được công nhận.",
        "Chế độ báo cáo đến ngày 22/11/2026: 12 báo cáo quá hạn chưa nộp.",
        "Hội họp, hoạt động chung: 01 lượt vắng có phép, 01 lượt vắng không phép.",
        "Các đợt thi đua có 01 lượt đơn vị tham gia; các đơn vị giới thiệu 01 điển hình tiên tiến.",
    )
    heads, *rows = cells(html, "year-counts")
    assert (len(heads), rows[0], rows[2], rows[3]) == (
        9,
        ["Văn phòng HĐND và UBND xã", "1", "1", "0", "2", "0", "0", "0", "0"],
        ["Phòng Kinh tế", "1", "0", "0", "2", "0", "0", "1", "1"],
        ["Trung tâm Phục vụ hành chính công", "0", "0", "0", "2", "1", "0", "0", "0"],
    )
    assert [row[0] for row in cells(html, "ranking")[1:]] == ["1", "2", "3", "4", "5", "–"]
    assert document.assessment == (
        "Ưu điểm: 02/06 đơn vị đăng ký sáng kiến, mô hình, giải pháp, 01/06 đơn vị có sáng kiến, mô hình, giải pháp "
        "được công nhận, 01/06 đơn vị giới thiệu điển hình tiên tiến.",
        "Hạn chế: còn 12 báo cáo quá hạn chưa nộp, 01 lượt vắng không phép, 01 đơn vị có điều kiện loại.",
    )
    assert document.frame.recipients[0] == "- Như trên;"
    figures = usual.printed(K.FINAL_REPORT).tagged("Figure")
    assert "Văn phòng HĐND và UBND xã: tổng 42,00 điểm" in " ".join(str(figure["/Alt"]) for figure in figures)


@pytest.mark.parametrize(
    ("name", "subject", "ahead"),
    [
        ("Tổng kết năm 2026", "Tổng kết phong trào thi đua năm 2026", "NĂM 2027"),
        ("Sơ kết 6 tháng đầu năm", "Sơ kết phong trào thi đua năm 2026", "CÁC THÁNG CUỐI NĂM 2026"),
        ("Đợt đột xuất", "Kết quả phong trào thi đua, kỳ Đợt đột xuất", "THỜI GIAN TỚI"),
    ],
)
def test_the_report_is_named_after_its_round_and_has_tasks_when_somebody_wrote_them(usual, name, subject, ahead):
    round = Round.objects.filter(campaign=usual.campaign, name=name).first() or b.add_round(usual.campaign, name=name)
    texts = Texts(assessment=("Tốt.",), closing=("Nhiệm vụ một.", "Nhiệm vụ hai."))
    document = YearPaper(K.FINAL_REPORT, usual.campaign, round).document(on=b.ON, texts=texts)
    assert (document.frame.subject, document.sections[-1].title) == (subject, f"PHƯƠNG HƯỚNG, NHIỆM VỤ {ahead}")
    assert "V. ĐÁNH GIÁ CHUNG Tốt. VI. PHƯƠNG HƯỚNG" in words_of(to_html(document))
    assert "Nhiệm vụ hai. Trên đây là báo cáo" in words_of(to_html(document))


# What all of them carry -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_shows_its_code_and_has_one_place_to_sign_and_a_draft_neither(usual, kind):
    paper = usual.paper(kind)
    issued = to_html(paper.document(on=b.ON, number=5, code="ABCDE12345"))
    draft = to_html(paper.document(on=b.ON, draft=True))
    assert (issued.count("Mã tra cứu"), issued.count('id="cho-ky"')) == (1, 1)
    assert "ABCDE12345" in re.sub(r"[^A-Z0-9]", "", words_of(issued))
    assert ("Mã tra cứu" in draft, 'id="cho-ky"' in draft) == (False, False)


@pytest.mark.parametrize("kind", KINDS)
def test_long_words_typed_into_a_paper_wrap_within_its_margins(crowded, kind):
    long, wide = tuple([b.SENTENCE * 3] * 5), ("W" * 150,)
    texts = Texts(opening=long + wide, assessment=long + wide, closing=long + wide, recipients=wide, office="X" * 90)
    facts = with_words(YearFacts.of(crowded.campaign, on=b.ON), texts)
    paper = crowded.paper(kind)
    printed = Printed(render(DOCUMENT_OF[kind].of(facts, paper._row(b.ON), on=b.ON, number=5)))
    for page in printed.pages:
        right = max(c["x1"] for c in page.chars if not c["text"].isspace())
        assert (float(page.width) - right) / (72 / 25.4) >= 14.8
