"""Chấm chéo: the head asks units to check each other; each enters what it would have scored, line by line.

The round is locked before the ring changes, a check before a line of it does; the states are read afterwards.
"""

from collections.abc import Sequence

from django.db import transaction

from scoring.models import CheckedMark, Criterion, CrossCheck, Round
from scoring.states import RoundState
from toolkit.reasons import require
from toolkit.versions import ChangedMeanwhile, locked

ASSIGNED_IN = (RoundState.SELF_SCORING, RoundState.APPRAISING)

Pair = tuple[int, int]  # the keys of the unit that checks and of the unit that is checked


def ring_of(units: Sequence[int], shift: int = 1) -> list[Pair]:
    """Each unit checks the one `shift` places further; never itself. Fewer than two units make no ring."""
    count = len(units)
    if count < 2:
        return []
    step = (shift - 1) % (count - 1) + 1
    return [(unit, units[(i + step) % count]) for i, unit in enumerate(units)]


@transaction.atomic
def assign_checks(round: Round, pairs: Sequence[Pair], *, by) -> list[CrossCheck]:
    """The whole ring at once, in place of the one before. Raises NotPossible with everything that is wrong."""
    stored = _held(round)
    units = set(stored.sheets.values_list("unit_id", flat=True))
    require([*reasons_not_to_assign(stored), *reasons_against_ring(pairs, units)])
    stored.checks.all().delete()
    return CrossCheck.objects.bulk_create(
        [CrossCheck(round=stored, checker_id=checker, unit_id=unit) for checker, unit in pairs]
    )


@transaction.atomic
def take_back_checks(round: Round, *, by) -> None:
    stored = _held(round)
    require(reasons_not_to_assign(stored))
    stored.checks.all().delete()


def _held(round: Round) -> Round:
    """The round locked with its checks: who saves a line of one is waited for, who comes later finds none."""
    stored: Round = locked(round)
    list(stored.checks.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return stored


def reasons_not_to_assign(round: Round) -> list[str]:
    if round.phase not in ASSIGNED_IN:
        return ["Giao chấm chéo ở bước tự chấm hoặc thẩm định."]
    begun = CheckedMark.objects.filter(cross_check__round=round).exclude(entry="", note="").exists()
    if begun or round.checks.exclude(done_at=None).exists():
        return ["Đã có đơn vị nhập điểm chấm chéo, không đổi việc giao được nữa."]
    return []


def reasons_against_ring(pairs: Sequence[Pair], units: set[int]) -> list[str]:
    checkers, checked = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    reasons = []
    if len(units) < 2:
        reasons.append("Chấm chéo cần ít nhất hai đơn vị.")
    if set(checkers) != units or len(checkers) != len(units):
        reasons.append("Mỗi đơn vị chấm chéo đúng một đơn vị khác.")
    if set(checked) != units or len(checked) != len(units):
        reasons.append("Mỗi đơn vị được đúng một đơn vị khác chấm chéo.")
    if any(checker == unit for checker, unit in pairs):
        reasons.append("Không đơn vị nào tự chấm chéo mình.")
    return reasons


# What the checking unit says ------------------------------------------------------------------------------------------


def locked_check(check: CrossCheck) -> CrossCheck:
    """The check as it is stored, locked, with its round read afterwards."""
    stored: CrossCheck = locked(check)
    stored.round = Round.objects.get(pk=stored.round_id)
    return stored


@transaction.atomic
def enter_check(check: CrossCheck, criterion: Criterion, entry: str, note: str, *, seen: int, by) -> CheckedMark:
    """`entry` is canonical text, "" for nothing. Raises NotPossible, and ChangedMeanwhile."""
    stored = locked_check(check)
    require([*reasons_not_to_check(stored), *reasons_against_entry(stored, criterion, entry, note)])
    line = stored.marks.filter(criterion=criterion).first() or CheckedMark(cross_check=stored, criterion=criterion)
    if line.version != seen:
        raise ChangedMeanwhile(line)
    line.entry, line.note, line.version = entry, note, seen + 1
    line.save()
    return line


@transaction.atomic
def send_check(check: CrossCheck, remark: str, *, by, at) -> CrossCheck:
    """Gửi kết quả chấm chéo: until it is taken back, nothing of it changes. Raises NotPossible."""
    stored = locked_check(check)
    is_empty = not stored.marks.exclude(entry="").exists()
    nothing = ["Chưa có điểm chấm chéo nào để gửi. Nhập ít nhất một tiêu chí."] if is_empty else []
    require([*reasons_not_to_check(stored), *nothing])
    stored.remark, stored.done_at = remark, at
    stored.version += 1
    stored.save()
    return stored


@transaction.atomic
def take_back_check(check: CrossCheck, *, by) -> CrossCheck:
    """The checking unit corrects what it sent, as long as the appraisal lasts. Raises NotPossible."""
    stored = locked_check(check)
    require(_reasons_of_phase(stored) or ([] if stored.done_at else ["Kết quả chấm chéo chưa gửi."]))
    stored.done_at = None
    stored.version += 1
    stored.save()
    return stored


def reasons_not_to_check(check: CrossCheck) -> list[str]:
    if reasons := _reasons_of_phase(check):
        return reasons
    return ["Kết quả chấm chéo đã gửi. Rút lại trước khi sửa."] if check.done_at else []


def _reasons_of_phase(check: CrossCheck) -> list[str]:
    if check.round.phase is RoundState.APPRAISING:
        return []
    is_early = check.round.phase in (RoundState.PREPARING, RoundState.SELF_SCORING)
    return [
        "Chấm chéo mở khi kỳ chấm sang bước thẩm định." if is_early else "Bước thẩm định đã xong, chấm chéo đã đóng."
    ]


def reasons_against_entry(check: CrossCheck, criterion: Criterion, entry: str, note: str) -> list[str]:
    if criterion.criteria_set_id != check.round.criteria_set_id:
        return ["Tiêu chí này không thuộc kỳ chấm."]
    return ["Ghi điểm chấm chéo bên cạnh ý kiến."] if note and not entry and criterion.is_base else []
