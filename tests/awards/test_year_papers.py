"""The papers of a year: their drafts, issuing them, who may, and their numbers."""

import hashlib
import json
import re
import threading
from datetime import date, datetime, timedelta
from functools import cached_property
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards import papers, year_papers
from awards.actions import issue_paper_of_year
from awards.models import Paper, PaperFile
from awards.papers import issue_round_papers
from awards.states import PaperKind, YearPaperKind
from awards.year_papers import BUSY, YearPaper, issue_year_paper
from campaigns.models import Campaign, Initiative, Meeting
from campaigns.states import CampaignState, InitiativeState, MeetingState, PledgeState
from tests.campaigns.documents import builders as b
from tests.campaigns.documents.conftest import KINDS, things_of
from tests.cast import PEOPLE, person
from tests.constraints import put, violates
from tests.years import settle
from toolkit.proof import PROVED_AT
from toolkit.reasons import NotPossible
from units.models import Reading

pytestmark = pytest.mark.django_db

K = YearPaperKind
AT = b.AT


@pytest.fixture
def drawn(monkeypatch):
    """Papers rendered in no time; the list has every document that was rendered."""
    documents = []

    def draw(document):
        documents.append(document)
        return f"%PDF-1.7 {len(documents)}".encode()

    monkeypatch.setattr(year_papers, "render", draw)
    monkeypatch.setattr(papers, "render", draw)
    return documents


class Year:
    """A year in which every paper can be issued."""

    def __init__(self, **numbered):
        self.campaign = b.make_year(**numbered)
        self.head = person(f"head-{self.campaign.bloc.number}", unit=b.unit(self.campaign, "VP"))
        b.add_plan(self.campaign)
        b.add_pledge(self.campaign)
        self.initiative = b.add_initiative(self.campaign, b.unit(self.campaign, "KT"))
        self.meeting = self.planned()
        past = self.planned(starts_at=AT - timedelta(days=3), title="Họp quý III")
        self.held = b.hold(past, {}, by=self.head, at=AT)

    def planned(self, **more) -> Meeting:
        return b.add_meeting(self.campaign, units=self.campaign.bloc.units.all(), by=self.head, **more)

    def paper(self, kind: YearPaperKind, thing=None) -> YearPaper:
        usual = {K.INITIATIVE_FORM: self.initiative, K.INVITATION: self.meeting, K.MEETING_MINUTES: self.held}
        if kind.about and kind not in usual:
            usual = self.things
        return YearPaper(kind, self.campaign, thing or usual.get(kind))

    @cached_property
    def things(self):
        """What the papers about units, people and rounds are about; the unit is Phòng Kinh tế."""
        nomination = b.add_nomination(self.campaign, b.unit(self.campaign, "KT"), initiative=self.initiative)
        return things_of(self.campaign, "KT", b.add_round(self.campaign), nomination, self.initiative, self.held)

    def issue(self, kind: YearPaperKind, thing=None, *, at: datetime = AT) -> Paper:
        return issue_year_paper(self.paper(kind, thing), by=self.head, at=at)

    def reasons(self, kind: YearPaperKind, thing=None) -> list[str]:
        with pytest.raises(NotPossible) as refused:
            self.issue(kind, thing)
        return refused.value.reasons


@pytest.fixture
def year(db):
    return Year()


# --- issuing --------------------------------------------------------------------------------------------------------


