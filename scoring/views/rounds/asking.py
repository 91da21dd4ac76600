"""Fetching a round for whoever may do something with it."""

from scoring.models import Round
from toolkit.access import get_permitted

COUNCIL_READS_RESULTS = "Chấm điểm là việc của các đơn vị trong Khối. Hội đồng xem kết quả đã chốt ở mục Kết quả."
THE_HEADS = "Kỳ chấm do Trưởng Khối lập và chuyển bước."


def round_for(request, pk: int, perm: str, refusal: str) -> Round:
    """404 unseen, 403 with the refusal."""
    visible = Round.objects.visible_to(request.user).select_related("campaign__bloc__commune", "criteria_set")
    return get_permitted(request, perm, visible, refusal=refusal, pk=pk)
