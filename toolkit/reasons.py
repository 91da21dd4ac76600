"""Why something cannot be done, as sentences a page shows."""

from collections.abc import Sequence


class NotPossible(Exception):
    """What was asked for cannot be done; `reasons` are sentences for the page."""

    def __init__(self, reasons: Sequence[str]):
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


def require(reasons: Sequence[str]) -> None:
    """Raises NotPossible when there is any reason not to."""
    if reasons:
        raise NotPossible(reasons)
