"""What is asked before every page, one small function per concern."""

import logging
from secrets import token_hex
from time import perf_counter, time
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from khoi_thidua.logs import request_id
from khoi_thidua.views.errors import too_large

LAST_SEEN = "last_seen"
BEGAN = "began"
SEEN_EVERY = 60  # seconds: a session is written once a minute, not with every page


# What is open to who has a temporary password; the second factor is asked for first.
BEFORE_OWN_PASSWORD = {"password_change", "logout", "logout_everywhere", "second_factor_check"}


def end_idle_sessions(get_response):
    """A session nobody used for SESSION_IDLE_MINUTES ends, and so does one of SESSION_LONGEST_HOURS in use.

    The login page says so and leads back to the page.
    """

    def middleware(request):
        if not request.user.is_authenticated:
            return get_response(request)
        now = int(time())
        idle = now - request.session.get(LAST_SEEN, now)
        if idle > settings.SESSION_IDLE_MINUTES * 60:
            logout(request)
            return to_login(request, "het-phien")
        if now - request.session.setdefault(BEGAN, now) > settings.SESSION_LONGEST_HOURS * 60 * 60:
            logout(request)
            return to_login(request, "phien-dai")
        if idle >= SEEN_EVERY or LAST_SEEN not in request.session:
            request.session[LAST_SEEN] = now
        return get_response(request)

    return middleware


def to_login(request, why):
    address = f"{reverse('login')}?{urlencode({'vi': why, 'next': page_asked_for(request)})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def page_asked_for(request) -> str:
    """The page itself, or the page a form or a part of a page was sent from."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return reverse("dashboard")
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def ask_for_own_password(get_response):
    """Who came in with a password somebody else knows changes it before anything else."""

    def middleware(request):
        if request.user.is_authenticated and request.user.must_change_password and not is_way_out(request):
            return redirect("password_change")
        return get_response(request)

    return middleware


def is_way_out(request) -> bool:
    try:
        return resolve(request.path_info).view_name in BEFORE_OWN_PASSWORD
    except Resolver404:
        return False


requests_log = logging.getLogger("khoi_thidua.requests")


def name_and_log(get_response):
    """Every request gets a random name; one line says what became of it. No path: the route's name says as much."""

    def middleware(request):
        token, began = request_id.set(token_hex(8)), perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = request_id.get()
            requests_log.info("request", extra=facts_of(request, response, perf_counter() - began))
            return response
        finally:
            request_id.reset(token)

    return middleware


def facts_of(request, response, seconds) -> dict:
    """The person only where a page has already asked who it is: the log is no reason for a query."""
    user = getattr(request, "_cached_user", None)
    return {
        "method": request.method if request.method in METHODS else "",
        "route": request.resolver_match.view_name if request.resolver_match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "user": user.pk if user and user.is_authenticated else None,
    }


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def refuse_nul(get_response):
    """No address of ours has a NUL in it, and PostgreSQL would not be asked with one."""

    def middleware(request):
        if "\0" in request.path_info:
            raise Http404
        return get_response(request)

    return middleware


def refuse_oversized(get_response):
    """By the size it announces, before any of it is read; gunicorn hands over no more than that."""

    def middleware(request):
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > settings.REQUEST_MAX_BYTES:
            return too_large(request)
        return get_response(request)

    return middleware


def keep_out_of_caches(get_response):
    """Pages are not kept, so that after logging out the back button shows none. Views may say otherwise."""

    def middleware(request):
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware
