"""A column that names a row of another table, by words instead of a primary key."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from import_export.fields import Field

from toolkit.import_export.widgets import TextWidget, typed_text
from toolkit.numbers import shorten
from toolkit.text import fold


@dataclass(frozen=True, slots=True)
class Option:
    """A row that may be named: its words by heading. With `refusal` it is known but cannot be chosen."""

    names: Mapping[str, str]
    row: Any
    refusal: str = ""


class LookupField(Field):  # type: ignore[misc]  # import_export has no types
    """The row whose words stand in the columns `headings`; its own column comes last. Columns may be left empty as
    long as one row answers.

    `shown` is the row's attribute that is exported, `missing` ends the sentence about a name nothing answers to.
    `load` gives the options; it is called once, when first needed.
    """

    load: Callable[[], Iterable[Option]]

    def __init__(self, attribute: str, headings: Sequence[str], *, shown: str, missing: str, is_optional: bool = False):
        super().__init__(attribute=attribute, column_name=headings[-1], widget=TextWidget())
        self.shown = shown
        self.headings, self.missing, self.is_optional = tuple(headings), missing, is_optional
        self._found: dict[tuple[str, ...], Any] = {}

    @cached_property
    def options(self) -> list[tuple[tuple[str, ...], Option]]:
        return [(tuple(_key(o.names.get(h, "")) for h in self.headings), o) for o in self.load()]

    def export(self, instance: Any, **kwargs: Any) -> str:
        return typed_text(getattr(self.get_value(instance), self.shown, None))

    def clean(self, row: Mapping[str, Any], **kwargs: Any) -> Any:
        typed = tuple(_key(row.get(heading)) for heading in self.headings)
        if not typed[-1]:
            if self.is_optional:
                return None
            raise ValueError("Ô này không được để trống.")
        if typed not in self._found:
            self._found[typed] = self._find(typed, typed_text(row.get(self.column_name)))
        return self._found[typed]

    def _find(self, typed: tuple[str, ...], shown: str) -> Any:
        fitting = [o for key, o in self.options if all(t in ("", k) for t, k in zip(typed, key, strict=True))]
        if not fitting:
            raise ValueError(f'Không có "{shorten(shown)}" {self.missing}')
        if len(fitting) > 1:
            columns = ", ".join(f'"{heading}"' for heading in self.headings[:-1])
            raise ValueError(f'Có {len(fitting)} chỗ cùng tên "{shorten(shown)}". Ghi đủ các cột {columns}.')
        if fitting[0].refusal:
            raise ValueError(fitting[0].refusal)
        return fitting[0].row


def _key(value: Any) -> str:
    """Case and spacing do not matter, nor the zeros before a number: Excel makes 2 of 02."""
    key = fold(typed_text(value))
    return key.lstrip("0") or "0" if key.isdecimal() else key
