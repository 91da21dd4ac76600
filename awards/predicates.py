"""Why a paper of the year is not issued, as sentences. Who may issue it stands in khoi_thidua/rules.py."""

from datetime import datetime
from typing import Any

from awards.models import Ballot, Nomination, Paper
from awards.states import NominationState, YearPaperKind
from campaigns.actions.meetings import reasons_not_to_change, reasons_not_to_invite
from campaigns.actions.year import reasons_not_to_edit
from campaigns.documents.initiative_list import MOST_ROWS
from campaigns.models import Campaign, Commitment, Initiative, Meeting, Pledge, PledgeConfirmation, UnitPlan
from campaigns.states import InitiativeState, MeetingState, PlanState, PledgeState
from scoring.models import Round
from scoring.provisional import reasons_not_to_show
from units.models import Membership

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
        case K.REGISTRATION:
            return _registration(campaign, thing)
        case K.UNIT_SHEET | K.UNIT_REPORT:
            return _of_settled(thing.round)
        case K.PERSON_REPORT:
            return _person_report(thing)
        case K.FINAL_REPORT:
            return _of_settled(thing)
        case K.BALLOT_MINUTES:
            return _of_closed(thing)


def reasons_not_to_draft(kind: YearPaperKind, thing: Any) -> list[str]:
    """Why there is nothing to show yet; most papers can be looked at any time."""
    if kind is K.UNIT_SHEET:
        return reasons_not_to_show(thing.round)
    if kind is K.BALLOT_MINUTES:
        return _of_closed(thing)
    return _of_settled(thing) if kind is K.FINAL_REPORT else []


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


def _registration(campaign: Campaign, membership: Membership) -> list[str]:
    """A unit that has handed in nothing has nothing to register with."""
    of_unit = {"unit": membership.unit_id}
    if (
        Initiative.objects.filter(campaign=campaign, **of_unit).registered().exists()
        or UnitPlan.objects.filter(campaign=campaign, state=PlanState.FILED, **of_unit).exists()
        or PledgeConfirmation.objects.filter(pledge__campaign=campaign, **of_unit).exists()
    ):
        return []
    return ["Đơn vị chưa đăng ký gì. Xác nhận giao ước, gửi kế hoạch hoặc đăng ký sáng kiến trước."]


def _of_settled(round: Round) -> list[str]:
    return [] if round.is_settled else [f"{round.name} chưa chốt; văn bản này lập từ kết quả đã chốt."]


def _of_closed(ballot: Ballot) -> list[str]:
    return [] if ballot.outcome else ["Cuộc bỏ phiếu chưa đóng; biên bản lập từ kết quả đã kiểm."]


def _person_report(nomination: Nomination) -> list[str]:
    reasons = []
    if nomination.state not in (NominationState.SUBMITTED, NominationState.ACCEPTED):
        reasons.append(f"Đề nghị {nomination.get_state_display().lower()}; báo cáo ban hành được khi đề nghị đã gửi.")
    if not nomination.achievements.strip():
        reasons.append("Báo cáo chưa có phần thành tích đạt được.")
    return reasons
