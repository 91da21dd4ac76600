"""The second factor: entering a code, setting an app up, recovery codes, and proving once more who is here."""

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from khoi_thidua.second_factor import is_verified, must_have, note_verified
from khoi_thidua.second_factor_forms import CodeForm, NewAppForm, PasswordProofForm
from toolkit import second_factor
from toolkit.proof import fresh_proof_required, has_fresh_proof, note_proof
from units.models import User

NEW_KEY = "second_factor_key"  # in the session, from the QR code to the first right code
MUST_KEEP = "Tài khoản này phải có xác thực hai lớp. Khi đổi điện thoại thì thiết lập trên máy mới."

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@sensitive_post_parameters("code")
@form_page
def check(request):
    """After the password, before anything else."""
    device = second_factor.device_of(request.user)
    if device is None or is_verified(request, device.pk):
        return HttpResponseRedirect(way_on(request))
    form = CodeForm(request.POST or None, user=request.user)
    if form.is_valid():
        note_verified(request, device, timezone.now())
        return HttpResponseRedirect(way_on(request))
    return render(request, "khoi_thidua/second_factor/check.html", {"form": form, "next": asked_for(request)})


@never_cache
@sensitive_post_parameters("code", "password")
@form_page
def proof(request):
    """Once more: the code of whoever has an app, the password of whoever has none."""
    has_app = second_factor.device_of(request.user) is not None
    typed = request.POST or None
    form = CodeForm(typed, user=request.user) if has_app else PasswordProofForm(typed, request=request)
    if form.is_valid():
        note_proof(request, timezone.now())
        return HttpResponseRedirect(asked_for(request) or request.get_full_path())
    context = {
        "form": form,
        "has_app": has_app,
        "next": asked_for(request),
        "minutes": settings.SUDO_MINUTES,
        "is_done": request.method != "POST" and not asked_for(request) and has_fresh_proof(request, timezone.now()),
    }
    return render(request, "khoi_thidua/second_factor/proof.html", context)


@never_cache
@require_safe
def security(request):
    context = {
        "device": second_factor.device_of(request.user),
        "codes_left": second_factor.recovery_codes_left(request.user),
        "must_have": must_have(request.user, timezone.localdate()),
        "sees_history": User.history.model.objects.visible_to(request.user).filter(history_of=request.user.pk).exists(),
    }
    return render(request, "khoi_thidua/second_factor/security.html", context)


@never_cache
@sensitive_post_parameters("code")
@form_page
@fresh_proof_required
def setup(request):
    key = key_in(request.session)
    form = NewAppForm(request.POST or None, user=request.user, key=key)
    if form.is_valid():
        del request.session[NEW_KEY]
        note_verified(request, second_factor.device_of(request.user), timezone.now())
        note(request, "Thiết lập xác thực hai lớp.")
        return codes_page(request, form.codes)
    context = {
        "form": form,
        "qr": key.qr(request.user),
        "letters": key.letters,
        "address": key.address(request.user),
        "next": asked_for(request),
        "has_app": second_factor.device_of(request.user) is not None,
        "must_have": must_have(request.user, timezone.localdate()),
    }
    return render(request, "khoi_thidua/second_factor/setup.html", context)


@never_cache
@form_page
@fresh_proof_required
def recovery_codes(request):
    if second_factor.device_of(request.user) is None:
        return redirect("second_factor_setup")
    if request.method == "POST":
        codes = second_factor.new_recovery_codes(request.user)
        note(request, "Tạo mã dự phòng mới.")
        return codes_page(request, codes)
    left = second_factor.recovery_codes_left(request.user)
    return render(request, "khoi_thidua/second_factor/recovery_codes.html", {"codes_left": left})


@never_cache
@form_page
@fresh_proof_required
def remove(request):
    if second_factor.device_of(request.user) is None:
        return redirect("security")
    if must_have(request.user, timezone.localdate()):
        raise PermissionDenied(MUST_KEEP)
    if request.method == "POST":
        second_factor.remove(request.user)
        note(request, "Bỏ xác thực hai lớp.")
        return redirect("security")
    return render(request, "khoi_thidua/second_factor/remove.html")


def codes_page(request, codes):
    """The one time that recovery codes are shown: the answer to the form that made them."""
    context = {"codes": codes, "way_on": way_on(request)}
    return render(request, "khoi_thidua/second_factor/codes.html", context)


def key_in(session) -> second_factor.Key:
    """The same QR code until its code was right, however often the page is loaded."""
    if NEW_KEY not in session:
        session[NEW_KEY] = second_factor.Key.new().hex
    return second_factor.Key(session[NEW_KEY])


def asked_for(request) -> str:
    """Where one was going; "" for nowhere and for another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else ""


def way_on(request) -> str:
    return asked_for(request) or resolve_url(settings.LOGIN_REDIRECT_URL)


def note(request, sentence):
    """In the history of the person's account."""
    LogEntry.objects.log_actions(request.user.pk, [request.user], CHANGE, change_message=sentence, single_object=True)
