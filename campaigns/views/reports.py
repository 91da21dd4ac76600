"""Báo cáo: who filed what by when, a unit's own report, and what the leaders do about it."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.actions import reports as actions
from campaigns.forms.reports import ExtensionForm, ReportForm, ReturnForm
from campaigns.models import Attachment, Campaign, DueDate, Extension, Report, ReportDuty
from campaigns.predicates import is_own_unit, leads_year
from campaigns.punctuality import Kind, Obligation, Standing
from campaigns.states import ReportState
from toolkit.access import get_permitted, may, require_permission
from toolkit.forms import done
from toolkit.reasons import NotPossible
from units.models import Membership, Unit

SEE_YEAR = "Trang này dành cho các đơn vị của Khối."
NOT_YOUR_REPORT = "Báo cáo do đơn vị phải nộp viết và gửi."
NOT_YOURS_TO_JUDGE = (
    "Trả lại và gia hạn báo cáo là việc của Trưởng Khối; với đơn vị Trưởng Khối là của Phó Trưởng Khối. "
    "Không ai làm việc đó cho đơn vị mình."
)


# The matrix -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit in a due date; `is_drafted` is told to the unit itself alone."""

    obligation: Obligation
    standing: Standing
    words: str
    is_drafted: bool = False


@require_safe
def reports(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune")
    campaign = get_permitted(request, "campaigns.see_year", visible, pk=pk, refusal=SEE_YEAR)
    today = timezone.localdate()
    members = Membership.objects.in_year(campaign.bloc, campaign.year).select_related("unit")
    units = [member.unit for member in members.order_by("position", "pk")]
    obligations = DueDate.objects.in_campaign(campaign).obligations()
    duties = ReportDuty.objects.in_campaign(campaign).prefetch_related("due_dates").order_by("pk")
    context = {
        "campaign": campaign,
        "units": units,
        "rows": matrix(duties, units, obligations, today, request.user.unit_id),
        "duties": duties,
        "may_edit": may(request.user, "campaigns.edit_report_duty", campaign),
        "missing": sum(1 for one in obligations if one.standing(today).kind == Kind.MISSING),
    }
    return render(request, "campaigns/report/reports.html", context)


def matrix(duties, units, obligations, today, own_unit):
    """(due date, [(unit, cell)]) by day; the cell is None where a unit owes nothing."""
    dues = sorted((due for duty in duties for due in duty.due_dates.all()), key=lambda due: (due.due_on, due.pk))
    found = {(one.due, one.unit): one for one in obligations}
    return [(due, [(unit, _cell(found.get((due.pk, unit.pk)), today, own_unit)) for unit in units]) for due in dues]


def _cell(obligation: Obligation | None, today, own_unit) -> Cell | None:
    if obligation is None:
        return None
    standing = obligation.standing(today)
    is_drafted = obligation.unit == own_unit and obligation.report is not None and not standing.is_filed
    return Cell(obligation, standing, obligation.words(today), is_drafted and not obligation.is_returned)


# One report -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Owed:
    """A due date and a unit that owes it, with what there is of it; `report` unsaved when nothing was written."""

    due: DueDate
    unit: Unit
    report: Report
    extension: Extension | None

    @property
    def campaign(self) -> Campaign:
        return self.due.campaign

    @property
    def obligation(self) -> Obligation:
        is_filed = self.report.state == ReportState.FILED and self.report.filed_at
        return Obligation(
            due=self.due.pk,
            unit=self.unit.pk,
            code=self.unit.code,
            title=str(self.due),
            due_on=self.due.due_on,
            extended_to=self.extension.until if self.extension else None,
            filed_on=timezone.localdate(self.report.filed_at) if is_filed else None,
            is_returned=self.report.state == ReportState.RETURNED,
            report=self.report.pk,
        )


def owed_or_404(request, due: int, code: str) -> Owed:
    """A draft of another unit is not there for anybody else."""
    dues = DueDate.objects.visible_to(request.user).select_related("duty__campaign__bloc__commune")
    found = get_object_or_404(dues, pk=due)
    owing = DueDate.objects.filter(pk=due).by_unit().filter(code=code).values("owing")
    unit = get_object_or_404(Unit, pk__in=owing)
    reports = Report.objects.visible_to(request.user).filter(due=found, unit=unit)
    report = reports.select_related("filed_by").first() or Report(due=found, unit=unit)
    report.due, report.unit = found, unit  # the same objects: their campaign is asked for once
    extension = Extension.objects.filter(due=found, unit=unit).select_related("given_by__unit").first()
    return Owed(found, unit, report, extension)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, due, code):
    owed = owed_or_404(request, due, code)
    may_write = may(request.user, "campaigns.file_report", owed.report)
    form = None
    if request.method == "POST":
        require_permission(request, "campaigns.file_report", owed.report, refusal=NOT_YOUR_REPORT)
        form = ReportForm(request.POST, request.FILES)
        if form.is_valid() and _written(request, form, owed):
            return redirect("report", due, code)
        owed = owed_or_404(request, due, code)
    elif may_write and owed.report.is_editable and owed.campaign.is_open:
        stored = {"number": owed.report.number, "text": owed.report.text, "version": owed.report.version}
        form = ReportForm(initial=stored)
    return render(request, "campaigns/report/report.html", _context(request, owed, form, may_write))


