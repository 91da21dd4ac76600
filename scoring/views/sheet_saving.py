"""A row of a sheet on its way into the store, and what became of it."""

from dataclasses import replace

from django.utils import timezone

from scoring.actions.marks import enter_mark
from scoring.forms.sheets import RowProblem, Typed, base_of, content_of, digest, is_same
from scoring.models import Mark
from scoring.sheet_rows import Answer, moment
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile


def save_row(mark: Mark, typed: Typed, *, by, at) -> Answer:
    """Store a row through `enter_mark`, unless it says what is stored, or what it said when it was shown."""
    if typed.keeps_stored:
        return Answer(mark)
    try:
        content = content_of(typed, mark)
    except RowProblem as problem:
        return Answer(mark, typed, problem.sentences)
    is_untouched = typed.chosen is None and not typed.fact and digest(content.entry, content.note) == typed.base
    if is_untouched or is_same(content, mark):
        return Answer(mark)
    if typed.is_undecided and typed.chosen is None:
        return Answer(mark, typed, meanwhile=who_saved(mark, by))
    try:
        return Answer(enter_mark(mark, content, seen=seen_of(mark, typed), by=by, at=at), is_saved=True)
    except NotPossible as problem:
        return Answer(mark, typed, tuple(problem.reasons))
    except ChangedMeanwhile as problem:
        return met(problem.now, typed, content, by=by, at=at)


def seen_of(mark: Mark, typed: Typed) -> int:
    """The version the person knows. While the unit's own words are those that were shown, the newest is as good: only
    something else of the row has changed, such as the remark it was sent back with."""
    if typed.chosen is not None:
        return typed.chosen
    return mark.version if base_of(mark) == typed.base else typed.seen


def met(now, typed: Typed, content, *, by, at) -> Answer:
    """Somebody was quicker: the same words are no conflict, other words are the person's to choose between."""
    if is_same(content, now):
        return Answer(now)
    if base_of(now) == typed.base:
        return save_row(now, replace(typed, seen=now.version), by=by, at=at)
    return Answer(now, replace(typed, chosen=None), meanwhile=who_saved(now, by))


def who_saved(mark: Mark, by) -> str:
    """ "Văn thư vừa lưu số khác lúc 14:05". One query."""
    rows = Mark.history.model.objects.filter(id=mark.pk).order_by("-history_id")
    last = rows.values_list("history_user_id", "history_by").first()
    user, name = last or (None, "")
    who = "Một cửa sổ khác của tài khoản này" if user == by.pk else name or "Người khác"
    return f"{who} vừa lưu số khác lúc {moment(mark.entered_at) or moment(timezone.now())}"
