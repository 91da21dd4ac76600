"""From a document to its words and its bytes: template → HTML → PDF."""

from typing import ClassVar, Protocol

from django.template.loader import render_to_string

from toolkit.pdf import pdf_from_html


class Document(Protocol):
    """A frozen dataclass of facts that knows its template."""

    slug: ClassVar[str]
    template: ClassVar[str]


def to_html(document: Document) -> str:
    """The paper's words and structure; what `render` prints."""
    return render_to_string(document.template, {"paper": document})


def render(document: Document) -> bytes:
    """The PDF, tagged and with its fonts. The same document gives the same bytes."""
    return pdf_from_html(to_html(document))
