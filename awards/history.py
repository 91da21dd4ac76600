"""How award rules, proposals and papers are told; seen by whoever sees them."""

from scoring.history import SeenWithRound, of_campaign, points
from toolkit.history import Place, Story


class SeenWithProposal(SeenWithRound):
    seen_with = ("awards", "Proposal")


class SeenWithPaper(SeenWithRound):
    seen_with = ("awards", "Paper")


def proposal_place(proposal) -> Place:
    return of_campaign(proposal.rule.round.campaign, proposal.pk, proposal.unit_result.sheet.unit_id)


RULE = Story(
    page="ky-cham",
    noun="quy định khen thưởng",
    fields=("code", "form", "authority", "quota_number", "quota_percent", "lowest_total", "worst_rank", "position"),
    place=lambda row: of_campaign(row.round.campaign, row.round_id),
    about=lambda row: f"{row.round.name}, {row.form}",
    words={"lowest_total": points("lowest_total")},
    is_part=True,
)
PROPOSAL = Story(
    page="de-nghi",
    noun="đề nghị khen thưởng",
    fields=("rule", "unit_result"),
    place=proposal_place,
    about=lambda row: f"Đề nghị {row.rule.form} cho {row.unit_result.sheet.unit_name}",
    words={"unit_result": lambda row: row.unit_result.sheet.unit_name},
)
PAPER = Story(
    page="van-ban",
    noun="văn bản",
    fields=("kind", "number", "issued_on", "title", "state", "sha256"),
    place=lambda row: of_campaign(row.campaign, row.pk),
    about=lambda row: f"{row}, {row.title}" if row.subject else str(row),
    words={"number": lambda row: row.symbol},
)
