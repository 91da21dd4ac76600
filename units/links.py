"""One-time links to the page where a password is set: only a person's latest is good, and mail is not sent at will."""

from datetime import datetime, timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from units.models import LinkRequests, User

SPAN = timedelta(hours=1)
MOST_FOR_AN_ACCOUNT = 3  # in SPAN, by the mail address that was typed
MOST_FROM_AN_ADDRESS = 10  # in SPAN, by where the request came from


class LatestLink(PasswordResetTokenGenerator):
    """Django's token, good for PASSWORD_RESET_TIMEOUT, until the password is set and until the next is made."""

    def make_token(self, user):
        User.objects.filter(pk=user.pk).update(link_generation=F("link_generation") + 1)
        user.refresh_from_db(fields=["link_generation"])
        return super().make_token(user)

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.link_generation}"


latest_link = LatestLink()


@transaction.atomic
def may_ask_for_link(email: str, address: str | None, *, at: datetime) -> bool:
    """Count the request; False when there were too many. Names nobody has are counted alike and tell nothing.

    What is counted stands in the database, under a lock on its row, so all server processes agree.
    """
    LinkRequests.objects.filter(since__lte=at - SPAN).delete()
    asked = [(f"account:{email.strip().lower()}", MOST_FOR_AN_ACCOUNT), (f"address:{address}", MOST_FROM_AN_ADDRESS)]
    counts = [(_counted(who, at), most) for who, most in asked]  # both, whatever the first says
    return all(count <= most for count, most in counts)


def _counted(who: str, at: datetime) -> int:
    """How many there are with this one. The hash is keyed: the table is no list of addresses."""
    asked_by = salted_hmac("units.links", who, algorithm="sha256").hexdigest()
    requests, _ = LinkRequests.objects.select_for_update().get_or_create(asked_by=asked_by, defaults={"since": at})
    requests.count = min(requests.count + 1, 1000)
    requests.save(update_fields=["count"])
    return requests.count