def test_every_kind_is_issued_with_its_number_title_and_subject(year, drawn):
    issued = [year.issue(kind) for kind in sorted(KINDS, key=list(K).index)]
    assert [(p.kind, p.symbol, p.title, p.subject, p.file_name) for p in issued] == [
        ("plan", "01/KH-KTĐ02", "Phát động phong trào thi đua năm 2026", "", "ke-hoach.pdf"),
        ("pledge", "", "Năm 2026 của Khối thi đua số 02", "", "giao-uoc.pdf"),
        ("initiative_list", "", "Năm 2026 của Khối thi đua số 02", "", "danh-muc-sang-kien.pdf"),
        (
            "initiative_form",
            "",
            "Hẹn giờ trả hồ sơ",
            f"initiative/{year.initiative.pk}",
            f"phieu-dang-ky-{year.initiative.pk}.pdf",
        ),
        (
            "invitation",
            "01/GM-KTĐ02",
            "Họp sơ kết phong trào thi đua 6 tháng đầu năm",
            f"meeting/{year.meeting.pk}",
            "giay-moi-1.pdf",
        ),
        ("meeting_minutes", "01/BB-KTĐ02", "Họp quý III", f"meeting/{year.held.pk}", "bien-ban-1.pdf"),
        *of_units_and_rounds(year.things),
    ]
    assert {(p.campaign, p.issued_on, p.issued_by) for p in issued} == {(year.campaign, date(2026, 11, 22), year.head)}
    round = year.things[K.FINAL_REPORT]
    of_round = {K.BALLOT_MINUTES, K.UNIT_SHEET, K.UNIT_REPORT, K.FINAL_REPORT}
    assert {(p.kind in of_round, p.round, p.result_sha256) for p in issued} == {
        (False, None, ""),
        (True, round, round.result.sha256),
    }


def of_units_and_rounds(things):
    told = [
        (K.REGISTRATION, "", "Phòng Kinh tế, 2026: Thành viên", "dang-ky-thi-dua-{}.pdf"),
        (K.BALLOT_MINUTES, "02/BB-KTĐ02", "Phân định thứ hạng", "bien-ban-kiem-phieu-2.pdf"),
        (K.UNIT_SHEET, "", "Phòng Kinh tế", "phieu-cham-diem-{}.pdf"),
        (K.UNIT_REPORT, "", "Phòng Kinh tế", "bao-cao-thanh-tich-{}.pdf"),
        (K.PERSON_REPORT, "", "Nguyễn Văn B, Lao động tiên tiến", "bao-cao-thanh-tich-ca-nhan-{}.pdf"),
        (K.FINAL_REPORT, "01/BC-KTĐ02", "Tổng kết năm 2026", "bao-cao-tong-ket-1.pdf"),
    ]
    for kind, symbol, title, name in told:
        key = things[kind].pk
        yield kind.value, symbol, title, f"{kind.about}/{key}", name.format(key)


def test_bytes_and_facts_are_kept_as_they_were_rendered(year, drawn):
    paper = year.issue(K.INVITATION)
    stored = PaperFile.objects.get(paper=paper)
    pdf = b"%PDF-1.7 1"
    assert (bytes(stored.pdf), paper.sha256, paper.size) == (pdf, hashlib.sha256(pdf).hexdigest(), len(pdf))
    assert paper.facts == json.loads(json.dumps(papers.frozen(drawn[0])))
    assert (paper.facts["frame"]["symbol"], paper.facts["place"]) == (
        "Số: 01/GM-KTĐ02",
        "Phòng họp số 1, trụ sở UBND xã",
    )


def test_issuing_the_plan_issues_the_campaign_under_its_number_and_date(year, drawn):
    paper = year.issue(K.PLAN)
    campaign = Campaign.objects.get(pk=year.campaign.pk)
    assert (campaign.state, campaign.symbol, campaign.issued_on) == (
        CampaignState.ISSUED,
        "01/KH-KTĐ02",
        date(2026, 11, 22),
    )
    assert paper.history.get().history_change_reason == "Ban hành văn bản"
    assert campaign.history.first().history_change_reason == "Ban hành kế hoạch"


def test_issuing_an_invitation_invites(year, drawn):
    year.issue(K.INVITATION)
    assert Meeting.objects.get(pk=year.meeting.pk).state == MeetingState.INVITED


def test_units_that_were_told_already_still_get_their_invitation(year, drawn):
    year.meeting.invite()
    year.meeting.save()
    assert year.issue(K.INVITATION).symbol == "01/GM-KTĐ02"


