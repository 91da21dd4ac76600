"""Kiểm tra văn bản: what anyone who holds a paper is told, and nothing else."""

import hashlib
import io
import re
import tempfile
from datetime import date, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.actions import issue_paper
from awards.checking import CheckedPaper, Finding, Named, Verdict, checked_paper, compare, normal_code, shown_code
from awards.dropped_file import MOST_BYTES, DroppedFile, NotTaken, dropped_file
from awards.looks import MOST, SPAN, keyed, may_look, network_of
from awards.models import Look, LookKind, Paper, PaperFile, SignedPaper, Withdrawal
from awards.states import PaperKind
from tests.cast import AT, PEOPLE
from tests.constraints import violates
from tests.khoi_thidua.test_lockout import server, wait_for
from tests.reading import text_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 few bytes"

EVERYBODY = " ".join(["200"] * 9)
#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {"checking": (EVERYBODY, EVERYBODY), "check_paper": (EVERYBODY, EVERYBODY)}
MOST_QUERIES = 6  # two for the paper, four for how often
NOON = datetime(2026, 12, 18, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def url(code=""):
    return reverse("check_paper", args=[code]) if code else reverse("checking")


def visitor(address="10.0.0.1", **more):
    return Client(REMOTE_ADDR=address, enforce_csrf_checks=True, **more)


def look(code, **more):
    return visitor(**more).get(url(code))


def words_of(response):
    """Of whatever status."""
    body = re.sub(r"<(script|style|title).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def send(code="", content=PDF, name="van-ban.pdf", kind="application/pdf", field="tep", **more):
    return visitor(**more).post(url(code), {field: SimpleUploadedFile(name, content, kind)})


def signed(paper, content=b"%PDF-1.7 signed", *, is_trusted=True, is_demo=False):
    return SignedPaper.objects.create(
        paper=paper,
        pdf=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        signers=[["Nguyễn Văn A", "2026-12-18T09:00:00+07:00"]],
        verdicts=[],
        is_trusted=is_trusted,
        is_demo=is_demo,
        uploaded_at=AT,
    )


def withdraw(paper):
    Paper.objects.withdraw(paper.pk)
    Withdrawal.objects.create(paper=paper, reason="Sai họ tên Nguyễn Văn A", withdrawn_at=AT)
    paper.refresh_from_db()


def issue_again(paper, content=b"%PDF-1.7 another"):
    return issue_paper(
        paper.round, PaperKind(paper.kind), number=7, title="Tặng Nguyễn Văn A", facts={}, pdf=content, by=None, at=AT,
        on=date(2026, 12, 19),
    )  # fmt: skip


# Who gets in ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_gets_in_without_an_account(cast, name, method):
    address = url(cast.paper.code) if name == "check_paper" else url()
    found = {who: getattr(cast.client(who), method)(address).status_code for who in PEOPLE}
    assert found == dict(zip(PEOPLE, map(int, ACCESS[name][method == "post"].split()), strict=True))


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(cast, method):
    assert [getattr(visitor(), method)(url(code)).status_code for code in ("", cast.paper.code)] == [405, 405]


def test_no_cookie_no_session_no_cache_and_no_search_engine(cast):
    answers = [visitor().get(url()), look(cast.paper.code), look("0000000000"), send(), send(cast.paper.code)]
    for answer in answers:
        assert answer.cookies == {}
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"


# The code -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0123456789", "0123456789"),
        ("abcde-fghjk", "ABCDEFGHJK"),
        (" oOiIlL mnpq ", "001111MNPQ"),
        ("AB–CD/..\0%", "ABCD"),
        ("１２３đ", ""),
        ("A" * 500, "A" * 20),
        ("", ""),
    ],
)
def test_a_code_is_read_as_people_write_it(typed, code):
    assert normal_code(typed) == code


def test_a_code_is_shown_in_groups():
    assert [shown_code("ABCDEFGHJK"), shown_code("ABC"), shown_code("")] == ["ABCDE-FGHJK", "ABC", ""]


