"""The first page after login, one for each kind of person: what is waiting, what comes next, their result."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import Paper, Submission
from awards.proposal_table import proposal_table
from awards.standings import maxima_of, ranking_rows, short_titles_of, standings_of
from awards.states import SubmissionState
from awards.summaries import summaries_of
from awards.views.results import papers_of, visible_results
from khoi_thidua import next_steps
from khoi_thidua.own_result import own_result
from khoi_thidua.people import Kind, person_of
from khoi_thidua.tasks import late_units, led_years, task_list
from khoi_thidua.waiting import count_anew, desk_for, has_round_to_work_on, todos_for
from scoring.models import Result, Round
from scoring.views.rounds.steps import deadline_words, now_words, steps_of
from toolkit.access import may
from units.models import Bloc, Role, Unit, User

TOP = 6  # how many units the short ranking shows
LATEST = 10  # how many papers the Council's page shows


@require_safe
def dashboard(request):
    person = person_of(request.user)
    count_anew(request)
    page = PAGES.get(person.kind, nobody_dashboard)
    return page(request, person)


def unit_dashboard(request, person):
    """Head, deputy and member: what waits, who is late, the bloc's latest settled round and the own unit in it."""
    on = timezone.localdate()
    latest = visible_results(request.user).order_by("-round__campaign__year", "-pk")
    result = latest.filter(round__campaign__bloc=person.bloc).first()
    context = round_context(request.user, person, result) if result else {}
    context |= {
        "person": person,
        "tasks": task_list(
            todos_for(request.user),
            context.get("next"),
            is_head=person.kind is Kind.HEAD,
            on=on,
            has_round=has_round_to_work_on(request.user),
        ),
        "under_way": rounds_under_way(request.user, person),
        "years": [
            (matrix.year.campaign, late_units(matrix, but=person.unit.pk))
            for matrix in led_years(desk_for(request.user))
        ],
    }
    return render(request, "khoi_thidua/dashboard_unit.html", context)


def rounds_under_way(user, person):
    """(round, steps, now, deadline) of each round the unit stands in, for a card with its phases. One query."""
    now = timezone.now()
    rounds = (
        Round.objects.under_way().filter(campaign__bloc=person.bloc).visible_to(user).order_by("campaign__year", "pk")
    )
    return [(round, steps_of(round), now_words(round), deadline_words(round, now)) for round in rounds]


def round_context(user, person, result):
    standings, papers = standings_of(result), list(papers_of(result))
    table = proposal_table(result, person.unit.pk, standings)
    own = next((s for s in standings if s.unit_id == person.unit.pk), None)
    may_issue = not papers and may(user, "awards.issue_paper", result.round)
    facts = next_steps.Facts(result, standings, table, papers, person, may_issue)
    return {
        "result": result,
        "round": result.round,
        "next": next_steps.next_step(facts),
        "checks": next_steps.checks(facts),
        "rows": ranking_rows(standings, [], person.unit.pk)[:TOP],
        "count": len(standings),
        "own": own_result(result, own, short_titles_of(result), maxima_of(result)) if own else None,
        "own_awards": next((row.cells for row in table.rows if row.is_mine), ()),
        "table": table,
        "papers": papers,
        "head": next((s for s in standings if s.outcome.role == Role.HEAD), None),
    }


def council_dashboard(request, person):
    results = visible_results(request.user).order_by("-round__campaign__year", "round__campaign__bloc__number", "-pk")
    papers = Paper.objects.visible_to(request.user).select_related("bloc", "round")
    return render(
        request,
        "khoi_thidua/dashboard_council.html",
        {
            "person": person,
            "rows": summaries_of(list(results[:LATEST])),
            "papers": papers.order_by("-issued_at", "pk")[:LATEST],
            "waiting": waiting_for_decision(request.user).count(),
        },
    )


def waiting_for_decision(user):
    """What was sent to the Council and has no decision yet."""
    sent = Submission.objects.visible_to(user).filter(state=SubmissionState.SUBMITTED)
    return sent.filter(round__decisions_of_council__isnull=True)


def administrator_dashboard(request, person):
    return render(
        request,
        "khoi_thidua/dashboard_administrator.html",
        {
            "person": person,
            "counts": [
                ("Khối", Bloc.objects.count(), "admin:units_bloc_changelist"),
                ("Đơn vị", Unit.objects.count(), "admin:units_unit_changelist"),
                ("Tài khoản", User.objects.filter(is_active=True).count(), "admin:units_user_changelist"),
                ("Kỳ chấm đã chốt", Round.objects.settled().count(), "results"),
            ],
            "rows": summaries_of(list(visible_results(request.user).order_by("-settled_at", "-pk")[:LATEST])),
            "has_results": Result.objects.exists(),
            "blocs": Bloc.objects.select_related("commune").order_by("commune__name", "number", "pk"),
        },
    )


def nobody_dashboard(request, person):
    return render(request, "khoi_thidua/dashboard_nobody.html", {"person": person})


PAGES = {
    Kind.HEAD: unit_dashboard,
    Kind.DEPUTY: unit_dashboard,
    Kind.MEMBER: unit_dashboard,
    Kind.COUNCIL: council_dashboard,
    Kind.ADMINISTRATOR: administrator_dashboard,
}
