"""Answers that are files: named, never guessed at by the browser, and kept by nobody but the person's own browser."""

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header


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
