"""Biên bản kiểm phiếu: what the urn said, and what only the room knows left to be written by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils import timezone

from awards.models import Ballot
from awards.states import BallotKind, BallotWay
from awards.tally import share_words
from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import NO_SIGNER, Frame, frame, recipients
from campaigns.documents.meetings import clock_words
from campaigns.documents.wording import joined, lines_of, listed, long_date, two
from toolkit.text import clean

WAYS = {
    BallotWay.ONLINE: "bỏ phiếu trực tuyến",
    BallotWay.PAPER: "bỏ phiếu giấy",
    BallotWay.BOTH: "bỏ phiếu trực tuyến và phiếu giấy, kiểm chung",
}
MATTERS = {
    BallotKind.RANK_TIE: "Phân định thứ hạng các đơn vị bằng nhau; mỗi phiếu chọn nhiều nhất {seats} đơn vị.",
    BallotKind.AWARD_TIE: "Suy tôn đề nghị {form}: còn {seats} suất; mỗi phiếu chọn nhiều nhất {seats} đơn vị.",
    BallotKind.REVIEW: "Biểu quyết từng đơn vị: đồng ý, không đồng ý hoặc không có ý kiến.",
}
NO_QUORUM = (
    "Không đủ số đơn vị dự nên hòm phiếu không mở, các phiếu không được kiểm; không có đơn vị nào được lựa chọn."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """An item of the table, every number in its printed form."""

    place: str
    name: str
    yes: str
    no: str
    blank: str
    percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotMinutesDocument:
    """`rows` is empty where the urn was not opened; `has_no` tells a vote of yes or no from one of names."""

    slug: ClassVar[str] = "bien-ban-kiem-phieu"
    template: ClassVar[str] = "documents/ballot_minutes.html"

    frame: Frame
    opened: str
    place: str
    tellers: tuple[str, ...]
    matter: str
    way: str
    conditions: tuple[str, ...]
    electorate: str
    voters: str
    issued: str
    returned: str
    valid: str
    invalid: str
    on_paper: str
    has_no: bool
    rows: tuple[CountRow, ...]
    conclusions: tuple[str, ...]
    closed: str
    secretary: str

    @classmethod
    def of(
        cls, facts: YearFacts, ballot: Ballot, *, on: date, number: int | None = None, draft: bool = False
    ) -> "BallotMinutesDocument":
        """Of a closed ballot. Minutes carry the day of the count in their first sentence."""
        outcome = ballot.outcome or {}
        return cls(
            frame=frame(
                facts,
                hash_code=_fours(ballot.sha256),
                title="Biên bản",
                subject=f"Kiểm phiếu - {clean(ballot.title)}",
                on=None,
                type_="BB",
                number=number,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=False, by_name=False),
            ),
            opened=_moment(ballot.opened_at),
            place=clean(ballot.place).rstrip("."),
            tellers=listed(lines_of(ballot.tellers)),
            matter=MATTERS[BallotKind(ballot.kind)].format(
                seats=two(ballot.seats), form=clean(ballot.rule.form) if ballot.rule else ""
            ),
            way=WAYS[BallotWay(ballot.way)],
            conditions=_conditions(ballot, outcome),
            electorate=two(outcome["electorate"]),
            voters=two(outcome["voters"]),
            issued=two(outcome["issued"]),
            returned=two(outcome["returned"]),
            valid=two(outcome["valid"]),
            invalid=two(outcome["invalid"]),
            on_paper=_on_paper(ballot, outcome),
            has_no=not ballot.seats,
            rows=_rows(outcome),
            conclusions=_conclusions(ballot, outcome),
            closed=_moment(ballot.closed_at),
            secretary=NO_SIGNER,
        )

    @property
    def chair(self) -> str:
        return self.frame.signer


def _fours(digest: str) -> str:
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def _moment(at: Any) -> str:
    return f"{clock_words(at)}, {long_date(timezone.localdate(at))}" if at else ""


def _conditions(ballot: Ballot, outcome: dict[str, Any]) -> tuple[str, ...]:
    quorum = f"có {share_words(outcome['quorum'])} số đơn vị dự, là {two(outcome['needed'])} đơn vị"
    first = [f"Cuộc bỏ phiếu có giá trị khi {quorum}"]
    if outcome["threshold"]:
        elected = "được thông qua" if not ballot.seats else "được suy tôn"
        first.append(
            f"Đơn vị {elected} khi được {share_words(outcome['threshold'])} số phiếu hợp lệ của các đơn vị khác"
        )
    return listed([*first, "Không đơn vị nào bỏ phiếu cho chính mình"])


def _on_paper(ballot: Ballot, outcome: dict[str, Any]) -> str:
    if ballot.way != BallotWay.BOTH:
        return ""
    paper = outcome["paper"]
    return f"trong đó phiếu giấy phát ra {two(paper['issued'])}, thu về {two(paper['returned'])}"


def _rows(outcome: dict[str, Any]) -> tuple[CountRow, ...]:
    if not outcome["quorum_met"]:
        return ()
    items = sorted(outcome["items"], key=lambda item: -item["yes"])
    return tuple(_row(place, item) for place, item in enumerate(items, 1))


def _row(place: int, item: dict[str, Any]) -> CountRow:
    """Percentages of the votes that could speak about the unit, rounded down."""
    asked = item["yes"] + item["no"] + item["blank"]
    return CountRow(
        place=str(place),
        name=clean(item["name"]),
        yes=str(item["yes"]),
        no=str(item["no"]),
        blank=str(item["blank"]),
        percent=f"{item['yes'] * 100 // asked if asked else 0}%",
    )


def _conclusions(ballot: Ballot, outcome: dict[str, Any]) -> tuple[str, ...]:
    if not outcome["quorum_met"]:
        return (NO_QUORUM,)
    if ballot.kind == BallotKind.RANK_TIE:
        return ("Số phiếu của từng đơn vị được ghi vào bước phân định “Bỏ phiếu” của kỳ chấm.",)
    names = {item["unit"]: clean(item["name"]) for item in outcome["items"]}
    verb = "Được suy tôn" if ballot.seats else "Được thông qua"
    chosen = joined([names[code] for code in outcome["elected"]])
    said = [f"{verb}: {chosen}." if chosen else "Không có đơn vị nào đủ số phiếu."]
    if outcome["tied"]:
        said.append(f"Bằng phiếu, chưa chọn được, bỏ phiếu lại: {joined([names[code] for code in outcome['tied']])}.")
    return tuple(said)
