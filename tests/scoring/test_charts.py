from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from scoring.arithmetic import Band, Line, UnitOutcome, Verdict
from scoring.charts import axis_of, band_words, by_rank, chart_of

D = Decimal
AREAS = ((1, "Nhiệm vụ"), (2, "Cải cách"))
BANDS = (Band("Hoàn thành tốt nhiệm vụ", D(80)), Band("Hoàn thành nhiệm vụ", D(60)))


def outcome(code="A", areas=("60.00", "30.00"), bonus="0.00", penalty="0.00", base=None, rank=1, lines=()):
    points = {i: D(p) for i, p in enumerate(areas, start=1)}
    base = sum(points.values(), D("0.00")) if base is None else D(base)
    total = max(D("0.00"), base + D(bonus) - D(penalty))
    return UnitOutcome(
        code, f"Đơn vị {code}", "member", "", None, tuple(lines), points, base, D(bonus), D(penalty), total, total, rank
    )


NOT_APPLICABLE = (Line("2.1", Verdict.NOT_APPLICABLE, D(0), Verdict.NOT_APPLICABLE, D(0), ""),)


def shape(bar):
    return [(s.css, s.points, s.text) for s in bar.segments]


def test_the_axis_leaves_a_little_air_behind_the_longest_bar():
    assert axis_of([outcome()], ()) == D(90) * D("1.04")
    assert axis_of([outcome()], (Band("Cao", D(100)),)) == D(104)
    assert axis_of([outcome(areas=("0.00",))], ()) == 1


def test_segments_follow_each_other_and_their_widths_are_their_points():
    bar = chart_of([outcome(bonus="10.00")], AREAS).bars[0]
    assert shape(bar) == [("a1", D("60.00"), "60,00"), ("a2", D("30.00"), "30,00"), ("a-bonus", D("10.00"), "10,00")]
    assert [(s.x, s.w) for s in bar.segments] == [("0.000%", "57.692%"), ("57.692%", "28.846%"), ("86.538%", "9.616%")]
    assert bar.segments[0].middle == "28.846%"


def test_a_penalty_is_hatched_over_the_end_and_the_rest_ends_at_the_total():
    bar = chart_of([outcome(penalty="9.00")], AREAS).bars[0]
    penalty = bar.segments[-1]
    assert (penalty.css, penalty.points) == ("a-pen", D("9.00"))
    assert (penalty.x, penalty.x_end) == ("86.538%", "96.154%")
    assert bar.total == "81,00"


def test_a_penalty_larger_than_everything_covers_the_whole_bar():
    bar = chart_of([outcome(penalty="500.00")], AREAS).bars[0]
    assert (bar.segments[-1].x, bar.segments[-1].x_end) == ("0.000%", "96.154%")
    assert all(not segment.text for segment in bar.segments)


def test_the_conversion_of_the_base_is_a_segment_of_its_own():
    chart = chart_of([outcome(base="95.50", lines=NOT_APPLICABLE)], AREAS)
    assert shape(chart.bars[0])[-1] == ("a-na", D("5.50"), "+5,50")
    assert (chart.has_na, chart.has_rest) == (True, False)
    assert "quy đổi 5,50" in chart.bars[0].label


def test_points_outside_every_area_are_named_so():
    chart = chart_of([outcome(base="95.50")], AREAS)
    assert (chart.has_na, chart.has_rest) == (False, True)
    assert "khác 5,50" in chart.bars[0].label


def test_a_number_without_room_is_left_out_but_read_aloud():
    bar = chart_of([outcome(areas=("95.00", "1.25"))], AREAS).bars[0]
    assert [s.text for s in bar.segments] == ["95,00", ""]
    assert bar.label == "Đơn vị A: tổng 96,25 điểm. Nhiệm vụ 95,00; Cải cách 1,25."


def test_what_a_penalty_hides_carries_no_number():
    bar = chart_of([outcome(areas=("80.00", "10.00"), penalty="9.00")], AREAS).bars[0]
    assert [s.text for s in bar.segments] == ["80,00", "", ""]


def test_an_area_without_points_has_no_segment():
    assert [s.css for s in chart_of([outcome(areas=("0.00", "30.00"))], AREAS).bars[0].segments] == ["a2"]


