import io
import json
import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.files import File

from campaigns import states
from campaigns.actions.initiatives import missing_to_register
from campaigns.models import (
    Attachment,
    Attendance,
    Campaign,
    Drive,
    DueDate,
    Exemplar,
    Initiative,
    Meeting,
    Pledge,
    Suggestion,
    UnitPlan,
)
from khoi_thidua.demo_rows import FILES
from khoi_thidua.demo_year import REASON, YEAR, YEAR_BEFORE, codes_in, load_demo_year, read
from khoi_thidua.plan import load_plan
from tests.constraints import OURS
from toolkit.private_files import Limits, accept_upload, open_kept
from units.models import Membership, Unit

CODES = {"VP", "VHXH", "KT", "HCC", "DVSNC", "QLDA"}
TODAY = date(2026, 11, 22)


@pytest.fixture
def campaign(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    campaign, _ = load_plan()
    return campaign


@pytest.fixture
def year(campaign):
    assert load_demo_year(campaign)
    return campaign


def everything():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def counted(rows, name="state"):
    return dict(Counter(rows.values_list(name, flat=True)))


# The files ----------------------------------------------------------------------------------------------------------


def walk(said, name=""):
    if isinstance(said, dict):
        for key, value in said.items():
            yield from walk(value, key)
    elif isinstance(said, list):
        for value in said:
            yield from walk(value, name)
    else:
        yield name, said


@pytest.mark.parametrize("path", [YEAR, YEAR_BEFORE], ids=lambda path: path.stem)
def test_the_texts_are_composed_and_without_double_blanks(path):
    texts = [text for _, text in walk(read(path)) if isinstance(text, str)]
    assert [
        text for text in texts if unicodedata.normalize("NFC", text) != text or "  " in text or text != text.strip()
    ] == []


@pytest.mark.parametrize("path", [YEAR, YEAR_BEFORE], ids=lambda path: path.stem)
def test_every_day_lies_in_the_year_of_its_file(path):
    given = read(path)
    days = [
        text[:10]
        for name, text in walk(given)
        if name.endswith(("_on", "_at", "register_by", "report_by", "_since", "until"))
    ]
    assert len(days) > 15
    assert {date.fromisoformat(day).year for day in days} == {given["year"]}


def test_the_files_name_the_six_units_and_known_states_only():
    year, before = read(YEAR), read(YEAR_BEFORE)
    assert (codes_in(year), codes_in(before) <= CODES, set(before["roles"])) == (CODES, True, CODES)
    known = {
        "plans": states.PlanState,
        "initiatives": states.InitiativeState,
        "meetings": states.MeetingState,
        "exemplars": states.ExemplarState,
    }
    for key, choices in known.items():
        assert {said["state"] for said in year[key] + before.get(key, [])} <= set(choices.values), key


@pytest.mark.parametrize("path", [YEAR, YEAR_BEFORE], ids=lambda path: path.stem)
def test_the_shares_of_the_authors_add_up(path):
    for said in read(path)["initiatives"]:
        assert sum(Decimal(author["share"]) for author in said["authors"]) == 100, said["title"]


def test_authors_are_offices_and_nobody_signs():
    year, before = read(YEAR), read(YEAR_BEFORE)
    authors = [author["name"] for said in year["initiatives"] + before["initiatives"] for author in said["authors"]]
    assert {name.split()[0] for name in authors} == {"Tổ", "Bộ"}
    assert all("signer" not in said for said in year["pledge"]["confirmations"])


def test_every_file_is_small_and_one_the_application_takes():
    for path in sorted(FILES.iterdir()):
        with path.open("rb") as opened:
            accepted = accept_upload(File(io.BytesIO(opened.read()), path.name), Limits())
        assert accepted.size < 20_000, path.name


# The year -----------------------------------------------------------------------------------------------------------


def test_the_year_has_everything_in_part_done_in_part_late_and_in_part_missing(year):
    year.refresh_from_db()
    assert (year.starts_on, year.ends_on, bool(year.purpose), bool(year.organisation)) == (
        date(2026, 5, 28),
        date(2026, 12, 15),
        True,
        True,
    )
    pledge = Pledge.objects.get()
    assert (pledge.state, pledge.commitments.count(), pledge.confirmations.count()) == ("open", 8, 5)
    assert counted(UnitPlan.objects) == {"filed": 4, "drafting": 1}
    assert UnitPlan.objects.filter(filed_at__date__gt=year.plan_due_on).get().unit.code == "KT"
    assert counted(Exemplar.objects) == {"published": 2, "introduced": 1, "drafting": 1}
    assert counted(Meeting.objects) == {"held": 3, "planned": 1}
    assert counted(Attendance.objects) == {"present": 14, "excused": 2, "absent": 2, "unknown": 6}
    assert [drive.entries.exclude(result="").count() for drive in Drive.objects.order_by("starts_on")] == [4, 5, 4, 0]
    assert [bool(row.answer) for row in Suggestion.objects.order_by("sent_at")] == [True, True, False]


def test_initiatives_stand_in_every_state_and_one_unit_has_none_that_counts(year):
    found = Initiative.objects.in_campaign(year)
    assert set(counted(found)) == set(states.InitiativeState.values)
    assert CODES - set(found.registered().values_list("unit__code", flat=True)) == {"QLDA"}
    assert set(found.recognised().values_list("decision_number", flat=True)) == {"1286/QĐ-UBND", "1287/QĐ-UBND"}
    assert found.matching("lay so thu tu").count() == 1
    for initiative in Initiative.objects.exclude(state="drafting"):
        assert missing_to_register(initiative, list(initiative.authors.all())) == {}, initiative.title


def test_reports_came_in_time_late_or_not_at_all(year):
    told = {
        (owed.code, owed.title): owed.words(TODAY)
        for owed in DueDate.objects.in_campaign(year).obligations()
        if owed.due_on < TODAY and owed.words(TODAY) != "Đúng hạn"
    }
    quarter, drive = "Báo cáo quý", "Báo cáo đợt thi đua"
    assert told == {
        ("DVSNC", f"{quarter}, Quý II"): "Chậm 3 ngày",
        ("KT", f"{quarter}, Quý III"): "Chậm 4 ngày",
        ("DVSNC", f"{quarter}, Quý III"): "Trả lại, quá hạn 63 ngày",
        ("DVSNC", f"{drive}, Đợt 2/9"): "Chậm 1 ngày",
        ("QLDA", f"{drive}, Đợt 2/9"): "Quá hạn 73 ngày",
        ("KT", f"{drive}, Đợt 10/10"): "Trả lại, quá hạn 28 ngày",
        ("QLDA", f"{drive}, Đợt 10/10"): "Chậm 8 ngày",
    }  # QLDA's half-year report came on 06/07 and was given until 07/07


def test_something_is_still_to_be_done_in_the_last_weeks(year):
    ahead = DueDate.objects.in_campaign(year).filter(due_on__gt=TODAY).order_by("due_on")
    assert list(ahead.values_list("due_on", flat=True)) == [
        date(2026, 11, 30),
        date(2026, 12, 5),
        date(2026, 12, 14),
    ]


def test_attachments_hold_the_bytes_they_say(year):
    assert {attachment.owner.__class__.__name__ for attachment in Attachment.objects.all()} == {
        "UnitPlan",
        "Initiative",
        "Report",
        "ReportDuty",
        "Meeting",
        "DriveEntry",
        "Exemplar",
    }
    for attachment in Attachment.objects.all():
        with open_kept(attachment.path) as kept:
            assert len(kept.read()) == attachment.size


def test_every_row_says_that_it_is_made_up_and_nobody_signed_it(year):
    for model in (Pledge, UnitPlan, Initiative, Meeting, Drive, Exemplar, Suggestion):
        rows = model.history.values_list("history_change_reason", "history_user_id")
        assert set(rows) == {(REASON, None)}, model
        assert len(rows) == model.objects.count(), model


def test_the_year_before_was_led_by_another_unit_and_is_closed(year):
    before = Campaign.objects.get(year=2025)
    roles = Membership.objects.in_year(year.bloc, 2025)
    assert (before.state, before.areas.count(), before.initiatives.count()) == ("reviewed", 3, 5)
    assert (roles.get(role="head").unit.code, roles.get(role="deputy").unit.code) == ("VHXH", "VP")
    assert Unit.objects.filter(bloc=year.bloc).count() == 6


# Again, and where somebody was first --------------------------------------------------------------------------------


def test_loading_again_changes_nothing_and_leaves_what_people_edited(year):
    Initiative.objects.filter(state="drafting").delete()
    Pledge.objects.update(opening="Lời mở đầu do Khối sửa")
    before = everything()
    assert not load_demo_year(year)
    assert everything() == before


def test_a_year_in_which_somebody_began_stays_theirs(campaign):
    Pledge.objects.create(campaign=campaign)
    before = everything()
    assert not load_demo_year(campaign)
    assert everything() == before


def without_an_area(campaign):
    campaign.areas.get(number=5).delete()


def with_another_unit(campaign):
    Unit.objects.filter(code="KT").update(code="KTHT")


@pytest.mark.parametrize("change", [without_an_area, with_another_unit])
def test_a_bloc_the_content_does_not_fit_gets_none(campaign, change):
    change(campaign)
    before = everything()
    assert not load_demo_year(campaign)
    assert everything() == before


def test_what_the_head_wrote_into_the_plan_stands(campaign):
    campaign.purpose = "Mục đích do Khối viết"
    campaign.save()
    assert load_demo_year(campaign)
    campaign.refresh_from_db()
    assert (campaign.purpose, campaign.plan_due_on) == ("Mục đích do Khối viết", date(2026, 6, 15))


def test_an_earlier_year_that_is_there_is_left_alone(campaign):
    Membership.objects.create(bloc=campaign.bloc, unit=Unit.objects.get(code="KT"), year=2025, role="head")
    assert load_demo_year(campaign)
    assert list(Campaign.objects.values_list("year", flat=True)) == [2026]
    assert Membership.objects.in_year(campaign.bloc, 2025).count() == 1


def test_a_file_with_an_unknown_day_writes_nothing(campaign, monkeypatch, tmp_path):
    given = json.loads(YEAR.read_text(encoding="utf-8"))
    given["suggestions"][0]["sent_at"] = "ngày 2"
    path = tmp_path / "nam.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    monkeypatch.setattr("khoi_thidua.demo_year.YEAR", path)
    before = everything()
    with pytest.raises(ValueError, match="ngày 2"):
        load_demo_year(campaign)
    assert everything() == before
