"""How much waits for a person, beside "Việc của tôi": counted on the first page after login, then kept in the session.

Counting joins every noun of the year, which costs as much as many a page. Others count anew a minute later, or as soon
as the person has sent something.
"""

from django.utils import timezone

from awards import todo as of_awards
from campaigns import todo as of_the_year
from campaigns.todo import Desk, Todo, Waiting, desk_of, told, waiting_at
from scoring import todo as of_rounds

SOURCES = (*of_the_year.SOURCES, *of_rounds.SOURCES, *of_awards.SOURCES)
OF_ROUNDS = frozenset(source.key for source in of_rounds.SOURCES)

KEY = "waiting"
KEPT = 60  # seconds: what others did is seen by then
SAFE = ("GET", "HEAD", "OPTIONS")


def desk_for(user) -> Desk | None:
    """The person's open years; asked once a request and kept on the user, and so is what waits in them."""
    if not hasattr(user, "_desk"):
        user._desk = desk_of(user, at=timezone.now())
    return user._desk


def waiting_for(user) -> list[Waiting]:
    if not hasattr(user, "_waiting"):
        user._waiting = waiting_at(desk_for(user), SOURCES)
    return user._waiting


def todos_for(user) -> list[Todo]:
    return told(waiting_for(user), SOURCES)


def has_round_to_work_on(user) -> bool:
    """A round under way asks something of the person: that comes before the news of a settled one."""
    return any(row.source in OF_ROUNDS for row in waiting_for(user))


def known_count(request) -> int:
    """What the session knows, counted anew when that is old."""
    if KEY not in request.session:
        return 0
    number, at = request.session[KEY]
    is_fresh = timezone.now().timestamp() - at < KEPT
    return number if is_fresh and not hasattr(request.user, "_waiting") else count_anew(request)


def count_anew(request) -> int:
    number = len(waiting_for(request.user))
    kept, at = request.session.get(KEY, (None, 0))
    now = timezone.now().timestamp()
    if kept != number or now - at >= KEPT:
        request.session[KEY] = (number, now)
    return number


# One line of a sheet, saved as it is typed: a hundred of them change the count once, and each has to be quick.
LINES = {"mark_save", "mark_appraise", "check_save"}


def recount_after_doing(get_response):
    """Middleware: whoever sent something, the login form too, may have other things to do now."""

    def middleware(request):
        response = get_response(request)
        if request.method not in SAFE and request.user.is_authenticated and not _is_a_line(request):
            number, at = request.session.get(KEY, (0, None))
            if at != 0:
                request.session[KEY] = (number, 0)
        return response

    return middleware


def _is_a_line(request) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name in LINES
