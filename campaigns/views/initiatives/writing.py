"""A unit writes its initiatives: draft, registration, and taking a draft back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions import initiatives as actions
from campaigns.forms.initiatives import InitiativeForm, SeenOnlyForm
from campaigns.models import Attachment, Initiative
from campaigns.states import InitiativeState
from campaigns.views.initiatives.fetching import (
    NOT_THE_UNIT,
    campaign_to_write_in,
    instead,
    own_initiative_of,
    visible_to,
)
from campaigns.views.initiatives.page import similar_to, told
from toolkit.access import require_permission
from toolkit.forms import done
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile

MORE, REGISTER, LACKING = "them-tac-gia", "dang-ky", "con-thieu"
CHANGED = "Nội dung vừa được người khác trong đơn vị sửa. Xem lại rồi đăng ký."


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, pk):
    campaign = campaign_to_write_in(request, pk)
    form = _form(request, campaign)
    if _is_to_save(request) and form.is_valid():
        unit, key = request.user.unit, form.cleaned_data["draft_key"]
        more = {"key": key, "files": form.cleaned_data["attached"], "by": request.user, "at": timezone.now()}
        if done(form, actions.start_draft, campaign, unit, form.texts, form.authors, **more):
            return _after_saving(request, form.result)
    own_drafts = Initiative.objects.visible_to(request.user).in_campaign(campaign).of_unit(request.user.unit_id)
    drafts = own_drafts.filter(state=InitiativeState.DRAFTING).listed().order_by("-pk")
    return _page(request, form, campaign, None, drafts=drafts[:5])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """`?con-thieu` shows what registering still lacks, each sentence at its field."""
    initiative = own_initiative_of(request, pk)
    if request.method != "POST" and (reasons := actions.reasons_not_to_change(initiative)):
        return instead(request, initiative, reasons)
    form = _form(request, initiative.campaign, initiative)
    if _is_to_save(request) and form.is_valid():
        more = {"files": form.cleaned_data["attached"], "by": request.user, "at": timezone.now()}
        if done(form, actions.write_draft, initiative, form.texts, form.authors, seen=form.seen, **more):
            return _after_saving(request, form.result)
    is_asked = LACKING in request.GET and not form.is_bound
    if is_asked:
        form.show_missing(actions.missing_to_register(initiative, list(initiative.authors.all())))
    return _page(request, form, initiative.campaign, initiative, is_asked=is_asked)


def _form(request, campaign, initiative=None) -> InitiativeForm:
    if request.method == "POST":
        more = MORE in request.POST
        return InitiativeForm(request.POST, request.FILES, campaign=campaign, initiative=initiative, more=more)
    authors = list(initiative.authors.order_by("position")) if initiative else []
    return InitiativeForm(campaign=campaign, initiative=initiative, authors=authors)


def _is_to_save(request) -> bool:
    """One line more for an author only draws the form anew, with everything typed."""
    return request.method == "POST" and MORE not in request.POST


def _after_saving(request, initiative):
    if REGISTER not in request.POST:
        messages.success(request, f"Đã lưu nháp “{initiative.title}”. Chỉ đơn vị mình thấy bản nháp.")
        return redirect("initiative", pk=initiative.pk)
    messages.success(request, "Đã lưu nháp.")
    return redirect("initiative_register", pk=initiative.pk)


def _page(request, form, campaign, initiative, **more):
    if form.is_bound and MORE in request.POST:
        form.errors.clear()  # typing goes on; what is wrong is said when it is saved
    context = {
        "form": form,
        "campaign": campaign,
        "initiative": initiative,
        "files": initiative.attachments.order_by("added_at", "pk") if initiative else [],
        "keep": f"sang-kien-{initiative.pk if initiative else 'moi'}-{campaign.pk}",
        "lost_files": form.is_bound and bool(request.FILES),
        **more,
    }
    return render(request, "campaigns/initiative/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request, pk):
    """What is handed in once more in full, with titles like it; then the button."""
    initiative = own_initiative_of(request, pk)
    if reasons := actions.reasons_not_to_change(initiative):
        return instead(request, initiative, reasons)
    if actions.missing_to_register(initiative, list(initiative.authors.all())):
        return redirect(f"{reverse('initiative_edit', args=[pk])}?{LACKING}")
    form = SeenOnlyForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid() and _registered(request, initiative, form):
        return redirect("initiative", pk=initiative.pk)
    context = {
        **told(initiative),
        "form": SeenOnlyForm(initial={"version": initiative.version}),
        "similar": similar_to(initiative, request.user),
    }
    return render(request, "campaigns/initiative/register.html", context)


def _registered(request, initiative, form) -> bool:
    try:
        actions.register_initiative(initiative, seen=form.seen, by=request.user, at=timezone.now())
    except ChangedMeanwhile:
        messages.warning(request, CHANGED)
        return False
    except NotPossible as problem:
        messages.warning(request, str(problem))
        return False
    messages.success(request, f"Đã đăng ký “{initiative.title}”. Người xét nhận đăng ký hoặc trả lại kèm ý kiến.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk):
    initiative = own_initiative_of(request, pk)
    if reasons := actions.reasons_not_in_state(initiative, InitiativeState.DRAFTING):
        return instead(request, initiative, reasons)
    if request.method == "POST":
        actions.delete_draft(initiative, by=request.user)
        messages.success(request, f"Đã bỏ bản nháp “{initiative.title}”.")
        return redirect("initiatives", pk=initiative.campaign_id)
    return render(request, "campaigns/initiative/delete.html", told(initiative))


@require_POST
def remove_file(request, pk):
    file = get_object_or_404(Attachment, pk=pk, initiative__in=visible_to(request))
    require_permission(request, "campaigns.write_initiative", file.initiative, refusal=NOT_THE_UNIT)
    try:
        actions.remove_file(file)
    except NotPossible as problem:
        return instead(request, file.initiative, problem.reasons)
    messages.success(request, f"Đã bỏ tệp {file.name}.")
    return redirect("initiative_edit", pk=file.initiative_id)
