"""Biên bản kiểm phiếu: what it says of each sort of ballot, and its table in the finished PDF.

The layout every paper of a year has is measured in tests/campaigns/documents.
"""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from awards.actions.ballots import open_ballot
from awards.actions.tallying import close_ballot
from awards.actions.votes import Counted, give_papers, record_papers
from awards.models import Ballot
from awards.states import YearPaperKind
from awards.tally import Count
from awards.year_papers import YearPaper, issue_year_paper, things
from campaigns.documents import render, to_html
from tests.awards.ballot_builders import NO, YES, award_tied_round, ballot_of, review_of, tied_round, unit_of, vote
from tests.awards.documents.printed import MM, Printed
from tests.cast import person
from tests.constraints import put
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db

K = YearPaperKind
OPENED = datetime(2026, 12, 7, 1, 5, tzinfo=UTC)
CLOSED = datetime(2026, 12, 7, 2, 30, tzinfo=UTC)


def opened(ballot):
    return open_ballot(ballot, by=None, at=OPENED)


def closed(ballot):
    close_ballot(ballot, by=None, at=CLOSED)
    return paper_of(ballot)


def paper_of(ballot):
    campaign = ballot.round.campaign
    return YearPaper(K.BALLOT_MINUTES, campaign, things(K.BALLOT_MINUTES, campaign).get(pk=ballot.pk))


def document(paper, number=5):
    return paper.document(on=CLOSED.date(), number=number)


def words(paper):
    html = to_html(document(paper))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html[html.index("<body>") :])).split())


def review(**settings):
    ballot = opened(review_of(tied_round(), "KT", "HCC", "VHXH", **settings))
    for code, said in (("VP", NO), ("DVSNC", YES), ("QLDA", YES), ("KT", NO)):
        vote(ballot, code, **{item: said if item == "HCC" else YES for item in ("KT", "HCC", "VHXH") if item != code})
    return ballot


def test_the_minutes_of_a_review_count_each_unit():
    said = words(closed(review(place="Phòng họp UBND xã", tellers="Nguyễn Văn A, Tổ trưởng\nTrần Thị B")))
    for sentence in (
        "Số: 05/BB-KTĐ02",
        "BIÊN BẢN Kiểm phiếu - Biểu quyết đề nghị khen thưởng",
        "Cuộc bỏ phiếu mở vào hồi 08 giờ 05 phút, ngày 07 tháng 12 năm 2026, bỏ phiếu trực tuyến.",
        "Địa điểm: Phòng họp UBND xã.",
        "1. Nguyễn Văn A, Tổ trưởng; 2. Trần Thị B.",
        "Biểu quyết từng đơn vị: đồng ý, không đồng ý hoặc không có ý kiến.",
        "- Cuộc bỏ phiếu có giá trị khi có từ 2/3 trở lên số đơn vị dự, là 04 đơn vị;",
        "- Đơn vị được thông qua khi được quá 1/2 số phiếu hợp lệ của các đơn vị khác;",
        "- Không đơn vị nào bỏ phiếu cho chính mình.",
        "Số đơn vị bỏ phiếu: 04/06.",
        "Số phiếu phát ra: 06; thu về: 04; hợp lệ: 04; không hợp lệ: 00.",
        "TT Đơn vị Đồng ý Không đồng ý Không có ý kiến Tỷ lệ",
        "1 Phòng Văn hóa - Xã hội 4 0 0 100%",
        "2 Phòng Kinh tế 3 0 0 100%",
        "3 Trung tâm Phục vụ hành chính công 2 2 0 50%",
        "V. KẾT LUẬN Được thông qua: Phòng Văn hóa - Xã hội và Phòng Kinh tế.",
        "Việc kiểm phiếu kết thúc vào hồi 09 giờ 30 phút, ngày 07 tháng 12 năm 2026.",
        "THƯ KÝ (Họ và tên) CHỦ TỌA (Họ và tên)",
    ):
        assert sentence in said


def test_the_minutes_of_an_award_tie_name_who_was_chosen():
    ballot = opened(ballot_of(award_tied_round()))
    for code in ("VP", "HCC", "DVSNC", "VHXH"):
        vote(ballot, code, KT=YES)
    said = words(closed(ballot))
    form = "Giấy khen của Chủ tịch UBND xã"
    assert f"Suy tôn đề nghị {form}: còn 01 suất; mỗi phiếu chọn nhiều nhất 01 đơn vị." in said
    assert "TT Đơn vị Số phiếu chọn Không chọn Tỷ lệ 1 Phòng Kinh tế 4 0 100% 2 Phòng Văn hóa - Xã hội 0 3 0%" in said
    assert "Được suy tôn: Phòng Kinh tế." in said


