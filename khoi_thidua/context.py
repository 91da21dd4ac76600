"""What the frame around every page shows: the bloc, the entries a person can use, the account."""

from dataclasses import dataclass
from datetime import date

from django.contrib import admin
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from khoi_thidua.people import Kind, Person, person_of
from khoi_thidua.waiting import known_count
from toolkit.access import may

MOTTO = "Công khai · Dân chủ · Khách quan"
BY_ITSELF = "Thi đua - Khen thưởng"

# (section, URL name, words, icon); which pages belong to a section stands below.
ENTRIES = (
    ("mine", "dashboard", "Việc của tôi", "i-tasks"),
    ("campaign", "campaigns", "Phong trào", "i-flag"),
    ("scoring", "rounds", "Chấm điểm", "i-score"),
    ("results", "results", "Kết quả", "i-chart"),
    ("papers", "papers", "Văn bản", "i-file"),
)
SECTION_OF = {
    "dashboard": "mine",
    "rounds": "scoring",
    "round_new": "scoring",
    "round_settle": "scoring",
    "sheet_upload": "scoring",
    "round_upload": "scoring",
    "table_import": "scoring",
    "results": "results",
    "ranking": "results",
    "trace": "results",
    "verification": "results",
    "proposals": "results",
    "years_of_units": "results",
    "unit_years": "results",
    "papers": "papers",
}


# The pages of the year and of scoring are many: they are known by the app their view belongs to.
SECTION_OF_APP = {"campaigns": "campaign", "scoring": "scoring"}
# Those of awards by the module their view stands in.
SECTION_OF_VIEWS = {
    "awards.views.rules": "results",
    "awards.views.disciplines": "results",
    "awards.views.awards_year": "results",
    "awards.views.people": "results",
    "awards.views.past_awards": "results",
    "awards.views.ballots": "results",
    "awards.views.submissions": "results",
    "awards.views.decisions": "results",
    "awards.views.certificates": "results",
    "awards.views.council": "results",
    "awards.views.papers": "papers",
    "awards.views.paper_life": "papers",
    "awards.views.paper_texts": "papers",
    "awards.views.round_papers": "papers",
    "awards.views.year_papers": "papers",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """`count` is how many tasks wait behind it."""

    url_name: str
    words: str
    icon: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """`title` and `subtitle` stand in the bar, `foot` under the page."""

    title: str
    subtitle: str
    foot: str
    person: Person
    entries: tuple[Entry, ...]
    may_administrate: bool
    today: date
    motto: str = MOTTO

    @property
    def today_words(self) -> str:
        return date_words(self.today)


def frame(request):
    """Lazy: pages without the frame (the admin's, papers) ask the database nothing."""
    return {"frame": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request) -> Frame:
    user = getattr(request, "user", None)
    person = person_of(user) if user is not None else Person(Kind.NOBODY)
    bloc = person.bloc
    title = bloc.name if bloc else BY_ITSELF
    council = person.role if person.kind is Kind.COUNCIL else ""
    year = f"Năm {person.year}" if person.year else ""
    return Frame(
        title=title,
        subtitle=" · ".join(part for part in (str(bloc.commune) if bloc else council, year) if part),
        foot=f"{title} · {bloc.commune.title}, {bloc.commune.city_title}" if bloc else title,
        person=person,
        entries=entries_for(request, user),
        today=timezone.localdate(),
        may_administrate=user is not None and _may_administrate(request, person),
    )


def entries_for(request, user) -> tuple[Entry, ...]:
    if user is None or not user.is_authenticated:
        return ()
    current = section_of(request.resolver_match)
    return tuple(
        Entry(url_name, words, icon, section == current, known_count(request) if section == "mine" else 0)
        for section, url_name, words, icon in ENTRIES
        if section != "scoring" or may(user, "scoring.open_scoring")
    )


def section_of(match) -> str | None:
    if match is None:
        return None
    views = ".".join(match.func.__module__.split(".")[:3])
    app = views.partition(".")[0]
    return SECTION_OF.get(match.url_name) or SECTION_OF_VIEWS.get(views) or SECTION_OF_APP.get(app)


def _may_administrate(request, person: Person) -> bool:
    return (person.heads_a_year or request.user.is_superuser) and admin.site.has_permission(request)


WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def date_words(day) -> str:
    """ "Thứ Năm, 26/11/2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