def test_minutes_of_meetings_and_of_reviews_share_one_series(drawn):
    round = settle().round
    first = [p.symbol for p in issue_round_papers(round, by=None, at=AT) if p.series == "BB"]
    year = Year(number="03")
    meeting = b.add_meeting(round.campaign, units=round.campaign.bloc.units.all(), by=year.head)
    held = b.hold(meeting, {}, by=year.head, at=meeting.starts_at)
    second = issue_year_paper(YearPaper(K.MEETING_MINUTES, round.campaign, held), by=None, at=AT)
    third = year.issue(K.MEETING_MINUTES)
    assert (first, second.symbol, third.symbol) == (["01/BB-KTĐ02"], "02/BB-KTĐ02", "01/BB-KTĐ03")


def test_each_meeting_has_its_own_invitation_and_numbers_start_again_in_a_new_year(year, drawn):
    year.issue(K.INVITATION)
    january = datetime(2027, 1, 4, 2, 0, tzinfo=AT.tzinfo)
    other, late = year.planned(), year.planned(starts_at=january + timedelta(days=9))
    assert [year.issue(K.INVITATION, other).symbol, year.issue(K.INVITATION, late, at=january).symbol] == [
        "02/GM-KTĐ02",
        "01/GM-KTĐ02",
    ]


# --- why not --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_in_force_is_not_issued_again(year, drawn, kind):
    paper = year.issue(kind)
    assert year.reasons(kind) == [f"{paper} đã ban hành ngày 22/11/2026; số, ngày và nội dung đã cố định."]
    assert (Paper.objects.count(), len(drawn)) == (1, 1)


def test_a_plan_needs_areas_with_tasks_and_an_open_year(year, drawn):
    year.campaign.areas.get(number=2).tasks.all().delete()
    assert year.reasons(K.PLAN) == ["Nội dung 2 chưa có nhiệm vụ nào."]
    year.campaign.areas.all().delete()
    put(year.campaign, state=CampaignState.REVIEWED)
    assert year.reasons(K.PLAN) == [
        "Năm 2026 đã tổng kết, chỉ còn để xem.",
        "Kế hoạch chưa có nội dung thi đua nào. Thêm ít nhất một nội dung.",
    ]


def test_a_pledge_is_written_and_open_before_it_is_issued(year, drawn):
    pledge = year.campaign.pledge
    put(pledge, state=PledgeState.DRAFTING)
    assert year.reasons(K.PLEDGE) == ["Giao ước còn đang soạn. Mở cho các đơn vị xác nhận trước khi ban hành."]
    pledge.commitments.all().delete()
    assert year.reasons(K.PLEDGE) == ["Giao ước chưa có nội dung cam kết nào."]
    pledge.delete()
    assert year.reasons(K.PLEDGE) == ["Chưa soạn giao ước thi đua của năm."]


def test_the_list_needs_an_initiative_and_has_room_for_five_hundred(year, drawn, monkeypatch):
    monkeypatch.setattr("awards.predicates.MOST_ROWS", 1)
    b.add_initiative(year.campaign, b.unit(year.campaign, "HCC"))
    assert year.reasons(K.INITIATIVE_LIST) == [
        "Danh mục có 2 mục; văn bản in được nhiều nhất 1. Tải danh mục dạng bảng (XLSX)."
    ]
    Initiative.objects.filter(campaign=year.campaign).delete()
    assert year.reasons(K.INITIATIVE_LIST) == ["Chưa có sáng kiến, mô hình, giải pháp nào được đăng ký."]


@pytest.mark.parametrize(("state", "word"), [("drafting", "đang soạn"), ("returned", "trả lại")])
def test_a_form_is_issued_once_its_unit_has_registered(year, drawn, state, word):
    put(year.initiative, state=InitiativeState(state))
    assert year.reasons(K.INITIATIVE_FORM) == [
        f"“Hẹn giờ trả hồ sơ” {word}; phiếu ban hành được từ khi đơn vị đăng ký."
    ]


