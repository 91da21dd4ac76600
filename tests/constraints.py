"""Ask the database itself: does it refuse, and by which rule?"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, UniqueConstraint

OURS = ("units", "campaigns", "scoring", "awards")
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for app in OURS
    for model in apps.get_app_config(app).get_models()
    for constraint in model._meta.constraints
}


@contextmanager
def violates(name: str) -> Iterator[None]:
    """The block must be refused by this constraint. SQLite names a unique one by its columns."""
    model, constraint = CONSTRAINTS[name]
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    if connection.vendor == "sqlite" and isinstance(constraint, UniqueConstraint):
        columns = [f"{model._meta.db_table}.{model._meta.get_field(f).column}" for f in constraint.fields]
        assert str(caught.value) == f"UNIQUE constraint failed: {', '.join(columns)}"
    else:
        assert name in str(caught.value)


def put(row: Model, **changes: object) -> None:
    """Write past every rule of Python, also into rows that are frozen: only the database is asked."""
    type(row)._base_manager.filter(pk=row.pk).update(**changes)
