"""Báo cáo: written and filed by a unit, sent back by who judges it, given more time with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from campaigns.actions.files import attach, detach
from campaigns.actions.telling import told_anew
from campaigns.models import Attachment, Campaign, DueDate, Extension, Report
from campaigns.states import CampaignState, ReportState
from toolkit.history import acting
from toolkit.private_files import AcceptedFile
from toolkit.reasons import require
from toolkit.versions import save_seen
from units.models import Unit


@dataclass(frozen=True, slots=True)
class ReportContent:
    number: str = ""
    text: str = ""


@transaction.atomic
def save_report(
    due: DueDate, unit: Unit, content: ReportContent, *, files: Sequence[AcceptedFile] = (), seen: int, by, at: datetime
) -> Report:
    """Keep a draft, which the unit alone sees; what came back stays sent back until it is filed."""
    report = _written(due, unit, content)
    with acting("Lưu báo cáo", by=by):
        _keep(report, files, seen=seen, by=by, at=at)
    return report


@transaction.atomic
def file_report(
    due: DueDate, unit: Unit, content: ReportContent, *, files: Sequence[AcceptedFile] = (), seen: int, by, at: datetime
) -> Report:
    """Hand it in. The day of the last filing is the one that counts."""
    report = _written(due, unit, content)
    require(reasons_not_to_file(report, files))
    is_draft = report.state == ReportState.DRAFTING
    report.file(by=by, at=at)
    with acting("Nộp báo cáo", by=by):
        _keep(report, files, seen=seen, by=by, at=at, is_told_anew=is_draft)
    return report


@transaction.atomic
def send_back_report(report: Report, remark: str, *, seen: int, by, at: datetime) -> None:
    """Until the unit files it again, it has not been filed."""
    require(reasons_not_to_send_back(report))
    report.send_back(remark=remark)
    with acting("Trả lại báo cáo", by=by):
        save_seen(report, seen=seen)


@transaction.atomic
def extend_report(due: DueDate, unit: Unit, *, until: date, reason: str, seen: int, by, at: datetime) -> Extension:
    """Give the unit more time, or change the time it was given."""
    _lock(due)
    require(reasons_not_to_extend(due, until))
    extension = Extension.objects.filter(due=due, unit=unit).first() or Extension(due=due, unit=unit)
    extension.until, extension.reason = until, reason
    extension.given_by, extension.given_at = by, at
    with acting("Gia hạn báo cáo", by=by):
        _save(extension, seen)
    return extension


@transaction.atomic
def take_back_extension(extension: Extension, *, by) -> None:
    """As if it had not been given; the history of the duty still tells it."""
    require(reasons_closed(extension.campaign))
    with acting("Bỏ gia hạn báo cáo", by=by):
        extension.delete()


@transaction.atomic
def take_file_from_report(attachment: Attachment) -> None:
    report = Report.objects.select_for_update().get(pk=attachment.report_id)
    require([*reasons_closed(report.campaign), *_reasons_not_to_write(report)])
    detach(attachment)


def _written(due: DueDate, unit: Unit, content: ReportContent) -> Report:
    """The unit's report with this content, not yet stored."""
    _lock(due)
    require([*reasons_closed(due.campaign), *_reasons_not_to_owe(due, unit)])
    report = Report.objects.filter(due=due, unit=unit).first() or Report(due=due, unit=unit)
    require(_reasons_not_to_write(report))
    report.number, report.text = content.number, content.text
    return report


def _keep(
    report: Report, files: Sequence[AcceptedFile], *, seen: int, by, at: datetime, is_told_anew: bool = False
) -> None:
    """`is_told_anew`: as a whole, not as what was changed, which would tell the draft to everybody."""
    with told_anew(report, is_told_anew):
        _save(report, seen)
    attach(report, files, by=by, at=at)


def _save(row: Report | Extension, seen: int) -> None:
    if row._state.adding:
        row.version = 1
        row.save()
    else:
        save_seen(row, seen=seen)


def _lock(due: DueDate) -> None:
    """Of two who write the first word about a due date at once, the second one sees the first."""
    DueDate.objects.select_for_update().get(pk=due.pk)


# Reasons not to -------------------------------------------------------------------------------------------------------


def reasons_closed(campaign: Campaign) -> list[str]:
    if campaign.is_open:
        return []
    if campaign.state == CampaignState.REVIEWED:
        return [f"Phong trào năm {campaign.year} đã tổng kết, không nhận và không sửa báo cáo nữa."]
    return [f"Kế hoạch năm {campaign.year} chưa ban hành. Báo cáo nộp được từ khi ban hành."]


def reasons_not_to_file(report: Report, files: Sequence[AcceptedFile]) -> list[str]:
    if report.text or files or (report.pk and report.attachments.exists()):
        return []
    return ["Báo cáo còn trống. Viết nội dung hoặc đính kèm tệp rồi nộp."]


def reasons_not_to_send_back(report: Report) -> list[str]:
    closed = reasons_closed(report.campaign)
    if report.state != ReportState.FILED:
        return [*closed, f"Báo cáo đang ở trạng thái “{report.get_state_display()}”, không trả lại được."]
    return closed


def reasons_not_to_extend(due: DueDate, until: date) -> list[str]:
    closed = reasons_closed(due.campaign)
    if until <= due.due_on:
        return [*closed, f"Gia hạn đến một ngày sau hạn nộp {due.due_on:%d/%m/%Y}."]
    return closed


def _reasons_not_to_owe(due: DueDate, unit: Unit) -> list[str]:
    owing = DueDate.objects.filter(pk=due.pk).by_unit().filter(owing=unit.pk)
    return [] if owing.exists() else [f"{unit.name} không phải nộp báo cáo này."]


def _reasons_not_to_write(report: Report) -> list[str]:
    if report.is_editable:
        return []
    filed = timezone.localtime(report.filed_at)
    return [f"Báo cáo đã nộp lúc {filed:%H:%M} ngày {filed:%d/%m/%Y}. Cần sửa thì báo Trưởng Khối trả lại."]
