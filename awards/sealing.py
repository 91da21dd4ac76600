"""The urn on the disk: its sums sealed, of one length whatever they are, new bytes with every vote.

Databases keep what was overwritten for a while: PostgreSQL's dead rows, the write-ahead logs of both, backups. Beside
the row of the unit that voted, plain sums would tell there what it chose. Sealed they tell nothing to who has only the
database; whoever has the server's SECRET_KEY too is not kept out (decisions/0012).
"""

import os
import struct
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from awards.tally import Count, Votes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes


class Unreadable(Exception):
    """No key of the server opens the urn: SECRET_KEY was changed while the ballot was open."""


def seal(votes: Votes, *, ballot: int) -> bytes:
    numbers = (votes.cast, *(n for count in votes.counts for n in (count.yes, count.no, count.blank)))
    nonce = os.urandom(NONCE)
    return nonce + _cipher(settings.SECRET_KEY, ballot).encrypt(nonce, struct.pack(f">{len(numbers)}I", *numbers), None)


def unseal(sealed: bytes | memoryview, *, ballot: int) -> Votes:
    """Raises Unreadable."""
    from cryptography.exceptions import InvalidTag

    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            plain = _cipher(secret, ballot).decrypt(bytes(sealed[:NONCE]), bytes(sealed[NONCE:]), None)
        except InvalidTag:
            continue
        cast, *rest = struct.unpack(f">{len(plain) // 4}I", plain)
        return Votes(cast, tuple(Count(*rest[place : place + 3]) for place in range(0, len(rest), 3)))
    raise Unreadable


def _cipher(secret: str | bytes, ballot: int) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # costs a command 20 ms; only votes need it

    return AESGCM(salted_hmac("awards.sealing", str(ballot), secret=secret, algorithm="sha256").digest())
