"""Khen thưởng đã có: found by any word, narrowed, taken away, typed by the head; typed results on the years' pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.actions import past_awards as actions
from awards.models import CouncilDecision, GrantedAward, PastStanding
from awards.past_standings import typed_units
from tests.awards.people_builders import AT, SOMEBODY, granted
from tests.awards.test_actions import at_once
from tests.cast import PEOPLE
from tests.reading import text_of
from toolkit.reasons import NotPossible
from toolkit.spreadsheets import open_bounded
from toolkit.versions import ChangedMeanwhile
from units.models import Membership, Reading, Role, Unit

pytestmark = pytest.mark.django_db

#                anonymous clerk stranger deputy head other_head council other_council admin
ALL = "302 200 200 200 200 200 200 200 200"
READ_ONLY = "302 405 405 405 405 405 405 405 405"
NEW = "302 403 404 403 200 404 403 404 403"
ONE = "302 403 404 403 200 404 403 404 403"
ACCESS = {
    "past_awards": (ALL, READ_ONLY),
    "past_awards_xlsx": (ALL, READ_ONLY),
    "past_awards_csv": (ALL, READ_ONLY),
    "past_award_new": (NEW, NEW),
    "past_award_edit": (ONE, ONE),
    "past_award_remove": (READ_ONLY, "302 403 404 403 302 404 404 404 404"),  # gone after the head
}
MOST_QUERIES = {"past_awards": 12, "past_awards_xlsx": 10, "past_awards_csv": 9}
TYPED = {
    "year": "2024",
    "unit": "",
    "unit_name": "",
    "person_name": SOMEBODY,
    "office": "Chuyên viên",
    "form": "Giấy khen",
    "decision_number": "12/QĐ-UBND",
    "decided_on": "28/12/2024",
    "body": "Chủ tịch UBND xã",
    "note": "",
    "version": "0",
}


def names(cast, who="clerk", **asked) -> list[str]:
    answer = cast.client(who).get(reverse("past_awards"), asked)
    return [row.person_name or row.unit_name for row in answer.context["page"]]


def post(cast, who, name, pk, **typed):
    return cast.client(who).post(reverse(name, args=[pk]), typed, follow=True)


# The list -------------------------------------------------------------------------------------------------------------


def test_awards_are_found_by_any_of_their_words_without_marks(cast):
    granted(cast, person_name=SOMEBODY, form="Chiến sĩ thi đua cơ sở", office="Chuyên viên")
    granted(cast, form="Cờ thi đua về sáng kiến", decision_number="99/QĐ-UBND")
    assert names(cast, tim="sang kien") == ["Phòng Kinh tế"]
    assert names(cast, tim="CHIEN SI nguyen") == [SOMEBODY]
    assert names(cast, tim="99/qđ") == ["Phòng Kinh tế"]
    assert names(cast, tim="huan chuong") == []
    assert len(names(cast, tim="thi dua")) == 2


def test_awards_are_narrowed_by_year_unit_form_and_kind(cast):
    granted(cast, person_name=SOMEBODY)
    granted(cast, year=2024, decided_on=date(2024, 5, 1), form="Cờ thi đua")
    granted(cast, unit=cast.head.unit, form="Cờ thi đua")
    granted(cast, unit=None)
    assert names(cast, nam=2024) == ["Phòng Kinh tế"]
    assert names(cast, don_vi=cast.head.unit_id) == [cast.head.unit.name]
    assert len(names(cast, hinh_thuc="Cờ thi đua")) == 2
    assert (names(cast, loai="ca-nhan"), len(names(cast, loai="don-vi"))) == ([SOMEBODY], 3)
    said = text_of(cast.client("clerk").get(reverse("past_awards"), {"don_vi": cast.clerk.unit_id}))
    assert "Khen thưởng đã có của Phòng Kinh tế" in said
    assert "Chọn một mục trong danh sách." in text_of(cast.client("clerk").get(reverse("past_awards"), {"nam": "1"}))


def test_each_reads_the_blocs_of_theirs_and_the_council_those_of_its_commune(cast):
    granted(cast)
    granted(cast, bloc=cast.other_round.campaign.bloc, unit=cast.stranger.unit)
    granted(cast, bloc=cast.elsewhere.campaign.bloc, unit=None)
    found = {who: len(names(cast, who)) for who in PEOPLE if who != "anonymous"}
    one = dict.fromkeys(("clerk", "stranger", "deputy", "head", "other_head", "other_council"), 1)
    assert found == one | {"council": 2, "admin": 3}


def test_a_long_list_stands_on_pages_that_keep_the_filter(cast):
    for n in range(60):
        granted(cast, person_name=f"Người {n}", decision_number=str(n))
    client = cast.client("clerk")
    answer = client.get(reverse("past_awards"), {"loai": "ca-nhan"})
    assert (len(answer.context["page"]), "60 mục" in text_of(answer)) == (50, True)
    assert "loai=ca-nhan&amp;trang=2" in answer.content.decode()
    assert len(client.get(reverse("past_awards"), {"loai": "ca-nhan", "trang": 2}).context["page"]) == 10


def test_an_empty_list_says_what_to_do(cast):
    assert "Nhập các năm trước từ một tệp Excel" in text_of(cast.client("head").get(reverse("past_awards")))
    said = text_of(cast.client("clerk").get(reverse("past_awards")))
    assert "Trưởng Khối ghi các quyết định đã có" in said and "Nhập từ Excel" not in said


def test_the_list_goes_out_as_it_was_narrowed_and_who_took_it_is_kept(cast):
    granted(cast, person_name=SOMEBODY, note="=1+1")
    granted(cast, form="Cờ thi đua")
    PastStanding.objects.create(bloc=cast.bloc, year=2024, round_name="Tổng kết", unit_name="Đội cũ", rank=1)
    client = cast.client("clerk")
    csv = client.get(reverse("past_awards_csv"), {"loai": "ca-nhan"}).content.decode("utf-8-sig").splitlines()
    assert csv[1:] == ["2025,Phòng Kinh tế,Nguyễn Văn A,,Giấy khen,45/QĐ-UBND,28/12/2025,Chủ tịch UBND xã Hà Bắc,'=1+1"]
    narrowed = open_bounded(client.get(reverse("past_awards_xlsx"), {"loai": "ca-nhan"}).content)
    whole = open_bounded(client.get(reverse("past_awards_xlsx")).content)
    assert [(sheet.title, len(sheet.rows)) for sheet in narrowed] == [("Khen thưởng", 2)]
    assert [(sheet.title, len(sheet.rows)) for sheet in whole] == [("Khen thưởng", 3), ("Kết quả các năm", 2)]
    assert Reading.objects.values_list("about", "bloc").earliest("pk") == (
        "Khen thưởng đã có (CSV)",
        cast.bloc.pk,
    )
    client.head(reverse("past_awards_csv"))
    assert Reading.objects.count() == 3


# Typed by the head ----------------------------------------------------------------------------------------------------


def test_the_head_types_an_award_corrects_it_and_takes_it_out(cast):
    kt = cast.clerk.unit
    said = text_of(post(cast, "head", "past_award_new", cast.bloc.pk, **(TYPED | {"unit": kt.pk})))
    assert "Đã ghi: Giấy khen, Nguyễn Văn A." in said
    row = GrantedAward.objects.get()
    assert (row.unit, row.unit_name, row.decided_on, row.bloc) == (kt, kt.name, date(2024, 12, 28), cast.bloc)
    changed = TYPED | {"unit": "", "unit_name": "Trạm Khuyến nông", "form": "Bằng khen"}
    post(cast, "head", "past_award_edit", row.pk, **changed)
    row.refresh_from_db()
    assert (row.unit, row.unit_name, row.form) == (None, "Trạm Khuyến nông", "Bằng khen")
    assert names(cast, tim="bang khen khuyen nong") == [SOMEBODY]
    said = text_of(post(cast, "head", "past_award_edit", row.pk, **changed))
    assert "Nội dung này vừa được người khác lưu." in said
    post(cast, "head", "past_award_remove", row.pk)
    assert not GrantedAward.objects.exists()


def test_what_is_wrong_is_told_all_at_once(cast):
    said = text_of(post(cast, "head", "past_award_new", cast.bloc.pk))
    for label in ("Năm", "Hình thức khen thưởng", "Quyết định số", "Ngày quyết định", "Cơ quan quyết định"):
        assert f"{label}: chưa nhập." in said
    typed = TYPED | {"person_name": "", "decided_on": "01/01/2019"}
    said = text_of(post(cast, "head", "past_award_new", cast.bloc.pk, **typed))
    for sentence in (
        "Ngày quyết định 01/01/2019 không khớp với năm 2024.",
        "Chọn đơn vị, hoặc ghi tên đơn vị không còn trong Khối.",
        "Có chức vụ mà không có họ và tên.",
    ):
        assert sentence in said


def test_the_same_award_is_kept_once(cast):
    row = granted(cast, person_name=SOMEBODY)
    values = {name: getattr(row, name) for name in ("year", "unit", "form", "decision_number", "decided_on", "body")}
    again = values | {"person_name": f"Ông {SOMEBODY.upper()}"}
    with pytest.raises(NotPossible) as caught:
        actions.add_award(cast.bloc, again, by=cast.head, at=AT)
    assert caught.value.reasons == ["Đã có Giấy khen năm 2025 của Ông NGUYỄN VĂN A theo Quyết định số 45/QĐ-UBND."]
    actions.add_award(cast.bloc, again | {"decision_number": "46/QĐ-UBND"}, by=cast.head, at=AT)
    actions.change_award(row, {"note": "Ghi chú"}, seen=0, by=cast.head, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.change_award(row, {"note": "Khác"}, seen=0, by=cast.head, at=AT)


def test_a_unit_of_another_bloc_and_a_day_to_come_are_refused(cast):
    values = {"year": 2026, "unit": cast.stranger.unit, "form": "A", "decision_number": "1", "body": "B"}
    with pytest.raises(NotPossible) as caught:
        actions.add_award(cast.bloc, values | {"decided_on": date(2026, 12, 31)}, by=cast.head, at=AT)
    assert caught.value.reasons == [
        "Ngày quyết định không thể sau hôm nay.",
        f"{cast.stranger.unit.name} không thuộc Khối này.",
    ]


def test_who_headed_a_year_that_is_over_keeps_nothing(cast):
    Membership.objects.create(bloc=cast.bloc, unit=cast.clerk.unit, year=2025, role=Role.HEAD)
    assert cast.client("clerk").get(reverse("past_award_new", args=[cast.bloc.pk])).status_code == 403


def test_what_was_done_to_an_old_award_is_read_by_who_heads_the_bloc_now_and_by_its_unit(cast):
    row = granted(cast, year=2019, decided_on=date(2019, 12, 1))
    actions.change_award(row, {"note": "Bản sao"}, seen=0, by=cast.head, at=AT)
    told = GrantedAward.history.filter(history_of=row.pk, history_type="~")
    people = ("head", "deputy", "clerk", "stranger", "council", "admin")
    seen = {who: told.visible_to(getattr(cast, who)).count() for who in people}
    assert seen == {"head": 1, "deputy": 1, "clerk": 1, "stranger": 0, "council": 0, "admin": 1}
    said = text_of(cast.client("head").get(reverse("history", args=["da-khen", row.pk])))
    assert "Sửa khen thưởng đã có" in said and "Bản sao" in said


@pytest.mark.django_db(transaction=True)
def test_of_two_who_type_the_same_award_at_once_one_is_told(file_database, cast):
    row = granted(cast)
    values = {name: getattr(row, name) for name in ("year", "unit", "form", "decided_on", "body")}
    typed = values | {"decision_number": "77/QĐ-UBND"}
    answers = at_once(lambda i: actions.add_award(cast.bloc, typed, by=cast.head, at=AT), 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["GrantedAward", "NotPossible"]
    assert GrantedAward.objects.count() == 2


def test_what_follows_a_decision_recorded_here_is_changed_there(cast):
    decision = CouncilDecision.objects.create(
        round=cast.round, number="1", decided_on=date(2025, 12, 28), body="UBND", recorded_at=AT
    )
    row = granted(cast, decision=decision)
    assert "Theo quyết định đã ghi" in text_of(cast.client("head").get(reverse("past_awards")))
    said = text_of(cast.client("head").get(reverse("past_award_edit", args=[row.pk]), follow=True))
    assert actions.FOLLOWS in said
    assert actions.FOLLOWS in text_of(post(cast, "head", "past_award_remove", row.pk))
    with pytest.raises(NotPossible):
        actions.change_award(row, {"note": "x"}, seen=0, by=cast.head, at=AT)
    assert GrantedAward.objects.get().note == ""


# Typed results on the pages of the years ------------------------------------------------------------------------------


def standing(cast, **values) -> PastStanding:
    unit = values.get("unit", cast.clerk.unit)
    typed = {"bloc": cast.bloc, "year": 2024, "round_name": "Tổng kết năm 2024", "unit": unit}
    typed |= {"unit_name": unit.name if unit else "Trạm Khuyến nông", "rank": 2, "classification": "Xuất sắc"}
    return PastStanding.objects.create(**(typed | values))


def test_typed_results_stand_beside_the_settled_ones_marked(cast):
    standing(cast)
    standing(cast, year=2023, round_name="Tổng kết năm 2023", rank=None, total=90)
    said = text_of(cast.client("clerk").get(reverse("unit_years", args=[cast.clerk.unit_id])))
    assert "Các năm trước khi dùng phần mềm Nhập từ trước" in said
    assert "Tổng kết năm 2024 2024 – 2 Xuất sắc Tổng kết năm 2023 2023 90,00 – Xuất sắc" in said
    assert "1 kỳ chấm đã chốt" in said  # typed ones are none
    other = text_of(cast.client("clerk").get(reverse("unit_years", args=[cast.head.unit_id])))
    assert "Nhập từ trước" not in other


def test_the_list_of_units_names_those_with_typed_results_alone_too(cast):
    standing(cast)
    standing(cast, unit=None)
    said = text_of(cast.client("clerk").get(reverse("years_of_units")))
    assert "Phòng Kinh tế Khối thi đua số 02, xã Hà Bắc 1 Tổng kết năm 2024 2 – Xuất sắc" in said
    assert "Trạm Khuyến nông Khối thi đua số 02, xã Hà Bắc, không còn trong Khối 1 Tổng kết năm 2024" in said
    found = {who: len(typed_units(getattr(cast, who))) for who in ("clerk", "stranger", "council", "other_council")}
    assert found == {"clerk": 2, "stranger": 0, "council": 2, "other_council": 0}


def test_a_unit_leads_to_its_awards(cast):
    page = cast.client("clerk").get(reverse("unit_years", args=[cast.clerk.unit_id])).content.decode()
    assert f'href="{reverse("past_awards")}?don_vi={cast.clerk.unit_id}"' in page


# Who gets what, and what it costs -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCESS)
def test_everybody_gets_the_answer_of_the_table(cast, name):
    row = granted(cast)
    keys = {"past_award_new": [cast.bloc.pk], "past_award_edit": [row.pk], "past_award_remove": [row.pk]}
    url = reverse(name, args=keys.get(name, []))
    for method, expected in zip(("get", "post"), ACCESS[name], strict=True):
        answers = {who: str(getattr(cast.client(who), method)(url).status_code) for who in PEOPLE}
        assert answers == dict(zip(PEOPLE, expected.split(), strict=True)), method


@pytest.mark.parametrize("who", ["head", "council"])
def test_the_pages_ask_the_same_whatever_grows(cast, who):
    def asked() -> dict[str, int]:
        client, found = cast.client(who), {}
        for name in MOST_QUERIES:
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse(name)).status_code == 200
            found[name] = len(captured)
        return found

    granted(cast)
    standing(cast)
    small = asked()
    for n in range(20):
        unit = Unit.objects.create(bloc=cast.bloc, code=f"X{n}", name=f"Đơn vị {n}")
        granted(cast, unit=unit, person_name=f"Người {n}", form=f"Hình thức {n}", year=2000 + n)
        standing(cast, unit=unit, year=2000 + n)
    assert asked() == small
    assert {name: count for name, count in small.items() if count > MOST_QUERIES[name]} == {}
