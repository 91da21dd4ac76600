"""What a unit does to its own initiatives: write, register, report the result, take a draft back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from campaigns.actions.files import attach, detach
from campaigns.actions.initiatives.reasons import (
    missing_to_register,
    reasons_not_in_state,
    reasons_not_to_change,
    reasons_not_to_hand_in,
)
from campaigns.actions.telling import told_anew
from campaigns.models import Attachment, Author, Campaign, Initiative
from campaigns.states import InitiativeState
from toolkit.history import acting
from toolkit.numbers import plain_text
from toolkit.private_files import AcceptedFile
from toolkit.reasons import require
from toolkit.versions import save_seen
from units.models import Unit

MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class AuthorLine:
    """An author as typed; in a draft any of it may be missing."""

    name: str = ""
    office: str = ""
    role: str = ""
    share: Decimal | None = None

    @property
    def words(self) -> str:
        """ "Chuyên viên A, Phòng Kinh tế, đồng tác giả (40 %)"."""
        told = ", ".join(part for part in (self.name, self.office, self.role) if part)
        return told if self.share is None else f"{told} ({plain_text(self.share)} %)".lstrip()


def words_of_authors(authors: Sequence[AuthorLine]) -> str:
    return "; ".join(author.words for author in authors)


@transaction.atomic
def start_draft(
    campaign: Campaign,
    unit: Unit,
    texts: Mapping[str, Any],
    authors: Sequence[AuthorLine],
    *,
    key: UUID | None = None,
    files: Sequence[AcceptedFile] = (),
    by,
    at: datetime,
) -> Initiative:
    """A new draft of the unit. The same `key` again is the same draft, and only its text is written."""
    require(reasons_not_to_hand_in(campaign))
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two with the same key the second sees the first
    started = Initiative.objects.filter(draft_key=key, campaign=campaign, unit=unit).first() if key else None
    if started is not None:
        return write_draft(started, texts, authors, seen=started.version, files=files, by=by, at=at)
    initiative = Initiative(campaign=campaign, unit=unit, draft_key=key)
    _put(initiative, texts, authors)
    with acting("Soạn bản nháp", by=by):
        initiative.save()
    _put_authors(initiative, authors)
    attach(initiative, files, by=by, at=at)
    return initiative


@transaction.atomic
def write_draft(
    initiative: Initiative,
    texts: Mapping[str, Any],
    authors: Sequence[AuthorLine] | None,
    *,
    seen: int,
    files: Sequence[AcceptedFile] = (),
    is_autosave: bool = False,
    by,
    at: datetime,
) -> Initiative:
    """Write what was typed; `authors` None leaves them. Raises ChangedMeanwhile.

    Saving while somebody types writes no row of the history; the next deliberate step tells the difference to the
    row before. What is stored already, often by that very saving, is no conflict whatever version was seen.
    """
    row = _current(initiative)
    require(reasons_not_to_change(row))
    seen = row.version if _is_stored(row, texts, authors) else seen
    _put(row, texts, authors)
    if is_autosave:
        row.skip_history_when_saving = True  # type: ignore[attr-defined]  # simple_history looks for it
    with acting("Sửa nội dung", by=by):
        save_seen(row, seen=seen)
    if authors is not None:
        _put_authors(row, authors)
    attach(row, files, by=by, at=at)
    return row


@transaction.atomic
def register_initiative(initiative: Initiative, *, seen: int, by, at: datetime) -> Initiative:
    """Hand it in. The unit can no longer change it; whoever judges accepts it or sends it back."""
    row = _current(initiative)
    require(reasons_not_to_change(row))
    require(list(missing_to_register(row, list(row.authors.all())).values()))
    is_again = row.state == InitiativeState.RETURNED
    row.register(at=at)
    with acting("Sửa và đăng ký lại" if is_again else "Đăng ký", by=by), told_anew(row, not is_again):
        save_seen(row, seen=seen)
    return row


@transaction.atomic
def report_result(
    initiative: Initiative, result: str, *, seen: int, files: Sequence[AcceptedFile] = (), by, at: datetime
) -> Initiative:
    """What came of it, in the unit's words, with files."""
    row = _current(initiative)
    require(reasons_not_in_state(row, InitiativeState.ACCEPTED) or reasons_not_to_hand_in(row.campaign))
    row.result = result
    row.report(at=at)
    with acting("Nộp kết quả", by=by):
        save_seen(row, seen=seen)
    attach(row, files, by=by, at=at)
    return row


@transaction.atomic
def delete_draft(initiative: Initiative, *, by) -> None:
    """A draft that was never handed in goes, with its files."""
    row = _current(initiative)
    require(reasons_not_in_state(row, InitiativeState.DRAFTING))
    for file in row.attachments.all():
        detach(file)
    with acting("Bỏ bản nháp", by=by):
        row.delete()


@transaction.atomic
def remove_file(file: Attachment) -> None:
    require(reasons_not_to_change(_current(file.owner)))
    detach(file)


def _current(initiative: Initiative) -> Initiative:
    """As it is stored now, so that a state that changed meanwhile is answered with a sentence."""
    return Initiative.objects.select_related("campaign", "unit").get(pk=initiative.pk)


def _put(row: Initiative, texts: Mapping[str, Any], authors: Sequence[AuthorLine] | None) -> None:
    for name, value in texts.items():
        setattr(row, name, value)
    if authors is not None:
        row.authors_words = words_of_authors(authors)


def _is_stored(row: Initiative, texts: Mapping[str, Any], authors: Sequence[AuthorLine] | None) -> bool:
    words = row.authors_words if authors is None else words_of_authors(authors)
    return words == row.authors_words and all(getattr(row, name) == value for name, value in texts.items())


def _put_authors(row: Initiative, authors: Sequence[AuthorLine]) -> None:
    require([f"Mỗi sáng kiến ghi nhiều nhất {MOST_AUTHORS} tác giả."] if len(authors) > MOST_AUTHORS else [])
    row.authors.all().delete()
    Author.objects.bulk_create(
        Author(initiative=row, position=number, **asdict(author)) for number, author in enumerate(authors, 1)
    )
