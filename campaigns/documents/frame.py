"""What stands around the words of every paper: heading, number, place and date, signature, recipients, hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from campaigns.documents.facts import COUNCIL, BlocFacts
from campaigns.documents.wording import lines_of, long_date, symbol
from toolkit.qr import qr_address
from toolkit.text import clean

NAMED_RECIPIENTS = 12  # above it the list says "Các đơn vị thành viên Khối"
NO_SIGNER = "(Họ và tên)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The same in all papers. Empty texts are not printed; `draft` puts BẢN NHÁP on every page.

    `hash_code` is that of the result a paper was made from. `opening`, `assessment` and `closing` are paragraphs people
    typed instead of the paper's own words; they stand where its template has room for them.
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
    check_code: str = ""
    check_url: str = ""
    opening: tuple[str, ...] = ()
    assessment: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    @property
    def qr(self) -> str:
        """The address of the check page as a QR code, an SVG in a data: address."""
        return qr_address(self.check_url) if self.check_url else ""

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
    signs: Sequence[str] = (),
    file: str = "",
) -> Frame:
    """The frame of a paper dated `on` (None: no place-and-date line), in the series `type_` (empty: no number line).

    It is the bloc's, under the Council, and its head signs, unless another `body` issues it and the office `signs`.
    `file` is where a copy stays ("HS KTĐ02" when empty), the last of the recipients.
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
        office=office(facts, signs),
        signer=signer(facts),
        recipients=typed_recipients(facts, file) or tuple(recipients),
        goes_with=goes_with,
        check_code="" if draft else facts.check_code,
        check_url="" if draft else facts.check_url,
        opening=facts.texts.opening,
        assessment=facts.texts.assessment,
        closing=ended(facts.texts.closing),
    )


def ended(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The last one without its full stop: the paper ends it with "./." itself."""
    return (*paragraphs[:-1], paragraphs[-1].rstrip("./ ")) if paragraphs else ()


def office(facts: BlocFacts, signs: Sequence[str] = ()) -> tuple[str, ...]:
    if facts.texts.office:
        return tuple(line.upper() for line in lines_of(facts.texts.office.replace(" / ", "\n")))
    if signs:
        return tuple(clean(line).upper() for line in signs)
    title = clean(facts.head_title).upper()
    return ("TM. KHỐI THI ĐUA", "TRƯỞNG KHỐI", *([title] if title else []))


def signer(facts: BlocFacts) -> str:
    return clean(facts.texts.signer or facts.signer) or NO_SIGNER


def typed_recipients(facts: BlocFacts, file: str = "") -> tuple[str, ...]:
    """Nơi nhận as somebody wrote it: "- …;" each, the last "- Lưu: …."."""
    lines = [line.rstrip(";.") for line in facts.texts.recipients]
    if not lines:
        return ()
    if not lines[-1].startswith("Lưu"):
        lines.append(f"Lưu: {file or f'HS {facts.code}'}")
    return (*(f"- {line};" for line in lines[:-1]), f"- {lines[-1]}.")


def recipients(facts: BlocFacts, names: Sequence[str], *, upward: bool, by_name: bool = True) -> tuple[str, ...]:
    """Nơi nhận: the Council, the units called `names`, and the file.

    A paper that goes up starts with "Như trên", which is the Council it is addressed to.
    """
    units = list(names) if by_name and len(names) <= NAMED_RECIPIENTS else [f"Các đơn vị thành viên {facts.bloc}"]
    first = ["Như trên"] if upward else [f"{facts.council} (để báo cáo)"]
    lines = [f"- {line};" for line in [*first, *units]]
    return (*lines, f"- Lưu: HS {facts.code}.")
