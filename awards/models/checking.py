"""How often papers are looked up by people who need no account: counted by address, kept for minutes."""

from django.db import models
from django.db.models import Q


class LookKind(models.TextChoices):
    CODE = "code", "Tra mã"
    FILE = "file", "So tệp"


class Look(models.Model):
    """One look at the check page. `who` is a keyed hash of the address; the row goes when it no longer counts."""

    who = models.CharField("của", max_length=64)
    kind = models.CharField("loại", max_length=4, choices=LookKind)
    at = models.DateTimeField("lúc", db_index=True)

    class Meta:
        verbose_name = "lượt tra văn bản"
        verbose_name_plural = "lượt tra văn bản"
        indexes = [models.Index(fields=["who", "kind", "at"], name="look_of_an_address")]
        constraints = [models.CheckConstraint(condition=Q(kind__in=LookKind.values), name="look_kind_is_known")]

    def __str__(self):
        return f"{self.get_kind_display()} lúc {self.at:%d/%m/%Y %H:%M}"
