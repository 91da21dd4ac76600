"""The Council's room: everything of the commune to read, nothing to write."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.council import DECIDED, NOT_SENT, SENT, AwardLine, awarded, room_rows
from awards.council_compare import Comparison, comparison_of, kinds_of
from awards.council_papers import DEMO, TRUSTED, UNTRUSTED, by_kind, paper_lines, signer_words, told
from awards.models import CouncilDecision, GrantedAward, Paper, Proposal, Submission, SubmissionLine
from awards.states import LineSource, PaperKind, SubmissionState
from scoring.models import Result, Round
from scoring.states import RoundKind
from tests.awards.test_checking import issue_again, signed, withdraw
from tests.cast import AT, NAME, PEOPLE, Size, content_of_size, issue, settle
from tests.reading import bytes_of, text_of

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
COUNCILS = "302 403 403 403 403 403 200 200 403"
READ_ONLY = "302 405 405 405 405 405 405 405 405"
ACCESS = {
    "council_room": (COUNCILS, READ_ONLY),
    "council_compare": (COUNCILS, READ_ONLY),
    "council_papers": (COUNCILS, READ_ONLY),
    "council_round": ("302 403 404 403 403 404 200 404 403", READ_ONLY),
    "dossier": ("302 200 404 200 200 404 200 404 200", READ_ONLY),
}
MOST_QUERIES = {
    "council_room": 10,
    "council_compare": 7,
    "council_papers": 8,
    "council_round": 12,
    "dossier": 15,
}
OF_ROUND = ("council_round", "dossier")


def url(name, cast):
    return reverse(name, args=[cast.round.pk] if name in OF_ROUND else [])


def page(cast, name, who="council", **asked):
    return text_of(cast.client(who).get(url(name, cast), asked))


def result_of(round):
    return Result.objects.select_related("round__campaign__bloc__commune", "round__criteria_set").get(round=round)


def sent(round, *, state=SubmissionState.SUBMITTED):
    """What the engine proposes, as the head sent it."""
    submission = Submission.objects.create(round=round, submitted_at=AT)
    for proposal in Proposal.objects.filter(rule__round=round).select_related("unit_result__sheet"):
        SubmissionLine.objects.create(
            submission=submission, unit=proposal.unit_result.sheet.unit, rule=proposal.rule, source=LineSource.ENGINE
        )
    Submission.objects.filter(pk=submission.pk).update(state=state)
    return submission


def decided(round, number="123/QĐ-UBND"):
    return CouncilDecision.objects.create(
        round=round, number=number, decided_on=date(2026, 12, 28), body="Chủ tịch UBND xã", recorded_at=AT
    )


def granted(decision, unit, form, line=None, person=""):
    return GrantedAward.objects.create(
        bloc=decision.round.campaign.bloc, year=2026, unit=unit, unit_name=unit.name, person_name=person, form=form,
        decision=decision, line=line, decision_number=decision.number, decided_on=decision.decided_on,
        body=decision.body,
    )  # fmt: skip


# Who gets in ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_gets_the_answer_of_the_table(cast, name, method):
    clients = {who: cast.client(who) for who in PEOPLE}
    found = {who: getattr(clients[who], method)(url(name, cast)).status_code for who in PEOPLE}
    assert found == dict(zip(PEOPLE, map(int, ACCESS[name][method == "post"].split()), strict=True))


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_method_writes(cast, name, method):
    assert getattr(cast.client("council"), method)(url(name, cast)).status_code == 405


def all_rows():
    """Of every table but those a session and a reading stand in."""
    models = [m for m in apps.get_models() if m._meta.label not in ("sessions.Session", "units.Reading", "awards.Look")]
    return {m._meta.label: list(m._base_manager.order_by("pk").values()) for m in models}


def test_a_reviewer_who_looks_at_everything_changes_nothing_but_the_readings(cast):
    sent(cast.round)
    signed(cast.papers[0])
    client, before = cast.client("council"), all_rows()
    for name in ACCESS:
        bytes_of(client.get(url(name, cast)))
    for asked in ({"tim": "khối"}, {"nam": "2026", "khoi": "x", "tinh_trang": "1"}, {"trang": "9", "chu_ky": "co"}):
        for name in ("council_room", "council_compare", "council_papers"):
            client.get(url(name, cast), asked)
    for paper in cast.papers:
        client.get(reverse("paper", args=[paper.pk]))
    assert all_rows() == before


# The room -------------------------------------------------------------------------------------------------------------


def test_the_room_shows_the_settled_rounds_of_the_own_commune(cast):
    said = page(cast, "council_room")
    assert "Phòng làm việc của Hội đồng, năm 2026" in said
    assert "Kỳ chấm đã chốt 2 kỳ" in said
    assert "Tổng kết năm 2026 Khối thi đua số 02" in said and "Khối thi đua số 03" in said
    assert said.count("Nam Bắc") == 0
    assert page(cast, "council_room", "other_council").count("Tổng kết năm 2026 Khối thi đua số 02") == 1


def test_a_row_counts_papers_in_force_signed_and_withdrawn(cast):
    signed(cast.papers[0])
    signed(cast.papers[1], is_demo=True)
    signed(cast.papers[2], is_trusted=False)
    withdraw(cast.papers[2])
    issue_again(cast.papers[2])
    [row] = room_rows([result_of(cast.round)])
    assert (row.in_force, row.signed, row.withdrawn, row.state) == (5, 1, 1, NOT_SENT)
    assert "5 còn hiệu lực 1 đã ký 1 đã thu hồi Chưa trình" in page(cast, "council_room", khoi=cast.bloc.pk)


@pytest.mark.parametrize("state", [SubmissionState.DRAFTING, SubmissionState.CONFIRMED])
def test_what_the_head_still_works_on_is_not_the_councils(cast, state):
    sent(cast.round, state=state)
    [row] = room_rows([result_of(cast.round)])
    assert (row.state, row.submitted_at) == (NOT_SENT, None)
    assert awarded(cast.round).submitted_at is None


def test_what_was_sent_waits_until_it_is_decided(cast):
    sent(cast.round)
    [row] = room_rows([result_of(cast.round)])
    assert (row.state, row.submitted_at) == (SENT, AT)
    decided(cast.round)
    [row] = room_rows([result_of(cast.round)])
    assert (row.state, [decision.number for decision in row.decisions]) == (DECIDED, ["123/QĐ-UBND"])
    assert "Đã có quyết định 123/QĐ-UBND, 28/12/2026" in page(cast, "council_room")


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, "2 kỳ"),
        ({"tim": "KHOI thi dua so 03"}, "1/2 kỳ"),
        ({"tim": "tổng kết"}, "2 kỳ"),
        ({"tinh_trang": NOT_SENT}, "1/2 kỳ"),
        ({"tinh_trang": SENT}, "1/2 kỳ"),
        ({"khoi": "2147483648"}, "2 kỳ"),
        ({"tinh_trang": "\0"}, "2 kỳ"),
    ],
)
def test_the_room_is_searched(cast, asked, count):
    sent(cast.round)
    said = page(cast, "council_room", **asked)
    assert f"Kỳ chấm đã chốt {count}" in said


def test_nothing_found_and_nothing_there_say_what_to_do(cast):
    assert "Không có kỳ chấm nào khớp với mục lọc" in page(cast, "council_room", tim="không đâu có")
    cast.council.council_of = None
    commune = cast.bloc.commune
    commune.pk, commune.name = None, "Xã Mới"
    commune.save()
    cast.council.council_of = commune
    cast.council.save()
    for name in ("council_room", "council_compare"):
        assert "Chưa có kỳ chấm nào được chốt" in page(cast, name)
    assert "Chưa có văn bản nào" in page(cast, "council_papers")


# Side by side ---------------------------------------------------------------------------------------------------------


def test_rankings_stand_side_by_side_with_their_shares(cast):
    found = comparison_of([result_of(cast.round), result_of(cast.other_round)])
    assert [column.result.round.campaign.bloc.number for column in found.columns] == ["02", "03"]
    first = found.columns[0]
    assert [(p.rank, p.total, p.share) for p in first.places][:2] == [
        (1, D("102.00"), D("102.0")),
        (2, first.places[1].total, first.places[1].share),
    ]
    assert first.scale == D(100)
    assert [p.rank for p in first.places][-1] is None or len(first.ranked) == len(first.places)
    assert len(first.dots) == len(first.ranked)
    assert [dot.is_first for dot in first.dots] == [False] * (len(first.ranked) - 1) + [True]


def test_the_axis_holds_every_dot(cast):
    settle(replace(NAME, number="81"), content_of_size(Size(units=40, criteria=9)))
    found = comparison_of(list(Result.objects.select_related("round__criteria_set", "round__campaign__bloc")))
    places = [D(dot.x.removesuffix("%")) for column in found.columns for dot in column.dots]
    assert min(places) >= 2 and max(places) <= 98
    assert [D(x.removesuffix("%")) for x, _ in found.marks] == sorted(D(x.removesuffix("%")) for x, _ in found.marks)


def test_of_a_large_bloc_the_best_stand_open():
    open_ones = {}
    for units in (12, 13):
        settle(replace(NAME, number=f"{units}"), content_of_size(Size(units=units, criteria=9)))
        [column] = comparison_of([result_of(Round.objects.get(campaign__bloc__number=f"{units}"))]).columns
        open_ones[units] = (len(column.first), len(column.others))
    assert open_ones == {12: (12, 0), 13: (10, 3)}


def test_no_round_is_an_empty_picture():
    assert comparison_of([]) == Comparison((), tuple((f"{2 + n * D('19.2'):.3f}%", f"{n * 20}") for n in range(6)))


def test_rounds_of_one_kind_are_compared(cast):
    Round.objects.filter(pk=cast.other_round.pk).update(kind=RoundKind.EXTRA)
    results = [result_of(cast.round), result_of(cast.other_round)]
    assert kinds_of(results) == [RoundKind.FINAL, RoundKind.EXTRA]
    said = page(cast, "council_compare")
    assert "Khối thi đua số 02" in said and "Khối thi đua số 03" not in said
    assert "Khối thi đua số 03" in page(cast, "council_compare", loai="extra")


# Papers ---------------------------------------------------------------------------------------------------------------


def lines_of(cast):
    return paper_lines(told(Paper.objects.filter(round=cast.round)).order_by("issued_at", "pk"))


def test_a_line_says_state_and_signature(cast):
    signed(cast.papers[0])
    signed(cast.papers[1], is_trusted=False)
    signed(cast.papers[3], is_demo=True)
    withdraw(cast.papers[2])
    after = issue_again(cast.papers[2])
    found = {line.paper.pk: line for line in lines_of(cast)}
    words = [found[paper.pk].signature and found[paper.pk].signature.words for paper in cast.papers]
    assert words == [TRUSTED, UNTRUSTED, None, DEMO, None]
    assert found[cast.papers[0].pk].signature.signers == ("Nguyễn Văn A, 09:00 ngày 18/12/2026",)
    old = found[cast.papers[2].pk]
    assert (old.is_in_force, old.reason, old.replaced_by) == (False, "Sai họ tên Nguyễn Văn A", after)
    assert found[after.pk].is_in_force


def test_of_several_copies_the_trusted_one_counts(cast):
    paper = cast.papers[0]
    signed(paper, b"%PDF one")
    signed(paper, b"%PDF two", is_trusted=False)
    signed(paper, b"%PDF three", is_demo=True)
    assert next(line.signature.words for line in lines_of(cast) if line.paper.pk == paper.pk) == TRUSTED


@pytest.mark.parametrize("at", ["", None, "hôm qua"])
def test_a_signature_need_not_say_when(at):
    assert signer_words("Nguyễn Văn A", at) == "Nguyễn Văn A, không ghi giờ ký"


def test_papers_stand_by_kind_in_the_order_of_documents(cast):
    assert [kind for kind, _ in by_kind(lines_of(cast)[::-1])] == [kind.label for kind in PaperKind]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, "6 văn bản"),
        ({"loai": "submission"}, "2/6 văn bản"),
        ({"tinh_trang": "withdrawn"}, "1/6 văn bản"),
        ({"chu_ky": "co"}, "1/6 văn bản"),
        ({"chu_ky": "dung-thu"}, "1/6 văn bản"),
        ({"chu_ky": "chua"}, "4/6 văn bản"),
        ({"tim": "01/bb"}, "1/6 văn bản"),
        ({"tim": "to trinh"}, "2/6 văn bản"),
        ({"loai": "submission", "tinh_trang": "issued"}, "1/6 văn bản"),
        ({"loai": "khong-co"}, "6 văn bản"),
        ({"trang": "99"}, "6 văn bản"),
    ],
)
def test_papers_are_searched(cast, asked, count):
    signed(cast.papers[0])
    signed(cast.papers[1], is_demo=True)
    withdraw(cast.papers[2])
    issue_again(cast.papers[2])
    assert f" Văn bản {count}" in page(cast, "council_papers", **asked)


def test_papers_stand_bloc_by_bloc_in_the_order_of_documents(cast):
    for kind in reversed(PaperKind):
        issue(cast.other_round, kind)
    answer = cast.client("council").get(url("council_papers", cast))
    shown = [(line.paper.bloc.number, line.paper.kind) for line in answer.context["lines"]]
    assert shown == [(number, kind.value) for number in ("02", "03") for kind in PaperKind]


def test_a_paper_is_found_by_its_code(cast):
    assert "1/5 văn bản" in page(cast, "council_papers", tim=cast.paper.code.lower())


# Proposed and decided -------------------------------------------------------------------------------------------------


def test_before_anything_is_sent_the_rules_propose(cast):
    found = awarded(cast.round)
    assert {line.ground for line in found.lines} == {"Theo quy định"}
    assert len(found.lines) == Proposal.objects.filter(rule__round=cast.round).count() > 1
    assert (found.is_decided, {line.granted for line in found.lines}) == (False, {""})


def test_the_decision_stands_beside_the_proposal(cast):
    lines = list(sent(cast.round).lines.order_by("rule__position", "pk"))
    decision, other = decided(cast.round), cast.bloc.units.exclude(pk__in=[line.unit_id for line in lines]).first()
    granted(decision, lines[0].unit, lines[0].rule.form, line=lines[0])
    granted(decision, other, "Bằng khen", person="Nguyễn Văn A")
    found = awarded(cast.round).lines
    first, second, form, number = lines[0], lines[1], lines[0].rule.form, decision.number
    assert found[0] == AwardLine(first.unit.name, "", form, "Theo quy định", form, number)
    assert found[1] == AwardLine(second.unit.name, "", second.rule.form, "Theo quy định", "", "")
    assert found[-1] == AwardLine("Nguyễn Văn A", other.name, "", "", "Bằng khen", number)
    assert [line.differs for line in (found[0], found[1], found[-1])] == [False, True, True]
    said = page(cast, "council_round")
    assert "Quyết định 123/QĐ-UBND ngày 28/12/2026 của Chủ tịch UBND xã." in said
    assert "Không tặng Khác đề nghị" in said


def test_without_lines_the_unit_and_the_form_find_each_other(cast):
    proposal = (
        Proposal.objects.filter(rule__round=cast.round).select_related("unit_result__sheet__unit", "rule").first()
    )
    granted(decided(cast.round), proposal.unit_result.sheet.unit, proposal.rule.form)
    same = [line for line in awarded(cast.round).lines if line.granted]
    assert [(line.who, line.differs) for line in same] == [(proposal.unit_result.sheet.unit_name, False)]


def test_another_award_than_proposed_stands_beside_the_proposal(cast):
    lines = list(sent(cast.round).lines.order_by("rule__position", "pk").select_related("unit", "rule"))
    granted(decided(cast.round), lines[1].unit, "Thư khen")
    found = awarded(cast.round).lines
    assert len(found) == len(lines)
    assert found[1] == AwardLine(
        lines[1].unit.name, "", lines[1].rule.form, "Theo quy định", "Thư khen", "123/QĐ-UBND"
    )  # fmt: skip
    assert found[1].differs


def test_the_dashboard_leads_to_the_room_and_counts_what_waits(cast):
    home = cast.client("council").get("/")
    assert f'href="{reverse("council_room")}"' in home.content.decode()
    assert "Xem kết quả, văn bản và hồ sơ của các Khối" in text_of(home)
    sent(cast.round)
    assert "1 hồ sơ đã trình, chờ quyết định" in text_of(cast.client("council").get("/"))
    decided(cast.round)
    assert "chờ quyết định" not in text_of(cast.client("council").get("/"))


# Queries --------------------------------------------------------------------------------------------------------------


def queries(cast, name):
    client = cast.client("council")
    client.get(url(name, cast))  # the session's first page
    with CaptureQueriesContext(connection) as found:
        bytes_of(client.get(url(name, cast)))
    return len(found)


@pytest.mark.parametrize("name", ACCESS)
def test_queries_do_not_grow_with_blocs_rounds_units_and_papers(cast, name):
    sent(cast.round)
    signed(cast.papers[0])
    granted(decided(cast.round), cast.bloc.units.first(), "Giấy khen")
    before = queries(cast, name)
    for number in ("81", "82"):
        more = settle(replace(NAME, number=number), content_of_size(Size(units=9, criteria=12)))
        for kind in PaperKind:
            signed(issue(more, kind, b"%PDF " + number.encode()))
        granted(decided(more), more.campaign.bloc.units.first(), "Giấy khen")
    settle(replace(NAME, round="Sơ kết"))
    withdraw(cast.papers[2])
    signed(issue_again(cast.papers[2]), b"%PDF again")
    signed(cast.papers[3], b"%PDF too", is_demo=True)
    granted(decided(cast.round, "124/QĐ-UBND"), cast.bloc.units.last(), "Bằng khen", person="Nguyễn Văn A")
    after = queries(cast, name)
    assert before == after <= MOST_QUERIES[name]
