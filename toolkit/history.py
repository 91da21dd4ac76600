"""Histories people can read: what changed, from what to what, told in words when it is written.

django-simple-history keeps the values; beside them every row keeps the words of its day: the name of who did it, what
the thing was called, each change with its label. A person or a unit renamed, moved or deleted later is still found
there under the name of that time, and a page of many histories asks the database once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from simple_history.manager import HistoricalQuerySet, HistoryManager
from simple_history.models import HistoricalRecords

from toolkit.numbers import plain_text

MADE, CHANGED, TAKEN_AWAY = "+", "~", "-"
STORED = "_stored"  # the row as it was locked, on a row that is saved: its history need not ask what it was


# Who and why --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deed:
    """What the rows written meanwhile are signed with. `by` None is a command on the server."""

    reason: str = ""
    by: Any = None
    knows_who: bool = False


NO_DEED = Deed()
_deed: ContextVar[Deed] = ContextVar("deed", default=NO_DEED)
UNSAID = object()


@contextmanager
def acting(reason: str = "", *, by: Any = UNSAID) -> Iterator[None]:
    """Sign what is written inside. What is not said here is taken from around it, and in the end from the request."""
    around = _deed.get()
    who = (around.by, around.knows_who) if by is UNSAID else (by, True)
    token = _deed.set(Deed(reason or around.reason, *who))
    try:
        yield
    finally:
        _deed.reset(token)


def who_acts() -> Any:
    """The person behind the change: said by the action, else logged in to the request, else None."""
    deed = _deed.get()
    if deed.knows_who:
        return deed.by
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated else None


# What is told -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Whose a row is: keys of bloc and unit, the year, and the key of the object whose page it stands on."""

    of: int
    bloc: int | None = None
    year: int | None = None
    unit: int | None = None


@dataclass(frozen=True)
class Story:
    """How rows of a model are told. `fields` in this order; `words` says what a field's value is called.

    `page` is the word in the address of the history they stand in.
    """

    page: str
    noun: str
    fields: tuple[str, ...]
    place: Callable[[Any], Place]
    about: Callable[[Any], str]
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)  # where the model's own label is Django's
    is_part: bool = False  # loaded by the hundred: its making is told by the whole


def told(story: Story, row: models.Model, names: Iterable[str] | None = None) -> dict[str, str]:
    """The fields of a row in words, by label; what is empty is left out. `names` are fewer of them."""
    asked = story.fields if names is None else names
    said = {label_of(story, row, name): (story.words.get(name) or _words_of(name))(row) for name in asked}
    return {label: text for label, text in said.items() if text}


def differences(before: Mapping[str, str], after: Mapping[str, str], labels: Iterable[str]) -> list[list[str]]:
    """[label, from, to] of what is not the same; "" is what is not there."""
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
    return [[label, old, new] for label, old, new in pairs if old != new]


def label_of(story: Story, row: models.Model, name: str) -> str:
    return story.labels.get(name) or str(getattr(row._meta.get_field(name), "verbose_name", name))


def _words_of(name: str) -> Callable[[Any], str]:
    return lambda row: words(row, name)


