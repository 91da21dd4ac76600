import pytest

from awards.actions import issue_paper
from awards.models import AwardRule, Paper, PaperFile, Proposal, Refusal
from awards.states import PaperKind
from tests.years import AT, READERS, SETTLED_READERS

pytestmark = pytest.mark.django_db


def times(readers, count):
    return {who: sorted(keys * count) for who, keys in readers.items()}


def test_award_rules_are_seen_with_their_round(years):
    assert years.seen(AwardRule.objects, lambda rule: years.round_key(rule.round)) == times(READERS, 3)


def test_proposals_are_seen_with_their_round(years):
    found = years.seen(Proposal.objects, lambda p: years.round_key(p.rule.round))
    assert found == times(SETTLED_READERS, 3)


def test_refusals_are_seen_with_their_round(years):
    rows = Refusal.objects.select_related("rule__round")
    assert years.seen(rows, lambda r: years.round_key(r.rule.round)) == times(SETTLED_READERS, 15)


@pytest.mark.parametrize("model", [Paper, PaperFile])
def test_papers_and_their_bytes_are_seen_with_their_round(years, model):
    for round in years.rounds.values():
        if round.is_settled:
            issue_paper(
                round, PaperKind.SCORE_TABLE, number=None, title="", facts={}, pdf=b"", by=None, at=AT, on=AT.date()
            )  # fmt: skip
    found = years.seen(model.objects, lambda row: years.round_key(row.round if model is Paper else row.paper.round))
    assert found == SETTLED_READERS
