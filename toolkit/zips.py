"""A zip from a stranger: read piece by piece, never past its bound. What is in it is judged by whoever reads it."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

CHUNK = 256 * 1024


class UnreadableZip(Exception):
    """Broken, cut off, with a password, or packed in a way that is not read."""


class TooMuchUnpacked(Exception):
    """More came out than the bound allows."""


@contextmanager
def opened_zip(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Raises UnreadableZip, also for what is found broken while it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise UnreadableZip from None


def read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """At most so many bytes; the sizes an archive states are the sender's word. Raises TooMuchUnpacked, UnreadableZip.

    Neither passwords nor the rarer methods are read, whose unpackers want memory that the archive names.
    """
    if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableZip
    pieces = []
    with archive.open(entry) as part:
        while piece := part.read(CHUNK):
            most -= len(piece)
            if most < 0:
                raise TooMuchUnpacked
            pieces.append(piece)
    return b"".join(pieces)


def letters_of(part: bytes) -> bytes:
    """XML in any encoding, to be searched for ASCII: UTF-16 and UTF-32 are the same letters with zero bytes between."""
    return part.replace(b"\x00", b"") if b"\x00" in part else part


def declares_entities(part: bytes) -> bool:
    """Whether the XML has a DOCTYPE or an ENTITY, which no office program writes."""
    letters = letters_of(part)
    return b"<!DOCTYPE" in letters or b"<!ENTITY" in letters
