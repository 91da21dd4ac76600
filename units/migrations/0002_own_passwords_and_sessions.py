from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("units", "0001_who_takes_part")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(default=False, editable=False, verbose_name="phải đổi mật khẩu"),
        ),
        migrations.AddField(
            model_name="user",
            name="session_generation",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="lượt phiên"),
        ),
    ]
