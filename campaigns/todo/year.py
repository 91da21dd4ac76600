"""The year itself: to be set up, issued, begun and closed, by its head."""

from django.db.models import Exists, F, OuterRef

from campaigns.models import Campaign
from campaigns.states import CampaignState
from campaigns.todo.base import Desk, Source, Waiting, columns, place
from units.models import Membership, Role


def _years_without_campaign(desk: Desk):
    """A year the unit heads, this one or the next, that has no campaign yet; the year stands where its key would."""
    campaigns = Campaign.objects.filter(bloc=OuterRef("bloc"), year=OuterRef("year"))
    headed = Membership.objects.filter(
        ~Exists(campaigns), unit=desk.unit, role=Role.HEAD, year__in=[desk.on.year, desk.on.year + 1]
    )
    return columns(headed, campaign=F("year"))


def _set_up(row: Waiting):
    return row.todo(
        f"Lập phong trào thi đua năm {row.campaign}",
        "Chép từ năm trước hoặc soạn mới, rồi ban hành kế hoạch.",
        place("campaigns"),
        "Mở các năm",
    )


def _drafts(desk: Desk):
    drafted = Campaign.objects.filter(pk__in=desk.drafted)
    return columns(drafted, campaign="pk", due="starts_on", progress="doing") if desk.drafted else None


def _issue(row: Waiting):
    return row.todo(
        f"Ban hành kế hoạch phong trào thi đua năm {row.year}",
        "Kế hoạch đang soạn; đơn vị làm việc theo kế hoạch từ khi ban hành.",
        place("campaign", row.campaign),
        "Mở kế hoạch",
    )


def _issued(desk: Desk):
    begun = Campaign.objects.filter(pk__in=desk.headed, state=CampaignState.ISSUED, starts_on__lte=desk.on)
    return columns(begun, campaign="pk", due="starts_on") if desk.headed else None


def _start(row: Waiting):
    words = f"Bắt đầu thực hiện phong trào thi đua năm {row.year}"
    return row.todo(words, "Kế hoạch đã ban hành, đã đến ngày bắt đầu.", place("campaign", row.campaign), "Mở kế hoạch")


def _over(desk: Desk):
    over = Campaign.objects.filter(pk__in=desk.headed, state=CampaignState.RUNNING, ends_on__lt=desk.on)
    return columns(over, campaign="pk") if desk.headed else None


def _close(row: Waiting):
    words = f"Tổng kết phong trào thi đua năm {row.year}"
    return row.todo(words, "Đã qua ngày kết thúc; năm còn mở.", place("campaign", row.campaign), "Mở năm")


SOURCES = (
    Source("year_to_set_up", _years_without_campaign, _set_up),
    Source("year_to_issue", _drafts, _issue),
    Source("year_to_start", _issued, _start),
    Source("year_to_close", _over, _close),
)
