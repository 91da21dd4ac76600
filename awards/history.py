"""How award rules, proposals and papers are told; seen by whoever sees them."""

from awards.states import RULE_FIELDS
from campaigns.history import SeenInYear, SeenOfUnit, place_of
from scoring.history import SeenWithRound, of_campaign, points
from toolkit.history import Place, Story

__all__ = ["SeenInYear", "SeenOfUnit", "SeenWithRound"]


class SeenWithProposal(SeenWithRound):
    seen_with = ("awards", "Proposal")


class SeenWithPaper(SeenWithRound):
    seen_with = ("awards", "Paper")


class SeenWithBallot(SeenWithRound):
    seen_with = ("awards", "Ballot")


class SeenWithSubmission(SeenWithRound):
    seen_with = ("awards", "Submission")


class SeenWithDecision(SeenWithRound):
    seen_with = ("awards", "CouncilDecision")


def proposal_place(proposal) -> Place:
    return of_campaign(proposal.rule.round.campaign, proposal.pk, proposal.unit_result.sheet.unit_id)


RULE = Story(
    page="ky-cham",
    noun="quy định khen thưởng",
    fields=RULE_FIELDS,
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
PAPER_TEXT = Story(
    page="loi-van",
    noun="lời văn của văn bản",
    fields=("kind", "opening", "assessment", "closing", "recipients", "office", "signer"),
    place=place_of,
    about=lambda row: f"Lời văn {row.get_kind_display()}",
)
DISCIPLINE = Story(
    page="ky-luat",
    noun="kỷ luật",
    fields=("unit", "person_name", "form", "decision_number", "decided_on", "body", "bars_unit", "note"),
    place=lambda row: place_of(row, unit=row.unit_id),
    about=lambda row: f"Kỷ luật {row}",
)
PERSON_RULE = Story(
    page="danh-hieu",
    noun="danh hiệu cá nhân",
    fields=(
        "code",
        "form",
        "authority",
        "quota_number",
        "quota_percent",
        "quota_base",
        "requires",
        "lowest_band",
        "needs_initiative",
        "no_discipline",
        "valid_from",
        "valid_to",
        "position",
    ),
    place=place_of,
    about=lambda row: row.form,
)
HEADCOUNT = Story(
    page="so-nguoi",
    noun="số người của đơn vị",
    fields=("people",),
    place=lambda row: place_of(row, unit=row.unit_id),
    about=lambda row: f"Số người của {row.unit}",
)
NOMINATION = Story(
    page="ca-nhan",
    noun="đề nghị khen thưởng cá nhân",
    fields=(
        "rule",
        "full_name",
        "office",
        "initiative",
        "background",
        "achievements",
        "past_awards",
        "discipline",
        "state",
        "remark",
    ),
    place=lambda row: place_of(row, unit=row.unit_id),
    about=str,
)
# Neither the urn nor who has voted has a history: it would put votes and voters in an order.
BALLOT = Story(
    page="bo-phieu",
    noun="cuộc bỏ phiếu kín",
    fields=("kind", "title", "way", "seats", "quorum", "threshold", "state", "place", "tellers", "cancel_reason"),
    place=lambda row: of_campaign(row.round.campaign, row.pk),
    about=lambda row: f"Bỏ phiếu {row.title}",
)
SUBMISSION = Story(
    page="trinh",
    noun="đề nghị trình Hội đồng",
    fields=("state", "reopen_reason"),
    place=lambda row: of_campaign(row.round.campaign, row.pk),
    about=str,
)
SUBMISSION_LINE = Story(
    page="trinh",
    noun="dòng đề nghị",
    fields=("unit", "rule", "nomination", "source", "is_included", "reason"),
    place=lambda row: of_campaign(row.submission.round.campaign, row.submission_id, row.unit_id),
    about=lambda row: f"Đề nghị {row}",
    is_part=True,
)
DECISION = Story(
    page="quyet-dinh",
    noun="quyết định khen thưởng",
    fields=("number", "decided_on", "body", "signer_office", "signer", "note"),
    place=lambda row: of_campaign(row.round.campaign, row.pk),
    about=str,
)
# What is kept of old years is of no year in its history: those who lead the bloc now read what was done to it.
GRANTED = Story(
    page="da-khen",
    noun="khen thưởng đã có",
    fields=("year", "unit_name", "person_name", "office", "form", "decision_number", "decided_on", "body", "note"),
    place=lambda row: Place(of=row.pk, bloc=row.bloc_id, unit=row.unit_id),
    about=str,
    is_part=True,
)
PAST_STANDING = Story(
    page="nam-truoc",
    noun="kết quả năm trước",
    fields=("year", "round_name", "unit_name", "rank", "total", "classification"),
    place=lambda row: Place(of=row.pk, bloc=row.bloc_id, unit=row.unit_id),
    about=str,
    words={"total": points("total")},
    is_part=True,
)
CERTIFICATE = Story(
    page="giay-khen",
    noun="mẫu giấy khen",
    fields=(
        "name",
        "layout",
        "heading",
        "title",
        "recipient",
        "merit",
        "decision_line",
        "place",
        "office",
        "signer",
        "has_emblem_space",
        "has_nation",
        "is_text_only",
        "offset_right",
        "offset_down",
    ),
    place=lambda row: Place(of=row.pk, bloc=row.bloc_id),
    about=lambda row: f"Mẫu giấy khen {row.name}",
)
