"""The papers of a year: tagged to the last field, each with its two fields to sign in."""

import pytest

from campaigns.documents import render
from tests.accessible import FIELDS, faults, signature_fields
from tests.campaigns.documents import builders as b
from tests.campaigns.documents.conftest import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("year", ["usual", "crowded"])
def test_everything_is_in_the_structure(year, kind, request):
    assert faults(request.getfixturevalue(year).printed(kind).data) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_two_fields(usual, kind):
    assert set(signature_fields(usual.printed(kind).data)) == {field.name for field in FIELDS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_has_nothing_to_sign_in(usual, kind):
    assert signature_fields(render(usual.paper(kind).document(on=b.ON, draft=True))) == {}