def words(row: models.Model, name: str) -> str:
    """A value as people write it: the label of a choice, "có", 10,5, 26/11/2026, the name of what is referred to."""
    column = row._meta.get_field(name)
    value = getattr(row, name)
    if value is None or value == "":
        return ""
    if getattr(column, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    match value:
        case bool():
            return "có" if value else "không"
        case Decimal():
            return plain_text(value)
        case datetime():
            return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
    return str(value)


# What is kept -------------------------------------------------------------------------------------------------------


class Unchangeable(Exception):
    """A row of a history was about to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows are added and read. Nothing here changes or deletes them."""

    def update(self, **kwargs: Any) -> int:
        raise Unchangeable("Lịch sử không sửa được.")

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        raise Unchangeable("Lịch sử không sửa được.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Unchangeable("Lịch sử không xóa được.")

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: not offered on the manager


class AppendOnly(models.Model):
    """Rows that are written once."""

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable("Lịch sử không sửa được.")
        super().save(**kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Unchangeable("Lịch sử không xóa được.")


class HistoryQuerySet(AppendOnlyQuerySet, HistoricalQuerySet):  # type: ignore[misc]  # simple_history has no types
    pass


class HistoryRow(AppendOnly):
    """The words of the day, beside the values. The keys are plain numbers: what they name may be gone by now."""

    history_by = models.CharField("người làm", max_length=150, blank=True)
    history_by_place = models.CharField("đơn vị của người làm", max_length=255, blank=True)
    history_of = models.BigIntegerField("trang lịch sử", db_index=True)
    history_bloc = models.BigIntegerField("khối", null=True, db_index=True)
    history_year = models.PositiveSmallIntegerField("năm", null=True)
    history_unit = models.BigIntegerField("đơn vị", null=True, db_index=True)
    history_about = models.CharField("đối tượng", max_length=1000)
    history_words = models.JSONField("nội dung", default=dict)
    history_changes = models.JSONField("thay đổi", default=list)
    history_is_part = models.BooleanField("thuộc một lần nạp", default=False)

    class Meta:
        abstract = True


class BulkHistory(HistoryManager):  # type: ignore[misc]  # simple_history has no types
    """What `bulk_create_with_history` and `bulk_update_with_history` write, in as many queries for any number."""

    def bulk_history_create(
        self, objs: Sequence[Any], batch_size: int | None = None, update: bool = False, **unused: Any
    ) -> list[Any]:
        model = self.model
        before = {row.pk: row.__dict__.pop(STORED, None) for row in objs}
        if update and not all(before.values()):
            before = told_last(model, [row.pk for row in objs])
        rows = [history_row(model, row, CHANGED if update else MADE, before.get(row.pk)) for row in objs]
        rows = [row for row in rows if row.history_type != CHANGED or row.history_changes]
        return list(model.objects.bulk_create(rows, batch_size=batch_size))


def told_last(model: Any, pks: Sequence[Any]) -> dict[Any, Any]:
    """The latest row of each object. One query."""
    rows = model.objects.filter(**{f"{model.instance_type._meta.pk.name}__in": pks}).order_by("history_id")
    return {getattr(row, model.instance_type._meta.pk.attname): row for row in rows}


def history_row(model: Any, instance: Any, history_type: str, before: Any = None) -> Any:
    """A row about the instance as it is now, not yet stored."""
    story, who, now = model.story, who_acts(), timezone.now()
    place, said = story.place(instance), told(story, instance)
    return model(
        history_date=now,
        history_type=history_type,
        history_user_id=who.pk if who else None,
        history_by=str(who)[:150] if who else "",
        history_by_place=place_words(who)[:255] if who else "",
        history_change_reason=_deed.get().reason,
        history_of=place.of,
        history_bloc=place.bloc,
        history_year=place.year,
        history_unit=place.unit,
        history_about=story.about(instance)[:1000],
        history_words=said,
        history_changes=changes_of(story, instance, said, before) if history_type == CHANGED else [],
        history_is_part=story.is_part and history_type == MADE,
        **{column.attname: getattr(instance, column.attname) for column in model.tracked_fields},
    )


def changes_of(story: Story, instance: Any, said: Mapping[str, str], before: Any) -> list[list[str]]:
    """What differs in value and in words: a unit that is called otherwise by now is no other unit."""
    names = [name for name in story.fields if before is None or _other(instance, before, name)]
    labels = [label_of(story, instance, name) for name in names]
    if before is None:  # stored before histories were kept: what it was is not known
        return [[label, "chưa ghi", said.get(label, "")] for label in labels]
    if isinstance(before, type(instance)):
        return differences(told(story, before, names), said, labels)
    return differences(before.history_words, said, labels)


def _other(instance: Any, before: Any, name: str) -> bool:
    attname = instance._meta.get_field(name).attname
    return bool(getattr(instance, attname) != getattr(before, attname))


def place_words(who: Any) -> str:
    """The unit or the office a person acts for, as the person's model tells it."""
    return str(getattr(who, "place_words", ""))


class History(HistoricalRecords):  # type: ignore[misc]  # simple_history has no types
    """HistoricalRecords whose rows are told by a Story. `only` names the columns that are kept; else all are."""

    def __init__(self, story: Story, *, rows: Any = HistoryQuerySet, only: Sequence[str] = (), **kwargs: Any):
        self.story, self.only = story, only
        reason = models.CharField("lý do", max_length=1000, blank=True)
        super().__init__(
            verbose_name=f"lịch sử {story.noun}",
            verbose_name_plural=f"lịch sử {story.noun}",
            bases=(told_by(story, rows),),
            history_change_reason_field=reason,
            history_manager=BulkHistory,
            historical_queryset=rows,
            **kwargs,
        )

    def fields_included(self, model: Any) -> list[Any]:
        kept = [column for column in model._meta.fields if column.name in (model._meta.pk.name, *self.only)]
        return kept if self.only else list(model._meta.fields)

    def post_save(self, instance: Any, created: bool, using: str | None = None, **kwargs: Any) -> None:
        """A save that touches nothing that is told (last_login at each login) asks and writes nothing."""
        names = kwargs.get("update_fields")
        if created or names is None or set(names) & set(self.story.fields):
            super().post_save(instance, created, using, **kwargs)

    def post_delete(self, instance: Any, using: str | None = None, **kwargs: Any) -> None:
        """What goes with its whole is told by the whole; its own last row stays."""
        origin = kwargs.get("origin")
        if origin is None or _is_of(origin, type(instance)):
            super().post_delete(instance, using, **kwargs)

    def create_historical_record(self, instance: Any, history_type: str, using: str | None = None) -> None:
        model = getattr(type(instance), self.manager_name).model
        before = None
        if history_type == CHANGED:
            before = instance.__dict__.pop(STORED, None) or told_last(model, [instance.pk]).get(instance.pk)
        row = history_row(model, instance, history_type, before)
        if history_type != CHANGED or row.history_changes:
            row.save()


def _is_of(origin: Any, model: type[models.Model]) -> bool:
    """Whether a deletion began with rows of this model: Django names the row or the queryset it was asked of."""
    return issubclass(getattr(origin, "model", type(origin)), model)


def told_by(told_story: Story, rows: Any) -> type[HistoryRow]:
    """The abstract model behind a history: HistoryRow with its story, seen through `rows`."""

    class Told(HistoryRow):
        story = told_story
        objects = rows.as_manager()

        class Meta:
            abstract = True

    return Told
