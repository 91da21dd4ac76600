"""A signed file handed in: what is accepted and what is refused, each with its sentence."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from awards import signing
from awards.actions.papers import issue_paper, withdraw_paper
from awards.actions.signed_papers import keep_signed
from awards.demo_signing import DEMO_LABEL, PERSON, SEAL, root_file, sign_for_trial
from awards.forms.papers import MOST_BYTES
from awards.models import Paper, PaperFile, SignedPaper
from awards.states import PaperKind
from campaigns.documents.rendering import SIGN_HERE
from tests.cast import PEOPLE, issue
from tests.constraints import violates
from tests.reading import text_of
from toolkit.pdf import pdf_from_html
from toolkit.reasons import NotPossible

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "paper_signed_upload": ("302 403 404 403 200 404 403 404 403", "302 403 404 403 200 404 403 404 403"),
    "signed_paper": ("302 200 404 200 200 404 200 404 200", "302 405 405 405 405 405 405 405 405"),
}
HOUR = timedelta(hours=1)
ISSUED_AT = datetime(2026, 12, 18, 8, 42, 7, 123456, tzinfo=UTC)
SIGNED_AT = ISSUED_AT.replace(microsecond=0) + HOUR
NOW = ISSUED_AT + 2 * HOUR
WHO, WHAT = PERSON.name, SEAL.name


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """A chain of its own; making one takes a moment."""
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(autouse=True)
def trial(settings, keys):
    settings.DEMO_SIGNING = keys
    settings.DEBUG = True


@cache
def plain(words):
    """A paper of one line with its two fields."""
    html = f'<html lang="vi-VN"><head><title>Thử</title></head><body><p>{words}</p>'
    return pdf_from_html(html + '<div id="cho-ky" style="height: 23mm"></div></body></html>', SIGN_HERE)


@cache
def signed_by(pdf, *signers, at=SIGNED_AT):
    for signer in signers:
        pdf = sign_for_trial(pdf, signer, at=at)
    return pdf


def withdrawn_and_new(cast, words="Tờ trình", at=ISSUED_AT):
    """The cast's own submission is a few bytes: this one is real."""
    withdraw_paper(cast.paper, "Thử", by=cast.head, at=at)
    pdf = plain(words)
    return issue_paper(
        cast.round, PaperKind.SUBMISSION, number=2, title="Tờ trình", facts={}, pdf=pdf, by=None, at=at, on=at.date()
    )


@pytest.fixture
def paper(cast):
    return withdrawn_and_new(cast)


def reasons(paper, pdf, at=NOW):
    """Why a file is refused; nothing is changed by it."""
    before = list(SignedPaper.objects.values_list("pk"))
    with pytest.raises(NotPossible) as refused:
        keep_signed(paper, pdf, by=None, at=at)
    assert list(SignedPaper.objects.values_list("pk")) == before
    return refused.value.reasons


def trust(settings, tmp_path, pem=None):
    folder = tmp_path / "anchors"
    folder.mkdir()
    (folder / "root.pem").write_bytes(pem or root_file().read_bytes())
    settings.TRUST_ANCHORS = folder


def other_root(tmp_path, settings):
    """The root of a chain nobody here signed with."""
    kept, settings.DEMO_SIGNING = settings.DEMO_SIGNING, tmp_path / "other"
    sign_for_trial(plain("x"), PERSON)
    pem = root_file().read_bytes()
    settings.DEMO_SIGNING = kept
    return pem


# Accepted -----------------------------------------------------------------------------------------------------------


def test_a_signed_paper_is_kept_beside_the_issued_bytes_with_every_verdict(cast, paper):
    pdf = signed_by(plain("Tờ trình"), PERSON)
    kept = keep_signed(paper, pdf, by=cast.head, at=NOW)
    assert (bytes(SignedPaper.objects.get().pdf), kept.size, kept.uploaded_at, kept.uploaded_by) == (
        pdf,
        len(pdf),
        NOW,
        cast.head,
    )
    assert bytes(PaperFile.objects.get(paper=paper).pdf) == plain("Tờ trình")
    assert kept.signers == [[WHO, "2026-12-18T09:42:07+00:00"]]
    assert (kept.is_trusted, kept.is_demo) == (False, True)
    assert kept.verdicts == [
        ["paper", True, "Đúng văn bản số 02/TTr-KTĐ02: giữ nguyên từng byte bản đã ban hành."],
        ["unchanged", True, "Sau khi ban hành tệp chỉ thêm chữ ký, nội dung không đổi."],
        ["covered", True, "Chữ ký cuối bao trùm toàn bộ tệp."],
        ["sound", True, f"Chữ ký của {WHO} toàn vẹn."],
        ["time", True, f"{WHO} ký lúc 16:42:07 ngày 18/12/2026, sau khi ban hành."],
        ["chain", None, signing.NO_ANCHORS],
        ["demo", None, signing.IS_DEMO],
    ]


