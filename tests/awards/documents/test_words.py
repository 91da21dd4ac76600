"""What the papers say, read through `to_html`."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from awards.arithmetic import AwardRule, Quota
from awards.documents import DOCUMENTS, RoundFacts, symbol, to_html
from campaigns.documents.wording import legal_bases, long_date
from tests.awards.documents.builders import (
    BANDS,
    FOUNDED_BY,
    ON,
    RULES,
    UNITS,
    D,
    facts_of,
    graded_content,
    many_units,
    sample_content,
    sample_facts,
)

TABLE, MINUTES, SUBMISSION, LIST, REPORT = DOCUMENTS


def words(slug: str, facts: RoundFacts, *, on: date = ON, number: int | None = 5, draft: bool = False) -> str:
    """The paper as one line of text, without markup, styles and images."""
    html = to_html(DOCUMENTS[slug].of(facts, on=on, number=number, draft=draft))
    body = html[html.index("<body>") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def rows(slug: str, facts: RoundFacts, table: str) -> list[list[str]]:
    html = to_html(DOCUMENTS[slug].of(facts, on=ON, number=5))
    body = re.search(rf'<table class="{table}">.*?</table>', html, re.DOTALL).group()
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [[unescape(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<t[hd].*?</t[hd]>", r)] for r in found]


# --- numbers, dates, names -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (5, "Số: 05/TTr-KTĐ02"),
        (12, "Số: 12/TTr-KTĐ02"),
        (123, "Số: 123/TTr-KTĐ02"),
        (None, "Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/TTr-KTĐ02"),
    ],
)
def test_the_symbol_has_a_leading_zero_below_ten_or_room_for_a_number(number, expected):
    assert symbol("TTr", number, sample_facts()) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 6, 5), "ngày 05 tháng 6 năm 2026"),
        (date(2026, 1, 15), "ngày 15 tháng 01 năm 2026"),
        (date(2027, 2, 9), "ngày 09 tháng 02 năm 2027"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_leading_zero(on, expected):
    assert long_date(on) == expected
    assert f"Hà Bắc, {expected}" in words(REPORT, sample_facts(), on=on)


@pytest.mark.parametrize(
    ("commune", "phrase", "place"),
    [
        ("Hà Bắc", "xã Hà Bắc", "Hà Bắc"),
        ("Xã Hà Bắc", "xã Hà Bắc", "Hà Bắc"),
        ("Phường Lê Chân", "phường Lê Chân", "Lê Chân"),
        ("Đặc khu Cát Hải", "đặc khu Cát Hải", "Cát Hải"),
        ("Thị trấn An Lão", "thị trấn An Lão", "An Lão"),
        ("Phường 1", "phường 1", "Phường 1"),
    ],
)
def test_a_commune_is_named_with_its_own_type(commune, phrase, place):
    facts = sample_facts(commune=commune)
    assert (facts.commune_phrase, facts.place) == (phrase, place)
    assert f"HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG {phrase.upper()}" in words(SUBMISSION, facts)
    assert f"Kính gửi: Hội đồng Thi đua - Khen thưởng {phrase}." in words(SUBMISSION, facts)


@pytest.mark.parametrize(
    ("city", "phrase"),
    [("Hải Phòng", "thành phố Hải Phòng"), ("Thành phố Huế", "thành phố Huế"), ("Tỉnh Bắc Ninh", "tỉnh Bắc Ninh")],
)
def test_a_city_is_named_with_its_own_type(city, phrase):
    assert sample_facts(city=city).city_phrase == phrase


def test_legal_bases_end_with_semicolons_and_the_last_with_a_full_stop():
    facts = sample_facts(legal_bases=("Luật A", "Theo đề nghị của B;"), founded_by=FOUNDED_BY)
    assert legal_bases(facts) == ("Căn cứ Luật A;", "Theo đề nghị của B;", f"Căn cứ {FOUNDED_BY}.")


def test_the_founding_decision_is_not_cited_twice():
    cited = "Quyết định số 34/QĐ-HĐTĐKT ngày 29 tháng 4 năm 2026"
    assert legal_bases(sample_facts(legal_bases=(cited,))) == (f"Căn cứ {cited}.",)


def test_without_legal_bases_there_is_no_such_line():
    assert "Căn cứ Luật" not in words(SUBMISSION, sample_facts(legal_bases=(), founded_by=""))


def test_an_unknown_signer_is_a_place_to_sign_and_a_known_one_is_named():
    assert "(Họ và tên)" in words(REPORT, sample_facts())
    named = words(MINUTES, sample_facts(signer="Nguyễn Văn A"))
    assert "Chủ tọa: Nguyễn Văn A, Chánh Văn phòng HĐND và UBND, Trưởng Khối." in named
    assert named.count("Nguyễn Văn A") == 2


def test_without_an_office_the_head_signs_alone():
    assert "TRƯỞNG KHỐI (Họ và tên)" in words(REPORT, sample_facts(head_title=""))


def test_recipients_are_named_up_to_twelve_units():
    assert "- Như trên; - Văn phòng HĐND và UBND xã;" in words(SUBMISSION, sample_facts())
    many = words(SUBMISSION, facts_of(many_units(40)))
    assert "- Như trên; - Các đơn vị thành viên Khối thi đua số 02; - Lưu: HS KTĐ02." in many


def test_a_draft_is_marked_and_has_no_number():
    document = DOCUMENTS[SUBMISSION].of(sample_facts(), on=ON, number=5, draft=True)
    assert document.frame.symbol == "Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/TTr-KTĐ02"
    assert 'content: "BẢN NHÁP"' in to_html(document)
    assert 'content: "BẢN NHÁP"' not in to_html(replace(document, frame=replace(document.frame, draft=False)))


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_every_paper_ends_with_the_hash_of_its_result(slug):
    assert words(slug, sample_facts()).endswith("Mã kiểm chứng kết quả: 267a 2046 d836 1258")


@pytest.mark.parametrize("slug", DOCUMENTS)
def test_what_people_typed_is_text_and_never_markup(slug):
    typed = "<b>&\"' <img src=x> <script>"
    content = graded_content(
        {"A": ["40", "30"], "B": ["30", "20"]},
        names={"A": typed, "B": f"B {typed}"},
        excluded={"B": typed},
        rules=(AwardRule("X", typed, Quota(1), typed),),
    )
    facts = facts_of(content, bloc_name=typed, round_name=typed, signer=typed, head_title=typed, legal_bases=(typed,))
    html = to_html(DOCUMENTS[slug].of(facts, on=ON, number=1))
    assert "&lt;b&gt;&amp;&quot;" in html
    assert "<b>" not in html
    assert "<script>" not in html
    assert not re.search(r"<img src=x", html, re.IGNORECASE)
    assert typed in words(slug, facts)


# --- the score table -------------------------------------------------------------------------------------


SCORES = """
TT | Đơn vị | ND 1 | ND 2 | ND 3 | ND 4 | ND 5 | Điểm nền | Điểm thưởng | Điểm trừ | Tổng điểm | Hạng | Xếp loại
1 | HCC | 36,50 | 25,00 | 15,25 | 13,50 | 7,75 | 98,00 | 4,00 | 0,00 | 102,00 | 1 | Hoàn thành xuất sắc nhiệm vụ
2 | VP | 32,92 | 25,00 | 15,50 | 13,00 | 8,00 | 94,42 | 3,00 | 0,00 | 97,42 | 2 | Hoàn thành xuất sắc nhiệm vụ
3 | VHXH | 28,00 | 23,87 | 15,50 | 12,00 | 7,75 | 87,12 | 0,00 | 0,00 | 87,12 | 3 | Hoàn thành tốt nhiệm vụ
4 | KT | 25,00 | 23,15 | 14,75 | 10,00 | 7,25 | 80,15 | 0,00 | 0,50 | 79,65 | 4 | Hoàn thành nhiệm vụ
5 | DVSNC | 19,30 | 21,34 | 13,50 | 7,50 | 6,75 | 68,39 | 0,00 | 2,00 | 66,39 | 5 | Hoàn thành nhiệm vụ
6 | QLDA | 23,70 | 6,00 | 13,75 | 1,00 | 6,00 | 61,52 | 0,00 | 2,50 | 59,02 | 6 | Chưa xếp loại
"""


def test_the_score_table_of_the_sample_year():
    names = {code: name for code, name, _ in UNITS}
    expected = [[names.get(cell, cell) for cell in line.split(" | ")] for line in SCORES.strip().splitlines()]
    assert rows(TABLE, sample_facts(), "scores") == expected


def test_the_conversion_of_a_base_is_told_with_its_numbers():
    told = words(TABLE, sample_facts())
    assert (
        "Ban Quản lý dự án đầu tư xây dựng: không áp dụng tiêu chí 2.1 và 2.2 (18,00 điểm);"
        " điểm nền = 50,45 × 100,00 ÷ 82,00 = 61,52." in told
    )
    assert "Không có đơn vị xếp hạng nào bằng điểm nhau." in told


def test_a_capped_bonus_is_told():
    content = sample_content()
    capped = replace(content, settings=replace(content.settings, bonus_cap=D("3.50")))
    told = words(TABLE, facts_of(capped))
    assert "Trung tâm Phục vụ hành chính công: điểm thưởng cộng lại là 4,00, tính theo trần 3,50." in told


def test_an_excluded_unit_comes_last_without_rank_and_with_its_reason():
    facts = facts_of(graded_content({"A": ["50"], "B": ["40"]}, excluded={"A": "Có cán bộ bị kỷ luật"}, bands=BANDS))
    assert [row[1] for row in rows(TABLE, facts, "scores")[1:]] == ["Đơn vị B", "Đơn vị A"]
    assert rows(TABLE, facts, "scores")[2][-2:] == ["–", "Không xếp loại"]
    told = words(TABLE, facts)
    assert "Đơn vị A: không xếp hạng, không đề nghị khen thưởng. Lý do: Có cán bộ bị kỷ luật." in told


def test_without_bands_the_classification_is_a_dash():
    assert rows(TABLE, facts_of(graded_content({"A": ["50"], "B": ["40"]})), "scores")[1][-1] == "–"


TIES = [
    (
        {"A": ["47.25", "40"], "B": ["48.25", "39"]},
        {},
        "Đơn vị B và Đơn vị A bằng 87,25 điểm; phân định theo Nội dung 1: 48,25 > 47,25.",
    ),
    (
        {"A": ["40", "30"], "B": ["40", "30"]},
        {"votes": {"A": 3, "B": 4}},
        "Đơn vị B và Đơn vị A bằng 70,00 điểm; phân định theo Bỏ phiếu: 04 phiếu > 03 phiếu.",
    ),
    (
        {"A": ["40", "30"], "B": ["40", "30"]},
        {"votes": {"A": 3}},
        "Đơn vị A và Đơn vị B bằng 70,00 điểm; chưa phân định được, cùng hạng 1.",
    ),
    (
        {"A": ["40", "30"], "B": ["39", "31"], "C": ["39", "31"]},
        {},
        "Đơn vị A, Đơn vị B và Đơn vị C bằng 70,00 điểm; phân định theo Nội dung 1: 40,00 > 39,00 = 39,00;"
        " Đơn vị B và Đơn vị C chưa phân định được, cùng hạng 2.",
    ),
    (
        {"A": ["40", "30"], "B": ["39", "31"], "C": ["39", "31"]},
        {"votes": {"B": 1, "C": 5}},
        "Đơn vị A, Đơn vị C và Đơn vị B bằng 70,00 điểm; phân định theo Nội dung 1: 40,00 > 39,00 = 39,00;"
        " Đơn vị C và Đơn vị B phân định theo Bỏ phiếu: 05 phiếu > 01 phiếu.",
    ),
]


@pytest.mark.parametrize(("points", "more", "told"), TIES)
def test_how_equal_totals_were_told_apart(points, more, told):
    assert told in words(TABLE, facts_of(graded_content(points, **more)))


# --- awards ----------------------------------------------------------------------------------------------


def test_the_list_of_the_sample_year():
    assert rows(LIST, sample_facts(), "proposals")[1:] == [
        ["I. Cờ thi đua (Chủ tịch UBND thành phố), nhiều nhất 01 đơn vị"],
        ["1", "Trung tâm Phục vụ hành chính công", "102,00", "1", "Hoàn thành xuất sắc nhiệm vụ"],
        ["II. Bằng khen (Chủ tịch UBND thành phố), nhiều nhất 01 đơn vị"],
        ["2", "Văn phòng HĐND và UBND xã", "97,42", "2", "Hoàn thành xuất sắc nhiệm vụ"],
        ["III. Giấy khen (Chủ tịch UBND xã), nhiều nhất 01 đơn vị (30 % của 06 đơn vị, làm tròn xuống)"],
        ["3", "Phòng Văn hóa - Xã hội", "87,12", "3", "Hoàn thành tốt nhiệm vụ"],
    ]
    assert rows(SUBMISSION, sample_facts(), "proposals") == rows(LIST, sample_facts(), "proposals")
    assert rows(REPORT, sample_facts(), "proposals") == rows(LIST, sample_facts(), "proposals")


@pytest.mark.parametrize("slug", [MINUTES, SUBMISSION, LIST, REPORT])
def test_an_award_nobody_deserves_is_told(slug):
    facts = facts_of(graded_content({"A": ["40"], "B": ["30"]}, rules=RULES[:1]))
    assert "Không có đơn vị đủ điều kiện." in words(slug, facts)


@pytest.mark.parametrize("slug", [MINUTES, SUBMISSION, LIST, REPORT])
def test_a_round_without_rules_says_so(slug):
    facts = facts_of(graded_content({"A": ["40"], "B": ["30"]}))
    assert "Kỳ chấm này không quy định hình thức khen thưởng nên không có đề nghị." in words(slug, facts)


@pytest.mark.parametrize("slug", [MINUTES, SUBMISSION, LIST, REPORT])
def test_an_open_tie_of_an_award_is_told(slug):
    rule = AwardRule("GK", "Giấy khen", Quota(2), "Chủ tịch UBND xã")
    facts = facts_of(graded_content({"A": ["50"], "B": ["40"], "C": ["40"]}, rules=(rule,)))
    assert "Đơn vị B và Đơn vị C cùng hạng 2, còn 01 suất cho 02 đơn vị: cần bỏ phiếu suy tôn." in words(slug, facts)


def test_the_report_and_the_minutes_name_open_ties_of_rank():
    facts = facts_of(graded_content({"A": ["40"], "B": ["40"], "C": ["30"]}))
    told = "Đơn vị A và Đơn vị B cùng hạng 1 với 40,00 điểm, chưa phân định được."
    assert told in words(REPORT, facts)
    assert told in words(MINUTES, facts)
    assert "Không có đơn vị nào cùng hạng hoặc chờ bỏ phiếu suy tôn." in words(REPORT, sample_facts())


def test_a_percentage_that_makes_no_place_is_told():
    rule = AwardRule("GK", "Giấy khen", Quota(percent=D(30)))
    told = words(LIST, facts_of(graded_content({"A": ["50"], "B": ["40"]}, rules=(rule,))))
    assert "nhiều nhất 00 đơn vị (30 % của 02 đơn vị, làm tròn xuống)" in told
    assert "Không có suất nên không đề nghị." in told


# --- the report ------------------------------------------------------------------------------------------


def test_figures_of_the_report_are_those_of_the_result():
    told = words(REPORT, sample_facts())
    for sentence in (
        "06 đơn vị thành viên được chấm theo 18 tiêu chí, thuộc 05 nội dung thi đua, thang điểm 100,00;"
        " điểm thưởng tính vào tổng nhiều nhất 5,00 điểm.",
        "Tổng điểm cao nhất: 102,00 điểm (Trung tâm Phục vụ hành chính công); thấp nhất: 59,02 điểm"
        " (Ban Quản lý dự án đầu tư xây dựng); cách nhau 42,98 điểm.",
        "02 đơn vị có điểm thưởng, nhiều nhất là 4,00 điểm (Trung tâm Phục vụ hành chính công)."
        " 03 đơn vị bị trừ điểm, nhiều nhất là 2,50 điểm (Ban Quản lý dự án đầu tư xây dựng).",
        "Văn phòng HĐND và UBND xã: tiêu chí 1.2: 12,00 → 11,25 (Còn 02 văn bản tham mưu trình chậm so với yêu cầu).",
        "tiêu chí 1.3: Đạt → Không đạt (Báo cáo quý II nộp chậm 05 ngày); tiêu chí P.1: 1 → 2",
        "Số đơn vị được đề nghị khen thưởng: 03.",
    ):
        assert sentence in told


def test_classifications_are_counted():
    assert [row[:3] for row in rows(REPORT, sample_facts(), "bands")[1:]] == [
        ["Hoàn thành xuất sắc nhiệm vụ", "từ 90,00 điểm", "02"],
        ["Hoàn thành tốt nhiệm vụ", "từ 80,00 điểm", "01"],
        ["Hoàn thành nhiệm vụ", "từ 65,00 điểm", "02"],
        ["Chưa xếp loại", "dưới 65,00 điểm", "01"],
    ]
    without = facts_of(graded_content({"A": ["1"], "B": ["2"]}))
    assert "Kỳ chấm này không quy định mức xếp loại." in words(REPORT, without)


def test_self_and_appraised_totals_stand_side_by_side():
    assert rows(REPORT, sample_facts(), "differences")[1:3] == [
        ["Trung tâm Phục vụ hành chính công", "102,50", "102,00", "−0,50"],
        ["Văn phòng HĐND và UBND xã", "98,17", "97,42", "−0,75"],
    ]
    same = facts_of(graded_content({"A": ["1"], "B": ["2"]}))
    assert "Tổng điểm thẩm định của mọi đơn vị bằng tổng điểm tự chấm." in words(REPORT, same)


def test_a_scale_of_a_thousand_and_a_total_of_nothing():
    facts = facts_of(graded_content({"A": ["1000"], "B": ["0"]}, maximum="1000"))
    assert "thang điểm 1000,00" in words(REPORT, facts)
    assert [row[2] for row in rows(TABLE, facts, "scores")[1:]] == ["1000,00", "0,00"]
