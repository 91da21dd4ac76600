"""What was sent to whom on which day, so that reminding twice sends once; and the key of a calendar feed."""

import secrets

from django.conf import settings
from django.db import models


def new_key() -> str:
    return secrets.token_urlsafe(32)


class ReminderSent(models.Model):
    """A digest that was sent."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="người nhận", related_name="reminders"
    )
    on = models.DateField("ngày")
    count = models.PositiveSmallIntegerField("số việc")
    sent_at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "thư nhắc việc"
        verbose_name_plural = "thư nhắc việc"
        ordering = ["-on", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="reminder_once_a_day")]

    def __str__(self):
        return f"{self.person}, {self.on:%d/%m/%Y}"


class CalendarFeed(models.Model):
    """The secret address under which a person's calendar program reads the bloc's year."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="tài khoản", related_name="calendar_feed"
    )
    key = models.CharField("khóa", max_length=64, unique=True, default=new_key, editable=False)
    made_at = models.DateTimeField("tạo lúc")

    class Meta:
        verbose_name = "lịch đăng ký"
        verbose_name_plural = "lịch đăng ký"

    def __str__(self):
        return str(self.person)