def test_a_typed_code_leads_to_its_paper(cast):
    code = cast.paper.code
    answer = visitor().get(url(), {"ma": f" {shown_code(code).lower()} "})
    assert (answer.status_code, answer.url) == (302, url(code))


@pytest.mark.parametrize("typed", ["", " - ", "đđ"])
def test_a_code_of_nothing_is_asked_for_again(db, typed):
    said = text_of(visitor().get(url(), {"ma": typed}))
    assert "Chưa tra được Nhập mã in ở cuối văn bản, gồm 10 chữ và số." in said


def test_a_small_and_a_large_letter_lead_to_the_same_page(cast):
    assert look(cast.paper.code.lower()).content == look(cast.paper.code).content


def test_what_is_shown_of_a_paper_is_the_whole_of_it(cast):
    paper = cast.paper
    assert checked_paper(paper.code) == CheckedPaper(
        name=Named(paper.code, "Tờ trình đề nghị khen thưởng", "01/TTr-KTĐ02"),
        issued_on=date(2026, 12, 18),
        bloc="Khối thi đua số 02",
        commune="Xã Hà Bắc, thành phố Hải Phòng",
        withdrawn_at=None,
        is_in_force=True,
        replaced_by=None,
        sha256=hashlib.sha256(PDF).hexdigest(),
        signed="Chưa có",
    )


def test_the_page_says_it_and_neither_title_nor_names_nor_who_issued(cast):
    withdraw(cast.paper)
    paper = issue_again(cast.paper)
    signed(paper)
    said = text_of(look(paper.code))
    assert (
        "Tờ trình đề nghị khen thưởng số 07/TTr-KTĐ02 Còn hiệu lực Khối thi đua số 02 ban hành ngày 19/12/2026." in said
    )
    assert (
        "Khối ban hành Khối thi đua số 02, Xã Hà Bắc, thành phố Hải Phòng Tình trạng Còn hiệu lực Bản đã ký Có"
        f" Mã tra cứu {shown_code(paper.code)} SHA-256 của tệp {paper.sha256}" in said
    )
    for page in (said, text_of(look(cast.paper.code))):
        assert not re.search("Nguyễn Văn A|Tặng|Sai họ tên", page)


def test_a_withdrawn_paper_says_since_when_and_leads_to_what_replaced_it(cast):
    withdraw(cast.paper)
    page = text_of(look(cast.paper.code))
    assert "Đã thu hồi" in page and "Còn hiệu lực" not in page
    assert "Văn bản này đã thu hồi ngày 18/12/2026, không dùng nữa." in page
    after = issue_again(cast.paper)
    answer = look(cast.paper.code)
    assert "Thay bằng Tờ trình đề nghị khen thưởng số 07/TTr-KTĐ02" in text_of(answer)
    assert f'href="{url(after.code)}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("copies", "words"),
    [
        ([], "Chưa có"),
        ([(True, False)], "Có"),
        ([(False, False)], "Có, chứng thư ký chưa được máy chủ này tin cậy"),
        ([(False, True)], "Chỉ có bản ký dùng thử, không có giá trị pháp lý"),
        ([(True, True)], "Chỉ có bản ký dùng thử, không có giá trị pháp lý"),
        ([(False, True), (False, False), (True, False)], "Có"),
    ],
)
def test_whether_a_signed_copy_is_kept(cast, copies, words):
    for number, (is_trusted, is_demo) in enumerate(copies):
        signed(cast.paper, b"%PDF signed " + bytes([65 + number]), is_trusted=is_trusted, is_demo=is_demo)
    assert checked_paper(cast.paper.code).signed == words


@pytest.mark.parametrize("code", ["0000000000", "khong-co", "A", "..", "%00x", "đ"])
def test_a_code_nobody_has_is_answered_kindly(cast, code):
    answer = visitor().get(f"{url()}{code}/")
    assert answer.status_code == 404
    if code != "%00x":  # no address of ours has a NUL in it
        assert "Không có văn bản mang mã này" in words_of(answer)


