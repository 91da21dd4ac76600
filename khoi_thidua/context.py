"""What the frame around every page shows: the bloc, the entries a person can use, the account."""

from dataclasses import dataclass
from datetime import date

from django.contrib import admin
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from khoi_thidua.people import Kind, Person, person_of
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
    "campaigns": "campaign",
    "campaign": "campaign",
    "rounds": "scoring",
    "round": "scoring",
    "results": "results",
    "ranking": "results",
    "trace": "results",
    "verification": "results",
    "proposals": "results",
    "papers": "papers",
}


@dataclass(frozen=True, slots=True)
class Entry:
    url_name: str
    words: str
    icon: str
    is_current: bool


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
    match = request.resolver_match
    current = SECTION_OF.get(match.url_name) if match else None
    return tuple(
        Entry(url_name, words, icon, section == current)
        for section, url_name, words, icon in ENTRIES
        if section != "scoring" or may(user, "scoring.open_scoring")
    )


def _may_administrate(request, person: Person) -> bool:
    return (person.heads_a_year or request.user.is_superuser) and admin.site.has_permission(request)


WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def date_words(day) -> str:
    """ "Thứ Năm, 26/11/2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
