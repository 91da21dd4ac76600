"""A file's name as it may be shown and sent back: never a path, never a trick."""

import re

from toolkit.text import clean

LONGEST = 120
UNFIT = re.compile(r'[<>:"|?*%]')  # Windows forbids them in names; % is how headers write other letters
NAMELESS = "tep"


def clean_name(name: str, extension: str) -> str:
    """NFC, the last part of a path, no control or bidirectional characters, at most 120 characters.

    `extension` is the one the kind of file goes by; what stood there before is replaced.
    """
    last = clean(re.split(r"[/\\]", name)[-1])
    stem = UNFIT.sub("_", last.rpartition(".")[0]).strip(" .") or NAMELESS
    return f"{stem[: LONGEST - len(extension) - 1].rstrip(' .')}.{extension}"


def extension_of(name: str) -> str:
    """Lower case, without the dot; empty when there is none."""
    return clean(name).rpartition(".")[2].lower() if "." in name else ""
