"""The rows of a draft: added, edited, weighed, put in order, taken away; two heads at one row."""

from decimal import Decimal

import pytest
from django.urls import reverse

from scoring.actions import tables_rows as actions
from scoring.models import Criterion
from scoring.states import RoundState
from scoring.stored import rows_of
from tests.cast import AT
from tests.constraints import put
from tests.reading import text_of
from tests.scoring.rounds import round_in
from tests.scoring.tables import a_draft, boxes, codes_of, row_of
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return a_draft(cast)


@pytest.fixture
def head(cast):
    return cast.client("head")


def area(draft, number):
    return draft.campaign.areas.get(number=number)


def typed(draft, **changes):
    """A whole form of a graded criterion of area 5."""
    right = {
        "kind": "graded",
        "code": "5.3",
        "title": "Tuyên truyền",
        "area": area(draft, 5).pk,
        "maximum": "2,5",
        "unit_points": "",
        "target": "",
        "source": "",
        "guidance": "",
        "version": "0",
    }
    return right | changes


def form_of(row):
    """What the page of a stored row would send."""
    numbers = {n: "" if (v := getattr(row, n)) is None else str(v) for n in ("maximum", "unit_points", "target")}
    texts = {name: getattr(row, name) for name in ("kind", "code", "title", "source", "guidance")}
    return {**texts, **numbers, "area": row.area_id or "", "version": row.version}


# One criterion --------------------------------------------------------------------------------------------------------


def test_a_criterion_comes_at_the_end_of_its_area(head, draft):
    answer = head.post(reverse("criterion_add", args=[draft.pk]), typed(draft, area=area(draft, 1).pk, code="1.4"))
    row = row_of(draft, "1.4")
    assert answer.url == f"{reverse('table', args=[draft.pk])}#tc-{row.pk}"
    assert codes_of(draft)[:5] == ["1.1", "1.2", "1.3", "1.4", "2.1"]
    assert (row.maximum, row.kind, row.title) == (Decimal("2.50"), "graded", "Tuyên truyền")
    assert list(
        Criterion.objects.filter(criteria_set=draft).order_by("position").values_list("position", flat=True)
    ) == [*range(1, 20)]


def test_adding_one_more_goes_on_with_the_same_area_and_kind(head, draft):
    answer = head.post(reverse("criterion_add", args=[draft.pk]), typed(draft, **{"them-nua": "1"}))
    assert answer.url == f"{reverse('criterion_add', args=[draft.pk])}?noi-dung={area(draft, 5).pk}&loai=graded"
    page = head.get(answer.url).content.decode()
    assert f'<option value="{area(draft, 5).pk}" selected>' in page


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"code": "1.2"}, ["Mã 1.2 đã dùng cho tiêu chí"]),
        ({"code": "t.1"}, ["Mã T.1 đã dùng cho tiêu chí"]),
        ({"code": ""}, ["Mã: chưa nhập."]),
        ({"maximum": ""}, ["Nhập điểm tối đa lớn hơn 0."]),
        ({"maximum": "0"}, ["Nhập điểm tối đa lớn hơn 0."]),
        ({"maximum": "1.234,5"}, ['"1.234,5" có thể hiểu hai cách. Nhập 1234,5.']),
        ({"maximum": "nhiều"}, ["không phải là một số"]),
        ({"maximum": "1000000"}, ["Nhập số từ 0 đến 999999,99."]),
        ({"area": ""}, ["Điểm thưởng và điểm trừ để trống nội dung; các loại khác phải có nội dung."]),
        ({"kind": "proportional"}, ["Tỷ lệ và So sánh cần chỉ tiêu lớn hơn 0; các loại khác để trống."]),
        ({"target": "98"}, ["Tỷ lệ và So sánh cần chỉ tiêu lớn hơn 0; các loại khác để trống."]),
        (
            {"kind": "counted"},
            ["Theo số lượng, Điểm thưởng và Điểm trừ cần đơn giá lớn hơn 0; các loại khác để trống."],
        ),
        (
            {"kind": "bonus", "unit_points": "1"},
            ["Điểm thưởng và điểm trừ để trống nội dung; các loại khác phải có nội dung."],
        ),
        ({"kind": "khác"}, ["Loại: chọn một mục trong danh sách."]),
        (
            {"title": "", "maximum": "", "area": "999999"},
            ["Tiêu chí: chưa nhập.", "Nhập điểm tối đa", "Nội dung thi đua: chọn"],
        ),
    ],
)
def test_what_a_criterion_may_not_say_is_told_all_at_once_and_nothing_is_saved(head, draft, changes, sentences):
    page = head.post(reverse("criterion_add", args=[draft.pk]), typed(draft, **changes))
    text = text_of(page)
    assert [s for s in sentences if s not in text] == []
    assert draft.criteria.count() == 18
    if changes.get("maximum"):
        assert f'value="{changes["maximum"]}"' in page.content.decode()  # what was typed stays


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        ({"kind": "pass_fail"}, ("pass_fail", "2.50", None, None)),
        ({"kind": "proportional", "target": "98,5"}, ("proportional", "2.50", None, "98.500000")),
        ({"kind": "comparative", "target": "0,000001"}, ("comparative", "2.50", None, "0.000001")),
        ({"kind": "counted", "unit_points": "0,5"}, ("counted", "2.50", "0.50", None)),
        ({"kind": "bonus", "area": "", "maximum": "", "unit_points": "1"}, ("bonus", None, "1.00", None)),
        ({"kind": "penalty", "area": "", "maximum": "3", "unit_points": "1"}, ("penalty", "3.00", "1.00", None)),
    ],
)
def test_each_kind_takes_what_it_asks_for(head, draft, changes, stored):
    assert head.post(reverse("criterion_add", args=[draft.pk]), typed(draft, **changes)).status_code == 302
    row = row_of(draft, "5.3")
    assert (row.kind, *(v if v is None else str(v) for v in (row.maximum, row.unit_points, row.target))) == stored


