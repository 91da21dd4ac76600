"""Drives: set up by the head, registered for and reported on by units, late or not."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import drives
from campaigns.models import Attachment, Campaign, Drive, DriveEntry
from campaigns.states import CampaignState
from campaigns.views.drives import lines_of, standing
from tests.campaigns.doings_builders import AT, drive_of, entry_of, photo
from tests.constraints import put, violates
from tests.reading import bytes_of, text_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refused(action, *args, **kwargs) -> list[str]:
    with pytest.raises(NotPossible) as caught:
        action(*args, **kwargs)
    return caught.value.reasons


def day(year, month, number) -> datetime:
    """Late in the evening of that day in Vietnam: still that day there, whatever it is in UTC."""
    return timezone.make_aware(datetime(year, month, number, 23, 30))  # noqa: DTZ001


# The head ---------------------------------------------------------------------------------------------------------


def test_a_drive_has_its_name_once_a_year(cast):
    drive = drive_of(cast)
    assert refused(drives.set_up_drive, cast.round.campaign, {"name": drive.name}, by=cast.head, at=AT) == [
        "Năm 2026 đã có đợt thi đua tên “Chào mừng 02/9”."
    ]
    drives.change_drive(drive, {"name": drive.name, "theme": "Về đích"}, seen=0, by=cast.head, at=AT)
    assert Drive.objects.get().theme == "Về đích"


def test_the_second_of_two_who_change_a_drive_is_told(cast):
    drive = drive_of(cast)
    drives.change_drive(Drive.objects.get(), {"theme": "Về đích"}, seen=0, by=cast.head, at=AT)
    with pytest.raises(ChangedMeanwhile):
        drives.change_drive(drive, {"theme": "Khác"}, seen=0, by=cast.head, at=AT)


def test_a_drive_goes_while_nobody_registered(cast):
    drive, other = drive_of(cast), drive_of(cast, name="Chào mừng 22/12")
    entry_of(drive, cast.clerk)
    assert refused(drives.remove_drive, drive, by=cast.head, at=AT) == [
        "Đã có 1 đơn vị đăng ký; đợt thi đua này không bỏ được."
    ]
    drives.remove_drive(other, by=cast.head, at=AT)
    assert list(Drive.objects.all()) == [drive]


def test_a_reviewed_year_keeps_its_drives_as_they_are(cast):
    put(cast.round.campaign, state=CampaignState.REVIEWED)
    campaign = Campaign.objects.get(pk=cast.round.campaign_id)
    assert refused(drives.set_up_drive, campaign, {"name": "Đợt mới"}, by=cast.head, at=AT) == [
        "Năm 2026 đã tổng kết; đợt thi đua của năm ấy không đổi nữa."
    ]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 7, 31), "Sắp tới"),
        (date(2026, 8, 1), "Đang diễn ra"),
        (date(2026, 9, 2), "Đang diễn ra"),
        (date(2026, 9, 3), "Đã kết thúc"),
    ],
)
def test_a_drive_runs_from_its_first_to_its_last_day(cast, on, words):
    assert standing(drive_of(cast), on).words == words


# A unit -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [CampaignState.DRAFTING, CampaignState.REVIEWED])
def test_units_hand_in_only_while_the_year_is_open(cast, state):
    drive = drive_of(cast)
    put(cast.round.campaign, state=state)
    drive = Drive.objects.get(pk=drive.pk)
    why = "chưa ban hành kế hoạch" if state == CampaignState.DRAFTING else "đã tổng kết"
    sentence = [f"Năm 2026 {why}; đơn vị không đăng ký hay nộp kết quả đợt thi đua."]
    values = {"seen": 0, "by": cast.clerk, "at": AT}
    assert refused(drives.register_for_drive, drive, cast.clerk.unit, "Một công trình", **values) == sentence
    assert not DriveEntry.objects.exists()


def test_the_day_of_the_first_registration_and_of_the_first_result_counts(cast):
    drive = drive_of(cast, register_by=date(2026, 8, 10), report_by=date(2026, 9, 5))
    entry = entry_of(drive, cast.clerk, day(2026, 8, 10))
    drives.register_for_drive(drive, cast.clerk.unit, "Hai công trình", seen=1, by=cast.clerk, at=day(2026, 8, 20))
    entry = DriveEntry.objects.get(pk=entry.pk)
    assert (entry.registration, entry.registered_late_by) == ("Hai công trình", 0)
    drives.report_on_drive(entry, "Xong", [], seen=2, by=cast.clerk, at=day(2026, 9, 8))
    drives.report_on_drive(entry, "Xong, đã bàn giao", [], seen=3, by=cast.clerk, at=day(2026, 9, 20))
    entry = DriveEntry.objects.get(pk=entry.pk)
    assert (entry.result, entry.reported_late_by) == ("Xong, đã bàn giao", 3)


def test_without_a_last_day_nobody_is_late(cast):
    drive = drive_of(cast)
    entry = entry_of(drive, cast.clerk, day(2026, 12, 31))
    assert (entry.registered_late_by, entry.reported_late_by) == (0, 0)


def test_of_two_colleagues_who_register_the_second_is_told(cast):
    drive = drive_of(cast)
    entry_of(drive, cast.clerk)
    with pytest.raises(ChangedMeanwhile):
        drives.register_for_drive(drive, cast.clerk.unit, "Khác hẳn", seen=0, by=cast.clerk, at=AT)
    assert DriveEntry.objects.get().registration == "Một công trình chào mừng"


def test_the_board_says_who_registered_reported_and_owes(cast):
    drive = drive_of(cast, register_by=date(2026, 8, 10), report_by=date(2026, 9, 5))
    entry_of(drive, cast.head, day(2026, 8, 12))
    done = entry_of(drive, cast.clerk, day(2026, 8, 9))
    drives.report_on_drive(done, "Xong", [], seen=1, by=cast.clerk, at=day(2026, 9, 6))
    on_the_day = {line.unit.code: line.owes for line in lines_of(drive, date(2026, 8, 10))}
    assert set(on_the_day.values()) == {""}
    board = {
        line.unit.code: (line.registered_late, line.reported_late, line.owes)
        for line in lines_of(drive, date(2026, 9, 7))
    }
    assert (board.pop("VP"), board.pop("KT")) == ((2, 0, "result"), (0, 1, ""))
    assert set(board.values()) == {(0, 0, "registration")}


# Pages ------------------------------------------------------------------------------------------------------------


def sent(**more):
    values = {"name": "Chào mừng 22/12", "starts_on": "01/12/2026", "ends_on": "22/12/2026"}
    return values | {"register_by": "10/12/2026", "report_by": "26/12/2026"} | more


def test_a_head_sets_a_drive_up_and_a_unit_registers_and_reports_with_photos(cast):
    head, clerk = cast.client("head"), cast.client("clerk")
    answer = head.post(reverse("drive_new", args=[cast.round.campaign_id]), sent(), follow=True)
    assert "Đã phát động đợt thi đua." in text_of(answer)
    drive = Drive.objects.get()
    register, report = reverse("drive_register", args=[drive.pk]), reverse("drive_report", args=[drive.pk])
    assert "Đơn vị đăng ký trước, rồi nộp kết quả." in text_of(clerk.get(report, follow=True))
    assert "Đã ghi đăng ký" in text_of(clerk.post(register, {"registration": "Một công trình"}, follow=True))
    files = [photo(), photo("khánh thành.jpg")]
    answer = clerk.post(report, {"result": "Hoàn thành", "version": 1, "photos": files}, follow=True)
    assert "Đã ghi kết quả Chào mừng 22/12." in text_of(answer)
    assert 'alt="Ảnh 2 của Phòng Kinh tế: khánh thành.jpg"' in answer.content.decode()
    shown = cast.client("deputy").get(reverse("attachment", args=[Attachment.objects.first().pk]) + "?xem")
    assert (shown.status_code, shown["Content-Type"], bytes_of(shown)[1:4]) == (200, "image/png", b"PNG")
    assert "1/6 đã đăng ký, 1/6 đã nộp kết quả" in text_of(cast.client("deputy").get(reverse("drive", args=[drive.pk])))


def test_only_photos_are_taken_and_the_result_stays_typed(cast):
    drive = drive_of(cast)
    entry_of(drive, cast.clerk)
    url = reverse("drive_report", args=[drive.pk])
    answer = cast.client("clerk").post(url, {"result": "Hoàn thành", "version": 1, "photos": [photo("a.pdf")]})
    assert "Chỉ nhận tệp JPG, PNG." in text_of(answer)
    assert "Hoàn thành" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_photo_is_taken_away_by_its_own_unit(cast, django_capture_on_commit_callbacks):
    drive = drive_of(cast)
    entry_of(drive, cast.clerk)
    url = reverse("drive_report", args=[drive.pk])
    cast.client("clerk").post(url, {"result": "Hoàn thành", "version": 1, "photos": [photo()]})
    kept = Attachment.objects.get()
    away = reverse("drive_photo_remove", args=[kept.pk])
    assert {who: cast.client(who).post(away).status_code for who in ("head", "deputy", "stranger", "admin")} == {
        "head": 403, "deputy": 403, "stranger": 404, "admin": 403,
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert cast.client("clerk").post(away).status_code == 302
    assert not default_storage.exists(kept.path)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"ends_on": "30/11/2026"}, "Ngày kết thúc đứng trước ngày bắt đầu."),
        ({"register_by": "23/12/2026"}, "Hạn đăng ký sau ngày kết thúc đợt."),
        ({"report_by": "09/12/2026"}, "Hạn nộp kết quả đứng trước hạn đăng ký."),
        ({"starts_on": "2026/13/40"}, "Ngày chưa đúng. Nhập như 05/06/2026."),
        ({"name": ""}, "Tên đợt thi đua: chưa nhập."),
    ],
)
def test_dates_that_do_not_fit_are_named_at_their_field(cast, more, sentence):
    answer = cast.client("head").post(reverse("drive_new", args=[cast.round.campaign_id]), sent(**more))
    assert sentence in text_of(answer)
    assert not Drive.objects.exists()


def test_the_second_to_save_the_page_sees_both_values(cast):
    drive = drive_of(cast)
    url = reverse("drive_edit", args=[drive.pk])
    assert cast.client("head").post(url, sent(theme="Một", version=0)).status_code == 302
    said = text_of(cast.client("head").post(url, sent(theme="Hai", version=0)))
    assert "Chủ đề Một Hai" in said


def test_a_drive_on_the_last_days_says_how_many_are_left(cast):
    today = timezone.localdate()
    drive = drive_of(cast, starts_on=today, ends_on=today + timedelta(days=3))
    assert "còn 3 ngày" in text_of(cast.client("clerk").get(reverse("drive", args=[drive.pk])))


def test_an_empty_list_says_who_does_what(cast):
    url = reverse("drives", args=[cast.round.campaign_id])
    assert "Phát động đợt đầu tiên" in text_of(cast.client("head").get(url))
    assert "khi Trưởng Khối phát động" in text_of(cast.client("clerk").get(url))


# The database -----------------------------------------------------------------------------------------------------


def test_a_drive_has_its_name_once_and_ends_after_it_begins(cast):
    drive = drive_of(cast)
    put(drive, ends_on=drive.starts_on)
    with violates("drive_ends_after_it_begins"):
        put(drive, ends_on=drive.starts_on - timedelta(days=1))
    with violates("drive_name_once_a_year"):
        Drive.objects.create(campaign=drive.campaign, name=drive.name, starts_on=AT, ends_on=AT)


def test_a_unit_enters_a_drive_once_and_a_result_has_its_day(cast):
    drive = drive_of(cast)
    entry = entry_of(drive, cast.clerk)
    with violates("drive_entry_once_for_a_unit"):
        DriveEntry.objects.create(drive=drive, unit=entry.unit, registration="Hai", registered_at=AT)
    with violates("drive_result_reported_at_some_time"):
        put(entry, result="Xong")
    put(entry, result="Xong", reported_at=AT)
