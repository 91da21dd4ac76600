"""What is taken away from a year is kept: who, when, which file."""

from django.utils import timezone

from toolkit.history import Place
from units.actions import note_reading
from units.models import ReadingKind


def keep_reading(request, campaign, about: str, *, page: str, of: int) -> None:
    """One row for one file; `page` and `of` say in whose history it stands."""
    kind = ReadingKind.DOWNLOAD if page == "van-ban" else ReadingKind.EXPORT
    place = Place(of=of, bloc=campaign.bloc_id, year=campaign.year)
    note_reading(request.user, kind, about, at=timezone.now(), page=page, place=place)
