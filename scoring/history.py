"""How rounds, tables and marks are told, and who sees that."""

from django.apps import apps
from django.db.models import Q

from scoring.arithmetic import Verdict
from scoring.entries import entry_from_text
from scoring.explain import chain_words
from scoring.states import OPEN_TO_ALL, RoundState
from toolkit.history import MADE, Place, Story
from toolkit.numbers import decimal_text, plain_text
from units.history import SeenRows


class SeenWithRound(SeenRows):
    """Besides those who lead the year: whoever may read what the page is about."""

    seen_with = ("scoring", "Round")

    def shown_to(self, user) -> Q:
        return Q(history_of__in=apps.get_model(*self.seen_with).objects.visible_to(user).values("pk"))


class SeenWithTable(SeenWithRound):
    seen_with = ("scoring", "CriteriaSet")


class SeenWithSheet(SeenRows):
    """A unit sees what its own people did to its sheet, and what the appraiser did once the round is shown.

    What a unit has not handed in yet nobody else sees, who leads the year included.
    """

    def visible_to(self, user):
        rows = super().visible_to(user)
        if not user.is_authenticated or user.is_superuser or user.unit_id is None:
            return rows
        sheets = apps.get_model("scoring", "ScoreSheet").objects
        is_begun = Q(round__state=RoundState.SELF_SCORING) | Q(
            round__state=RoundState.PREPARING, marks__entered_at__isnull=False
        )
        drafts = sheets.not_submitted().filter(is_begun).exclude(unit=user.unit_id)
        # Head and deputy wait like everybody for what was made of their own sheet.
        own = sheets.filter(unit=user.unit_id).exclude(round__state__in=OPEN_TO_ALL)
        seen = ~Q(history_of__in=own.values("pk")) | self.shown_to(user)
        return rows.exclude(history_of__in=drafts.values("pk")).filter(seen)

    def shown_to(self, user) -> Q:
        sheets = apps.get_model("scoring", "ScoreSheet").objects.filter(unit=user.unit_id)
        by_own_people = Q(history_user__unit=user.unit_id, history_of__in=sheets.values("pk"))
        shown = sheets.filter(round__state__in=OPEN_TO_ALL)
        return by_own_people | self.beginnings(sheets) | Q(history_of__in=shown.values("pk"))

    def beginnings(self, sheets) -> Q:
        """That the sheet was made, which the head does: it says nothing of an appraisal yet."""
        is_sheet = self.model.instance_type is sheets.model
        return Q(history_type=MADE, history_of__in=sheets.values("pk")) if is_sheet else Q(pk__in=[])


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
    fields=("name", "edition", "step", "bonus_cap", "state"),
    place=lambda row: of_campaign(row.campaign, row.pk),
    about=lambda row: f"Bộ tiêu chí {row.name}",
    words={"step": points("step"), "bonus_cap": points("bonus_cap")},
)
CRITERION = Story(
    page="bo-tieu-chi",
    noun="tiêu chí",
    fields=("code", "title", "area", "kind", "maximum", "unit_points", "target", "source", "guidance", "position"),
    place=lambda row: of_campaign(row.criteria_set.campaign, row.criteria_set_id),
    about=lambda row: f"{row.criteria_set.name}, tiêu chí {row.code}",
    words={"maximum": points("maximum"), "unit_points": points("unit_points")},
    is_part=True,
)
ROUND = Story(
    page="ky-cham",
    noun="kỳ chấm",
    fields=(
        "name",
        "kind",
        "criteria_set",
        "tie_break",
        "self_scoring_until",
        "appraising_until",
        "shown_until",
        "objecting_until",
        "reviewing_until",
        "state",
    ),
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
    fields=("unit_name", "role", "position", "exclusion_reason", "votes", "state", "submitted_at", "remark"),
    place=lambda row: of_campaign(row.round.campaign, row.pk, row.unit_id),
    about=lambda row: f"{row.unit_name}, phiếu {row.round.name}",
)
MARK = Story(
    page="phieu",
    noun="dòng chấm",
    fields=("self_entry", "note", "appraised_entry", "reason", "remark"),
    place=lambda row: of_campaign(row.sheet.round.campaign, row.sheet_id, row.sheet.unit_id),
    about=lambda row: f"{row.sheet.unit_name}, tiêu chí {row.criterion.code}",
    words={"self_entry": entry("self_entry"), "appraised_entry": entry("appraised_entry")},
    is_part=True,
)
EVIDENCE = Story(
    page="phieu",
    noun="minh chứng",
    fields=("name", "url", "sha256"),
    place=lambda row: of_campaign(row.mark.sheet.round.campaign, row.mark.sheet_id, row.mark.sheet.unit_id),
    about=lambda row: f"{row.mark.sheet.unit_name}, tiêu chí {row.mark.criterion.code}: minh chứng",
)
OBJECTION = Story(
    page="ky-cham",
    noun="kiến nghị",
    fields=("text", "wanted", "state", "answer"),
    place=lambda row: of_campaign(row.mark.sheet.round.campaign, row.mark.sheet.round_id, row.unit_id),
    about=lambda row: f"Kiến nghị của {row.unit} về {row.mark.sheet.unit_name}, tiêu chí {row.mark.criterion.code}",
)
DECISION = Story(
    page="ky-cham",
    noun="kết luận của cuộc họp",
    fields=("kind", "words"),
    place=lambda row: of_campaign(row.round.campaign, row.round_id),
    about=lambda row: f"Kết luận họp bình xét: {row.mark or row.key}",
)
