"""Selecting exemplars: sent back, published, withdrawn; and where the published ones were told."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions import exemplars as actions
from campaigns.forms.exemplars import ReturnForm, SpreadForm, WithdrawForm
from campaigns.models import Exemplar, Spread
from campaigns.views.exemplars import SELECT, SPREAD, WRITE, exemplars_seen
from campaigns.views.of_year import told
from toolkit.access import get_permitted, may
from toolkit.forms import done

NOT_YOURS = "Phó Trưởng Khối chọn điển hình; điển hình của đơn vị Phó Trưởng Khối do Trưởng Khối chọn."
WITHDRAWS = "Gỡ điển hình là việc của đơn vị đã giới thiệu và của người chọn."
SPREADS = "Đơn vị tham gia Khối trong năm ghi việc tuyên truyền."


def exemplar_selected(request, pk: int) -> Exemplar:
    return get_permitted(request, SELECT, exemplars_seen(request), pk=pk, refusal=NOT_YOURS)


@require_http_methods(["GET", "HEAD", "POST"])
def exemplar_return(request, pk):
    found = exemplar_selected(request, pk)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    signed = {"by": request.user, "at": timezone.now()}
    if form.is_valid() and done(form, actions.return_exemplar, found, form.cleaned_data["remark"], **signed):
        messages.success(request, f"Đã trả lại {found.unit.name} để bổ sung.")
        return redirect("exemplars", pk=found.campaign_id)
    return render(request, "campaigns/exemplar/return.html", _context(found, form, "Trả lại"))


@require_POST
def exemplar_publish(request, pk):
    found = exemplar_selected(request, pk)
    said = "Đã công bố; các đơn vị của Khối xem được."
    told(request, said, actions.publish_exemplar, found, by=request.user, at=timezone.now())
    return redirect("exemplar", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def exemplar_withdraw(request, pk):
    """Whoever selects, and the unit itself: a consent that is taken back is heard there first."""
    found = get_object_or_404(exemplars_seen(request), pk=pk)
    if not (may(request.user, SELECT, found) or may(request.user, WRITE, found)):
        raise PermissionDenied(WITHDRAWS)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form,
        actions.withdraw_exemplar,
        found,
        form.cleaned_data["remark"],
        consent_ended=form.cleaned_data["consent_ended"],
        by=request.user,
        at=timezone.now(),
    ):
        messages.success(request, "Đã gỡ khỏi trang điển hình của Khối.")
        return redirect("exemplar", pk=found.pk)
    return render(request, "campaigns/exemplar/withdraw.html", _context(found, form, "Gỡ"))


@require_http_methods(["GET", "HEAD", "POST"])
def exemplar_spread(request, pk):
    found = get_permitted(request, SPREAD, exemplars_seen(request), pk=pk, refusal=SPREADS)
    form = SpreadForm(request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()})
    signed = {"by": request.user, "at": timezone.now()}
    if form.is_valid() and done(form, actions.add_spread, found, form.values, **signed):
        messages.success(request, "Đã ghi lượt tuyên truyền.")
        return redirect("exemplar", pk=found.pk)
    context = _context(found, form, "Ghi lại") | {"keep": f"tuyen-truyen-{found.pk}-{found.campaign_id}"}
    return render(request, "campaigns/exemplar/spread.html", context)


@require_POST
def spread_remove(request, pk):
    """Whoever selects, and the unit that wrote it down."""
    visible = Spread.objects.visible_to(request.user).select_related("exemplar__campaign", "added_by")
    found = get_object_or_404(visible.filter(exemplar__in=exemplars_seen(request).order_by().values("pk")), pk=pk)
    wrote = found.added_by is not None and found.added_by.unit_id == request.user.unit_id is not None
    if not (may(request.user, SELECT, found.exemplar) or (wrote and may(request.user, SPREAD, found.exemplar))):
        raise PermissionDenied("Đơn vị nào ghi thì đơn vị đó bỏ.")
    told(request, "Đã bỏ lượt tuyên truyền.", actions.remove_spread, found)
    return redirect("exemplar", pk=found.exemplar_id)


def _context(found: Exemplar, form, button: str) -> dict:
    return {
        "exemplar": found,
        "campaign": found.campaign,
        "form": form,
        "button": button,
        "cancel_url": reverse("exemplar", args=[found.pk]),
    }
