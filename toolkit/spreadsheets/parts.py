"""The parts of a workbook that the sheets lean on: the list of sheets, the shared strings and the number formats."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.spreadsheets.container import BROKEN, MOST_PARTS
from toolkit.spreadsheets.faults import refuse
from toolkit.spreadsheets.xml import scan
from toolkit.text import clean

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
LONGEST_TEXT = 32_767  # what Excel itself can hold in a cell
MOST_STYLES = 65_490  # likewise
MOST_FORMATS = 1_000  # Excel itself keeps some 250 of its user's own

# Built-in formats that show a date or a time, and the two that show a percentage (ECMA-376, 18.8.30).
BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
BUILT_IN_PERCENT = frozenset([9, 10])
# What a format code shows as it stands: quoted or escaped letters, fillers, [colours], [conditions]; [h] is a time.
LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^][]*\]', re.IGNORECASE)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    title: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class NumberFormats:
    """By the index in a cell's `s`: whether the number is shown as a percentage or as a date."""

    percent: frozenset[int]
    date: frozenset[int]


def unescape(text: str) -> str:
    """Excel writes what XML cannot hold as _x000D_."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def filled(text: str) -> str:
    """Nothing but blanks is nothing."""
    return "" if text.isspace() else text


class _Sheets:
    def __init__(self) -> None:
        self.found: list[tuple[str, str, bool]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.found.append((unescape(attributes.get("name", "")), relation, hidden))

    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class _Relations:
    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = kind, _part_name(attributes.get("Target", ""))

    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


def _part_name(target: str) -> str:
    """A target as the name of a part: relative ones start from the folder of the workbook."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()


def read_relations(parts: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, part name) of the workbook."""
    relations = _Relations()
    scan(parts.get(RELATIONS, b""), relations)
    return relations.found


def read_sheet_list(parts: Mapping[str, bytes], relations: Mapping[str, tuple[str, str]]) -> list[SheetPart]:
    """The worksheets in order. Chart sheets are left out."""
    sheets = _Sheets()
    scan(parts[WORKBOOK], sheets)
    if len(sheets.found) > MOST_PARTS:
        refuse(BROKEN)
    listed = []
    for title, relation, hidden in sheets.found:
        kind, part = relations.get(relation, ("worksheet", ""))
        if kind == "worksheet":
            if part not in parts:
                refuse(BROKEN, title)
            listed.append(SheetPart(clean(title), part, hidden))
    if not listed:
        refuse("Sổ không có trang tính nào.")
    return listed


class _Strings:
    """Every <si> is one string: its runs joined, phonetic hints (<rPh>) left out, cut after what a cell can hold."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] | None = None
        self.length = 0
        self.phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self.found.append("")
            self.length = 0
        elif name == "t" and not self.phonetic and self.found:
            self.pieces = []
        elif name == "rPh":
            self.phonetic = True

    def text(self, text: str) -> None:
        if self.pieces is not None and self.length <= LONGEST_TEXT:
            self.pieces.append(text)
            self.length += len(text)

    def end(self, name: str) -> None:
        if name == "t" and self.pieces is not None:
            self.found[-1] += "".join(self.pieces)
            self.pieces = None
        elif name == "rPh":
            self.phonetic = False


def read_shared_strings(parts: Mapping[str, bytes], relations: Mapping[str, tuple[str, str]]) -> list[str]:
    part = _related(relations, "sharedStrings")
    if part not in parts:
        return []
    strings = _Strings()
    scan(parts[part], strings)
    return [filled(unescape(text)) for text in strings.found]


def helpers(relations: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """The names of the parts that hold the shared strings and the styles."""
    return _related(relations, "sharedStrings"), _related(relations, "styles")


def _related(relations: Mapping[str, tuple[str, str]], kind: str) -> str:
    return next((part for found, part in relations.values() if found == kind), "")


class _Styles:
    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.formats: list[str] = []
        self.inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside and len(self.formats) < MOST_STYLES:
            self.formats.append(attributes.get("numFmtId", "0"))
        elif name == "numFmt" and len(self.codes) < MOST_FORMATS:
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.inside = False

    def text(self, text: str) -> None: ...


def read_number_formats(parts: Mapping[str, bytes], relations: Mapping[str, tuple[str, str]]) -> NumberFormats:
    styles = _Styles()
    if (part := _related(relations, "styles")) in parts:
        scan(parts[part], styles)
    shown = {number: _shows(number, styles.codes.get(number)) for number in set(styles.formats)}
    return NumberFormats(
        percent=frozenset(i for i, number in enumerate(styles.formats) if shown[number] == "percent"),
        date=frozenset(i for i, number in enumerate(styles.formats) if shown[number] == "date"),
    )


def _shows(number: str, code: str | None) -> str:
    if code is None:
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
        return "percent" if known in BUILT_IN_PERCENT else "date" if known in BUILT_IN_DATES else ""
    first = LITERAL.sub("", code.partition(";")[0])
    if "%" in first:
        return "percent"
    return "date" if re.search(r"[dmhysb]", first.replace("General", ""), re.IGNORECASE) else ""
