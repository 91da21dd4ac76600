"""What the pages of a settled round say, and the files they hand out."""

import hashlib
import html
import io
import re
from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.apps import apps
from django.urls import reverse
from openpyxl import load_workbook

from awards.actions import settle_content_as_round
from awards.arithmetic import AwardRule, Quota
from awards.content import kept, kept_content
from awards.models import PaperFile
from awards.workbook import read_workbook
from awards.workbook.of_result import content_of_document
from scoring.arithmetic import Settings
from scoring.models import Result
from tests.cast import AT, NAME, Size, content_of_size, settle
from tests.reading import text_of
from tests.scoring.sample import CONTENT, OUTCOME, graded, sheet

pytestmark = pytest.mark.django_db


def page(cast, who, name, *args):
    return text_of(cast.client(who).get(reverse(name, args=args or [cast.round.pk])))


def small_round(cast, criteria, sheets, rules=(), settings=None, number="55"):
    """A bloc of few units; somebody of the first one looks."""
    settings = settings or Settings()
    titles = ((1, "Nội dung một"), (2, "Nội dung hai"))
    content = replace(CONTENT, criteria=criteria, sheets=sheets, rules=rules, settings=settings, area_titles=titles)
    sheets = tuple(replace(s, role="head" if i == 0 else "member") for i, s in enumerate(content.sheets))
    cast.round = settle(replace(NAME, number=number), replace(content, sheets=sheets))
    cast.someone = cast.staff("someone", cast.round.campaign.bloc, sheets[0].unit)


# The ranking ------------------------------------------------------------------------------------------------------


def test_the_ranking_shows_every_number_of_the_sample(cast):
    said = page(cast, "clerk", "ranking")
    for _, (areas, base, bonus, penalty, total, _, rank, band) in OUTCOME.items():
        numbers = [*areas.split(), base, bonus, penalty, total]
        for number in numbers:
            assert number.replace(".", ",") in said
        assert (band or "Chưa xếp loại") in said
        assert str(rank) in said
    assert "Trung tâm Phục vụ hành chính công dẫn đầu với 102,00 điểm trên thang 100, gồm 4,00 điểm thưởng." in said


def test_a_row_of_the_ranking_reads_from_left_to_right(cast):
    said = page(cast, "clerk", "ranking")
    assert (
        "4 Phòng Kinh tế Đơn vị mình 25,00 23,15 14,75 10,00 7,25 80,15 0,00 −0,50 79,65 điểm, vì sao"
        " Hoàn thành nhiệm vụ" in said
    )


def test_the_ranking_names_awards_conversion_and_that_nothing_was_tied(cast):
    said = page(cast, "clerk", "ranking")
    for words in ("Đề nghị Cờ thi đua", "Đề nghị Bằng khen", "Đề nghị Giấy khen"):
        assert said.count(words) == 1
    assert (
        "Ban Quản lý dự án đầu tư xây dựng không áp dụng tiêu chí 2.1 và 2.2 (18 điểm): 50,45 × 100 ÷ 82 = 61,52."
    ) in said
    assert "Không có đơn vị bằng điểm nhau" in said


def test_the_own_unit_is_marked_only_for_its_people(cast):
    assert "Đơn vị mình" in page(cast, "clerk", "ranking")
    assert "Đơn vị mình" not in page(cast, "council", "ranking")


def test_an_open_tie_an_excluded_unit_and_a_tie_told_apart(cast):
    criteria = (graded("1.1", "50"), graded("1.2", "50"))
    sheets = (
        sheet("A", c1_1="40", c1_2="40"),
        sheet("B", c1_1="40", c1_2="40"),
        sheet("C", c1_1="45", c1_2="45", excluded="Có cá nhân bị kỷ luật"),
    )
    small_round(cast, criteria, sheets)
    said = page(cast, "someone", "ranking")
    assert "2 đơn vị cùng dẫn đầu với 80,00 điểm trên thang 100; cần bỏ phiếu để phân định." in said
    assert "Đơn vị A và Đơn vị B bằng 80,00 điểm; chưa phân định được, cùng hạng 1, cần bỏ phiếu." in said
    assert said.count("Đồng hạng, cần bỏ phiếu") == 2
    assert "Không xếp hạng Đơn vị C Không xếp hạng: Có cá nhân bị kỷ luật" in said
    assert "Không xếp loại" in said


