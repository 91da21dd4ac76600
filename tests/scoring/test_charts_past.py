from decimal import Decimal as D

import pytest

from scoring.charts_past import Dot, LineChart, Share, Stroke, leans, line_chart


def share(value, best="100", name=("Tổng kết", "2026")):
    return Share(name, D(value), f"{value} %", D(best))


def test_three_rounds_stand_in_the_middle_of_their_thirds_between_whole_tens():
    chart = line_chart([share("80", "90"), share("85", "95"), share("90", "100")])
    name = ("Tổng kết", "2026")
    assert chart.dots == (
        Dot(D("16.667"), D("80.000"), name, "80 %"),
        Dot(D("50.000"), D("63.500"), name, "85 %"),
        Dot(D("83.333"), D("47.000"), name, "90 %"),
    )
    assert chart.line == (
        Stroke("16.667%", "80.000%", "50.000%", "63.500%"),
        Stroke("50.000%", "63.500%", "83.333%", "47.000%"),
    )
    assert [(rule.y, rule.text) for rule in chart.rules] == [
        ("80.000%", "80 %"),
        ("47.000%", "90 %"),
        ("14.000%", "100 %"),
    ]
    assert [dot.height for dot in chart.best_dots] == [D("47.000"), D("30.500"), D("14.000")]


def test_one_round_is_a_dot_without_a_line():
    chart = line_chart([share("97.4", "102")])
    assert (len(chart.dots), chart.line, chart.best_line) == (1, (), ())
    assert [rule.text for rule in chart.rules] == ["90 %", "100 %", "110 %"]


def test_no_round_is_an_empty_picture():
    assert line_chart([]) == LineChart((), (), (), (), ())


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (["0", "0"], ["0 %", "10 %", "20 %"]),
        (["100", "100"], ["80 %", "90 %", "100 %"]),
        (["3.1", "100"], ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
    ],
)
def test_the_axis_holds_every_value_and_is_at_least_twenty_high(values, texts):
    chart = line_chart([share(value, values[-1]) for value in values])
    assert [rule.text for rule in chart.rules] == texts
    assert all(D(14) <= dot.height <= D(80) for dot in (*chart.dots, *chart.best_dots))


def test_bars_lean_to_their_side_on_one_axis():
    found = leans([D("3"), D("-1"), D("0")])
    assert [(bar.css, bar.x, bar.w, bar.x_nought) for bar in found] == [
        ("over", "25.000%", "75.000%", "25.000%"),
        ("under", "0.000%", "25.000%", "25.000%"),
        ("", "25.000%", "0.000%", "25.000%"),
    ]


def test_bars_of_one_side_begin_at_the_edge():
    assert [(bar.x, bar.w, bar.x_nought) for bar in leans([D("2"), D("1")])] == [
        ("0.000%", "100.000%", "0.000%"),
        ("0.000%", "50.000%", "0.000%"),
    ]
    assert [(bar.x, bar.w, bar.x_nought) for bar in leans([D("-2")])] == [("0.000%", "100.000%", "100.000%")]
    assert [(bar.css, bar.w) for bar in leans([D("0.0")])] == [("", "0.000%")]
    assert leans([]) == ()
