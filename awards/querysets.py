"""The words in which awards and papers are asked for; all are seen by whoever sees the round."""

from scoring.querysets import FrozenQuerySet, VisibleWithRound


class AwardRuleQuerySet(VisibleWithRound):
    path = "round__"


class ProposalQuerySet(FrozenQuerySet):
    path = "rule__round__"


class RefusalQuerySet(FrozenQuerySet):
    path = "rule__round__"


class PaperQuerySet(FrozenQuerySet):
    path = "round__"


class PaperFileQuerySet(FrozenQuerySet):
    path = "paper__round__"
