"""From a settled round with a tie to certificates: ballot, proposals, papers, signature, Council, check, decision."""

import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from awards.arithmetic import AwardRule, Quota
from awards.demo_signing import PERSON, SEAL, sign_for_trial
from awards.models import Ballot, CouncilDecision, GrantedAward, Paper, SignedPaper, Submission
from awards.states import PaperKind
from tests.cast import NAME, settle
from tests.scoring.sample import CONTENT

pytestmark = [pytest.mark.browser, pytest.mark.everywhere, pytest.mark.django_db(transaction=True)]

FLAG = AwardRule("CO", "Cờ thi đua", Quota(number=1), "Ủy ban nhân dân xã")
PRAISE = AwardRule("GK", "Giấy khen", Quota(number=2), "Chủ tịch Ủy ban nhân dân xã")
VOTES = {"head": "HCC", "deputy": "HCC", "clerk": "HCC", "staff_QLDA": "DVSNC", "staff_HCC": "DVSNC"}


def with_a_tie():
    """DVSNC did all that HCC did: both are first, and one flag is left for two."""
    marks = next(sheet.marks for sheet in CONTENT.sheets if sheet.unit == "HCC")
    sheets = tuple(replace(sheet, marks=marks) if sheet.unit == "DVSNC" else sheet for sheet in CONTENT.sheets)
    return replace(CONTENT, sheets=sheets, rules=(FLAG, PRAISE))


@pytest.fixture
def round(cast, settings, live_server, tmp_path):
    settings.SITE_URL, settings.SUDO_MINUTES = live_server.url, 60  # the head logged in a while ago
    settings.MEDIA_ROOT, settings.DEMO_SIGNING = str(tmp_path / "media"), tmp_path / "demo"
    for code in ("HCC", "QLDA"):
        cast.staff(f"staff_{code}", cast.bloc, code)
    return settle(replace(NAME, round="Bình xét năm 2026"), with_a_tie())


def press(visitor, name, exact=True):
    visitor.follow(visitor.page.get_by_role("button", name=name, exact=exact))


def open_the_ballot(head, round):
    head.go(reverse("ballots", args=[round.pk]))
    press(head, "Lập cuộc bỏ phiếu", exact=False)
    press(head, "Mở bỏ phiếu")
    return Ballot.objects.get(round=round)


def vote(visitor, ballot, name):
    visitor.go(reverse("ballot_vote", args=[ballot.pk]))
    visitor.page.get_by_label(name).check()
    press(visitor, "Xem lại lá phiếu")
    expect(visitor.page.locator("dl")).to_contain_text(name)
    press(visitor, "Bỏ phiếu")
    expect(visitor.page.get_by_text("Đơn vị mình đã bỏ phiếu.")).to_be_visible()


def close(head, ballot):
    head.go(reverse("ballot_close", args=[ballot.pk]))
    press(head, "Đóng và kiểm phiếu")
    assert Ballot.objects.get(pk=ballot.pk).outcome["elected"] == ["HCC"]


def sign(paper, folder, head):
    """Signed and sealed outside; in a thread of its own, because Playwright keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as outside:
        pdf = outside.submit(signed_and_sealed, bytes(paper.file.pdf)).result()
    (folder / "da-ky.pdf").write_bytes(pdf)
    head.go(reverse("paper_signed_upload", args=[paper.pk]))
    head.page.locator("input[type=file]").set_input_files(folder / "da-ky.pdf")
    head.follow(head.page.locator("form .btn-primary"))
    expect(head.page.get_by_text("Ký dùng thử").first).to_be_visible()
    return folder / "da-ky.pdf"


def signed_and_sealed(pdf):
    return sign_for_trial(sign_for_trial(pdf, PERSON), SEAL)


def download(visitor, path, folder, name):
    """What an address sends, fetched by the browser's own session."""
    answer = visitor.context.request.get(visitor.server.url + path)
    assert answer.status == 200
    (folder / name).write_bytes(answer.body())
    return folder / name


def printed_address(pdf):
    """Where the QR of a paper leads, as it stands beside it."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    return re.search(r"/kiem-tra/[0-9A-Z]+/", text.replace("\n", "")).group()


def test_from_a_tie_to_the_certificates(cast, round, visit, tmp_path, settings):
    settings.TRUST_ANCHORS = None
    head = visit().come_as("head")

    ballot = open_the_ballot(head, round)
    names = {item.unit.code: item.unit.name for item in ballot.items.select_related("unit")}
    for who, code in VOTES.items():
        vote(visit(width=390).come_as(who), ballot, names[code])
    close(head, ballot)

    head.go(reverse("submission", args=[round.pk]))
    press(head, "Xác nhận đề nghị")
    head.go(reverse("round_papers_issue", args=[round.pk]))
    press(head, "Ban hành", exact=False)
    papers = {paper.kind: paper for paper in Paper.objects.filter(round=round)}
    assert set(papers) == set(PaperKind.values)
    submission_paper = papers[PaperKind.SUBMISSION]
    signed = sign(submission_paper, tmp_path, head)
    assert SignedPaper.objects.get().paper == submission_paper
    head.go(reverse("submission", args=[round.pk]))
    press(head, "Trình Hội đồng")
    assert Submission.objects.get(round=round).state == "submitted"

    council = visit().come_as("council", reverse("council_room"))
    expect(council.page.get_by_role("heading", level=1)).to_be_visible()
    dossier = zipfile.ZipFile(download(council, reverse("dossier", args=[round.pk]), tmp_path, "ho-so.zip"))
    assert dossier.testzip() is None
    assert signed.read_bytes() in [dossier.read(name) for name in dossier.namelist() if name.endswith(".pdf")]

    issued = download(council, reverse("paper", args=[submission_paper.pk]), tmp_path, "to-trinh.pdf")
    anybody = visit(width=390)
    anybody.go(printed_address(issued))
    expect(anybody.page.get_by_text(submission_paper.symbol, exact=True)).to_be_visible()
    anybody.page.locator("input[type=file]").set_input_files(issued)
    press(anybody, "So tệp", exact=False)
    expect(anybody.page.get_by_role("main")).to_contain_text("Tệp này đúng là tệp đã ban hành")

    head.go(reverse("decision_new", args=[round.pk]))
    head.page.get_by_label("Số, ký hiệu").fill("1500/QĐ-UBND")
    head.page.get_by_label("Ngày quyết định").fill(f"{timezone.localdate():%d/%m/%Y}")
    head.page.get_by_label("Cơ quan quyết định").fill("Chủ tịch Ủy ban nhân dân xã Hà Bắc")
    head.follow(head.page.locator("main form .btn-primary"))
    decision = CouncilDecision.objects.get()
    assert GrantedAward.objects.filter(decision=decision, form="Cờ thi đua").get().unit.code == "HCC"

    head.go(reverse("certificates", args=[decision.pk]))  # which asks for a design first
    press(head, "Lập mẫu")
    printed = download(head, reverse("certificates", args=[decision.pk]), tmp_path, "giay-khen.pdf")
    assert len(pypdf.PdfReader(printed).pages) == GrantedAward.objects.filter(decision=decision).count()
