"""What the papers of a year say, read through `to_html`."""

import re
from html import unescape

import pytest

from awards.states import YearPaperKind
from awards.year_papers import YearPaper
from campaigns.documents import render, to_html
from campaigns.documents.meeting_minutes import signer_of
from campaigns.documents.wording import dashed, lines_of, listed
from campaigns.models import Meeting
from campaigns.states import InitiativeState
from tests.awards.documents.printed import Printed
from tests.campaigns.documents import builders as b
from tests.campaigns.documents.conftest import KINDS, things_of
from units.models import User

K = YearPaperKind


def words_of(html: str) -> str:
    """The paper as one line of text, without markup and styles."""
    body = html[html.index("<body>") :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def paragraphs(html: str, after: str, before: str) -> list[str]:
    """The paragraphs between two headings."""
    part = html[html.index(after) : html.index(before, html.index(after))]
    found = re.findall(r"<(?:p|h3)[^>]*>(.*?)</(?:p|h3)>", part, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", text)) for text in found]


def cells(html: str, table: str) -> list[list[str]]:
    body = re.search(rf'<table class="{table}">.*?</table>', html, re.DOTALL).group()
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [[unescape(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


# --- the words all share --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("- Một\n\n  • Hai  \r\n+ Ba", ("Một", "Hai", "Ba")),
        ("Một dòng - có gạch", ("Một dòng - có gạch",)),
        ("-Khai mạc\n- 5 đơn vị\n-5 điểm\n+84 225\n-", ("Khai mạc", "5 đơn vị", "-5 điểm", "+84 225")),
    ],
)
def test_typed_lines_lose_their_dashes_and_blanks(typed, expected):
    assert lines_of(typed) == expected


def test_a_list_ends_each_line_with_a_semicolon_and_the_last_with_a_full_stop():
    assert listed(["Một", "Hai;", "Ba.", "Bốn;"]) == ("Một;", "Hai;", "Ba.", "Bốn.")
    assert listed([]) == ()


@pytest.mark.parametrize(
    ("typed", "signer"),
    [
        ("Ông Nguyễn Văn A, Chánh Văn phòng", "Nguyễn Văn A"),
        ("đồng chí Trần Thị B", "Trần Thị B"),
        ("Chánh Văn phòng HĐND và UBND, Trưởng Khối", "(Họ và tên)"),
        ("", "(Họ và tên)"),
    ],
)
def test_only_a_person_is_printed_under_a_signature(typed, signer):
    assert signer_of(typed) == signer


NUMBERED = {
    K.PLAN: "Số: 05/KH-KTĐ02",
    K.INVITATION: "Số: 05/GM-KTĐ02",
    K.MEETING_MINUTES: "Số: 05/BB-KTĐ02",
    K.BALLOT_MINUTES: "Số: 05/BB-KTĐ02",
    K.FINAL_REPORT: "Số: 05/BC-KTĐ02",
}
OF_THE_YEAR = (K.PLAN, K.PLEDGE, K.INITIATIVE_LIST, K.MEETING_MINUTES)


@pytest.mark.parametrize("kind", KINDS)
def test_only_numbered_kinds_carry_a_number(usual, kind):
    words = words_of(usual.html[kind])
    assert ("Số: " in words) == (kind in NUMBERED)
    assert NUMBERED.get(kind, "") in words


@pytest.mark.parametrize("kind", OF_THE_YEAR)
def test_the_council_comes_first_among_the_recipients_and_the_file_last(usual, kind):
    to = usual.documents[kind].frame.recipients
    units = [f"- {name};" for _, name, *_ in b.SIX]
    if kind is K.MEETING_MINUTES:
        units = ["- Các đơn vị thành viên Khối thi đua số 02;"]
    council = "- Hội đồng Thi đua - Khen thưởng xã Hà Bắc (để báo cáo);"
    assert list(to) == [council, *units, "- Lưu: HS KTĐ02."]


def test_above_twelve_units_the_recipients_are_not_named(crowded):
    assert crowded.documents[K.PLAN].frame.recipients[1:] == (
        "- Các đơn vị thành viên Khối thi đua số 40;",
        "- Lưu: HS KTĐ40.",
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", ["usual", "crowded", "empty"])
def test_every_paper_ends_with_its_sign_and_says_nothing_unfilled(year, kind, request):
    words = words_of(request.getfixturevalue(year).html[kind])
    assert words.count("./.") == 1
    assert not re.search(r"None|\{\{|\.\.|;;|;\.| ,| \.", words)


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_says_so_and_has_no_number(usual, kind):
    printed = Printed(render(usual.paper(kind).document(on=b.ON, draft=True)))
    assert all("BẢN NHÁP" in page.extract_text() for page in printed.pages)
    assert not re.search(r"Số:0", printed.words)


def test_what_people_typed_is_escaped(usual):
    meeting = Meeting.objects.get(campaign=usual.campaign)
    meeting.title = "<b>Họp</b> & <script>x</script>"
    html = to_html(YearPaper(K.INVITATION, usual.campaign, meeting).document(on=b.ON))
    assert "&lt;b&gt;Họp&lt;/b&gt; &amp; &lt;script&gt;" in html
    assert "<script>" not in html


# --- each paper -----------------------------------------------------------------------------------------------------


def test_the_plan_cites_what_is_in_force_on_its_date_and_who_founded_the_bloc(usual):
    assert usual.documents[K.PLAN].legal_bases == (
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Căn cứ Quyết định số 34/QĐ-HĐTĐKT ngày 29 tháng 4 năm 2026 của Hội đồng Thi đua - Khen thưởng xã Hà Bắc.",
    )
    earlier = YearPaper(K.PLAN, usual.campaign).document(on=b.date(2026, 10, 1))
    assert earlier.legal_bases[1] == "Căn cứ Nghị định cũ;"


def test_the_plan_says_purpose_areas_drives_times_reports_and_roles(usual):
    document = usual.documents[K.PLAN]
    assert [(s.numeral, s.title, s.lines) for s in document.sections] == [
        ("I", "MỤC ĐÍCH, YÊU CẦU", ("- Tạo khí thế thi đua sôi nổi.", "- Công khai, dân chủ, khách quan.")),
        ("II", "NỘI DUNG THI ĐUA", ()),
        ("III", "CÁC ĐỢT THI ĐUA", ("- Đợt 1, từ ngày 01/07/2026 đến ngày 02/09/2026, chào mừng Quốc khánh 2/9.",)),
        (
            "IV",
            "THỜI GIAN, CHỈ TIÊU",
            (
                "- Thời gian thực hiện: từ ngày 01/01/2026 đến ngày 31/12/2026.",
                "- Mỗi đơn vị đăng ký ít nhất 01 sáng kiến, mô hình hoặc giải pháp mới trước ngày 31/07/2026.",
            ),
        ),
        ("V", "CHẾ ĐỘ BÁO CÁO", ("- Báo cáo quý: quý I trước ngày 20/03/2026 và quý II trước ngày 20/06/2026.",)),
        (
            "VI",
            "TỔ CHỨC THỰC HIỆN",
            (
                "- Trưởng Khối hướng dẫn, nhắc nhở, kiểm tra các đơn vị.",
                "- Trưởng Khối: Văn phòng HĐND và UBND xã.",
                "- Phó Trưởng Khối: Phòng Văn hóa - Xã hội.",
                "- Các đơn vị thành viên: Phòng Kinh tế, Trung tâm Phục vụ hành chính công, "
                "Trung tâm Dịch vụ sự nghiệp công và Ban Quản lý dự án đầu tư xây dựng.",
            ),
        ),
    ]
    assert [(a.number, a.title, a.tasks) for a in document.sections[1].areas] == [
        (n, f"Thi đua nội dung {n}", ("Nhiệm vụ 1 (trước ngày 01/12/2026);", "Nhiệm vụ 2.")) for n in (1, 2)
    ]


def test_a_plan_with_nothing_in_it_has_no_empty_headings(empty):
    assert [(s.numeral, s.title) for s in empty.documents[K.PLAN].sections] == [("I", "THỜI GIAN, CHỈ TIÊU")]


def test_the_pledge_has_a_place_to_sign_for_every_unit_and_the_name_of_who_confirmed(usual):
    pairs = usual.documents[K.PLEDGE].pairs
    assert [[(block.role, block.unit, block.office, block.signer) for block in pair] for pair in pairs] == [
        [
            ("TRƯỞNG KHỐI", "VĂN PHÒNG HĐND VÀ UBND XÃ", "CHÁNH VĂN PHÒNG HĐND VÀ UBND", "(Họ và tên)"),
            ("PHÓ TRƯỞNG KHỐI", "PHÒNG VĂN HÓA - XÃ HỘI", "TRƯỞNG PHÒNG", "(Họ và tên)"),
        ],
        [
            ("", "PHÒNG KINH TẾ", "TRƯỞNG PHÒNG", "(Tên người ký)"),
            ("", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "GIÁM ĐỐC", "(Họ và tên)"),
        ],
        [
            ("", "TRUNG TÂM DỊCH VỤ SỰ NGHIỆP CÔNG", "GIÁM ĐỐC", "(Họ và tên)"),
            ("", "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", "GIÁM ĐỐC", "(Họ và tên)"),
        ],
    ]


def test_the_pledge_numbers_its_promises_with_their_targets(usual):
    document = usual.documents[K.PLEDGE]
    assert [(p.number, p.text, p.target) for p in document.promises] == [
        (n, b.SENTENCE, "từ 98 % trở lên") for n in (1, 2)
    ]
    assert document.opening == (
        "Để thực hiện thắng lợi phong trào thi đua năm 2026, 06 đơn vị thành viên Khối thi đua số 02 thống nhất:",
    )
    assert document.closing == ("Các đơn vị cam kết thực hiện.",)


def test_the_list_of_initiatives_leaves_out_what_was_not_handed_in(usual):
    heads, *rows = cells(usual.html[K.INITIATIVE_LIST], "initiatives")
    authors = "(Trưởng nhóm) (60\u00a0%), (Chuyên viên) (40\u00a0%)"
    recognised = "Được công nhận cấp cơ sở, Quyết định số 12/QĐ-UBND ngày 22/11/2026"
    assert len(heads) == 8
    assert rows == [
        ["1", "Sổ tay điện tử", "Sáng kiến", "–", "Văn phòng HĐND và UBND xã", authors, "–", recognised],
        [
            "2", "Hẹn giờ trả hồ sơ", "Sáng kiến", "Cải cách hành chính", "Phòng Kinh tế", authors, "22/11/2026",
            "Đã đăng ký",
        ],
    ]  # fmt: skip
    last = "Danh mục này có 02 sáng kiến, mô hình, giải pháp của 02 đơn vị, trong đó 01 được công nhận./."
    assert last in words_of(usual.html[K.INITIATIVE_LIST])


def test_the_form_has_the_fields_of_the_circular(usual):
    html = usual.html[K.INITIATIVE_FORM]
    assert cells(html, "authors") == [
        ["TT", "Họ và tên", "Chức vụ, nơi công tác", "Vai trò", "Tỷ lệ đóng góp (%)"],
        ["1", "(Trưởng nhóm)", "Phòng Kinh tế", "Tác giả", "60"],
        ["2", "(Chuyên viên)", "Phòng Kinh tế", "Tác giả", "40"],
        ["", "Cộng", "100"],
    ]
    assert re.findall(r"<h[23]>(.*?)</h[23]>", html) == [
        "1. Tên sáng kiến",
        "2. Tác giả",
        "3. Thông tin chung",
        "4. Mô tả bản chất",
        "a) Tình trạng trước khi áp dụng",
        "b) Nội dung giải pháp",
        "c) Điểm mới",
        "d) Khả năng, phạm vi nhân rộng",
        "5. Các điều kiện cần thiết để áp dụng",
        "6. Đánh giá lợi ích thu được hoặc dự kiến thu được",
        "a) Hiệu quả kinh tế",
        "b) Hiệu quả xã hội",
    ]
    assert paragraphs(html, "3. Thông tin chung", "4. Mô tả") == [
        "- Đơn vị đăng ký: Phòng Kinh tế.",
        "- Lĩnh vực áp dụng: Cải cách hành chính",
        "- Nơi áp dụng hoặc áp dụng thử: Không có thông tin.",
        "- Ngày áp dụng lần đầu hoặc áp dụng thử: 22/11/2026",
    ]
    assert "Kính gửi: Khối thi đua số 02 xã Hà Bắc." in words_of(html)


def test_the_invitation_says_who_when_where_and_what(usual):
    html = usual.html[K.INVITATION]
    assert paragraphs(html, '<div class="body-text">', '<div class="ending">') == [
        "Khối thi đua số 02 trân trọng kính mời:",
        "- Văn phòng HĐND và UBND xã;",
        "- Phòng Văn hóa - Xã hội;",
        "- Phòng Kinh tế;",
        "- Trung tâm Phục vụ hành chính công;",
        "- Trung tâm Dịch vụ sự nghiệp công;",
        "- Ban Quản lý dự án đầu tư xây dựng.",
        "Tới dự cuộc họp: Họp sơ kết phong trào thi đua 6 tháng đầu năm.",
        "Chủ trì: Chánh Văn phòng HĐND và UBND, Trưởng Khối.",
        "Thời gian: 14 giờ 00 phút, thứ Năm, ngày 26 tháng 11 năm 2026.",
        "Địa điểm: Phòng họp số 1, trụ sở UBND xã.",
        "Chương trình:",
        "- Khai mạc;",
        "- Báo cáo kết quả của các đơn vị;",
        "- Thảo luận.",
        "Đề nghị các đơn vị tham dự đầy đủ, đúng giờ; đơn vị vắng mặt báo trước lý do với Trưởng Khối./.",
    ]
    assert usual.documents[K.INVITATION].frame.recipients == (
        "- Như trên;",
        "- Hội đồng Thi đua - Khen thưởng xã Hà Bắc (để báo cáo);",
        "- Lưu: HS KTĐ02.",
    )


def test_the_minutes_say_who_came_who_did_not_and_why_and_what_was_concluded(usual):
    html = usual.html[K.MEETING_MINUTES]
    assert paragraphs(html, '<div class="body-text">', '<div class="ending">') == [
        "Cuộc họp bắt đầu vào hồi 14 giờ 00 phút, ngày 26 tháng 11 năm 2026.",
        "Địa điểm: Phòng họp số 1, trụ sở UBND xã.",
        "1. Chủ tọa: Chánh Văn phòng HĐND và UBND, Trưởng Khối.",
        "2. Thư ký:",
        "3. Có mặt: 04/06 đơn vị, 08 người dự:",
        "- Văn phòng HĐND và UBND xã: 02 người;",
        "- Phòng Văn hóa - Xã hội: 02 người;",
        "- Phòng Kinh tế: 02 người;",
        "- Trung tâm Dịch vụ sự nghiệp công: 02 người.",
        "4. Vắng mặt:",
        "- Trung tâm Phục vụ hành chính công: vắng có phép, lý do: Họp đột xuất tại thành phố;",
        "- Ban Quản lý dự án đầu tư xây dựng: vắng không phép.",
        "1. Chương trình",
        "- Khai mạc;",
        "- Báo cáo kết quả của các đơn vị;",
        "- Thảo luận.",
        "2. Ý kiến thảo luận",
        "- Các đơn vị thống nhất báo cáo.",
        "- Giao các đơn vị thực hiện tiếp các nhiệm vụ còn lại.",
        "Cuộc họp kết thúc vào hồi 16 giờ 05 phút cùng ngày. Biên bản đã được đọc lại cho mọi người dự họp nghe và "
        "thống nhất thông qua./.",
    ]


def test_what_the_minutes_do_not_know_is_left_to_be_written_by_hand(empty):
    html = empty.html[K.MEETING_MINUTES]
    assert html.count('class="fill"') == 8  # chair, secretary, three lines each for discussion and conclusions
    assert 'kết thúc vào hồi <span class="blank"></span> giờ <span class="blank"></span> phút cùng ngày' in html


# --- what they cost -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_asks_the_same_of_a_larger_year(django_assert_max_num_queries, kind):
    asked = [queries_of(kind, size, django_assert_max_num_queries) for size in (2, 6)]
    assert asked[0] == asked[1] <= MOST_QUERIES.get(kind, 12)


MOST_QUERIES = {K.UNIT_SHEET: 18, K.UNIT_REPORT: 26, K.FINAL_REPORT: 28}


def queries_of(kind, size, counting) -> int:
    campaign = b.make_year(b.forty()[:size], number=f"{kind.value[:8]}{size}")
    by = User.objects.create(username=f"{kind.value}-{size}", unit=b.unit(campaign, "D00"))
    b.add_plan(campaign, areas=size, tasks=size)
    pledge = b.add_pledge(campaign, promises=size)
    for unit in campaign.bloc.units.all():
        b.confirm(pledge, unit)
        initiative = b.add_initiative(campaign, unit, state=InitiativeState.REGISTERED)
        b.add_deeds(campaign, unit)
    meeting = b.add_meeting(campaign, units=campaign.bloc.units.all(), by=by)
    round, nomination = b.add_round(campaign), b.add_nomination(campaign, unit, initiative=initiative)
    things = things_of(campaign, "D01", round, nomination, initiative, meeting)
    paper = YearPaper(kind, campaign, things.get(kind)).again()
    with counting(50) as counted:
        paper.document(on=b.ON)
    return len(counted)


def test_lines_that_bring_their_own_mark_get_no_dash():
    typed = ["1. Khai mạc", "b) Thảo luận", "đ. Kết luận", "12) Bế mạc", "2026 là năm đầu", "100 % đơn vị"]
    assert dashed(typed) == (*typed[:4], "- 2026 là năm đầu", "- 100 % đơn vị")
