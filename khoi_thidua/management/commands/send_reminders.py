import sys
from collections import Counter
from datetime import date, datetime, time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from khoi_thidua.reminders import Digest, Outcome, digest_of, people_to_remind, send

FAILED = 1


def day(typed: str) -> date:
    try:
        return datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        raise CommandError(f"Ngày “{typed}” chưa đúng. Ghi như 05/06/2026.") from None


class Command(BaseCommand):
    """For cron or a timer. Exit status 1 when a mail failed; those go with the next run."""

    help = "Gửi thư nhắc việc: việc quá hạn và đến hạn trong 7 ngày, mỗi người một thư một ngày."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="DD/MM/YYYY", help="như thể hôm nay là ngày này")
        parser.add_argument("--dry-run", action="store_true", help="in ra, không gửi và không ghi gì")

    def handle(self, *, on: str | None, dry_run: bool, **options):
        if not settings.SITE_URL:
            raise CommandError("SITE_URL chưa được đặt. Ghi địa chỉ của trang vào .env, như https://thidua.example.vn.")
        at = timezone.make_aware(datetime.combine(day(on), time(7))) if on else timezone.now()
        digests = [digest_of(person, at=at) for person in people_to_remind()]
        if dry_run:
            self.show([digest for digest in digests if digest.count])
            return
        found = Counter(send(digest, at=timezone.now()) for digest in digests)
        self.stdout.write(
            f"Nhắc việc ngày {timezone.localdate(at):%d/%m/%Y}: gửi {found[Outcome.SENT]} thư, "
            f"{found[Outcome.BEFORE]} đã gửi trước đó, {found[Outcome.NOTHING]} người không có việc gấp, "
            f"{found[Outcome.FAILED]} không gửi được."
        )
        if found[Outcome.FAILED]:
            sys.exit(FAILED)

    def show(self, digests: list[Digest]):
        for digest in digests:
            self.stdout.write(f"{digest.person.username}: {digest.subject}\n\n{digest.text}\n")
        self.stdout.write(f"Sẽ gửi {len(digests)} thư.")
