"""What a person reads when something is not there, not theirs, too large or broken. Never a trace."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from khoi_thidua.logs import request_id
from toolkit.access import NOT_YOURS

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
MB = 1024 * 1024


def bad_request(request, exception=None):
    """Without the frame: a request that makes no sense is not asked who sent it."""
    if isinstance(exception, TOO_MUCH):
        return too_large(request, exception)
    return render(None, "400.html", status=400)


def too_large(request, exception=None):
    """Without the frame: what was sent has not been read, and is not going to be."""
    return render(None, "413.html", {"most": settings.REQUEST_MAX_BYTES // MB}, status=413)


def permission_denied(request, exception=None):
    sentence = str(exception) if exception and str(exception) else NOT_YOURS
    return render(request, "403.html", {"sentence": sentence}, status=403)


def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


def csrf_failure(request, reason=""):
    """Without the frame and without the reason, which is for programmers."""
    return render(None, "403_csrf.html", status=403)


def server_error(request):
    """Without the frame: it may be the database that broke. The code leads to the line in the log."""
    return HttpResponseServerError(render_to_string("500.html", {"code": request_id.get()}))
