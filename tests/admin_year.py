"""Two blocs with their years, for the admin's tests: one round settled, one in preparation, and everybody who knocks.

Bloc 02 was headed by Tài chính in 2025 and is headed by Văn phòng in 2026; bloc 03 has a head of its own.
"""

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.actions import issue_paper, settle_content_as_round
from awards.arithmetic import AwardRule as Rule
from awards.arithmetic import Quota, RoundContent
from awards.models import AwardRule
from awards.result_document import RoundName
from awards.states import PaperKind
from campaigns.models import Campaign, LegalBasis, Task
from scoring.arithmetic import Criterion as Row
from scoring.arithmetic import Kind, Mark, Settings, Sheet
from scoring.models import Band, CriteriaSet, Criterion, Round
from tests.photograph import put_back
from toolkit.spreadsheets import NewSheet, write_sheets
from units.actions import Member, enrol_members, register_bloc
from units.models import User

AT = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
PASSWORD = "mot-mat-khau-dai-2026"

MEMBERS = (("VP", "Văn phòng"), ("KT", "Phòng Kinh tế"), ("HC", "Phòng Hành chính"), ("TC", "Phòng Tài chính"))
OTHERS = (("YT", "Trạm Y tế"), ("GD", "Trường Tiểu học"))


@dataclass
class Year:
    """A bloc with a settled round ("Sơ kết 2026") and one in preparation ("Tổng kết 2026")."""

    campaign: Campaign
    settled: Round
    preparing: Round

    @property
    def bloc(self):
        return self.campaign.bloc

    @property
    def table(self):
        return self.preparing.criteria_set


def members(units, head, deputy):
    roles = {head: "head", deputy: "deputy"}
    return [Member(code, name, roles.get(code, "member")) for code, name in units]


def content(units, head, deputy):
    marks = [Mark(Decimal("9.00"), Decimal(8 - place), "Thiếu minh chứng") for place in range(len(units))]
    sheets = tuple(
        Sheet(m.code, m.name, m.role, marks={"1.1": mark})
        for m, mark in zip(members(units, head, deputy), marks, strict=True)
    )
    criteria = (Row("1.1", Kind.GRADED, "Thực hiện kế hoạch", area=1, maximum=Decimal("10.00")),)
    rules = (Rule("GK", "Giấy khen", Quota(number=1), "Chủ tịch UBND xã"),)
    return RoundContent(criteria, sheets, Settings(), rules, ((1, "Thi đua thực hiện nhiệm vụ"),))


def make_year(number, units, head, deputy) -> Year:
    bloc_name = f"Khối thi đua số {number}"
    name = RoundName("Hà Bắc", "Hải Phòng", number, 2026, "Sơ kết 2026")
    settled = settle_content_as_round(name, bloc_name, content(units, head, deputy), by=None, at=AT).round
    campaign = settled.campaign
    area = campaign.areas.get(number=1)
    Task.objects.create(area=area, position=1, text="Giải quyết hồ sơ đúng hạn")
    LegalBasis.objects.create(bloc=campaign.bloc, position=1, title="Luật Thi đua, khen thưởng")
    table = CriteriaSet.objects.create(campaign=campaign, name="Tổng kết 2026")
    Criterion.objects.create(
        criteria_set=table, area=area, position=1, code="1.1", kind="graded", title="Thực hiện kế hoạch",
        maximum=Decimal("10.00"),
    )  # fmt: skip
    preparing = Round.objects.create(campaign=campaign, criteria_set=table, name="Tổng kết 2026")
    Band.objects.create(round=preparing, name="Xuất sắc", lowest_total=Decimal("9.00"))
    AwardRule.objects.create(round=preparing, position=1, code="CO", form="Cờ thi đua", quota_number=1)
    issue_paper(
        settled, PaperKind.SUBMISSION, number=1, title="Tờ trình", facts={}, pdf=b"%PDF-", by=None, at=AT,
        on=date(2026, 7, 1),
    )  # fmt: skip
    return Year(campaign, settled, preparing)


def person(username, unit_code=None, bloc=None, **kwargs) -> User:
    unit = bloc.units.get(code=unit_code) if unit_code else None
    user = User(username=username, full_name=username.title(), unit=unit, password="!", **kwargs)
    user.save()
    return user


@dataclass
class World:
    """`year` is bloc 02's, `other` bloc 03's."""

    year: Year
    other: Year
    people: dict[str, User]

    def __getitem__(self, name) -> User:
        return self.people[name]

    def browser(self, name) -> Client:
        client = Client()
        if name != "anonymous":
            client.force_login(self.people[name])
        return client


def a_world(db, settings, tmp_path) -> World:
    """A fixture for the modules that want it: `world = pytest.fixture(a_world)`."""
    settings.MEDIA_ROOT = tmp_path  # where rehearsed files wait
    return put_back(make_world)


def make_world() -> World:
    bloc = register_bloc(commune="Hà Bắc", city="Hải Phòng", number="02", name="Khối thi đua số 02")
    enrol_members(bloc, 2025, members(MEMBERS, "TC", "VP"))
    year = make_year("02", MEMBERS, "VP", "KT")
    other = make_year("03", OTHERS, "YT", "GD")
    people = {
        "head": person("truongkhoi", "VP", bloc),
        "deputy": person("phokhoi", "KT", bloc),
        "clerk": person("donvi", "HC", bloc),
        "last_head": person("namtruoc", "TC", bloc),
        "stranger": person("khoi03", "YT", other.bloc),
        "council": person("hoidong", council_of=bloc.commune),
        "admin": person("quantri", is_superuser=True),
    }
    return World(year, other, people)


# Files that are imported ------------------------------------------------------------------------------------------


def xlsx(*rows, title="Bảng") -> bytes:
    return write_sheets([NewSheet(title, rows)])


def csv(*lines) -> bytes:
    return "\r\n".join(lines).encode()


def upload(browser, model, name, data):
    """Rehearse a file; the answer has `context["rehearsal"]` and, when all is well, `context["token"]`."""
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_import")
    return browser.post(url, {"file": SimpleUploadedFile(name, data)})


def problems(answer) -> list[str]:
    assert answer.status_code == 200
    rehearsal, form = answer.context["rehearsal"], answer.context["form"]
    return rehearsal.problems if rehearsal else [text for texts in form.errors.values() for text in texts]


def confirm(browser, model, token):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_process_import")
    return browser.post(url, {"token": token}, follow=True)


def import_whole(browser, model, name, data) -> str:
    """Rehearse and confirm; returns what the page says."""
    answer = upload(browser, model, name, data)
    assert problems(answer) == []
    done = confirm(browser, model, answer.context["token"])
    return " ".join(str(message) for message in done.context["messages"])


def export(browser, model, kind="xlsx", query="") -> bytes:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_export")
    answer = browser.post(url + query, {"format": ["xlsx", "csv"].index(kind)})
    assert answer.status_code == 200 and answer["Content-Disposition"].endswith(f'.{kind}"')
    return answer.content


def table_in(data: bytes) -> list[dict]:
    """The rows of an .xlsx by heading, read back by openpyxl, which is not ours."""
    heading, *rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]
