"""What is waiting and what comes next in a bloc's settled round, told to head, deputy and member."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from awards.models import Paper
from awards.proposal_table import ProposalTable
from awards.standings import Standing
from awards.states import PaperKind
from khoi_thidua.people import Kind, Person
from scoring.models import Result
from toolkit.numbers import decimal_text


@dataclass(frozen=True, slots=True)
class Facts:
    result: Result
    standings: Sequence[Standing]
    table: ProposalTable
    papers: Sequence[Paper]
    person: Person
    may_issue: bool = False

    @property
    def own_unit(self) -> int | None:
        return self.person.unit.pk if self.person.unit else None

    @property
    def submission(self) -> Paper | None:
        return next((paper for paper in self.papers if paper.kind == PaperKind.SUBMISSION), None)

    @property
    def open_ties(self) -> list[str]:
        return [f"{column.form}: {column.open_tie}" for column in self.table.columns if column.open_tie]

    @property
    def council(self) -> str:
        return f"Hội đồng TĐKT {self.result.round.campaign.bloc.commune.title}"

    def page(self, name: str) -> str:
        return reverse(name, args=[self.result.round_id])


@dataclass(frozen=True, slots=True)
class Step:
    """The one thing to do, or the one thing to read: `button` says what opens."""

    eyebrow: str
    words: str
    note: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the list: `state` is todo, done or info."""

    state: str
    icon: str
    words: str
    note: str = ""
    url: str = ""


def todo(words: str, note: str = "", url: str = "") -> Check:
    return Check("todo", "i-clock", words, note, url)


def done(words: str, note: str = "", url: str = "") -> Check:
    return Check("done", "i-check", words, note, url)


def info(words: str, note: str = "") -> Check:
    return Check("info", "i-right", words, note)


def next_step(facts: Facts) -> Step:
    return head_step(facts) if facts.person.kind is Kind.HEAD else own_step(facts)


def head_step(facts: Facts) -> Step:
    if facts.open_ties:
        return Step(
            "Việc tiếp theo", "Tổ chức bỏ phiếu suy tôn", facts.open_ties[0], "Xem đề nghị", facts.page("proposals")
        )
    if facts.submission:
        return Step(
            "Việc tiếp theo",
            f"Ký tờ trình số {facts.submission.symbol} và gửi {facts.council}",
            "Tải tờ trình, danh sách và báo cáo; ký, đóng dấu rồi gửi. Số và ngày đã ghi, nội dung không đổi được nữa.",
            "Mở văn bản",
            reverse("papers"),
        )
    if not facts.may_issue:  # the round of another year, whose head somebody else was
        return own_step(facts)
    return Step(
        "Việc tiếp theo",
        f"Ban hành văn bản của {facts.result.round.name}",
        "Kỳ chấm đã chốt nhưng chưa có văn bản. Số và ngày ghi khi ban hành; nội dung lấy từ kết quả đã chốt.",
        "Ban hành văn bản",
        facts.page("round_papers_issue"),
    )


def own_step(facts: Facts) -> Step:
    own = next((s.outcome for s in facts.standings if s.unit_id == facts.own_unit), None)
    name = facts.result.round.name
    if own is None:
        return Step(
            "Kết quả của Khối",
            f"{name} đã chốt",
            "Đơn vị không tham gia kỳ chấm này.",
            "Xem xếp hạng",
            facts.page("ranking"),
        )
    url = reverse("trace", args=[facts.result.round_id, own.unit])
    total = f"{decimal_text(own.total)} điểm"
    if own.rank is None:
        return Step("Kết quả của đơn vị", f"{total}, không xếp hạng", f"Lý do: {own.excluded}", "Xem cách tính", url)
    return Step(
        "Kết quả của đơn vị",
        f"Hạng {own.rank} trong {len(facts.standings)} đơn vị, {total}",
        f"{name}. {own.classification or 'Chưa xếp loại'}. Mỗi dòng điểm đều có cách tính và lý do.",
        "Xem cách tính",
        url,
    )


def checks(facts: Facts) -> list[Check]:
    """From what has been done to what follows."""
    result = facts.result
    settled_on = timezone.localdate(result.settled_at).strftime("%d/%m/%Y")
    first = done(
        f"{len(facts.standings)} đơn vị đã được chấm và thẩm định, kỳ chấm đã chốt ngày {settled_on}",
        "Sau khi chốt, không ai sửa được điểm, kể cả Trưởng Khối và người quản trị.",
        facts.page("ranking"),
    )
    return [
        first,
        *_deputy_check(facts),
        *_proposal_checks(facts),
        *_paper_checks(facts),
        info(f"Tiếp theo: {facts.council} xét và trình cấp có thẩm quyền quyết định khen thưởng"),
    ]


def _deputy_check(facts: Facts) -> list[Check]:
    head = next((s.outcome for s in facts.standings if s.outcome.role == "head"), None)
    if facts.person.kind is not Kind.DEPUTY or head is None:
        return []
    url = reverse("trace", args=[facts.result.round_id, head.unit])
    return [done(f"Đã thẩm định đơn vị Trưởng Khối: {decimal_text(head.total)} điểm", head.name, url)]


def _proposal_checks(facts: Facts) -> list[Check]:
    if not facts.table.columns:
        return [info("Kỳ chấm này không quy định hình thức khen thưởng")]
    url = facts.page("proposals")
    found = done(f"{facts.table.count} đơn vị được đề nghị khen thưởng", "Đơn vị nào cũng xem được lý do.", url)
    return [found, *(todo("Cần bỏ phiếu suy tôn", words, url) for words in facts.open_ties)]


def _paper_checks(facts: Facts) -> list[Check]:
    if not facts.papers:
        return [todo("Chưa có văn bản nào được ban hành", "Trưởng Khối ban hành.")]
    found = [done(f"{len(facts.papers)} văn bản đã ban hành", "", reverse("papers"))]
    if facts.submission and facts.person.kind is not Kind.HEAD:
        words = f"Trưởng Khối ký tờ trình số {facts.submission.symbol} và gửi {facts.council}"
        found.append(todo(words, "", reverse("papers")))
    return found