def test_a_meeting_that_is_past_cancelled_or_without_units_gets_no_invitation(year, drawn):
    put(year.meeting, starts_at=AT)
    assert year.reasons(K.INVITATION) == ["Giờ bắt đầu đã qua. Sửa ngày giờ trước khi mời."]
    put(year.meeting, state=MeetingState.INVITED)
    assert year.reasons(K.INVITATION) == ["Giờ bắt đầu đã qua; không ban hành giấy mời nữa."]
    put(year.meeting, state=MeetingState.CANCELLED)
    assert year.reasons(K.INVITATION) == ["Cuộc họp đã hủy; lịch không đổi được nữa."]
    assert year.reasons(K.INVITATION, year.held) == ["Cuộc họp đã diễn ra; lịch không đổi được nữa."]
    alone = b.add_meeting(year.campaign, by=year.head)
    assert year.reasons(K.INVITATION, alone) == ["Chưa chọn đơn vị nào để mời."]


def test_minutes_are_of_a_meeting_that_was_held(year, drawn):
    assert year.reasons(K.MEETING_MINUTES, year.meeting) == [
        "Cuộc họp chưa kết thúc. Ghi điểm danh, kết luận và kết thúc cuộc họp trước khi ban hành biên bản."
    ]
    put(year.meeting, state=MeetingState.CANCELLED)
    assert year.reasons(K.MEETING_MINUTES, year.meeting) == ["Cuộc họp đã hủy; không có biên bản."]


def test_papers_of_a_round_wait_until_it_is_settled(year, drawn):
    round = b.add_round(year.campaign, name="Sơ kết 6 tháng", is_settled=False)
    sheet = b.sheet_of(round, "KT")
    waits = ["Sơ kết 6 tháng chưa chốt; văn bản này lập từ kết quả đã chốt."]
    assert [year.reasons(kind, sheet) for kind in (K.UNIT_SHEET, K.UNIT_REPORT)] == [waits, waits]
    assert year.reasons(K.FINAL_REPORT, round) == waits


def test_a_unit_registers_once_it_has_handed_something_in(year, drawn):
    nobody = b.membership_of(year.campaign, "HCC")
    assert year.reasons(K.REGISTRATION, nobody) == [
        "Đơn vị chưa đăng ký gì. Xác nhận giao ước, gửi kế hoạch hoặc đăng ký sáng kiến trước."
    ]
    b.confirm(year.campaign.pledge, nobody.unit)
    assert year.issue(K.REGISTRATION, nobody).kind == K.REGISTRATION


@pytest.mark.parametrize(
    ("state", "word"), [("drafting", "đang soạn"), ("returned", "trả lại"), ("declined", "không đề nghị")]
)
def test_a_persons_report_is_issued_once_the_unit_has_sent_it(year, drawn, state, word):
    nomination = year.things[K.PERSON_REPORT]
    put(nomination, state=state, achievements=" ")
    assert year.reasons(K.PERSON_REPORT, nomination) == [
        f"Đề nghị {word}; báo cáo ban hành được khi đề nghị đã gửi.",
        "Báo cáo chưa có phần thành tích đạt được.",
    ]


# --- together and at once -------------------------------------------------------------------------------------------


def test_a_row_somebody_changes_while_the_paper_is_rendered_is_in_the_paper(year, drawn, monkeypatch):
    draw, busy = year_papers.render, [False]

    def interrupted(document):
        if not busy[0]:
            busy[0] = True
            put(year.meeting, place="Hội trường lớn")
        return draw(document)

    monkeypatch.setattr(year_papers, "render", interrupted)
    paper = year.issue(K.INVITATION)
    assert (paper.facts["place"], len(drawn)) == ("Hội trường lớn", 2)
    assert bytes(paper.file.pdf) == b"%PDF-1.7 2"


def test_a_number_somebody_takes_meanwhile_is_not_given_twice(year, drawn, monkeypatch):
    other, draw, busy = year.planned(), year_papers.render, [False]

    def interrupted(document):
        if not busy[0]:
            busy[0] = True
            year.issue(K.INVITATION, other)
        return draw(document)

    monkeypatch.setattr(year_papers, "render", interrupted)
    assert year.issue(K.INVITATION).symbol == "02/GM-KTĐ02"
    assert sorted(Paper.objects.values_list("number", flat=True)) == [1, 2]


