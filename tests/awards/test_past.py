"""Qua các năm: a unit's settled rounds side by side, by area, and its own scores beside the appraised ones."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.past import same_area
from awards.past_list import lean_words, units_of
from awards.past_page import page_of, signed
from awards.past_reading import own_points, past_of
from scoring.arithmetic import Mark, total_of
from scoring.stored import criteria_of, rows_of, settings_of, sheets_of
from tests.cast import NAME, PEOPLE, Size, content_of_size, settle
from tests.reading import text_of
from tests.scoring.sample import CONTENT, OUTCOME
from tests.years import led_by
from units.models import Unit

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "years_of_units": ("302 200 200 200 200 200 200 200 200", "302 405 405 405 405 405 405 405 405"),
    "unit_years": ("302 200 404 200 200 404 200 404 200", "302 405 405 405 405 405 405 405 405"),
}
MOST_QUERIES = {"years_of_units": 7, "unit_years": 10}
LAST_YEAR = replace(NAME, year=2025, round="Tổng kết năm 2025")


def unit_of(cast, code="KT"):
    return Unit.objects.get(bloc=cast.bloc, code=code)


def page(cast, who="clerk", code="KT"):
    return text_of(cast.client(who).get(reverse("unit_years", args=[unit_of(cast, code).pk])))


def last_year(number="02"):
    """The year before, led by others, in which Phòng Kinh tế was marked down in two areas and up in one."""
    marks = {
        "1.2": Mark(D("12.00"), D("9.00"), "Chậm 02 văn bản"),
        "2.3": Mark(D("5.00"), D("6.00"), "Bổ sung minh chứng"),
        "3.1": Mark(D("5.25"), D("5.00"), "Còn nhắc nhở"),
    }
    sheets = tuple(replace(s, marks={**s.marks, **marks}) if s.unit == "KT" else s for s in CONTENT.sheets)
    titles = tuple((number, title.replace("2026", "2025")) for number, title in CONTENT.area_titles)
    content = replace(CONTENT, sheets=sheets, area_titles=titles)
    return settle(replace(LAST_YEAR, number=number), led_by("KT", "HCC", content))


# What is worked out ---------------------------------------------------------------------------------------------------


def test_a_round_says_what_its_result_says(cast):
    [round] = past_of(unit_of(cast), cast.clerk).rounds
    areas, _, _, _, total, own, rank, band = OUTCOME["KT"]
    assert [f"{area.points:.2f}" for area in round.areas.values()] == areas.split()
    assert (round.total, round.self_total, round.rank, round.ranked) == (D(total), D(own), rank, 6)
    assert (round.classification, round.scale, round.best) == (band, D(100), D("102.00"))
    assert [area.most for area in round.areas.values()] == [D(37), D(25), D(16), D(14), D(8)]


def test_the_own_points_of_every_unit_add_up_to_its_self_total(cast):
    """What is worked out from the marks is what was settled, whatever kinds there are."""
    round = settle(replace(NAME, number="81"), content_of_size(Size(units=9, criteria=14, areas=4)))
    criteria, settings = criteria_of(rows_of(round.criteria_set)), settings_of(round)
    assert {sheet.unit for sheet in sheets_of(round)} == {f"D{n}" for n in range(9)}
    for sheet in sheets_of(round):
        unit = Unit.objects.get(bloc=round.campaign.bloc, code=sheet.unit)
        [past] = past_of(unit, cast.admin).rounds
        own = {c.code: sheet.mark(c).self_entry for c in criteria}
        best = {
            c.code: max(s.mark(c).self_entry for s in sheets_of(round) if isinstance(s.mark(c).self_entry, D))
            for c in criteria
            if c.kind == "comparative"
        }
        points = own_points(criteria, {code: (entry, None) for code, entry in own.items()}, best)
        total = total_of(criteria, own, points, settings)
        assert (total.total, dict(total.areas)) == (
            past.self_total,
            {area.number: area.own for area in past.areas.values()},
        )


def test_the_differences_of_the_areas_and_the_rest_add_up_to_the_whole(cast):
    last_year()
    for code in OUTCOME:
        for round in past_of(unit_of(cast, code), cast.clerk).rounds:
            parts = [area.difference for area in round.areas.values()]
            assert sum(parts, round.rest) == round.difference, (code, round.name)


def test_what_does_not_apply_to_a_unit_is_not_counted_against_it(cast):
    [round] = past_of(unit_of(cast, "QLDA"), cast.clerk).rounds
    second = round.areas[same_area(CONTENT.area_titles[1][1])]
    assert (second.points, second.most, second.share) == (D("6.00"), D("7.00"), D("85.7"))


def test_an_area_of_which_nothing_applies_has_no_share(cast):
    [round] = past_of(unit_of(cast, "QLDA"), cast.clerk).rounds
    second = round.areas[same_area(CONTENT.area_titles[1][1])]
    assert replace(second, most=D("0.00")).share == D("0.0")


def test_rounds_stand_in_the_order_of_their_years_and_areas_meet_across_the_years(cast):
    last_year()
    past = past_of(unit_of(cast), cast.clerk)
    assert [round.year for round in past.rounds] == [2025, 2026]
    assert len(past.areas) == 5
    assert all(set(round.areas) == {key for key, _ in past.areas} for round in past.rounds)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Thi đua thực hiện nhiệm vụ năm 2025", "Thi đua thực hiện nhiệm vụ năm 2026", True),
        ("Cải cách hành chính 2026", "Cải cách  hành chính", True),
        ("Cải cách hành chính", "Chuyển đổi số", False),
        ("Nhiệm vụ đột xuất số 2", "Nhiệm vụ đột xuất số 3", False),
    ],
)
def test_an_area_is_the_same_when_only_the_year_in_its_title_differs(one, other, is_same):
    assert (same_area(one) == same_area(other)) is is_same


# The page -------------------------------------------------------------------------------------------------------------


def test_the_page_of_a_unit_shows_totals_shares_rank_and_what_it_scored_itself(cast):
    said = page(cast)
    assert (
        "Phòng Kinh tế qua các năm Đơn vị mình 1 kỳ chấm đã chốt, năm 2026. Gần nhất là Tổng kết năm 2026:"
        " hạng 4 trong 6 đơn vị, 79,65 điểm trên thang 100." in said
    )
    assert "79,65 điểm, vì sao 100 79,7 % 102,0 % 4/6 Hoàn thành nhiệm vụ" in said
    assert "25,00/37 67,6 % 23,15/25 92,6 % 14,75/16 92,2 % 10,00/14 71,4 % 7,25/8 90,6 %" in said
    assert (
        "Tự chấm so với thẩm định: cao hơn ở 1 kỳ. Bình quân cao hơn 0,8 % thang điểm."
        " Chênh nhiều nhất ở nội dung “Thi đua thực hiện thắng lợi nhiệm vụ chính trị năm 2026”,"
        " Tổng kết năm 2026: +0,75 điểm." in said
    )
    assert "Tổng kết năm 2026 80,40 79,65 +0,75 0,00 0,00 0,00 0,00 0,00 +0,75" in said


def test_two_years_stand_together_newest_first(cast):
    last_year()
    found = page_of(past_of(unit_of(cast), cast.clerk))
    assert "2 kỳ chấm đã chốt, từ năm 2025 đến năm 2026." in found.lead
    newest, oldest = found.differences
    assert [cell.text for cell in oldest.cells] == ["+3,00", "−1,00", "+0,25", "0,00", "0,00", "0,00"]
    assert (oldest.whole, newest.whole) == ("+2,25", "+0,75")
    assert (len(found.chart.dots), len(found.chart.line), found.is_cut) == (2, 1, False)


def test_a_unit_that_scored_itself_as_it_was_appraised_is_told_so(cast):
    units = {unit.name: unit for unit in units_of(cast.clerk)}
    assert units["Phòng Kinh tế"].lean == D("0.8")
    assert [lean_words(D(text)) for text in ("0.8", "-0.3", "0.0")] == ["Cao hơn 0,8 %", "Thấp hơn 0,3 %", "Bằng nhau"]
    assert lean_words(None) == "Không tự chấm"
    assert [signed(D(text)) for text in ("0.5", "-0.25", "0.00")] == ["+0,50", "−0,25", "0,00"]


def test_an_excluded_unit_has_its_points_and_no_rank(cast):
    sheets = tuple(replace(s, excluded="Có đơn tố cáo đúng") if s.unit == "HCC" else s for s in CONTENT.sheets)
    cast.bloc = settle(replace(NAME, number="44"), replace(CONTENT, sheets=sheets)).campaign.bloc
    said = page(cast, "admin", "HCC")
    assert "Gần nhất là Tổng kết năm 2026: không xếp hạng, 102,00 điểm trên thang 100." in said
    assert "Không xếp hạng Không xếp loại" in said
    assert "4/5" not in said
    assert "3/5" in page(cast, "admin", "KT")


def test_the_leader_is_the_first_of_those_who_are_ranked(cast):
    sheets = tuple(replace(s, excluded="Có đơn tố cáo đúng") if s.unit == "HCC" else s for s in CONTENT.sheets)
    cast.bloc = settle(replace(NAME, number="44"), replace(CONTENT, sheets=sheets)).campaign.bloc
    assert [round.best for round in past_of(unit_of(cast), cast.admin).rounds] == [D("97.42")]


def test_a_round_without_self_scores_is_compared_with_nothing(cast):
    bare = tuple(
        replace(s, marks={code: Mark(None, mark.appraised) for code, mark in s.marks.items()}) for s in CONTENT.sheets
    )
    cast.bloc = settle(replace(NAME, number="45"), replace(CONTENT, sheets=bare)).campaign.bloc
    found = page_of(past_of(unit_of(cast), cast.admin))
    [row] = found.differences
    assert (found.leaning, row.own, row.whole, row.bar) == (
        "Chưa có kỳ nào đơn vị tự chấm, nên chưa có gì để so.",
        "–",
        "Không tự chấm",
        None,
    )
    assert {cell.text for cell in row.cells} == {"–"}
    assert {unit.lean for unit in units_of(cast.admin) if unit.bloc == str(cast.bloc)} == {None}


def test_two_areas_of_a_round_that_differ_by_the_year_alone_stay_two(cast):
    titles = ((1, "Nhiệm vụ năm 2025"), (2, "Nhiệm vụ năm 2026"), *CONTENT.area_titles[2:])
    cast.bloc = settle(replace(NAME, number="46"), replace(CONTENT, area_titles=titles)).campaign.bloc
    past = past_of(unit_of(cast), cast.admin)
    assert [title for _, title in past.areas][:2] == ["Nhiệm vụ năm 2025", "Nhiệm vụ năm 2026"]
    assert sum(area.points for area in past.rounds[0].areas.values()) == D("80.15")


def test_every_round_leads_to_the_trace_and_to_the_ranking(cast):
    answer = cast.client("clerk").get(reverse("unit_years", args=[unit_of(cast).pk])).content.decode()
    assert f'href="{reverse("trace", args=[cast.round.pk, "KT"])}"' in answer
    assert f'href="{reverse("ranking", args=[cast.round.pk])}"' in answer


def test_the_page_is_found_from_the_results_and_from_a_trace(cast):
    client, kt = cast.client("clerk"), unit_of(cast)
    assert f'href="{reverse("years_of_units")}"' in client.get(reverse("results")).content.decode()
    trace = client.get(reverse("trace", args=[cast.round.pk, "KT"])).content.decode()
    assert f'href="{reverse("unit_years", args=[kt.pk])}"' in trace


def test_nothing_is_coloured_or_placed_by_an_inline_style(cast):
    last_year()
    answer = cast.client("clerk").get(reverse("unit_years", args=[unit_of(cast).pk])).content.decode()
    assert "style=" not in answer and "<svg" in answer


def test_a_long_past_is_drawn_in_part_and_tabled_whole(cast):
    for n in range(13):
        settle(replace(NAME, round=f"Chuyên đề {n}"))
    found = page_of(past_of(unit_of(cast), cast.clerk))
    assert (len(found.rounds), len(found.chart.dots), found.is_cut) == (14, 12, True)
    assert sum(row.bar is not None for row in found.differences) == 12
    assert "Vẽ 12 kỳ gần nhất; bảng dưới đây có đủ." in page(cast)


def test_a_unit_without_a_settled_round_reads_what_will_be_here(cast):
    bloc = cast.other_round.campaign.bloc
    new = Unit.objects.create(bloc=bloc, code="MOI", name="Đơn vị mới")
    client = cast.client("stranger")
    said = text_of(client.get(reverse("unit_years", args=[new.pk])))
    assert "Chưa có kỳ chấm nào của đơn vị được chốt. Chưa có kỳ chấm nào để so" in said
    assert cast.client("clerk").get(reverse("unit_years", args=[new.pk])).status_code == 404


# The list -------------------------------------------------------------------------------------------------------------


def test_the_list_names_every_unit_of_the_bloc_once_with_its_latest_round(cast):
    last_year()
    said = text_of(cast.client("clerk").get(reverse("years_of_units")))
    assert "Khối thi đua số 02, xã Hà Bắc 6 đơn vị" in said
    assert said.count("Khối thi đua số 0") == said.count("Khối thi đua số 02")
    assert [said.count(f"{name} ") >= 1 for name in ("Phòng Kinh tế", "Văn phòng HĐND và UBND xã")] == [True, True]
    assert len(units_of(cast.clerk)) == 6 and {unit.rounds for unit in units_of(cast.clerk)} == {2}


def test_the_council_reads_the_units_of_every_bloc_of_its_commune(cast):
    assert {unit.bloc for unit in units_of(cast.council)} == {
        str(cast.bloc),
        str(cast.other_round.campaign.bloc),
    }
    assert {unit.bloc for unit in units_of(cast.other_council)} == {str(cast.elsewhere.campaign.bloc)}
    assert len(units_of(cast.admin)) == 18


# What it costs --------------------------------------------------------------------------------------------------------


def queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def counts(cast, number, rounds, size):
    for n in range(rounds):
        made = settle(replace(NAME, number=number, round=f"Kỳ {n}"), content_of_size(size))
    someone = f"clerk{number}"
    setattr(cast, someone, cast.staff(someone, made.campaign.bloc, "D1"))
    client, unit = cast.client(someone), Unit.objects.get(bloc=made.campaign.bloc, code="D1")
    return {
        "years_of_units": queries(client, reverse("years_of_units")),
        "unit_years": queries(client, reverse("unit_years", args=[unit.pk])),
    }


def test_the_pages_ask_the_same_whatever_grows(cast):
    small = counts(cast, "80", 1, Size(units=4, criteria=6, areas=2))
    assert counts(cast, "81", 4, Size(units=4, criteria=6, areas=2)) == small
    assert counts(cast, "82", 1, Size(units=20, criteria=20, areas=6)) == small
    assert {name: count for name, count in small.items() if count > MOST_QUERIES[name]} == {}


# Who sees it ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ACCESS)
def test_who_sees_the_pages(cast, name, method):
    url = reverse(name, args=[unit_of(cast).pk] if name == "unit_years" else [])
    answers = [str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE]
    assert " ".join(answers) == ACCESS[name][method == "post"]
