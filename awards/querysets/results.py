"""Rules, proposals, refusals: seen by whoever sees the round."""

from scoring.querysets import FrozenQuerySet, VisibleWithRound


class AwardRuleQuerySet(VisibleWithRound):
    path = "round__"


class ProposalQuerySet(FrozenQuerySet):
    path = "rule__round__"


class RefusalQuerySet(FrozenQuerySet):
    path = "rule__round__"