def test_whoever_is_always_too_late_is_told(year, drawn, monkeypatch):
    count = iter(range(100))
    monkeypatch.setattr(
        year_papers, "render", lambda document: put(year.meeting, place=f"Phòng {next(count)}") or b"%PDF-"
    )
    assert year.reasons(K.INVITATION) == [BUSY]
    assert Paper.objects.count() == 0


def test_a_follow_up_that_fails_leaves_no_paper_and_no_gap(year, drawn, monkeypatch):
    def fail(*args, **kwargs):
        raise NotPossible(["mất điện"])

    with monkeypatch.context() as patched:
        patched.setattr(year_papers, "invite_units", fail)
        assert year.reasons(K.INVITATION) == ["mất điện"]
    assert (Paper.objects.count(), PaperFile.objects.count()) == (0, 0)
    assert year.issue(K.INVITATION).number == 1


@pytest.mark.django_db(transaction=True)
def test_two_kinds_of_minutes_issued_at_once_share_the_series_without_a_gap(file_database, drawn):
    round = settle().round
    by = person("head", unit=round.campaign.bloc.units.get(code="VP"))
    meeting = b.add_meeting(round.campaign, units=round.campaign.bloc.units.all(), by=by)
    held = b.hold(meeting, {}, by=by, at=meeting.starts_at)
    barrier, answers = threading.Barrier(2), []

    def run(issue):
        try:
            barrier.wait(10)
            answers.append(issue())
        except Exception as problem:
            answers.append(problem)
        finally:
            connection.close()

    deeds = [
        lambda: issue_round_papers(round, by=None, at=AT),
        lambda: [issue_year_paper(YearPaper(K.MEETING_MINUTES, round.campaign, held), by=None, at=AT)],
    ]
    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(len(answer) for answer in answers) == [1, 5]
    minutes = Paper.objects.filter(series="BB").order_by("number").values_list("number", "kind")
    assert [number for number, _ in minutes] == [1, 2]
    assert {kind for _, kind in minutes} == {PaperKind.REVIEW_MINUTES, K.MEETING_MINUTES}


# --- the database knows ---------------------------------------------------------------------------------------------


def store(campaign, kind, *, subject="", number=None):
    return issue_paper_of_year(
        campaign, kind, subject=subject, number=number, title="", facts={}, pdf=b"", by=None, at=AT, on=AT.date()
    )


def test_a_subject_has_one_paper_of_a_kind_in_force(year):
    store(year.campaign, K.PLEDGE)
    store(year.campaign, K.INITIATIVE_FORM, subject="initiative/1")
    store(year.campaign, K.INITIATIVE_FORM, subject="initiative/2")
    with violates("paper_once_in_force_for_its_subject"):
        store(year.campaign, K.PLEDGE)
    with violates("paper_once_in_force_for_its_subject"):
        store(year.campaign, K.INITIATIVE_FORM, subject="initiative/1")


def test_a_series_belongs_to_its_kinds_and_a_result_to_a_round(year):
    paper = store(year.campaign, K.PLAN, number=1)
    with violates("paper_series_is_that_of_its_kind"):
        put(paper, series="GM")
    with violates("paper_number_only_in_a_series"):
        put(paper, number=None)
    with violates("paper_of_a_round_has_its_result"):
        put(paper, result_sha256="0f" * 32)
    round_paper = issue_round_paper()
    with violates("paper_of_a_round_has_its_result"):
        put(round_paper, round=None, result_sha256="")


def issue_round_paper():
    return next(p for p in issue_round_papers(settle().round, by=None, at=AT) if p.kind == PaperKind.SCORE_TABLE)


# --- pages ----------------------------------------------------------------------------------------------------------

