"""What a person reads when something is not there, not theirs, or broken. Never a trace."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from toolkit.access import NOT_YOURS


def bad_request(request, exception=None):
    """Without the frame: a request that makes no sense is not asked who sent it."""
    return render(None, "400.html", status=400)


def permission_denied(request, exception=None):
    sentence = str(exception) if exception and str(exception) else NOT_YOURS
    return render(request, "403.html", {"sentence": sentence}, status=403)


def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Without the frame: it may be the database that broke."""
    return HttpResponseServerError(render_to_string("500.html"))