def test_a_tie_told_apart_is_told_with_both_numbers(cast):
    criteria = (graded("1.1", "50"), graded("2.1", "50", area=2))
    sheets = (sheet("A", c1_1="40", c2_1="39"), sheet("B", c1_1="39", c2_1="40"))
    small_round(cast, criteria, sheets)
    told = "phân định theo Nội dung 1: 40,00 > 39,00."
    assert f"Đơn vị A và Đơn vị B bằng 79,00 điểm; {told}" in page(cast, "someone", "ranking")
    assert f"Bằng 79,00 điểm với Đơn vị A; {told}" in page(cast, "someone", "trace", cast.round.pk, "B")


def test_a_round_without_bands_rules_or_anybody_ranked(cast):
    sheets = tuple(sheet(code, c1_1="5", excluded="Vi phạm") for code in "AB")
    small_round(cast, (graded(maximum="10"),), sheets)
    assert "Không có đơn vị nào được xếp hạng." in page(cast, "someone", "ranking")
    assert "Không có đề nghị khen thưởng" in page(cast, "someone", "proposals")
    assert "trên thang 10" in text_of(cast.client("someone").get("/"))


def test_a_large_bloc_draws_the_first_bars_and_all_when_asked(cast):
    cast.round = settle(replace(NAME, number="66"), content_of_size(Size(units=30)))
    cast.someone = cast.staff("someone", cast.round.campaign.bloc, "D1")
    url = reverse("ranking", args=[cast.round.pk])
    short, whole = cast.client("someone").get(url), cast.client("someone").get(f"{url}?bieu-do=du")
    assert 12 <= short.content.decode().count('role="img"') <= 13
    assert whole.content.decode().count('role="img"') == 30
    assert "Vẽ đủ 30 đơn vị" in text_of(short)
    assert "Điểm tính thế nào" not in text_of(short)  # above twelve units the total itself is the link


def test_what_people_typed_is_escaped(cast):
    bad = "<script>alert(1)</script>"
    sheets = (replace(sheet("A", c1_1="5", excluded=bad), name=bad), sheet("B", c1_1="4"))
    small_round(cast, (graded(),), sheets, (AwardRule("X", bad, Quota(number=1)),))
    for name in ("ranking", "proposals", "round", "dashboard"):
        url = reverse(name, args=[] if name == "dashboard" else [cast.round.pk])
        assert bad not in cast.client("someone").get(url).content.decode()


@pytest.mark.parametrize("code", ["Đ/V 1", "a b", "50%", "x?y#z", "K&H"])
def test_a_unit_of_any_code_has_its_trace(cast, code):
    sheets = (replace(sheet("A", c1_1="5"), unit=code), sheet("B", c1_1="4"))
    small_round(cast, (graded(),), sheets)
    client = cast.client("someone")
    listed = client.get(reverse("ranking", args=[cast.round.pk])).content.decode()
    link = html.unescape(re.search(r'href="([^"]+/don-vi/[^"]+)"', listed)[1])
    assert "Vì sao Đơn vị A được 5,00 điểm?" in text_of(client.get(link))
    assert client.get(reverse("trace", args=[cast.round.pk, code])).status_code == 200


# The trace --------------------------------------------------------------------------------------------------------


