"""Wrong passwords: how django-axes counts them here, and what a person reads when the account is locked for a while.

Ten from one address lock the account for that address, twenty from anywhere lock it everywhere; each for
AXES_COOLOFF_TIME. What is counted stands in the database, so all server processes agree. A name nobody has is counted
and locked alike: the page does not tell which names exist.
"""

from ipaddress import ip_address

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db.models import Sum
from django.shortcuts import render


class CountedAtTwoDistances(AxesDatabaseHandler):
    def get_failures(self, request, credentials=None) -> int:
        """Counted so that AXES_FAILURE_LIMIT is reached by whichever limit is reached first."""
        here, anywhere = (
            attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(here, anywhere - (settings.FAILURE_LIMIT_FROM_ANYWHERE - settings.AXES_FAILURE_LIMIT))


def client_address(request) -> str | None:
    """The address our own proxy saw (the last of X-Forwarded-For) where one ends TLS; else who is connected."""
    direct = request.META.get("REMOTE_ADDR")
    if not settings.SECURE_PROXY_SSL_HEADER:
        return direct
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    try:
        return str(ip_address(seen))
    except ValueError:
        return direct


def locked_out(request, response, credentials):
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "khoi_thidua/locked_out.html", {"minutes": minutes}, status=429)
