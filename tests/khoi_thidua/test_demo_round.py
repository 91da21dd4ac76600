"""The round under way of the demo bloc: begun by every unit, handed in by one, half filled by the unit of `donvi`."""

import json
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards import papers
from awards.content import content_of
from campaigns.facts import FactSource, all_facts
from khoi_thidua.demo import make_accounts, settle_sample
from khoi_thidua.demo_round import UNDER_WAY, make_demo_round, read
from khoi_thidua.demo_year import load_demo_year
from khoi_thidua.plan import load_plan
from scoring.actions.marks import SelfEntry, enter_mark
from scoring.actions.sheets import empty_marks
from scoring.entries import check_entry, entry_from_text, entry_text
from scoring.models import Criterion, Evidence, Mark, Round, ScoreSheet
from scoring.states import RoundState
from scoring.stored import criterion_of
from tests.constraints import OURS, put
from tests.reading import text_of
from toolkit.private_files import open_kept
from units.models import Unit, User

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)  # half past ten in the bloc's own time
HALF = ["1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]


@pytest.fixture
def campaign(settings, monkeypatch, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(papers, "render", lambda document: b"%PDF-1.7")
    campaign, _ = load_plan()
    load_demo_year(campaign)
    return campaign


@pytest.fixture
def under_way(campaign):
    settle_sample()
    assert make_demo_round(campaign, at=AT)
    return Round.objects.under_way().get()


def everything():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}


# The file -----------------------------------------------------------------------------------------------------------


def strings(said):
    if isinstance(said, dict):
        return [text for key, value in said.items() for text in (key, *strings(value))]
    if isinstance(said, list):
        return [text for value in said for text in strings(value)]
    return [said] if isinstance(said, str) else []


def test_the_texts_are_composed_and_without_double_blanks():
    texts = strings(read(UNDER_WAY))
    assert [
        text for text in texts if unicodedata.normalize("NFC", text) != text or "  " in text or text != text.strip()
    ] == []


def test_every_entry_is_one_a_person_could_have_typed(under_way):
    marks = Mark.objects.in_round(under_way).exclude(self_entry="").select_related("criterion__area")
    step = under_way.criteria_set.step
    for mark in marks:
        criterion = criterion_of(mark.criterion)
        entry = check_entry(entry_from_text(mark.self_entry), criterion, step)
        assert entry_text(entry, criterion.kind) == mark.self_entry, mark


# The round ----------------------------------------------------------------------------------------------------------


def test_a_round_of_its_own_is_open_for_self_scoring_with_deadlines_ahead(under_way):
    assert (under_way.name, under_way.kind, under_way.state) == (
        "Chuyên đề quý IV năm 2026",
        "extra",
        RoundState.SELF_SCORING,
    )
    dates = [getattr(under_way, name) for name in ("self_scoring_until", "appraising_until", "reviewing_until")]
    assert [f"{timezone.localtime(one):%d/%m %H:%M}" for one in dates] == ["27/11 17:00", "01/12 17:00", "08/12 17:00"]
    settled = Round.objects.settled().get()
    assert under_way.criteria_set != settled.criteria_set and not under_way.criteria_set.is_draft
    mine, its = content_of(under_way), content_of(settled)
    assert (mine.criteria, mine.settings, mine.rules) == (its.criteria, its.settings, its.rules)


def test_every_unit_has_begun_one_has_handed_in_and_one_is_half_way(under_way):
    sheets = {sheet.unit.code: sheet for sheet in under_way.sheets.select_related("unit")}
    assert {code: sheet.state for code, sheet in sheets.items()} == {
        "HCC": "submitted",
        **dict.fromkeys(("VP", "VHXH", "KT", "DVSNC", "QLDA"), "open"),
    }
    filled = {code: list(_filled(sheet)) for code, sheet in sheets.items()}
    assert filled["KT"] == HALF
    assert {code: len(codes) for code, codes in filled.items()} == {
        "VP": 6, "VHXH": 4, "KT": 9, "HCC": 16, "DVSNC": 3, "QLDA": 3,
    }  # fmt: skip
    assert empty_marks(sheets["HCC"]) == []


def _filled(sheet):
    rows = sheet.marks.exclude(self_entry="").order_by("criterion__position")
    return rows.values_list("criterion__code", flat=True)


def test_the_unit_of_donvi_has_notes_a_file_and_a_link(under_way):
    mine = Evidence.objects.in_round(under_way).filter(mark__sheet__unit__code="KT")
    assert [(row.mark.criterion.code, row.name, row.is_link) for row in mine.order_by("mark__criterion__position")] == [
        ("1.3", "Báo cáo quý III của Phòng Kinh tế.pdf", False),
        ("2.2", "Thống kê hồ sơ trực tuyến", True),
    ]
    with open_kept(mine.get(url="").path) as kept:
        assert len(kept.read()) == mine.get(url="").size
    assert Mark.objects.in_round(under_way).filter(sheet__unit__code="KT").exclude(note="").count() == 3


def test_criteria_with_a_natural_source_offer_the_facts_of_the_year(under_way, campaign):
    sources = dict(Criterion.objects.exclude(source="").values_list("code", "source"))
    assert sources == read(UNDER_WAY)["sources"]
    facts = all_facts(campaign, on=AT.date())
    for mark in Mark.objects.in_round(under_way).filter(fact_count__isnull=False).select_related("criterion", "sheet"):
        fact = facts[FactSource(mark.criterion.source)].get(mark.sheet.unit_id)
        assert (mark.fact_count, mark.self_entry) == ((fact.count if fact else 0), str(mark.fact_count)), mark
    assert Mark.objects.in_round(under_way).filter(fact_count__gt=0).exists()


def test_versions_and_histories_are_those_of_a_round_people_made(under_way):
    kt = Mark.objects.in_round(under_way).filter(sheet__unit__code="KT")
    assert {(mark.version, bool(mark.entered_at)) for mark in kt} == {(0, False), (1, True)}
    deeds = Mark.history.filter(sheet__round=under_way).values_list("history_change_reason", "history_user_id")
    assert set(deeds) == {("Tự chấm", None)}
    assert list(
        Round.history.filter(id=under_way.pk).order_by("history_id").values_list("history_change_reason", flat=True)
    ) == ["Tạo kỳ chấm", "Mở tự chấm"]
    handed_in = ScoreSheet.history.filter(round=under_way, history_change_reason="Nộp phiếu tự chấm")
    assert handed_in.count() == 1


def test_somebody_may_go_on_where_it_stands(under_way):
    mark = Mark.objects.in_round(under_way).get(sheet__unit__code="KT", criterion__code="2.3")
    saved = enter_mark(mark, SelfEntry("6.50"), seen=mark.version, by=None, at=AT + timedelta(days=1))
    assert (saved.self_entry, saved.version) == ("6.50", 1)


def test_its_pages_open_for_the_people_of_the_demo(under_way, campaign):
    make_accounts(campaign.bloc)
    donvi, head = (Client() for _ in range(2))
    donvi.force_login(User.objects.get(username="donvi"))
    head.force_login(User.objects.get(username="truongkhoi"))
    file = Evidence.objects.in_round(under_way).get(mark__sheet__unit__code="KT", url="")
    sheet = donvi.get(reverse("sheet", args=[under_way.pk, "KT"]))
    assert "Báo cáo quý III của Phòng Kinh tế.pdf" in text_of(sheet)
    assert file.name in text_of(donvi.get(reverse("evidence", args=[file.pk])))
    for name in ("round", "appraisal"):
        assert "Trung tâm Phục vụ hành chính công" in text_of(head.get(reverse(name, args=[under_way.pk])))


# Again, and where it does not fit -------------------------------------------------------------------------------------


def test_making_it_again_changes_nothing(under_way, campaign):
    before = everything()
    assert not make_demo_round(campaign, at=AT + timedelta(days=1))
    assert everything() == before


def without_a_settled_round(campaign):
    pass


def with_a_round_of_their_own(campaign):
    settle_sample()
    settled = Round.objects.get()
    Round.objects.create(campaign=campaign, criteria_set=settled.criteria_set, name="Kỳ của Khối")


def with_another_unit(campaign):
    settle_sample()
    Unit.objects.filter(code="KT").update(code="KTHT")


def with_another_criterion(campaign):
    settle_sample()
    put(Criterion.objects.get(code="4.2"), code="4.9")


@pytest.mark.parametrize(
    "change", [without_a_settled_round, with_a_round_of_their_own, with_another_unit, with_another_criterion]
)
def test_where_it_does_not_fit_nothing_is_made(campaign, change):
    change(campaign)
    before = everything()
    assert not make_demo_round(campaign, at=AT)
    assert everything() == before


def test_a_file_that_says_what_cannot_be_entered_writes_nothing(campaign, monkeypatch, tmp_path):
    settle_sample()
    given = read(UNDER_WAY)
    given["handed_in"] = ["KT"]
    path = tmp_path / "ky.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    monkeypatch.setattr("khoi_thidua.demo_round.UNDER_WAY", path)
    before = everything()
    with pytest.raises(Exception, match="Còn 5 tiêu chí chưa chấm"):
        make_demo_round(campaign, at=AT)
    assert everything() == before
