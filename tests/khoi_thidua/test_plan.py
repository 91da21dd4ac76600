import json
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command

from campaigns.models import Campaign, LegalBasis, Task
from khoi_thidua.plan import PLAN, load_plan
from tests.constraints import OURS
from tests.years import NAME, settle
from units.models import Membership, Unit

pytestmark = pytest.mark.django_db


def everything():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


def test_the_first_start_loads_the_blocs_own_plan():
    campaign, made = load_plan()
    bloc = campaign.bloc
    assert made
    assert (str(bloc), bloc.symbol, bloc.commune.city_title) == (
        "Khối thi đua số 02, xã Hà Bắc",
        "KTĐ02",
        "thành phố Hải Phòng",
    )
    assert (campaign.year, campaign.symbol, campaign.issued_on, campaign.state) == (
        2026,
        "/KH-KTĐ02",
        date(2026, 5, 28),
        "running",
    )
    roles = Membership.objects.in_year(bloc, 2026).order_by("position")
    assert list(roles.values_list("unit__code", "unit__name", "role")) == [
        ("VP", "Văn phòng HĐND và UBND xã", "head"),
        ("VHXH", "Phòng Văn hóa - Xã hội", "deputy"),
        ("KT", "Phòng Kinh tế", "member"),
        ("HCC", "Trung tâm Phục vụ hành chính công", "member"),
        ("DVSNC", "Trung tâm Dịch vụ sự nghiệp công", "member"),
        ("QLDA", "Ban Quản lý dự án đầu tư xây dựng", "member"),
    ]
    assert Unit.objects.get(code="VP").leader_title == "Chánh Văn phòng HĐND và UBND"


def test_the_plan_has_five_areas_each_with_its_tasks():
    campaign, _ = load_plan()
    assert [
        (area.number, bool(area.short_title), area.tasks.count()) for area in campaign.areas.order_by("number")
    ] == [
        (1, True, 3),
        (2, True, 3),
        (3, True, 3),
        (4, True, 2),
        (5, True, 2),
    ]
    assert Task.objects.filter(text__contains="ít nhất 01 sáng kiến").count() == 1


def test_the_plan_cites_six_legal_bases_and_knows_from_when():
    load_plan()
    assert list(LegalBasis.objects.order_by("position").values_list("number", "signed_on", "effective_to")) == [
        ("06/2022/QH15", date(2022, 6, 15), None),
        ("152/2025/NĐ-CP", date(2025, 6, 14), None),
        ("01/HD-BTĐKT", date(2025, 9, 12), None),
        ("34/QĐ-HĐTĐKT", date(2026, 4, 29), None),
        ("", None, None),
        ("", None, None),
    ]


def test_loading_again_changes_nothing():
    load_plan()
    before = everything()
    _, made = load_plan()
    assert (made, everything()) == (False, before)


def test_a_year_that_people_edited_is_left_as_they_edited_it():
    campaign, _ = load_plan()
    campaign.areas.filter(number=1).update(title="Tên do người dùng đặt")
    campaign.areas.get(number=5).delete()
    Unit.objects.filter(code="KT").update(name="Phòng Kinh tế xã")
    before = everything()
    load_plan()
    assert everything() == before


def test_a_bloc_that_only_had_an_earlier_year_gets_this_one():
    settle(NAME.__class__("Hà Bắc", "Hải Phòng", "02", 2025, "Tổng kết năm 2025"))
    campaign, made = load_plan()
    assert (made, list(Campaign.objects.order_by("year").values_list("year", flat=True))) == (True, [2025, 2026])
    assert (Unit.objects.count(), LegalBasis.objects.filter(bloc=campaign.bloc).count()) == (6, 6)


def test_a_plan_that_cannot_be_loaded_leaves_nothing(tmp_path):
    plan = json.loads(PLAN.read_text(encoding="utf-8"))
    plan["legal_bases"][0]["signed_on"] = "ngày 15"
    broken, before = tmp_path / "ke-hoach.json", everything()
    broken.write_text(json.dumps(plan), encoding="utf-8")
    with pytest.raises(ValueError, match="ngày 15"):
        load_plan(broken)
    assert everything() == before


def test_the_command_says_whether_it_loaded(capsys):
    for expected in ("Đã nạp", "Đã có"):
        call_command("load_plan")
        said = capsys.readouterr().out
        assert said == f"{expected}: Phong trào thi đua năm 2026 của Khối thi đua số 02.\n"
