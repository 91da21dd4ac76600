"""One pass over an XML part: elements go to a handler, and the work it may cost is bounded.

The parts were searched for DOCTYPE and ENTITY before (container.py); here the parser refuses them once more.
"""

from collections.abc import Mapping
from typing import Any, Protocol
from xml.parsers import expat  # nosec B407  # the bounds below are ours; there is no DTD left to attack with

from toolkit.spreadsheets.container import BROKEN, UNSAFE
from toolkit.spreadsheets.faults import refuse

CHUNK = 64 * 1024
LONGEST_TOKEN = 1024 * 1024
TOO_MUCH = "Trang tính có quá nhiều ô. Xóa các dòng, cột không dùng rồi lưu lại."


class Handler(Protocol):
    """Names come without their namespace; attributes keep theirs as "namespace name"."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Budget:
    """How many XML elements a file may still have. One budget for all its parts together."""

    def __init__(self, elements: int):
        self.left = elements


def scan(part: bytes, handler: Handler, budget: Budget, sheet: str = "") -> None:
    """Feed a part to its handler. Raises SpreadsheetFaults for broken XML and when the budget is spent."""
    parser = _parser(handler, budget, sheet)
    data = _utf8(part)
    try:
        for begin in range(0, len(data), CHUNK):
            parser.Parse(data[begin : begin + CHUNK], False)
            if begin + CHUNK - max(parser.CurrentByteIndex, 0) > LONGEST_TOKEN:
                refuse(BROKEN, sheet)
        parser.Parse(b"", True)
    except expat.ExpatError:
        refuse(BROKEN, sheet)


def _parser(handler: Handler, budget: Budget, sheet: str) -> Any:
    parser = expat.ParserCreate("UTF-8", " ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        budget.left -= 1
        if budget.left < 0:
            refuse(TOO_MUCH, sheet)
        handler.start(name[name.rfind(" ") + 1 :], attributes)

    def end(name: str) -> None:
        handler.end(name[name.rfind(" ") + 1 :])

    def doctype(*_: object) -> None:
        refuse(UNSAFE)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = doctype
    return parser


def _utf8(part: bytes) -> bytes:
    """OOXML is UTF-8 or UTF-16; whatever else the declaration claims is read as UTF-8 and fails."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return part.decode("utf-16").encode("utf-8")
        except UnicodeError:
            refuse(BROKEN)
    return part
