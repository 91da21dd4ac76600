from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from campaigns.punctuality import Obligation
from campaigns.querysets.base import VisibleInYear, VisibleOfUnit
from campaigns.states import ReportState

MEMBERSHIP = "duty__campaign__bloc__memberships"
OWED = ("pk", "owing", "code", "name", "duty__title", "due_on", "extended_to", "report", "state", "filed_at")


class ReportDutyQuerySet(VisibleInYear):
    pass


class DueDateQuerySet(VisibleInYear):
    campaign = "duty__campaign__"

    def by_unit(self):
        """A row for every due date and unit of the year that owes it: `owing` is the unit's key, `code` its code.

        With it the key, state and filing time of its report, and the day it was given until.
        """
        year = self.annotate(
            owing=F(f"{MEMBERSHIP}__unit"), code=F(f"{MEMBERSHIP}__unit__code"), of_year=F(f"{MEMBERSHIP}__year")
        ).filter(of_year=F("duty__campaign__year"))
        reports = _of_this("Report")
        return year.filter(_owes()).annotate(
            report=Subquery(reports.values("pk")[:1]),
            state=Subquery(reports.values("state")[:1]),
            filed_at=Subquery(reports.values("filed_at")[:1]),
            extended_to=Subquery(_of_this("Extension").values("until")[:1]),
        )

    def obligations(self) -> list[Obligation]:
        """What every unit owes, by due date and then in the order of the units. One query."""
        rows = self.by_unit().order_by("due_on", "pk", f"{MEMBERSHIP}__position", f"{MEMBERSHIP}__pk")
        return [_obligation(row) for row in rows.values(*OWED)]


def _of_this(model: str):
    return apps.get_model("campaigns", model).objects.filter(due=OuterRef("pk"), unit=OuterRef("owing")).order_by()


def _owes() -> Q:
    """Named by the duty, or the duty names nobody and so means everybody."""
    named = apps.get_model("campaigns", "ReportDuty").owed_by.through.objects.filter(reportduty=OuterRef("duty"))
    return ~Exists(named) | Exists(named.filter(unit=OuterRef("owing")))


def _obligation(row: dict) -> Obligation:
    is_filed = row["state"] == ReportState.FILED
    return Obligation(
        due=row["pk"],
        unit=row["owing"],
        code=row["code"],
        title=f"{row['duty__title']}, {row['name']}" if row["name"] else row["duty__title"],
        due_on=row["due_on"],
        extended_to=row["extended_to"],
        filed_on=timezone.localdate(row["filed_at"]) if is_filed else None,
        is_returned=row["state"] == ReportState.RETURNED,
        report=row["report"],
    )


class ReportQuerySet(VisibleOfUnit):
    campaign = "due__duty__campaign__"
    private = (ReportState.DRAFTING,)

    def filed(self):
        return self.filter(state=ReportState.FILED)


class ExtensionQuerySet(VisibleInYear):
    campaign = "due__duty__campaign__"
