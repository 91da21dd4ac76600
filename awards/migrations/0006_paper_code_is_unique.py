from django.db import migrations, models

import awards.states


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_every_paper_has_a_code")]

    operations = [
        migrations.AlterField(
            model_name="paper",
            name="code",
            field=models.CharField(
                default=awards.states.new_code,
                editable=False,
                max_length=12,
                unique=True,
                verbose_name="mã tra cứu",
            ),
        ),
    ]
