"""Why a paper of the year is not issued, as sentences. Who may issue it stands in khoi_thidua/rules.py."""

from datetime import datetime
from typing import Any

from awards.models import Paper
from awards.states import YearPaperKind
from campaigns.actions.meetings import reasons_not_to_change, reasons_not_to_invite
from campaigns.actions.year import reasons_not_to_edit
from campaigns.documents.initiative_list import MOST_ROWS
from campaigns.models import Campaign, Commitment, Initiative, Meeting, Pledge
from campaigns.states import InitiativeState, MeetingState, PledgeState

K = YearPaperKind


def subject_of(thing: Any) -> str:
    """How a paper names what it is about: "meeting/12"; "" is the year itself."""
    return f"{thing._meta.model_name}/{thing.pk}" if thing is not None else ""


def paper_in_force(campaign: Campaign, kind: YearPaperKind, thing: Any) -> Paper | None:
    papers = Paper.objects.of_year().in_force().filter(campaign=campaign, kind=kind, subject=subject_of(thing))
    return papers.select_related("bloc").first()


def reasons_not_to_issue(campaign: Campaign, kind: YearPaperKind, thing: Any, *, at: datetime) -> list[str]:
    if paper := paper_in_force(campaign, kind, thing):
        return [f"{paper} đã ban hành ngày {paper.issued_on:%d/%m/%Y}; số, ngày và nội dung đã cố định."]
    match kind:
        case K.PLAN:
            return _plan(campaign)
        case K.PLEDGE:
            return _pledge(campaign)
        case K.INITIATIVE_LIST:
            return _initiative_list(campaign)
        case K.INITIATIVE_FORM:
            return _initiative_form(thing)
        case K.INVITATION:
            return _invitation(thing, at)
        case K.MEETING_MINUTES:
            return _minutes(thing)


def _plan(campaign: Campaign) -> list[str]:
    reasons = reasons_not_to_edit(campaign)
    areas = list(campaign.areas.prefetch_related("tasks").order_by("number"))
    if not areas:
        reasons.append("Kế hoạch chưa có nội dung thi đua nào. Thêm ít nhất một nội dung.")
    empty = [str(area.number) for area in areas if not area.tasks.all()]
    if empty:
        reasons.append(f"Nội dung {', '.join(empty)} chưa có nhiệm vụ nào.")
    return reasons


def _pledge(campaign: Campaign) -> list[str]:
    pledge = Pledge.objects.filter(campaign=campaign).first()
    if pledge is None:
        return ["Chưa soạn giao ước thi đua của năm."]
    if not Commitment.objects.filter(pledge=pledge).exists():
        return ["Giao ước chưa có nội dung cam kết nào."]
    if pledge.state == PledgeState.DRAFTING:
        return ["Giao ước còn đang soạn. Mở cho các đơn vị xác nhận trước khi ban hành."]
    return []


def _initiative_list(campaign: Campaign) -> list[str]:
    count = Initiative.objects.filter(campaign=campaign).registered().count()
    if not count:
        return ["Chưa có sáng kiến, mô hình, giải pháp nào được đăng ký."]
    if count > MOST_ROWS:
        return [f"Danh mục có {count} mục; văn bản in được nhiều nhất {MOST_ROWS}. Tải danh mục dạng bảng (XLSX)."]
    return []


def _initiative_form(initiative: Initiative) -> list[str]:
    if initiative.state in InitiativeState.counted_as_registered():
        return []
    state = initiative.get_state_display().lower()
    return [f"“{initiative}” {state}; phiếu ban hành được từ khi đơn vị đăng ký."]


def _invitation(meeting: Meeting, at: datetime) -> list[str]:
    """A meeting whose units were told already may still get its paper."""
    if meeting.state == MeetingState.INVITED:
        return [] if meeting.starts_at > at else ["Giờ bắt đầu đã qua; không ban hành giấy mời nữa."]
    return reasons_not_to_invite(meeting, at) if meeting.is_open else reasons_not_to_change(meeting)


def _minutes(meeting: Meeting) -> list[str]:
    if meeting.state == MeetingState.HELD:
        return []
    if meeting.state == MeetingState.CANCELLED:
        return ["Cuộc họp đã hủy; không có biên bản."]
    return ["Cuộc họp chưa kết thúc. Ghi điểm danh, kết luận và kết thúc cuộc họp trước khi ban hành biên bản."]