def test_person_and_seal_in_one_file_are_two_signatures(paper):
    kept = keep_signed(paper, signed_by(plain("Tờ trình"), PERSON, SEAL), by=None, at=NOW)
    assert [name for name, _ in kept.signers] == [WHO, WHAT]
    assert [words for key, _, words in kept.verdicts if key == "sound"] == [
        f"Chữ ký của {WHO} toàn vẹn.",
        f"Chữ ký của {WHAT} toàn vẹn.",
    ]


def test_the_next_signer_signs_on_what_was_handed_in(paper):
    one, two = signed_by(plain("Tờ trình"), PERSON), signed_by(plain("Tờ trình"), PERSON, SEAL)
    keep_signed(paper, one, by=None, at=NOW)
    assert reasons(paper, one) == [signing.SAME_FILE]
    assert reasons(paper, signed_by(plain("Tờ trình"), SEAL)) == [signing.SIGNED_BEFORE]
    keep_signed(paper, sign_for_trial(one, SEAL, at=SIGNED_AT), by=None, at=NOW)
    assert [len(kept.signers) for kept in paper.signed.all()] == [2, 1]
    assert reasons(paper, two) == [signing.SIGNED_BEFORE]  # the same two signers, but another first signature


def test_a_signature_is_kept_once(paper):
    kept = keep_signed(paper, signed_by(plain("Tờ trình"), PERSON), by=None, at=NOW)
    with violates("signed_paper_once_for_its_bytes"):
        SignedPaper.objects.create(
            paper=paper,
            pdf=b"x",
            sha256=kept.sha256,
            size=1,
            signers=[],
            verdicts=[],
            is_trusted=False,
            is_demo=False,
            uploaded_at=NOW,
        )


def test_a_chain_that_leads_to_an_anchor_is_trusted(settings, tmp_path, paper):
    pdf = signed_by(plain("Tờ trình"), PERSON)
    trust(settings, tmp_path)
    kept = keep_signed(paper, pdf, by=None, at=NOW)
    assert kept.is_trusted
    assert ["chain", True, f"Chứng thư của {WHO} do tổ chức tin cậy cấp."] in kept.verdicts


# Refused ------------------------------------------------------------------------------------------------------------


def test_a_chain_that_leads_elsewhere_is_refused(settings, tmp_path, paper):
    pdf = signed_by(plain("Tờ trình"), PERSON)
    trust(settings, tmp_path, other_root(tmp_path, settings))
    assert reasons(paper, pdf) == [
        f"Chứng thư của {WHO} không do tổ chức tin cậy cấp, hoặc hết hạn lúc ký.",
    ]


def test_one_byte_changed_in_what_was_issued(paper):
    pdf = bytearray(signed_by(plain("Tờ trình"), PERSON))
    pdf[200] ^= 1
    assert reasons(paper, bytes(pdf)) == [signing.REWRITTEN]


def test_one_byte_changed_anywhere_after_what_was_issued(paper):
    """In the stamp, in the signature itself, in the zeros after it, in the tables at the end."""
    issued, whole = plain("Tờ trình"), signed_by(plain("Tờ trình"), PERSON)
    places = [*range(len(issued) + 9, len(whole), 487), len(whole) - 3, len(whole) - 30]
    said = set()
    for place in places:
        pdf = bytearray(whole)
        pdf[place] ^= 1
        said |= set(reasons(paper, bytes(pdf)))
    assert f"Chữ ký của {WHO} không khớp: tệp đã bị sửa sau khi ký." in said


def test_a_letter_of_the_signature_written_in_another_case(paper):
    """The same signature to every program, and not the same bytes."""
    pdf = signed_by(plain("Tờ trình"), PERSON)
    begin = pdf.index(b"/Contents <", len(plain("Tờ trình"))) + 11
    place = next(i for i in range(begin, begin + 200) if chr(pdf[i]).isalpha())
    changed = pdf[:place] + pdf[place : place + 1].swapcase() + pdf[place + 1 :]
    assert reasons(paper, changed) == [f"Chữ ký của {WHO} không khớp: tệp đã bị sửa sau khi ký."]


@pytest.mark.parametrize("junk", [b"\n", b"rac", b"%%EOF\n", b"\n<script>alert(1)</script>"])
def test_junk_after_the_end(paper, junk):
    said = reasons(paper, signed_by(plain("Tờ trình"), PERSON) + junk)
    assert said in (["Sau chữ ký cuối, tệp còn phần thêm vào mà không ai ký."], [signing.UNREADABLE])


