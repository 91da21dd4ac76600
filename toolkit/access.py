"""Fetching what a person may see, and asking what a person may do.

Seeing is a QuerySet (`visible_to`): what it leaves out does not exist for that person, 404. Doing is a rule: 403.
"""

from typing import Any, TypeVar

import rules
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

Thing = TypeVar("Thing", bound=Model)

NOT_YOURS = "Tài khoản này không có quyền làm việc đó."


def may(user: AbstractBaseUser | AnonymousUser, perm: str, thing: object = None) -> bool:
    """Whether the rules let the person do it; asked of a superuser like of anybody.

    `user.has_perm` would say yes to every superuser before a rule is heard. Raises LookupError for a permission no
    rule names.
    """
    if not rules.perm_exists(perm):  # type: ignore[no-untyped-call]
        raise LookupError(f"no rule for {perm}")
    return bool(user.is_active and rules.has_perm(perm, user, thing))  # type: ignore[no-untyped-call]


def require_permission(request: HttpRequest, perm: str, thing: object = None, *, refusal: str = NOT_YOURS) -> None:
    """Raises PermissionDenied with a sentence the 403 page shows."""
    if not may(request.user, perm, thing):
        raise PermissionDenied(refusal)


def get_permitted(
    request: HttpRequest, perm: str, visible: QuerySet[Thing], *, refusal: str = NOT_YOURS, **lookup: Any
) -> Thing:
    """One object of `visible`: 404 when it is not there, 403 with `refusal` when the person may see but not do."""
    thing = get_object_or_404(visible, **lookup)
    require_permission(request, perm, thing, refusal=refusal)
    return thing