CONTENT = {"anonymous": 302, "other_head": 404, "stranger": 404, "other_council": 404}
PREVIEW = CONTENT | {"clerk": 200, "deputy": 200, "head": 200, "admin": 200, "council": 403}
ISSUE = CONTENT | {"clerk": 403, "deputy": 403, "head": 200, "admin": 403, "council": 403}
ISSUE_POST = ISSUE | {"head": 302}


@pytest.fixture
def scene(cast, drawn):
    """The cast's year with a meeting that can be invited to."""
    campaign = cast.round.campaign
    starts_at = timezone.now() + timedelta(days=7)
    cast.meeting = b.add_meeting(campaign, units=campaign.bloc.units.all(), by=cast.head, starts_at=starts_at)
    return cast


def url(name, scene, slug="giay-moi", thing="", **query):
    about = {"doi-tuong": thing or scene.meeting.pk} if slug in ("giay-moi", "bien-ban", "phieu-dang-ky") else {}
    asked = about | query
    return f"{reverse(name, args=[scene.round.campaign_id, slug])}?{urlencode(asked)}"


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_look_at_a_draft_and_who_may_issue(scene, who):
    client = scene.client(who)
    found = {
        "preview": client.get(url("year_paper_preview", scene)).status_code,
        "preview post": client.post(url("year_paper_preview", scene)).status_code,
        "ask": client.get(url("year_paper_issue", scene)).status_code,
        "issue": client.post(url("year_paper_issue", scene)).status_code,
    }
    assert found == {
        "preview": PREVIEW[who],
        "preview post": 302 if who == "anonymous" else 405,
        "ask": ISSUE[who],
        "issue": ISSUE_POST[who],
    }
    assert Paper.objects.of_year().count() == (1 if who == "head" else 0)


def test_the_draft_is_a_pdf_shown_in_the_browser_and_nothing_is_stored(scene, drawn):
    answer = scene.client("clerk").get(url("year_paper_preview", scene))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'inline; filename="ban-nhap-giay-moi.pdf"',
    )
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 1"
    assert (drawn[0].frame.draft, drawn[0].frame.symbol[-9:]) == (True, "/GM-KTĐ02")
    assert Paper.objects.of_year().count() == 0


def test_a_draft_of_an_initiative_is_its_own_units_until_it_is_registered(scene):
    own = b.unit(scene.round.campaign, "KT")
    draft = b.add_initiative(scene.round.campaign, own, state=InitiativeState.DRAFTING)
    wanted = url("year_paper_preview", scene, "phieu-dang-ky", draft.pk)
    assert [scene.client(who).get(wanted).status_code for who in ("clerk", "head", "deputy")] == [200, 404, 404]
    put(draft, state=InitiativeState.REGISTERED)
    assert [scene.client(who).get(wanted).status_code for who in ("clerk", "head", "deputy")] == [200, 200, 200]


@pytest.mark.parametrize("asked", ["", "x", "0", "99999", "9" * 30, "²", "1 OR 1"])
def test_a_paper_about_nothing_is_not_found(scene, asked):
    address = reverse("year_paper_preview", args=[scene.round.campaign_id, "giay-moi"])
    assert scene.client("head").get(address, {"doi-tuong": asked}).status_code == 404


def test_an_unknown_kind_is_not_found(scene):
    for slug in ("to-trinh", "bien-ban-hop", "x"):
        assert scene.client("head").get(url("year_paper_preview", scene, slug)).status_code == 404


def test_a_thing_of_another_campaign_is_not_found(scene):
    other = b.make_year(number="77")
    elsewhere = b.add_meeting(other, by=scene.head)
    assert scene.client("admin").get(url("year_paper_preview", scene, thing=elsewhere.pk)).status_code == 404


def test_the_question_says_the_number_and_that_it_stands_for_ever(scene):
    page = scene.client("head").get(url("year_paper_issue", scene, ve="/phong-trao/")).content.decode()
    assert "Số tiếp theo: 01/GM-KTĐ02" in page
    assert "không ai sửa được, kể cả Trưởng Khối và người quản trị" in page
    assert 'href="/phong-trao/"' in page
    assert page.count("btn-final") == 1


