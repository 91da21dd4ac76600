"""A round goes to its next phase, or a step back with a reason. Each is a page that says first what will happen."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from scoring.actions.rounds import move_on, reasons_not_to_step_back, step_back
from scoring.forms.rounds import StepBackForm
from scoring.models import Round
from scoring.readiness import missing_of
from scoring.states import RoundState
from scoring.views.rounds.asking import THE_HEADS, round_for
from scoring.views.rounds.hub import Rights, Todo, link_of
from scoring.views.rounds.progress import sheets_of
from scoring.views.rounds.steps import time_words
from toolkit.forms import done
from toolkit.reasons import NotPossible

P = RoundState
TOLD = {
    P.SELF_SCORING: "Đã mở tự chấm. Các đơn vị thấy phiếu của mình trong Việc của tôi.",
    P.APPRAISING: "Đã chuyển sang thẩm định. Điểm tự chấm đã khóa.",
    P.SHOWN: "Đã công khai điểm trong Khối. Mọi đơn vị xem được từng dòng.",
    P.OBJECTING: "Đã mở nhận kiến nghị. Đơn vị gửi được từ bây giờ.",
    P.REVIEWING: "Đã chuyển sang bình xét. Đơn vị không gửi kiến nghị được nữa.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def round_move_on(request, pk):
    round, now = round_for(request, pk, "scoring.edit_round", THE_HEADS), timezone.now()
    if round.is_settled or round.phase is P.REVIEWING:
        return redirect("round" if round.is_settled else "round_settle", pk=pk)
    if request.method == "POST":
        return redirect("round" if moved(request, round, now) else "round_move_on", pk=pk)
    context = {
        "round": round,
        "following": round.phase.following,
        "missing": todos_of(round, request.user, now),
        "happens": happens(round),
        "can_return": round.phase is not P.PREPARING,
    }
    context["is_ready"] = not any(todo.is_blocking for todo in context["missing"])
    return render(request, "scoring/rounds/move_on.html", context)


def moved(request, round: Round, at: datetime) -> bool:
    try:
        stored = move_on(round, seen_state=request.POST.get("buoc", ""), by=request.user, at=at)
    except NotPossible as problem:
        for reason in problem.reasons:
            messages.warning(request, reason)
        return False
    messages.success(request, TOLD[stored.phase])
    return True


def todos_of(round: Round, user, at: datetime) -> list[Todo]:
    sheets = {sheet.unit_id: sheet for sheet in sheets_of(round)}
    rights = Rights(is_head=True, leads=True, own=None)
    return [
        Todo(found.words, link_of(found, round, rights, sheets.get(found.unit), user), found.is_blocking)
        for found in missing_of(round, at=at)
    ]


def happens(round: Round) -> list[str]:
    """What the next phase means, a sentence each."""
    match round.phase:
        case P.PREPARING:
            until = f" đến {time_words(round.self_scoring_until)}" if round.self_scoring_until else ""
            return [
                f"Mỗi đơn vị tham gia năm {round.year} có một phiếu theo bộ tiêu chí “{round.criteria_set}”.",
                f"Các đơn vị tự chấm, kèm minh chứng và nộp phiếu{until}.",
                "Bộ tiêu chí, thứ tự phân định và mức xếp loại không sửa được nữa; các mốc thời gian vẫn sửa được.",
            ]
        case P.SELF_SCORING:
            return [
                "Điểm tự chấm khóa lại; người thẩm định trả lại phiếu hoặc từng tiêu chí khi cần sửa.",
                "Phiếu chưa nộp được thẩm định theo những gì đã nhập; tiêu chí còn trống tính 0 điểm.",
                "Trưởng Khối thẩm định các đơn vị; Phó Trưởng Khối thẩm định đơn vị của Trưởng Khối.",
            ]
        case P.APPRAISING:
            return [
                "Mọi đơn vị trong Khối xem được điểm tự chấm, điểm thẩm định, lý do và minh chứng của nhau.",
                "Từ đó mỗi lần sửa điểm phải ghi lý do.",
            ]
        case P.SHOWN:
            until = f" đến {time_words(round.objecting_until)}" if round.objecting_until else ""
            return [f"Các đơn vị gửi kiến nghị về từng tiêu chí được{until}.", "Kiến nghị chưa trả lời thì chưa chốt."]
    return [
        "Đơn vị không gửi kiến nghị được nữa.",
        "Cuộc họp bình xét kết luận các điểm còn khác nhau; kiến nghị còn mở được trả lời ở bước này.",
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def round_step_back(request, pk):
    round = round_for(request, pk, "scoring.edit_round", THE_HEADS)
    if reasons := reasons_not_to_step_back(round):
        for reason in reasons:
            messages.warning(request, reason)
        return redirect("round", pk=pk)
    form = StepBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and stepped(request, form, round):
        messages.success(request, f"Đã lùi về bước {form.result.phase.words}. Lý do hiện ở trang kỳ chấm.")
        return redirect("round", pk=pk)
    context = {
        "form": form,
        "round": round,
        "previous": round.phase.previous,
        "happens": happens_back(round),
        "button": f"Lùi về {(round.phase.previous or round.phase).words}",
        "cancel_url": reverse("round", args=[pk]),
    }
    return render(request, "scoring/rounds/step_back.html", context)


def stepped(request, form: StepBackForm, round: Round) -> bool:
    seen, reason = request.POST.get("buoc", ""), form.cleaned_data["reason"]
    return done(form, step_back, round, reason, seen_state=seen, by=request.user, at=timezone.now())


def happens_back(round: Round) -> str:
    match round.phase:
        case P.SELF_SCORING:
            return "Đơn vị không tự chấm được cho đến khi mở lại; những gì đã nhập còn nguyên."
        case P.APPRAISING:
            return (
                "Phiếu chưa nộp được tự chấm tiếp; điểm thẩm định đã ghi còn nguyên. Xem lại hạn tự chấm sau khi lùi."
            )
        case P.SHOWN:
            return "Các đơn vị không còn xem được điểm của nhau cho đến khi công khai lại."
        case P.OBJECTING:
            return "Đơn vị không gửi kiến nghị được cho đến khi mở lại; kiến nghị đã gửi còn nguyên."
    return "Đơn vị gửi kiến nghị được trở lại. Xem lại hạn kiến nghị sau khi lùi."
