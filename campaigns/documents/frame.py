"""What stands around the words of every paper: heading, number, place and date, signature, recipients, hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.documents.facts import COUNCIL, BlocFacts
from campaigns.documents.wording import long_date, symbol
from toolkit.text import clean

NAMED_RECIPIENTS = 12  # above it the list says "Các đơn vị thành viên Khối"
NO_SIGNER = "(Họ và tên)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The same in all papers. Empty texts are not printed; `draft` puts BẢN NHÁP on every page.

    `hash_code` is that of the result a paper was made from.
    """

    title: str
    subject: str
    author: str
    above: tuple[str, ...]
    body: str
    symbol: str
    place_and_date: str
    hash_code: str
    draft: bool
    office: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    goes_with: str = ""

    @property
    def pdf_title(self) -> str:
        return f"{self.title.capitalize()} - {self.author}, {self.subject}"


def frame(
    facts: BlocFacts,
    *,
    title: str,
    subject: str,
    on: date | None,
    type_: str = "",
    number: int | None = None,
    draft: bool = False,
    recipients: Sequence[str] = (),
    goes_with: str = "",
    hash_code: str = "",
    above: Sequence[str] = (),
    body: str = "",
) -> Frame:
    """The frame of a paper dated `on` (None: no place-and-date line), in the series `type_` (empty: no number line).

    It is the bloc's, under the Council, unless another `body` issues it.
    """
    return Frame(
        title=title.upper(),
        subject=subject,
        author=body or facts.bloc,
        above=tuple(line.upper() for line in above or (COUNCIL, facts.commune_phrase)),
        body=(body or facts.bloc).upper(),
        symbol=symbol(type_, None if draft else number, facts) if type_ else "",
        place_and_date=f"{facts.place}, {long_date(on)}" if on else "",
        hash_code=hash_code,
        draft=draft,
        office=office(facts),
        signer=signer(facts),
        recipients=tuple(recipients),
        goes_with=goes_with,
    )


def office(facts: BlocFacts) -> tuple[str, ...]:
    title = clean(facts.head_title).upper()
    return ("TM. KHỐI THI ĐUA", "TRƯỞNG KHỐI", *([title] if title else []))


def signer(facts: BlocFacts) -> str:
    return clean(facts.signer) or NO_SIGNER


def recipients(facts: BlocFacts, names: Sequence[str], *, upward: bool, by_name: bool = True) -> tuple[str, ...]:
    """Nơi nhận: the Council, the units called `names`, and the file.

    A paper that goes up starts with "Như trên", which is the Council it is addressed to.
    """
    units = list(names) if by_name and len(names) <= NAMED_RECIPIENTS else [f"Các đơn vị thành viên {facts.bloc}"]
    first = ["Như trên"] if upward else [f"{facts.council} (để báo cáo)"]
    lines = [f"- {line};" for line in [*first, *units]]
    return (*lines, f"- Lưu: HS {facts.code}.")
