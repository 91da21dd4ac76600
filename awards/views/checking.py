"""The check page: open to anyone who holds a paper, without an account. It sets no cookie and keeps no file."""

from axes.helpers import get_client_ip_address
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from awards.checking import checked_paper, compare, normal_code, shown_code
from awards.dropped_file import MB, MOST_BYTES, NotTaken, dropped_file
from awards.looks import MOST, SPAN, may_look
from awards.models import LookKind

NO_CODE = "Nhập mã in ở cuối văn bản, gồm 10 chữ và số."


# Nothing is changed and nobody's session asked: a token against forged forms would need a cookie.
@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def checking(request):
    """A code leads to its paper; a file is compared with every paper."""
    if request.method == "POST":
        return file_answer(request)
    typed = request.GET.get("ma")
    code = normal_code(typed or "")
    if code:
        return redirect("check_paper", code)
    return answer("checking", {"problems": [] if typed is None else [("ma", NO_CODE)]})


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check_paper(request, code):
    """What anyone may know of one paper; a file is compared with this one first."""
    code = normal_code(code)
    if request.method == "POST":
        return file_answer(request, code)
    if not _may_look(request, LookKind.CODE):
        return too_often(LookKind.CODE)
    return paper_answer(code)


def paper_answer(code, *, status=200, **more):
    paper = checked_paper(code)
    if paper is None:
        return answer("unknown", {"code": shown_code(code)}, status=404)
    return answer("check_paper", {"paper": paper, "address": code, **more}, status=status)


def file_answer(request, code=""):
    """Refused by how often before anything of the file is read."""
    if not _may_look(request, LookKind.FILE):
        return too_often(LookKind.FILE)
    try:
        found = compare(dropped_file(request), code)
    except NotTaken as problem:
        return problem_answer(problem, code)
    if code:
        return paper_answer(code, finding=found)
    return answer("checking", {"finding": found, "paper": checked_paper(found.code) if found.code else None})


def problem_answer(problem, code):
    problems = [("tep", str(problem))]
    if code:
        return paper_answer(code, status=problem.status, problems=problems)
    return answer("checking", {"problems": problems}, status=problem.status)


def _may_look(request, kind):
    return may_look(get_client_ip_address(request), kind, at=timezone.now())


def too_often(kind):
    minutes = int(SPAN.total_seconds() // 60)
    response = answer(
        "too_often", {"most": MOST[kind], "minutes": minutes, "is_file": kind is LookKind.FILE}, status=429
    )
    response["Retry-After"] = str(minutes * 60)
    return response


def answer(page, context, status=200):
    """Without the frame, which would ask who is looking."""
    context = {"most_mb": MOST_BYTES // MB, "problems": [], **context}
    response = render(None, f"awards/checking/{page}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
