import hashlib
import io
import stat
import unicodedata
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import override_settings
from django.urls import path

from khoi_thidua.urls import handler404  # noqa: F401  (this module is a URLconf)
from khoi_thidua.urls import urlpatterns as project
from tests.cast import person
from tests.toolkit.hostile_files import (
    PDF,
    content_types,
    image,
    package,
    plain_zip,
    png_of,
    relationship,
)
from toolkit.downloads import private_response
from toolkit.private_files import (
    FileKind,
    FileRefused,
    FilesRefused,
    Limits,
    accept_upload,
    accept_uploads,
    forget,
    open_kept,
    store,
)
from toolkit.private_files.names import LONGEST, clean_name

JPG, PNG = image("JPEG"), image("PNG")
GOOD = {
    "bien-ban.pdf": (PDF, FileKind.PDF),
    "bao-cao.docx": (package(), FileKind.DOCX),
    "so-lieu.xlsx": (package("xlsx"), FileKind.XLSX),
    "anh.jpg": (JPG, FileKind.JPG),
    "anh.JPEG": (JPG, FileKind.JPG),
    "anh.png": (PNG, FileKind.PNG),
}


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def refusal(name: str, data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(FileRefused) as refused:
        accept_upload(sent(name, data), limits or Limits())
    return str(refused.value)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_taken_byte_for_byte(name):
    data, kind = GOOD[name]
    accepted = accept_upload(sent(name, data), Limits())
    assert (accepted.kind, accepted.size, accepted.data) == (kind, len(data), data)
    assert accepted.sha256 == hashlib.sha256(data).hexdigest()


ONLY = "Chỉ nhận tệp PDF, DOCX, XLSX, JPG, PNG."
NOT_PDF = "Tên tệp ghi .pdf nhưng nội dung không phải loại tệp ấy. Gửi tệp gốc, không đổi đuôi tên."


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.zip", plain_zip(), ONLY),
        ("a.exe", b"MZ\x90\x00", ONLY),
        ("a.pdf.exe", PDF, ONLY),
        ("a.svg", b"<svg onload='alert(1)'/>", ONLY),
        ("a.html", b"<html>", ONLY),
        ("a.docm", package(), ONLY),
        ("pdf", PDF, ONLY),
        ("a.pdf", b"", "Tệp rỗng, không có nội dung."),
        ("a.pdf", b"<html><script>alert(1)</script>" + PDF, NOT_PDF),
        ("a.pdf", b"  <!DOCTYPE html>" + PDF, NOT_PDF),
        ("a.pdf", b"MZ\x90\x00" + PDF, NOT_PDF),
        ("a.pdf", b"GIF89a" + PDF, NOT_PDF),
        ("a.pdf", PNG, "Tên tệp ghi .pdf nhưng nội dung là tệp .png. Gửi tệp gốc, không đổi đuôi tên."),
        ("a.png", JPG, "Tên tệp ghi .png nhưng nội dung là tệp .jpg. Gửi tệp gốc, không đổi đuôi tên."),
        ("a.jpg", PDF, "Tên tệp ghi .jpg nhưng nội dung là tệp .pdf. Gửi tệp gốc, không đổi đuôi tên."),
        ("a.jpg", b"<svg xmlns='x'/>", "Tên tệp ghi .jpg nhưng nội dung không phải loại tệp ấy. "
         "Gửi tệp gốc, không đổi đuôi tên."),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
         "Tệp có mật khẩu. Bỏ mật khẩu, lưu lại rồi gửi."),
    ],
)  # fmt: skip
def test_a_name_that_says_something_else_is_refused(name, data, sentence):
    assert refusal(name, data) == sentence


BROKEN_PDF = "Tệp PDF bị hỏng hoặc tải lên chưa trọn. Mở lại, lưu thành tệp mới rồi gửi."
ACTS = "Tệp PDF có mã lệnh tự chạy. In lại thành PDF (Print to PDF) rồi gửi."
HIDDEN_ZIP = "Tệp có một tệp nén giấu ở cuối. Vì an toàn, tệp bị từ chối."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (PDF[:-7], BROKEN_PDF),
        (PDF + bytes(2000), BROKEN_PDF),
        (b"%PDF-9.x" + PDF[8:], BROKEN_PDF),
        (PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), ACTS),
        (PDF.replace(b"/Catalog", b"/Catalog /AA << /S /Launch /F (cmd.exe) >>"), ACTS),
        (PDF + plain_zip() + b"%%EOF"[:0], HIDDEN_ZIP),
    ],
)
def test_a_pdf_is_whole_and_does_nothing_by_itself(data, sentence):
    assert refusal("a.pdf", data) == sentence


