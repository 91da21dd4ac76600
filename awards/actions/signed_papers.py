"""Keeping the signed file of a paper, beside the bytes it was issued with."""

import hashlib
from datetime import datetime

from django.db import transaction

from awards.models import Paper, PaperFile, SignedPaper
from awards.signing import look_at, plain
from awards.states import PaperState
from toolkit.reasons import require
from toolkit.versions import locked


@transaction.atomic
def keep_signed(paper: Paper, pdf: bytes, *, by, at: datetime) -> SignedPaper:
    """Check a signed file and keep it. Raises NotPossible with every sentence; then nothing is changed."""
    paper = locked(paper, "bloc")  # of two who hand in at once, the second signs on what the first left
    require(reasons_not_to_sign(paper))
    original = bytes(PaperFile.objects.get(paper=paper).pdf)
    signed = look_at(paper, original, pdf, before=paper.signed.first(), at=at)
    return SignedPaper.objects.create(
        paper=paper,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        uploaded_at=at,
        uploaded_by=by,
        **plain(signed),
    )


def reasons_not_to_sign(paper: Paper) -> list[str]:
    if paper.state == PaperState.WITHDRAWN:
        return [f"{paper} đã thu hồi, không nhận bản ký."]
    return []
