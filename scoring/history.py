"""How rounds, tables and marks are told, and who sees that."""

from django.apps import apps
from django.db.models import Q

from scoring.arithmetic import Verdict
from scoring.entries import entry_from_text
from scoring.explain import chain_words
from toolkit.history import Place, Story
from toolkit.numbers import decimal_text, plain_text
from units.history import SeenRows


class SeenWithRound(SeenRows):
    """Besides those who lead the year: whoever may read what the page is about."""

    seen_with = ("scoring", "Round")

    def shown_to(self, user) -> Q:
        return Q(history_of__in=apps.get_model(*self.seen_with).objects.visible_to(user).values("pk"))


class SeenWithTable(SeenWithRound):
    seen_with = ("scoring", "CriteriaSet")


class SeenWithSheet(SeenWithRound):
    """A unit sees the own sheet, once it may read the round."""

    seen_with = ("scoring", "ScoreSheet")

    def shown_to(self, user) -> Q:
        return super().shown_to(user) & Q(history_unit=user.unit_id)


def of_campaign(campaign, of: int, unit: int | None = None) -> Place:
    return Place(of=of, bloc=campaign.bloc_id, year=campaign.year, unit=unit)


def points(name: str):
    """Two decimals and a comma, or nothing."""

    def say(row) -> str:
        value = getattr(row, name)
        return "" if value is None else decimal_text(value)

    return say


def entry(name: str):
    """An entry as it is shown: points with two decimals, other numbers as short as they are, or the word."""

    def say(mark) -> str:
        found = entry_from_text(getattr(mark, name))
        if found is None or isinstance(found, Verdict):
            return "Không áp dụng" if found is Verdict.NOT_APPLICABLE else found.value if found else ""
        return decimal_text(found) if mark.criterion.kind == "graded" else plain_text(found)

    return say


def tie_break(round) -> str:
    return chain_words(round.tie_break.split(";"))


CRITERIA_SET = Story(
    page="bo-tieu-chi",
    noun="bộ tiêu chí",
    fields=("name", "step", "bonus_cap"),
    place=lambda row: of_campaign(row.campaign, row.pk),
    about=lambda row: f"Bộ tiêu chí {row.name}",
    words={"step": points("step"), "bonus_cap": points("bonus_cap")},
)
CRITERION = Story(
    page="bo-tieu-chi",
    noun="tiêu chí",
    fields=("code", "title", "area", "kind", "maximum", "unit_points", "target", "source", "position"),
    place=lambda row: of_campaign(row.criteria_set.campaign, row.criteria_set_id),
    about=lambda row: f"{row.criteria_set.name}, tiêu chí {row.code}",
    words={"maximum": points("maximum"), "unit_points": points("unit_points")},
    is_part=True,
)
ROUND = Story(
    page="ky-cham",
    noun="kỳ chấm",
    fields=("name", "criteria_set", "tie_break", "state"),
    place=lambda row: of_campaign(row.campaign, row.pk),
    about=lambda row: f"Kỳ chấm {row.name}",
    words={"tie_break": tie_break},
)
BAND = Story(
    page="ky-cham",
    noun="mức xếp loại",
    fields=("name", "lowest_total"),
    place=lambda row: of_campaign(row.round.campaign, row.round_id),
    about=lambda row: f"{row.round.name}, mức xếp loại {row.name}",
    words={"lowest_total": points("lowest_total")},
    is_part=True,
)
SHEET = Story(
    page="phieu",
    noun="phiếu chấm điểm",
    fields=("unit_name", "role", "position", "exclusion_reason", "votes"),
    place=lambda row: of_campaign(row.round.campaign, row.pk, row.unit_id),
    about=lambda row: f"{row.unit_name}, phiếu {row.round.name}",
)
MARK = Story(
    page="phieu",
    noun="dòng chấm",
    fields=("self_entry", "appraised_entry", "reason"),
    place=lambda row: of_campaign(row.sheet.round.campaign, row.sheet_id, row.sheet.unit_id),
    about=lambda row: f"{row.sheet.unit_name}, tiêu chí {row.criterion.code}",
    words={"self_entry": entry("self_entry"), "appraised_entry": entry("appraised_entry")},
    is_part=True,
)
