"""Meetings: planned, invited to, leave, roll-call, held, cancelled."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import leave, meetings
from campaigns.models import Attendance, Campaign, Meeting
from campaigns.states import CampaignState
from campaigns.views.meetings import left_until
from tests.campaigns.doings_builders import AT, HOUR, invitation_of, meeting_of, photo, record_of, typed, units_of
from tests.constraints import put, violates
from tests.reading import text_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

pytestmark = pytest.mark.django_db
LATER = AT + 2 * HOUR


def refused(action, *args, **kwargs) -> list[str]:
    with pytest.raises(NotPossible) as caught:
        action(*args, **kwargs)
    return caught.value.reasons


def states_of(meeting) -> dict:
    rows = meeting.attendances.order_by("unit__code")
    return {code: (state, people, reason) for code, state, people, reason in rows.values_list(
        "unit__code", "state", "people", "reason")}  # fmt: skip


# Planning and inviting --------------------------------------------------------------------------------------------


def test_a_planned_meeting_invites_the_units_it_was_planned_with(cast):
    meeting = meeting_of(cast)
    codes = sorted(unit.code for unit in units_of(cast.round.campaign))
    assert states_of(meeting) == dict.fromkeys(codes, ("unknown", None, ""))
    assert (meeting.state, meeting.version) == ("planned", 0)


def test_inviting_is_done_once_and_before_it_begins(cast):
    meeting = meeting_of(cast)
    meetings.invite_units(meeting, by=cast.head, at=AT)
    assert Meeting.objects.get().state == "invited"
    assert refused(meetings.invite_units, meeting, by=cast.head, at=AT) == ["Các đơn vị đã được mời."]


def test_a_meeting_without_guests_whose_hour_is_past_is_not_invited_to(cast):
    meeting = meeting_of(cast, units=[])
    assert refused(meetings.invite_units, meeting, by=cast.head, at=LATER) == [
        "Giờ bắt đầu đã qua. Sửa ngày giờ trước khi mời.",
        "Chưa chọn đơn vị nào để mời.",
    ]


def test_changing_whom_it_invites_keeps_what_the_others_said(cast):
    meeting = meeting_of(cast)
    leave.ask_leave(invitation_of(meeting, cast.clerk), "Trùng lịch tiếp dân", by=cast.clerk, at=AT)
    kept = [unit for unit in units_of(cast.round.campaign) if unit.code in ("KT", "VP")]
    meetings.change_meeting(meeting, {"place": "Hội trường"}, kept, [], seen=0, by=cast.deputy, at=AT)
    rows = Attendance.objects.filter(meeting=meeting).order_by("unit__code")
    assert [(row.unit.code, row.leave_reason) for row in rows] == [("KT", "Trùng lịch tiếp dân"), ("VP", "")]
    assert Meeting.objects.get().place == "Hội trường"


def test_the_second_of_two_who_change_a_meeting_is_told(cast):
    meeting, units = meeting_of(cast), units_of(cast.round.campaign)
    meetings.change_meeting(meeting, {"place": "Hội trường"}, units, [], seen=0, by=cast.head, at=AT)
    with pytest.raises(ChangedMeanwhile):
        meetings.change_meeting(meeting, {"place": "Phòng khách"}, units, [], seen=0, by=cast.deputy, at=AT)
    assert Meeting.objects.get().place == "Hội trường"


def test_a_cancelled_meeting_says_why_and_stays_cancelled(cast):
    meeting = meeting_of(cast)
    meetings.cancel_meeting(meeting, "Trùng hội nghị của xã", by=cast.head, at=AT)
    found = Meeting.objects.get()
    assert (found.state, found.remark) == ("cancelled", "Trùng hội nghị của xã")
    sentence = ["Cuộc họp đã hủy; lịch không đổi được nữa."]
    assert refused(meetings.cancel_meeting, meeting, "Nữa", by=cast.head, at=AT) == sentence
    assert refused(meetings.invite_units, meeting, by=cast.head, at=AT) == sentence
    assert refused(meetings.change_meeting, meeting, {}, [], [], seen=0, by=cast.head, at=AT) == sentence


def test_a_reviewed_year_gets_no_more_meetings(cast):
    put(cast.round.campaign, state=CampaignState.REVIEWED)
    campaign = Campaign.objects.get(pk=cast.round.campaign_id)
    assert refused(meetings.plan_meeting, campaign, {}, [], [], by=cast.head, at=AT) == [
        "Năm 2026 đã tổng kết; không lập hay sửa cuộc họp của năm ấy nữa."
    ]


# Leave ------------------------------------------------------------------------------------------------------------


def test_a_unit_asks_for_leave_and_another_units_leader_gives_it(cast):
    meeting = meeting_of(cast)
    mine = invitation_of(meeting, cast.clerk)
    leave.ask_leave(mine, "Trùng lịch tiếp dân", by=cast.clerk, at=AT)
    assert states_of(meeting)["KT"] == ("unknown", None, "")
    leave.excuse_absence(mine, by=cast.deputy, at=AT)
    assert states_of(meeting)["KT"] == ("excused", None, "Trùng lịch tiếp dân")
    assert refused(leave.ask_leave, mine, "Lại", by=cast.clerk, at=AT) == ["Khối đã đồng ý cho đơn vị vắng."]
    assert refused(leave.excuse_absence, mine, by=cast.deputy, at=AT) == ["Đơn vị này đã được đồng ý cho vắng."]


def test_leave_is_taken_back_given_or_not(cast):
    meeting = meeting_of(cast)
    mine = invitation_of(meeting, cast.clerk)
    leave.ask_leave(mine, "Trùng lịch tiếp dân", by=cast.clerk, at=AT)
    leave.excuse_absence(mine, by=cast.head, at=AT)
    leave.come_after_all(mine, by=cast.clerk, at=AT)
    found = invitation_of(meeting, cast.clerk)
    assert (found.state, found.reason, found.leave_reason, found.leave_asked_at) == ("unknown", "", "", None)
    assert refused(leave.come_after_all, mine, by=cast.clerk, at=AT) == ["Đơn vị chưa xin vắng."]
    assert refused(leave.excuse_absence, mine, by=cast.head, at=AT) == ["Phòng Kinh tế chưa xin vắng."]


def test_leave_is_asked_for_before_the_meeting_begins(cast):
    mine = invitation_of(meeting_of(cast), cast.clerk)
    assert refused(leave.ask_leave, mine, "Bận", by=cast.clerk, at=AT + HOUR) == [
        "Cuộc họp đã bắt đầu; việc điểm danh do Trưởng Khối, Phó Trưởng Khối ghi."
    ]


def test_no_leave_is_asked_of_a_cancelled_meeting(cast):
    meeting = meeting_of(cast)
    meetings.cancel_meeting(meeting, "Bão", by=cast.head, at=AT)
    mine = invitation_of(meeting, cast.clerk)
    assert refused(leave.ask_leave, mine, "Bận", by=cast.clerk, at=AT) == ["Cuộc họp đã hủy; không báo vắng được nữa."]
    assert refused(leave.excuse_absence, mine, by=cast.head, at=AT) == [
        "Cuộc họp đã kết thúc hoặc đã hủy. Sửa điểm danh ở trang điểm danh."
    ]


def test_leave_says_when_it_was_asked_for(cast):
    mine = invitation_of(meeting_of(cast), cast.clerk)
    put(mine, leave_reason="Bận", leave_asked_at=AT)
    with violates("attendance_leave_asked_at_some_time"):
        put(mine, leave_asked_at=None)


# Roll-call --------------------------------------------------------------------------------------------------------


def test_the_roll_call_of_all_units_is_one_record_and_closes_the_meeting(cast):
    meeting = meeting_of(cast)
    kt, vhxh = cast.clerk.unit_id, cast.deputy.unit_id
    record = record_of(meeting, (kt, "absent"), (vhxh, "excused", None, "Đi công tác"))
    meetings.hold_meeting(meeting, record, seen=0, by=cast.head, at=LATER)
    found = states_of(meeting)
    assert (found["KT"], found["VHXH"]) == (("absent", None, ""), ("excused", None, "Đi công tác"))
    assert {state for code, state in found.items() if code not in ("KT", "VHXH")} == {("present", 1, "")}
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.conclusions, meeting.version) == ("held", "Thống nhất.", 1)


def test_a_record_is_kept_unfinished_and_finished_later(cast):
    meeting = meeting_of(cast)
    record = record_of(meeting, (cast.clerk.unit_id, "unknown"), conclusions="")
    meetings.record_meeting(meeting, record, seen=0, by=cast.head, at=LATER)
    assert Meeting.objects.get().state == "planned"
    assert refused(meetings.hold_meeting, meeting, record, seen=1, by=cast.head, at=LATER) == [
        "Còn 1 đơn vị chưa điểm danh.",
        "Chưa ghi kết luận của cuộc họp.",
    ]


def test_a_joint_activity_needs_no_conclusions(cast):
    meeting = meeting_of(cast, kind="activity")
    meetings.hold_meeting(meeting, record_of(meeting, conclusions=""), seen=0, by=cast.head, at=LATER)
    assert Meeting.objects.get().state == "held"


def test_nobody_is_present_before_it_begins(cast):
    meeting = meeting_of(cast)
    assert refused(meetings.record_meeting, meeting, record_of(meeting), seen=0, by=cast.head, at=AT) == [
        "Cuộc họp chưa bắt đầu; điểm danh từ giờ bắt đầu."
    ]


def test_who_came_is_counted_and_who_is_excused_has_a_reason(cast):
    meeting = meeting_of(cast)
    record = record_of(meeting, (cast.clerk.unit_id, "present", None), (cast.deputy.unit_id, "excused"))
    assert sorted(refused(meetings.record_meeting, meeting, record, seen=0, by=cast.head, at=LATER)) == [
        "Phòng Kinh tế: có mặt thì ghi số người dự, từ 1 trở lên.",
        "Phòng Văn hóa - Xã hội: vắng có phép thì ghi lý do.",
    ]


def test_a_leader_does_not_excuse_the_own_unit_but_keeps_what_the_other_gave(cast):
    meeting = meeting_of(cast)
    record = record_of(meeting, (cast.head.unit_id, "excused", None, "Đi công tác"))
    assert refused(meetings.record_meeting, meeting, record, seen=0, by=cast.head, at=LATER) == [
        "Văn phòng HĐND và UBND xã: đơn vị mình vắng có phép do đơn vị lãnh đạo khác của Khối ghi."
    ]
    meetings.record_meeting(meeting, record, seen=0, by=cast.deputy, at=LATER)
    meetings.hold_meeting(meeting, record, seen=1, by=cast.head, at=LATER)
    assert states_of(meeting)["VP"] == ("excused", None, "Đi công tác")


def test_a_held_meeting_is_corrected_with_a_reason_and_stays_complete(cast):
    meeting = meeting_of(cast)
    meetings.hold_meeting(meeting, record_of(meeting), seen=0, by=cast.head, at=LATER)
    wrong = record_of(meeting, (cast.clerk.unit_id, "unknown"))
    assert refused(meetings.record_meeting, meeting, wrong, seen=1, by=cast.head, at=LATER) == [
        "Cuộc họp đã kết thúc. Ghi lý do sửa để lưu.",
        "Còn 1 đơn vị chưa điểm danh.",
    ]
    right = record_of(meeting, (cast.clerk.unit_id, "absent"), why="Điểm danh nhầm")
    meetings.record_meeting(meeting, right, seen=1, by=cast.head, at=LATER)
    latest = Attendance.history.model.objects.filter(id=invitation_of(meeting, cast.clerk).pk).order_by("-history_id")
    assert states_of(meeting)["KT"] == ("absent", None, "")
    assert latest[0].history_change_reason == "Điểm danh nhầm"


def test_the_second_of_two_who_record_is_told(cast):
    meeting = meeting_of(cast)
    meetings.record_meeting(meeting, record_of(meeting), seen=0, by=cast.head, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        meetings.record_meeting(meeting, record_of(meeting), seen=0, by=cast.deputy, at=LATER)


def test_a_roll_of_other_units_than_those_invited_is_not_taken(cast):
    meeting = meeting_of(cast)
    record = record_of(meeting)
    Attendance.objects.filter(unit=cast.clerk.unit).delete()
    assert refused(meetings.record_meeting, meeting, record, seen=0, by=cast.head, at=LATER) == [
        "Danh sách đơn vị được mời vừa đổi. Tải lại trang rồi điểm danh."
    ]


def test_nothing_is_recorded_of_a_cancelled_meeting(cast):
    meeting = meeting_of(cast)
    meetings.cancel_meeting(meeting, "Bão", by=cast.head, at=AT)
    assert refused(meetings.record_meeting, meeting, record_of(meeting), seen=0, by=cast.head, at=LATER) == [
        "Cuộc họp đã hủy; không có gì để điểm danh."
    ]


# Pages ------------------------------------------------------------------------------------------------------------


def sent(cast, **more):
    units = [unit.pk for unit in units_of(cast.round.campaign)]
    starts = timezone.now() + timedelta(days=7)
    values = {"kind": "meeting", "title": "Họp giao ban", "place": "Tầng 2", "starts_at": typed(starts)}
    return values | {"units": units} | more


def test_from_planning_to_inviting_on_the_pages(cast):
    head = cast.client("head")
    answer = head.post(reverse("meeting_new", args=[cast.round.campaign_id]), sent(cast), follow=True)
    said = text_of(answer)
    assert "Đã lập lịch. Xem lại rồi mời các đơn vị." in said
    assert "Mời 6 đơn vị" in said
    meeting = Meeting.objects.get()
    assert "Đã mời các đơn vị." in text_of(head.post(reverse("meeting_invite", args=[meeting.pk]), follow=True))
    assert "Họp giao ban" in text_of(cast.client("clerk").get(reverse("meetings", args=[cast.round.campaign_id])))


def test_a_form_with_an_end_before_its_start_says_so_at_the_field(cast):
    url = reverse("meeting_new", args=[cast.round.campaign_id])
    said = text_of(cast.client("head").post(url, sent(cast, ends_at="01/01/2026 08:00", units=[])))
    assert "Giờ kết thúc đứng trước giờ bắt đầu." in said
    assert "Chọn ít nhất một đơn vị để mời." in said
    assert not Meeting.objects.exists()


def test_the_second_to_save_the_page_sees_both_values(cast):
    meeting, head = meeting_of(cast), cast.client("head")
    url = reverse("meeting_edit", args=[meeting.pk])
    assert head.post(url, sent(cast, place="Hội trường", version=0)).status_code == 302
    said = text_of(cast.client("deputy").post(url, sent(cast, place="Phòng khách", version=0)))
    assert "Nội dung này vừa được người khác lưu." in said
    assert "Địa điểm Hội trường Phòng khách" in said
    assert Meeting.objects.get().place == "Hội trường"


def test_leave_goes_from_the_units_page_to_the_leaders_page(cast):
    meeting = meeting_of(cast, starts_at=timezone.now() + timedelta(days=2))
    clerk, deputy = cast.client("clerk"), cast.client("deputy")
    url = reverse("meeting_leave", args=[meeting.pk])
    assert "Đã báo vắng." in text_of(clerk.post(url, {"reason": "Trùng lịch tiếp dân"}, follow=True))
    page = reverse("meeting", args=[meeting.pk])
    assert "Đồng ý cho vắng Phòng Kinh tế" in text_of(deputy.get(page))
    assert "Đồng ý cho vắng" not in text_of(clerk.get(page))
    excuse = reverse("attendance_excuse", args=[invitation_of(meeting, cast.clerk).pk])
    assert "Đã đồng ý cho Phòng Kinh tế vắng." in text_of(deputy.post(excuse, follow=True))
    assert "Khối đã đồng ý cho đơn vị vắng." in text_of(clerk.get(page))
    assert "Đã rút lại" in text_of(clerk.post(reverse("meeting_come", args=[meeting.pk]), follow=True))


def roll_sent(meeting, **more) -> dict:
    values = {"version": meeting.version, "discussion": "", "conclusions": "Thống nhất.", "why": ""}
    for row in meeting.attendances.all():
        values |= {f"dv{row.pk}-state": "present", f"dv{row.pk}-people": "2", f"dv{row.pk}-reason": ""}
    return values | more


def test_the_page_calls_the_roll_and_closes_the_meeting(cast):
    meeting = meeting_of(cast)
    url = reverse("meeting_record", args=[meeting.pk])
    head = cast.client("head")
    assert "Đã lưu." in text_of(head.post(url, roll_sent(meeting, conclusions=""), follow=True))
    closing = roll_sent(meeting, version=1) | {"ket-thuc": "1"}
    said = text_of(head.post(url, closing, follow=True))
    assert "Đã kết thúc cuộc họp; điểm danh và kết luận được ghi." in said
    assert "6/6 đơn vị có mặt, 12 người" in said


def test_a_wrong_line_of_the_roll_is_named_and_what_was_typed_stays(cast):
    meeting = meeting_of(cast)
    mine = invitation_of(meeting, cast.clerk)
    wrong = roll_sent(meeting, **{f"dv{mine.pk}-people": "-3", "discussion": "Ý kiến của Phòng Kinh tế"})
    answer = cast.client("head").post(reverse("meeting_record", args=[meeting.pk]), wrong)
    assert "Phòng Kinh tế: Số người là số nguyên từ 1." in text_of(answer)
    assert "Ý kiến của Phòng Kinh tế" in answer.content.decode()


def test_a_member_does_not_plan_and_a_stranger_does_not_see(cast):
    meeting = meeting_of(cast)
    refusal = cast.client("clerk").get(reverse("meeting_edit", args=[meeting.pk]))
    assert refusal.status_code == 403
    assert "Cuộc họp của Khối do Trưởng Khối, Phó Trưởng Khối tổ chức." in refusal.content.decode()
    assert cast.client("stranger").get(reverse("meeting", args=[meeting.pk])).status_code == 404


def test_a_leader_does_not_excuse_the_own_unit_on_the_page(cast):
    meeting = meeting_of(cast, starts_at=timezone.now() + timedelta(days=2))
    mine = invitation_of(meeting, cast.head)
    leave.ask_leave(mine, "Đi công tác", by=cast.head, at=timezone.now())
    assert "Đồng ý cho vắng" not in text_of(cast.client("head").get(reverse("meeting", args=[meeting.pk])))
    url = reverse("attendance_excuse", args=[mine.pk])
    assert cast.client("head").post(url).status_code == 403
    assert cast.client("admin").post(url).status_code == 403
    assert cast.client("deputy").post(url).status_code == 302
    assert invitation_of(meeting, cast.head).state == "excused"


def test_a_cancelled_meeting_keeps_its_reason_on_its_page(cast):
    meeting = meeting_of(cast)
    url = reverse("meeting_cancel", args=[meeting.pk])
    assert "Lý do hủy: chưa nhập." in text_of(cast.client("head").post(url, {"reason": " "}))
    assert "Lý do: Trùng hội nghị" in text_of(cast.client("head").post(url, {"reason": "Trùng hội nghị"}, follow=True))


def test_long_texts_from_people_are_escaped(cast):
    meeting = meeting_of(cast, title="<b>" + "Rất dài " * 30, agenda="<script>x</script>\n" + "a" * 3000)
    body = cast.client("clerk").get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "<b>Rất" not in body
    assert "<script>x" not in body


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        (AT - HOUR, ""),
        (AT + HOUR, "Hôm nay."),
        (AT + 20 * HOUR, "Ngày mai."),
        (AT + timedelta(days=3), "Còn 3 ngày."),
    ],
)
def test_a_meeting_says_how_long_it_is_until_it_begins(cast, starts, words):
    assert left_until(Meeting(starts_at=starts), AT) == words
    assert left_until(Meeting(starts_at=starts, state="cancelled"), AT) == ""


def test_documents_come_with_the_meeting_and_go_while_it_is_open(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    head, url = cast.client("head"), reverse("meeting_new", args=[cast.round.campaign_id])
    head.post(url, sent(cast, documents=[photo("sơ đồ.png")]))
    meeting = Meeting.objects.get()
    assert "sơ đồ.png" in text_of(cast.client("clerk").get(reverse("meeting", args=[meeting.pk])))
    away = reverse("meeting_file_remove", args=[meeting.attachments.get().pk])
    meetings.cancel_meeting(meeting, "Bão", by=cast.head, at=AT)
    assert "Cuộc họp đã hủy; lịch không đổi được nữa." in text_of(head.post(away, follow=True))
    put(meeting, state="planned")
    assert "Đã bỏ tệp sơ đồ.png." in text_of(head.post(away, follow=True))
    assert not meeting.attachments.exists()


# The database -----------------------------------------------------------------------------------------------------


def test_a_meeting_ends_after_it_begins_and_is_in_a_known_state(cast):
    meeting = meeting_of(cast)
    put(meeting, ends_at=meeting.starts_at)
    with violates("meeting_ends_after_it_begins"):
        put(meeting, ends_at=meeting.starts_at - HOUR)
    with violates("meeting_state_is_known"):
        put(meeting, state="forgotten")


def test_a_unit_is_invited_once_and_its_attendance_is_a_known_one(cast):
    meeting = meeting_of(cast)
    with violates("attendance_once_for_a_unit"):
        Attendance.objects.create(meeting=meeting, unit=cast.clerk.unit)
    with violates("attendance_state_is_known"):
        put(invitation_of(meeting, cast.clerk), state="late")
