"""From what a file of the demo year says to rows: keys are field names, a unit is its code, an area its number.

A list under a key (authors, reports, …) holds the parts of a row, or its files as "file|name people see".
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from campaigns.actions.files import attach
from campaigns.models import Campaign, ContentArea
from khoi_thidua.plan import DATA
from toolkit.fields import ScaledDecimalField
from toolkit.private_files import AcceptedFile, FileKind
from units.models import Unit

FILES = DATA / "minh-hoa"
Given = Mapping[str, Any]
Made = list[tuple[Any, Given]]


@dataclass
class Rows:
    """Makes the rows of one campaign, of each kind in one go. `files` wait until all rows are stored."""

    campaign: Campaign
    units: Mapping[str, Unit]
    areas: Mapping[int, ContentArea]
    files: Made = field(default_factory=list)

    def make(self, model: Any, given: Sequence[Given]) -> Made:
        """Rows of the campaign itself, each with what was said of it."""
        return self.keep(model, [(self.row(model, said, campaign=self.campaign), said) for said in given])

    def make_parts(self, model: Any, whole: str, wholes: Made, key: str) -> Made:
        """The rows under `key` of every whole, numbered where the model has a position."""
        has_place = any(column.name == "position" for column in model._meta.fields)
        made = []
        for row, said in wholes:
            for place, part in enumerate(said.get(key, ()), 1):
                more = {"position": place} if has_place else {}
                made.append((self.row(model, part, **{whole: row}, **more), part))
        return self.keep(model, made)

    def keep(self, model: Any, made: Made) -> Made:
        rows = [row for row, _ in made]
        if hasattr(model, "history"):
            bulk_create_with_history(rows, model)
        else:
            model.objects.bulk_create(rows)
        self.files += [(row, said) for row, said in made if "files" in said]
        return made

    def row(self, model: Any, said: Given, **more: Any) -> Any:
        return model(**self.values(model, said), **more)

    def values(self, model: Any, said: Given) -> dict[str, Any]:
        return {
            name: self.value(model._meta.get_field(name), text)
            for name, text in said.items()
            if not isinstance(text, list)
        }

    def value(self, column: Any, text: Any) -> Any:
        match column:
            case models.ForeignKey():
                return self.units[text] if column.related_model is Unit else self.areas[text]
            case models.DateTimeField():
                return moment(text)
            case models.DateField():
                return date.fromisoformat(text)
            case ScaledDecimalField():
                return Decimal(text)
        return text

    def attach_files(self) -> None:
        """They came when the thing was last touched."""
        opening = f"{self.campaign.starts_on}T08:00"
        for owner, said in self.files:
            at = moment(max([opening, *(text for name, text in said.items() if name.endswith("_at"))]))
            attach(owner, [accepted(name) for name in said["files"]], by=None, at=at)


def moment(text: str) -> datetime:
    """At the bloc's own place: 2026-06-12T09:40."""
    return timezone.make_aware(datetime.fromisoformat(text))


def accepted(name: str) -> AcceptedFile:
    """Our own file under the name it is shown by; it needs no looking at."""
    kept, shown = name.split("|")
    data = _read(kept)
    return AcceptedFile(shown, FileKind(kept.rpartition(".")[2]), hashlib.sha256(data).hexdigest(), len(data), data)


@cache
def _read(name: str) -> bytes:
    return (FILES / name).read_bytes()
