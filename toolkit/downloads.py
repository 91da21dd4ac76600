"""Answers that are files: named, never guessed at by the browser, and kept by nobody but the person's own browser."""

from typing import Any

from django.core.files import File
from django.http import FileResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from toolkit.private_files.kinds import FileKind

# Nothing runs, nothing is loaded, and the file belongs to no site: not even to this one.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# Chrome and Safari show a PDF in a page of their own making and refuse to in a sandbox, or when that page may have
# neither its frame (object-src) nor its styles. There is still no script, no other site and no frame around it.
PDF_VIEWER = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def attachment(response: HttpResponseBase, file_name: str, *, etag: str = "") -> HttpResponseBase:
    """Mark a response as a file to save. `etag` comes quoted; a kept copy is asked about each time."""
    disposition = content_disposition_header(as_attachment=True, filename=file_name)
    if disposition:
        response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    if etag:
        response["ETag"] = etag
    return response


def private_response(file: "File[Any]", name: str, kind: FileKind, *, inline: bool = False) -> FileResponse:
    """A file somebody handed in, for whoever the view has let through. `inline` shows images and PDFs, saves the rest.

    The type is the one that was checked when the file came, never one the browser or the storage suggests.
    """
    is_shown = inline and kind.is_shown
    response = FileResponse(file, content_type=kind.content_type)
    response["Content-Disposition"] = content_disposition_header(not is_shown, name) or "inline"
    response["Content-Security-Policy"] = PDF_VIEWER if is_shown and kind is FileKind.PDF else SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
