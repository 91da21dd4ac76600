"""A model field for exact decimals that every database sorts, compares and sums exactly."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class ScaledDecimalField(models.BigIntegerField):
    """A Decimal with a fixed number of places, stored as a whole number of its last place.

    SQLite keeps a DecimalField as a binary float; a whole number it keeps exactly. Python sees Decimal on both sides.
    """

    if TYPE_CHECKING:
        _pyi_private_set_type: Decimal | int | str  # type: ignore[assignment]  # what the stubs of a whole number say
        _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def __init__(self, *args, places: int = 2, **kwargs):
        self.places = places
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"places": self.places}

    def from_db_value(self, value, expression, connection):
        return None if value is None else Decimal(value).scaleb(-self.places)

    def to_python(self, value):
        if value is None or isinstance(value, Decimal):
            return value
        try:
            number = Decimal(str(value)).quantize(Decimal(1).scaleb(-self.places))
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValidationError("Giá trị này phải là một số.", code="invalid")
        return number

    def get_prep_value(self, value):
        if value is None or hasattr(value, "resolve_expression"):
            return value
        whole = Decimal(value).scaleb(self.places)
        if whole != whole.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimals")
        return int(whole)

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self,
            **{"form_class": forms.DecimalField, "max_digits": 14, "decimal_places": self.places, "localize": True}
            | kwargs,
        )