def test_the_minutes_tell_a_tie_that_remains():
    ballot = opened(ballot_of(award_tied_round(), threshold="1/3"))
    for code, named in (("VP", "KT"), ("HCC", "VHXH"), ("KT", "VHXH"), ("VHXH", "KT")):
        vote(ballot, code, **{named: YES})
    said = words(closed(ballot))
    assert (
        "Không có đơn vị nào đủ số phiếu. Bằng phiếu, chưa chọn được, bỏ phiếu lại: Phòng Văn hóa - Xã hội và" in said
    )


def test_the_minutes_of_a_rank_tie_say_where_the_votes_go():
    round = tied_round()
    ballot = opened(ballot_of(round, way="both"))
    vote(ballot, "VP", KT=YES)
    vote(ballot, "HCC", VHXH=YES)
    units = frozenset(unit_of(round, code).pk for code in ("DVSNC", "QLDA"))
    give_papers(ballot, units, by=None)
    counted = Counted(2, 2, 1, {"KT": Count(1), "VHXH": Count(0, 0, 1)}, units)
    record_papers(ballot, counted, seen=Ballot.objects.get().version, by=None)
    said = words(closed(ballot))
    assert "bỏ phiếu trực tuyến và phiếu giấy, kiểm chung." in said
    assert (
        "Số phiếu phát ra: 06; thu về: 04 (trong đó phiếu giấy phát ra 02, thu về 02); hợp lệ: 03; không hợp lệ: 01."
        in said
    )
    assert "Số phiếu của từng đơn vị được ghi vào bước phân định “Bỏ phiếu” của kỳ chấm." in said
    assert "được suy tôn khi" not in said


def test_without_a_quorum_the_minutes_have_no_table():
    ballot = opened(ballot_of(tied_round()))
    vote(ballot, "VP", KT=YES)
    said = words(closed(ballot))
    assert "Không đủ số đơn vị dự nên hòm phiếu không mở" in said
    assert "Tỷ lệ" not in said


def test_what_was_not_written_down_is_left_to_be_written():
    html = to_html(document(closed(review())))
    assert html.count('<p class="fill">') == 4  # the place and three tellers
    assert "Mã kiểm chứng kết quả:" in html


def test_minutes_are_issued_of_a_closed_ballot_only(monkeypatch):
    ballot = review()
    head = person("head", unit=unit_of(ballot.round, "VP"))
    with pytest.raises(NotPossible) as refused:
        issue_year_paper(paper_of(ballot), by=head, at=CLOSED)
    assert refused.value.reasons == ["Cuộc bỏ phiếu chưa đóng; biên bản lập từ kết quả đã kiểm."]
    issued = issue_year_paper(closed(ballot), by=head, at=CLOSED)
    assert (issued.symbol, issued.subject, issued.round, issued.facts["rows"][2]) == (
        "01/BB-KTĐ02",
        f"ballot/{ballot.pk}",
        ballot.round,
        {
            "place": "3",
            "name": "Trung tâm Phục vụ hành chính công",
            "yes": "2",
            "no": "2",
            "blank": "0",
            "percent": "50%",
        },
    )


def test_the_table_of_a_review_stands_within_the_margins_and_its_cells_within_their_lines():
    paper = closed(review())
    ballot = paper.thing
    items = [
        item | {"name": item["name"] + " và các đơn vị trực thuộc trên địa bàn" * 4} for item in ballot.outcome["items"]
    ]
    put(ballot, outcome=ballot.outcome | {"items": items * 12})
    printed = Printed(render(document(paper_of(ballot))))
    assert len(printed.pages) > 2
    for page in printed.pages:
        letters = [c for c in page.chars if not c["text"].isspace()]
        assert min(c["x0"] for c in letters) / MM >= 29.7
        assert (float(page.width) - max(c["x1"] for c in letters)) / MM >= 14.8
        assert (float(page.height) - max(c["bottom"] for c in letters)) / MM >= 19.7
    assert printed.find("Không có ý kiến").style == "bold"
    assert len(printed.tagged("TH")) >= 6