BROKEN_IMAGE = "Ảnh bị hỏng hoặc tải lên chưa trọn. Mở lại, lưu thành tệp mới rồi gửi."
TOO_MANY_PIXELS = "Ảnh lớn hơn 40 triệu điểm ảnh. Giảm kích thước ảnh rồi gửi."


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.png", png_of(7000, 7000), TOO_MANY_PIXELS),
        ("a.png", png_of(10_000, 10_000), TOO_MANY_PIXELS),
        ("a.png", png_of(60_000, 60_000), TOO_MANY_PIXELS),
        ("a.png", PNG[:-20], BROKEN_IMAGE),
        ("a.png", PNG[:60] + b"\x00\x00" + PNG[62:], BROKEN_IMAGE),
        ("a.png", PNG + b"<script>alert(1)</script>", BROKEN_IMAGE),
        ("a.png", PNG[:8], BROKEN_IMAGE),
        ("a.jpg", image("JPEG", (400, 300))[:-600], BROKEN_IMAGE),
        ("a.jpg", JPG[:20], BROKEN_IMAGE),
        ("a.jpg", JPG + plain_zip(), HIDDEN_ZIP),
        ("a.jpg", JPG + package(), HIDDEN_ZIP),
    ],
)
def test_an_image_is_whole_and_no_larger_than_it_may_unfold(name, data, sentence):
    assert refusal(name, data) == sentence


BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn. Mở lại, lưu thành tệp mới rồi gửi."
NOT_DOCX = "Tệp không phải là tệp .docx. Mở bằng Word hoặc Excel rồi lưu thành .docx."
MACROS = "Tệp có macro hoặc đối tượng nhúng. Bỏ phần đó, lưu lại rồi gửi."
UNSAFE = "Tệp có khai báo DOCTYPE hoặc ENTITY, tệp Word và Excel không bao giờ có. Vì an toàn, tệp bị từ chối."
FOLLOWS = "Tệp tự lấy nội dung từ nơi khác khi mở. Bỏ liên kết đó, lưu lại rồi gửi."
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
TEMPLATE = relationship("attachedTemplate", "https://evil.example/t.dotm")

