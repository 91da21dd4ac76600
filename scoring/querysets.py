"""The words in which rounds and results are asked for."""

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from scoring.states import (
    OPEN_TO_ALL,
    SEEN_BY_UNITS,
    UNDER_WAY,
    ObjectionState,
    RoundState,
    SheetState,
    TableState,
)
from units.models import Membership, Role


def _leads(user, bloc, year):
    """Rows of the outer query whose bloc the person's unit heads, or is deputy of, in that year."""
    return Exists(
        Membership.objects.filter(
            unit__people=user, bloc=OuterRef(bloc), year=OuterRef(year), role__in=[Role.HEAD, Role.DEPUTY]
        )
    )


def _readable_by(user, prefix):
    """The condition under which a person may read the round at `prefix`.

    Head and deputy of the year read every round; the bloc's units those that have begun, and the Council of its
    commune settled ones.
    """
    if user.council_of_id:
        settled = Q(**{f"{prefix}state": RoundState.SETTLED})
        return settled & Q(**{f"{prefix}campaign__bloc__commune": user.council_of_id})
    begun = Q(**{f"{prefix}state__in": SEEN_BY_UNITS})
    return _in_bloc(user, prefix) & (begun | Q(_leads(user, f"{prefix}campaign__bloc", f"{prefix}campaign__year")))


def _in_bloc(user, prefix):
    return Q(**{f"{prefix}campaign__bloc__units": user.unit_id}) if user.unit_id else Q(pk__in=[])


def _sheet_readable_by(user, prefix):
    """The condition under which a person may read the sheet at `prefix`.

    Its own unit from the beginning; who leads the year, and the unit that cross-checks it, what was handed in; every
    unit of the bloc once the round is shown; the Council what is settled.
    """
    round = f"{prefix}round__"
    if user.council_of_id:
        return _readable_by(user, round)
    state = f"{round}state"
    own = Q(**{f"{prefix}unit": user.unit_id, f"{state}__in": SEEN_BY_UNITS})
    marks = apps.get_model("scoring", "Mark").objects.filter(sheet=OuterRef(f"{prefix}pk"))
    handed_in = (
        Q(**{state: RoundState.APPRAISING})
        | Q(**{f"{state}__in": (RoundState.PREPARING, RoundState.SELF_SCORING), f"{prefix}state": SheetState.SUBMITTED})
        # After a step back the sheets may hold drafts; before the first phase there is nothing in them.
        | Q(~Exists(marks.filter(entered_at__isnull=False)), **{state: RoundState.PREPARING})
    )
    leads = Q(_leads(user, f"{round}campaign__bloc", f"{round}campaign__year"))
    checks = Q(
        Exists(
            apps.get_model("scoring", "CrossCheck").objects.filter(
                round=OuterRef(f"{prefix}round"), unit=OuterRef(f"{prefix}unit"), checker=user.unit_id
            )
        ),
        **{state: RoundState.APPRAISING},
    )
    shown = Q(**{f"{state}__in": OPEN_TO_ALL})
    return _in_bloc(user, round) & (own | shown | (handed_in & leads) | checks)


class Frozen(Exception):
    """A settled result or an issued paper was about to be changed."""


class VisibleWithRound(models.QuerySet):
    """Seen by whoever sees the round; `path` leads there."""

    path = ""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(_readable_by(user, self.path))


class FrozenQuerySet(VisibleWithRound):
    """Rows that are written once: a set of them is as frozen as each one (scoring.models.FrozenModel)."""

    def update(self, **kwargs):
        raise Frozen(f"{self.model._meta.verbose_name} đã chốt, không sửa được.")

    def bulk_update(self, objs, fields, batch_size=None):
        self.update()

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        """New rows alone: the database's own "insert or update" asks no `save`."""
        if update_conflicts:
            self.update()
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self):
        raise Frozen(f"{self.model._meta.verbose_name} đã chốt, không xóa được.")

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: not offered on the manager


