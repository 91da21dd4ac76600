"""A paper before it is issued: its draft, and what it would say where people have written nothing."""

from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any

from awards.documents import to_html
from awards.paper_words import texts_of, with_words
from awards.papers import DOCUMENT_OF, round_facts
from awards.states import PaperKind
from campaigns.documents.facts import Texts
from campaigns.documents.frame import NO_SIGNER
from campaigns.models import Campaign
from scoring.models import Round


@dataclass(frozen=True, slots=True)
class RoundPaper:
    """A paper of a settled round that could be issued; answers as awards.year_papers.YearPaper does."""

    kind: PaperKind
    round: Round
    subject: str = ""

    @property
    def campaign(self) -> Campaign:
        return self.round.campaign

    def document(self, *, on: date, texts: Texts | None = None) -> Any:
        """As a draft; `texts` instead of those that are stored."""
        if texts is None:
            texts = texts_of(self.campaign, self.kind, round=self.round)
        facts = with_words(round_facts(self.round, on=on), texts)
        return DOCUMENT_OF[self.kind].of(facts, on=on, number=None, draft=True)


def defaults_of(document: Any) -> dict[str, str]:
    """The words a paper has of itself, by the field people may write them in."""
    reader = OwnWords()
    reader.feed(to_html(document))
    frame = document.frame
    return {
        **{name: "\n".join(lines) for name, lines in reader.found.items()},
        "recipients": "\n".join(line.removeprefix("- ").rstrip(";.") for line in frame.recipients),
        "office": " / ".join(frame.office),
        "signer": "" if frame.signer == NO_SIGNER else frame.signer,
    }


class OwnWords(HTMLParser):
    """The paragraphs of a paper that its template marks data-words="opening" and so on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self._open = dict(attrs).get("data-words") or ""
            if self._open:
                self.found.setdefault(self._open, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[self._open][-1] += data
