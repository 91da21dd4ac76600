"""Who sees which lines, what the filters leave, and that nobody can write there."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from awards.models import (
    Ballot,
    CertificateDesign,
    CouncilDecision,
    Discipline,
    GrantedAward,
    Headcount,
    Nomination,
    PaperText,
    PastStanding,
    PersonRule,
    Submission,
)
from khoi_thidua.activity import PAGES, Wanted, activity_rows, line_of
from scoring.models import Mark
from tests.campaigns import todo_builders as a
from tests.cast import PEOPLE, Size, content_of_size, settle
from toolkit.history import acting
from units.models import Reading

pytestmark = pytest.mark.django_db

READERS = [who for who in PEOPLE if who != "anonymous"]


def lines(user, **wanted):
    return [line_of(row) for row in activity_rows(user, Wanted(**wanted))]


def page(cast, who, name, *arguments, **query):
    return cast.client(who).get(reverse(name, args=arguments), query)


def change_mark(cast, code="KT"):
    """Past the lock of a settled round, by the head's hand."""
    mark = Mark.objects.filter(sheet__round=cast.round, sheet__unit__code=code, criterion__kind="graded").first()
    mark.appraised_entry, mark.reason = "1.00", "Thiếu minh chứng"
    with acting(by=cast.head):
        mark.save()
    return mark


def test_a_line_is_a_sentence(cast):
    mark = change_mark(cast)
    line = lines(cast.head, kind="phieu", who="head")[0]
    before = mark.history.all()[1].history_words["thẩm định"]
    assert line.sentence.startswith(f"Phòng Kinh tế, tiêu chí {mark.criterion.code}: thẩm định {before} → 1,00")
    assert line.sentence.endswith("Lý do: Thiếu minh chứng")
    assert (line.who, line.place) == ("head", cast.head.unit.name)


def test_the_head_sees_the_blocs_and_a_unit_its_own(cast):
    change_mark(cast, "KT")
    change_mark(cast, "VP")
    for who, seen in (("head", {"KT", "VP"}), ("deputy", {"KT", "VP"}), ("admin", {"KT", "VP"}), ("clerk", {"KT"})):
        units = {"KT": "Phòng Kinh tế", "VP": cast.head.unit.name}
        about = [line.about for line in lines(getattr(cast, who), who="head")]
        assert {code for code, name in units.items() if any(name in text for text in about)} == seen, who
    for who in ("stranger", "other_head", "council", "other_council"):
        assert lines(getattr(cast, who), who="head") == [], who


def test_the_council_sees_its_own_downloads_only(cast):
    cast.client("council").get(reverse("paper", args=[cast.paper.pk]))
    assert [line.verb for line in lines(cast.council)] == ["Tải văn bản"]
    assert lines(cast.other_council) == []
    assert "Tải văn bản" in [line.verb for line in lines(cast.head)]
    assert "Tải văn bản" not in [line.verb for line in lines(cast.clerk)]


def test_parts_of_a_load_are_told_on_the_page_of_their_whole(cast):
    sheet = cast.round.sheets.get(unit__code="KT")
    found = lines(cast.head, kind="phieu")
    assert found
    assert not any("tiêu chí" in line.about for line in found)
    answer = page(cast, "clerk", "history", "phieu", sheet.pk)
    text = answer.content.decode()
    assert "Phòng Kinh tế, tiêu chí 1.1" in text and "Nạp từ sổ chấm điểm" in text and "Lệnh trên máy chủ" in text


