"""A round from its making to the review: created, edited, moved on, taken a step back. Settling is the awards' to do,
because the awards follow from it (awards.actions.settle_round)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django_fsm import TransitionNotAllowed
from simple_history.utils import bulk_create_with_history

from campaigns.actions.year import reasons_not_to_edit as reasons_closed
from scoring.arithmetic import Band as BandContent
from scoring.models import Band, Evidence, Mark, Round, ScoreSheet
from scoring.readiness import reasons_not_to_move_on
from scoring.states import RoundState
from toolkit.history import acting
from toolkit.reasons import NotPossible, require
from toolkit.versions import locked, save_seen
from units.models import Membership, Role

DATES = ("self_scoring_until", "appraising_until", "shown_until", "objecting_until", "reviewing_until")
MOVES = {
    RoundState.PREPARING: (Round.open_self_scoring, "Mở tự chấm"),
    RoundState.SELF_SCORING: (Round.begin_appraisal, "Bắt đầu thẩm định"),
    RoundState.APPRAISING: (Round.show, "Công khai điểm trong Khối"),
    RoundState.SHOWN: (Round.open_objections, "Nhận kiến nghị"),
    RoundState.OBJECTING: (Round.begin_review, "Bắt đầu bình xét"),
}


@transaction.atomic
def create_round(round: Round, bands: Sequence[BandContent], *, by, at: datetime) -> Round:
    """Store a new round in preparation, with a sheet for every unit of the year. Raises NotPossible."""
    require([*reasons_closed(round.campaign), *reasons_against(round)])
    with acting("Tạo kỳ chấm", by=by):
        round.save()
        write_bands(round, bands)
        sync_sheets(round)
    return round


@transaction.atomic
def edit_round(
    round: Round, values: Mapping[str, Any], bands: Sequence[BandContent] | None, *, seen: int, by, at: datetime
) -> Round:
    """Everything while it is prepared, its dates until it is settled. Raises NotPossible, ChangedMeanwhile."""
    stored = locked(round)
    require(reasons_not_to_edit(stored, values, bands))
    if is_other_table(stored, values):
        require(reasons_not_to_change_table(stored))
        Mark.objects.in_round(stored).delete()  # empty lines of the table before
    for name, value in values.items():
        setattr(round, name, value)
    require(reasons_against(round))
    with acting("Sửa kỳ chấm", by=by):
        save_seen(round, seen=seen)
        if bands is not None:
            write_bands(round, bands)
    return round


def reasons_not_to_edit(round: Round, values: Mapping[str, Any], bands: Sequence[BandContent] | None) -> list[str]:
    if round.is_settled:
        return ["Kỳ chấm đã chốt, không sửa được nữa."]
    is_more = bands is not None or set(values) - set(DATES)
    if is_more and round.state != RoundState.PREPARING:
        return ["Kỳ chấm đã bắt đầu: chỉ còn sửa được các mốc thời gian."]
    return []


def is_other_table(stored: Round, values: Mapping[str, Any]) -> bool:
    return "criteria_set" in values and values["criteria_set"].pk != stored.criteria_set_id


def reasons_not_to_change_table(round: Round) -> list[str]:
    """Entries belong to the lines of their table: another edition would stand beside them, with the same codes."""
    is_entered = Mark.objects.in_round(round).exclude(self_entry="", appraised_entry="", note="").exists()
    if is_entered or Evidence.objects.in_round(round).exists():
        return ["Các đơn vị đã chấm theo bộ tiêu chí này nên không đổi được nữa. Lập kỳ chấm mới với bộ tiêu chí khác."]
    return []


def reasons_against(round: Round) -> list[str]:
    """What the values of a round say against each other."""
    reasons = []
    if Round.objects.filter(campaign=round.campaign_id, name=round.name).exclude(pk=round.pk).exists():
        reasons.append("Năm này đã có kỳ chấm cùng tên. Đặt tên khác.")
    if round.criteria_set.campaign_id != round.campaign_id:
        reasons.append("Bộ tiêu chí thuộc năm khác. Chọn bộ tiêu chí của năm này.")
    dates = [getattr(round, name) for name in DATES if getattr(round, name)]
    if dates != sorted(dates):
        reasons.append("Các mốc thời gian phải nối tiếp nhau theo thứ tự các bước.")
    return reasons


def write_bands(round: Round, bands: Sequence[BandContent]) -> None:
    """The classifications of the round, all anew where they differ."""
    wanted = {(band.name, band.lowest_total) for band in bands}
    if wanted == {(band.name, band.lowest_total) for band in round.bands.all()}:
        return
    round.bands.all().delete()
    bulk_create_with_history([Band(round=round, name=b.name, lowest_total=b.lowest_total) for b in bands], Band)


def sync_sheets(round: Round) -> None:
    """A sheet for every unit of the year, under the name and the role it has now; settled rounds keep theirs."""
    members = members_of(round)
    sync_names(round, members)
    known = set(round.sheets.values_list("unit_id", flat=True))
    new = [
        ScoreSheet(round=round, unit=m.unit, unit_name=m.unit.name, role=m.role, position=position)
        for position, m in enumerate(members, 1)
        if m.unit_id not in known
    ]
    bulk_create_with_history(new, ScoreSheet)


def members_of(round: Round) -> list[Membership]:
    return list(Membership.objects.in_year(round.campaign.bloc, round.year).select_related("unit").order_by("position"))


def sync_names(round: Round, members: Sequence[Membership]) -> None:
    """The sheets there are, under the name and the role their units have now."""
    known = {sheet.unit_id: sheet for sheet in round.sheets.all()}
    changed = [
        (sheet, member)
        for member in sorted(members, key=lambda m: m.role == Role.HEAD)  # one head at a time: the old one goes first
        if (sheet := known.get(member.unit_id)) and (sheet.unit_name, sheet.role) != (member.unit.name, member.role)
    ]
    for sheet, member in changed:
        sheet.unit_name, sheet.role = member.unit.name, member.role
        sheet.version += 1
        sheet.save()


def lay_out_marks(round: Round) -> None:
    """A line for every unit and criterion, empty: entries are changed rows, and rows have versions."""
    known = set(Mark.objects.in_round(round).values_list("sheet_id", "criterion_id"))
    criteria = list(round.criteria_set.criteria.values_list("pk", flat=True))
    sheets = list(round.sheets.values_list("pk", flat=True))
    missing = [(sheet, c) for sheet in sheets for c in criteria if (sheet, c) not in known]
    Mark.objects.bulk_create([Mark(sheet_id=sheet, criterion_id=c) for sheet, c in missing], batch_size=2000)


@transaction.atomic
def move_on(round: Round, *, seen_state: str, by, at: datetime) -> Round:
    """To the next phase. `seen_state` is the phase the person saw; of two who press at once the second is told.

    Raises NotPossible with everything that is missing.
    """
    stored = hold(round)
    require(reasons_of_another_state(stored, seen_state))
    require(reasons_not_to_move_on(stored, at=at))
    if stored.phase not in MOVES:
        raise NotPossible(["Bước tiếp theo là chốt kết quả."])
    move, deed = MOVES[stored.phase]
    with acting(deed, by=by):
        if stored.phase is RoundState.PREPARING:
            sync_sheets(stored)
            lay_out_marks(stored)
        move(stored)
        stored.back_reason = ""
        stored.version += 1
        stored.save()
    return stored


@transaction.atomic
def step_back(round: Round, reason: str, *, seen_state: str, by, at: datetime) -> Round:
    """To the phase before, with the reason everybody reads. Raises NotPossible."""
    stored = hold(round)
    require([*reasons_of_another_state(stored, seen_state), *reasons_not_to_step_back(stored)])
    try:
        stored.step_back(reason=reason)
    except TransitionNotAllowed:
        raise NotPossible(["Kỳ chấm không lùi được từ bước này."]) from None
    stored.version += 1
    with acting(f"Lùi về bước {stored.phase.label}: {reason}"[:1000], by=by):
        stored.save()
    return stored


def hold(round: Round) -> Round:
    """The round locked with its sheets and every line: who saves one now is waited for, who comes later sees the move.

    Sheets before lines, as who hands a sheet in locks them.
    """
    stored: Round = locked(round)
    list(ScoreSheet.objects.in_round(stored).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    list(Mark.objects.in_round(stored).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    list(stored.checks.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return stored


def reasons_of_another_state(stored: Round, seen_state: str) -> list[str]:
    if stored.state == seen_state:
        return []
    return [f"Kỳ chấm vừa được chuyển sang bước {stored.phase.words}. Xem lại rồi làm tiếp."]


def reasons_not_to_step_back(round: Round) -> list[str]:
    if round.is_settled:
        return ["Kỳ chấm đã chốt, không lùi lại được."]
    return [] if round.is_under_way else ["Kỳ chấm đang ở bước đầu tiên."]
