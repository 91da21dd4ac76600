"""What a screen reader and an archive find in the finished PDFs. Checked structurally; no validator runs here."""

import base64
import re
import unicodedata
from itertools import pairwise

import pytest

from awards.documents import DOCUMENTS, render, to_html
from tests.awards.documents.builders import ON, UNITS, facts_of, graded_content, many_units, sample_facts
from tests.awards.documents.printed import Printed

SLUGS = list(DOCUMENTS)
TABLE, MINUTES, SUBMISSION, LIST, REPORT = SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_paper_is_tagged_and_says_what_it_is(papers, slug):
    printed = papers[slug]
    assert printed.catalog["/Lang"] == "vi-VN"
    assert printed.catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712  (pypdf's own boolean)
    assert printed.catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert printed.reader.metadata.author == "Khối thi đua số 02"
    assert "Khối thi đua số 02" in printed.reader.metadata.title
    assert re.search(r'pdfuaid:part="1"|<pdfuaid:part>1<', printed.metadata)
    assert len(printed.tagged("H1")) == 1
    assert printed.tagged("P")


@pytest.mark.parametrize("slug", SLUGS)
def test_tables_have_headers(papers, slug):
    tables = papers[slug].tagged("Table")
    assert tables
    assert len(papers[slug].tagged("TH")) > len(tables)
    assert len(papers[slug].tagged("TD")) > len(tables)


def test_the_heading_and_the_signature_are_no_tables(papers):
    assert len(papers[SUBMISSION].tagged("Table")) == 1


def test_every_picture_has_words(papers, crowded):
    for printed in (papers[REPORT], crowded[REPORT]):
        figures = printed.tagged("Figure")
        assert figures
        assert all(str(figure.get("/Alt", "")).strip() for figure in figures)
    alt = " ".join(str(figure["/Alt"]) for figure in papers[REPORT].tagged("Figure"))
    assert "Trung tâm Phục vụ hành chính công: tổng 102,00 điểm. ND 1 36,50; ND 2 25,00" in alt


def test_headings_go_down_one_level_at_a_time(papers):
    levels = [int(tag["/S"][2:]) for tag in papers[REPORT].tags if re.fullmatch(r"/H\d", tag["/S"])]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("slug", SLUGS)
def test_vietnamese_is_extracted_letter_by_letter(papers, slug):
    printed = papers[slug]
    assert printed.is_nfc()
    assert printed.says("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc")
    for _, name, _ in UNITS[:3]:
        assert printed.says(name)
    assert printed.says("Mã kiểm chứng kết quả: 267a 2046 d836 1258")


def test_all_letters_of_vietnamese_survive_the_way_to_paper():
    vowels = "aăâeêioôơuưy"
    letters = "".join(v + t for v in vowels for t in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")) + "đ"
    names = {"A": f"Đơn vị {letters}", "B": f"ĐƠN VỊ {letters.upper()}"}
    facts = facts_of(graded_content({"A": ["1"], "B": ["2"]}, names=names))
    printed = Printed(render(DOCUMENTS[TABLE].of(facts, on=ON)))
    expected = unicodedata.normalize("NFC", letters)
    assert printed.says(expected)
    assert printed.says(expected.upper())
    assert all("Tinos" in name for name in printed.fonts)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_facts_give_the_same_bytes(papers, slug):
    assert render(DOCUMENTS[slug].of(sample_facts(), on=ON, number=5)) == papers[slug].data


def test_a_draft_is_marked_on_every_page():
    printed = Printed(render(DOCUMENTS[SUBMISSION].of(sample_facts(), on=ON, draft=True)))
    assert all("BẢN NHÁP" in page.extract_text() for page in printed.pages)


def test_numbers_of_the_chart_are_numbers_of_the_table():
    html = to_html(DOCUMENTS[REPORT].of(facts_of(many_units(30)), on=ON))
    drawn = set()
    for encoded in re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", html[html.index("<body>") :]):
        drawn |= set(re.findall(r">(\d+,\d\d)</text>", base64.b64decode(encoded).decode()))
    table = set(re.findall(r'<td class="num[^"]*">(\d+,\d\d)</td>', html))
    assert len(drawn) > 30
    assert drawn <= table


@pytest.mark.parametrize("count", [2, 10, 11, 23])
def test_a_figure_has_at_most_ten_units_and_none_is_left_out(count):
    document = DOCUMENTS[REPORT].of(facts_of(many_units(count)) if count > 3 else sample_facts(), on=ON)
    units = count if count > 3 else 6
    assert sum(len(figure.names) for figure in document.figures) == units
    assert max(len(figure.names) for figure in document.figures) <= 10


@pytest.mark.parametrize("areas", [1, 7, 12])
def test_any_number_of_areas_fits(areas):
    facts = facts_of(many_units(5, areas))
    printed = Printed(render(DOCUMENTS[TABLE].of(facts, on=ON)))
    assert printed.says(f"ND {areas}")
    page = printed.pages[0]
    assert max(c["x1"] for c in page.chars) <= float(page.width) - 15 * 72 / 25.4
