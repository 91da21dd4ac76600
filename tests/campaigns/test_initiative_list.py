"""The list of a year's initiatives: filters, the rule "ít nhất N", exports, and what it costs."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Initiative
from campaigns.states import InitiativeState
from tests.campaigns.initiative_builders import draft, in_state, registered
from tests.constraints import put
from tests.reading import text_of
from toolkit.spreadsheets import open_bounded
from units.models import Reading

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


@pytest.fixture
def some(cast, campaign):
    """Four of three units, of different kinds and states, and a draft nobody else sees."""
    area = campaign.areas.order_by("number").last()
    return {
        "Hộ tịch": registered(campaign, cast.clerk),
        "Zalo": registered(campaign, cast.deputy, title="Xử lý đơn thư qua Zalo", kind="model", field="Tiếp dân"),
        "Tủ sách": in_state(
            InitiativeState.RECOGNISED, campaign, cast.deputy, cast.head, title="Tủ sách điện tử", area=area
        ),
        "Trả lại": in_state(InitiativeState.RETURNED, campaign, cast.head, cast.deputy, title="Sân chơi"),
        "Nháp": draft(campaign, cast.clerk, title="Còn đang soạn"),
    }


def address(campaign, name="initiatives", **query):
    return reverse(name, args=[campaign.pk], query=query)


def listed(cast, some, who="clerk", **query):
    """Which of them the page shows, in its order."""
    names = {row.pk: name for name, row in some.items()}
    answer = cast.client(who).get(address(some["Zalo"].campaign, **query))
    return [names[row.pk] for row in answer.context["page"]]


def test_the_newest_come_first_and_drafts_for_their_unit_alone(cast, some):
    assert listed(cast, some) == ["Nháp", "Trả lại", "Tủ sách", "Zalo", "Hộ tịch"]
    assert listed(cast, some, "head") == ["Trả lại", "Tủ sách", "Zalo", "Hộ tịch"]


def test_every_filter_narrows_and_together_they_narrow_more(cast, some, campaign):
    last_area = campaign.areas.order_by("number").last()
    assert listed(cast, some, don_vi=cast.deputy.unit_id) == ["Tủ sách", "Zalo"]
    assert listed(cast, some, noi_dung=last_area.pk) == ["Tủ sách"]
    assert listed(cast, some, loai="model") == ["Zalo"]
    assert listed(cast, some, trang_thai="returned") == ["Trả lại"]
    assert listed(cast, some, don_vi=cast.deputy.unit_id, loai="model", tim="zalo") == ["Zalo"]
    assert listed(cast, some, don_vi=cast.clerk.unit_id, loai="model") == []


@pytest.mark.parametrize("words", ["ho tich", "HỘ TỊCH", "tịch hộ", "tra cuu"])
def test_search_forgives_marks_case_and_order(cast, some, words):
    assert listed(cast, some, tim=words) == ["Hộ tịch"]


def test_search_reads_fields_and_authors_too(cast, some):
    assert listed(cast, some, tim="tiep dan") == ["Zalo"]
    assert len(listed(cast, some, tim="cong chuc tu phap")) == 5
    assert listed(cast, some, tim="không có từ này") == []


def test_a_filter_that_cannot_be_read_says_so_and_shows_all(cast, some, campaign):
    assert len(listed(cast, some, loai="khac", don_vi="x")) == 5
    assert "Chọn một mục trong danh sách." in text_of(cast.client("clerk").get(address(campaign, loai="khac")))


def test_every_unit_is_told_from_the_first_day_whether_it_meets_the_least(cast, campaign):
    put(campaign, least_initiatives=2)
    said = text_of(cast.client("clerk").get(address(campaign)))
    assert "ít nhất 2. Đơn vị mình đã đăng ký 0, còn thiếu 2." in said
    assert "6 đơn vị chưa đủ ít nhất 2" in said
    for title in ("Một", "Hai"):
        registered(campaign, cast.clerk, title=title)
    draft(campaign, cast.deputy)
    answer = cast.client("head").get(address(campaign))
    by_unit = {row.unit.code: (row.registered, row.lacking) for row in answer.context["by_unit"]}
    assert by_unit == {"VP": (0, 2), "VHXH": (0, 2), "KT": (2, 0), "HCC": (0, 2), "DVSNC": (0, 2), "QLDA": (0, 2)}
    assert "5 đơn vị chưa đủ ít nhất 2" in text_of(answer)
    assert "Đơn vị mình đã đăng ký 2, đạt." in text_of(cast.client("clerk").get(address(campaign)))


def test_an_empty_list_says_what_to_do(cast, campaign):
    assert "Soạn bản nháp, rồi đăng ký khi đã ghi đủ." in text_of(cast.client("clerk").get(address(campaign)))
    assert "Sáng kiến hiện ở đây khi đơn vị đăng ký." in text_of(cast.client("admin").get(address(campaign)))


def test_the_files_hold_the_rows_of_the_screen(cast, some, campaign):
    unit = cast.deputy.unit_id
    answer = cast.client("clerk").get(address(campaign, "initiatives_csv", don_vi=unit))
    assert answer["Content-Disposition"] == 'attachment; filename="danh-muc-sang-kien-khoi-02-nam-2026.csv"'
    header, *rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:4] for row in rows] == [
        ["1", "Tủ sách điện tử", "Sáng kiến", "Cải cách hành chính"],
        ["2", "Xử lý đơn thư qua Zalo", "Mô hình", "Tiếp dân"],
    ]
    assert dict(zip(header, rows[0], strict=True)) == {
        "STT": "1",
        "Tên sáng kiến, mô hình, giải pháp": "Tủ sách điện tử",
        "Loại": "Sáng kiến",
        "Lĩnh vực": "Cải cách hành chính",
        "Nội dung thi đua": str(campaign.areas.order_by("number").last()),
        "Đơn vị": "Phòng Văn hóa - Xã hội",
        "Tác giả": "Công chức tư pháp, Phòng Kinh tế, Chủ trì (60 %); Chuyên viên, Phòng Kinh tế, Phối hợp (40 %)",
        "Trạng thái": "Được công nhận",
        "Ngày đăng ký": "20/03/2026",
        "Ngày nộp kết quả": "20/03/2026",
        "Cấp công nhận": "Cấp cơ sở",
        "Quyết định số": "12/QĐ-UBND",
        "Ngày quyết định": "01/03/2026",
    }
    xlsx = cast.client("clerk").get(address(campaign, "initiatives_xlsx", don_vi=unit)).content
    [sheet] = open_bounded(io.BytesIO(xlsx))
    assert (sheet.title, [[cell.shown for cell in row.cells][:2] for row in sheet.rows]) == (
        "Danh mục sáng kiến",
        [["STT", "Tên sáng kiến, mô hình, giải pháp"], ["1", "Tủ sách điện tử"], ["2", "Xử lý đơn thư qua Zalo"]],
    )


def test_who_took_the_list_is_kept(cast, some, campaign):
    cast.client("deputy").get(address(campaign, "initiatives_xlsx"))
    reading = Reading.objects.get()
    assert (reading.about, reading.by, reading.page, reading.of) == (
        "Danh mục sáng kiến năm 2026 (XLSX)", cast.deputy, "phong-trao", campaign.pk,
    )  # fmt: skip


def queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize("who", ["clerk", "head", "admin"])
@pytest.mark.parametrize("name", ["initiatives", "initiatives_xlsx", "initiatives_csv"])
def test_the_list_asks_the_same_with_more_initiatives(cast, campaign, who, name):
    url = address(campaign, name, tim="ho tich")
    registered(campaign, cast.clerk)
    before = queries(cast.client(who), url)
    rows = [
        Initiative(campaign=campaign, unit=user.unit, title=f"Hộ tịch {n}", area=campaign.areas.first(), state=state,
                   search_text=f"ho tich {n}\n")
        for n in range(40)
        for user in (cast.clerk, cast.deputy)
        for state in (InitiativeState.REGISTERED, InitiativeState.RETURNED)
    ]  # fmt: skip
    Initiative.objects.bulk_create(rows)
    assert queries(cast.client(who), url) == before
    assert before <= MOST_QUERIES


def test_pages_follow_each_other_with_their_filters(cast, campaign):
    Initiative.objects.bulk_create(
        Initiative(campaign=campaign, unit=cast.clerk.unit, title=f"Số {n}", search_text=f"so {n}\n") for n in range(51)
    )
    first = cast.client("clerk").get(address(campaign, tim="so"))
    assert len(first.context["page"]) == 50
    assert 'href="?tim=so&amp;trang=2"' in first.content.decode()
    assert len(cast.client("clerk").get(address(campaign, tim="so", trang=2)).context["page"]) == 1
