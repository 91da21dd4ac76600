"""What a paper carries besides its data: the words people write into it, and the code it is checked by."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Q

from awards.models import PaperText
from awards.states import Kind, PaperKind, YearPaperKind
from campaigns.documents.facts import BlocFacts, Texts
from campaigns.documents.wording import lines_of
from toolkit.text import clean

Facts = TypeVar("Facts", bound=BlocFacts)

P, Y = PaperKind, YearPaperKind
# What people may write into a paper, as its form calls it; a paper that is not named has room for its ending alone.
# Giao ước and Biên bản họp are written on pages of their own, in parts.
ROOM: Mapping[Kind, Mapping[str, str]] = {
    P.SCORE_TABLE: {"closing": "Câu kết"},
    P.REVIEW_MINUTES: {"assessment": "Ý kiến thảo luận", "closing": "Kết luận thêm"},
    P.SUBMISSION: {"opening": "Mở đầu", "assessment": "Nội dung trình thêm", "closing": "Câu kết"},
    P.PROPOSAL_LIST: {"opening": "Mở đầu", "closing": "Câu kết"},
    P.RESULT_REPORT: {"opening": "Mở đầu", "assessment": "Đánh giá chung", "closing": "Câu kết"},
    Y.PLAN: {"opening": "Mở đầu", "closing": "Câu kết"},
    Y.INITIATIVE_LIST: {"opening": "Mở đầu", "closing": "Câu kết"},
    Y.INVITATION: {"opening": "Mở đầu", "closing": "Câu kết"},
    Y.REGISTRATION: {
        "opening": "Mở đầu",
        "assessment": "Danh hiệu, hình thức khen thưởng phấn đấu",
        "closing": "Câu kết",
    },
    Y.BALLOT_MINUTES: {
        "opening": "Nội dung bỏ phiếu",
        "assessment": "Ghi thêm về việc kiểm phiếu",
        "closing": "Câu kết",
    },
    Y.UNIT_SHEET: {"assessment": "Ý kiến thẩm định", "closing": "Câu kết"},
    Y.UNIT_REPORT: {
        "opening": "Sơ lược đặc điểm, tình hình",
        "assessment": "Kết quả thực hiện nhiệm vụ",
        "closing": "Câu kết",
    },
    Y.PERSON_REPORT: {"closing": "Câu kết"},
    Y.FINAL_REPORT: {
        "opening": "Mở đầu",
        "assessment": "Đánh giá chung",
        "closing": "Phương hướng, nhiệm vụ thời gian tới",
    },
}
WITHOUT_SIGNER = (Y.PLEDGE, Y.MEETING_MINUTES, Y.BALLOT_MINUTES)  # who signs stands in what they tell of
WITHOUT_OFFICE = (P.REVIEW_MINUTES,)  # the chair signs
WITHOUT_RECIPIENTS = (Y.INITIATIVE_FORM,)


def room_of(kind: Kind) -> dict[str, str]:
    """What people may write into the paper: the field and what its form calls it, in the order of the page."""
    ending = {"recipients": "Nơi nhận", "office": "Chức vụ người ký", "signer": "Họ tên người ký"}
    if kind in WITHOUT_SIGNER:
        ending = {"recipients": ending["recipients"]}
    elif kind in WITHOUT_OFFICE:
        del ending["office"]
    elif kind in WITHOUT_RECIPIENTS:
        del ending["recipients"]
    return {**ROOM.get(kind, {}), **ending}


def check_url(code: str) -> str:
    """Where anyone who holds the paper checks it; "" when the site does not know its own address (SITE_URL)."""
    return f"{settings.SITE_URL}/kiem-tra/{code}/" if settings.SITE_URL else ""


def with_words(facts: Facts, texts: Texts, code: str = "") -> Facts:
    """The facts of one paper; `code` is empty for a draft."""
    return replace(facts, texts=texts, check_code=code, check_url=check_url(code) if code else "")


def texts_of(campaign: Any, kind: Kind, *, round: Any = None, subject: str = "") -> Texts:
    return texts_by_kind(campaign, round=round, subject=subject).get(kind.value, Texts())


def texts_by_kind(campaign: Any, *, round: Any = None, subject: str = "") -> dict[str, Texts]:
    """What is written into the papers of a round, or of the year, about the same thing. One query."""
    if campaign is None:
        return {}
    where = Q(round=round) if round is not None else Q(round__isnull=True)
    rows = PaperText.objects.filter(where, campaign=campaign, subject=subject)
    return {row.kind: texts_from(row) for row in rows}


def texts_from(row: PaperText) -> Texts:
    return Texts(
        opening=paragraphs(row.opening),
        assessment=paragraphs(row.assessment),
        closing=paragraphs(row.closing),
        recipients=lines_of(row.recipients),
        office=clean(row.office),
        signer=clean(row.signer),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for raw in text.splitlines() if (line := clean(raw)))
