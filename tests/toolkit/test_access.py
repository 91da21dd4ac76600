"""Asking for permission: the rules answer, also for a superuser."""

import pytest
from django.contrib.auth.models import AnonymousUser

from toolkit.access import may

pytestmark = pytest.mark.django_db


def test_a_superuser_is_asked_like_anybody(cast):
    assert cast.admin.has_perm("scoring.settle_round", cast.round)  # Django's own answer
    assert not may(cast.admin, "scoring.settle_round", cast.round)
    assert may(cast.head, "scoring.settle_round", cast.round)


def test_whoever_is_not_logged_in_or_out_of_use_may_nothing(cast):
    cast.head.is_active = False
    assert not may(cast.head, "scoring.settle_round", cast.round)
    assert not may(AnonymousUser(), "scoring.open_scoring")


def test_a_permission_no_rule_names_is_a_mistake_not_a_no(cast):
    with pytest.raises(LookupError):
        may(cast.head, "scoring.settel_round", cast.round)