def test_a_code_nobody_has_costs_as_many_queries_as_one_somebody_has(cast):
    counts = []
    withdraw(cast.paper)
    issue_again(cast.paper)
    signed(cast.paper)
    for code in (cast.paper.code, "0000000000"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            look(code)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_the_number_of_queries_is_bounded(cast):
    with CaptureQueriesContext(connection) as queries:
        look(cast.paper.code)
    assert len(queries) <= MOST_QUERIES


# A file ---------------------------------------------------------------------------------------------------------------


def said_of(answer):
    found = re.search(r"<b>Kết quả so tệp</b><p>(.*?)</p>", answer.content.decode(), re.DOTALL)
    return re.sub(r"<[^>]+>", "", found.group(1)) if found else ""


@pytest.fixture
def paper(cast):
    """One whose bytes no other paper of the cast has."""
    withdraw(cast.paper)
    return issue_again(cast.paper)


def test_the_issued_file_is_known(paper):
    assert said_of(send(paper.code, b"%PDF-1.7 another")) == Verdict.ISSUED.value


def test_a_signed_copy_is_known(paper):
    signed(paper)
    assert said_of(send(paper.code, b"%PDF-1.7 signed")) == Verdict.SIGNED.value


def test_a_copy_signed_for_trying_is_told_apart(paper):
    signed(paper, is_demo=True)
    assert said_of(send(paper.code, b"%PDF-1.7 signed")) == Verdict.SIGNED_DEMO.value


def test_the_file_of_another_paper_is_named_by_its_code(cast, paper):
    answer = send(cast.papers[0].code, b"%PDF-1.7 another")
    assert said_of(answer) == f"{Verdict.OTHER.value} Xem văn bản mang mã {shown_code(paper.code)}."
    assert f'href="{url(paper.code)}"' in answer.content.decode()


@pytest.mark.parametrize("content", [b"%PDF-1.7 Another", b"%PDF-1.7 another\n", b"%PDF-1.7 anothe", b"\0" * 4096])
def test_one_changed_byte_is_another_file(paper, content):
    assert said_of(send(paper.code, content)) == Verdict.UNKNOWN.value


def test_a_file_alone_finds_its_paper(paper):
    answer = send("", b"%PDF-1.7 another")
    assert said_of(answer) == Verdict.ISSUED.value
    assert "Văn bản của tệp này" in text_of(answer) and "07/TTr-KTĐ02" in text_of(answer)
    assert "Văn bản của tệp này" not in text_of(send("", b"%PDF none of ours"))


def test_the_file_of_a_withdrawn_paper_is_known_and_the_withdrawal_said(cast):
    withdraw(cast.paper)
    answer = send(cast.paper.code)
    assert said_of(answer) == f"{Verdict.ISSUED.value} Nhưng văn bản này đã thu hồi, không dùng nữa."
    assert "notice-done" not in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04....", "tệp Word, Excel hoặc tệp nén"),
        (b"\xff\xd8\xff\xe0..", "ảnh chụp"),
        (b"\x89PNG\r\n\x1a\n", "ảnh chụp"),
        (b"II*\x00....", "bản quét dạng ảnh"),
        (b"\xd0\xcf\x11\xe0....", "tệp Word hoặc Excel"),
        (b"hello", "tệp không phải PDF"),
    ],
)
def test_other_kinds_of_file_are_refused_kindly(paper, content, kind):
    page = text_of(send(paper.code, content, "anh.pdf"))
    assert f"Đây là {kind}. Chỉ so được chính tệp PDF đã tải về;" in page


