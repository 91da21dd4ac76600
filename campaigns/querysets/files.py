from django.apps import apps
from django.db import models
from django.db.models import Q

OWNERS = {
    "unit_plan": "UnitPlan",
    "initiative": "Initiative",
    "report": "Report",
    "report_duty": "ReportDuty",
    "meeting": "Meeting",
    "drive_entry": "DriveEntry",
    "exemplar": "Exemplar",
}


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the owner sees its files."""
        if not user.is_authenticated:
            return self.none()
        seen = Q(pk__in=[])
        for name, model in OWNERS.items():
            rows = apps.get_model("campaigns", model).objects.visible_to(user)
            seen |= Q(**{f"{name}__in": rows.order_by().values("pk")})
        return self.filter(seen)
