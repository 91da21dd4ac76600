"""Drives: the list of a year, one drive with what every unit does for it, and the two things a unit hands in."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import drives as actions
from campaigns.forms.drives import DriveForm, RegistrationForm, ResultForm
from campaigns.models import Attachment, Campaign, Drive, DriveEntry
from campaigns.views.of_year import seen_in_year, told, year_seen
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from units.models import Membership, Unit

EDIT, ENTER = "campaigns.edit_drive", "campaigns.enter_drive"
REFUSAL = "Đợt thi đua do Trưởng Khối phát động và sửa."
NOT_YOURS = "Đơn vị nào tham gia Khối trong năm thì đơn vị đó đăng ký và nộp kết quả."
LINES = 50


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a drive stands on a day: words and the class of the tag."""

    words: str
    tone: str = ""


def standing(drive: Drive, today: date) -> Standing:
    if today < drive.starts_on:
        return Standing("Sắp tới")
    return Standing("Đang diễn ra", "tag-doing") if today <= drive.ends_on else Standing("Đã kết thúc", "tag-done")


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in a drive. `registered_late`, `reported_late` in days; `owes` what is overdue without being there."""

    unit: Unit
    entry: DriveEntry | None
    registered_late: int
    reported_late: int
    owes: str
    photos: tuple[Attachment, ...]


def lines_of(drive: Drive, today: date) -> list[Line]:
    members = Membership.objects.in_year(drive.bloc_id, drive.year).select_related("unit").order_by("position", "pk")
    entries = drive.entries.prefetch_related("attachments")
    by_unit = {entry.unit_id: entry for entry in entries}
    return [line_of(drive, member.unit, by_unit.get(member.unit_id), today) for member in members]


def line_of(drive: Drive, unit: Unit, entry: DriveEntry | None, today: date) -> Line:
    if entry is None:
        return Line(unit, None, 0, 0, "registration" if overdue(drive.register_by, today) else "", ())
    owes = "result" if entry.reported_at is None and overdue(drive.report_by, today) else ""
    photos = tuple(entry.attachments.all())
    return Line(unit, entry, entry.registered_late_by, entry.reported_late_by, owes, photos)


def overdue(last_day: date | None, today: date) -> bool:
    return last_day is not None and today > last_day


def drives_seen(request):
    return Drive.objects.visible_to(request.user).select_related("campaign__bloc__commune")


def drive_edited(request, pk: int) -> Drive:
    return get_permitted(request, EDIT, drives_seen(request), pk=pk, refusal=REFUSAL)


# Reading ----------------------------------------------------------------------------------------------------------


@require_safe
def drives(request, pk):
    campaign, today = year_seen(request, pk), timezone.localdate()
    counted = Drive.objects.in_campaign(campaign).annotate(
        registered=Count("entries"), reported=Count("entries", filter=Q(entries__reported_at__isnull=False))
    )
    page = Paginator(counted.order_by("starts_on", "pk"), LINES).get_page(request.GET.get("trang"))
    context = {
        "campaign": campaign,
        "rows": [(drive, standing(drive, today)) for drive in page],
        "page": page,
        "units": Membership.objects.in_year(campaign.bloc_id, campaign.year).count(),
        "may_edit": may(request.user, EDIT, campaign),
    }
    return render(request, "campaigns/drive/list.html", context)


@require_safe
def drive(request, pk):
    found, today = seen_in_year(request, drives_seen(request), pk), timezone.localdate()
    lines = lines_of(found, today)
    mine = next((line for line in lines if line.unit.pk == request.user.unit_id), None)
    context = {
        "drive": found,
        "standing": standing(found, today),
        "days_left": (found.ends_on - today).days if found.starts_on <= today <= found.ends_on else None,
        "lines": lines,
        "mine": mine,
        "may_enter": mine is not None and found.campaign.is_open,
        "registered": sum(line.entry is not None for line in lines),
        "reported": sum(line.entry is not None and line.entry.reported_at is not None for line in lines),
        "may_edit": may(request.user, EDIT, found),
        "may_remove": not any(line.entry for line in lines),
    }
    return render(request, "campaigns/drive/detail.html", context)


# The head ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def drive_new(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_permitted(request, EDIT, visible, pk=pk, refusal=REFUSAL)
    form = DriveForm(request.POST if request.method == "POST" else None)
    signed = {"by": request.user, "at": timezone.now()}
    if form.is_valid() and done(form, actions.set_up_drive, campaign, form.values, **signed):
        messages.success(request, "Đã phát động đợt thi đua.")
        return redirect("drive", pk=form.result.pk)
    context = {"campaign": campaign, "form": form, "button": "Phát động", "keep": f"dot-thi-dua-moi-{campaign.pk}"}
    context["cancel_url"] = reverse("drives", args=[campaign.pk])
    return render(request, "campaigns/drive/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def drive_edit(request, pk):
    found = drive_edited(request, pk)
    form = DriveForm(request.POST if request.method == "POST" else None, initial=DriveForm.initial_of(found))
    signed = {"by": request.user, "at": timezone.now()}
    if form.is_valid() and done(form, actions.change_drive, found, form.values, seen=form.seen, **signed):
        messages.success(request, "Đã lưu đợt thi đua.")
        return redirect("drive", pk=found.pk)
    context = {
        "campaign": found.campaign,
        "drive": found,
        "form": form,
        "button": "Lưu",
        "keep": f"dot-thi-dua-{found.pk}-{found.campaign_id}",
        "cancel_url": reverse("drive", args=[found.pk]),
    }
    return render(request, "campaigns/drive/form.html", context)


@require_POST
def drive_remove(request, pk):
    found = drive_edited(request, pk)
    said = f"Đã bỏ đợt thi đua {found.name}."
    if told(request, said, actions.remove_drive, found, by=request.user, at=timezone.now()):
        return redirect("drives", pk=found.campaign_id)
    return redirect("drive", pk=pk)


# A unit -----------------------------------------------------------------------------------------------------------


def entry_page(request, pk: int) -> tuple[Drive, DriveEntry | None]:
    """The drive, and what the own unit has handed in for it; 403 for who has no unit in the year."""
    found = get_object_or_404(drives_seen(request), pk=pk)
    require_permission(request, ENTER, DriveEntry(drive=found, unit_id=request.user.unit_id), refusal=NOT_YOURS)
    return found, actions.entry_of(found, request.user.unit)


@require_http_methods(["GET", "HEAD", "POST"])
def drive_register(request, pk):
    found, entry = entry_page(request, pk)
    initial = {"registration": entry.registration, "version": entry.version} if entry else {"version": 0}
    form = RegistrationForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and done(
        form,
        actions.register_for_drive,
        found,
        request.user.unit,
        form.cleaned_data["registration"],
        seen=form.seen,
        by=request.user,
        at=timezone.now(),
    ):
        messages.success(request, f"Đã ghi đăng ký tham gia {found.name}.")
        return redirect("drive", pk=found.pk)
    context = _entry_context(found, entry, form, "Lưu đăng ký" if entry else "Đăng ký", "dang-ky-dot")
    return render(request, "campaigns/drive/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def drive_report(request, pk):
    found, entry = entry_page(request, pk)
    if entry is None:
        messages.error(request, "Đơn vị đăng ký trước, rồi nộp kết quả.")
        return redirect("drive_register", pk=found.pk)
    initial = {"result": entry.result, "version": entry.version}
    form = ResultForm(*((request.POST, request.FILES) if request.method == "POST" else ()), initial=initial)
    if form.is_valid() and done(
        form,
        actions.report_on_drive,
        entry,
        form.cleaned_data["result"],
        form.cleaned_data["photos"],
        seen=form.seen,
        by=request.user,
        at=timezone.now(),
    ):
        messages.success(request, f"Đã ghi kết quả {found.name}.")
        return redirect("drive", pk=found.pk)
    context = _entry_context(found, entry, form, "Lưu kết quả" if entry.reported_at else "Nộp kết quả", "ket-qua-dot")
    context["photos"] = entry.attachments.order_by("added_at", "pk")
    return render(request, "campaigns/drive/report.html", context)


def _entry_context(found: Drive, entry: DriveEntry | None, form, button: str, keep: str) -> dict:
    return {
        "drive": found,
        "campaign": found.campaign,
        "entry": entry,
        "form": form,
        "button": button,
        "keep": f"{keep}-{found.pk}-{found.campaign_id}",
        "cancel_url": reverse("drive", args=[found.pk]),
    }


@require_POST
def drive_photo_remove(request, pk):
    visible = Attachment.objects.visible_to(request.user).filter(drive_entry__isnull=False)
    photo = get_object_or_404(visible.select_related("drive_entry__drive__campaign"), pk=pk)
    require_permission(request, ENTER, photo.drive_entry, refusal=NOT_YOURS)
    told(request, f"Đã bỏ ảnh {photo.name}.", actions.remove_photo, photo)
    return redirect("drive_report", pk=photo.drive_entry.drive_id)
