"""Báo cáo: what actions keep and refuse, and what the histories tell of it."""

from dataclasses import replace
from datetime import date

import pytest

from campaigns.actions.report_duties import DueRow, DutyContent, change_duty, define_duty, remove_duty
from campaigns.actions.reports import (
    ReportContent,
    extend_report,
    file_report,
    save_report,
    send_back_report,
    take_back_extension,
)
from campaigns.models import DueDate, Extension, Report, ReportDuty
from campaigns.states import ReportState
from tests.campaigns.report_builders import DUE, a_due, a_duty, at, filed, unit_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 1)
NEXT = date(2026, 6, 20)


@pytest.fixture
def campaign(cast):
    return cast.round.campaign


def said(campaign, today=TODAY):
    """The words of every unit's standing, by due date and unit."""
    found = DueDate.objects.in_campaign(campaign).obligations()
    return {(one.title, one.code): one.words(today) for one in found}


# Duties ---------------------------------------------------------------------------------------------------------------


def test_a_duty_has_its_due_dates_and_is_told(cast, campaign):
    duty = a_duty(campaign, ("Quý I", DUE), ("Quý II", NEXT), by=cast.head)
    assert [(due.name, due.due_on) for due in duty.due_dates.all()] == [("Quý I", DUE), ("Quý II", NEXT)]
    [told] = ReportDuty.history.all()
    assert told.history_words["các kỳ báo cáo"] == "Quý I: 20/03/2026; Quý II: 20/06/2026"
    assert told.history_words["đơn vị phải nộp"] == "Tất cả đơn vị"


def test_every_unit_owes_what_names_nobody_and_the_named_owe_the_rest(campaign):
    a_duty(campaign, ("Quý I", DUE))
    a_duty(campaign, ("", NEXT), title="Báo cáo riêng", owed_by=[unit_of(campaign, "KT"), unit_of(campaign, "HCC")])
    assert list(said(campaign)) == [
        *(("Báo cáo quý, Quý I", code) for code in ("VP", "VHXH", "KT", "HCC", "DVSNC", "QLDA")),
        ("Báo cáo riêng", "KT"),
        ("Báo cáo riêng", "HCC"),
    ]


def test_another_bloc_and_another_year_owe_nothing(cast, campaign):
    a_duty(campaign, ("Quý I", DUE))
    assert DueDate.objects.in_campaign(cast.other_round.campaign).obligations() == []


def changed(duty, rows, **more):
    content = replace(DutyContent(duty.title, duty.guidance, rows, list(duty.owed_by.all())), **more)
    return change_duty(ReportDuty.objects.get(pk=duty.pk), content, seen=duty.version, by=None, at=at(TODAY))


def test_due_dates_change_places_and_reports_stay(campaign):
    duty = a_duty(campaign, ("Quý I", DUE), ("Quý II", NEXT))
    first, second = duty.due_dates.all()
    filed(first, "KT", DUE)
    changed(duty, [DueRow("Quý I", NEXT, first.pk), DueRow("Quý II", DUE, second.pk), DueRow("Quý III", TODAY)])
    stored = [(due.name, due.due_on, due.reports.count()) for due in duty.due_dates.all()]
    assert stored == [("Quý II", DUE, 0), ("Quý III", TODAY, 0), ("Quý I", NEXT, 1)]


def test_a_due_date_with_reports_cannot_be_left_out(campaign):
    duty = a_duty(campaign, ("Quý I", DUE), ("Quý II", NEXT))
    first, second = duty.due_dates.all()
    filed(first, "KT", DUE)
    with pytest.raises(NotPossible, match="Kỳ Quý I đã có báo cáo của 1 đơn vị, không bỏ được"):
        changed(duty, [DueRow("Quý II", NEXT, second.pk)])
    changed(duty, [DueRow("Quý I", DUE, first.pk)])
    assert [due.name for due in duty.due_dates.all()] == ["Quý I"]