def test_an_update_nobody_signed(paper):
    """A second signer's update with the signature taken out of the count."""
    one = signed_by(plain("Tờ trình"), PERSON)
    writer = IncrementalPdfFileWriter(io.BytesIO(one))
    writer.root["/Lang"] = writer.root["/Lang"].__class__("en")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    said = reasons(paper, out.getvalue())
    assert "Sau chữ ký cuối, tệp còn phần thêm vào mà không ai ký." in said
    assert "Nội dung văn bản bị sửa sau khi ban hành, không chỉ thêm chữ ký." in said


def test_a_change_that_is_signed_along(paper):
    """The words are changed in an update of their own, and then everything is signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(plain("Tờ trình")))
    page = writer.root["/Pages"]["/Kids"][0]
    content = page.raw_get("/Contents").get_object()
    content._data, content._encoded_data = b"BT ET", None
    writer.mark_update(page.raw_get("/Contents").reference)
    out = io.BytesIO()
    writer.write(out)
    pdf = sign_for_trial(out.getvalue(), PERSON, at=SIGNED_AT)
    assert reasons(paper, pdf) == ["Nội dung văn bản bị sửa sau khi ban hành, không chỉ thêm chữ ký."]


def test_signed_before_it_was_issued(paper):
    early = signed_by(plain("Tờ trình"), PERSON, at=ISSUED_AT - HOUR)
    assert reasons(paper, early) == [
        f"{WHO} ký lúc 14:42:07 ngày 18/12/2026, trước khi văn bản được ban hành (15:42:07 ngày 18/12/2026).",
    ]
    same_second = signed_by(plain("Tờ trình"), PERSON, at=ISSUED_AT.replace(microsecond=0))
    assert keep_signed(paper, same_second, by=None, at=NOW)


def test_signed_in_the_future(paper):
    late = signed_by(plain("Tờ trình"), PERSON, at=NOW.replace(microsecond=0) + timedelta(minutes=6))
    assert reasons(paper, late) == [
        f"{WHO} ký lúc 17:48:07 ngày 18/12/2026, sau giờ hiện tại của máy chủ (17:42:07 ngày 18/12/2026).",
    ]
    soon = signed_by(plain("Tờ trình"), PERSON, at=NOW.replace(microsecond=0) + timedelta(minutes=4))
    assert keep_signed(paper, soon, by=None, at=NOW)


def test_the_signed_file_of_another_number(cast, paper):
    other = plain("Báo cáo")
    report = next(p for p in cast.papers if p.kind == PaperKind.RESULT_REPORT)
    withdraw_paper(report, "Thử", by=None, at=ISSUED_AT)
    issue(cast.round, PaperKind.RESULT_REPORT, other)
    said = ["Tệp này là bản ký của văn bản số 02/BC-KTĐ02, không phải của văn bản số 02/TTr-KTĐ02."]
    assert reasons(paper, signed_by(other, PERSON)) == said
    assert reasons(paper, other) == said


@pytest.mark.parametrize("pdf", [b"", b"Xin chao", b"PK\x03\x04"])
def test_no_pdf_at_all(paper, pdf):
    assert reasons(paper, pdf) == [signing.NOT_PDF]


def test_not_signed_and_encrypted_and_rewritten(paper):
    assert reasons(paper, plain("Tờ trình")) == [signing.NOT_SIGNED]
    with pikepdf.open(io.BytesIO(plain("Tờ trình"))) as file:
        locked, rewritten = io.BytesIO(), io.BytesIO()
        file.save(rewritten)
        file.save(locked, encryption=pikepdf.Encryption(owner="x", user="x"))
    assert reasons(paper, locked.getvalue()) == [signing.ENCRYPTED]
    assert reasons(paper, rewritten.getvalue()) == [signing.REWRITTEN]
    assert reasons(paper, plain("Tờ trình") + b"%x") in (
        [signing.UNREADABLE],
        ["Tệp có phần thêm vào sau bản đã ban hành nhưng không có chữ ký số nào."],
    )


def test_a_withdrawn_paper_takes_no_signature(cast, paper):
    withdraw_paper(paper, "Sai số liệu", by=cast.head, at=NOW)
    assert reasons(paper, signed_by(plain("Tờ trình"), PERSON)) == [
        "Tờ trình đề nghị khen thưởng 02/TTr-KTĐ02 đã thu hồi, không nhận bản ký."
    ]


def test_nobody_is_asked_over_the_network(monkeypatch, settings, tmp_path, paper):
    pdf = signed_by(plain("Tờ trình"), PERSON)
    trust(settings, tmp_path)

    def refuse(*args, **kwargs):
        raise AssertionError("the network was reached for")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert keep_signed(paper, pdf, by=None, at=NOW).is_trusted


# In the browser -----------------------------------------------------------------------------------------------------


def upload(cast, paper, data, name="to-trinh.pdf"):
    url = reverse("paper_signed_upload", args=[paper.pk])
    return cast.client("head").post(url, {"file": SimpleUploadedFile(name, data)}, follow=True)


@pytest.fixture
def today(cast):
    return withdrawn_and_new(cast, at=timezone.now() - HOUR)


def test_the_head_hands_it_in_and_the_page_says_what_was_found(cast, today):
    pdf = sign_for_trial(plain("Tờ trình"), PERSON)
    answer = upload(cast, today, pdf)
    said = text_of(answer)
    for words in ("Đã nhận bản ký.", "Ký dùng thử", f"Chữ ký của {WHO} toàn vẹn.", signing.NO_ANCHORS):
        assert words in said
    kept = today.signed.get()
    sent = cast.client("clerk").get(reverse("signed_paper", args=[kept.pk]))
    assert (sent.content, sent["Content-Disposition"]) == (pdf, 'attachment; filename="to-trinh-da-ky.pdf"')
    again = cast.client("clerk").get(reverse("signed_paper", args=[kept.pk]), headers={"If-None-Match": sent["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Ký dùng thử" in text_of(cast.client("clerk").get(reverse("papers")))


def test_what_is_refused_is_told_first_on_the_page(cast, today):
    assert signing.NOT_SIGNED in text_of(upload(cast, today, plain("Tờ trình")))
    assert "Tệp lớn hơn 12 MB." in text_of(upload(cast, today, b"%PDF-" + b"0" * MOST_BYTES))
    assert "Tệp rỗng, không có nội dung." in text_of(upload(cast, today, b""))
    nothing = cast.client("head").post(reverse("paper_signed_upload", args=[today.pk]))
    assert "Tệp PDF đã ký: chưa nhập." in text_of(nothing)
    assert SignedPaper.objects.count() == 0


@pytest.mark.parametrize("method", [0, 1], ids=["get", "post"])
@pytest.mark.parametrize("who", PEOPLE)
def test_who_may(cast, today, who, method):
    kept = keep_signed(today, sign_for_trial(plain("Tờ trình"), PERSON), by=None, at=timezone.now())
    for name, pk in (("paper_signed_upload", today.pk), ("signed_paper", kept.pk)):
        client = cast.client(who)
        answer = (client.post if method else client.get)(reverse(name, args=[pk]))
        assert answer.status_code == int(ACCESS[name][method].split()[PEOPLE.index(who)])


# The command --------------------------------------------------------------------------------------------------------


def test_the_command_signs_as_far_as_nobody_did_and_labels_it(cast, today, tmp_path, keys):
    out = tmp_path / "ky.pdf"
    call_command("sign_paper_demo", today.code.lower(), "--out", str(out))
    keep_signed(today, out.read_bytes(), by=None, at=timezone.now())
    call_command("sign_paper_demo", str(today.pk), "--out", str(out))
    kept = keep_signed(today, out.read_bytes(), by=None, at=timezone.now())
    assert ([name for name, _ in kept.signers], kept.is_demo) == ([WHO, WHAT], True)
    assert all(DEMO_LABEL in name for name, _ in kept.signers)
    assert {path.stat().st_mode & 0o777 for path in keys.iterdir()} == {0o600}


def test_the_command_signs_both_at_once_and_trusts_its_root_when_told(cast, today, tmp_path, settings):
    out, settings.TRUST_ANCHORS = tmp_path / "ky.pdf", tmp_path
    call_command("sign_paper_demo", today.code, "--out", str(out), "--seal", "--trust")
    kept = keep_signed(today, out.read_bytes(), by=None, at=timezone.now())
    assert (len(kept.signers), kept.is_trusted, kept.is_demo) == (2, True, True)


@pytest.mark.parametrize(
    ("asked", "debug", "words"),
    [
        ("0000000000", True, "Không có văn bản 0000000000."),
        ("999999", True, "Không có văn bản 999999."),
        ("999999", False, "Lệnh này chỉ để dùng thử (DEBUG=on)."),
    ],
)
def test_the_command_refuses(capsys, settings, asked, debug, words):
    settings.DEBUG = debug
    with pytest.raises(SystemExit) as left:
        call_command("sign_paper_demo", asked)
    assert (left.value.code, capsys.readouterr().err.strip()) == (2, words)


def test_the_command_has_nothing_to_sign_in_a_paper_without_fields(cast, capsys, tmp_path):
    pdf = pdf_from_html('<html lang="vi-VN"><head><title>x</title></head><body><p>x</p></body></html>')
    withdraw_paper(cast.paper, "Thử", by=None, at=NOW)
    paper = issue(cast.round, PaperKind.SUBMISSION, pdf)
    assert Paper.objects.filter(pk=paper.pk).exists()
    with pytest.raises(SystemExit):
        call_command("sign_paper_demo", str(paper.pk), "--out", str(tmp_path / "x.pdf"))
    assert "không có ô ký số" in capsys.readouterr().err
