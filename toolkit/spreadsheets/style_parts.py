"""The fixed parts of a written workbook: its package, its list of sheets and its cell styles."""

from collections.abc import Container, Sequence
from xml.sax.saxutils import quoteattr  # nosec B406  # writes, never parses

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Indexes into cellXfs below.
GENERAL, HEADING, TEXT, QUOTED, POINTS, PERCENT, PERCENT_CENTS = 0, 1, 2, 3, 4, 5, 6
OPEN_GENERAL, OPEN_POINTS, OPEN_TEXT, OPEN_QUOTED = 7, 8, 9, 10

# (number format, font, fill, border, alignment, quotePrefix). 49 is "@": a code such as 1.2 typed into such a cell
# stays a text and does not become the first of February.
CELL_STYLES = (
    (0, 0, 0, 1, "", 0),
    (49, 1, 2, 1, '<alignment horizontal="center" vertical="center" wrapText="1"/>', 0),
    (49, 0, 0, 1, '<alignment vertical="top" wrapText="1"/>', 0),
    (49, 0, 0, 1, '<alignment vertical="top" wrapText="1"/>', 1),
    (2, 0, 0, 1, "", 0),
    (9, 0, 0, 1, "", 0),
    (10, 0, 0, 1, "", 0),
)
# The cells that may be filled in a protected sheet: another ground, and not locked.
OPEN_CELL_STYLES = (
    (0, 0, 3, 1, "", 0),
    (2, 0, 3, 1, "", 0),
    (49, 0, 3, 1, '<alignment vertical="top" wrapText="1"/>', 0),
    (49, 0, 3, 1, '<alignment vertical="top" wrapText="1"/>', 1),
)
UNLOCKED = '<protection locked="0"/>'
THIN = "".join(f'<{side} style="thin"><color rgb="FFBFBFBF"/></{side}>' for side in ("left", "right", "top", "bottom"))


def package(titles: Sequence[str], hidden: Container[int] = ()) -> dict[str, str]:
    """Every part but the sheets, by name; `hidden` are the numbers, from 1, of sheets not shown at first."""
    return {
        "[Content_Types].xml": _content_types(len(titles)),
        "_rels/.rels": _root_relations(),
        "docProps/core.xml": _core(),
        "xl/workbook.xml": _workbook(titles, hidden),
        "xl/_rels/workbook.xml.rels": _workbook_relations(len(titles)),
        "xl/styles.xml": _styles(),
    }


def _content_types(sheets: int) -> str:
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPES}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
        f'core-properties+xml"/>{overrides}</Types>'
    )


def _root_relations() -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )


def _core() -> str:
    """A fixed date: the same content must give the same bytes."""
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{dates}</cp:coreProperties>"
    )


def _workbook(titles: Sequence[str], hidden: Container[int]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(t)} sheetId="{n}"{_state(n in hidden)} r:id="rId{n}"/>'
        for n, t in enumerate(titles, 1)
    )
    return f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>'


def _state(is_hidden: bool) -> str:
    return ' state="hidden"' if is_hidden else ""


def _workbook_relations(sheets: int) -> str:
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{targets}'
        f'<Relationship Id="rId{sheets + 1}" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    )


def _styles() -> str:
    font = '<sz val="12"/><name val="Times New Roman"/><family val="1"/>'
    formats = "".join(_cell_style(*style) for style in CELL_STYLES)
    formats += "".join(_cell_style(*style, protection=UNLOCKED) for style in OPEN_CELL_STYLES)
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="4"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFF3E9D7"/><bgColor indexed="64"/></patternFill></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFBE8"/><bgColor indexed="64"/></patternFill></fill>'
        "</fills>"
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f"<border>{THIN}<diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(CELL_STYLES) + len(OPEN_CELL_STYLES)}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _cell_style(
    number_format: int, font: int, fill: int, border: int, alignment: str, quoted: int, *, protection: str = ""
) -> str:
    unlocks = ' applyProtection="1"' if protection else ""
    return (
        f'<xf numFmtId="{number_format}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
        f'quotePrefix="{quoted}" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" '
        f'applyAlignment="1"{unlocks}>'
        f"{alignment}{protection}</xf>"
    )
