"""What every paper of a bloc is made from: who issues it, where, who signs for it, what it cites."""

from dataclasses import dataclass
from datetime import date

from campaigns.models import Campaign, LegalBasis
from toolkit.text import clean
from units.models import Bloc, Membership, Role

COMMUNE_TYPES = ("thị trấn", "đặc khu", "phường", "xã")
CITY_TYPES = ("thành phố", "tỉnh")
COUNCIL = "Hội đồng Thi đua - Khen thưởng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What people wrote into a paper instead of what its data says; empty texts leave that as it is.

    `opening`, `assessment` and `closing` are paragraphs, `recipients` the lines of Nơi nhận without their dashes.
    """

    opening: tuple[str, ...] = ()
    assessment: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    office: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocFacts:
    """`check_code` and `check_url` (where anyone checks the paper) are empty on a draft.

    `commune` and `city` with or without their type; `number` as written ("02").

    `founded_by` and each legal basis are a phrase without its final punctuation; empty texts are left out.
    """

    commune: str
    city: str
    number: str
    bloc_name: str
    year: int
    founded_by: str = ""
    head_title: str = ""
    signer: str = ""
    legal_bases: tuple[str, ...] = ()
    texts: Texts = Texts()
    check_code: str = ""
    check_url: str = ""

    @property
    def commune_phrase(self) -> str:
        """ "xã Hà Bắc" inside a sentence."""
        return _typed(self.commune, COMMUNE_TYPES, "xã")

    @property
    def city_phrase(self) -> str:
        return _typed(self.city, CITY_TYPES, "thành phố")

    @property
    def place(self) -> str:
        """The name before the date: "Hà Bắc"; a name that is a number keeps its type ("Phường 1")."""
        kind, name = _split(self.commune, COMMUNE_TYPES)
        return clean(self.commune) if not kind or name[:1].isdigit() else name

    @property
    def council(self) -> str:
        return f"{COUNCIL} {self.commune_phrase}"

    @property
    def bloc(self) -> str:
        return clean(self.bloc_name) or f"Khối thi đua số {self.number}"

    @property
    def code(self) -> str:
        """The bloc in a symbol: KTĐ02."""
        return f"KTĐ{clean(self.number)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """A unit as it takes part in the year. `unit` is its key; `office` what its leader signs with."""

    unit: int
    name: str
    role: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts(BlocFacts):
    """What the papers of a year share: besides the bloc, the units of the year in their order."""

    members: tuple[MemberFacts, ...] = ()

    @classmethod
    def of(cls, campaign: Campaign, *, on: date) -> "YearFacts":
        """As it is on the day of the paper. Two queries, and those for the campaign's bloc and commune."""
        bloc = campaign.bloc
        memberships = Membership.objects.in_year(bloc, campaign.year).select_related("unit").order_by("position", "pk")
        members = tuple(
            MemberFacts(unit=m.unit_id, name=clean(m.unit.name), role=m.role, office=clean(m.unit.leader_title))
            for m in memberships
        )
        return cls(
            commune=bloc.commune.name,
            city=bloc.commune.city,
            number=bloc.number,
            bloc_name=bloc.name,
            year=campaign.year,
            founded_by=bloc.founded_by,
            head_title=next((member.office for member in members if member.role == Role.HEAD), ""),
            legal_bases=legal_bases_of(bloc, on),
            members=members,
        )

    @property
    def unit_names(self) -> tuple[str, ...]:
        return tuple(member.name for member in self.members)


def legal_bases_of(bloc: Bloc, on: date) -> tuple[str, ...]:
    """The titles of what is in force on the day."""
    bases = LegalBasis.objects.filter(bloc=bloc).in_force(on).order_by("position", "pk")
    return tuple(bases.values_list("title", flat=True))


def _split(name: str, types: tuple[str, ...]) -> tuple[str, str]:
    """The type at the head of a place's name, in lower case, and the rest; ("", name) when there is none."""
    name = clean(name)
    for kind in types:
        if name.lower().startswith(kind + " "):
            return kind, name[len(kind) + 1 :]
    return "", name


def _typed(name: str, types: tuple[str, ...], usual: str) -> str:
    kind, rest = _split(name, types)
    return f"{kind or usual} {rest}"
