"""Proof that the person at the keyboard is still the one who logged in: a password or code, a few minutes old.

Logging in is a proof. settings.SUDO_MINUTES says how long one lasts, settings.PROOF_URL names the page that asks anew.
"""

import functools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import URLPattern
from django.utils import timezone

PROVED_AT = "proved_at"
SAFE = ("GET", "HEAD", "OPTIONS")

View = Callable[..., HttpResponse]


def note_proof(request: HttpRequest, at: datetime) -> None:
    request.session[PROVED_AT] = at.timestamp()


def has_fresh_proof(request: HttpRequest, at: datetime) -> bool:
    proved: float | None = request.session.get(PROVED_AT)
    if proved is None:
        return False
    age = timedelta(seconds=at.timestamp() - proved)
    return timedelta(0) <= age < timedelta(minutes=settings.SUDO_MINUTES)


def proof_url(wanted: str) -> str:
    return f"{resolve_url(settings.PROOF_URL)}?{urlencode({'next': wanted})}"


def ask_for_proof(request: HttpRequest) -> HttpResponse:
    """Before a form is shown, the page that asks; a form that comes too late is kept in the browser, nothing is done.

    Whoever confirms in a second tab and loads the refused page again sends the same form once more.
    """
    if request.headers.get("HX-Request"):  # a part of a page: the whole page goes, and comes back to where it was
        return HttpResponse(headers={"HX-Redirect": proof_url(_page_of(request))})
    if request.method in SAFE:
        return HttpResponseRedirect(proof_url(request.get_full_path()))
    context = {"proof_url": resolve_url(settings.PROOF_URL), "minutes": settings.SUDO_MINUTES}
    return render(request, "proof_needed.html", context, status=403)


def _page_of(request: HttpRequest) -> str:
    """The address, on this site, of the page that htmx sent the request from."""
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def fresh_proof_required(view: View) -> View:
    """For a page that does what must not be done at an unattended desk; the permission is the page's own to ask."""

    @functools.wraps(view)
    def proved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not has_fresh_proof(request, timezone.now()):
            return ask_for_proof(request)
        return view(request, *args, **kwargs)

    return proved


class FreshProofMixin:
    """A ModelAdmin whose every writing page wants a fresh proof. Stands first among the bases.

    Who may not write is not asked: the page refuses, or shows itself for reading.
    """

    forms = ("_add", "_change", "_delete", "_import", "_password_change", "_reset")
    reading = ("_export", "_history")

    def get_urls(self) -> list[URLPattern]:
        urls: list[URLPattern] = super().get_urls()  # type: ignore[misc]
        for pattern in urls:
            pattern.callback = self._proved(pattern.callback, pattern.name or "")
        return urls

    def _proved(self, view: View, name: str) -> View:
        @functools.wraps(view)
        def proved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            writes = name.endswith(self.forms) or request.method not in SAFE
            if writes and not name.endswith(self.reading) and self._asks_proof_of(request):
                return ask_for_proof(request)
            return view(request, *args, **kwargs)

        return proved

    def _asks_proof_of(self, request: HttpRequest) -> bool:
        may_write = self.has_add_permission(request) or self.has_change_permission(request)  # type: ignore[attr-defined]
        return bool(may_write) and not has_fresh_proof(request, timezone.now())