def test_colours_come_again_after_the_fifth_area():
    areas = tuple((i, f"ND {i}") for i in range(1, 8))
    bar = chart_of([outcome(areas=("10.00",) * 7)], areas).bars[0]
    assert [s.css for s in bar.segments] == ["a1", "a2", "a3", "a4", "a5", "a1", "a2"]
    assert [s.is_dark_text for s in bar.segments[:5]] == [False, False, True, False, True]


def test_units_stand_by_rank_with_equals_as_they_came_and_excluded_ones_last():
    units = [outcome("A", rank=None), outcome("B", rank=2), outcome("C", rank=1), outcome("D", rank=2)]
    assert [unit.unit for unit in by_rank(units)] == ["C", "B", "D", "A"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (
            ["Hoàn thành nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành xuất sắc nhiệm vụ"],
            ["hoàn thành", "tốt", "xuất sắc"],
        ),
        (["Khá", "Tốt"], ["khá", "tốt"]),
        (["Loại A", "Loại B"], ["a", "b"]),
        (["Giỏi"], ["giỏi"]),
        ([], []),
    ],
)
def test_bands_are_named_by_what_tells_them_apart(names, words):
    assert band_words(names) == words


def test_bands_too_close_for_words_keep_their_numbers():
    close = (Band("Hoàn thành xuất sắc", D(90)), Band("Hoàn thành tốt", D(89)))
    assert [(m.number, m.word) for m in chart_of([outcome()], AREAS, close).bands] == [("89", ""), ("90", "")]
    assert [(m.number, m.word) for m in chart_of([outcome()], AREAS, BANDS).bands] == [
        ("60", "hoàn thành"),
        ("80", "tốt"),
    ]


def test_the_names_of_areas_stand_over_the_first_bar_as_long_as_they_fit():
    long = ((1, "Thực hiện thắng lợi nhiệm vụ chính trị của năm và mọi nhiệm vụ khác được giao"), (2, "Cải cách"))
    assert [m.word for m in chart_of([outcome()], long).areas] == ["ND 1", "2. Cải cách"]


def test_no_units_is_an_empty_chart():
    chart = chart_of([], AREAS)
    assert (chart.bars, chart.areas) == ((), ())


points = st.integers(0, 6000).map(lambda n: D(n) / 100)


@given(st.lists(st.tuples(points, points, points, points), min_size=1, max_size=8))
def test_no_bar_leaves_the_drawing_and_none_has_a_hole(rows):
    units = [outcome(str(i), (a, b), bonus, penalty) for i, (a, b, bonus, penalty) in enumerate(rows)]
    for unit, bar in zip(units, chart_of(units, AREAS, BANDS).bars, strict=True):
        shown = [s for s in bar.segments if s.css != "a-pen"]
        assert all(s.start >= 0 and s.end <= 100 and s.width > 0 for s in shown)
        assert [s.end for s in shown[:-1]] == [s.start for s in shown[1:]]
        assert sum((s.points for s in shown), D(0)) == unit.base + unit.bonus


# --- the page's part -------------------------------------------------------------------------------------


def bars(*units, bands=BANDS):
    return render_to_string("scoring/bars.html", {"chart": chart_of(units, AREAS, bands)})


def test_the_page_draws_one_svg_a_unit_with_a_name_for_those_who_listen():
    html = bars(outcome("A"), outcome("B", ("50.00", "20.00"), rank=2))
    assert html.count('role="img"') == 2
    assert 'aria-label="Đơn vị A: tổng 90,00 điểm. Nhiệm vụ 60,00; Cải cách 30,00."' in html
    assert '<rect class="a1" x="0.000%" width="64.103%" y="3" height="30" fill="#1B4F7F"/>' in html
    assert "<b>90,00</b>" in html


def test_the_page_needs_no_inline_style_and_no_data_address():
    html = bars(outcome(bonus="3.00", penalty="1.00"))
    assert "style=" not in html
    assert "data:" not in html
    assert "Ô gạch đỏ: điểm trừ, đã trừ khỏi tổng." in html
    assert "Ô viền đứt" not in html


def test_a_typed_name_is_text():
    html = bars(replace(outcome(), name='<b>&"'))
    assert "<b>&" not in html
    assert "&lt;b&gt;&amp;&quot;: tổng 90,00" in html
