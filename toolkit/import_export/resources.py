"""The base of a resource whose rows are known by words, and whose every problem is a sentence with row and column."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Diff, ModelResource

from toolkit.import_export.formats import in_words
from toolkit.text import fold

EMPTY = "Ô này không được để trống."


class KnownRows(BaseInstanceLoader):  # type: ignore[misc]  # import_export has no types
    """Existing rows by their words, loaded with one query when the first row is asked for."""

    def get_instance(self, row: Mapping[str, Any]) -> Model | None:
        key = self.resource.key_of(row)
        return None if key is None else self.rows.get(key)

    @cached_property
    def rows(self) -> dict[tuple[Hashable, ...], Model]:
        return {self.resource.key_of_instance(row): row for row in self.resource.get_queryset()}


class CellDiff(Diff):  # type: ignore[misc]  # import_export has no types
    """Before and after of every cell; the page marks what changes. Its own HTML has inline styles."""

    def as_html(self) -> list[tuple[str, str]]:
        before = ["" if self.new else in_words(value) for value in self.left]
        return list(zip(before, map(in_words, self.right), strict=True))


class TableResource(ModelResource):  # type: ignore[misc]  # import_export has no types
    """`title` names the sheet and the file; `required` are the headings a file must have. `user` imports or exports.

    Subclasses declare every column as a field, name them in Meta.fields in the order of the columns, and give
    import_id_fields; foreign keys are LookupFields whose options come from `options_<field>()`.
    """

    title = ""
    required: Sequence[str] = ()
    related: Sequence[str] = ()

    class Meta:
        skip_unchanged = True
        report_skipped = False
        use_transactions = True
        clean_model_instances = True
        instance_loader_class = KnownRows

    def __init__(self, user: Any = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.user = user
        self._seen: dict[tuple[Hashable, ...], int] = {}
        for name, field in self.fields.items():
            if options := getattr(self, f"options_{name}", None):
                field.load = options

    @classmethod
    def get_diff_class(cls) -> type[CellDiff]:
        return CellDiff

    # Which columns, which rows -----------------------------------------------------------------------------------

    @property
    def headings(self) -> list[str]:
        return [field.column_name for field in self.get_import_fields()]

    @property
    def optional(self) -> list[str]:
        return [heading for heading in self.headings if heading not in self.required]

    def heading_of(self, attribute: str) -> str:
        """The column of a model field, or "" for what has none."""
        for field in self.get_import_fields():
            if not field.readonly and attribute in (field.attribute, *getattr(field, "also", ())):
                return str(field.column_name)
        return ""

    def key_of(self, row: Mapping[str, Any]) -> tuple[Hashable, ...] | None:
        """The words a row is known by; None while one of them cannot be read."""
        try:
            return tuple(_folded(field.clean(row)) for field in self._key_fields)
        except ValueError:
            return None

    def key_of_instance(self, instance: Model) -> tuple[Hashable, ...]:
        return tuple(_folded(field.get_value(instance)) for field in self._key_fields)

    @property
    def _key_fields(self) -> list[Field]:
        return [self.fields[name] for name in self._meta.import_id_fields]

    # Reading a row -------------------------------------------------------------------------------------------------

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        """A row that names the same thing as an earlier one is refused: which of them would hold?"""
        key, number = self.key_of(row), kwargs["row_numbers"][kwargs["row_number"] - 1]
        if key is None:
            return
        if key in self._seen:
            last = self._key_fields[-1]
            raise ValidationError({last.attribute: f"Dòng này trùng với dòng {self._seen[key]}. Giữ lại một dòng."})
        self._seen[key] = number

    def import_field(
        self, field: Field, instance: Model, row: Mapping[str, Any], is_m2m: bool = False, **kwargs: Any
    ) -> None:
        if instance.pk and field in self._key_fields:
            return  # found by these words; another spelling in the file is no change
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def validate_instance(
        self, instance: Model, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Every problem of the row at once. Relations were looked up and keys compared, so neither is asked again."""
        errors: dict[str, list[Any]] = dict(import_validation_errors or {})
        relations = {f.name for f in instance._meta.concrete_fields if f.is_relation}
        try:
            instance.full_clean(exclude={*errors, *relations}, validate_unique=False, validate_constraints=False)
        except ValidationError as problem:
            errors |= {name: _worded(found) for name, found in problem.error_dict.items()}
        for name, text in self.reasons_to_refuse(instance, errors).items():
            errors.setdefault(name, [ValidationError(text)])
        if errors:
            raise ValidationError(errors)

    def reasons_to_refuse(self, instance: Model, errors: Collection[str]) -> dict[str, str]:
        """Sentences by field for what only this table knows; the fields in `errors` are known to be wrong.

        The database's own rules are stated here once more: asking it four times a row takes 18 ms of each.
        """
        return {}

    # Export --------------------------------------------------------------------------------------------------------

    def filter_export(self, queryset: QuerySet[Any], **kwargs: Any) -> QuerySet[Any]:
        return queryset.select_related(*self.related) if self.related else queryset

    def after_export(self, queryset: QuerySet[Any], dataset: tablib.Dataset, **kwargs: Any) -> None:
        dataset.title = self.title

    @classmethod
    def get_display_name(cls) -> str:
        return cls.title


def _folded(value: Any) -> Hashable:
    found: Hashable = value.pk if isinstance(value, Model) else value
    return fold(found) if isinstance(found, str) else found


def _worded(problems: list[ValidationError]) -> list[ValidationError]:
    """Django says "this field"; a cell is a cell."""
    return [ValidationError(EMPTY) if p.code in ("blank", "null") else p for p in problems]
