"""What people write into a paper before it is issued."""

from collections.abc import Mapping

from django.db import transaction

from awards.models import Paper, PaperText
from awards.states import Kind
from campaigns.models import Campaign
from scoring.models import Round
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import save_seen


@transaction.atomic
def write_paper_text(
    campaign: Campaign,
    kind: Kind,
    values: Mapping[str, str],
    *,
    round: Round | None = None,
    subject: str = "",
    seen: int,
    by,
    at,
) -> PaperText:
    """The first time it is made. Raises NotPossible once the paper is out, ChangedMeanwhile."""
    require(reasons_not_to_write(campaign, kind, round=round, subject=subject))
    with acting("Sửa lời văn", by=by):
        row, _ = PaperText.objects.get_or_create(campaign=campaign, kind=kind.value, round=round, subject=subject)
        for name, value in values.items():
            setattr(row, name, value)
        save_seen(row, seen=seen)
    return row


def reasons_not_to_write(campaign: Campaign, kind: Kind, *, round: Round | None = None, subject: str = "") -> list[str]:
    issued = Paper.objects.in_force().filter(campaign=campaign, kind=kind.value, round=round, subject=subject)
    paper = issued.select_related("bloc").first()
    if paper is None:
        return []
    return [f"{paper} đã ban hành ngày {paper.issued_on:%d/%m/%Y}. Thu hồi văn bản trước khi sửa lời văn."]