HISTORIES = {
    "phong-trao": "200 404 200 200 404 404 404 200",
    "giao-uoc": "200 404 200 200 404 404 404 200",
    "ke-hoach": "200 404 200 200 404 404 404 200",
    "sang-kien": "200 404 200 200 404 404 404 200",
    "che-do-bao-cao": "200 404 200 200 404 404 404 200",
    "bao-cao": "200 404 200 200 404 404 404 200",
    "cuoc-hop": "200 404 200 200 404 404 404 200",
    "dot-thi-dua": "200 404 200 200 404 404 404 200",
    "dien-hinh": "200 404 200 200 404 404 404 200",
    "phan-anh": "200 404 200 200 404 404 404 200",
    "ky-cham": "200 404 200 200 404 404 404 200",
    "bo-tieu-chi": "200 404 200 200 404 404 404 200",
    "phieu": "200 404 200 200 404 404 404 200",
    "vai-tro": "200 404 200 200 404 404 404 200",
    "de-nghi": "200 404 200 200 404 404 404 200",
    "trinh": "200 404 200 200 404 404 404 200",
    "bo-phieu": "200 404 200 200 404 404 404 200",
    "danh-hieu": "200 404 200 200 404 404 404 200",
    "so-nguoi": "200 404 200 200 404 404 404 200",
    "ca-nhan": "200 404 200 200 404 404 404 200",
    "ky-luat": "200 404 200 200 404 404 404 200",
    "quyet-dinh": "200 404 200 200 404 404 404 200",
    "da-khen": "200 404 200 200 404 404 404 200",
    "nam-truoc": "200 404 200 200 404 404 404 200",
    "giay-khen": "200 404 200 200 404 404 404 200",
    "loi-van": "200 404 200 200 404 404 404 200",
    "van-ban": "200 404 200 200 404 404 404 200",
    "tai-khoan": "200 404 200 200 404 404 404 200",
}


OLD = {"year": 2026, "unit_name": "Phòng Kinh tế", "form": "Giấy khen", "decision_number": "1/QĐ", "body": "UBND xã"}


def a_title(campaign):
    return PersonRule.objects.create(campaign=campaign, position=1, code="LĐTT", form="Lao động tiên tiến")


def object_of(cast, kind):
    unit, campaign = cast.clerk.unit, cast.round.campaign
    proposed = cast.round.award_rules.filter(proposals__isnull=False)
    return {
        "phong-trao": lambda: campaign,
        "giao-uoc": lambda: a.pledge(campaign),
        "ke-hoach": lambda: a.plan(campaign, unit),
        "sang-kien": lambda: a.initiative(campaign, unit),
        "che-do-bao-cao": lambda: a.due_date(campaign, a.TODAY).duty,
        "bao-cao": lambda: a.report(a.due_date(campaign, a.TODAY), unit),
        "cuoc-hop": lambda: a.meeting(campaign, a.AT, unit),
        "dot-thi-dua": lambda: a.drive(campaign),
        "dien-hinh": lambda: a.exemplar(campaign, unit),
        "phan-anh": lambda: a.suggestion(campaign, unit),
        "ky-cham": lambda: cast.round,
        "bo-tieu-chi": lambda: cast.round.criteria_set,
        "phieu": lambda: cast.round.sheets.get(unit=unit),
        "vai-tro": lambda: unit,
        "de-nghi": lambda: proposed.first().proposals.first(),
        "trinh": lambda: Submission.objects.create(round=cast.round),
        "bo-phieu": lambda: Ballot.objects.create(round=cast.round, kind="review", title="Biểu quyết"),
        "danh-hieu": lambda: a_title(campaign),
        "so-nguoi": lambda: Headcount.objects.create(campaign=campaign, unit=unit, people=20),
        "ca-nhan": lambda: Nomination.objects.create(
            campaign=campaign, unit=unit, rule=a_title(campaign), full_name="A", state="submitted"
        ),
        "ky-luat": lambda: Discipline.objects.create(
            campaign=campaign, unit=unit, form="Khiển trách", decision_number="1/QĐ", decided_on=a.TODAY
        ),
        "quyet-dinh": lambda: CouncilDecision.objects.create(
            round=cast.round, number="9/QĐ", decided_on=a.TODAY, body="UBND xã", recorded_at=a.AT
        ),
        "da-khen": lambda: GrantedAward.objects.create(bloc=cast.bloc, unit=unit, decided_on=a.TODAY, **OLD),
        "nam-truoc": lambda: PastStanding.objects.create(
            bloc=cast.bloc, unit=unit, year=2026, round_name="Tổng kết", unit_name="Phòng Kinh tế"
        ),
        "giay-khen": lambda: CertificateDesign.objects.create(bloc=cast.bloc, name="Mẫu 1"),
        "loi-van": lambda: PaperText.objects.create(campaign=campaign, kind="plan", opening="Mở đầu"),
        "van-ban": lambda: cast.paper,
        "tai-khoan": lambda: cast.clerk,
    }[kind]().pk


