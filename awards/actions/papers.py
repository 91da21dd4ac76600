"""Fixing a paper: number, date, facts and bytes; and taking it back, the one thing that happens to it after."""

import hashlib

from django.db import transaction
from django.db.models import Max

from awards.models import Paper, PaperFile, Withdrawal
from awards.states import Kind, PaperKind, PaperState, YearPaperKind
from campaigns.models import Campaign
from scoring.models import Round
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import locked
from units.models import Bloc


def next_number(bloc: Bloc | None, kind: Kind, year: int) -> int | None:
    """The next number of the kind's series (a bloc not stored yet begins at 1), or None for a kind without one.

    Whoever issues with it holds the lock on the bloc's row, so that two people issuing at once get different numbers
    and a paper that fails leaves no gap.
    """
    if not kind.abbreviation:
        return None
    series = Paper.objects.filter(bloc=bloc, series=kind.abbreviation, year=year) if bloc else Paper.objects.none()
    return (series.aggregate(last=Max("number"))["last"] or 0) + 1


def issue_paper(
    round: Round,
    kind: PaperKind,
    *,
    number: int | None,
    title: str,
    facts: dict,
    pdf: bytes,
    by,
    at,
    on,
    code: str = "",
) -> Paper:
    """Fix number, date, facts and bytes of a paper. Raises IntegrityError when the round already has this kind.

    `code` is the one the paper shows; without one it gets one that only lists show.
    """
    of = {"campaign": round.campaign, "round": round, "result_sha256": round.result.sha256}
    return _issue(of, kind, number=number, title=title, facts=facts, pdf=pdf, by=by, at=at, on=on, code=code)


def issue_paper_of_year(
    campaign: Campaign,
    kind: YearPaperKind,
    *,
    subject: str,
    number: int | None,
    title: str,
    facts: dict,
    pdf: bytes,
    by,
    at,
    on,
    round: Round | None = None,
    code: str = "",
) -> Paper:
    """The same for a paper of the year, or about one thing of a round (`round`).

    Raises IntegrityError when its subject already has one of this kind.
    """
    settled = round is not None and round.is_settled
    of = {
        "campaign": campaign,
        "subject": subject,
        "round": round,
        "result_sha256": round.result.sha256 if round is not None and settled else "",
    }
    return _issue(of, kind, number=number, title=title, facts=facts, pdf=pdf, by=by, at=at, on=on, code=code)


@transaction.atomic
def _issue(of: dict, kind: Kind, *, number, title: str, facts: dict, pdf: bytes, by, at, on, code: str) -> Paper:
    about = {"round": of.get("round"), "subject": of.get("subject", "")}
    withdrawn = Paper.objects.filter(campaign=of["campaign"], kind=kind, **about, state=PaperState.WITHDRAWN)
    with acting("Ban hành văn bản", by=by):
        paper = Paper.objects.create(
            bloc=of["campaign"].bloc,
            **of,
            kind=kind,
            series=kind.abbreviation,
            year=on.year,
            number=number,
            issued_on=on,
            title=title[:500],
            facts=facts,
            sha256=hashlib.sha256(pdf).hexdigest(),
            size=len(pdf),
            issued_at=at,
            issued_by=by,
            replaces=withdrawn.filter(replaced_by__isnull=True).order_by("issued_at", "pk").last(),
            **({"code": code} if code else {}),
        )
    PaperFile.objects.create(paper=paper, pdf=pdf)
    return paper


@transaction.atomic
def withdraw_paper(paper: Paper, reason: str, *, by, at) -> Paper:
    """Take a paper back. It stays readable and marked; another may be issued in its place, under the next number."""
    paper = locked(paper, "campaign__bloc", "bloc")
    require(reasons_not_to_withdraw(paper, reason))
    Paper.objects.withdraw(paper.pk)
    Withdrawal.objects.create(paper=paper, reason=reason, withdrawn_at=at, withdrawn_by=by)
    paper.state = PaperState.WITHDRAWN
    with acting("Thu hồi văn bản", by=by):
        Paper.history.bulk_history_create([paper], update=True)
    return paper


def reasons_not_to_withdraw(paper: Paper, reason: str = "x") -> list[str]:
    if paper.state != PaperState.ISSUED:
        return [f"{paper} đã thu hồi trước đó."]
    return [] if reason.strip() else ["Ghi lý do thu hồi."]
