"""A page as its reader sees it."""

import html
import re


def text_of(response):
    """The words of a page as a reader sees them, one space between them."""
    assert response.status_code == 200
    body = re.sub(r"<(script|style|title).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def bytes_of(response):
    """What was sent, read to its end: that closes a file.

    `response.close()` outside of the test client would also end the database connection the test stands in.
    """
    return b"".join(response.streaming_content) if response.streaming else response.content
