"""Which rounds there are, a year at a time, each with its phase, its deadline and what is next for the person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from campaigns.states import CampaignState
from scoring.models import Round, ScoreSheet
from scoring.states import RoundState, SheetState
from scoring.views.rounds.asking import COUNCIL_READS_RESULTS
from scoring.views.rounds.steps import deadline_words
from toolkit.access import may, require_permission
from toolkit.lists import year_choices


@dataclass(frozen=True, slots=True)
class Line:
    """A round of the list. `step` is (words, address) of what the person does next in it, or None."""

    round: Round
    deadline: str
    step: tuple[str, str] | None


@require_safe
def round_list(request):
    require_permission(request, "scoring.open_scoring", refusal=COUNCIL_READS_RESULTS)
    visible = Round.objects.visible_to(request.user)
    years, year = year_choices(visible, "campaign__year", request.GET.get("nam"))
    own = ScoreSheet.objects.filter(round=OuterRef("pk"), unit=request.user.unit_id, unit__isnull=False)
    rounds = (
        visible.filter(campaign__year=year)
        .select_related("campaign__bloc__commune", "criteria_set")
        .annotate(
            units=Count("sheets", distinct=True),
            criteria=Count("criteria_set__criteria", distinct=True),
            own_state=Subquery(own.values("state")[:1]),
            own_code=Subquery(own.values("unit__code")[:1]),
        )
        .order_by("campaign__bloc__commune__name", "campaign__bloc__number", "-pk")
    )
    now = timezone.now()
    lines = [Line(round, deadline_words(round, now), next_step(round, request.user, now)) for round in rounds]
    context = {"lines": lines, "years": years, "year": year, "may_add": campaigns_to_add_to(request.user, year)}
    return render(request, "scoring/round_list.html", context)


def next_step(round: Round, user, at: datetime) -> tuple[str, str] | None:
    """What the person's unit does next; the head's is to move the round on once the own sheet is in."""
    is_head = may(user, "scoring.edit_round", round)
    own = own_step(round)
    if own or not is_head or round.is_settled:
        return own
    if round.phase is RoundState.APPRAISING:
        return "Thẩm định", reverse("appraisal", args=[round.pk])
    if round.phase is RoundState.REVIEWING:
        return "Chốt kết quả", reverse("round_settle", args=[round.pk])
    words = "Mở tự chấm" if round.phase is RoundState.PREPARING else "Xem việc còn lại và chuyển bước"
    return words, reverse("round_move_on", args=[round.pk])


def own_step(round) -> tuple[str, str] | None:
    """Of a round annotated with the state of the own unit's sheet."""
    if not round.own_state:
        return None
    page = reverse("sheet", args=[round.pk, round.own_code])
    if round.phase in (RoundState.SELF_SCORING, RoundState.APPRAISING) and round.own_state == SheetState.RETURNED:
        return "Sửa phiếu bị trả lại", page
    if round.phase is RoundState.SELF_SCORING and round.own_state == SheetState.OPEN:
        return "Tự chấm và nộp phiếu", page
    if round.phase is RoundState.OBJECTING:
        return "Xem điểm, gửi kiến nghị nếu có", reverse("standings", args=[round.pk])
    return None


def campaigns_to_add_to(user, year: int | None) -> list[Campaign]:
    """The years of the list to which the person may add a round: those the unit heads."""
    if user.unit_id is None:
        return []
    headed = Campaign.objects.visible_to(user).exclude(state=CampaignState.REVIEWED).order_by("-year", "pk")
    return [found for found in headed if may(user, "scoring.edit_round", found) and year in (None, found.year)]