def test_a_unit_that_wrote_cannot_be_left_out(campaign):
    duty = a_duty(campaign, ("Quý I", DUE))
    due = duty.due_dates.get()
    filed(due, "KT", DUE)
    with pytest.raises(NotPossible, match="đã viết báo cáo theo chế độ này"):
        changed(duty, [DueRow("Quý I", DUE, due.pk)], owed_by=[unit_of(campaign, "HCC")])
    changed(duty, [DueRow("Quý I", DUE, due.pk)], owed_by=[unit_of(campaign, "KT")])
    assert list(said(campaign)) == [("Báo cáo quý, Quý I", "KT")]


def test_titles_and_days_stand_once(campaign):
    a_duty(campaign, ("Quý I", DUE))
    content = DutyContent("Báo cáo quý", "", [DueRow("a", DUE), DueRow("b", DUE)])
    with pytest.raises(NotPossible) as problem:
        define_duty(campaign, content, by=None, at=at(TODAY))
    assert problem.value.reasons == [
        "Năm này đã có chế độ báo cáo cùng tên. Đặt tên khác.",
        "Hai kỳ cùng hạn 20/03/2026. Mỗi kỳ có một hạn riêng.",
    ]


def test_the_second_to_save_a_duty_is_told(campaign):
    duty = a_duty(campaign, ("Quý I", DUE))
    changed(duty, [], title="Báo cáo tháng")
    with pytest.raises(ChangedMeanwhile):
        changed(duty, [], title="Báo cáo năm")


def test_a_duty_goes_only_while_nobody_wrote(campaign):
    empty, written = a_duty(campaign, ("Quý I", DUE)), a_due(campaign, title="Báo cáo năm")
    filed(written, "KT", DUE)
    remove_duty(empty, by=None)
    with pytest.raises(NotPossible, match="không bỏ được"):
        remove_duty(written.duty, by=None)
    assert [duty.title for duty in ReportDuty.objects.all()] == ["Báo cáo năm"]


def test_a_reviewed_year_keeps_its_duties(campaign):
    duty = a_duty(campaign, ("Quý I", DUE))
    close(campaign)
    with pytest.raises(NotPossible, match="đã tổng kết"):
        changed(duty, [])


def close(campaign):
    campaign.close()
    campaign.save()


# Reports --------------------------------------------------------------------------------------------------------------


def test_on_time_late_missing_and_extended_stand_side_by_side(cast, campaign):
    due = a_due(campaign)
    filed(due, "VP", DUE, hour=23)  # the day due itself, to its last hour
    filed(due, "VHXH", date(2026, 3, 23))
    filed(due, "KT", date(2026, 3, 25))
    until = date(2026, 3, 25)
    extend_report(due, unit_of(campaign, "KT"), until=until, reason="Mất điện", seen=0, by=cast.head, at=at(DUE))
    assert list(said(campaign).values()) == ["Đúng hạn", "Chậm 3 ngày", "Đúng hạn", *["Quá hạn 12 ngày"] * 3]


def test_a_draft_is_no_report_yet(campaign):
    due = a_due(campaign)
    save_report(due, unit_of(campaign, "KT"), ReportContent(text="Nháp"), seen=0, by=None, at=at(DUE))
    assert said(campaign)["Báo cáo quý, Quý I", "KT"] == "Quá hạn 12 ngày"


def test_what_is_sent_back_is_missing_and_the_last_filing_counts(cast, campaign):
    due = a_due(campaign)
    report = filed(due, "KT", date(2026, 3, 10))
    send_back_report(report, "Thiếu số liệu", seen=report.version, by=cast.head, at=at(date(2026, 3, 12)))
    assert said(campaign)["Báo cáo quý, Quý I", "KT"] == "Trả lại, quá hạn 12 ngày"
    filed(due, "KT", date(2026, 3, 24))
    assert said(campaign)["Báo cáo quý, Quý I", "KT"] == "Chậm 4 ngày"
    reasons = [row.history_change_reason for row in Report.history.order_by("history_id")]
    assert reasons == ["Nộp báo cáo", "Trả lại báo cáo", "Nộp báo cáo"]


