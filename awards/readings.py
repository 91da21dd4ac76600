"""What is taken away from a round is kept: who, when, which file."""

from django.utils import timezone

from toolkit.history import Place
from units.actions import note_reading
from units.models import ReadingKind


def keep_reading(request, round, about: str, *, page: str = "ky-cham", of: int | None = None) -> None:
    """One row for one file; `page` and `of` say in whose history it stands, the round's unless told otherwise."""
    kind = ReadingKind.DOWNLOAD if page == "van-ban" else ReadingKind.EXPORT
    place = Place(of=of or round.pk, bloc=round.campaign.bloc_id, year=round.campaign.year)
    note_reading(request.user, kind, about, at=timezone.now(), page=page, place=place)
