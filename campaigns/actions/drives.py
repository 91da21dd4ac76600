"""Drives: set up by the head, registered for and reported on by each unit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns.actions.files import attach, detach
from campaigns.models import Attachment, Campaign, Drive, DriveEntry
from campaigns.states import CampaignState
from toolkit.history import acting
from toolkit.private_files import AcceptedFile
from toolkit.reasons import require
from toolkit.versions import save_seen
from units.models import Unit

NO_MORE = "Năm {} {}; đơn vị không đăng ký hay nộp kết quả đợt thi đua."


@transaction.atomic
def set_up_drive(campaign: Campaign, values: Mapping[str, Any], *, by, at: datetime) -> Drive:
    drive = Drive(campaign=campaign, **values)
    require(reasons_not_to_edit(drive) or reasons_not_to_name(drive))
    with acting("Phát động đợt thi đua", by=by):
        drive.save()
    return drive


@transaction.atomic
def change_drive(drive: Drive, values: Mapping[str, Any], *, seen: int, by, at: datetime) -> Drive:
    """Raises ChangedMeanwhile when somebody saved after the version that was `seen`."""
    for name, value in values.items():
        setattr(drive, name, value)
    require(reasons_not_to_edit(drive) or reasons_not_to_name(drive))
    with acting("Sửa đợt thi đua", by=by):
        save_seen(drive, seen=seen)
    return drive


@transaction.atomic
def remove_drive(drive: Drive, *, by, at: datetime) -> None:
    require(reasons_not_to_edit(drive) or reasons_not_to_remove(drive))
    with acting("Bỏ đợt thi đua", by=by):
        drive.delete()


@transaction.atomic
def register_for_drive(drive: Drive, unit: Unit, registration: str, *, seen: int, by, at: datetime) -> DriveEntry:
    """The first day counts: what is corrected later was still registered then."""
    require(reasons_not_to_hand_in(drive.campaign))
    Drive.objects.select_for_update().get(pk=drive.pk)  # two colleagues register at once: the second is told
    entry = entry_of(drive, unit)
    with acting("Đăng ký đợt thi đua", by=by):
        if entry is None:
            return DriveEntry.objects.create(
                drive=drive, unit=unit, registration=registration, registered_at=at, registered_by=by, version=1
            )
        entry.registration = registration
        save_seen(entry, seen=seen)
    return entry


@transaction.atomic
def report_on_drive(
    entry: DriveEntry, result: str, photos: Sequence[AcceptedFile], *, seen: int, by, at: datetime
) -> DriveEntry:
    """The first day counts here too."""
    require(reasons_not_to_hand_in(entry.campaign))
    entry.result = result
    entry.reported_at = entry.reported_at or at
    with acting("Nộp kết quả đợt thi đua", by=by):
        save_seen(entry, seen=seen)
    attach(entry, photos, by=by, at=at)
    return entry


@transaction.atomic
def remove_photo(photo: Attachment) -> None:
    """While units hand in."""
    require(reasons_not_to_hand_in(photo.drive_entry.campaign))
    detach(photo)


def entry_of(drive: Drive, unit: Unit) -> DriveEntry | None:
    return DriveEntry.objects.filter(drive=drive, unit=unit).select_related("drive__campaign", "unit").first()


# Why not, as sentences --------------------------------------------------------------------------------------------


def reasons_not_to_edit(drive: Drive) -> list[str]:
    campaign = drive.campaign
    if campaign.state == CampaignState.REVIEWED:
        return [f"Năm {campaign.year} đã tổng kết; đợt thi đua của năm ấy không đổi nữa."]
    return []


def reasons_not_to_name(drive: Drive) -> list[str]:
    others = Drive.objects.filter(campaign=drive.campaign_id, name=drive.name).exclude(pk=drive.pk)
    return [f"Năm {drive.year} đã có đợt thi đua tên “{drive.name}”."] if others.exists() else []


def reasons_not_to_remove(drive: Drive) -> list[str]:
    count = drive.entries.count()
    return [f"Đã có {count} đơn vị đăng ký; đợt thi đua này không bỏ được."] if count else []


def reasons_not_to_hand_in(campaign: Campaign) -> list[str]:
    if campaign.is_open:
        return []
    why = "chưa ban hành kế hoạch" if campaign.state == CampaignState.DRAFTING else "đã tổng kết"
    return [NO_MORE.format(campaign.year, why)]
