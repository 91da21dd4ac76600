"""What a database rule says in a form when it is broken: a field and a sentence."""

from collections.abc import Collection, Mapping

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import BaseConstraint, Model

Sentences = Mapping[str, tuple[str, str]]


def broken_constraints(instance: Model, sentences: Sentences, exclude: Collection[str] = ()) -> dict[str, list[str]]:
    """Sentences by field for the constraints the instance breaks; `sentences` has field and sentence by constraint.

    A constraint without a sentence gives Django's own. Fields in `exclude` are in error already and are not asked
    about.
    """
    found: dict[str, list[str]] = {}
    for constraint in instance._meta.constraints:
        for field, sentence in _violation(constraint, instance, sentences, exclude):
            found.setdefault(field, []).append(sentence)
    return found


def _violation(
    constraint: BaseConstraint, instance: Model, sentences: Sentences, exclude: Collection[str]
) -> list[tuple[str, str]]:
    try:
        constraint.validate(type(instance), instance, exclude=set(exclude))
    except ValidationError as problem:
        if known := sentences.get(constraint.name):
            return [known]
        return [(NON_FIELD_ERRORS, message) for message in problem.messages]
    return []
