"""What people write into papers before they are issued: who may, what it does to the paper, two at once."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards import year_papers
from awards.actions.paper_texts import write_paper_text
from awards.documents import to_html
from awards.models import Paper, PaperText
from awards.paper_drafts import RoundPaper, defaults_of
from awards.paper_words import room_of
from awards.states import NominationState, PaperKind, YearPaperKind
from awards.views import paper_texts as views
from awards.year_papers import DOCUMENT_OF, YearPaper
from campaigns.documents.facts import Texts
from tests.awards.documents.builders import ON
from tests.campaigns.documents import builders as b
from tests.cast import AT, PEOPLE, issue
from tests.constraints import put, violates
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile
from units.models import Membership

pytestmark = pytest.mark.django_db

K, P = YearPaperKind, PaperKind

#                            anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "round_paper_preview": ("302 200 404 200 200 404 403 404 200", "302 405 405 405 405 405 405 405 405"),
    "round_paper_texts": ("302 403 404 403 200 404 403 404 403", "302 403 404 403 302 404 403 404 403"),
    "year_paper_texts": ("302 403 404 403 200 404 403 404 403", "302 403 404 403 302 404 403 404 403"),
}
# The same address about the clerk's own unit: its own people write, see and issue; the head sees.
OF_UNIT = {
    "year_paper_preview": ("302 200 404 403 200 404 403 404 200", "302 405 405 405 405 405 405 405 405"),
    "year_paper_texts": ("302 200 404 403 403 404 403 404 403", "302 302 404 403 403 404 403 404 403"),
    "year_paper_issue": ("302 200 404 403 403 404 403 404 403", "302 302 404 403 403 404 403 404 403"),
}
MOST_QUERIES = {"round_paper_texts": 30, "year_paper_texts": 20}


@pytest.fixture
def drawn(monkeypatch):
    """Papers rendered in no time; the list has every document that was rendered."""
    documents = []

    def draw(document):
        documents.append(document)
        return f"%PDF-1.7 {len(documents)}".encode()

    monkeypatch.setattr(year_papers, "render", draw)
    monkeypatch.setattr(views, "render_pdf", draw)
    return documents


@pytest.fixture
def scene(cast, drawn):
    """The settled year, none of whose papers is out."""
    for paper in cast.papers:
        put(paper, state="withdrawn")
    return cast


def round_url(name, scene, slug="bao-cao-ket-qua"):
    return reverse(name, args=[scene.round.pk, slug])


def year_url(name, scene, slug="ke-hoach", thing=None, **query):
    asked = ({"doi-tuong": thing.pk} if thing else {}) | query
    return f"{reverse(name, args=[scene.round.campaign_id, slug])}?{urlencode(asked)}"


def codes(scene, url, *, post=False) -> str:
    answers = []
    for who in PEOPLE:
        client = scene.client(who)
        answers.append(str((client.post(url, {"version": "0"}) if post else client.get(url)).status_code))
        PaperText.objects.all().delete()
        if post:
            _take_back()
    return " ".join(answers)


def _take_back():
    """What one person issued is not in the way of the next."""
    for paper in Paper.objects.of_year().in_force():
        put(paper, state="withdrawn")


def own_sheet(scene):
    return b.sheet_of(scene.round, "KT")


# Who ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["round_paper_preview", "round_paper_texts"])
def test_who_may_look_at_a_rounds_draft_and_write_into_it(scene, name):
    url = round_url(name, scene)
    assert (codes(scene, url), codes(scene, url, post=True)) == ACCESS[name]


def test_the_words_of_the_blocs_papers_are_the_heads(scene):
    url = year_url("year_paper_texts", scene)
    assert (codes(scene, url), codes(scene, url, post=True)) == ACCESS["year_paper_texts"]


@pytest.mark.parametrize("name", OF_UNIT)
@pytest.mark.parametrize("slug", ["bao-cao-thanh-tich", "dang-ky-thi-dua", "bao-cao-thanh-tich-ca-nhan"])
def test_a_units_own_paper_is_written_and_issued_by_its_own_people(scene, name, slug):
    campaign = scene.round.campaign
    unit = b.unit(campaign, "KT")
    b.add_initiative(campaign, unit)
    things = {
        "bao-cao-thanh-tich": own_sheet,
        "dang-ky-thi-dua": lambda scene: Membership.objects.get(unit=unit, year=campaign.year),
        "bao-cao-thanh-tich-ca-nhan": lambda scene: b.add_nomination(campaign, unit),
    }
    url = year_url(name, scene, slug, things[slug](scene))
    assert (codes(scene, url), codes(scene, url, post=True)) == OF_UNIT[name]


def test_a_nomination_that_is_being_written_is_its_own_units(scene):
    nomination = b.add_nomination(
        scene.round.campaign, b.unit(scene.round.campaign, "KT"), state=NominationState.DRAFTING
    )
    url = year_url("year_paper_preview", scene, "bao-cao-thanh-tich-ca-nhan", nomination)
    assert [scene.client(who).get(url).status_code for who in ("clerk", "head", "deputy")] == [200, 404, 404]


def test_a_sheet_is_shown_to_every_unit_once_its_round_is(scene, drawn):
    round = b.add_round(scene.round.campaign, name="Sơ kết", is_settled=False)
    url = year_url("year_paper_preview", scene, "phieu-cham-diem", b.sheet_of(round, "KT"))
    put(round, state="appraising")
    answer = scene.client("head").get(url)
    assert answer.status_code == 403
    assert "Bảng điểm được mở cho mọi đơn vị từ bước Công khai trong Khối" in answer.content.decode()
    put(round, state="shown")
    assert [scene.client(who).get(url).status_code for who in ("clerk", "deputy", "head")] == [200] * 3
    assert {document.frame.goes_with for document in drawn} == {"(Số liệu tạm tính, kỳ chấm chưa chốt)"}


def test_papers_of_a_round_that_is_not_settled_are_not_drafted(scene):
    round = b.add_round(scene.round.campaign, name="Sơ kết", is_settled=False)
    final = year_url("year_paper_preview", scene, "bao-cao-tong-ket", round)
    own = reverse("round_paper_preview", args=[round.pk, "to-trinh"])
    assert [scene.client("head").get(url).status_code for url in (final, own)] == [403, 403]
    unknown = reverse("round_paper_preview", args=[scene.round.pk, "ke-hoach"])
    assert scene.client("head").get(unknown).status_code == 404


# What it does ---------------------------------------------------------------------------------------------------------


def test_what_is_written_stands_in_the_paper_instead_of_its_own_words(scene):
    page = scene.client("head").post(
        round_url("round_paper_texts", scene),
        {
            "opening": "Lời mở đầu tự viết:", "assessment": "Một.\nHai.", "closing": "Câu kết tự viết./.",
            "recipients": "- Như trên;\n- Các đơn vị", "office": "TM. KHỐI / KT. TRƯỞNG KHỐI", "signer": "Nguyễn Văn A",
            "version": "",
        },
        follow=True,
    ).content.decode()  # fmt: skip
    assert "Đã lưu lời văn của Báo cáo kết quả." in page
    html = to_html(RoundPaper(P.RESULT_REPORT, scene.round).document(on=ON))
    body = " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<body>") :]).split())
    assert "Lời mở đầu tự viết: I. CÁCH CHẤM" in body
    assert "V. ĐÁNH GIÁ CHUNG Một. Hai. Câu kết tự viết./. Nơi nhận: - Như trên; - Các đơn vị; - Lưu: HS KTĐ02." in body
    assert "TM. KHỐI KT. TRƯỞNG KHỐI Nguyễn Văn A" in body
    assert "báo cáo kết quả chấm điểm, bình xét" not in body


def every_paper(scene):
    """A draft of every kind there is, with the words given."""
    campaign, unit = scene.round.campaign, b.unit(scene.round.campaign, "KT")
    starts_at = timezone.now() + timedelta(days=7)
    meeting = b.add_meeting(campaign, units=campaign.bloc.units.all(), by=scene.head, starts_at=starts_at)
    about = {
        "initiative": b.add_initiative(campaign, unit),
        "meeting": meeting,
        "membership": b.membership_of(campaign, "KT"),
        "scoresheet": own_sheet(scene),
        "nomination": b.add_nomination(campaign, unit),
        "round": scene.round,
        "ballot": b.add_ballot(scene.round),
    }
    years = [YearPaper(kind, campaign, about.get(kind.about)) for kind in DOCUMENT_OF]
    return [*(RoundPaper(kind, scene.round) for kind in P), *years]


def test_every_field_a_form_has_is_printed_and_what_is_typed_is_escaped(scene):
    for paper in every_paper(scene):
        room = room_of(paper.kind)
        typed = {name: f"<b>{name}</b> & xong" for name in room}
        lines = {n: (t,) if n in ("opening", "assessment", "closing", "recipients") else t for n, t in typed.items()}
        html = to_html(paper.document(on=ON, texts=Texts(**lines)))
        for name in room:
            said = f"&lt;b&gt;{name}&lt;/b&gt; &amp; xong"
            assert (
                said in html
                or said.upper().replace("&LT;", "&lt;").replace("&GT;", "&gt;").replace("&AMP;", "&amp;") in html
            ), (paper.kind, name)
        assert "<b>" not in html[html.index("<body>") :].replace("Mã tra cứu: <b>", ""), paper.kind
        body = " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<body>") :]).split())
        assert body.count("./.") == 1, paper.kind


def test_a_form_says_what_is_printed_where_a_field_stays_empty(scene):
    for paper in every_paper(scene):
        defaults = defaults_of(paper.document(on=ON, texts=Texts()))
        html = to_html(paper.document(on=ON, texts=Texts()))
        for name in set(room_of(paper.kind)) & {"opening", "closing"}:
            missing = {P.REVIEW_MINUTES: "closing", P.PROPOSAL_LIST: "opening", K.INITIATIVE_LIST: "opening"}
            if missing.get(paper.kind) == name or (paper.kind, name) == (K.FINAL_REPORT, "closing"):
                assert not defaults.get(name)  # there is nothing of it in the paper itself
            else:
                assert defaults[name].strip(), (paper.kind, name)
        assert 'data-words=""' not in html
    report = RoundPaper(P.RESULT_REPORT, scene.round).document(on=ON, texts=Texts())
    assert defaults_of(report)["office"] == "TM. KHỐI THI ĐUA / TRƯỞNG KHỐI"
    assert defaults_of(report)["recipients"].splitlines()[0] == "Như trên"
    page = scene.client("head").get(round_url("round_paper_texts", scene)).content.decode()
    assert "Để trống thì in: TM. KHỐI THI ĐUA / TRƯỞNG KHỐI" in page
    assert "Để trống thì in: (Họ và tên)" in page


def test_only_fields_the_paper_has_room_for_are_asked(scene):
    assert list(room_of(P.SCORE_TABLE)) == ["closing", "recipients", "office", "signer"]
    assert list(room_of(K.PLEDGE)) == ["recipients"]
    assert list(room_of(K.INITIATIVE_FORM)) == ["office", "signer"]
    assert list(room_of(P.REVIEW_MINUTES)) == ["assessment", "closing", "recipients", "signer"]
    page = scene.client("head").get(year_url("year_paper_texts", scene, "giao-uoc")).content.decode()
    assert re.findall(r'<(?:textarea|input)[^>]* name="(\w+)"', page.split("data-keep")[1]) == [
        "csrfmiddlewaretoken", "version", "recipients",
    ]  # fmt: skip


def test_words_of_a_year_of_a_round_and_of_a_thing_are_kept_apart(scene):
    campaign = scene.round.campaign
    write = {"seen": 0, "by": scene.head, "at": AT}
    write_paper_text(campaign, P.SUBMISSION, {"closing": "Kỳ"}, round=scene.round, **write)
    write_paper_text(campaign, K.PLAN, {"closing": "Năm"}, **write)
    sheet = own_sheet(scene)
    write_paper_text(
        campaign, K.UNIT_REPORT, {"closing": "Phiếu"}, round=scene.round, subject=f"scoresheet/{sheet.pk}", **write
    )
    other = b.sheet_of(scene.round, "HCC")
    said = [
        RoundPaper(P.SUBMISSION, scene.round).document(on=ON).frame.closing,
        RoundPaper(P.SCORE_TABLE, scene.round).document(on=ON).frame.closing,
        YearPaper(K.PLAN, campaign).document(on=ON).frame.closing,
        YearPaper(K.UNIT_REPORT, campaign, sheet).document(on=ON).frame.closing,
        YearPaper(K.UNIT_REPORT, campaign, other).document(on=ON).frame.closing,
    ]
    assert said == [("Kỳ",), (), ("Năm",), ("Phiếu",), ()]


def test_what_was_written_is_in_the_issued_paper_and_its_facts(scene, drawn):
    sheet = own_sheet(scene)
    clerk = scene.client("clerk")
    address = year_url("year_paper_texts", scene, "bao-cao-thanh-tich", sheet)
    clerk.post(address, {"opening": "Đơn vị có 21 người.", "assessment": "", "version": ""})
    clerk.post(year_url("year_paper_issue", scene, "bao-cao-thanh-tich", sheet))
    paper = Paper.objects.of_year().in_force().get()
    assert (paper.kind, paper.issued_by, paper.facts["background"], paper.facts["frame"]["body"]) == (
        K.UNIT_REPORT, scene.clerk, ["Đơn vị có 21 người."], "PHÒNG KINH TẾ",
    )  # fmt: skip


# Two at once, and too late --------------------------------------------------------------------------------------------


def test_the_second_to_save_is_shown_both_and_nothing_is_overwritten(scene):
    url, head = round_url("round_paper_texts", scene), scene.client("head")
    head.post(url, {"closing": "Của người thứ nhất", "version": ""})
    page = head.post(url, {"closing": "Của người thứ hai", "version": "0"}).content.decode()
    assert "Nội dung này vừa được người khác lưu." in page
    assert "Của người thứ nhất" in page
    assert "Của người thứ hai" in page
    assert PaperText.objects.get().closing == "Của người thứ nhất"
    with pytest.raises(ChangedMeanwhile):
        write_paper_text(scene.round.campaign, P.RESULT_REPORT, {}, round=scene.round, seen=0, by=scene.head, at=AT)


def test_once_a_paper_is_out_its_words_stand_until_it_is_withdrawn(scene):
    paper = issue(scene.round, P.RESULT_REPORT)
    sentence = f"{paper} đã ban hành ngày 18/12/2026. Thu hồi văn bản trước khi sửa lời văn."
    with pytest.raises(NotPossible) as refused:
        write_paper_text(scene.round.campaign, P.RESULT_REPORT, {}, round=scene.round, seen=0, by=scene.head, at=AT)
    assert refused.value.reasons == [sentence]
    head = scene.client("head")
    assert sentence in head.get(round_url("round_paper_texts", scene)).content.decode()
    assert sentence in head.post(round_url("round_paper_texts", scene), {"version": ""}).content.decode()
    put(paper, state="withdrawn")
    assert head.post(round_url("round_paper_texts", scene), {"version": ""}).status_code == 302


def test_a_paper_has_its_words_once(scene):
    campaign = scene.round.campaign
    PaperText.objects.create(campaign=campaign, kind=K.PLAN)
    with violates("paper_text_once_for_its_subject"):
        PaperText.objects.create(campaign=campaign, kind=K.PLAN)
    PaperText.objects.create(campaign=campaign, round=scene.round, kind=P.SUBMISSION)
    with violates("paper_text_once_in_a_round"):
        PaperText.objects.create(campaign=campaign, round=scene.round, kind=P.SUBMISSION)


def test_what_was_written_has_its_history(scene):
    write_paper_text(scene.round.campaign, K.PLAN, {"closing": "Xong"}, seen=0, by=scene.head, at=AT)
    told = PaperText.objects.get().history.first()
    assert (told.history_change_reason, told.history_user, told.history_about) == (
        "Sửa lời văn", scene.head, "Lời văn Kế hoạch phát động",
    )  # fmt: skip


# Links and costs ------------------------------------------------------------------------------------------------------


def drawn_tag(scene, who, text, **values):
    request = RequestFactory().get("/o-day/")
    request.user = getattr(scene, who)
    return engines["django"].from_string("{% load year_papers %}" + text).render(values, request)


@pytest.mark.parametrize(
    ("who", "links"),
    [
        ("clerk", ["Xem bản nháp", "Sửa lời văn", "Ban hành"]),
        ("head", ["Xem bản nháp"]),
        ("deputy", []),
        ("council", []),
    ],
)
def test_links_of_a_units_own_paper_are_its_own(scene, who, links):
    html = drawn_tag(
        scene, who, '{% year_paper c "bao-cao-thanh-tich" s %}', c=scene.round.campaign, s=own_sheet(scene)
    )
    assert re.findall(r"(Xem bản nháp|Sửa lời văn|Ban hành) Báo cáo thành tích tập thể", html) == links


def test_the_registration_of_the_own_unit_is_linked_where_there_is_one(scene):
    text = "{% own_registration c %}"
    shown = {who: drawn_tag(scene, who, text, c=scene.round.campaign) for who in ("clerk", "council", "admin")}
    assert "Ban hành Đăng ký thi đua" in shown["clerk"]
    assert f"doi-tuong={b.membership_of(scene.round.campaign, 'KT').pk}" in shown["clerk"]
    assert (shown["council"].strip(), shown["admin"].strip()) == ("", "")


def test_links_of_a_sheet_wait_until_it_may_be_read(scene):
    round = b.add_round(scene.round.campaign, name="Sơ kết", is_settled=False)
    text = '{% year_paper c "phieu-cham-diem" s %}'
    assert drawn_tag(scene, "head", text, c=round.campaign, s=b.sheet_of(round, "KT")).strip() == ""
    assert "Ban hành Phiếu chấm điểm" in drawn_tag(scene, "head", text, c=round.campaign, s=own_sheet(scene))


def test_drafts_of_a_rounds_papers_are_linked_until_they_are_out(scene):
    issue(scene.round, P.SUBMISSION)
    head, clerk = (drawn_tag(scene, who, "{% round_paper_drafts r %}", r=scene.round) for who in ("head", "clerk"))
    assert (head.count("Xem bản nháp"), head.count("Sửa lời văn")) == (4, 4)
    assert (clerk.count("Xem bản nháp"), clerk.count("Sửa lời văn")) == (4, 0)
    assert drawn_tag(scene, "council", "{% round_paper_drafts r %}", r=scene.round).strip() == ""


@pytest.mark.parametrize("name", MOST_QUERIES)
def test_pages_stay_within_their_number_of_queries(scene, name):
    url = round_url(name, scene) if name == "round_paper_texts" else year_url(name, scene)
    client = scene.client("head")
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= MOST_QUERIES[name]
