"""Tờ trình and Danh sách print what the head confirmed; before that, and in other papers, what the engine took."""

import html
import re
from dataclasses import replace

import pytest

from awards.actions.submissions import reopen_submission
from awards.departures import Choice, Review
from awards.documents import ProposalListDocument, ProposalSubmissionDocument, ResultReportDocument, render, to_html
from awards.documents.facts import Confirmed, PersonFacts
from awards.models import Submission
from awards.papers import round_facts
from tests.awards.documents.builders import facts_of, many_units, sample_facts
from tests.awards.documents.printed import MM, Printed
from tests.awards.proposing import CONFIRMED, closed_ballot, confirmed, nominated, rule_of, tied_round, unit_of
from tests.cast import AT

pytestmark = pytest.mark.django_db
ON = AT.date()


def words(document):
    body = re.sub(r"<style>.*?</style>", " ", to_html(document), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def submission_words(round):
    return words(ProposalSubmissionDocument.of(round_facts(round, on=ON), on=ON, number=5))


def list_words(round):
    return words(ProposalListDocument.of(round_facts(round, on=ON), on=ON, number=5))


def test_before_the_head_confirms_the_papers_say_what_the_engine_took(cast):
    facts = round_facts(cast.round, on=ON)
    assert facts.confirmed is None
    assert "đề nghị khen thưởng 03 đơn vị như sau:" in submission_words(cast.round)
    submission = confirmed(cast)
    assert round_facts(cast.round, on=ON).confirmed is not None
    reopen_submission(submission, reason="Ghi nhầm", by=cast.head, at=CONFIRMED)
    assert round_facts(cast.round, on=ON) == facts


def test_confirmed_without_a_departure_the_papers_are_the_same_bytes(cast):
    before = round_facts(cast.round, on=ON)
    confirmed(cast)
    after = round_facts(cast.round, on=ON)
    for document in (ProposalSubmissionDocument, ProposalListDocument, ResultReportDocument):
        assert to_html(document.of(before, on=ON, number=5)) == to_html(document.of(after, on=ON, number=5))


def test_departures_are_printed_with_their_reasons(cast):
    choices = {
        "HCC": Choice(rule_of(cast.round, "GK").pk, "Chưa đủ hồ sơ"),
        "KT": Choice(rule_of(cast.round, "CO").pk, "Thành tích đột xuất."),
        "VHXH": Choice(None, "Đơn vị xin rút"),
    }
    confirmed(cast, Review(units={unit_of(cast, code).pk: choice for code, choice in choices.items()}))
    said = submission_words(cast.round)
    assert "1. Cờ thi đua (Chủ tịch UBND thành phố), nhiều nhất 01 đơn vị: Phòng Kinh tế." in said
    assert "Giấy khen (Chủ tịch UBND xã), nhiều nhất 01 đơn vị (30 % của 06 đơn vị, làm tròn xuống): Trung tâm" in said
    told = said[said.index("Đề nghị khác với kết quả xét theo quy định:") :]
    for sentence in (
        "- Trung tâm Phục vụ hành chính công: đề nghị Giấy khen thay cho Cờ thi đua. Lý do: Chưa đủ hồ sơ.",
        "- Phòng Kinh tế: đề nghị thêm Cờ thi đua. Lý do: Thành tích đột xuất.",
        "- Phòng Văn hóa - Xã hội: không đề nghị Giấy khen. Lý do: Đơn vị xin rút.",
    ):
        assert sentence in told
    assert "Phòng Kinh tế 79,65 4" in list_words(cast.round)
    report = words(ResultReportDocument.of(round_facts(cast.round, on=ON), on=ON, number=5))
    assert "Chưa đủ hồ sơ" not in report and "Lý do" not in report


def test_nobody_is_left_of_an_award_the_head_proposes_nobody_for(cast):
    confirmed(cast, Review(units={unit_of(cast, "VHXH").pk: Choice(None, "Đơn vị xin rút")}))
    assert "làm tròn xuống): Không đề nghị đơn vị nào." in submission_words(cast.round)


def test_the_ballot_and_places_left_open_are_told(cast):
    round = tied_round()
    rule = rule_of(round, "GK").pk
    assert "cần bỏ phiếu suy tôn" in submission_words(round)
    submission = confirmed(cast, Review(left_open={rule: "Hết hạn trình"}), round=round)
    said = submission_words(round)
    assert "cùng hạng 3; suất còn lại để trống: Hết hạn trình." in said
    assert "cần bỏ phiếu suy tôn" not in said and "sẽ trình bổ sung" not in said
    reopen_submission(submission, reason="Đã bỏ phiếu", by=cast.head, at=CONFIRMED)
    closed_ballot(round, ["KT"])
    confirmed(cast, round=round)
    said = submission_words(round)
    assert "Phòng Kinh tế được suy tôn qua bỏ phiếu kín." in said and "để trống" not in said
    assert Submission.objects.get().left_open == {}


def test_people_are_listed_by_title_with_office_unit_and_initiative(cast):
    nominated(cast)
    nominated(cast, "DVSNC", "Nguyễn Văn B", "Lao động tiên tiến")
    confirmed(cast)
    said = submission_words(cast.round)
    assert "đề nghị khen thưởng 03 đơn vị và 02 cá nhân như sau:" in said
    assert "4. Chiến sĩ thi đua cơ sở: Nguyễn Văn A (Phòng Kinh tế)." in said
    assert "5. Lao động tiên tiến: Nguyễn Văn B (Trung tâm Dịch vụ sự nghiệp công)." in said
    listed = list_words(cast.round)
    assert "Cá nhân TT Họ và tên, chức vụ Đơn vị Sáng kiến" in listed
    assert "IV. Chiến sĩ thi đua cơ sở 1 Nguyễn Văn A Chuyên viên Phòng Kinh tế –" in listed
    assert "Danh sách này có 03 đơn vị và 02 cá nhân./." in listed


# On paper -------------------------------------------------------------------------------------------------------------

LONG = "Trung tâm Nghiên cứu, ứng dụng và phát triển dịch vụ sự nghiệp công đa ngành Ễ Ộ Ự của xã, phường"


def crowd(facts):
    """Forty people with long names, units and initiatives, and forty departures."""
    people = tuple(
        PersonFacts(
            name=f"Nguyễn Văn A {n}",
            office=f"{LONG[:90]} {n}",
            unit=LONG,
            form=f"Danh hiệu {n // 20}",
            authority="Chủ tịch UBND xã",
            initiative=f"Giải pháp {LONG} {n}",
        )
        for n in range(40)
    )
    units = tuple((award.rule.code, award.units) for award in facts.settled.awards)
    departures = tuple(f"{LONG}: không đề nghị Giấy khen. Lý do: {LONG * 3}." for _ in range(40))
    return replace(facts, confirmed=Confirmed(units=units, people=people, departures=departures))


@pytest.mark.parametrize("document", [ProposalSubmissionDocument, ProposalListDocument])
@pytest.mark.parametrize("size", ["sample", "crowded"])
def test_extreme_lists_keep_the_layout(document, size):
    facts = crowd(sample_facts() if size == "sample" else facts_of(many_units(40)))
    paper = Printed(render(document.of(facts, on=ON, number=5)))
    assert len(paper.pages) > 2
    for page in paper.pages:
        letters = [c for c in page.chars if not c["text"].isspace() and c["top"] > 19 * MM]
        assert min(c["x0"] for c in letters) > 29 * MM
        assert max(c["x1"] for c in letters) < page.width - 14 * MM
        assert max(c["bottom"] for c in letters) < page.height - 19 * MM
    assert all("Tinos" in name for name in paper.fonts)
    assert paper.tagged("Table")
    assert paper.says("Nguyễn Văn A 39")
