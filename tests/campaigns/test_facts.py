"""Facts for scoring: the numbers of the year and the lists behind them."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.actions.reports import extend_report, send_back_report
from campaigns.facts import Fact, FactSource, Line, all_facts, facts_of
from campaigns.models import Report
from tests.campaigns.fact_builders import a_drive, a_lived_year, a_meeting, an_exemplar, an_initiative
from tests.campaigns.report_builders import DUE, a_due, at, filed, unit_of
from tests.reading import text_of
from units.models import Unit

pytestmark = pytest.mark.django_db

ON = date(2026, 4, 1)


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


def numbers(campaign, on=ON):
    """{source: {code: count}} without the zeros."""
    codes = dict(Unit.objects.values_list("pk", "code"))
    found = all_facts(campaign, on=on)
    return {source.value: {codes[unit]: fact.count for unit, fact in found[source].items()} for source in FactSource}


def words_of(campaign, source, code):
    found = facts_of(campaign, FactSource(source), on=ON)[unit_of(campaign, code).pk]
    return [line.words for line in found.lines]


def test_the_names_criteria_use_stay_what_they_are():
    assert FactSource.values == [
        "initiatives_registered",
        "initiatives_recognised",
        "reports_late",
        "reports_missing",
        "meetings_missed",
        "meetings_excused",
        "exemplars_introduced",
        "drives_joined",
    ]


def test_a_number_is_the_length_of_its_list():
    assert (Fact().count, Fact((Line("a", "facts"), Line("b", "facts"))).count) == (0, 2)


def test_a_lived_year_leaves_its_numbers(campaign):
    a_lived_year(campaign)
    assert numbers(campaign) == {
        "initiatives_registered": {"KT": 2},
        "initiatives_recognised": {"KT": 1},
        "reports_late": {"KT": 1},
        "reports_missing": {"HCC": 1},
        "meetings_missed": {"KT": 1},
        "meetings_excused": {"HCC": 1},
        "exemplars_introduced": {"KT": 2},
        "drives_joined": {"KT": 1, "HCC": 1},
    }


def test_every_number_has_its_list(campaign):
    a_lived_year(campaign)
    code_of = dict.fromkeys(FactSource, "KT") | dict.fromkeys(("reports_missing", "meetings_excused"), "HCC")
    assert {source: words_of(campaign, source, code) for source, code in code_of.items()} == {
        "initiatives_registered": ["Sáng kiến “Một cửa số”: đã đăng ký", "Sáng kiến “Tổ công nghệ”: được công nhận"],
        "initiatives_recognised": ["Sáng kiến “Tổ công nghệ”: được công nhận"],
        "reports_late": ["Báo cáo quý, Quý I, hạn 20/03/2026: chậm 3 ngày"],
        "reports_missing": ["Báo cáo quý, Quý I, hạn 20/03/2026: quá hạn 12 ngày"],
        "meetings_missed": ["Sơ kết, 10/03/2026"],
        "meetings_excused": ["Sơ kết, 10/03/2026"],
        "exemplars_introduced": ["Tập thể Tổ Một cửa: đã giới thiệu", "Tập thể Tổ Tiếp dân: đã công bố"],
        "drives_joined": ["Chào mừng 30/4: đã đăng ký"],
    }


def test_every_line_leads_to_its_page(campaign):
    a_lived_year(campaign)
    lines = [line for facts in all_facts(campaign, on=ON).values() for fact in facts.values() for line in fact.lines]
    for line in lines:
        assert line.url.startswith("/")


def test_a_late_report_disappears_with_an_extension(cast, campaign):
    due = a_due(campaign, owed_by=[unit_of(campaign, "KT")])
    filed(due, "KT", date(2026, 3, 23))
    assert numbers(campaign)["reports_late"] == {"KT": 1}
    extend_report(due, unit_of(campaign, "KT"), until=ON, reason="Mất điện", seen=0, by=cast.head, at=at(DUE))
    assert numbers(campaign)["reports_late"] == {}


def test_a_report_is_missing_from_the_day_after_its_deadline(campaign):
    a_due(campaign, owed_by=[unit_of(campaign, "KT")])
    days = [DUE, DUE + timedelta(days=1)]
    assert [numbers(campaign, day)["reports_missing"] for day in days] == [{}, {"KT": 1}]


def test_a_report_sent_back_is_missing_and_not_late(cast, campaign):
    due = a_due(campaign, owed_by=[unit_of(campaign, "KT")])
    report = filed(due, "KT", date(2026, 3, 23))
    send_back_report(report, "Thiếu", seen=report.version, by=cast.head, at=at(ON))
    assert (numbers(campaign)["reports_late"], numbers(campaign)["reports_missing"]) == ({}, {"KT": 1})
    assert words_of(campaign, "reports_missing", "KT") == [
        "Báo cáo quý, Quý I, hạn 20/03/2026: trả lại, quá hạn 12 ngày"
    ]


def test_another_bloc_keeps_its_own_facts(cast, campaign):
    a_lived_year(campaign)
    assert all_facts(cast.other_round.campaign, on=ON) == {source: {} for source in FactSource}


@pytest.mark.parametrize("source", FactSource)
def test_one_query_a_source_whatever_grows(campaign, source):
    for number in range(3):
        due = a_due(campaign, title=f"Báo cáo {number}")
        for code in ("KT", "HCC", "QLDA"):
            an_initiative(campaign, code, f"Sáng kiến {number}", "recognised")
            an_exemplar(campaign, code, f"Tổ {number}")
        filed(due, "KT", ON)
        a_meeting(campaign, f"Họp {number}", KT="absent", HCC="excused", VP="absent")
        a_drive(campaign, f"Đợt {number}", "KT", "HCC")
    with CaptureQueriesContext(connection) as captured:
        found = facts_of(campaign, source, on=ON)
    assert len(captured) == 1 and found


# Pages ----------------------------------------------------------------------------------------------------------------


def page_of(cast, who, campaign, code="KT"):
    return cast.client(who).get(reverse("facts_of_unit", args=[campaign.pk, code]))


def test_the_table_shows_every_unit_and_the_lists_stand_behind_it(cast, campaign):
    a_lived_year(campaign)
    said = text_of(cast.client("deputy").get(reverse("facts", args=[campaign.pk])))
    assert "Phòng Kinh tế 2 1 1 0 1 0 2 1" in said
    assert "Văn phòng HĐND và UBND xã 0 0 0 0 0 0 0 0" in said
    lists = text_of(page_of(cast, "deputy", campaign))
    for words in ("Sáng kiến đã đăng ký: 2", "Sáng kiến “Một cửa số”: đã đăng ký", "Đợt thi đua đã tham gia: 1"):
        assert words in lists


def test_an_exemplar_not_yet_published_is_named_to_its_unit_and_the_leaders_alone(cast, campaign):
    a_lived_year(campaign)
    hidden, shown = "Tổ Một cửa", "Tổ Tiếp dân"
    people = ("clerk", "deputy", "head", "admin", "other")
    cast.other = cast.staff("other", campaign.bloc, "HCC")
    found = {who: [name in text_of(page_of(cast, who, campaign)) for name in (hidden, shown)] for who in people}
    assert found == {
        "clerk": [True, True],
        "deputy": [True, True],
        "head": [True, True],
        "admin": [True, True],
        "other": [False, True],
    }
    assert "Tập thể, chưa công bố" in text_of(page_of(cast, "other", campaign))


def test_the_table_is_taken_away_as_a_workbook(cast, campaign):
    a_lived_year(campaign)
    answer = cast.client("clerk").get(reverse("facts_xlsx", args=[campaign.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Số liệu năm"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["Mã", "Đơn vị", *FactSource.labels]
    assert rows[3] == ["KT", "Phòng Kinh tế", 2, 1, 1, 0, 1, 0, 2, 1]
    assert [row[0] for row in rows[1:]] == ["VP", "VHXH", "KT", "HCC", "DVSNC", "QLDA"]


def test_a_unit_that_is_not_there_has_no_page(cast, campaign):
    assert page_of(cast, "clerk", campaign, "XYZ").status_code == 404


def test_pages_change_nothing_and_their_queries_do_not_grow(cast, campaign):
    urls = {
        "facts": reverse("facts", args=[campaign.pk]),
        "facts_of_unit": reverse("facts_of_unit", args=[campaign.pk, "KT"]),
        "facts_xlsx": reverse("facts_xlsx", args=[campaign.pk]),
    }
    before = {name: queries(cast.client("clerk"), url) for name, url in urls.items()}
    a_lived_year(campaign)
    stored = Report.objects.values_list("pk", "state", "version").get()
    assert {name: queries(cast.client("clerk"), url) for name, url in urls.items()} == before
    assert Report.objects.values_list("pk", "state", "version").get() == stored
    most = {"facts": 14, "facts_of_unit": 14, "facts_xlsx": 10}
    assert {name: n for name, n in before.items() if n > most[name]} == {}


def queries(client, url):
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)
