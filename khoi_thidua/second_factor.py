"""When the second factor is asked for: once a session, of whoever has one; setting it up, of whoever must have one."""

from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from toolkit.proof import SAFE, note_proof
from toolkit.second_factor import device_pk_of
from units.predicates import heads_a_year

VERIFIED = "second_factor"  # in the session: the device that was verified

# What is open before the code, besides the pages that need no login at all.
BEFORE_THE_CODE = {"second_factor_check", "logout"}
# What is open to somebody who must set a second factor up and has not.
BEFORE_THE_SETUP = {
    "second_factor_setup",
    "proof",
    "logout",
    "logout_everywhere",
    "password_change",
    "password_change_done",
}


class SecondFactorMiddleware:
    """Stands after authentication and messages. The person comes with the device's key, so it asks no query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        name, device_pk = request.resolver_match.view_name, device_pk_of(request.user)
        if device_pk is not None:
            is_open = name in BEFORE_THE_CODE or is_verified(request, device_pk)
            return None if is_open else lead_to("second_factor_check", request)
        if name in BEFORE_THE_SETUP or not must_have(request.user, timezone.localdate()):
            return None
        return lead_to("second_factor_setup", request)


def lead_to(name, request):
    wanted = f"?{urlencode({'next': request.get_full_path()})}" if request.method in SAFE else ""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(reverse(name))
    return HttpResponseRedirect(reverse(name) + wanted)


def is_verified(request, device_pk: int) -> bool:
    return request.session.get(VERIFIED) == device_pk


def note_verified(request, device, at):
    """With a new session key, as at a login: a key seen before the code opens nothing after it."""
    request.session.cycle_key()
    request.session[VERIFIED] = device.pk
    note_proof(request, at)


def must_have(user, on: date) -> bool:
    return bool(set(settings.SECOND_FACTOR_REQUIRED) & roles_of(user, on))


def roles_of(user, on: date) -> set[str]:
    """Which words of SECOND_FACTOR_REQUIRED name the person; the database is asked only for what the setting names."""
    roles = {"administrator"} if user.is_superuser else set()
    if user.council_of_id is not None:
        roles.add("council")
    if "head" in settings.SECOND_FACTOR_REQUIRED and heads_a_year(user, on):
        roles.add("head")
    return roles


def at_login(sender, request, user, **kwargs):
    """The password was typed a moment ago; the code has not been."""
    if request is not None:
        request.session.pop(VERIFIED, None)
        note_proof(request, timezone.now())


def connect():
    user_logged_in.connect(at_login, dispatch_uid="khoi_thidua.second_factor")
