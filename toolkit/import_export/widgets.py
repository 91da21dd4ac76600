"""Between a cell and a value: `clean` raises ValueError with one sentence for people, `render` keeps a number."""

from decimal import Decimal
from typing import Any

from import_export.widgets import Widget

from toolkit.numbers import decimal_text, parse_decimal, plain, plain_text, shorten
from toolkit.text import clean, fold

LARGEST = Decimal("999999999999.99")
YES, NO = "Có", "Không"


def typed_text(value: Any) -> str:
    """What stands in a cell as text; a number as its digits with a point, so that a code 1.2 stays 1.2."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return format(plain(value), "f")
    return clean(str(value))


class TextWidget(Widget):  # type: ignore[misc]  # import_export has no types
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return typed_text(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class NumberWidget(Widget):  # type: ignore[misc]  # import_export has no types
    """A Decimal of at most so many places; an empty cell is None."""

    def __init__(self, places: int = 2):
        super().__init__()
        self.places = places

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        if isinstance(value, bool):
            raise ValueError("Đây không phải là một số. Nhập số, ví dụ 9,5.")
        if not isinstance(value, Decimal) and not typed_text(value):
            return None
        number = parse_decimal(value if isinstance(value, Decimal) else str(value))
        if abs(number) > LARGEST:
            raise ValueError(f"Số quá lớn. Nhập số không quá {decimal_text(LARGEST)}.")
        if number != round(number, self.places):
            raise ValueError(f"Nhập nhiều nhất {self.places} chữ số thập phân.")
        return number

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Decimal | None:
        return None if value is None else Decimal(value)


class WholeWidget(Widget):  # type: ignore[misc]  # import_export has no types
    """A whole number between two bounds; an empty cell is None, or refused where a number is required."""

    def __init__(self, least: int = 0, most: int = 32_767, required: bool = False):
        super().__init__()
        self.least, self.most, self.required = least, most, required

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        if not self.required and not typed_text(value):
            return None
        return whole_number(value, self.least, self.most)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> int | None:
        return None if value is None else int(value)


def whole_number(value: Any, least: int = 0, most: int = 32_767) -> int:
    allowed = f"Nhập một số nguyên từ {least} đến {most}."
    text = typed_text(value)
    if not text or isinstance(value, bool):
        raise ValueError(allowed)
    number = parse_decimal(value if isinstance(value, Decimal) else text)
    if not least <= number <= most or number % 1:
        raise ValueError(f'"{shorten(plain_text(number))}" không dùng được. {allowed}')
    return int(number)


class ChoiceWidget(Widget):  # type: ignore[misc]  # import_export has no types
    """One of a few values, known to people by their names; case, spacing and Unicode form do not matter."""

    def __init__(self, choices: list[tuple[str, str]]):
        super().__init__()
        self.names = dict(choices)
        self.values = {fold(name): value for value, name in choices}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = typed_text(value)
        if found := self.values.get(fold(text)):
            return found
        names = ", ".join(self.names.values())
        raise ValueError(f'"{shorten(text)}" không có trong danh sách. Chọn một trong: {names}.')

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.names.get(value, "")


class FlagWidget(Widget):  # type: ignore[misc]  # import_export has no types
    """Có or Không; an empty cell is `empty`."""

    def __init__(self, empty: bool):
        super().__init__()
        self.empty = empty

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        text = typed_text(value)
        if not text:
            return self.empty
        if fold(text) not in (fold(YES), fold(NO)):
            raise ValueError(f'"{shorten(text)}" không dùng được. Ghi {YES} hoặc {NO}.')
        return fold(text) == fold(YES)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return YES if value else NO
