"""Cut Tinos to Latin + Vietnamese, one file per face, for the PDFs.

    python scripts/build_tinos.py FOLDER          # the unpacked npm package @expo-google-fonts/tinos, 0.4.2

One merged file per face: the web packages split each face by unicode-range, and WeasyPrint then prints garbled
Vietnamese without a warning. TTF and not woff2: unpacking woff2 costs 150 ms a document. The same input gives the
same bytes. Stops without writing when a face lacks a Vietnamese letter.
"""

import shutil
import sys
import unicodedata
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "toolkit" / "fonts"
FACES = {
    "regular": "400Regular/Tinos_400Regular",
    "bold": "700Bold/Tinos_700Bold",
    "italic": "400Regular_Italic/Tinos_400Regular_Italic",
    "bolditalic": "700Bold_Italic/Tinos_700Bold_Italic",
}
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x300, 0x304), (0x306, 0x306), (0x309, 0x309),
    (0x31B, 0x31B), (0x323, 0x323), (0x1EA0, 0x1EF9), (0x2010, 0x2027), (0x2030, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x20AB, 0x20AB), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260),
    (0x2264, 0x2265),
]  # fmt: skip
MARKS = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
SYMBOLS = "₫−×÷≤≥…–—“”‘’•"


def vietnamese_letters():
    """The 134 accented letters: 12 vowels × 5 tones, the 6 + 1 letters đ ă â ê ô ơ ư without a tone, both cases."""
    toned = {unicodedata.normalize("NFC", vowel + mark) for vowel in "aăâeêioôơuưy" for mark in MARKS}
    lower = toned | set("đăâêôơư")
    return lower | {letter.upper() for letter in lower}


def cut(source):
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False  # a PDF is printed, not hinted; a third of the bytes
    options.name_IDs = ["*"]  # keeps the copyright and licence inside the file
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    missing = {
        character for character in vietnamese_letters() | set(SYMBOLS) if ord(character) not in font.getBestCmap()
    }
    if missing:
        sys.exit(f"{source}: no glyph for {' '.join(sorted(missing))}")
    return font


def main(folder):
    assert len(vietnamese_letters()) == 134
    fonts = {face: cut(folder / f"{path}.ttf") for face, path in FACES.items()}
    TARGET.mkdir(parents=True, exist_ok=True)
    for face, font in fonts.items():
        target = TARGET / f"tinos-{face}.ttf"
        font.save(target)
        print(target.name, target.stat().st_size, "bytes")
    shutil.copyfile(folder / "LICENSE_FONT", TARGET / "OFL.txt")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
