"""Exemplars: introduced by a unit, selected by somebody else, published, told elsewhere, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.actions.files import attach, detach
from campaigns.actions.telling import told_anew
from campaigns.models import Attachment, Campaign, Exemplar, Spread
from campaigns.states import CampaignState, ExemplarState
from toolkit.history import acting
from toolkit.private_files import AcceptedFile
from toolkit.reasons import require
from toolkit.versions import locked, save_seen
from units.models import Unit

S = ExemplarState
NO_CONSENT = "Chưa ghi nhận sự đồng ý của người, tập thể được giới thiệu; chưa công bố được."


# The unit ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_exemplar(
    campaign: Campaign, unit: Unit, values: Mapping[str, Any], photos: Sequence[AcceptedFile], *, by, at: datetime
) -> Exemplar:
    require(reasons_not_to_hand_in(campaign))
    exemplar = Exemplar(campaign=campaign, unit=unit, **values)
    with acting("Soạn điển hình", by=by):
        exemplar.save()
    attach(exemplar, photos, by=by, at=at)
    return exemplar


@transaction.atomic
def change_exemplar(
    exemplar: Exemplar, values: Mapping[str, Any], photos: Sequence[AcceptedFile], *, seen: int, by, at: datetime
) -> Exemplar:
    """Raises ChangedMeanwhile when somebody saved after the version that was `seen`."""
    exemplar = locked(exemplar)
    require(reasons_not_to_change(exemplar))
    for name, value in values.items():
        setattr(exemplar, name, value)
    with acting("Sửa điển hình", by=by):
        save_seen(exemplar, seen=seen)
    attach(exemplar, photos, by=by, at=at)
    return exemplar


@transaction.atomic
def introduce_exemplar(exemplar: Exemplar, *, by, at: datetime) -> None:
    exemplar = locked(exemplar)
    require(reasons_not_to_introduce(exemplar))
    is_draft = exemplar.state == S.DRAFTING
    with acting("Giới thiệu điển hình", by=by), told_anew(exemplar, is_draft):
        exemplar.introduce(at=at)
        exemplar.save()


@transaction.atomic
def remove_exemplar(exemplar: Exemplar, *, by, at: datetime) -> None:
    """A draft goes, and its photos with it."""
    exemplar = locked(exemplar)
    require([] if exemplar.state == S.DRAFTING else ["Chỉ bỏ được bản đang soạn."])
    for attachment in exemplar.attachments.all():
        detach(attachment)
    with acting("Bỏ bản soạn", by=by):
        exemplar.delete()


@transaction.atomic
def remove_photo(photo: Attachment) -> None:
    """While the unit may still change the exemplar."""
    require(reasons_not_to_change(locked(photo.exemplar)))
    detach(photo)


# Whoever selects --------------------------------------------------------------------------------------------------


@transaction.atomic
def return_exemplar(exemplar: Exemplar, remark: str, *, by, at: datetime) -> None:
    exemplar = locked(exemplar)
    require(reasons_not_to_judge(exemplar))
    with acting("Trả lại điển hình", by=by):
        exemplar.send_back(remark=remark)
        exemplar.save()


@transaction.atomic
def publish_exemplar(exemplar: Exemplar, *, by, at: datetime) -> None:
    """On the page every unit sees, from now on; whoever is shown has agreed."""
    exemplar = locked(exemplar)
    require(reasons_not_to_publish(exemplar))
    with acting("Công bố điển hình", by=by):
        exemplar.publish(by=by, at=at)
        exemplar.save()


@transaction.atomic
def withdraw_exemplar(exemplar: Exemplar, remark: str, *, consent_ended: bool, by, at: datetime) -> None:
    """Off the page again. Without consent it does not come back before the unit notes it anew."""
    exemplar = locked(exemplar)
    require([] if exemplar.state == S.PUBLISHED else ["Điển hình này không còn công bố."])
    with acting("Gỡ điển hình", by=by):
        exemplar.withdraw(remark=remark)
        exemplar.has_consent = exemplar.has_consent and not consent_ended
        exemplar.save()


# Where it was told ------------------------------------------------------------------------------------------------


@transaction.atomic
def add_spread(exemplar: Exemplar, values: Mapping[str, Any], *, by, at: datetime) -> Spread:
    exemplar = locked(exemplar)
    require(reasons_not_to_spread(exemplar, values, timezone.localdate(at)))
    return Spread.objects.create(exemplar=exemplar, added_by=by, **values)


def remove_spread(spread: Spread) -> None:
    spread.delete()


# Why not, as sentences --------------------------------------------------------------------------------------------


def reasons_not_to_hand_in(campaign: Campaign) -> list[str]:
    if campaign.is_open:
        return []
    why = "chưa ban hành kế hoạch" if campaign.state == CampaignState.DRAFTING else "đã tổng kết"
    return [f"Năm {campaign.year} {why}; đơn vị không giới thiệu điển hình."]


def reasons_not_to_change(exemplar: Exemplar) -> list[str]:
    if exemplar.state not in (S.DRAFTING, S.RETURNED):
        return [f"Điển hình {exemplar.get_state_display().lower()}; sửa được khi Khối trả lại."]
    return reasons_not_to_hand_in(exemplar.campaign)


def reasons_not_to_introduce(exemplar: Exemplar) -> list[str]:
    reasons = reasons_not_to_change(exemplar)
    return reasons if reasons or exemplar.narrative else ["Chưa viết câu chuyện của điển hình."]


def reasons_not_to_judge(exemplar: Exemplar) -> list[str]:
    if exemplar.state != S.INTRODUCED:
        return [f"Điển hình đang ở trạng thái “{exemplar.get_state_display()}”, không phải “Đã giới thiệu”."]
    return []


def reasons_not_to_publish(exemplar: Exemplar) -> list[str]:
    reasons = reasons_not_to_judge(exemplar)
    return reasons if exemplar.has_consent else [*reasons, NO_CONSENT]


def reasons_not_to_spread(exemplar: Exemplar, values: Mapping[str, Any], today: date) -> list[str]:
    if exemplar.state != S.PUBLISHED:
        return ["Chỉ ghi tuyên truyền cho điển hình đã công bố."]
    if values["on"] > today:
        return ["Ngày tuyên truyền sau hôm nay. Ghi khi bài đã đăng."]
    link = values.get("link")
    if link and exemplar.spreads.filter(link=link).exists():
        return ["Bài viết này đã được ghi."]
    return []
