"""A finished PDF as a reader with a ruler sees it: texts with their size, style and place, lines, tags."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pdfplumber
import pypdf

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


@dataclass(frozen=True)
class Text:
    """Where a text stands, in points from the top left corner of its page."""

    page: int
    size: float
    bold: bool
    italic: bool
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def style(self) -> str:
        return {(0, 0): "upright", (1, 0): "bold", (0, 1): "italic", (1, 1): "bold italic"}[self.bold, self.italic]


class Printed:
    def __init__(self, data: bytes):
        self.data = data
        self.reader = pypdf.PdfReader(BytesIO(data))

    @cached_property
    def pages(self) -> list[Any]:
        with pdfplumber.open(BytesIO(self.data)) as pdf:
            for page in pdf.pages:
                page.chars, page.rects, page.lines  # noqa: B018  (read now: the file is closed after this block)
            return list(pdf.pages)

    @cached_property
    def words(self) -> str:
        """All text in the order of the content, without blanks, as extracted."""
        return "".join(c["text"] for page in self.pages for c in page.chars if not c["text"].isspace())

    def says(self, text: str) -> bool:
        return "".join(text.split()) in self.words

    def find(self, text: str, page: int | None = None) -> Text:
        """The first place of a text, blanks and line breaks aside; all its letters must have one size and style."""
        wanted = "".join(text.split())
        for number, sheet in enumerate(self.pages):
            if page is not None and number != page:
                continue
            chars = [c for c in sheet.chars if not c["text"].isspace()]
            at = "".join(c["text"] for c in chars).find(wanted)
            if at >= 0:
                return self._text(number, text, chars[at : at + len(wanted)])
        raise AssertionError(f"not in the paper: {text!r}")

    def _text(self, page: int, text: str, found: list[dict[str, Any]]) -> Text:
        kinds = {(round(c["size"], 1), c["fontname"].split("+")[1]) for c in found}
        assert len(kinds) == 1, f"{text!r} is set in {kinds}"
        size, font = kinds.pop()
        return Text(
            page,
            size,
            "Bold" in font,
            "Italic" in font,
            min(c["x0"] for c in found),
            max(c["x1"] for c in found),
            min(c["top"] for c in found),
            max(c["bottom"] for c in found),
        )

    def rule_below(self, text: Text, within: float = 8) -> Any:
        """The nearest thin line under a text."""
        rules = [
            r
            for r in self.pages[text.page].rects
            if r["height"] < 1.5 and 0 <= r["top"] - text.bottom + 3 < within + 3 and text.x0 - 1 < r["x0"] < text.x1
        ]
        assert rules, "no rule under the text"
        return min(rules, key=lambda r: r["top"])

    @cached_property
    def fonts(self) -> dict[str, bool]:
        """Every font's name, and whether its file is embedded."""
        found = {}
        for page in self.reader.pages:
            for font in page["/Resources"].get("/Font", {}).values():
                descendant = font.get_object()["/DescendantFonts"][0].get_object()
                descriptor = descendant["/FontDescriptor"].get_object()
                found[str(font.get_object()["/BaseFont"])] = "/FontFile2" in descriptor or "/FontFile3" in descriptor
        return found

    @cached_property
    def catalog(self) -> Any:
        return self.reader.trailer["/Root"]

    @cached_property
    def tags(self) -> list[Any]:
        """Every structure element, in order."""
        return list(_walk(self.catalog["/StructTreeRoot"].get_object()))

    def tagged(self, kind: str) -> list[Any]:
        return [tag for tag in self.tags if tag.get("/S") == f"/{kind}"]

    @cached_property
    def metadata(self) -> str:
        return self.catalog["/Metadata"].get_object().get_data().decode()

    def is_nfc(self) -> bool:
        return unicodedata.is_normalized("NFC", self.words)


def _walk(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from _walk(kid)
