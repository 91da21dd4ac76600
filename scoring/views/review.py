"""Chiếu họp: the review meeting walks through what is to be decided, one by one, and records what it decides."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from scoring.actions.review import Conclusion, reasons_not_to_decide, record_decision
from scoring.forms.review import DecisionForm
from scoring.models import Round
from scoring.provisional import Provisional, provisional_of
from scoring.review_items import Item, ItemKind, counts_of, items_of
from scoring.review_page import LineDetail, detail_of, tie_of
from scoring.review_words import as_text, conclusion_of, decision_sentences
from scoring.states import DecisionKind, RoundState
from scoring.views.standings import COUNCIL_READS_RESULTS, own_code
from toolkit.access import may, require_permission
from toolkit.downloads import attachment
from toolkit.forms import done

NOT_YET = "Chiếu họp xem được từ khi bảng điểm công khai; Trưởng Khối, Phó Trưởng Khối diễn tập từ bước thẩm định."
NOT_LED = "Kết luận của cuộc họp do Trưởng Khối, Phó Trưởng Khối ghi."


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pk):
    """?muc=n is the n-th item, ?ve=key the one of a key, ?loai= one kind of items."""
    round = reviewed_round(request, pk)
    if request.method == "POST":
        require_permission(request, "scoring.run_review", round, refusal=NOT_LED)
    concealed = "" if round.is_open_to_all else own_code(round, request.user)
    found = provisional_of(round, concealed=concealed)
    every = items_of(round, found, concealed=concealed)
    kind = _kind(request.GET.get("loai"))
    items = [item for item in every if kind is None or kind in item.kinds] or every
    place = place_of(items, request)
    current = items[place] if items else None
    if current is None:
        return render(request, "scoring/review/empty.html", {"round": round, "found": found})
    detail = detail_of(current.mark, found) if current.mark else None
    form = decision_form(request, round, current, detail)
    if form and form.is_bound and form.is_valid() and _decide(request, round, current, detail, form):
        return redirect(_address(round, kind, ve=current.key) + "#ket-luan")
    context = _page(round, found, every, items, place, kind)
    return render(request, "scoring/review/review.html", context | {"detail": detail, "form": form})


def reviewed_round(request, pk) -> Round:
    """The round for whoever may look: its leaders from the appraisal on, every unit once it is open to all."""
    visible = Round.objects.visible_to(request.user).select_related("campaign__bloc__commune", "criteria_set")
    round = get_object_or_404(visible, pk=pk)
    require_permission(request, "scoring.open_scoring", round, refusal=COUNCIL_READS_RESULTS)
    rehearses = round.phase is RoundState.APPRAISING and may(request.user, "scoring.run_review", round)
    if not (round.is_open_to_all or rehearses):
        raise PermissionDenied(NOT_YET)
    return round


def _kind(typed: str | None) -> ItemKind | None:
    return ItemKind(typed) if typed in {kind.value for kind in ItemKind} else None


def place_of(items: list[Item], request) -> int:
    """Which of the items is shown: the one the form is about, the one of ?ve=, the n-th, or the first."""
    key = request.POST.get("key") or request.GET.get("ve")
    keys = [item.key for item in items]
    if key in keys:
        return keys.index(key)
    typed = request.GET.get("muc", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1
    return max(0, min(number, len(items)) - 1)


def decision_form(request, round: Round, item: Item, detail: LineDetail | None) -> DecisionForm | None:
    """None for who only looks, and where nothing can be decided (any more)."""
    if not may(request.user, "scoring.run_review", round):
        return None
    if reasons_not_to_decide(round) and request.method != "POST":
        return None
    mark = detail.mark if detail else None
    may_change = mark is not None and may(request.user, "scoring.appraise_sheet", mark.sheet)
    open_objections = [told.objection for told in detail.objections if told.objection.is_open] if detail else []
    decision = item.decision
    initial = {
        "key": item.key,
        "kind": decision.kind if decision else (DecisionKind.NOTED if mark is None else None),
        "words": decision.words if decision and decision.kind != DecisionKind.CHANGED else "",
        "answers": True,
        "version": decision.version if decision else 0,
        "mark_version": mark.version if mark else 0,
        "seen_objections": ",".join(f"{one.pk}:{one.version}" for one in open_objections),
    }
    typed = request.POST if request.method == "POST" else None
    return DecisionForm(typed, initial=initial, mark=mark, may_change=may_change, objections=open_objections)


def _decide(request, round: Round, item: Item, detail: LineDetail | None, form: DecisionForm) -> bool:
    typed = form.cleaned_data
    if typed["key"] != item.key:
        form.problems(["Mục này không còn trong danh sách. Tải lại trang."])
        return False
    conclusion = Conclusion(DecisionKind(typed["kind"]), typed["words"], typed.get("entry", ""), form.answered)
    return done(
        form, record_decision, round, item.key, conclusion, mark=detail.mark if detail else None,
        seen=form.seen, seen_mark=form.seen_mark, by=request.user, at=timezone.now(),
    )  # fmt: skip


def _address(round: Round, kind: ItemKind | None, **asked) -> str:
    asked = asked | ({"loai": kind.value} if kind else {})
    return f"{reverse('review', args=[round.pk])}?{urlencode(asked)}"


def _page(
    round: Round, found: Provisional, every: list[Item], items: list[Item], place: int, kind: ItemKind | None
) -> dict:
    item = items[place]
    return {
        "round": round,
        "item": item,
        "number": place + 1,
        "count": len(items),
        "decided": sum(one.is_decided for one in items),
        "conclusion": conclusion_of(item.decision) if item.decision else "",
        "tie": tie_of(item, found) if item.mark is None else None,
        "previous": _address(round, kind, muc=place) if place else "",
        "following": _address(round, kind, muc=place + 2) if place + 1 < len(items) else "",
        "all_items": [(one, _address(round, kind, muc=n)) for n, one in enumerate(items, 1)],
        "kinds": [(of, count, _address(round, of), of is kind) for of, count in counts_of(every)],
        "every": (len(every), _address(round, None), kind is None),
        "is_rehearsal": bool(reasons_not_to_decide(round)) and not round.is_settled,
        "found": found,
    }


# The material for the minutes -----------------------------------------------------------------------------------------


@require_safe
def review_material(request, pk):
    round = reviewed_round(request, pk)
    context = {"round": round, "heading": _heading(round), "sentences": _sentences(round)}
    return render(request, "scoring/review/material.html", context)


@require_safe
def review_material_txt(request, pk):
    round = reviewed_round(request, pk)
    text = "\ufeff" + as_text(_heading(round), _sentences(round))  # without the mark old editors read the accents wrong
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    return attachment(response, f"tu-lieu-bien-ban-{slugify(round.name.replace('đ', 'd').replace('Đ', 'D'))}.txt")


def _sentences(round: Round) -> tuple[str, ...]:
    """None while the round is not open to all: after a step back they would tell what was appraised."""
    return decision_sentences(round) if round.is_open_to_all else ()


def _heading(round: Round) -> str:
    return f"Kết luận của cuộc họp bình xét, {round.name}, {round.campaign.bloc}"
