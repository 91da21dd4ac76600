import pytest

from awards.documents import DOCUMENTS, render
from tests.awards.documents.builders import ON, facts_of, many_units, sample_facts
from tests.awards.documents.printed import Printed


@pytest.fixture(scope="session")
def papers():
    """The five papers of the sample year, number 5, by slug."""
    facts = sample_facts()
    return {slug: Printed(render(cls.of(facts, on=ON, number=5))) for slug, cls in DOCUMENTS.items()}


@pytest.fixture(scope="session")
def crowded():
    """The five papers of 40 units whose names have 120 letters."""
    facts = facts_of(many_units(40))
    return {slug: Printed(render(cls.of(facts, on=ON, number=5))) for slug, cls in DOCUMENTS.items()}
