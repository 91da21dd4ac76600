"""The words in which rounds and results are asked for."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from scoring.states import RoundState
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

    Head and deputy of the year read every round; the bloc's units, and the Council of its commune, settled ones.
    """
    settled = Q(**{f"{prefix}state": RoundState.SETTLED})
    if user.council_of_id:
        return settled & Q(**{f"{prefix}campaign__bloc__commune": user.council_of_id})
    own_bloc = Q(**{f"{prefix}campaign__bloc__units__people": user})
    return own_bloc & (settled | Q(_leads(user, f"{prefix}campaign__bloc", f"{prefix}campaign__year")))


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

    def delete(self):
        raise Frozen(f"{self.model._meta.verbose_name} đã chốt, không xóa được.")

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: not offered on the manager


class RoundQuerySet(VisibleWithRound):
    def settled(self):
        return self.filter(state=RoundState.SETTLED)


class ScoreSheetQuerySet(VisibleWithRound):
    path = "round__"


class ResultQuerySet(FrozenQuerySet):
    path = "round__"


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
        """Tables no settled round was scored with: the only ones that may still be edited."""
        return self.exclude(rounds__state=RoundState.SETTLED)


class CriterionQuerySet(models.QuerySet):
    def visible_to(self, user):
        sets = self.model._meta.get_field("criteria_set").related_model.objects
        return self.filter(criteria_set__in=sets.visible_to(user))
