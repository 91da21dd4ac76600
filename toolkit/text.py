"""Text people typed: one Unicode form, no stray blanks, and keys that forgive case and spacing."""

import unicodedata

UNSEEN = ("Cc", "Cf", "Cs")  # control, format (zero-width, byte order mark), half a surrogate pair


class _WithoutUnseen(dict[int, str | None]):
    """For str.translate; each character is looked up once, so long texts from strangers cost little."""

    def __missing__(self, code: int) -> str | None:
        self[code] = None if unicodedata.category(chr(code)) in UNSEEN else chr(code)
        return self[code]


_WITHOUT_UNSEEN = _WithoutUnseen()


def clean(text: str) -> str:
    """NFC, unseen characters gone, every run of blanks one space, none at the ends."""
    if not text.isprintable():
        text = " ".join(text.split()).translate(_WITHOUT_UNSEEN)
    # Last, because a letter and its mark may have stood apart until now.
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """A key under which headings and codes meet whatever their case, spacing and Unicode form."""
    return unicodedata.normalize("NFC", clean(text).casefold())


def unaccent(text: str) -> str:
    """Letters without their marks, lower case: "Sáng kiến" and "sang kien" meet."""
    decomposed = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
