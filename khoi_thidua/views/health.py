"""For whoever watches the server. Strangers read them too: they say that something is wrong, never what."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from khoi_thidua import readiness


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """The process lives. It asks nothing else, so that a database at rest does not get the process restarted."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """Whether people can be sent here: database, migrations, fonts, storage; 503 when one is missing."""
    answers = readiness.answers()
    words = {name: "ok" if is_well else "not ok" for name, is_well in answers.items()}
    return JsonResponse(words, status=200 if all(answers.values()) else 503)
