"""Papers as the Council reads them: in force, withdrawn or replaced, and what is known of their signatures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from awards.models import Paper, SignedPaper
from awards.states import KIND_CHOICES, PaperState

KIND_ORDER = {kind: place for place, (kind, _) in enumerate(KIND_CHOICES)}
TRUSTED, UNTRUSTED, DEMO = "Đã ký, chứng thư tin cậy", "Đã ký, chứng thư chưa được tin cậy", "Chỉ là chữ ký dùng thử"


@dataclass(frozen=True, slots=True)
class Signature:
    """The best signed copy of a paper. `warnings` are the sentences of what was found wanting."""

    pk: int
    words: str
    signers: tuple[str, ...]
    warnings: tuple[str, ...]
    sha256: str

    @property
    def css(self) -> str:
        return {TRUSTED: "tag-done", UNTRUSTED: "tag-soon", DEMO: "tag-late"}[self.words]


@dataclass(frozen=True, slots=True)
class PaperLine:
    paper: Paper
    signature: Signature | None

    @property
    def is_in_force(self) -> bool:
        return self.paper.state == PaperState.ISSUED

    @property
    def withdrawn_on(self) -> datetime | None:
        withdrawal = getattr(self.paper, "withdrawal", None)
        return timezone.localtime(withdrawal.withdrawn_at) if withdrawal else None

    @property
    def reason(self) -> str:
        withdrawal = getattr(self.paper, "withdrawal", None)
        return withdrawal.reason if withdrawal else ""

    @property
    def replaced_by(self) -> Paper | None:
        return getattr(self.paper, "replaced_by", None)


def paper_lines(papers: Iterable[Paper]) -> list[PaperLine]:
    """In the order given. One query."""
    papers = list(papers)
    signatures = signatures_of(papers)
    return [PaperLine(paper, signatures.get(paper.pk)) for paper in papers]


def told(papers):
    """A set of papers with all that their lines say, and without what they were made from."""
    return papers.select_related("bloc", "round", "campaign", "withdrawal", "replaced_by__bloc").defer(
        "facts", "replaced_by__facts"
    )


def by_kind(lines: Sequence[PaperLine]) -> list[tuple[str, list[PaperLine]]]:
    """(name of the kind, its papers), the kinds in the order of documents, the papers in the order given."""
    found: dict[str, list[PaperLine]] = {}
    for line in sorted(lines, key=lambda line: KIND_ORDER[line.paper.kind]):
        found.setdefault(line.paper.get_kind_display(), []).append(line)
    return list(found.items())


def signatures_of(papers: Sequence[Paper]) -> dict[int, Signature]:
    """By paper: of several copies a trusted one, then one that is not for trying, then the latest."""
    copies = SignedPaper.objects.filter(paper__in=[paper.pk for paper in papers]).defer("pdf")
    ordered = sorted(copies, key=lambda c: (c.is_trusted and not c.is_demo, not c.is_demo, c.uploaded_at, c.pk))
    return {copy.paper_id: _signature(copy) for copy in ordered}


def _signature(copy: SignedPaper) -> Signature:
    return Signature(
        pk=copy.pk,
        words=signature_words(copy),
        signers=tuple(signer_words(*signer[:2]) for signer in copy.signers if len(signer) > 1),
        warnings=tuple(sentence for _, is_good, sentence in copy.verdicts if not is_good),
        sha256=copy.sha256,
    )


def signature_words(copy: SignedPaper) -> str:
    if copy.is_demo:
        return DEMO
    return TRUSTED if copy.is_trusted else UNTRUSTED


def signer_words(name: str, at: str | None) -> str:
    """Like "Nguyễn Văn A, 09:00 ngày 18/12/2026"; a signature need not say when."""
    try:
        moment = datetime.fromisoformat(at or "")
    except ValueError:
        return f"{name}, không ghi giờ ký"
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{name}, {local:%H:%M} ngày {local:%d/%m/%Y}"
