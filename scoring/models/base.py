"""What the rows of scoring have in common."""

from django.db import models

from scoring.querysets import Frozen


class FrozenModel(models.Model):
    """Rows that are written once. Saving again and deleting are refused; `objects` of each is a FrozenQuerySet."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if not self._state.adding:
            raise Frozen(f"{self._meta.verbose_name} {self.pk} đã chốt, không sửa được.")
        super().save(**kwargs | {"force_insert": True})  # never an UPDATE of the row that has this key

    def delete(self, *args, **kwargs):
        raise Frozen(f"{self._meta.verbose_name} {self.pk} đã chốt, không xóa được.")
