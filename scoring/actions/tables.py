"""Bộ tiêu chí: a scoring table is made, copied, set up, approved, and taken up again as a new edition."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from simple_history.utils import bulk_create_with_history

from campaigns.actions.copying import Shift
from campaigns.actions.year import reasons_not_to_edit as reasons_closed
from campaigns.models import Campaign
from scoring.models import CriteriaSet, Criterion
from scoring.states import TableState
from scoring.stored import rows_of
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.text import fold
from toolkit.versions import locked, save_over

APPROVED = "Bộ tiêu chí này đã duyệt nên không sửa được nữa. Cần thay đổi thì soạn bản mới từ bộ này."
IN_USE = "Một kỳ chấm đã bắt đầu với bộ tiêu chí này nên không sửa được nữa."
CHANGED = "Bộ tiêu chí vừa được người khác sửa. Xem lại bản mới nhất rồi làm tiếp."


@transaction.atomic
def create_table(campaign: Campaign, name: str, *, by, at: datetime) -> CriteriaSet:
    """An empty draft. Raises NotPossible."""
    campaign = locked(campaign, "bloc")  # of two who name a table at once, the second sees the first
    require([*reasons_closed(campaign), *reasons_against_name(campaign, name)])
    with acting("Lập bộ tiêu chí", by=by):
        return CriteriaSet.objects.create(campaign=campaign, name=name)


@transaction.atomic
def copy_table(
    source: CriteriaSet, campaign: Campaign, name: str, *, by, at: datetime
) -> tuple[CriteriaSet, list[str]]:
    """A draft with the rows of another table of the bloc, areas by number; what it says of its year says this one.

    Returns the codes too that were left out because the year has no area of their number. Raises NotPossible.
    """
    campaign = locked(campaign, "bloc")  # of two who name a table at once, the second sees the first
    require([*reasons_closed(campaign), *reasons_against_name(campaign, name)])
    with acting(f"Lập bộ tiêu chí theo {source}"[:1000], by=by):
        table = CriteriaSet.objects.create(campaign=campaign, name=name, step=source.step, bonus_cap=source.bonus_cap)
        left_out = _copy_rows(source, table, Shift(source.campaign.year, campaign.year))
    return table, left_out


@transaction.atomic
def draft_edition(table: CriteriaSet, *, by, at: datetime) -> CriteriaSet:
    """The next edition of an approved table, a draft with the same rows. Raises NotPossible."""
    campaign = locked(table.campaign)
    stored = locked(table)
    require([*reasons_closed(campaign), *reasons_not_to_draft(stored)])
    last = _named(campaign, stored.name).aggregate(last=Max("edition"))["last"]
    with acting(f"Soạn bản {last + 1} từ {stored}"[:1000], by=by):
        new = CriteriaSet.objects.create(
            campaign=campaign,
            name=stored.name,
            step=stored.step,
            bonus_cap=stored.bonus_cap,
            edition=last + 1,
            based_on=stored,
        )
        _copy_rows(stored, new, Shift(campaign.year, campaign.year))
    return new


def _copy_rows(source: CriteriaSet, table: CriteriaSet, shift: Shift) -> list[str]:
    areas = {area.number: area for area in table.campaign.areas.all()}
    rows = rows_of(source)
    kept = [row for row in rows if row.area is None or row.area.number in areas]
    copies = [shift.row(row, criteria_set=table, area=areas[row.area.number] if row.area else None) for row in kept]
    bulk_create_with_history(copies, Criterion)
    return [row.code for row in rows if row not in kept]


@transaction.atomic
def edit_table(table: CriteriaSet, values: Mapping[str, Any], *, seen: int, by, at: datetime) -> CriteriaSet:
    """Name, step and bonus cap. Raises NotPossible, ChangedMeanwhile."""
    locked(table.campaign)
    stored = draft_of(table)
    require(reasons_against_name(table.campaign, values.get("name", stored.name), stored))
    for name, value in values.items():
        setattr(table, name, value)
    with acting("Sửa thiết lập bộ tiêu chí", by=by):
        save_over(table, stored, seen=seen)
    return table


@transaction.atomic
def approve_table(table: CriteriaSet, *, stamp: str, by, at: datetime) -> CriteriaSet:
    """Locked for good. `stamp` is that of the table the person looked at (stamp_of). Raises NotPossible."""
    stored = draft_of(table)
    require([*reasons_of_another(stored, stamp), *reasons_not_to_approve(rows_of(stored))])
    stored.approve(at=at)
    stored.version += 1
    with acting("Duyệt bộ tiêu chí", by=by):
        stored.save()
    return stored


@transaction.atomic
def remove_table(table: CriteriaSet, *, stamp: str, by, at: datetime) -> None:
    """A draft that no round uses goes with its rows. Raises NotPossible."""
    stored = draft_of(table)
    require([*reasons_of_another(stored, stamp), *reasons_not_to_remove(stored)])
    with acting("Bỏ bản đang soạn", by=by):
        stored.delete()


# What the other actions on a table share ----------------------------------------------------------------------------


def draft_of(table: CriteriaSet) -> CriteriaSet:
    """The table as it is stored, locked until the transaction ends. Raises NotPossible where it is no draft."""
    stored: CriteriaSet = locked(table, "campaign")
    require([*reasons_closed(stored.campaign), *reasons_not_to_edit(stored)])
    return stored


def stamp_of(table: CriteriaSet) -> str:
    """Another one whenever anything of the table or of its rows is: what was looked at is what is acted on."""
    said = [str(value) for value in (table.state, table.name, table.step, table.bonus_cap)]
    rows = list(table.criteria.order_by("position", "pk").values_list())
    return hashlib.sha256(repr((said, rows)).encode()).hexdigest()[:32]


def _named(campaign: Campaign, name: str) -> Any:
    return CriteriaSet.objects.filter(campaign=campaign, name=name)


# Reasons not to, as sentences ---------------------------------------------------------------------------------------


def reasons_not_to_edit(table: CriteriaSet) -> list[str]:
    if not table.is_draft:
        return [APPROVED]
    return [] if CriteriaSet.objects.unlocked().filter(pk=table.pk).exists() else [IN_USE]


def reasons_against_name(campaign: Campaign, name: str, table: CriteriaSet | None = None) -> list[str]:
    """A name is that of one table and its editions; an edition keeps the name it was taken up with."""
    if table and fold(table.name) == fold(name):
        return []
    if table and table.edition > 1:
        return [f"Bản {table.edition} giữ tên của các bản trước: “{table.name}”."]
    names = CriteriaSet.objects.filter(campaign=campaign).exclude(pk=table.pk if table else None)
    taken = fold(name) in map(fold, names.values_list("name", flat=True))
    return [f"Năm {campaign.year} đã có bộ tiêu chí tên “{name}”. Đặt tên khác."] if taken else []


def reasons_not_to_draft(table: CriteriaSet) -> list[str]:
    if table.is_draft:
        return ["Bản này đang soạn: sửa ngay ở đây."]
    drafts = _named(table.campaign, table.name).filter(state=TableState.DRAFTING)
    return [f"Bản {edition} đang được soạn. Soạn tiếp bản ấy." for edition in drafts.values_list("edition", flat=True)]


def reasons_not_to_approve(rows: Sequence[Criterion]) -> list[str]:
    if not any(row.is_base for row in rows):
        return ["Cần ít nhất một tiêu chí ngoài điểm thưởng và điểm trừ."]
    return []


def reasons_not_to_remove(table: CriteriaSet) -> list[str]:
    names = list(table.rounds.order_by("pk").values_list("name", flat=True))
    return [f"Kỳ chấm {', '.join(names)} đang dùng bộ tiêu chí này. Chọn bộ khác cho kỳ chấm trước."] if names else []


def reasons_of_another(table: CriteriaSet, stamp: str) -> list[str]:
    return [] if stamp_of(table) == stamp else [CHANGED]
