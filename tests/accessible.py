"""What PDF/UA-1 asks of a finished PDF's structure, looked up with pikepdf; no validator runs here."""

import io
from typing import Any

import pikepdf

from campaigns.documents.rendering import SIGN_HERE

FIELDS = (SIGN_HERE.person, SIGN_HERE.seal)


def faults(pdf: bytes) -> list[str]:
    """Everything that is missing, by name; [] is what a test wants."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [*_of_the_whole(file), *(fault for page in file.pages for fault in _of_a_page(file, page.obj))]


def _of_the_whole(file: pikepdf.Pdf) -> list[str]:
    root, found = file.Root, []
    wanted = {
        "marked": root.get("/MarkInfo", {}).get("/Marked", False) == True,  # noqa: E712  (pikepdf's own boolean)
        "language": str(root.get("/Lang", "")) == "vi-VN",
        "title shown": root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False) == True,  # noqa: E712
        "title": bool(str(file.docinfo.get("/Title", ""))),
        "claim": b"pdfuaid" in root.Metadata.read_bytes(),
        "tree": "/StructTreeRoot" in root and "/ParentTree" in root.StructTreeRoot,
        "no XFA": "/XFA" not in root.get("/AcroForm", {}),
        "nothing hidden": not file.is_encrypted,
    }
    found += [name for name, is_there in wanted.items() if not is_there]
    fonts = [font for page in file.pages for font in page.obj.Resources.get("/Font", {}).values()]
    return found + ["font not embedded" for font in fonts if not _is_embedded(font)]


def _is_embedded(font: Any) -> bool:
    described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    return any(name in described.FontDescriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _of_a_page(file: pikepdf.Pdf, page: Any) -> list[str]:
    found = [] if "/StructParents" in page else ["page without tags"]
    annotations = list(page.get("/Annots", []))
    if annotations and str(page.get("/Tabs", "")) != "/S":
        found.append("tabs not in the order of the structure")
    parents = parent_tree(file)
    for annotation in annotations:
        element = parents.get(int(annotation.get("/StructParent", -1)))
        if element is None or not _holds(element, annotation):
            found.append(f"{annotation.Subtype} not in the structure")
        if not str(annotation.get("/Contents", "")) and not str(annotation.get("/TU", "")):
            found.append(f"{annotation.Subtype} without words")
    return found


def parent_tree(file: pikepdf.Pdf) -> dict[int, Any]:
    numbers = file.Root.StructTreeRoot.ParentTree.Nums
    return {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}


def _holds(element: Any, annotation: Any) -> bool:
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    refs = [kid.Obj.objgen for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
    return annotation.objgen in refs


def signature_fields(pdf: bytes) -> dict[str, tuple[int, tuple[float, ...], str]]:
    """(page, rectangle, words) of each signature field by name; every one is empty and is tagged as a form."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages = {page.obj.objgen: number for number, page in enumerate(file.pages)}
        for field in file.Root.get("/AcroForm", {}).get("/Fields", []):
            assert (str(field.FT), "/V" in field, str(parent_tree(file)[int(field.StructParent)].S)) == (
                "/Sig",
                False,
                "/Form",
            )
            place = tuple(float(part) for part in field.Rect)
            found[str(field.T)] = (pages[field.P.objgen], place, str(field.TU))
    return found
