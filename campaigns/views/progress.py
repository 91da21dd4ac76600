"""The year to be projected in a meeting: what each unit has done, and the timeline with today in it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from campaigns.progress import matrix_of, timeline_of, year_of
from toolkit.access import get_permitted

NOT_THE_COUNCILS = "Tiến độ năm là việc của Khối và các đơn vị. Hội đồng xem kết quả ở mục Kết quả."


@require_safe
def progress(request, pk):
    visible = Campaign.objects.visible_to(request.user).select_related("bloc__commune", "pledge")
    campaign = get_permitted(request, "campaigns.see_year", visible, refusal=NOT_THE_COUNCILS, pk=pk)
    year = year_of(campaign, on=timezone.localdate())
    context = {"campaign": campaign, "year": year, "matrix": matrix_of(year), "timeline": timeline_of(year)}
    return render(request, "campaigns/progress/progress.html", context)
