from campaigns.querysets.base import VisibleInYear


class PledgeQuerySet(VisibleInYear):
    pass


class PledgeConfirmationQuerySet(VisibleInYear):
    campaign = "pledge__campaign__"
