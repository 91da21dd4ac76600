"""Who gets what from every address: one table. An address missing from it fails.

A page for reading answers POST with 405 to whoever is logged in; anonymous people are sent to log in.
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from campaigns.actions.files import attach
from campaigns.models import Meeting
from tests.awards import (
    test_awards_year,
    test_ballot_pages,
    test_certificates,
    test_checking,
    test_council,
    test_decisions,
    test_disciplines,
    test_history_import,
    test_paper_jobs,
    test_paper_life,
    test_paper_texts,
    test_past,
    test_past_awards,
    test_people_pages,
    test_round_papers,
    test_rules,
    test_settling,
    test_signed_papers,
    test_submissions,
    test_year_papers,
)
from tests.awards.offline import test_offline_access
from tests.campaigns import (
    test_doings_access,
    test_initiative_access,
    test_progress,
    test_reports_access,
    test_year_access,
)
from tests.cast import AT, PASSWORD, PEOPLE
from tests.reading import bytes_of
from tests.scoring import (
    test_appraisal_access,
    test_checks,
    test_objections,
    test_review,
    test_rounds_pages,
    test_sheet_access,
    test_standings,
    test_tables_access,
)
from tests.toolkit.hostile_files import PDF
from toolkit.private_files import Limits, accept_uploads

pytestmark = pytest.mark.django_db

ALL = "302 200 200 200 200 200 200 200 200"
#              anonymous clerk stranger deputy head other_head council other_council admin
ROUND_PAGE = "302 200 404 200 200 404 200 404 200"
SCORING_LIST = "302 200 200 200 200 200 403 403 200"
SCORING_PAGE = "302 200 404 200 200 404 403 404 200"
CAMPAIGN_PAGE = "302 200 404 200 200 404 200 404 200"
ROLES_PAGE = "302 403 404 403 403 404 403 404 200"  # an administrator's alone
NOWHERE = " ".join(["404"] * 9)
READ_ONLY = "302 405 405 405 405 405 405 405 405"
NOT_HERE = "302 302 302 302 302 302 302 302 302"  # led on to another page

# URL name: GET and POST, one status a person in the order of tests.cast.PEOPLE.
TABLE = {
    "dashboard": (ALL, READ_ONLY),
    "login": ("200 302 302 302 302 302 302 302 302", "200 302 302 302 302 302 302 302 302"),
    "logout": ("302 405 405 405 405 405 405 405 405", "302 302 302 302 302 302 302 302 302"),
    "logout_everywhere": ("302 405 405 405 405 405 405 405 405", "302 302 302 302 302 302 302 302 302"),
    "password_set": (" ".join(["200"] * 9), " ".join(["200"] * 9)),  # a link that is not good any more says so
    "password_reset": (NOWHERE, NOWHERE),  # without mail; with it: tests/khoi_thidua/test_accounts.py
    "password_reset_done": (NOWHERE, NOWHERE),
    "roles": (ROLES_PAGE, READ_ONLY),
    "roles_of_year": (ROLES_PAGE, ROLES_PAGE),
    "hand_over": (ROLES_PAGE, ROLES_PAGE),
    "password_change": (ALL, ALL),
    "password_change_done": (ALL, READ_ONLY),
    "second_factor_check": (NOT_HERE, NOT_HERE),  # without an app there is nothing to enter
    "proof": (ALL, ALL),
    "security": (ALL, READ_ONLY),
    "second_factor_setup": (ALL, ALL),
    "recovery_codes": (NOT_HERE, NOT_HERE),
    "second_factor_remove": (NOT_HERE, NOT_HERE),
    "activity": (ALL, READ_ONLY),
    "history": ("302 200 404 200 200 404 404 404 200", READ_ONLY),
    "healthz": ("200 200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405 405"),
    "readyz": ("200 200 200 200 200 200 200 200 200", "405 405 405 405 405 405 405 405 405"),
    "campaigns": (ALL, READ_ONLY),
    "campaign": (CAMPAIGN_PAGE, READ_ONLY),
    "rounds": (SCORING_LIST, READ_ONLY),
    "round": (SCORING_PAGE, READ_ONLY),
    "results": (ALL, READ_ONLY),
    "ranking": (ROUND_PAGE, READ_ONLY),
    "trace": (ROUND_PAGE, READ_ONLY),
    "verification": (ROUND_PAGE, READ_ONLY),
    "ranking_xlsx": (ROUND_PAGE, READ_ONLY),
    "ranking_csv": (ROUND_PAGE, READ_ONLY),
    "workbook": (ROUND_PAGE, READ_ONLY),
    "result_document": (ROUND_PAGE, READ_ONLY),
    "proposals": (ROUND_PAGE, READ_ONLY),
    "attachment": ("302 200 404 200 200 404 404 404 200", READ_ONLY),
    "papers": (ALL, READ_ONLY),
    "paper": (ROUND_PAGE, READ_ONLY),
}
# Tables of their own, beside what their addresses need: the pages of the year and of a round under way.
TABLES = (
    TABLE,
    test_year_access.TABLE,
    test_year_access.LAST,
    test_initiative_access.TABLE,
    test_reports_access.ROWS,
    test_doings_access.TABLE,
    test_progress.ACCESS,
    test_tables_access.ACCESS,
    test_rounds_pages.ACCESS,
    test_sheet_access.ACCESS,
    test_appraisal_access.ACCESS,
    test_checks.ACCESS,
    test_standings.ACCESS,
    test_objections.ACCESS,
    test_review.ACCESS,
    test_offline_access.ACCESS,
    test_settling.ACCESS,
    test_round_papers.ROUND_PAPERS_ACCESS,
    test_past.ACCESS,
    test_ballot_pages.ACCESS,
    test_submissions.ACCESS,
    test_decisions.ACCESS,
    test_certificates.ACCESS,
    test_awards_year.ACCESS,
    test_paper_life.ACCESS,
    test_signed_papers.ACCESS,
    test_paper_jobs.ACCESS,
    test_checking.ACCESS,
    test_rules.ACCESS,
    test_disciplines.ACCESS,
    test_people_pages.ACCESS,
    test_past_awards.ACCESS,
    test_paper_texts.ACCESS,
    test_history_import.ACCESS,
    test_council.ACCESS,
    {"year_paper_preview": test_year_papers.PREVIEW, "year_paper_issue": test_year_papers.ISSUE},
)
# The administration is one group here; tests/test_admin_access.py goes through its pages.
ADMIN_INDEX = "302 403 403 403 200 200 403 403 200"


def address(name, cast):
    arguments = {
        "campaign": [cast.round.campaign_id],
        "trace": [cast.round.pk, "KT"],
        "paper": [cast.paper.pk],
        "history": ["ky-cham", cast.round.pk],
        "attachment": [a_meetings_file(cast)] if name == "attachment" else [],
        "password_set": ["MQ", "khong-dung"],
        "roles": [cast.bloc.pk],
        "roles_of_year": [cast.bloc.pk, 2026],
        "hand_over": [cast.bloc.pk],
    }
    rounds = {
        "round",
        "ranking",
        "verification",
        "ranking_xlsx",
        "ranking_csv",
        "workbook",
        "result_document",
        "proposals",
    }
    return reverse(name, args=arguments.get(name) or ([cast.round.pk] if name in rounds else []))


def a_meetings_file(cast):
    """A document every unit of the bloc may read."""
    meeting = Meeting.objects.create(campaign=cast.round.campaign, title="Họp Khối", starts_at=AT, place="Hội trường")
    uploaded = accept_uploads([SimpleUploadedFile("de-cuong.pdf", PDF)], Limits())
    return attach(meeting, uploaded, by=cast.head, at=AT)[0].pk


def status(answer):
    bytes_of(answer)
    return str(answer.status_code)


def names_of(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}" if namespace else pattern.name


def test_every_address_of_the_project_is_in_a_table():
    names = {name for name in names_of(get_resolver().url_patterns) if not str(name).startswith("admin:")}
    assert names == set().union(*TABLES)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.mark.parametrize("name", TABLE)
def test_everybody_gets_the_answer_of_the_table(cast, name):
    url, clients = address(name, cast), {who: cast.client(who) for who in PEOPLE}
    expected = [dict(zip(PEOPLE, row.split(), strict=True)) for row in TABLE[name]]
    found = [{who: status(getattr(clients[who], method)(url)) for who in PEOPLE} for method in ("get", "post")]
    assert dict(zip(("get", "post"), found, strict=True)) == dict(zip(("get", "post"), expected, strict=True))


def test_the_administration_is_for_administrators_and_heads(cast):
    expected = dict(zip(PEOPLE, ADMIN_INDEX.split(), strict=True))
    assert {who: str(cast.client(who).get("/quan-tri/").status_code) for who in PEOPLE} == expected


def test_anonymous_people_come_back_to_the_page_they_asked_for(cast, client):
    asked = address("ranking", cast)
    login = client.get(asked)
    assert login.url == f"/dang-nhap/?next={asked}"
    done = client.post(login.url, {"username": "clerk", "password": PASSWORD, "next": asked})
    assert done.url == asked


def test_login_does_not_lead_to_another_site(cast, client):
    answer = client.post("/dang-nhap/", {"username": "clerk", "password": PASSWORD, "next": "https://example.com/"})
    assert answer.url == "/"


@pytest.mark.parametrize("who", ["anonymous", "clerk", "council"])
def test_what_is_not_there_looks_like_what_is_not_theirs(cast, who):
    client = cast.client(who)
    missing, theirs = (client.get(reverse("ranking", args=[pk])) for pk in (10**6, cast.elsewhere.pk))
    assert missing.status_code == theirs.status_code
    if who != "anonymous":
        assert without_token(missing) == without_token(theirs)


def without_token(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
