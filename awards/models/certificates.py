"""Giấy khen: how a bloc's certificates look."""

from django.db import models
from django.db.models import Q

from awards import history as stories
from awards import querysets
from awards.states import CertificateLayout
from toolkit.fields import ScaledDecimalField
from toolkit.history import History
from units.models import Bloc


class CertificateDesign(models.Model):
    """A layout with its words; `{...}` in them stand for what the decision says. Offsets in millimetres move the text
    on pre-printed sheets: right and down, negative left and up. A line left empty is not printed."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, verbose_name="khối", related_name="certificate_designs")
    name = models.CharField("tên mẫu", max_length=100)
    layout = models.CharField("bố cục", max_length=10, choices=CertificateLayout, default=CertificateLayout.CLASSIC)
    has_nation = models.BooleanField("in Quốc hiệu, Tiêu ngữ", default=True)
    heading = models.CharField("cơ quan tặng", max_length=255, blank=True)
    title = models.CharField("tên giấy", max_length=100, default="GIẤY KHEN", blank=True)
    recipient = models.CharField("dòng người nhận", max_length=255, default="Tặng: {ten}")
    merit = models.TextField("thành tích", blank=True)
    decision_line = models.CharField("dòng quyết định", max_length=500, blank=True)
    place = models.CharField("nơi ký", max_length=100, blank=True)
    office = models.CharField("chức vụ người ký", max_length=255, blank=True)
    signer = models.CharField("họ tên người ký", max_length=150, blank=True)
    has_emblem_space = models.BooleanField("chừa chỗ Quốc huy", default=True)
    is_text_only = models.BooleanField("in lên phôi có sẵn (chỉ in chữ)", default=False)
    offset_right = ScaledDecimalField("dịch sang phải (mm)", default=0)
    offset_down = ScaledDecimalField("dịch xuống (mm)", default=0)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.CertificateDesignQuerySet.as_manager()
    history = History(stories.CERTIFICATE, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "mẫu giấy khen"
        verbose_name_plural = "mẫu giấy khen"
        ordering = ["bloc", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "name"], name="certificate_name_once_in_a_bloc"),
            models.CheckConstraint(
                condition=Q(offset_right__gte=-50, offset_right__lte=50, offset_down__gte=-50, offset_down__lte=50),
                name="certificate_offset_within_50_mm",
            ),
        ]

    def __str__(self):
        return self.name