def test_a_row_is_edited_with_guidance_and_source(head, draft):
    row = row_of(draft, "4.2")
    change = {"guidance": "Theo quyết định công nhận.", "source": "initiatives_recognised", "code": "4.9"}
    answer = head.post(reverse("criterion_edit", args=[row.pk]), form_of(row) | change)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.code, row.guidance, row.source, row.version) == (
        "4.9",
        "Theo quyết định công nhận.",
        "initiatives_recognised",
        1,
    )
    page = text_of(head.get(reverse("table", args=[draft.pk])))
    assert "Số liệu năm: Sáng kiến được công nhận Hướng dẫn chấm tiêu chí 4.9 Theo quyết định công nhận." in page


def test_a_row_moved_to_another_area_stands_there(head, draft):
    row = row_of(draft, "1.1")
    head.post(reverse("criterion_edit", args=[row.pk]), form_of(row) | {"area": area(draft, 2).pk})
    assert codes_of(draft)[:6] == ["1.2", "1.3", "1.1", "2.1", "2.2", "2.3"]


def test_an_area_of_another_year_is_no_choice(cast, head, draft):
    other = cast.other_round.campaign.areas.get(number=1).pk
    page = text_of(head.post(reverse("criterion_add", args=[draft.pk]), typed(draft, area=other)))
    assert "Nội dung thi đua: chọn một mục trong danh sách." in page


def test_the_second_head_at_a_row_is_shown_both_values_and_chooses(cast, draft):
    first, second = cast.client("head"), cast.client("admin")
    row = row_of(draft, "1.2")
    url, seen = reverse("criterion_edit", args=[row.pk]), form_of(row)
    first.post(url, seen | {"maximum": "11"})
    page = second.post(url, seen | {"maximum": "10,5"})
    assert "Điểm tối đa 11 10,5" in text_of(page)
    row.refresh_from_db()
    assert row.maximum == 11
    again = {name: value for name, value in seen.items() if name != "version"} | {"version": 1, "maximum": "10,5"}
    assert second.post(url, again).status_code == 302
    row.refresh_from_db()
    assert (row.maximum, row.version) == (Decimal("10.50"), 2)


def test_a_row_is_taken_away_after_a_look_at_what_that_means(head, draft):
    row = row_of(draft, "5.2")
    url = reverse("criterion_remove", args=[row.pk])
    assert "Bỏ tiêu chí 5.2?" in text_of(head.get(url))
    assert head.post(url, {"version": 0}).url == reverse("table", args=[draft.pk])
    assert "5.2" not in codes_of(draft)


def test_a_row_somebody_changed_is_not_taken_away_unseen(head, draft):
    row = row_of(draft, "5.2")
    put(row, version=3)
    answer = head.post(reverse("criterion_remove", args=[row.pk]), {"version": 0}, follow=True)
    assert "Tiêu chí 5.2 vừa được người khác sửa. Xem lại rồi bỏ." in text_of(answer)
    assert "5.2" in codes_of(draft)


