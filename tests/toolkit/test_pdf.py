import base64

import pytest
from weasyprint.urls import FatalURLFetchingError

from toolkit.pdf import FONTS, RefusedAddress, make_fetcher, own_file, pdf_from_html

PAGE = '<html lang="vi-VN"><head><title>Thử</title></head><body>{}</body></html>'


@pytest.fixture
def network(monkeypatch):
    """Fails the test when anybody opens a socket."""

    def refuse(*args, **kwargs):
        raise AssertionError("the renderer reached for the network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)


REFUSED = [
    "http://example.org/a.png",
    "https://example.org/a.css",
    "HTTP://example.org/",
    "ftp://example.org/a",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "file://localhost/etc/passwd",
    "file://example.org/etc/passwd",
    (FONTS.parent / "pdf.py").as_uri(),
    FONTS.as_uri() + "/../../khoi_thidua/settings.py",
    FONTS.as_uri() + "/%2e%2e/%2e%2e/khoi_thidua/settings.py",
    FONTS.as_uri() + "/..%2Fpdf.py",
    FONTS.as_uri() + "/missing.ttf",
    FONTS.as_uri(),
    "javascript:alert(1)",
    "/etc/passwd",
    "",
]


@pytest.mark.parametrize("url", REFUSED)
def test_everything_but_our_own_files_is_refused(url, network):
    with pytest.raises(RefusedAddress):
        own_file(url)
    with pytest.raises(FatalURLFetchingError):
        make_fetcher().fetch(url)


def test_a_link_out_of_the_folder_is_followed_and_refused(tmp_path, monkeypatch):
    inside = tmp_path / "fonts"
    inside.mkdir()
    (tmp_path / "secret").write_text("x")
    (inside / "link").symlink_to(tmp_path / "secret")
    (inside / "own").write_text("x")
    monkeypatch.setattr("toolkit.pdf.FOLDERS", (inside,))
    assert own_file((inside / "own").as_uri()) == inside / "own"
    with pytest.raises(RefusedAddress):
        own_file((inside / "link").as_uri())


def test_our_own_fonts_and_data_are_read():
    font = FONTS / "tinos-regular.ttf"
    assert make_fetcher().fetch(font.as_uri()).read() == font.read_bytes()
    assert make_fetcher().fetch("data:text/plain;base64," + base64.b64encode(b"x").decode()).read() == b"x"


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/passwd" alt="">',
        '<img src="http://example.org/a.png" alt="">',
        '<p style="background: url(https://example.org/a.png)">x</p>',
        '<link rel="stylesheet" href="http://example.org/a.css">',
        "<style>@import url(file:///etc/passwd);</style>",
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_a_document_that_asks_for_a_foreign_file_is_not_made(markup, network):
    with pytest.raises(RefusedAddress):
        pdf_from_html(PAGE.format(markup))


def test_the_same_html_gives_the_same_bytes():
    assert pdf_from_html(PAGE.format("<p>Ưu tiên</p>")) == pdf_from_html(PAGE.format("<p>Ưu tiên</p>"))


def test_after_a_refusal_the_next_document_is_made():
    with pytest.raises(RefusedAddress):
        pdf_from_html(PAGE.format('<img src="file:///etc/passwd" alt="">'))
    assert pdf_from_html(PAGE.format("<p>x</p>")).startswith(b"%PDF-1.7")