def test_what_stands_in_the_way_is_said_instead_of_a_button(scene):
    page = scene.client("head").get(url("year_paper_issue", scene, "bien-ban")).content.decode()
    assert "Cuộc họp chưa kết thúc." in page
    assert "btn-final" not in page
    answer = scene.client("head").post(url("year_paper_issue", scene, "bien-ban"))
    assert (answer.status_code, Paper.objects.of_year().count()) == (200, 0)
    assert "Cuộc họp chưa kết thúc." in answer.content.decode()


def test_issuing_leads_back_to_where_the_link_stood_but_never_elsewhere(scene):
    head = scene.client("head")
    answer = head.post(url("year_paper_issue", scene, ve="/phong-trao/"), follow=True)
    assert answer.redirect_chain == [("/phong-trao/", 302)]
    assert "Đã ban hành Giấy mời 01/GM-KTĐ02." in answer.content.decode()
    second = b.add_initiative(scene.round.campaign, b.unit(scene.round.campaign, "KT"))
    answer = head.post(url("year_paper_issue", scene, "phieu-dang-ky", second.pk, ve="https://elsewhere.example/"))
    assert answer["Location"] == "/van-ban/?nam=2026"


def test_issuing_twice_issues_once(scene):
    head = scene.client("head")
    head.post(url("year_paper_issue", scene))
    answer = head.post(url("year_paper_issue", scene))
    assert "Giấy mời 01/GM-KTĐ02 đã ban hành ngày" in answer.content.decode()
    assert Paper.objects.of_year().count() == 1


def test_without_a_fresh_proof_nothing_is_issued(scene, settings):
    client = scene.client("head")
    session = client.session
    session[PROVED_AT] = timezone.now().timestamp() - settings.SUDO_MINUTES * 60 - 1
    session.save()
    answers = [client.get(url("year_paper_issue", scene)), client.post(url("year_paper_issue", scene))]
    assert [answer.status_code for answer in answers] == [302, 403]
    assert Paper.objects.of_year().count() == 0


@pytest.mark.parametrize("slug", ["ke-hoach", "giao-uoc", "danh-muc-sang-kien", "giay-moi", "bien-ban"])
def test_pages_of_a_paper_stay_within_their_number_of_queries(scene, slug):
    client = scene.client("head")
    client.get(reverse("papers"))  # the first page of a session finds out who this is
    asked = {}
    for name in ("year_paper_preview", "year_paper_issue"):
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name, scene, slug))
        asked[name] = len(queries)
    assert asked["year_paper_preview"] <= 14
    assert asked["year_paper_issue"] <= 12, asked


# --- what is seen of them -------------------------------------------------------------------------------------------


def test_papers_of_a_year_are_read_by_the_bloc_and_the_council_of_a_settled_year(scene, drawn):
    campaign = scene.round.campaign
    plan = store(campaign, K.PLAN, number=1)
    unsettled = b.make_year(number="08")
    hidden = store(unsettled, K.PLAN, number=1)
    seen = {
        who: set(Paper.objects.of_year().visible_to(getattr(scene, who)).values_list("pk", flat=True))
        for who in PEOPLE
        if who != "anonymous"
    }
    own = {plan.pk}
    assert seen == {
        "clerk": own, "deputy": own, "head": own, "council": own, "admin": {plan.pk, hidden.pk},
        "stranger": set(), "other_head": set(), "other_council": set(),
    }  # fmt: skip
    assert scene.client("council").get(reverse("paper", args=[plan.pk])).status_code == 200
    assert Reading.objects.get().about == "Kế hoạch phát động 01/KH-KTĐ02, "


