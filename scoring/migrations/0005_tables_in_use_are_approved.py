from django.db import migrations
from django.db.models import Q
from django.utils import timezone


def approve(apps, schema_editor):
    """What a settled round was scored by has been approved; names say which kind a round is."""
    tables = apps.get_model("scoring", "CriteriaSet").objects.filter(rounds__state="settled")
    apps.get_model("scoring", "CriteriaSet").objects.filter(pk__in=tables.values("pk")).update(
        state="approved", approved_at=timezone.now()
    )
    rounds = apps.get_model("scoring", "Round").objects
    rounds.filter(Q(name__startswith="Sơ kết") | Q(name__startswith="SƠ KẾT")).update(kind="midyear")
    rounds.filter(Q(name__startswith="Tổng kết") | Q(name__startswith="TỔNG KẾT")).update(kind="final")


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_scoring_in_the_browser")]
    operations = [migrations.RunPython(approve, migrations.RunPython.noop)]
