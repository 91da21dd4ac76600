from django.db.models import TextChoices


class RoundState(TextChoices):
    """A round in this version is loaded whole and settled; the phases between come with scoring in the browser."""

    PREPARING = "preparing", "Chuẩn bị"
    SETTLED = "settled", "Đã chốt"
