"""What a signed file adds that a reader runs or draws. Rules on what an update may change let a new signature field
through whatever it carries: a picture as large as the page over the words, or a script."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

RUNNING_KEYS = {"/JS", "/AA", "/OpenAction", "/XFA"}
RUNNING_KINDS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/RichMediaExecute"}


@dataclass(frozen=True, slots=True)
class Additions:
    """`runs`: something in it acts by itself or when touched. `drawn` are the shares of their page that new fields
    cover with a picture of their own, the largest first."""

    runs: bool = False
    drawn: tuple[Fraction, ...] = ()


def additions_since(reader: Any, base: int) -> Additions:
    """Of every update after the revision `base`, also what a later one replaced."""
    old = set().union(*(reader.xrefs.explicit_refs_in_revision(number) for number in range(base + 1)))
    runs, drawn = False, []
    for number in range(base + 1, reader.xrefs.total_revisions):
        for ref in reader.xrefs.explicit_refs_in_revision(number):
            found = list(_dictionaries(reader.get_object(ref, revision=number)))
            runs = runs or any(map(_runs, found))
            if ref not in old:
                drawn += [share for one in found if (share := _share_of_page(one, reader))]
    return Additions(runs, tuple(sorted(drawn, reverse=True)))


def _dictionaries(value: Any) -> Iterator[Any]:
    """Those in an object itself; what it points to is an object of its own."""
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject

    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += [one.raw_get(place) for place in range(len(one))]


def _told(one: Any, key: str) -> Any:
    """What stands there, also when it is kept elsewhere: `get` and iteration would give the way to it."""
    return one[key] if key in one else None  # noqa: SIM401


def _runs(one: Any) -> bool:
    is_widget = _told(one, "/Subtype") == "/Widget"
    return not RUNNING_KEYS.isdisjoint(one) or _told(one, "/S") in RUNNING_KINDS or (is_widget and "/A" in one)


def _share_of_page(one: Any, reader: Any) -> Fraction:
    if _told(one, "/Subtype") != "/Widget" or "/Rect" not in one:
        return Fraction(0)
    return min(_area(one["/Rect"]) / _area(_page_of(one, reader)["/MediaBox"]), Fraction(1))


def _page_of(one: Any, reader: Any) -> Any:
    """Its own page; where it names none the first: all pages of a paper are alike enough."""
    page = _told(one, "/P") or reader.root["/Pages"]["/Kids"][0]
    while "/MediaBox" not in page:
        page = page["/Parent"]
    return page


def _area(box: Any) -> Fraction:
    left, bottom, right, top = (Fraction(str(box[place])) for place in range(4))
    return abs(right - left) * abs(top - bottom)
