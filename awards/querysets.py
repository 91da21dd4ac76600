"""The words in which awards and papers are asked for; all are seen by whoever sees the round."""

from scoring.querysets import VisibleWithRound


class AwardRuleQuerySet(VisibleWithRound):
    path = "round__"


class ProposalQuerySet(VisibleWithRound):
    path = "rule__round__"


class PaperQuerySet(VisibleWithRound):
    path = "round__"
