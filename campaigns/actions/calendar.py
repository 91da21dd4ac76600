"""The secret address of a person's calendar."""

from datetime import datetime

from django.db import transaction

from campaigns.models import CalendarFeed
from campaigns.models.reminders import new_key


@transaction.atomic
def renew_calendar_address(*, by, at: datetime) -> CalendarFeed:
    """A new address; the one before, if there was one, leads nowhere from now on."""
    feed, _ = CalendarFeed.objects.update_or_create(person=by, defaults={"key": new_key(), "made_at": at})
    return feed
