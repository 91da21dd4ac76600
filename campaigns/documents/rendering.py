"""From a document to its words and its bytes: template → HTML → PDF."""

from typing import ClassVar, Protocol

from django.template.loader import render_to_string

from toolkit.pdf import SigningPlace, pdf_from_html
from toolkit.signatures.fields import FieldName

# templates/documents/ending.html and minutes_ending.html print the place; drafts have none.
SIGN_HERE = SigningPlace(
    "cho-ky",
    FieldName("ChuKyNguoiKy", "Chữ ký số của người ký văn bản"),
    FieldName("ChuKyCoQuan", "Chữ ký số của cơ quan, tổ chức (con dấu)"),
)


class Document(Protocol):
    """A frozen dataclass of facts that knows its template."""

    slug: ClassVar[str]
    template: ClassVar[str]


def to_html(document: Document) -> str:
    """The paper's words and structure; what `render` prints."""
    return render_to_string(document.template, {"paper": document})


def render(document: Document) -> bytes:
    """The PDF, tagged, with its fonts and, unless it is a draft, the two empty fields to sign in.

    The same document gives the same bytes.
    """
    return pdf_from_html(to_html(document), SIGN_HERE)
