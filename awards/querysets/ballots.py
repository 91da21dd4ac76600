"""Ballots are seen by whoever sees the round; who has voted by the bloc; the urn by nobody.

A closed ballot is written once: neither it nor its items and voters are changed, one by one or as a set.
"""

from django.db import models

from awards.states import BallotState
from scoring.querysets import Frozen, VisibleWithRound

CLOSED = "Cuộc bỏ phiếu đã kiểm phiếu, không sửa và không xóa được."


class BallotQuerySet(VisibleWithRound):
    path = "round__"
    ballot = ""

    def live(self):
        return self.filter(state__in=[BallotState.PREPARING, BallotState.OPEN])

    def closed(self):
        return self.filter(**{f"{self.ballot}state": BallotState.CLOSED})

    def update(self, **kwargs):
        self._refuse_closed()
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]  # as Django's own: no template calls it

    def delete(self):
        self._refuse_closed()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: not offered on the manager

    def _refuse_closed(self):
        if BallotQuerySet.closed(self).exists():
            raise Frozen(CLOSED)

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        """New rows alone: the database's own "insert or update" asks no `save`."""
        if update_conflicts:
            raise Frozen(CLOSED)
        return super().bulk_create(objs, *args, **kwargs)


class BallotPartQuerySet(BallotQuerySet):
    path = "ballot__round__"
    ballot = "ballot__"

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        ballots = self.model._meta.get_field("ballot").related_model.objects
        if ballots.closed().filter(pk__in={row.ballot_id for row in objs}).exists():
            raise Frozen(CLOSED)
        return super().bulk_create(objs, *args, **kwargs)


class UrnQuerySet(models.QuerySet):
    """Sealed sums while the ballot is open: no page shows them."""

    def visible_to(self, user):
        return self.none()