def sees_history(user, thing) -> bool:
    """Histories of what a unit hands in are told to that unit and to the leaders."""
    return user.is_superuser or is_own_unit(user, thing) or leads_year(user, thing)


def _written(request, form: ReportForm, owed: Owed) -> bool:
    is_filing = "nop" in request.POST
    action = actions.file_report if is_filing else actions.save_report
    files, now = form.cleaned_data["new_files"], timezone.now()
    signed = {"files": files, "seen": form.seen, "by": request.user, "at": now}
    if not done(form, action, owed.due, owed.unit, form.content, **signed):
        return False
    said = "Đã nộp báo cáo" if is_filing else "Đã lưu nháp"
    messages.success(request, f"{said} lúc {timezone.localtime(now):%H:%M}.")
    return True


def _context(request, owed: Owed, form, may_write: bool):
    today = timezone.localdate()
    stored = owed.report.pk is not None
    return {
        "owed": owed,
        "campaign": owed.campaign,
        "report": owed.report if stored else None,
        "obligation": owed.obligation,
        "standing": owed.obligation.standing(today),
        "words": owed.obligation.words(today),
        "form": form,
        "may_write": may_write,
        "sees_history": sees_history(request.user, owed.report),
        "may_judge": may(request.user, "campaigns.judge_report", owed.report),
        "files": owed.report.attachments.order_by("added_at", "pk") if stored else [],
        "templates": owed.due.duty.attachments.order_by("added_at", "pk"),
    }


@require_POST
def report_file_remove(request, pk):
    visible = Attachment.objects.visible_to(request.user).filter(report__isnull=False)
    file = get_object_or_404(visible.select_related("report__unit", "report__due__duty__campaign"), pk=pk)
    require_permission(request, "campaigns.file_report", file.report, refusal=NOT_YOUR_REPORT)
    try:
        actions.take_file_from_report(file)
        messages.success(request, f"Đã bỏ tệp {file.name}.")
    except NotPossible as problem:
        messages.error(request, str(problem))
    return redirect("report", file.report.due_id, file.report.unit.code)


# What the leaders do --------------------------------------------------------------------------------------------------


def _judged(request, perm: str, due: int, code: str) -> Owed:
    owed = owed_or_404(request, due, code)
    require_permission(request, perm, owed.report, refusal=NOT_YOURS_TO_JUDGE)
    return owed


def _form_page(owed: Owed, form, button: str, noun: str):
    return {
        "owed": owed,
        "campaign": owed.campaign,
        "form": form,
        "button": button,
        "keep": f"{noun}-{owed.due.pk}.{owed.unit.pk}-{owed.campaign.pk}",
        "cancel_url": reverse("report", args=[owed.due.pk, owed.unit.code]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def report_return(request, due, code):
    owed = _judged(request, "campaigns.judge_report", due, code)
    version = {"version": owed.report.version}
    form = ReturnForm(request.POST) if request.method == "POST" else ReturnForm(initial=version)
    if form.is_bound and form.is_valid():
        remark, signed = form.cleaned_data["remark"], {"seen": form.seen, "by": request.user, "at": timezone.now()}
        if done(form, actions.send_back_report, owed.report, remark, **signed):
            messages.success(request, f"Đã trả lại báo cáo của {owed.unit.name}.")
            return redirect("report", due, code)
    return render(request, "campaigns/report/return.html", _form_page(owed, form, "Trả lại báo cáo", "report_return"))


@require_http_methods(["GET", "HEAD", "POST"])
def report_extend(request, due, code):
    owed = _judged(request, "campaigns.extend_report", due, code)
    given = owed.extension
    stored = {"until": given.until, "reason": given.reason, "version": given.version} if given else {"version": 0}
    form = ExtensionForm(request.POST) if request.method == "POST" else ExtensionForm(initial=stored)
    if form.is_bound and form.is_valid():
        wanted = {"until": form.cleaned_data["until"], "reason": form.cleaned_data["reason"], "seen": form.seen}
        signed = {"by": request.user, "at": timezone.now()}
        if done(form, actions.extend_report, owed.due, owed.unit, **wanted, **signed):
            messages.success(request, f"Đã gia hạn cho {owed.unit.name} đến {wanted['until']:%d/%m/%Y}.")
            return redirect("report", due, code)
    return render(request, "campaigns/report/extend.html", _form_page(owed, form, "Gia hạn", "report_extend"))


@require_POST
def report_extension_remove(request, due, code):
    owed = _judged(request, "campaigns.extend_report", due, code)
    if owed.extension is not None:
        try:
            actions.take_back_extension(owed.extension, by=request.user)
            messages.success(request, f"Đã bỏ gia hạn của {owed.unit.name}.")
        except NotPossible as problem:
            messages.error(request, str(problem))
    return redirect("report", due, code)