def test_a_row_with_lines_of_a_round_stays(cast, head):
    round = round_in(RoundState.PREPARING)
    put(round.criteria_set, state="drafting", approved_at=None)
    row = row_of(round.criteria_set, "1.2")
    answer = head.post(reverse("criterion_remove", args=[row.pk]), {"version": 0}, follow=True)
    sentence = f"Kỳ chấm {round.name} đã có dòng chấm theo tiêu chí 1.2, không bỏ được."
    assert actions.reasons_not_to_remove([row]) == [sentence]
    assert sentence in text_of(answer)


def test_a_table_holds_no_more_rows_than_a_workbook(cast, draft):
    extra = [
        Criterion(criteria_set=draft, position=50 + n, code=f"x{n}", kind="bonus", title="x", unit_points=1)
        for n in range(282)
    ]
    Criterion.objects.bulk_create(extra)
    values = {"code": "y", "kind": "bonus", "title": "y", "unit_points": Decimal(1)}
    with pytest.raises(NotPossible) as refused:
        actions.add_criterion(draft, values, by=cast.head, at=AT)
    assert refused.value.reasons == ["Bộ tiêu chí có nhiều nhất 300 tiêu chí."]


# The numbers of the page ----------------------------------------------------------------------------------------------


def test_the_numbers_typed_in_the_page_are_saved_together_each_with_its_history(head, draft):
    data = boxes(draft, **{"maximum_1.2": "10,5", "target_2.1": "97", "unit_points_T.1": "1"})
    answer = head.post(reverse("table", args=[draft.pk]), data, follow=True)
    assert "Đã lưu số của tiêu chí 1.2, 2.1, T.1." in text_of(answer)
    found = [(row_of(draft, "1.2").maximum, row_of(draft, "2.1").target, row_of(draft, "T.1").unit_points)]
    assert found == [(Decimal("10.50"), Decimal(97), Decimal(1))]
    told = row_of(draft, "1.2").history.latest("history_id")
    assert (told.history_changes, told.history_change_reason) == (
        [["điểm tối đa", "12,00", "10,50"]],
        "Sửa điểm tối đa, đơn giá, chỉ tiêu",
    )
    assert row_of(draft, "1.1").version == 0


def test_wrong_numbers_are_told_at_their_boxes_all_at_once_and_none_is_saved(head, draft):
    data = boxes(draft, **{"maximum_1.1": "18", "maximum_1.2": "", "target_2.1": "chín tám", "unit_points_P.1": "-1"})
    page = head.post(reverse("table", args=[draft.pk]), data)
    text = text_of(page)
    for sentence in (
        "Tiêu chí 1.2, điểm tối đa: Nhập điểm tối đa lớn hơn 0. Chỉ điểm thưởng và điểm trừ được để trống.",
        'Tiêu chí 2.1, chỉ tiêu: "chín tám" không phải là một số. Nhập số, ví dụ 9,5.',
        "Tiêu chí P.1, đơn giá: Nhập số từ 0 đến 999999,99.",
        "Sửa 3 ô sau để xem ảnh hưởng:",
    ):
        assert sentence in text
    assert 'value="chín tám"' in page.content.decode() and 'value="18"' in page.content.decode()
    assert row_of(draft, "1.1").maximum == 20


def test_nothing_typed_is_nothing_saved(head, draft):
    answer = head.post(reverse("table", args=[draft.pk]), boxes(draft), follow=True)
    assert "Không có số nào thay đổi." in text_of(answer)


def test_a_number_somebody_saved_meanwhile_is_shown_beside_the_typed_one(cast, draft):
    first, second, url = cast.client("head"), cast.client("admin"), reverse("table", args=[draft.pk])
    mine = boxes(draft, **{"maximum_1.2": "10", "maximum_1.3": "6"})
    first.post(url, boxes(draft, **{"maximum_1.2": "11"}))
    page = second.post(url, mine)
    assert "Tiêu chí 1.2 vừa được người khác lưu (điểm tối đa vừa lưu 11,00, đang gõ 10,00)." in text_of(page)
    assert (row_of(draft, "1.2").maximum, row_of(draft, "1.3").maximum) == (11, 5)
    pk = row_of(draft, "1.2").pk
    assert f'name="phien-ban-{pk}" value="1|11,00||"' in page.content.decode()
    second.post(url, mine | {f"phien-ban-{pk}": "1|11,00||"})
    assert (row_of(draft, "1.2").maximum, row_of(draft, "1.3").maximum) == (10, 6)