def test_the_trace_tells_every_line_with_its_rule(cast):
    said = page(cast, "clerk", "trace", cast.round.pk, "VP")
    assert "Vì sao Văn phòng HĐND và UBND xã được 97,42 điểm?" in said
    for words in (
        "1. Thi đua thực hiện thắng lợi nhiệm vụ chính trị năm 2026 32,92",
        "104 104 10 + 10 × (104 − 100) ÷ (106 − 100). Chỉ tiêu 100, cao nhất Khối 106 16,67",
        "Khác tự chấm (12,00 điểm): Còn 02 văn bản tham mưu trình chậm so với yêu cầu",
        "98,6 98,6 Vượt chỉ tiêu 98: điểm tối đa 10,00",
        "Điểm nền = 32,92 + 25,00 + 15,50 + 13,00 + 8,00 94,42",
        "Cộng điểm thưởng = 2,00 + 1,00; trần 5,00 điểm + 3,00",
        "Tổng điểm 97,42",
        "Cờ thi đua Hạng 2; chỉ xét đến hạng 1.",
        "Giấy khen Đã được đề nghị Bằng khen.",
        "Hạng 1: Trung tâm Phục vụ hành chính công",
        "Hạng 3: Phòng Văn hóa - Xã hội",
    ):
        assert words in said


def test_the_trace_of_a_converted_unit(cast):
    said = page(cast, "clerk", "trace", cast.round.pk, "QLDA")
    assert "Điểm nền sau quy đổi không áp dụng 2.1 và 2.2: 50,45 × 100 ÷ 82 = 61,52 61,52" in said


def test_a_unit_that_is_not_in_the_round_is_not_found(cast):
    assert cast.client("clerk").get(reverse("trace", args=[cast.round.pk, "XYZ"])).status_code == 404


# Proposals --------------------------------------------------------------------------------------------------------


def test_every_unit_sees_for_every_award_why(cast):
    said = page(cast, "stranger", "proposals", cast.other_round.pk)
    assert "Nhiều nhất 1 đơn vị; từ 90,00 điểm; hạng 1; Chủ tịch UBND thành phố quyết định." in said
    assert "Nhiều nhất 1 đơn vị (30 % số đơn vị, làm tròn xuống); từ 80,00 điểm; Chủ tịch UBND xã quyết định." in said
    assert (
        "Phòng Văn hóa - Xã hội 3 87,12 Đạt 87,12 điểm, chưa đủ 90,00 điểm. Đã đủ 1 đơn vị có hạng cao hơn."
        " Được đề nghị" in said
    )


def test_an_open_tie_of_an_award_asks_for_a_ballot(cast):
    sheets = (sheet("A", c1_1="8"), sheet("B", c1_1="8"), sheet("C", c1_1="7"))
    rules = (AwardRule("X", "Giấy khen", Quota(number=1)), AwardRule("Y", "Thư khen", Quota(number=1)))
    small_round(cast, (graded(),), sheets, rules)
    said = page(cast, "someone", "proposals")
    assert "Đơn vị A và Đơn vị B cùng hạng 1, còn 1 suất cho 2 đơn vị: cần bỏ phiếu suy tôn." in said
    assert "Cùng hạng 1 ở ranh giới số lượng: cần bỏ phiếu suy tôn." in said
    assert "Đang chờ bỏ phiếu suy tôn Giấy khen." in said
    assert "Các suất còn lại chờ nhóm cùng hạng phía trên bỏ phiếu suy tôn." in said
    assert "Tổ chức bỏ phiếu suy tôn" in text_of(cast.client("someone").get("/"))


# Lists, verification ----------------------------------------------------------------------------------------------


def test_the_council_lists_every_bloc_of_its_commune_by_year(cast):
    settle(replace(NAME, year=2025))
    said = text_of(cast.client("council").get("/ket-qua/"))
    assert "Khối thi đua số 02" in said
    assert "Khối thi đua số 03" in said
    assert "Nam Bắc" not in said
    assert "Kết quả năm 2025" in text_of(cast.client("council").get("/ket-qua/?nam=2025"))
    assert "Kết quả năm 2026" in text_of(cast.client("council").get("/ket-qua/?nam=abc"))


