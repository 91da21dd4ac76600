"""What a draft's numbers would have done to the last settled ranking, before anything is saved."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from scoring.actions.tables import create_table
from scoring.arithmetic import Criterion, Kind, Mark, Settings, Sheet, Verdict, settle
from scoring.stored import criteria_of, rows_of
from scoring.weight_words import notes_of
from scoring.weights import Before, before_of, effect_of, last_settled
from tests.cast import AT
from tests.reading import text_of
from tests.scoring.tables import a_draft, boxes, row_of

D = Decimal
GRADED = Criterion("1.1", Kind.GRADED, "Chất lượng", 1, D(10))
RATE = Criterion("1.2", Kind.PROPORTIONAL, "Tỷ lệ", 1, D(10), target=D(100))
SETTINGS = Settings()
EXTRA = Criterion("T.1", Kind.BONUS, "Thưởng", unit_points=D(1))


def before(*entries, criteria=(GRADED, RATE, EXTRA), settings=SETTINGS):
    """Units A, B, … with these appraised entries, settled."""
    sheets = tuple(
        Sheet(name, f"Đơn vị {name}", marks={c.code: Mark(e, e) for c, e in zip(criteria, row, strict=True)})
        for name, row in zip("ABCDEF", entries, strict=False)
    )
    places = {unit.unit: (unit.rank, unit.total) for unit in settle(criteria, sheets, settings)}
    return Before("Tổng kết năm 2025", tuple(criteria), sheets, settings, places)


def moves(effect):
    return [(m.unit, m.rank_before, m.rank, str(m.total_before), str(m.total)) for m in effect.moves]


def test_the_same_numbers_give_the_ranking_that_was_settled():
    effect = effect_of(before((D(9), D(90), D(0)), (D(8), D(80), D(2))), (GRADED, RATE, EXTRA), None)
    assert moves(effect) == [("A", 1, 1, "18.00", "18.00"), ("B", 2, 2, "18.00", "18.00")]  # told apart by the base
    assert effect.moved == 0


def test_another_weight_changes_who_leads():
    old = before((D(9), D(60), D(0)), (D(6), D(80), D(0)))
    assert moves(effect_of(old, (GRADED, RATE, EXTRA), None)) == [
        ("A", 1, 1, "15.00", "15.00"),
        ("B", 2, 2, "14.00", "14.00"),
    ]
    effect = effect_of(old, (GRADED, replace(RATE, maximum=D(20)), EXTRA), None)
    assert moves(effect) == [("B", 2, 1, "14.00", "22.00"), ("A", 1, 2, "15.00", "21.00")]
    assert [move.steps for move in effect.moves] == [1, -1]


def test_another_target_unit_points_and_bonus_cap_count_too():
    old = before((D(5), D(50), D(4)), (D(5), D(50), D(0)))
    draft = (GRADED, replace(RATE, target=D(50)), replace(EXTRA, unit_points=D(2)))
    assert moves(effect_of(old, draft, D(3))) == [("A", 1, 1, "14.00", "18.00"), ("B", 2, 2, "10.00", "15.00")]


def test_points_above_a_new_maximum_are_named_and_come_down_to_it():
    effect = effect_of(
        before((D(9), D(0), D(0)), (D(6), D(0), D(0))), (replace(GRADED, maximum=D(8)), RATE, EXTRA), None
    )
    assert moves(effect) == [("A", 1, 1, "9.00", "8.00"), ("B", 2, 2, "6.00", "6.00")]
    assert "Tiêu chí 1.1: Đơn vị A 9,00 cao hơn điểm tối đa mới 8,00, tạm tính bằng 8,00." in notes_of(effect)


def test_what_stands_in_one_table_alone_is_left_out_and_named():
    other = replace(RATE, kind=Kind.GRADED, target=None)
    new = Criterion("1.9", Kind.GRADED, "Mới", 1, D(5))
    effect = effect_of(before((D(9), D(60), D(3)), (D(6), D(80), D(0))), (GRADED, other, new), None)
    assert moves(effect) == [("A", 1, 1, "18.00", "9.00"), ("B", 2, 2, "14.00", "6.00")]
    assert notes_of(effect) == [
        "Chỉ có ở kỳ Tổng kết năm 2025, không tính: T.1.",
        "Chỉ có ở bản này, chưa có điểm để tính: 1.9.",
        "Đã đổi loại, không tính: 1.2.",
        "Tính trên 1 tiêu chí cùng mã, cùng loại. Số liệu và điểm đã chấm giữ nguyên; "
        "tiêu chí Chấm điểm giữ đúng số điểm đã cho.",
    ]


def test_not_applicable_is_carried_to_the_drafts_scale():
    old = before((D(8), Verdict.NOT_APPLICABLE, D(0)), (D(6), D(100), D(0)))
    effect = effect_of(old, (GRADED, replace(RATE, maximum=D(30)), EXTRA), None)
    assert moves(effect) == [("B", 1, 1, "16.00", "36.00"), ("A", 2, 2, "16.00", "32.00")]


def test_an_excluded_unit_keeps_no_rank_and_stands_last():
    old = before((D(9), D(60), D(0)), (D(6), D(80), D(0)))
    excluded = replace(
        old,
        sheets=(replace(old.sheets[0], excluded="kỷ luật"), old.sheets[1]),
        places={"A": (None, D("15.00")), "B": (1, D("14.00"))},
    )
    assert moves(effect_of(excluded, (GRADED, RATE, EXTRA), None)) == [
        ("B", 1, 1, "14.00", "14.00"),
        ("A", None, None, "15.00", "15.00"),
    ]


def test_an_empty_draft_matches_nothing():
    effect = effect_of(
        before(
            (D(9), D(60), D(0)),
        ),
        (),
        None,
    )
    assert (effect.matched, effect.only_before) == ((), ("1.1", "1.2", "T.1"))


# On the page ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_stored_round_reckoned_with_its_own_table_is_as_it_was_settled(cast):
    draft = a_draft(cast)
    assert last_settled(draft) == cast.round
    effect = effect_of(before_of(cast.round), criteria_of(rows_of(draft)), draft.bonus_cap)
    assert [m for m in effect.moves if (m.rank, m.total) != (m.rank_before, m.total_before)] == []
    assert (len(effect.moves), len(effect.matched)) == (6, 18)


@pytest.mark.django_db
def test_typing_shows_the_effect_and_saves_nothing(cast):
    draft, head = a_draft(cast), cast.client("head")
    assert "không đơn vị nào đổi hạng" in text_of(head.get(reverse("table", args=[draft.pk])))
    data = boxes(draft, **{"maximum_1.3": "60"})
    url = reverse("table_preview", args=[draft.pk])
    part = head.post(url, data, headers={"HX-Request": "true"})
    assert "theo các số ở bảng: 2 đơn vị đổi hạng" in text_of(part)
    assert "Ban Quản lý dự án đầu tư xây dựng lên 1 bậc 5 trước 6" in text_of(part)
    assert '<b class="bt-scale" id="thang-diem" hx-swap-oob="true">155,00</b>' in part.content.decode()
    assert '<span id="tong-nd-1" hx-swap-oob="true">92,00</span>' in part.content.decode()
    assert "<html" not in part.content.decode()
    whole = head.post(url, data)
    assert "nhiều hơn 100 là 55,00" in text_of(whole) and 'value="60"' in whole.content.decode()
    assert row_of(draft, "1.3").maximum == 5


@pytest.mark.django_db
def test_a_wrong_number_shows_what_to_correct_instead(cast):
    draft = a_draft(cast)
    data = boxes(draft, **{"maximum_1.1": "hai"})
    part = cast.client("head").post(reverse("table_preview", args=[draft.pk]), data, headers={"HX-Request": "true"})
    assert "Sửa 1 ô sau để xem ảnh hưởng:" in text_of(part)


@pytest.mark.django_db
def test_without_a_common_criterion_the_page_says_so(cast):
    table = create_table(cast.round.campaign, "Mới", by=cast.head, at=AT)
    page = text_of(cast.client("head").get(reverse("table", args=[table.pk])))
    assert "Chưa có tiêu chí nào cùng mã, cùng loại với kỳ Tổng kết năm 2026, nên chưa so được." in page


@pytest.mark.django_db
def test_typing_on_a_table_approved_meanwhile_leads_to_the_approved_page(cast):
    url = reverse("table_preview", args=[cast.round.criteria_set_id])
    answer = cast.client("head").post(url, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == reverse("table", args=[cast.round.criteria_set_id])
