"""What becomes of an issued paper: it is taken back, it is signed; and the making of a long one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from awards import jobs
from awards.actions.papers import reasons_not_to_withdraw, withdraw_paper
from awards.actions.signed_papers import keep_signed, reasons_not_to_sign
from awards.forms.papers import SignedForm, WithdrawForm
from awards.models import PaperJob
from awards.papers import GOES_WITH
from awards.states import JobState, PaperKind
from awards.views.papers import visible_paper
from awards.views.year_papers import ISSUE
from toolkit.access import require_permission
from toolkit.forms import done
from toolkit.proof import fresh_proof_required
from toolkit.reasons import NotPossible

NOT_HEAD = "Văn bản của Khối do Trưởng Khối thu hồi, thay thế."
NOT_UPLOADER = "Bản đã ký do Trưởng Khối tải lên."
NOT_ISSUER = "Văn bản của Khối do Trưởng Khối ban hành."
NOT_ASKED = "Việc này do người khác yêu cầu."


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_proof_required
def paper_withdraw(request, pk):
    paper = visible_paper(request, pk)
    require_permission(request, "awards.withdraw_paper", paper.campaign, refusal=NOT_HEAD)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and withdrawn(request, form, paper):
        messages.success(request, f"Đã thu hồi {paper}. Văn bản vẫn đọc được, có ghi đã thu hồi.")
        return redirect("paper_page", pk)
    context = {
        "form": form,
        "paper": paper,
        "companions": companions(paper),
        "refused": [] if form.is_bound else reasons_not_to_withdraw(paper),
        "button": "Thu hồi văn bản",
        "cancel_url": reverse("paper_page", args=[pk]),
    }
    return render(request, "awards/papers/withdraw.html", context)


def withdrawn(request, form: WithdrawForm, paper) -> bool:
    return done(form, withdraw_paper, paper, form.cleaned_data["reason"], by=request.user, at=timezone.now())


def companions(paper) -> list[str]:
    """The papers that print this one's number because they go with it."""
    return [PaperKind(kind).label for kind, leader in GOES_WITH.items() if leader == paper.kind]


@require_http_methods(["GET", "HEAD", "POST"])
def paper_signed_upload(request, pk):
    paper = visible_paper(request, pk)
    require_permission(request, "awards.upload_signed", paper.campaign, refusal=NOT_UPLOADER)
    form = SignedForm(request.POST, request.FILES) if request.method == "POST" else SignedForm()
    if form.is_valid() and signed(request, form, paper):
        messages.success(request, "Đã nhận bản ký. Kết quả kiểm tra hiện ở dưới.")
        return redirect("paper_page", pk)
    context = {
        "form": form,
        "paper": paper,
        "last": paper.signed.defer("pdf").first(),
        "refused": [] if form.is_bound else reasons_not_to_sign(paper),
        "button": "Tải lên và kiểm tra",
        "cancel_url": reverse("paper_page", args=[pk]),
    }
    return render(request, "awards/papers/signed_upload.html", context)


def signed(request, form: SignedForm, paper) -> bool:
    return done(form, keep_signed, paper, form.cleaned_data["file"], by=request.user, at=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def paper_job(request, pk):
    """How far a long paper is; POST asks for one that stopped again, which is to issue it."""
    visible = PaperJob.objects.visible_to(request.user).select_related("campaign__bloc__commune", "round", "asked_by")
    job, now, reasons = get_object_or_404(visible, pk=pk), timezone.now(), []
    if job.asked_by_id != request.user.pk:
        require_permission(request, "awards.issue_paper", job.campaign, refusal=NOT_ASKED)
    if request.method == "POST":
        try:
            require_to_issue(request, job)
            jobs.ask_again(job, at=now)
        except NotPossible as problem:
            reasons = problem.reasons
        else:
            return redirect("paper_job", pk)
    context = {
        "job": job,
        "reasons": reasons,
        "is_open": job.state in jobs.OPEN,
        "is_silent": jobs.is_silent(job, now),
        "may_ask": job.state == JobState.FAILED or jobs.is_silent(job, now),
        "papers": job.papers.select_related("bloc").defer("facts").order_by("pk"),
        "tag": {JobState.DONE: "done", JobState.FAILED: "late"}.get(job.state, "doing"),
    }
    return render(request, "awards/papers/job.html", context)


def require_to_issue(request, job: PaperJob) -> None:
    """Whoever asked may have handed over the office since. Raises NotPossible when there is nothing to ask of."""
    if not job.kind:
        require_permission(request, "awards.issue_paper", job.campaign, refusal=NOT_ISSUER)
        return
    paper = jobs.year_paper_of(job)
    of_bloc, of_unit = (ISSUE.perm, job.campaign, ISSUE.refusal), (ISSUE.unit_perm, paper.thing, ISSUE.unit_refusal)
    asked, thing, refusal = of_unit if paper.kind.is_units_own else of_bloc
    require_permission(request, asked, thing, refusal=refusal)
