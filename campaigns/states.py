from django.db.models import TextChoices


class CampaignState(TextChoices):
    DRAFTING = "drafting", "Đang soạn"
    ISSUED = "issued", "Đã ban hành"
    RUNNING = "running", "Đang thực hiện"
    REVIEWED = "reviewed", "Đã tổng kết"
