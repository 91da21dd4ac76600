"""A paper is of a campaign, of a settled round or of the year alone, and its number belongs to a series (abbreviation).

Three steps: add the columns, fill them from the rounds, enforce. Back again as long as no paper of a year was issued:
such a paper has no place in the older table, and an issued paper is never deleted.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

SERIES = {"review_minutes": "BB", "submission": "TTr", "result_report": "BC"}
ROUND_KINDS = [
    ("score_table", "Bảng tổng hợp điểm"),
    ("review_minutes", "Biên bản họp bình xét"),
    ("submission", "Tờ trình đề nghị khen thưởng"),
    ("proposal_list", "Danh sách đề nghị khen thưởng"),
    ("result_report", "Báo cáo kết quả"),
]
YEAR_KINDS = [
    ("plan", "Kế hoạch phát động"),
    ("pledge", "Giao ước thi đua"),
    ("initiative_list", "Danh mục sáng kiến, mô hình, giải pháp"),
    ("initiative_form", "Phiếu đăng ký sáng kiến"),
    ("invitation", "Giấy mời"),
    ("meeting_minutes", "Biên bản họp"),
]


def kind_field():
    return models.CharField(choices=[*ROUND_KINDS, *YEAR_KINDS], max_length=20, verbose_name="loại")


def campaign_field(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="papers",
        to="campaigns.campaign",
        verbose_name="phong trào",
        **more,
    )


def fill(apps, schema_editor):
    """Every paper so far is of a round: the campaign is the round's, the series that of its kind."""
    papers = apps.get_model("awards", "Paper").objects.using(schema_editor.connection.alias)
    rounds = apps.get_model("scoring", "Round").objects.filter(pk=models.OuterRef("round"))
    papers.update(campaign=models.Subquery(rounds.values("campaign")[:1]))
    for kind, series in SERIES.items():
        papers.filter(kind=kind).update(series=series)
    if schema_editor.connection.vendor == "postgresql":  # what waits for the end of the transaction forbids ALTER TABLE
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refuse_to_lose_papers(apps, schema_editor):
    papers = apps.get_model("awards", "Paper").objects.using(schema_editor.connection.alias)
    if count := papers.filter(round__isnull=True).count():
        raise RuntimeError(f"Đã ban hành {count} văn bản của năm; bản cũ không giữ được chúng nên không lùi lại được.")


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0002_history"),
        ("campaigns", "0001_the_year"),
    ]

    operations = [
        # Add.
        migrations.RemoveConstraint(model_name="paper", name="paper_number_once_in_its_series"),
        migrations.RemoveConstraint(model_name="paper", name="paper_number_only_in_a_series"),
        migrations.AddField(model_name="paper", name="campaign", field=campaign_field(null=True)),
        migrations.AddField(
            model_name="paper",
            name="series",
            field=models.CharField(blank=True, default="", max_length=10, verbose_name="chuỗi số"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="paper",
            name="subject",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="về"),
            preserve_default=False,
        ),
        # Fill.
        migrations.RunPython(fill, migrations.RunPython.noop),
        # Enforce.
        migrations.AlterField(model_name="paper", name="campaign", field=campaign_field()),
        migrations.AlterField(
            model_name="paper",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="scoring.round",
                verbose_name="kỳ chấm",
            ),
        ),
        migrations.AlterField(model_name="paper", name="kind", field=kind_field()),
        migrations.AlterField(model_name="historicalpaper", name="kind", field=kind_field()),
        migrations.AlterField(
            model_name="paper",
            name="result_sha256",
            field=models.CharField(blank=True, max_length=64, verbose_name="mã kiểm chứng kết quả"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=("bloc", "series", "year", "number"), name="paper_number_once_in_its_series"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=Q(round__isnull=True, state="issued"),
                fields=("campaign", "kind", "subject"),
                name="paper_once_in_force_for_its_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=Q(~Q(series=""), number__isnull=False, number__gte=1) | Q(series="", number__isnull=True),
                name="paper_number_only_in_a_series",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=Q(
                    series="",
                    kind__in=["score_table", "proposal_list", "pledge", "initiative_list", "initiative_form"],
                )
                | Q(series="BB", kind__in=["review_minutes", "meeting_minutes"])
                | Q(series="TTr", kind__in=["submission"])
                | Q(series="BC", kind__in=["result_report"])
                | Q(series="KH", kind__in=["plan"])
                | Q(series="GM", kind__in=["invitation"]),
                name="paper_series_is_that_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=Q(
                    ~Q(result_sha256=""),
                    round__isnull=False,
                    subject="",
                    kind__in=[kind for kind, _ in ROUND_KINDS],
                )
                | Q(result_sha256="", round__isnull=True, kind__in=[kind for kind, _ in YEAR_KINDS]),
                name="paper_of_a_round_has_its_result",
            ),
        ),
        # First on the way back.
        migrations.RunPython(migrations.RunPython.noop, refuse_to_lose_papers),
    ]
