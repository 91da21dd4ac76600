"""HTML to PDF bytes with WeasyPrint: tagged (PDF/UA-1), in the fonts of this folder, deaf to the network.

The page itself says its language (`<html lang>`), `<title>` and `<meta name="author">`. The same HTML gives the same
bytes.
WeasyPrint takes a second to import, so it is imported with the first document and not with the server.
"""

import atexit
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from toolkit.signatures.fields import FieldName, SignatureField, add_signature_fields, person_and_seal

FONTS = Path(__file__).resolve().parent / "fonts"
FOLDERS = (FONTS, FONTS.parent.parent / "static")
FACES = (
    ("regular", "normal", "normal"),
    ("bold", "bold", "normal"),
    ("italic", "normal", "italic"),
    ("bolditalic", "bold", "italic"),
)
VARIANT = "pdf/ua-1"
POINT = 0.75  # a CSS pixel in points

# Pango's font map is not made for several threads; a page takes less than a tenth of a second.
RENDERING = Lock()


class RefusedAddress(ValueError):
    """The document asked for something that is neither inside it nor one of the project's own files."""


class SigningPlace(NamedTuple):
    """The id of the element people sign in, and what its two fields are called."""

    element: str
    person: FieldName
    seal: FieldName


class Workshop(NamedTuple):
    """What every document shares: the fonts, loaded once, and the fetcher."""

    fonts: Any
    fetcher: Any
    stylesheet: Any


def pdf_from_html(html: str, sign_at: SigningPlace | None = None) -> bytes:
    """The finished PDF. Raises RefusedAddress when the HTML names a foreign file or any address on a network.

    Where the HTML has the element `sign_at` names, the PDF gets its two empty signature fields.
    """
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    with RENDERING:
        shop = _workshop()
        try:
            document = HTML(string=html, base_url=FONTS.as_uri() + "/", url_fetcher=shop.fetcher).render(
                stylesheets=[shop.stylesheet], font_config=shop.fonts, pdf_variant=VARIANT
            )
            result: bytes = document.write_pdf(pdf_variant=VARIANT)
        except FatalURLFetchingError as refusal:
            raise RefusedAddress(str(refusal)) from None
    fields = _fields(document.pages, sign_at) if sign_at else ()
    return add_signature_fields(result, fields) if fields else result


def _fields(pages: Any, sign_at: SigningPlace) -> tuple[SignatureField, ...]:
    """WeasyPrint measures in CSS pixels from the top, PDF in points from the bottom."""
    for number, page in enumerate(pages):
        if sign_at.element in page.anchors:
            left, top, right, bottom = page.anchors[sign_at.element]
            room = (left * POINT, (page.height - bottom) * POINT, right * POINT, (page.height - top) * POINT)
            return person_and_seal(number, room, sign_at.person, sign_at.seal)
    return ()


def warm_up() -> None:
    """Load WeasyPrint and the fonts now, for a process that is about to divide."""
    _workshop()


def own_file(url: str) -> Path:
    """The file of ours that a file: address names, symbolic links followed. Raises RefusedAddress."""
    parts = urlsplit(url)
    if parts.scheme.lower() != "file" or parts.netloc:
        raise RefusedAddress(f"not an address of this project: {url[:200]}")
    path = Path(unquote(parts.path)).resolve()
    if not any(path.is_relative_to(folder) for folder in FOLDERS) or not path.is_file():
        raise RefusedAddress(f"not a file of this project: {url[:200]}")
    return path


@cache
def _workshop() -> Workshop:
    """Made with the first document, cleared at the end while Python can still remove the fonts' temporary folder."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_workshop.cache_clear)
    fonts, fetcher = FontConfiguration(), make_fetcher()
    return Workshop(fonts, fetcher, CSS(string=_font_faces(), font_config=fonts, url_fetcher=fetcher))


def _font_faces() -> str:
    return "\n".join(
        f"@font-face {{ font-family: Tinos; src: url({(FONTS / f'tinos-{name}.ttf').as_uri()});"
        f" font-weight: {weight}; font-style: {style} }}"
        for name, weight, style in FACES
    )


def make_fetcher() -> Any:
    """A fetcher that knows `data:` and `own_file`; anything else stops the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint is published without types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url[:5].lower() == "data:":
                return super().fetch(url, headers)
            try:
                return super().fetch(own_file(url).as_uri(), headers)
            except RefusedAddress as refusal:
                raise FatalURLFetchingError(str(refusal)) from None

    return OwnFilesOnly(allowed_protocols=("data", "file"), allow_redirects=False)