class RoundQuerySet(VisibleWithRound):
    def settled(self):
        return self.filter(state=RoundState.SETTLED)

    def in_preparation(self):
        return self.filter(state=RoundState.PREPARING)

    def under_way(self):
        return self.filter(state__in=UNDER_WAY)


class VisibleWithSheet(models.QuerySet):
    """Seen by whoever sees the sheet; `path` leads there."""

    path = ""

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self if user.is_superuser else self.filter(_sheet_readable_by(user, self.path))


class ScoreSheetQuerySet(VisibleWithSheet):
    def in_round(self, round):
        return self.filter(round=round)

    def of_unit(self, unit):
        return self.filter(unit=unit)

    def not_submitted(self):
        return self.exclude(state=SheetState.SUBMITTED)

    def with_progress(self, base_kinds):
        """`entered` and `appraised`: how many criteria of the first five kinds have the unit's, the appraiser's entry;
        `most` how many there are."""
        base = Q(marks__criterion__kind__in=base_kinds)
        table = apps.get_model("scoring", "Criterion").objects.filter(
            criteria_set=OuterRef("round__criteria_set"), kind__in=base_kinds
        )
        counted = table.order_by().values("criteria_set").annotate(n=Count("pk")).values("n")
        return self.annotate(
            entered=Count("marks", filter=base & ~Q(marks__self_entry="")),
            appraised=Count("marks", filter=base & ~Q(marks__appraised_entry="")),
            most=Coalesce(Subquery(counted), 0),
        )


class MarkQuerySet(VisibleWithSheet):
    path = "sheet__"

    def in_round(self, round):
        return self.filter(sheet__round=round)

    def returned(self):
        return self.exclude(remark="")


class EvidenceQuerySet(VisibleWithSheet):
    path = "mark__sheet__"

    def in_round(self, round):
        return self.filter(mark__sheet__round=round)


class ObjectionQuerySet(VisibleWithSheet):
    """Kiến nghị are read by every unit: they come after the round was shown."""

    path = "mark__sheet__"

    def in_round(self, round):
        return self.filter(mark__sheet__round=round)

    def open(self):
        return self.filter(state=ObjectionState.OPEN)


class ReviewDecisionQuerySet(VisibleWithRound):
    path = "round__"


class CrossCheckQuerySet(models.QuerySet):
    """Who leads the year sees every check, a unit its own and, once the round is shown, all."""

    path = ""

    def visible_to(self, user):
        if not user.is_authenticated or user.council_of_id:
            return self.none()
        if user.is_superuser:
            return self
        round = f"{self.path}round__"
        leads = Q(_leads(user, f"{round}campaign__bloc", f"{round}campaign__year"))
        seen = leads | Q(**{f"{self.path}checker": user.unit_id}) | Q(**{f"{round}state__in": OPEN_TO_ALL})
        return self.filter(_in_bloc(user, round) & seen)


class CheckedMarkQuerySet(CrossCheckQuerySet):
    path = "cross_check__"


class ResultQuerySet(FrozenQuerySet):
    path = "round__"


class FirmnessQuerySet(FrozenQuerySet):
    path = "result__round__"


class UnitResultQuerySet(FrozenQuerySet):
    path = "result__round__"

    def ranked(self):
        """Best first, excluded units last, in the order of the sheet among equals."""
        return self.order_by(F("rank").asc(nulls_last=True), "sheet__position", "pk")


class CriteriaSetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads a round reads its table; who leads the year also reads tables no round uses yet."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        led = Q(_leads(user, "campaign__bloc", "campaign__year"))
        return self.filter(led | Q(pk__in=self.model.objects.filter(_readable_by(user, "rounds__")).values("pk")))

    def unlocked(self):
        """Drafts no round has begun with: the only tables that may still be edited."""
        return self.filter(state=TableState.DRAFTING).exclude(rounds__state__in=SEEN_BY_UNITS)


class CriterionQuerySet(models.QuerySet):
    def visible_to(self, user):
        sets = self.model._meta.get_field("criteria_set").related_model.objects
        return self.filter(criteria_set__in=sets.visible_to(user))
