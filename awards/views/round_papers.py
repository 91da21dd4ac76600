"""The papers of a settled round: what each is waiting for, and issuing all that are missing."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from awards import jobs
from awards.actions import next_number
from awards.models import Paper, PaperJob
from awards.papers import GOES_WITH, NumbersMoved, issue_round_papers, kinds_to_issue, missing_kinds, waiting_kinds
from awards.states import PaperKind, PaperState
from scoring.views.rounds.asking import round_for
from toolkit.proof import fresh_proof_required

THE_HEADS = "Văn bản của kỳ chấm do Trưởng Khối ban hành."
NOT_SETTLED = "Kỳ chấm chưa chốt. Văn bản ban hành từ kết quả đã chốt."
ISSUED = "Văn bản của kỳ chấm đã được ban hành đủ."
WAITING = (
    "Tờ trình và Danh sách đề nghị chờ Trưởng Khối xác nhận đề nghị khen thưởng: đề nghị của kỳ này còn đang rà soát"
    " hoặc còn chờ bỏ phiếu."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of paper on the page. `paper` is in force; `withdrawn` was before, if nothing replaced it."""

    kind: PaperKind
    words: str
    paper: Paper | None
    withdrawn: Paper | None
    is_waiting: bool


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def round_papers_issue(request, pk):
    """Asked before it is done: what is issued stays as it is."""
    round, now = round_for(request, pk, "awards.issue_paper", THE_HEADS), timezone.now()
    kinds = kinds_to_issue(round) if round.is_settled else []
    reasons = [] if kinds else reasons_not_to_issue(round)
    if request.method == "POST" and kinds:
        if jobs.round_is_long(round, now):
            return redirect("paper_job", jobs.ask_for_round(round, by=request.user, at=now).pk)
        try:
            issued = issue_round_papers(round, by=request.user, at=now, kinds_of=kinds_to_issue)
        except NumbersMoved as problem:
            reasons = [str(problem)]
        else:
            if issued:
                messages.success(request, f"Đã ban hành {len(issued)} văn bản của {round.name}.")
            else:  # somebody else was quicker
                messages.warning(request, ISSUED)
            return redirect("papers")
    context = {
        "round": round,
        "reasons": [reason for reason in reasons if reason != ISSUED],
        "all_issued": ISSUED if ISSUED in reasons else "",
        "kinds": kinds,
        "lines": lines_of(round, kinds) if round.is_settled else [],
        "waiting": WAITING if kinds and waiting_kinds(round) else "",
        "job": PaperJob.objects.filter(round=round, kind="", state__in=jobs.OPEN).first(),
    }
    return render(request, "awards/round_papers_issue.html", context)


def reasons_not_to_issue(round) -> list[str]:
    if not round.is_settled:
        return [NOT_SETTLED]
    return [WAITING] if missing_kinds(round) else [ISSUED]


def lines_of(round, kinds) -> list[Line]:
    """Every paper of the round, in the order of PaperKind."""
    papers = list(round.papers.select_related("bloc").defer("facts").order_by("issued_at", "pk"))
    issued = {paper.kind: paper for paper in papers if paper.state == PaperState.ISSUED}
    withdrawn = {paper.kind: paper for paper in papers if paper.state == PaperState.WITHDRAWN}
    return [
        Line(
            kind,
            next_symbol(round, kind) if kind not in issued else "",
            issued.get(kind),
            withdrawn.get(kind) if kind not in issued else None,
            kind not in issued and kind not in kinds,
        )
        for kind in PaperKind
    ]


def next_symbol(round, kind: PaperKind) -> str:
    """The number it would get now; somebody else may be quicker."""
    number = next_number(round.campaign.bloc, kind, timezone.localdate().year)
    if number is None:
        return f"kèm {GOES_WITH[kind].label}"
    return f"số {number:02d}/{kind.abbreviation}-{round.campaign.bloc.symbol}"