def test_verification_answers_whole_or_in_part(cast):
    url = reverse("verification", args=[cast.round.pk])
    whole, part = cast.client("council").get(url), cast.client("council").get(url, headers={"HX-Request": "true"})
    assert "tính lại toàn bộ từ số đã nhập: khớp" in text_of(whole)
    assert cast.round.result.sha256 in text_of(whole)
    assert part.content.decode().startswith('<div class="verify" id="doi-chieu">')


# Files ------------------------------------------------------------------------------------------------------------


def test_a_paper_comes_as_it_was_issued(cast):
    url = reverse("paper", args=[cast.paper.pk])
    answer = cast.client("council").get(url)
    assert answer.content == bytes(PaperFile.objects.get(paper=cast.paper).pdf)
    assert hashlib.sha256(answer.content).hexdigest() == cast.paper.sha256
    kept_headers = {
        name: answer[name]
        for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "ETag", "Cache-Control")
    }
    assert kept_headers == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="to-trinh.pdf"',
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{cast.paper.sha256}"',
        "Cache-Control": "private, no-cache",
    }
    again = cast.client("council").get(url, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_kept_document_is_handed_out_byte_for_byte(cast):
    answer = cast.client("council").get(reverse("result_document", args=[cast.round.pk]))
    assert answer.content.decode() == Result.objects.get(round=cast.round).document
    assert answer["ETag"] == f'"{cast.round.result.sha256}"'


def test_the_workbook_reads_back_as_the_same_round(cast, tmp_path):
    answer = cast.client("council").get(reverse("workbook", args=[cast.round.pk]))
    path = tmp_path / "so.xlsx"
    path.write_bytes(answer.content)
    workbook = read_workbook(path)
    assert kept(workbook.content) == kept_content(cast.round)
    again = settle_content_as_round(workbook.name, workbook.bloc_name, workbook.content, by=None, at=AT)
    assert (again.is_new, again.round) == (False, cast.round)


def test_the_document_gives_the_same_content_as_the_tables(cast):
    assert content_of_document(cast.round.result) == kept_content(cast.round)


def test_the_ranking_as_a_spreadsheet_and_as_csv(cast):
    answer = cast.client("clerk").get(reverse("ranking_xlsx", args=[cast.round.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="bang-diem-khoi-02-nam-2026.xlsx"'
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][:4] == ("Hạng", "Mã", "Đơn vị", "ND 1")
    assert rows[2][:3] == (2, "VP", "Văn phòng HĐND và UBND xã")
    assert [D(str(value)) for value in rows[2][3:13]] == [
        D(text) for text in ("32.92", "25", "15.5", "13", "8", "94.42", "3", "0", "97.42", "98.17")
    ]
    csv = cast.client("clerk").get(reverse("ranking_csv", args=[cast.round.pk])).content.decode("utf-8-sig")
    assert len(csv.strip().splitlines()) == 7


# Looking ----------------------------------------------------------------------------------------------------------


def test_looking_changes_nothing(cast):
    def everything():
        models = [m for m in apps.get_models() if m._meta.app_label in ("units", "campaigns", "scoring", "awards")]
        return {m.__name__: list(m.objects.order_by("pk").values().values_list()) for m in models}

    clients = [cast.client(who) for who in ("clerk", "head", "council", "admin")]
    for user in (cast.clerk, cast.head, cast.council, cast.admin):
        user.refresh_from_db()
    before = everything()
    for client in clients:
        for name in ("ranking", "verification", "proposals", "round", "ranking_xlsx", "workbook", "result_document"):
            client.get(reverse(name, args=[cast.round.pk]))
        for url in ("/", "/ket-qua/", "/van-ban/", "/phong-trao/", reverse("trace", args=[cast.round.pk, "KT"])):
            client.get(url)
    assert everything() == before
