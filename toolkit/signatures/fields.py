"""Empty signature fields in a tagged PDF, so that it stays tagged (PDF/UA-1).

A field made by a signing program afterwards is in nobody's structure tree; one that is there before is only filled.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

PRINTED = 4  # the annotation flag "Print"
SIGNED_BY_APPENDING = 3  # set already, or the first signature would have to change the form as well

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class FieldName:
    """`name` is what signing programs list; `words` what a screen reader says. Neither changes once files are out."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A field on a page (0 is the first). `place`: left, bottom, right, top in points from the page's lower left."""

    name: FieldName
    page: int
    place: Rectangle


def person_and_seal(page: int, room: Rectangle, person: FieldName, seal: FieldName) -> tuple[SignatureField, ...]:
    """The person's field in the middle of the room, and the seal's, which covers a third of it on its left."""
    left, bottom, right, top = room
    wide = (right - left) * 0.6
    begin = (left + right - wide) / 2
    sealed = begin + wide / 3
    return (
        SignatureField(person, page, (begin, bottom, begin + wide, top)),
        SignatureField(seal, page, (sealed - wide * 2 / 3, bottom, sealed, top)),
    )


def add_signature_fields(pdf: bytes, fields: Sequence[SignatureField]) -> bytes:
    """The same file with the fields. The same input gives the same bytes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        made = [_add_field(file, field) for field in fields]
        form = pikepdf.Dictionary(Fields=pikepdf.Array(made), SigFlags=SIGNED_BY_APPENDING)
        file.Root.AcroForm = file.make_indirect(form)
        out = io.BytesIO()
        file.save(out, deterministic_id=True)
    return out.getvalue()


def _add_field(file: Any, field: SignatureField) -> Any:
    """The widget on its page, and its place in the structure tree."""
    import pikepdf

    page, key = file.pages[field.page].obj, _next_key(file)
    widget = file.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=pikepdf.String(field.name.name),
            TU=pikepdf.String(field.name.words),
            F=PRINTED,
            P=page,
            Rect=pikepdf.Array([Decimal(f"{part:.2f}") for part in field.place]),
            StructParent=key,
        )
    )
    if "/Annots" not in page:
        page.Annots = pikepdf.Array([])
    page.Annots.append(widget)
    page.Tabs = pikepdf.Name.S
    _tag(file, page, widget, key, field.name.words)
    return widget


def _next_key(file: Any) -> int:
    """The first key the parent tree has not given away."""
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    return 1 + max((int(numbers[i]) for i in range(0, len(numbers), 2)), default=-1)


def _tag(file: Any, page: Any, widget: Any, key: int, words: str) -> None:
    import pikepdf

    root = file.Root.StructTreeRoot
    document = root.K[0] if isinstance(root.K, pikepdf.Array) else root.K
    element = file.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem,
            S=pikepdf.Name.Form,
            P=document,
            Pg=page,
            Alt=pikepdf.String(words),
            # Not in an array, though it might: those who check signatures look for the widget under K itself.
            K=pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=widget, Pg=page),
        )
    )
    document.K.append(element)
    root.ParentTree.Nums.extend([key, element])
    root.ParentTreeNextKey = key + 1
