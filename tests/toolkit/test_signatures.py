"""Empty fields, and the certificates that signatures are measured against. What signed files say: tests/awards."""

import io

import pikepdf
import pytest
from django.core.exceptions import ImproperlyConfigured

from awards.checks import trust_anchors_are_certificates
from khoi_thidua.settings import folder_or_none
from tests.accessible import faults, signature_fields
from toolkit.pdf import SigningPlace, pdf_from_html
from toolkit.signatures.anchors import BadAnchor, anchors_in
from toolkit.signatures.checking import Unreadable, begins_with, examine
from toolkit.signatures.fields import FieldName, person_and_seal

PERSON, SEAL = FieldName("Ky", "Chữ ký"), FieldName("Dau", "Con dấu")
HERE = SigningPlace("day", PERSON, SEAL)
PAGE = '<html lang="vi-VN"><head><title>Thử</title></head><body>{}</body></html>'
PLACE = '<p>Một</p><div id="day" style="width: 100mm; height: 20mm"></div>'
PLACE += '<p>Hai <a href="https://thidua.example.vn/">ở đây</a></p>'


def test_the_seal_covers_a_third_of_the_person_who_stands_in_the_middle():
    person, seal = person_and_seal(2, (100, 50, 200, 90), PERSON, SEAL)
    assert (person.name, person.page, person.place) == (PERSON, 2, (120, 50, 180, 90))
    assert (seal.name, seal.page, seal.place) == (SEAL, 2, (100, 50, 140, 90))


def test_a_page_with_the_place_gets_two_fields_and_stays_tagged():
    pdf = pdf_from_html(PAGE.format(PLACE), HERE)
    assert {name: words for name, (_, _, words) in signature_fields(pdf).items()} == {"Ky": "Chữ ký", "Dau": "Con dấu"}
    assert faults(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert [str(annotation.Subtype) for annotation in file.pages[0].Annots] == ["/Link", "/Widget", "/Widget"]


def test_the_fields_stand_on_the_page_the_place_came_to():
    pages = "<p style='break-after: page'>Một</p>" * 2
    found = signature_fields(pdf_from_html(PAGE.format(pages + PLACE), HERE))
    assert [page for page, _, _ in found.values()] == [2, 2]


def test_the_same_page_gives_the_same_bytes_and_one_without_the_place_has_no_field():
    assert pdf_from_html(PAGE.format(PLACE), HERE) == pdf_from_html(PAGE.format(PLACE), HERE)
    for pdf in (pdf_from_html(PAGE.format("<p>x</p>"), HERE), pdf_from_html(PAGE.format(PLACE))):
        assert (signature_fields(pdf), faults(pdf)) == ({}, [])


# Checking -----------------------------------------------------------------------------------------------------------


def test_a_file_begins_with_what_was_given_out_or_is_not_looked_into():
    assert begins_with(b"abc", b"ab")
    assert begins_with(b"ab", b"ab")
    assert not begins_with(b"xbc", b"ab")
    assert not begins_with(b"a", b"ab")
    with pytest.raises(ValueError, match="does not begin"):
        examine(b"xbc", original=b"ab")


@pytest.mark.parametrize(
    "more", [b"", b"\x00" * 50, b"%%EOF", b"startxref\n0\n%%EOF\n", b"startxref\n99999999\n%%EOF\n"]
)
def test_what_no_reader_understands_is_unreadable(more):
    with pytest.raises(Unreadable):
        examine(b"%PDF-1.7\n" + more, original=b"%PDF-1.7\n")


# Anchors ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a.txt": b"x"},
        {"a.pem": b"x"},
        {"a.pem": b""},
        {"a.pem": b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"},
    ],
)
def test_a_folder_of_anything_but_certificates_is_told_when_the_server_starts(tmp_path, settings, files):
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(BadAnchor):
        anchors_in(tmp_path)
    settings.TRUST_ANCHORS = tmp_path
    assert [error.id for error in trust_anchors_are_certificates(None)] == ["awards.E001"]
    settings.TRUST_ANCHORS = None
    assert trust_anchors_are_certificates(None) == []


def test_every_certificate_of_every_file_is_read(tmp_path, settings):
    from awards.demo_signing import PERSON as PERSON_KEY
    from awards.demo_signing import prepare_chain, root_file

    settings.DEMO_SIGNING = tmp_path / "keys"
    prepare_chain()
    folder = tmp_path / "anchors"
    folder.mkdir()
    person = (settings.DEMO_SIGNING / f"{PERSON_KEY.file}.pem").read_bytes()
    (folder / "a.pem").write_bytes(root_file().read_bytes() + person)
    (folder / "b.crt").write_bytes(person)
    assert len(anchors_in(folder)) == 3
    settings.TRUST_ANCHORS = folder
    assert trust_anchors_are_certificates(None) == []


def test_the_setting_names_a_folder_that_is_there(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUST_ANCHORS", str(tmp_path))
    assert folder_or_none("TRUST_ANCHORS") == tmp_path
    monkeypatch.setenv("TRUST_ANCHORS", "")
    assert folder_or_none("TRUST_ANCHORS") is None
    monkeypatch.setenv("TRUST_ANCHORS", str(tmp_path / "khong-co"))
    with pytest.raises(ImproperlyConfigured, match="không phải thư mục có trên máy"):
        folder_or_none("TRUST_ANCHORS")
