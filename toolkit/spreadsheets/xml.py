"""One pass over an XML part: elements go to a handler, and the work it may cost is bounded.

The parts were searched for DOCTYPE and ENTITY before (container.py); here the parser refuses them once more.
"""

import re
from collections.abc import Mapping
from typing import Any, Protocol
from xml.parsers import expat  # nosec B407  # the bounds below are ours; there is no DTD left to attack with

from toolkit.spreadsheets.container import BROKEN, UNSAFE
from toolkit.spreadsheets.faults import refuse

CHUNK = 64 * 1024
LONGEST_TOKEN = 1024 * 1024
PREFIXED = re.compile(rb"</?[A-Za-z_][^<>\s:/]{0,50}:")
TOO_MUCH = "Trang tính có quá nhiều ô hoặc quá nhiều chữ. Xóa các dòng, cột không dùng rồi lưu lại."


class Handler(Protocol):
    """Names come without their prefix; attributes keep theirs."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Budget:
    """How many XML elements and bytes may still be parsed. One budget for all the parts of a file together."""

    def __init__(self, elements: int, size: int):
        self.left, self.size = elements, size

    def spend(self, part: bytes, sheet: str = "") -> None:
        """Counted before parsing: every element has a tag that opens it. In UTF-16 the zero bytes lie between."""
        self.left -= part.count(b"<") - part.count(b"</") - part.count(b"<\x00/")
        self.size -= len(part)
        if self.left < 0 or self.size < 0:
            refuse(TOO_MUCH, sheet)


def scan(part: bytes, handler: Handler, sheet: str = "") -> None:
    """Feed a part that was paid for to its handler. Raises SpreadsheetFaults for broken XML."""
    data = _utf8(part)
    parser = _parser(handler, sheet)
    if PREFIXED.search(data):
        handler = _WithoutPrefix(handler)
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    try:
        for begin in range(0, len(data), CHUNK):
            parser.Parse(data[begin : begin + CHUNK], False)
            # A token that never ends, such as a tag with a million attributes, is read again with every piece.
            if begin + CHUNK - max(parser.CurrentByteIndex, 0) > LONGEST_TOKEN:
                refuse(BROKEN, sheet)
        parser.Parse(b"", True)
    except expat.ExpatError:
        refuse(BROKEN, sheet)


def _parser(handler: Handler, sheet: str) -> Any:
    def doctype(*_: object) -> None:
        refuse(UNSAFE, sheet)

    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = doctype
    return parser


class _WithoutPrefix:
    """Between the parser and a handler, for the writers that call a cell x:c."""

    def __init__(self, handler: Handler):
        self.handler = handler

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.handler.start(name.rpartition(":")[2], attributes)

    def end(self, name: str) -> None:
        self.handler.end(name.rpartition(":")[2])

    def text(self, text: str) -> None:
        self.handler.text(text)


def _utf8(part: bytes) -> bytes:
    """OOXML is UTF-8 or UTF-16; whatever else the declaration claims is read as UTF-8 and fails."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return part.decode("utf-16").encode("utf-8")
        except UnicodeError:
            refuse(BROKEN)
    return part