def test_a_form_without_a_file_is_asked_for_one(cast):
    for answer in (
        visitor().post(url(cast.paper.code)),
        visitor().post(url(), {"tep": "not a file"}),
        send(cast.paper.code, field="khac"),
    ):
        assert "Chưa chọn tệp. Chọn tệp PDF cần so rồi gửi." in text_of(answer)
    assert "Tệp rỗng, không có gì để so." in text_of(send(cast.paper.code, b""))


def test_half_a_form_is_asked_for_again(cast):
    body = b'--x\r\nContent-Disposition: form-data; name="tep"; filename="a.pdf"\r\n\r\n%PDF'
    for kind in ("multipart/form-data; boundary=" + "x" * 300, "multipart/form-data"):
        answer = visitor().post(url(cast.paper.code), data=body, content_type=kind)
        assert (answer.status_code, "Tệp gửi lên chưa trọn vẹn." in words_of(answer)) == (400, True)


@pytest.mark.parametrize("name", ["a\0b.pdf", "../../etc/passwd", "x" * 3000 + ".pdf", "<script>.pdf", "tệp.pdf"])
def test_the_name_of_the_file_is_neither_asked_nor_shown(paper, name):
    answer = send(paper.code, b"%PDF-1.7 another", name)
    assert said_of(answer) == Verdict.ISSUED.value
    assert "passwd" not in answer.content.decode() and "<script>.pdf" not in answer.content.decode()


class Unread(io.BytesIO):
    def read(self, *args):
        raise AssertionError("it was read")


def test_what_is_announced_as_too_large_is_not_read(cast):
    request = RequestFactory().post(url(), content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(MOST_BYTES + 100_000)
    request._stream = Unread()
    with pytest.raises(NotTaken) as refused:
        dropped_file(request)
    assert (str(refused.value), refused.value.status) == (
        "Tệp lớn hơn 24 MB; văn bản ban hành ở đây không lớn như thế.", 413
    )  # fmt: skip
    answer = visitor().post(
        url(cast.paper.code), b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(MOST_BYTES * 2)
    )
    assert (answer.status_code, "Dữ liệu gửi lên quá lớn" in words_of(answer)) == (413, True)  # by the middleware


def test_a_large_file_is_hashed_in_pieces_and_nothing_is_written(cast, monkeypatch):
    def no_file(*args, **kwargs):
        raise AssertionError("a temporary file was made")

    for maker in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, maker, no_file)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", no_file)
    content = b"%PDF" + b"x" * (8 * 1024 * 1024)
    request = RequestFactory().post(url(), {"tep": SimpleUploadedFile("a.pdf", content)})
    assert dropped_file(request) == DroppedFile(hashlib.sha256(content).hexdigest(), len(content), b"%PDFxxxx")
    assert [handler.__class__.__name__ for handler in request.upload_handlers] == ["HashAsItComes"]


def test_of_several_files_the_first_is_compared(paper):
    files = [SimpleUploadedFile("a.pdf", b"%PDF-1.7 another"), SimpleUploadedFile("b.pdf", b"%PDF other")]
    assert said_of(visitor().post(url(paper.code), {"tep": files})) == Verdict.ISSUED.value


def test_looking_changes_nothing_but_the_count(cast):
    def rows():
        return [list(model.objects.order_by("pk").values()) for model in (Paper, PaperFile, SignedPaper, Withdrawal)]

    before = rows()
    look(cast.paper.code)
    send(cast.paper.code)
    assert rows() == before
    assert list(Look.objects.order_by("pk").values_list("kind", flat=True)) == ["code", "file"]


def test_a_paper_found_twice_is_the_one_asked_for(cast):
    """All papers of the cast have the same bytes."""
    file = DroppedFile(hashlib.sha256(PDF).hexdigest(), len(PDF), PDF[:8])
    assert [compare(file, paper.code) for paper in cast.papers] == [
        Finding(Verdict.ISSUED, paper.code) for paper in cast.papers
    ]
    assert compare(file) == Finding(Verdict.ISSUED, cast.papers[0].code)


# How often ------------------------------------------------------------------------------------------------------------