def test_what_is_filed_is_not_written_over(campaign):
    due = a_due(campaign)
    report = filed(due, "KT", DUE)
    with pytest.raises(NotPossible, match="Báo cáo đã nộp lúc 09:00 ngày 20/03/2026"):
        filed(due, "KT", TODAY)
    assert Report.objects.get().version == report.version


def test_an_empty_report_is_not_filed(campaign):
    due = a_due(campaign)
    with pytest.raises(NotPossible, match="Báo cáo còn trống"):
        file_report(due, unit_of(campaign, "KT"), ReportContent("1/BC"), seen=0, by=None, at=at(DUE))
    assert Report.objects.count() == 0


def test_a_unit_that_owes_nothing_files_nothing(campaign):
    due = a_due(campaign, owed_by=[unit_of(campaign, "HCC")])
    with pytest.raises(NotPossible, match="không phải nộp báo cáo này"):
        filed(due, "KT", DUE)


def test_the_second_of_two_drafts_is_told(campaign):
    due, unit = a_due(campaign), unit_of(campaign, "KT")
    save_report(due, unit, ReportContent(text="Một"), seen=0, by=None, at=at(DUE))
    with pytest.raises(ChangedMeanwhile):
        save_report(due, unit, ReportContent(text="Hai"), seen=0, by=None, at=at(DUE))
    assert Report.objects.get().text == "Một"


def test_a_draft_or_a_stale_version_is_not_sent_back(campaign):
    due, unit = a_due(campaign), unit_of(campaign, "KT")
    draft = save_report(due, unit, ReportContent(text="Một"), seen=0, by=None, at=at(DUE))
    with pytest.raises(NotPossible, match="“Đang soạn”, không trả lại được"):
        send_back_report(draft, "Thiếu", seen=draft.version, by=None, at=at(DUE))
    report = filed(due, "KT", DUE)
    with pytest.raises(ChangedMeanwhile):
        send_back_report(report, "Thiếu", seen=report.version - 1, by=None, at=at(DUE))
    assert Report.objects.get().state == ReportState.FILED


def test_nothing_is_handed_in_before_the_plan_or_after_the_year(campaign):
    due = a_due(campaign)
    close(campaign)
    with pytest.raises(NotPossible, match="đã tổng kết"):
        filed(DueDate.objects.get(pk=due.pk), "KT", DUE)


# Extensions -----------------------------------------------------------------------------------------------------------


def given(due, until, *, seen=0, reason="Mất điện"):
    return extend_report(due, unit_of(due.campaign, "KT"), until=until, reason=reason, seen=seen, by=None, at=at(DUE))


def test_an_extension_is_changed_and_both_are_history(campaign):
    due = a_due(campaign)
    extension = given(due, date(2026, 3, 25))
    given(due, date(2026, 4, 2), seen=extension.version, reason="Bão")
    assert said(campaign)["Báo cáo quý, Quý I", "KT"] == "Chưa nộp"
    made, changed_row = Extension.history.order_by("history_id")
    assert made.history_words == {"gia hạn đến": "25/03/2026", "lý do": "Mất điện"}
    assert changed_row.history_changes == [
        ["gia hạn đến", "25/03/2026", "02/04/2026"],
        ["lý do", "Mất điện", "Bão"],
    ]


def test_an_extension_is_later_than_the_due_date(campaign):
    due = a_due(campaign)
    with pytest.raises(NotPossible, match="Gia hạn đến một ngày sau hạn nộp 20/03/2026"):
        given(due, DUE)


def test_the_second_to_extend_is_told(campaign):
    due = a_due(campaign)
    given(due, date(2026, 3, 25))
    with pytest.raises(ChangedMeanwhile):
        given(due, date(2026, 3, 30))
    assert Extension.objects.get().until == date(2026, 3, 25)


def test_an_extension_taken_back_counts_no_more_and_is_told(campaign):
    due = a_due(campaign)
    take_back_extension(given(due, date(2026, 5, 1)), by=None)
    assert said(campaign)["Báo cáo quý, Quý I", "KT"] == "Quá hạn 12 ngày"
    assert [row.history_type for row in Extension.history.order_by("history_id")] == ["+", "-"]
