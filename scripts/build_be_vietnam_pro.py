"""Cut Be Vietnam Pro to Latin + Vietnamese and give it the tabular figures that the released fonts lack.

    python scripts/build_be_vietnam_pro.py FOLDER      # the unpacked npm package @expo-google-fonts/be-vietnam-pro

The released fonts have proportional digits only ("1" is 385 units wide, "4" is 710) and no `tnum` feature, so
`font-variant-numeric: tabular-nums` does nothing and columns of points do not line up. Here ten more digits are
made, all of one width in every weight ("1" gets a foot so that it fills its cell), and `tnum` points to them.
The licence (OFL, no reserved font name) allows it; keep OFL.txt beside the files.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

CELL = 644  # one advance for every digit of every weight: a bold total stands under regular lines
TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
FACES = {
    400: "400Regular/BeVietnamPro_400Regular",
    500: "500Medium/BeVietnamPro_500Medium",
    600: "600SemiBold/BeVietnamPro_600SemiBold",
}
FOOT = {400: (84, 405), 500: (94, 415), 600: (108, 430)}  # thickness and width of the foot of "1"
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x300, 0x304), (0x306, 0x306), (0x309, 0x309),
    (0x31B, 0x31B), (0x323, 0x323), (0x1EA0, 0x1EF9), (0x2010, 0x2027), (0x2030, 0x2030), (0x2039, 0x203A),
    (0x20AB, 0x20AB), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265),
]  # fmt: skip


def add_tabular_digits(font, weight):
    glyphs, order = font.getGlyphSet(), list(font.getGlyphOrder())
    font["glyf"], font["hmtx"]  # decompile before the order grows
    for name in DIGITS:
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(bounds)
        left, right = bounds.bounds[0], bounds.bounds[2]
        thick, wide = FOOT[weight]
        pen = TTGlyphPen(None)
        if name == "one":
            stem = right - thick / 2 - 1  # the foot is centred on the stem, the pair in the cell
            shift = round(CELL / 2 - stem + 14)
            glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
            x0 = round(stem + shift - wide / 2)
            pen.moveTo((x0, 0))
            pen.lineTo((x0, thick))
            pen.lineTo((x0 + wide, thick))
            pen.lineTo((x0 + wide, 0))
            pen.closePath()
        else:
            room = CELL - 2 * 32
            scale = min(1, room / (right - left))  # the widest digits are narrowed by a few per cent
            shift = (CELL - (right - left) * scale) / 2 - left * scale
            glyphs[name].draw(TransformPen(pen, (scale, 0, 0, 1, shift, 0)))
        glyph = pen.glyph()
        tabular = f"{name}.tf"
        font["glyf"][tabular] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][tabular] = (CELL, glyph.xMin)
        order.append(tabular)
    font.setGlyphOrder(order)
    font["maxp"].numGlyphs = len(order)
    font.glyphOrder = order


def add_feature(font, tag, mapping):
    gsub = font["GSUB"].table
    sub = otTables.SingleSubst()
    sub.mapping = mapping
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable, lookup.SubTableCount = 1, 0, [sub], 1
    gsub.LookupList.Lookup.append(lookup)
    feature = otTables.Feature()
    feature.FeatureParams = None
    feature.LookupListIndex, feature.LookupCount = [len(gsub.LookupList.Lookup) - 1], 1
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, feature
    gsub.FeatureList.FeatureRecord.append(record)
    index = len(gsub.FeatureList.FeatureRecord) - 1
    for script in gsub.ScriptList.ScriptRecord:
        for system in [script.Script.DefaultLangSys, *(r.LangSys for r in script.Script.LangSysRecord)]:
            if system is not None:
                system.FeatureIndex.append(index)


def build(source, target, weight):
    font = TTFont(source)
    add_tabular_digits(font, weight)
    add_feature(font, "tnum", {d: f"{d}.tf" for d in DIGITS})
    whole = BytesIO()
    font.save(whole)
    whole.seek(0)
    font = TTFont(whole)  # read again: the subsetter trusts the counts of a saved file
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.flavor = "woff2"
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for a, b in RANGES for c in range(a, b + 1)])
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for weight, face in FACES.items():
        target = TARGET / f"be-vietnam-pro-{weight}.woff2"
        build(folder / f"{face}.ttf", target, weight)
        print(target.name, target.stat().st_size)