@pytest.mark.parametrize("kind", HISTORIES)
def test_who_opens_the_history_of_what(cast, kind):
    url = reverse("history", args=[kind, object_of(cast, kind)])
    answers = {who: str(cast.client(who).get(url).status_code) for who in READERS}
    assert answers == dict(zip(READERS, HISTORIES[kind].split(), strict=True))


def test_every_kind_of_page_is_asked():
    assert set(HISTORIES) == {page.slug for page in PAGES}


def test_a_unit_does_not_open_the_sheet_of_another(cast):
    other = cast.round.sheets.get(unit__code="VP")
    assert page(cast, "clerk", "history", "phieu", other.pk).status_code == 404
    assert page(cast, "clerk", "history", "khong-co", other.pk).status_code == 404


def test_filters(cast):
    mark = change_mark(cast)
    today = timezone.localdate()
    assert lines(cast.head, year=2025) == []
    assert len(lines(cast.head, who="head", unit=mark.sheet.unit_id)) == 1
    assert lines(cast.head, since=today + timedelta(days=1)) == lines(cast.head, until=today - timedelta(days=1)) == []
    assert len(lines(cast.head, since=today, until=today, who="head")) == 1
    answer = page(cast, "head", "activity", loai="phieu", nguoi="head", tu=f"{today:%Y-%m-%d}")
    assert answer.content.decode().count('<ol class="deeds">') == 1
    assert "Nhập ngày dạng" in page(cast, "head", "activity", tu="hôm qua").content.decode()


def test_lines_are_paged(cast):
    first = page(cast, "admin", "activity").content.decode()
    assert "Trang 1/" in first and "trang=2" in first
    assert page(cast, "admin", "activity", trang="2").status_code == 200


@pytest.mark.parametrize(("name", "who"), [("activity", "head"), ("activity", "clerk"), ("history", "head")])
def test_pages_ask_the_same_with_more_lines(cast, name, who):
    arguments = ["phieu", cast.round.sheets.get(unit__code="KT").pk] if name == "history" else []
    client, url = cast.client(who), reverse(name, args=arguments)
    client.get(url)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
        for code in ("KT", "VP", "HCC"):
            change_mark(cast, code)
        settle_more(cast)
    assert counts[0] == counts[1]


def settle_more(cast):
    from dataclasses import replace

    from tests.cast import NAME

    settle(replace(NAME, number="88"), content_of_size(Size(units=20, criteria=9)))


def test_looking_writes_nothing(cast):
    before = Reading.objects.count()
    page(cast, "head", "activity")
    page(cast, "head", "history", "ky-cham", cast.round.pk)
    assert Reading.objects.count() == before


def test_no_history_is_in_the_administration():
    kept = [model.history.model for page in PAGES for model in page.models] + [Reading]
    assert [model for model in kept if admin.site.is_registered(model)] == []
    for model in kept:
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_method_writes_to_a_history(cast, method):
    for url in (reverse("activity"), reverse("history", args=["ky-cham", cast.round.pk])):
        assert getattr(cast.client("admin"), method)(url).status_code == 405


def test_the_administration_leads_to_the_history(cast):
    url = reverse("admin:scoring_round_history", args=[cast.round.pk])
    assert reverse("history", args=["ky-cham", cast.round.pk]) in cast.client("admin").get(url).content.decode()


def test_an_export_of_the_administration_is_kept(cast):
    cast.client("admin").post(reverse("admin:units_unit_export"), {"format": "1"})
    assert Reading.objects.get().about.endswith(".csv)")


def test_a_change_in_the_administration_is_signed_by_who_is_logged_in(cast):
    url = reverse("admin:units_membership_change", args=[cast.clerk.unit.memberships.get().pk])
    form = {"bloc": cast.bloc.pk, "unit": cast.clerk.unit_id, "year": 2026, "role": "member", "position": 40}
    cast.client("admin").post(url, form)
    row = cast.clerk.unit.memberships.get().history.first()
    assert (row.history_by, row.history_changes[0][0]) == ("admin", "thứ tự")
