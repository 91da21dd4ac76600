"""How many people of a unit a title may go to: a number, or a share of its people rounded down. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from toolkit.numbers import plain_text


def share_of_people(people: int, percent: Decimal) -> int:
    """Exact, rounded down: 15 % of 20 is 3, of 19 is 2."""
    return int(Fraction(percent) * people // 100)


@dataclass(frozen=True, slots=True)
class PersonQuota:
    """A number, a percentage, or neither (no limit). A percentage is of those who reach the title `of`, "" of all."""

    number: int | None = None
    percent: Decimal | None = None
    of: str = ""

    @property
    def is_limited(self) -> bool:
        return self.number is not None or self.percent is not None

    def places(self, people: int | None) -> int | None:
        """None where there is no limit, or where the number of people it is taken of is not known."""
        if self.percent is None:
            return self.number
        return None if people is None else share_of_people(people, self.percent)

    @property
    def words(self) -> str:
        """ "Nhiều nhất 15 % số người của đơn vị"."""
        if self.percent is not None:
            return f"Nhiều nhất {plain_text(self.percent)} % số người{self._reaching} của đơn vị"
        return "Không giới hạn số người" if self.number is None else f"Nhiều nhất {self.number} người mỗi đơn vị"

    @property
    def _reaching(self) -> str:
        return f" đạt {self.of}" if self.of else ""

    def base_words(self, people: int) -> str:
        """ "20", "20 người đạt Lao động tiên tiến"."""
        return f"{people} người{self._reaching}" if self.of else str(people)


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How many places of a unit are taken; `people` is what a percentage is taken of, None while nobody has said."""

    quota: PersonQuota
    used: int
    people: int | None = None

    @property
    def places(self) -> int | None:
        return self.quota.places(self.people)

    @property
    def is_unknown(self) -> bool:
        """A share of people nobody has counted."""
        return self.quota.is_limited and self.places is None

    @property
    def is_over(self) -> bool:
        return self.places is not None and self.used > self.places

    @property
    def has_room(self) -> bool:
        """For one more."""
        return not self.quota.is_limited or (self.places is not None and self.used < self.places)

    @property
    def words(self) -> str:
        """ "2 trong 3 người (15 % của 20)"."""
        if not self.quota.is_limited:
            return f"{self.used} người, không giới hạn"
        if self.quota.percent is None:
            return f"{self.used} trong {self.places} người"
        percent = plain_text(self.quota.percent)
        if self.people is None:
            return f"{self.used} người; chưa có số người của đơn vị để tính {percent} %"
        return f"{self.used} trong {self.places} người ({percent} % của {self.quota.base_words(self.people)})"
