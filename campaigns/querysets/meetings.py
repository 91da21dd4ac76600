from campaigns.querysets.base import VisibleInYear


class MeetingQuerySet(VisibleInYear):
    pass


class AttendanceQuerySet(VisibleInYear):
    campaign = "meeting__campaign__"
