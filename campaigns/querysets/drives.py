from campaigns.querysets.base import VisibleInYear


class DriveQuerySet(VisibleInYear):
    pass


class DriveEntryQuerySet(VisibleInYear):
    campaign = "drive__campaign__"
