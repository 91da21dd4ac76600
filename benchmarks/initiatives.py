"""The list of a year with thousands of initiatives, each with texts as long as people write them."""

from collections.abc import Callable, Iterator

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.measure import Cost
from campaigns.models import Campaign, Initiative
from campaigns.states import InitiativeKind, InitiativeState
from toolkit.text import unaccent
from units.models import Role, Unit

INITIATIVES = 5_000
TITLES = (
    "Số hóa hồ sơ hộ tịch phục vụ tra cứu nhanh",
    "Ứng dụng mã QR trong tiếp nhận và trả kết quả thủ tục hành chính",
    "Tổ công nghệ số cộng đồng đến từng ngõ",
    "Phiếu khảo sát hài lòng trực tuyến",
)
LONG = "Cán bộ tiếp nhận kiểm tra hồ sơ, quét bản gốc, lập chỉ mục theo họ tên và số định danh. " * 12


def initiative_cases(
    client: Client, campaign: Campaign, page_cost: Callable[..., Cost], number: int = INITIATIVES
) -> Iterator[Cost]:
    unit = fill(campaign, number)[0]
    area = campaign.areas.all()[0]
    year = reverse("initiatives", args=[campaign.pk])
    asked = {
        "": "",
        ", page 60": "?trang=60",
        ", search": "?tim=ma+qr+thu+tuc",
        ", search for an author": "?tim=chuyen+vien+17",
        ", unit, area, kind and state": f"?don_vi={unit.pk}&noi_dung={area.pk}&loai=model&trang_thai=registered",
        ", search that finds nothing": "?tim=khong+co",
    }
    for what, query in asked.items():
        yield page_cost(f"{number} initiatives{what}", number, client, f"{year}{query}")
    yield page_cost(f"{number} initiatives as XLSX", number, client, reverse("initiatives_xlsx", args=[campaign.pk]))
    last = Initiative.objects.registered().filter(campaign=campaign).latest("pk")
    yield page_cost("  one of them, similar titles looked for", number, client, reverse("initiative", args=[last.pk]))


def fill(campaign: Campaign, number: int) -> list[Unit]:
    """Rows of every unit but the head's own, which are judged by another."""
    members = Unit.objects.filter(memberships__bloc=campaign.bloc, memberships__year=campaign.year)
    units = list(members.exclude(memberships__role=Role.HEAD).order_by("pk"))
    areas, at = list(campaign.areas.all()), timezone.now()
    states = [state for state in InitiativeState if state != InitiativeState.RECOGNISED]
    rows = []
    for n in range(number):
        title, authors = f"{TITLES[n % 4]} {n}", f"Chuyên viên {n % 89}, đơn vị {n % 7}, chủ trì (100 %)"
        rows.append(
            Initiative(
                campaign=campaign, unit=units[n % len(units)], title=title,
                area=areas[n % len(areas)], kind=InitiativeKind.values[n % 3], state=states[n % len(states)],
                field="Cải cách hành chính", authors_words=authors, registered_at=at,
                search_text=f"{unaccent(title)}\n{unaccent('Cải cách hành chính ' + authors)}",
                situation=LONG, content=LONG * 3, novelty=LONG, economic_effect=LONG, social_effect=LONG, scope=LONG,
            )
        )  # fmt: skip
    Initiative.objects.bulk_create(rows, batch_size=500)
    return units
