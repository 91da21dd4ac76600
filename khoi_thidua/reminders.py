"""E-mail digests: what of a person's tasks is overdue or due within a week, once a day at most.

The row that says "sent" is written before the mail goes, so that of two runs at once one sends; a mail that fails takes
its row back and goes with the next run.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from campaigns.models import ReminderSent
from campaigns.todo import Todo, desk_of, told, waiting_at
from khoi_thidua.tasks import LATE, SOON, LateUnit, late_units, led_years
from khoi_thidua.waiting import SOURCES
from units.models import User

CONSOLE = "django.core.mail.backends.console.EmailBackend"
NOBODY = "Khối thi đua <khong-tra-loi@localhost>"  # on the console alone: with a server, who it is from is a setting
RETURNED = "Bị trả lại"

log = logging.getLogger("khoi_thidua.reminders")


class Outcome(StrEnum):
    SENT = "sent"
    NOTHING = "nothing"  # nothing presses
    BEFORE = "before"  # today's is out already
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Digest:
    person: User
    on: date
    groups: Sequence[tuple[str, Sequence[Todo]]]
    late_units: Sequence[LateUnit]

    @property
    def count(self) -> int:
        return sum(len(todos) for _, todos in self.groups) + len(self.late_units)

    @property
    def subject(self) -> str:
        return render_to_string("khoi_thidua/reminder_subject.txt", self._context).strip()

    @property
    def text(self) -> str:
        return render_to_string("khoi_thidua/reminder_mail.txt", self._context)

    @property
    def _context(self) -> dict:
        numbers = {name: len(todos) for name, todos in self.groups}
        return {
            "digest": self,
            "site": settings.SITE_URL,
            "late": numbers.get(LATE, 0),
            "soon": numbers.get(SOON, 0),
        }


def people_to_remind() -> QuerySet[User]:
    """Staff of units who can be written to."""
    return User.objects.filter(is_active=True, unit__isnull=False).exclude(email="").order_by("pk")


def digest_of(person: User, *, at: datetime) -> Digest:
    desk = desk_of(person, at=at)
    todos = told(waiting_at(desk, SOURCES), SOURCES)
    groups = [
        (LATE, [todo for todo in todos if todo.is_late]),
        (SOON, [todo for todo in todos if todo.is_soon]),
        (RETURNED, [todo for todo in todos if todo.is_pressing and not todo.is_late and not todo.is_soon]),
    ]
    units = [unit for matrix in led_years(desk) for unit in late_units(matrix, but=person.unit_id)]
    return Digest(person, timezone.localdate(at), [(name, found) for name, found in groups if found], units)


def send(digest: Digest, *, at: datetime) -> Outcome:
    if not digest.count:
        return Outcome.NOTHING
    claim, is_ours = ReminderSent.objects.get_or_create(
        person=digest.person, on=digest.on, defaults={"count": digest.count, "sent_at": at}
    )
    if not is_ours:
        return Outcome.BEFORE
    try:
        mail(digest)
    except Exception:
        claim.delete()
        log.exception("a reminder was not sent", extra={"user": digest.person.pk})
        return Outcome.FAILED
    except BaseException:  # stopped from outside: the next run sends it
        claim.delete()
        raise
    return Outcome.SENT


def mail(digest: Digest) -> None:
    connection = get_connection(None if settings.HAS_MAIL else CONSOLE)
    sender = settings.DEFAULT_FROM_EMAIL or NOBODY
    EmailMessage(digest.subject, digest.text, sender, [digest.person.email], connection=connection).send()
