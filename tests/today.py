"""The day the application takes for today, where a test is about years that begin and end."""

from django.utils import timezone

real = timezone.localdate


def on_day(monkeypatch, day):
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: real(value, zone) if value else day)
