"""Who reaches the pages of reports, suggestions and facts: GET and POST of everybody in the cast."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from campaigns.actions.files import attach
from campaigns.actions.reports import ReportContent, save_report
from campaigns.actions.suggestions import send_suggestion
from tests.campaigns.report_builders import a_due, at, unit_of
from tests.cast import PEOPLE
from tests.toolkit.hostile_files import PDF
from toolkit.private_files import Limits, accept_uploads

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 20)

# What each address answers, GET then POST, in the order of PEOPLE: anonymous, clerk, stranger, deputy, head,
# other_head, council, other_council, admin. The report is a draft of the clerk's unit.
READ = [302, 200, 404, 200, 200, 404, 403, 404, 200]
SEEN = [302, 200, 404, 200, 200, 404, 404, 404, 200]  # the Council does not see it at all
LOOKED_AT = [302, 405, 405, 405, 405, 405, 405, 405, 405]
POSTED = LOOKED_AT
HEADS = [302, 403, 404, 403, 200, 404, 404, 404, 403]
ROWS = {
    "reports": (READ, LOOKED_AT),
    "report_duty_new": ([302, 403, 404, 403, 200, 404, 403, 404, 403], [302, 403, 404, 403, 200, 404, 403, 404, 403]),
    "report_duty": (SEEN, LOOKED_AT),
    "report_duty_edit": (HEADS, HEADS),
    "report_duty_remove": (POSTED, [302, 403, 404, 403, 302, 404, 404, 404, 403]),
    "report_duty_file_remove": (POSTED, [302, 403, 404, 403, 302, 404, 404, 404, 403]),
    "report": (SEEN, [302, 302, 404, 403, 403, 404, 404, 404, 403]),
    "report_return": (HEADS, HEADS),
    "report_extend": (HEADS, HEADS),
    "report_extension_remove": (POSTED, [302, 403, 404, 403, 302, 404, 404, 404, 403]),
    "report_file_remove": (POSTED, [302, 302, 404, 404, 404, 404, 404, 404, 403]),
    "suggestions": (READ, LOOKED_AT),
    "suggestion_new": ([302, 200, 404, 200, 200, 404, 403, 404, 403], [302, 200, 404, 200, 200, 404, 403, 404, 403]),
    "suggestion": (SEEN, HEADS),
    "facts": (READ, LOOKED_AT),
    "facts_of_unit": (READ, LOOKED_AT),
    "facts_xlsx": (READ, LOOKED_AT),
}


@pytest.fixture
def arguments(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    campaign, unit = cast.round.campaign, cast.clerk.unit
    due = a_due(campaign)
    content = ReportContent(text="Nháp")
    report = save_report(due, unit, content, files=a_file(), seen=0, by=cast.clerk, at=at(DAY))
    [template] = attach(due.duty, a_file(), by=cast.head, at=at(DAY))
    suggestion = send_suggestion(campaign, unit_of(campaign, "KT"), "Lùi hạn", by=cast.clerk, at=at(DAY))
    of_report = {key: [due.pk, "KT"] for key in ("report", "report_return", "report_extend", "report_extension_remove")}
    of_duty = {key: [due.duty_id] for key in ("report_duty", "report_duty_edit")}
    return (
        of_report
        | of_duty
        | {
            "report_duty_remove": [due.duty_id],
            "report_duty_file_remove": [template.pk],
            "report_file_remove": [report.attachments.get().pk],
            "suggestion": [suggestion.pk],
            "facts_of_unit": [campaign.pk, "KT"],
            None: [campaign.pk],
        }
    )


def a_file():
    return accept_uploads([SimpleUploadedFile("mau.pdf", PDF)], Limits())


TYPED = {"report": {"text": "Nháp 2", "version": 1}}


def status(cast, who, method, name, url):
    """Each on the same day: what a request did is undone again."""
    with transaction.atomic():
        found = getattr(cast.client(who), method)(url, TYPED.get(name, {})).status_code
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ROWS)
def test_everybody_gets_what_the_table_says(cast, arguments, name, method):
    url = reverse(name, args=arguments.get(name, arguments[None]))
    found = [status(cast, who, method, name, url) for who in PEOPLE]
    assert found == ROWS[name][method == "post"]