def test_a_number_nobody_typed_over_stays_what_somebody_else_made_it(cast, draft):
    url = reverse("table", args=[draft.pk])
    mine = boxes(draft, **{"maximum_1.3": "6"})
    cast.client("admin").post(url, boxes(draft, **{"maximum_1.2": "11"}))
    assert cast.client("head").post(url, mine).status_code == 302
    assert (row_of(draft, "1.2").maximum, row_of(draft, "1.3").maximum) == (11, 6)


def test_the_sum_is_told_against_a_hundred_as_a_hint(head, draft):
    head.post(reverse("table", args=[draft.pk]), boxes(draft, **{"maximum_1.2": "9"}))
    page = text_of(head.get(reverse("table", args=[draft.pk])))
    assert "Thang điểm 97,00 (còn thiếu 3,00 so với 100)" in page
    assert "1. Thi đua thực hiện thắng lợi nhiệm vụ chính trị năm 2026 34,00" in page


# Order ----------------------------------------------------------------------------------------------------------------


def test_a_row_goes_a_place_up_or_down_inside_its_area(head, draft):
    url, row = reverse("table_order", args=[draft.pk]), row_of(draft, "1.2")
    assert head.post(url, boxes(draft) | {"len": row.pk}).status_code == 302
    assert codes_of(draft)[:4] == ["1.2", "1.1", "1.3", "2.1"]
    page = text_of(head.post(url, boxes(draft) | {"len": row.pk}, follow=True))
    assert "Tiêu chí đã ở đầu hoặc cuối nội dung, thứ tự giữ nguyên." in page
    assert codes_of(draft)[:4] == ["1.2", "1.1", "1.3", "2.1"]
    head.post(url, boxes(draft) | {"xuong": row_of(draft, "1.3").pk})
    assert codes_of(draft)[:4] == ["1.2", "1.1", "1.3", "2.1"]


def test_what_was_typed_beside_it_stays_typed_when_a_row_moves(head, draft):
    data = boxes(draft, **{"maximum_1.1": "18,5"}) | {"len": row_of(draft, "1.2").pk}
    page = head.post(reverse("table_order", args=[draft.pk]), data)
    assert "Đã lưu thứ tự. Các số đang gõ chưa lưu." in text_of(page)
    assert 'value="18,5"' in page.content.decode()
    assert (codes_of(draft)[:2], row_of(draft, "1.1").maximum) == (["1.2", "1.1"], 20)


def order(draft, *codes):
    """What a drag sends: every row, the named ones first."""
    data = boxes(draft)
    first = [str(row_of(draft, code).pk) for code in codes]
    return data | {"thu-tu": [*first, *(pk for pk in data["thu-tu"] if pk not in first)]}


def test_a_dragged_order_is_stored(head, draft):
    answer = head.post(
        reverse("table_order", args=[draft.pk]), order(draft, "1.3", "1.1"), headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.content.decode()) == (200, "Đã lưu thứ tự.")
    assert codes_of(draft)[:4] == ["1.3", "1.1", "1.2", "2.1"]


def test_an_order_over_somebody_elses_is_refused(head, draft):
    mine = order(draft, "1.3")
    head.post(reverse("table_order", args=[draft.pk]), order(draft, "1.2"))
    answer = head.post(reverse("table_order", args=[draft.pk]), mine, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content.decode()) == (409, actions.ORDER_CHANGED)
    assert codes_of(draft)[:3] == ["1.2", "1.1", "1.3"]


@pytest.mark.parametrize("wrong", [[], ["1"], ["x"], ["1"] * 18, ["9" * 30]])
def test_an_order_that_is_none_is_refused(head, draft, wrong):
    answer = head.post(reverse("table_order", args=[draft.pk]), boxes(draft) | {"thu-tu": wrong})
    assert actions.ORDER_CHANGED in text_of(answer)
    assert codes_of(draft)[:3] == ["1.1", "1.2", "1.3"]


def test_rows_of_one_area_never_mix_with_anothers(head, draft):
    head.post(reverse("table_order", args=[draft.pk]), order(draft, "5.2", "1.3"))
    rows = actions.in_order(rows_of(draft))
    assert [row.code for row in rows][:4] == ["1.3", "1.1", "1.2", "2.1"]
    assert [row.code for row in rows] == codes_of(draft)
