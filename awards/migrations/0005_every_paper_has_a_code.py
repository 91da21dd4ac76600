"""Papers issued before there were codes get one; nothing that was printed changes."""

from django.db import migrations

from awards.states import new_code


def give_codes(apps, schema_editor):
    papers = apps.get_model("awards", "Paper")._base_manager.filter(code__isnull=True)
    for pk in papers.values_list("pk", flat=True):
        papers.filter(pk=pk).update(code=new_code())


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_ballots_people_and_the_life_of_papers")]

    operations = [migrations.RunPython(give_codes, migrations.RunPython.noop)]
