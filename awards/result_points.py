"""Points as a result writes them: text with two decimals, and back."""

from decimal import Decimal


def points(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def decimal_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