def test_thirty_looks_from_one_address_then_a_pause(cast):
    found = [look(cast.paper.code if n % 2 else "0000000000").status_code for n in range(30)]
    assert found == [404, 200] * 15
    answer = look(cast.paper.code)
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert "Mỗi nơi tra được 30 lần trong 10 phút, để không ai dò được mã." in words_of(answer)
    assert look(cast.paper.code, address="10.0.0.2").status_code == 200


def test_ten_files_from_one_address_then_a_pause(cast):
    assert [send(cast.paper.code).status_code for _ in range(10)] == [200] * 10
    answer = send(cast.paper.code)
    assert (answer.status_code, "Mỗi nơi so được 10 tệp trong 10 phút" in words_of(answer)) == (429, True)
    assert send("").status_code == 429
    assert look(cast.paper.code).status_code == 200
    assert send(cast.paper.code, address="10.0.0.2").status_code == 200


def test_an_account_is_no_way_around_it(cast):
    for _ in range(30):
        look(cast.paper.code, address="127.0.0.1")
    assert cast.client("admin").get(url(cast.paper.code)).status_code == 429


def test_the_first_page_is_not_counted(db):
    assert [visitor().get(url()).status_code for _ in range(40)] == [200] * 40
    assert Look.objects.count() == 0


def test_the_oldest_looks_stop_counting_and_go():
    for minute in range(MOST[LookKind.CODE]):
        assert may_look("10.0.0.1", LookKind.CODE, at=NOON + timedelta(seconds=minute))
    late = NOON + SPAN
    assert not may_look("10.0.0.1", LookKind.CODE, at=late - timedelta(seconds=1))
    assert may_look("10.0.0.1", LookKind.CODE, at=late)
    assert Look.objects.filter(at__lte=late - SPAN).count() == 0
    assert Look.objects.count() == MOST[LookKind.CODE]


def test_a_refused_look_writes_nothing():
    for _ in range(MOST[LookKind.FILE]):
        may_look("10.0.0.1", LookKind.FILE, at=NOON)
    with CaptureQueriesContext(connection) as queries:
        assert not may_look("10.0.0.1", LookKind.FILE, at=NOON)
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]


def test_of_two_at_the_same_moment_no_more_than_the_last_one_gets_in(monkeypatch):
    """Another process counted the same, and wrote first."""
    for _ in range(MOST[LookKind.FILE] - 1):
        may_look("10.0.0.1", LookKind.FILE, at=NOON)
    create = Look.objects.create

    def both(**values):
        create(**values)
        return create(**values)

    monkeypatch.setattr(Look.objects, "create", both)
    assert not may_look("10.0.0.1", LookKind.FILE, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_servers_count_together(file_database, tmp_path):
    """Thirty looks in all, whichever process answers."""
    logs = [tmp_path / "one.log", tmp_path / "two.log"]
    with server(logs[0]) as one, server(logs[1]) as two:
        wait_for(one, logs[0])
        wait_for(two, logs[1])
        found = [status_at((one, two)[number % 2] + url("0000000000")) for number in range(33)]
    assert found == [404] * 30 + [429] * 3


def status_at(address) -> int:
    try:
        return build_opener(ProxyHandler({})).open(address, timeout=30).status
    except HTTPError as refused:
        return refused.code


def test_addresses_are_kept_as_keyed_hashes_of_their_network(settings):
    may_look("10.1.2.3", LookKind.CODE, at=NOON)
    [row] = Look.objects.values()
    assert "10.1.2.3" not in str(row) and row["who"] == keyed("10.1.2.3")
    settings.SECRET_KEY = "y" * 50
    assert row["who"] != keyed("10.1.2.3")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_one_subscriber_is_counted_as_one(address, network):
    assert network_of(address) == network


def test_a_kind_of_look_nobody_knows_is_refused_by_the_database():
    with violates("look_kind_is_known"):
        Look.objects.create(who="x", kind="all", at=timezone.now())
