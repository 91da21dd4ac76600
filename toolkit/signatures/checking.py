"""What the signatures of a PDF are worth, against the bytes that were given out to be signed. Deaf to the network.

The file starts with those bytes, unchanged to the last one; what follows them may fill signature fields and nothing
else. Whoever asks checks the beginning first (`begins_with`), so that no parser meets a stranger's whole file.
"""

import asyncio
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from toolkit.signatures.additions import Additions, additions_since

MOST_REVISIONS = 60
MOST_SIGNATURES = 20

logger = logging.getLogger(__name__)


class Unreadable(Exception):
    """No reader makes sense of what was appended."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. `is_sound`: the bytes it covers are those that were signed, with the key of its certificate.

    `is_trusted`: the certificate leads to one of the anchors and was good at `signed_at`, which is what the signer's
    own clock said (None: it said nothing) unless a time stamp says it.
    """

    signer: str
    subject: str
    signed_at: datetime | None
    is_sound: bool
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class Examined:
    """`adds_signatures_only`: after the original nothing was changed, signature fields were filled or added.

    `covers_all`: the last signature, or the time stamp over it, covers every byte of the file.
    `additions` are what those updates draw and run.
    """

    signatures: tuple[Signature, ...]
    adds_signatures_only: bool
    covers_all: bool
    additions: Additions


def begins_with(pdf: bytes, original: bytes) -> bool:
    return len(pdf) >= len(original) and memoryview(pdf)[: len(original)] == original


def examine(pdf: bytes, *, original: bytes, anchors: Sequence[Any] = ()) -> Examined:
    """Look at every signature of a file that begins with `original`. Raises Unreadable."""
    if not begins_with(pdf, original):
        raise ValueError("the file does not begin with the original")
    try:
        return asyncio.run(_examine(pdf, len(original), anchors))
    except Unreadable:
        raise
    except Exception as problem:
        # A hostile file fails in as many ways as a parser has lines.
        logger.info("a signed PDF could not be read: %s", type(problem).__name__)
        raise Unreadable(str(problem)) from problem


async def _examine(pdf: bytes, original_size: int, anchors: Sequence[Any]) -> Examined:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted or reader.xrefs.total_revisions > MOST_REVISIONS:
        raise Unreadable("encrypted, or too many updates")
    found = sorted(reader.embedded_signatures, key=lambda one: one.signed_revision)
    if len(found) > MOST_SIGNATURES:
        raise Unreadable("too many signatures")
    signed = [one for one in found if one.sig_object_type == "/Sig"]
    return Examined(
        tuple([await _signature(one, pdf, anchors) for one in signed]),
        _only_signs(reader, original_size),
        bool(found) and _covers(found[-1], len(pdf)) and await _stamp_is_sound(found[-1]),
        additions_since(reader, _revision_of(reader, original_size)),
    )


def _only_signs(reader: Any, original_size: int) -> bool:
    """Whether every update after the original does no more than fill signature fields, or add one."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel

    base = _revision_of(reader, original_size)
    result = DEFAULT_DIFF_POLICY.review_file(reader, base)
    return isinstance(result, DiffResult) and result.modification_level <= ModificationLevel.FORM_FILLING


def _revision_of(reader: Any, size: int) -> int:
    """The revision the first `size` bytes are: the last one whose cross-references lie within them."""
    ends = [reader.xrefs.get_xref_container_info(n).end_location for n in range(reader.xrefs.total_revisions)]
    within = [number for number, end in enumerate(ends) if end <= size]
    if not within:
        raise Unreadable("the original is no revision of the file")
    return within[-1]


def _covers(signature: Any, size: int) -> bool:
    """All bytes but the signature's own. The library's answer alone would let a crooked range pass."""
    first, before, after, rest = (int(part) for part in signature.byte_range)
    gap = 2 * len(signature.pkcs7_content) + 2
    return first == 0 and before + gap == after and after + rest == size


def _is_plain(signature: Any, pdf: bytes) -> bool:
    """The bytes nobody signs, those of the signature itself, are digits of one case, and zeros after its end."""
    from asn1crypto import parser  # type: ignore[import-untyped]  # published without types

    _, before, after, _ = (int(part) for part in signature.byte_range)
    digits, content = pdf[before:after], signature.pkcs7_content
    if digits not in (f"<{content.hex()}>".encode(), f"<{content.hex().upper()}>".encode()):
        return False
    return not content[parser.peek(content) :].strip(b"\0")


async def _stamp_is_sound(last: Any) -> bool:
    """A signature is looked at as such; a time stamp that closes the file must hold as well."""
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_timestamp

    if last.sig_object_type == "/Sig":
        return True
    status = await async_validate_pdf_timestamp(last, _context((), None), skip_diff=True)
    return bool(status.intact and status.valid)


async def _signature(found: Any, pdf: bytes, anchors: Sequence[Any]) -> Signature:
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    said = found.self_reported_timestamp
    said = said if said is not None and said.tzinfo is not None else None
    status = await async_validate_pdf_signature(
        found,
        _context(anchors, said),
        diff_policy=DEFAULT_DIFF_POLICY,
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}),
    )
    stamp = status.timestamp_validity
    stamped = stamp.timestamp if stamp is not None and stamp.intact and stamp.valid and stamp.trusted else None
    name = found.signer_cert.subject
    return Signature(
        signer=str(name.native.get("common_name") or name.human_friendly),
        subject=name.human_friendly,
        signed_at=stamped or said,
        is_sound=bool(status.intact and status.valid and status.docmdp_ok) and _is_plain(found, pdf),
        is_trusted=bool(anchors) and bool(status.trusted),
    )


def _context(anchors: Sequence[Any], moment: datetime | None) -> Any:
    """Certificates are judged as of the signing; what revokes them is asked of nobody."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=list(anchors), moment=moment, best_signature_time=moment, allow_fetching=False)
