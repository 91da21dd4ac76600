"""What is written once is not written over by "insert or update", which asks no row's `save`."""

import pytest

from awards.models import Ballot, BallotVoter, Paper, PaperFile
from scoring.models import Result
from scoring.querysets import Frozen
from tests.awards.ballot_builders import award_tied_round, ballot_of, opened

pytestmark = pytest.mark.django_db


def over(model, row, *fields):
    """An update of the row disguised as its making."""
    return model.objects.bulk_create([row], update_conflicts=True, unique_fields=["pk"], update_fields=fields)


def test_papers_and_results_are_not_written_over(cast):
    paper, file, result = Paper.objects.first(), PaperFile.objects.first(), Result.objects.first()
    for model, row, field in ((Paper, paper, "title"), (PaperFile, file, "pdf"), (Result, result, "sha256")):
        with pytest.raises(Frozen):
            over(model, row, field)


def test_ballots_and_voters_are_not_written_over():
    ballot = opened(ballot_of(award_tied_round()))
    voter = ballot.voters.first()
    voter.has_voted = True
    for model, row, field in ((Ballot, ballot, "seats"), (BallotVoter, voter, "has_voted")):
        with pytest.raises(Frozen):
            over(model, row, field)
    assert not BallotVoter.objects.filter(has_voted=True).exists()
