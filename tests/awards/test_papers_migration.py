"""Papers issued before a year had any: what the migration makes of them, there and back, on its own database."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

BEFORE = [("awards", "0002_history")]
AFTER = [("awards", "0003_papers_of_a_year")]
CODED = [("awards", "0006_paper_code_is_unique")]
AT = datetime(2026, 12, 8, 2, 30, tzinfo=UTC)
KINDS = {"score_table": None, "review_minutes": 1, "submission": 1, "proposal_list": None, "result_report": 1}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def apps_before(tmp_path, settings):
    """The models as they were, on an empty database that stands in for the tests' own."""
    settings.MIGRATION_MODULES = {}  # the other tests make their tables without migrations
    usual = connections["default"]
    name = usual.settings_dict["NAME"]
    fresh = connections.create_connection("default")
    fresh.settings_dict = {**usual.settings_dict, "NAME": str(tmp_path / "before.sqlite3")}
    if usual.vendor == "postgresql":
        fresh.settings_dict["NAME"] = f"{name}_before"
        with usual.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}_before"')
    connections["default"] = fresh
    try:
        yield migrate(BEFORE)
    finally:
        fresh.close()
        connections["default"] = usual
        if usual.vendor == "postgresql":
            with usual.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}_before"')


class OneByOne(MigrationLoader):
    """Every migration as it was once written, not the one that stands for all of them."""

    def load_disk(self):
        super().load_disk()
        self.disk_migrations = {key: found for key, found in self.disk_migrations.items() if not found.replaces}


def one_by_one():
    executor = MigrationExecutor(connection)
    executor.loader = OneByOne(connection)
    return executor


def migrate(targets):
    one_by_one().migrate(targets)
    return one_by_one().loader.project_state(targets).apps


def issue_old_papers(apps):
    """Two rounds of two years with their five papers each."""

    def make(model, **fields):
        return apps.get_model(*model.split("."))._base_manager.create(**fields)

    commune = make("units.Commune", name="Hà Bắc", city="Hải Phòng")
    bloc = make("units.Bloc", commune=commune, number="02", name="Khối thi đua số 02")
    for year in (2025, 2026):
        campaign = make("campaigns.Campaign", bloc=bloc, year=year, title=str(year), state="running")
        table = make("scoring.CriteriaSet", campaign=campaign, name=str(year), step="0.25")
        round = make("scoring.Round", campaign=campaign, criteria_set=table, name=str(year), state="settled")
        for kind, number in KINDS.items():
            make(
                "awards.Paper", bloc=bloc, round=round, kind=kind, year=year, number=number, title=kind, facts={},
                issued_on=date(year, 12, 8), issued_at=AT, result_sha256="0f" * 32, sha256="00" * 32, size=1,
            )  # fmt: skip


def papers(apps, *names):
    return sorted(apps.get_model("awards", "Paper")._base_manager.values_list("year", "kind", "number", *names))


def test_papers_get_campaign_series_and_code_and_give_them_back_unless_a_paper_of_a_year_would_be_lost(apps_before):
    issue_old_papers(apps_before)
    before = papers(apps_before, "round__campaign__year")
    after = papers(migrate(AFTER), "campaign__year", "series", "subject")
    series = {"review_minutes": "BB", "submission": "TTr", "result_report": "BC"}
    assert after == sorted((y, kind, n, y, series.get(kind, ""), "") for y in (2025, 2026) for kind, n in KINDS.items())
    back = migrate(BEFORE)
    assert papers(back, "round__campaign__year") == before
    assert "campaign" not in {field.name for field in back.get_model("awards", "Paper")._meta.fields}
    again = migrate(AFTER)
    assert papers(again, "campaign__year", "series", "subject") == after
    issue_plan(again)
    with pytest.raises(RuntimeError, match="Đã ban hành 1 văn bản của năm"):
        migrate(BEFORE)
    assert len(papers(again, "series")) == 11
    codes = set(migrate(CODED).get_model("awards", "Paper")._base_manager.values_list("code", flat=True))
    assert (len(codes), {len(code) for code in codes}) == (11, {10})  # also those of before


def issue_plan(apps):
    campaign = apps.get_model("campaigns", "Campaign")._base_manager.get(year=2026)
    apps.get_model("awards", "Paper")._base_manager.create(
        bloc_id=campaign.bloc_id, campaign=campaign, kind="plan", series="KH", year=2026, number=1, title="", facts={},
        issued_on=date(2026, 12, 8), issued_at=AT, sha256="00" * 32, size=1,
    )  # fmt: skip