def test_the_list_groups_the_papers_of_the_year_after_those_of_its_rounds(scene, drawn):
    scene.client("head").post(url("year_paper_issue", scene))
    page = scene.client("clerk").get(reverse("papers")).content.decode()
    heads = re.findall(r'<h2 id="nhom-\d+">(.*?)</h2>', page)
    assert heads == ["Tổng kết năm 2026", "Phong trào thi đua năm 2026"]
    after = page[page.index("Phong trào thi đua năm 2026</h2>") :]
    assert "Giấy mời</a><span" in after
    assert "Họp sơ kết phong trào thi đua 6 tháng đầu năm" in after
    assert "01/GM-KTĐ02" in after


def test_the_list_of_papers_asks_the_same_however_many_there_are_and_has_pages(scene):
    client, campaign = scene.client("clerk"), scene.round.campaign

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("papers"))
        return len(queries)

    store(campaign, K.PLEDGE)
    asked()  # the first page of a session finds out who this is
    before = asked()
    for number in range(120):
        store(campaign, K.INITIATIVE_FORM, subject=f"initiative/{number}")
    assert asked() == before <= 9
    second = client.get(reverse("papers"), {"nam": 2026, "trang": 2}).content.decode()
    assert "Trang 2/2" in second


def test_the_history_of_a_paper_of_the_year_is_told_to_those_who_see_it(scene):
    scene.client("head").post(url("year_paper_issue", scene))
    paper = Paper.objects.of_year().get()
    told = paper.history.get()
    assert (told.history_about, told.history_bloc, told.history_year) == (
        "Giấy mời 01/GM-KTĐ02, Họp sơ kết phong trào thi đua 6 tháng đầu năm",
        scene.bloc.pk,
        2026,
    )
    address = reverse("history", args=["van-ban", paper.pk])
    assert [scene.client(who).get(address).status_code for who in ("clerk", "stranger")] == [200, 404]


def test_dashboards_bear_papers_without_a_round(scene):
    store(scene.round.campaign, K.PLEDGE)
    for who in ("head", "clerk", "council", "admin"):
        assert scene.client(who).get("/").status_code == 200


# --- links on other pages -------------------------------------------------------------------------------------------


def links(scene, who, slug, subject=""):
    request = RequestFactory().get("/o-day/")
    request.user = getattr(scene, who)
    text = '{% include "campaigns/_paper_links.html" with campaign=campaign slug=slug subject=subject only %}'
    values = {"campaign": scene.round.campaign, "slug": slug, "subject": subject}
    html = engines["django"].from_string(text).render(values, request)
    return re.findall(r"</svg> (.*?)</a>|\">(Ban hành [^<]*)</a>", html), html


def test_links_lead_to_the_draft_and_for_the_head_to_issuing(scene):
    head, html = links(scene, "head", "giay-moi", scene.meeting)
    assert head == [("Xem bản nháp Giấy mời", ""), ("", "Ban hành Giấy mời")]
    assert f"doi-tuong={scene.meeting.pk}&amp;ve=%2Fo-day%2F" in html
    assert links(scene, "clerk", "giay-moi", scene.meeting.pk)[0] == [("Xem bản nháp Giấy mời", "")]
    assert links(scene, "admin", "ke-hoach")[0] == [("Xem bản nháp Kế hoạch phát động", "")]
    assert links(scene, "council", "ke-hoach")[0] == []


def test_links_lead_to_the_paper_once_it_is_out(scene):
    scene.client("head").post(url("year_paper_issue", scene))
    today = timezone.localdate().strftime("%d/%m/%Y")
    for who in ("head", "clerk", "council"):
        assert links(scene, who, "giay-moi", scene.meeting)[0] == [(f"Giấy mời số 01/GM-KTĐ02, ngày {today} (PDF)", "")]


def test_two_links_about_one_thing_ask_once(scene):
    request = RequestFactory().get("/")
    request.user = scene.clerk
    text = '{% load year_papers %}{% year_paper campaign "giay-moi" m %}{% year_paper campaign "bien-ban" m %}'
    template = engines["django"].from_string(text)
    campaign = scene.round.campaign
    with CaptureQueriesContext(connection) as queries:
        template.render({"campaign": campaign, "m": scene.meeting}, request)
    assert sum("awards_paper" in query["sql"] for query in queries) == 1
