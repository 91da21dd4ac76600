"""Long lists by year: which years there are, and which one the address asks for."""

from typing import Any

from django.db.models import QuerySet


def year_choices(rows: QuerySet[Any], path: str, asked: str | None) -> tuple[list[int], int | None]:
    """The years found at `path`, newest first, and the one to show: the one asked for, else the newest."""
    years = sorted(set(rows.order_by().values_list(path, flat=True).distinct()), reverse=True)
    chosen = next((year for year in years if str(year) == asked), years[0] if years else None)
    return years, chosen
