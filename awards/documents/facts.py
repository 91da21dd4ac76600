"""What every paper of a settled round is made from, and how the bloc and its place are named in it."""

from dataclasses import dataclass

from awards.arithmetic import RoundContent, Settled
from toolkit.text import clean

COMMUNE_TYPES = ("thị trấn", "đặc khu", "phường", "xã")
CITY_TYPES = ("thành phố", "tỉnh")
COUNCIL = "Hội đồng Thi đua - Khen thưởng"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """`commune` and `city` with or without their type; `number` as written ("02"); `sha256` in hexadecimal.

    `founded_by` and each legal basis are a phrase without its final punctuation; empty texts are left out.
    """

    commune: str
    city: str
    number: str
    bloc_name: str
    year: int
    round_name: str
    content: RoundContent
    settled: Settled
    sha256: str
    founded_by: str = ""
    head_title: str = ""
    signer: str = ""
    legal_bases: tuple[str, ...] = ()

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

    @property
    def hash_code(self) -> str:
        """The first 16 hex digits in fours: "267a 2046 d836 1258"."""
        digits = self.sha256[:16].lower()
        return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


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