HOSTILE_PACKAGES = {
    "another zip": (plain_zip(), NOT_DOCX),
    "a workbook by another name": (package("xlsx"), NOT_DOCX),
    "a macro document by another name": (
        package(types=content_types("docx", "application/vnd.ms-word.document.macroEnabled.main+xml")),
        MACROS,
    ),
    "a template by another name": (package(types=content_types("docx", "x.template.main+xml")), NOT_DOCX),
    "macros": (package(more={"word/vbaProject.bin": b"x"}), MACROS),
    "an embedded object": (package(more={"word/embeddings/oleObject1.bin": b"x"}), MACROS),
    "a program": (package(more={"word/media/run.exe": b"MZ"}), MACROS),
    "a page": (package(more={"word/media/x.html": b"<script>"}), MACROS),
    "an entity": (package(more={"word/styles.xml": ENTITY}), UNSAFE),
    "an entity in UTF-16": (package(more={"word/styles.xml": ENTITY.decode().encode("utf-16")}), UNSAFE),
    "an outside template": (package(more={"word/_rels/settings.xml.rels": TEMPLATE}), FOLLOWS),
    "an outside template in UTF-16": (
        package(more={"word/_rels/settings.xml.rels": TEMPLATE.decode().encode("utf-16")}),
        FOLLOWS,
    ),
    "a path upwards": (package(more={"../../etc/x.xml": b"<x/>"}), BROKEN),
    "a path from the root": (package(more={"/etc/x.xml": b"<x/>"}), BROKEN),
    "something before the zip": (b"#!/bin/sh\n" + package(), "Tên tệp ghi .docx nhưng nội dung không phải loại tệp ấy. "
                                 "Gửi tệp gốc, không đổi đuôi tên."),
    "something after the zip": (package() + b"<script>alert(1)</script>", BROKEN),
    "half of it": (package()[: len(package()) // 2], BROKEN),
    "a workbook within that has macros": (
        package(more={"word/embeddings/a.xlsx": package("xlsx", {"xl/vbaProject.bin": b"x"})}),
        MACROS,
    ),
    "a file in a file in a file": (
        package(more={"word/embeddings/a.xlsx": package("xlsx", {"xl/embeddings/b.docx": package()})}),
        MACROS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE_PACKAGES)
def test_a_word_file_is_a_word_file_and_nothing_besides(what):
    data, sentence = HOSTILE_PACKAGES[what]
    assert refusal("a.docx", data) == sentence


@pytest.mark.parametrize(
    "more",
    [
        {"word/_rels/document.xml.rels": relationship("hyperlink", "https://haiphong.gov.vn/")},
        {"word/media/image1.png": PNG, "word/fonts/font1.odttf": b"x"},
        {"word/embeddings/Microsoft_Excel_Sheet.xlsx": package("xlsx")},
    ],
)
def test_what_word_itself_puts_into_documents_is_taken(more):
    assert accept_upload(sent("a.docx", package(more=more)), Limits()).kind is FileKind.DOCX


def test_excel_adds_printer_settings_to_ordinary_workbooks():
    data = package("xlsx", {"xl/printerSettings/printerSettings1.bin": b"x"})
    assert accept_upload(sent("a.xlsx", data), Limits()).kind is FileKind.XLSX


def test_a_zip_bomb_is_left_packed():
    bomb = package(more={"word/media/a.png": bytes(3_000_000)})
    limits = Limits(most_unpacked=1_000_000)
    assert refusal("a.docx", bomb, limits) == "Nội dung giải nén quá lớn. Giảm hình ảnh trong tệp rồi gửi."
    within = package(more={"word/embeddings/a.xlsx": package("xlsx", {"xl/media/a.png": bytes(3_000_000)})})
    assert refusal("a.docx", within, limits) == "Nội dung giải nén quá lớn. Giảm hình ảnh trong tệp rồi gửi."
    many = package(more={f"word/{n}.xml": b"<x/>" for n in range(30)})
    assert refusal("a.docx", many, Limits(most_parts=20)).startswith("Tệp có quá 20 phần bên trong")


def test_a_file_over_the_size_is_refused_without_being_read_whole():
    file = sent("a.pdf", PDF + bytes(3 * 1024 * 1024))
    with pytest.raises(FileRefused, match="Tệp lớn hơn 2 MB"):
        accept_upload(file, Limits(most_bytes=2 * 1024 * 1024))
    assert file.tell() == 2 * 1024 * 1024 + 1


def test_only_the_kinds_asked_for_are_taken():
    limits = Limits(kinds=frozenset({FileKind.PDF}))
    assert refusal("a.png", PNG, limits) == "Chỉ nhận tệp PDF."


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Báo cáo quý 3.pdf", "Báo cáo quý 3.pdf"),
        (unicodedata.normalize("NFD", "Báo cáo.pdf"), "Báo cáo.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\Báo cáo.pdf", "Báo cáo.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("gpj.\u202efdp.pdf", "gpj.fdp.pdf"),
        ("\u2066a\u2069\u200b.pdf", "a.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ('"x"<y>|?*%.pdf', "_x__y_____.pdf"),
        (".pdf", "tep.pdf"),
        (". . .pdf", "tep.pdf"),
    ],
)
def test_a_name_is_a_name_and_not_a_path_or_a_trick(typed, name):
    assert clean_name(typed, "pdf") == name


def test_a_long_name_keeps_its_extension():
    name = clean_name("ế" * 500 + ".jpeg", "jpg")
    assert (len(name), name[-5:]) == (LONGEST, "ế.jpg")


def test_all_the_problems_of_an_upload_are_told_at_once():
    files = [sent("tot.pdf", PDF), sent("a.zip", plain_zip()), sent("b\u202e.png", JPG), sent("tep", b"x")]
    with pytest.raises(FilesRefused) as refused:
        accept_uploads(files, Limits())
    assert refused.value.sentences == (
        f"a.zip: {ONLY}",
        "b.png: Tên tệp ghi .png nhưng nội dung là tệp .jpg. Gửi tệp gốc, không đổi đuôi tên.",
        f"tep: {ONLY}",
    )


def test_too_many_files_or_too_much_together_is_refused_before_reading():
    files = [sent("a.pdf", PDF) for _ in range(3)]
    for limits, sentence in (
        (Limits(most_files=2), "Mỗi lần gửi nhiều nhất 2 tệp; lần này có 3."),
        (Limits(most_together=200), "Các tệp cộng lại lớn hơn 0 MB. Gửi làm nhiều lần."),
    ):
        with pytest.raises(FilesRefused) as refused:
            accept_uploads(files, limits)
        assert refused.value.sentences == (sentence,)
    assert [file.tell() for file in files] == [0, 0, 0]
    assert len(accept_uploads(files, Limits())) == 3


# Where they lie, and who gets them -------------------------------------------------------------------------------


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def kept(name="Biên bản.pdf", data=PDF):
    return store(accept_upload(sent(name, data), Limits()), "minh-chung")


def test_a_file_lies_outside_static_under_a_name_that_says_nothing(folder, settings):
    one, two = kept(), kept()
    assert one.path != two.path
    assert [one.path.split("/")[0], len(one.path.split("/")[-1])] == ["minh-chung", 48]
    assert "." not in one.path
    where = folder / one.path
    assert where.read_bytes() == PDF
    assert stat.S_IMODE(where.stat().st_mode) == 0o600
    assert stat.S_IMODE(where.parent.stat().st_mode) == 0o700
    assert not where.is_relative_to(Path(settings.STATIC_ROOT))
    assert (one.name, one.sha256, one.size) == ("Biên bản.pdf", hashlib.sha256(PDF).hexdigest(), len(PDF))


def test_a_file_that_is_forgotten_is_gone(folder):
    file = kept()
    with open_kept(file.path) as opened:
        assert opened.read() == PDF
    forget(file.path)
    assert not default_storage.exists(file.path)
    with pytest.raises(FileNotFoundError):
        open_kept(file.path)


def headers(name: str, kind: FileKind, *, inline: bool) -> dict[str, str]:
    response = private_response(io.BytesIO(b"x"), name, kind, inline=inline)
    assert isinstance(response, FileResponse)
    wanted = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")
    return {header: response[header] for header in wanted}


def test_images_and_pdfs_are_shown_and_the_rest_is_saved():
    shown = {kind for kind in FileKind if headers("a", kind, inline=True)["Content-Disposition"].startswith("inline")}
    assert shown == {FileKind.PDF, FileKind.JPG, FileKind.PNG}
    assert headers("Biên bản.pdf", FileKind.PDF, inline=False) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


@pytest.mark.parametrize("kind", FileKind)
@pytest.mark.parametrize("inline", [True, False])
def test_nothing_in_a_file_runs(kind, inline):
    policy = private_response(io.BytesIO(b"x"), "a", kind, inline=inline)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert policy.startswith("sandbox;") is not (inline and kind is FileKind.PDF)


class Only:
    """A page of the tests: the file of one person, for that person."""

    owner = file = None

    @classmethod
    def page(cls, request):
        from django.http import Http404

        if request.user != cls.owner:
            raise Http404
        return private_response(open_kept(cls.file.path), cls.file.name, cls.file.kind, inline=True)


urlpatterns = [*project, path("tep/", Only.page)]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.toolkit.test_private_files")
def test_a_file_is_sent_only_by_a_view_that_asks_who_wants_it(client, folder):
    Only.owner, other, Only.file = person("owner"), person("other"), kept("anh.png", PNG)
    assert client.get("/tep/").status_code == 302
    client.force_login(other)
    assert client.get("/tep/").status_code == 404
    client.force_login(Only.owner)
    answer = client.get("/tep/")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PNG)
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")  # not the pages' own policy
    assert (answer["X-Frame-Options"], answer["Cache-Control"]) == ("DENY", "private, no-store")
    for address in (f"/{Only.file.path}", f"/media/{Only.file.path}", f"/static/{Only.file.path}"):
        assert client.get(address).status_code == 404
