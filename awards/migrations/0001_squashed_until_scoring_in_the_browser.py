import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import toolkit.fields


class Migration(migrations.Migration):
    replaces = [("awards", "0001_awards_and_papers"), ("awards", "0002_history"), ("awards", "0003_papers_of_a_year")]

    initial = True

    dependencies = [
        ("scoring", "0001_squashed_until_scoring_in_the_browser"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("form", models.CharField(max_length=255, verbose_name="hình thức")),
                ("authority", models.CharField(blank=True, max_length=255, verbose_name="cơ quan quyết định")),
                ("quota_number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số lượng")),
                (
                    "quota_percent",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=6, verbose_name="tỷ lệ (%)"),
                ),
                (
                    "lowest_total",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="điểm tối thiểu"),
                ),
                ("worst_rank", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="hạng thấp nhất")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="award_rules",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "quy định khen thưởng",
                "verbose_name_plural": "quy định khen thưởng",
                "ordering": ["round", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "code"), name="award_rule_code_once_in_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quota_number__isnull", False), ("quota_percent__isnull", True)),
                            models.Q(
                                ("quota_number__isnull", True),
                                ("quota_percent__gt", 0),
                                ("quota_percent__isnull", False),
                                ("quota_percent__lte", 100),
                            ),
                            _connector="OR",
                        ),
                        name="award_rule_quota_is_a_number_or_a_percentage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lowest_total__isnull", True), ("lowest_total__gte", 0), _connector="OR"),
                        name="award_rule_lowest_total_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("worst_rank__isnull", True), ("worst_rank__gte", 1), _connector="OR"),
                        name="award_rule_worst_rank_from_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAwardRule",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_by", models.CharField(blank=True, max_length=150, verbose_name="người làm")),
                ("history_by_place", models.CharField(blank=True, max_length=255, verbose_name="đơn vị của người làm")),
                ("history_of", models.BigIntegerField(db_index=True, verbose_name="trang lịch sử")),
                ("history_bloc", models.BigIntegerField(db_index=True, null=True, verbose_name="khối")),
                ("history_year", models.PositiveSmallIntegerField(null=True, verbose_name="năm")),
                ("history_unit", models.BigIntegerField(db_index=True, null=True, verbose_name="đơn vị")),
                ("history_about", models.CharField(max_length=1000, verbose_name="đối tượng")),
                ("history_words", models.JSONField(default=dict, verbose_name="nội dung")),
                ("history_changes", models.JSONField(default=list, verbose_name="thay đổi")),
                ("history_is_part", models.BooleanField(default=False, verbose_name="thuộc một lần nạp")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("form", models.CharField(max_length=255, verbose_name="hình thức")),
                ("authority", models.CharField(blank=True, max_length=255, verbose_name="cơ quan quyết định")),
                ("quota_number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số lượng")),
                (
                    "quota_percent",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=6, verbose_name="tỷ lệ (%)"),
                ),
                (
                    "lowest_total",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="điểm tối thiểu"),
                ),
                ("worst_rank", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="hạng thấp nhất")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử quy định khen thưởng",
                "verbose_name_plural": "lịch sử quy định khen thưởng",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPaper",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_by", models.CharField(blank=True, max_length=150, verbose_name="người làm")),
                ("history_by_place", models.CharField(blank=True, max_length=255, verbose_name="đơn vị của người làm")),
                ("history_of", models.BigIntegerField(db_index=True, verbose_name="trang lịch sử")),
                ("history_bloc", models.BigIntegerField(db_index=True, null=True, verbose_name="khối")),
                ("history_year", models.PositiveSmallIntegerField(null=True, verbose_name="năm")),
                ("history_unit", models.BigIntegerField(db_index=True, null=True, verbose_name="đơn vị")),
                ("history_about", models.CharField(max_length=1000, verbose_name="đối tượng")),
                ("history_words", models.JSONField(default=dict, verbose_name="nội dung")),
                ("history_changes", models.JSONField(default=list, verbose_name="thay đổi")),
                ("history_is_part", models.BooleanField(default=False, verbose_name="thuộc một lần nạp")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("score_table", "Bảng tổng hợp điểm"),
                            ("review_minutes", "Biên bản họp bình xét"),
                            ("submission", "Tờ trình đề nghị khen thưởng"),
                            ("proposal_list", "Danh sách đề nghị khen thưởng"),
                            ("result_report", "Báo cáo kết quả"),
                            ("plan", "Kế hoạch phát động"),
                            ("pledge", "Giao ước thi đua"),
                            ("initiative_list", "Danh mục sáng kiến, mô hình, giải pháp"),
                            ("initiative_form", "Phiếu đăng ký sáng kiến"),
                            ("invitation", "Giấy mời"),
                            ("meeting_minutes", "Biên bản họp"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                ("title", models.CharField(max_length=500, verbose_name="trích yếu")),
                (
                    "state",
                    models.CharField(
                        choices=[("issued", "Đã ban hành")], default="issued", max_length=10, verbose_name="trạng thái"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 của tệp")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử văn bản",
                "verbose_name_plural": "lịch sử văn bản",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("score_table", "Bảng tổng hợp điểm"),
                            ("review_minutes", "Biên bản họp bình xét"),
                            ("submission", "Tờ trình đề nghị khen thưởng"),
                            ("proposal_list", "Danh sách đề nghị khen thưởng"),
                            ("result_report", "Báo cáo kết quả"),
                            ("plan", "Kế hoạch phát động"),
                            ("pledge", "Giao ước thi đua"),
                            ("initiative_list", "Danh mục sáng kiến, mô hình, giải pháp"),
                            ("initiative_form", "Phiếu đăng ký sáng kiến"),
                            ("invitation", "Giấy mời"),
                            ("meeting_minutes", "Biên bản họp"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=40, verbose_name="về")),
                ("series", models.CharField(blank=True, max_length=10, verbose_name="chuỗi số")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="số")),
                ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                ("title", models.CharField(max_length=500, verbose_name="trích yếu")),
                (
                    "state",
                    models.CharField(
                        choices=[("issued", "Đã ban hành")], default="issued", max_length=10, verbose_name="trạng thái"
                    ),
                ),
                ("facts", models.JSONField(verbose_name="dữ kiện")),
                ("result_sha256", models.CharField(blank=True, max_length=64, verbose_name="mã kiểm chứng kết quả")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 của tệp")),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("issued_at", models.DateTimeField(verbose_name="ban hành lúc")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ban hành",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản",
                "verbose_name_plural": "văn bản",
                "ordering": ["-issued_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bloc", "series", "year", "number"), name="paper_number_once_in_its_series"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "issued")),
                        fields=("round", "kind"),
                        name="paper_kind_once_in_force_in_a_round",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("round__isnull", True), ("state", "issued")),
                        fields=("campaign", "kind", "subject"),
                        name="paper_once_in_force_for_its_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("series", ""), _negated=True), ("number__gte", 1), ("number__isnull", False)
                            ),
                            models.Q(("number__isnull", True), ("series", "")),
                            _connector="OR",
                        ),
                        name="paper_number_only_in_a_series",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    ["score_table", "proposal_list", "pledge", "initiative_list", "initiative_form"],
                                ),
                                ("series", ""),
                            ),
                            models.Q(("kind__in", ["review_minutes", "meeting_minutes"]), ("series", "BB")),
                            models.Q(("kind__in", ["submission"]), ("series", "TTr")),
                            models.Q(("kind__in", ["result_report"]), ("series", "BC")),
                            models.Q(("kind__in", ["plan"]), ("series", "KH")),
                            models.Q(("kind__in", ["invitation"]), ("series", "GM")),
                            _connector="OR",
                        ),
                        name="paper_series_is_that_of_its_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("result_sha256", ""), _negated=True),
                                (
                                    "kind__in",
                                    ["score_table", "review_minutes", "submission", "proposal_list", "result_report"],
                                ),
                                ("round__isnull", False),
                                ("subject", ""),
                            ),
                            models.Q(
                                (
                                    "kind__in",
                                    [
                                        "plan",
                                        "pledge",
                                        "initiative_list",
                                        "initiative_form",
                                        "invitation",
                                        "meeting_minutes",
                                    ],
                                ),
                                ("result_sha256", ""),
                                ("round__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_of_a_round_has_its_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProposal",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_by", models.CharField(blank=True, max_length=150, verbose_name="người làm")),
                ("history_by_place", models.CharField(blank=True, max_length=255, verbose_name="đơn vị của người làm")),
                ("history_of", models.BigIntegerField(db_index=True, verbose_name="trang lịch sử")),
                ("history_bloc", models.BigIntegerField(db_index=True, null=True, verbose_name="khối")),
                ("history_year", models.PositiveSmallIntegerField(null=True, verbose_name="năm")),
                ("history_unit", models.BigIntegerField(db_index=True, null=True, verbose_name="đơn vị")),
                ("history_about", models.CharField(max_length=1000, verbose_name="đối tượng")),
                ("history_words", models.JSONField(default=dict, verbose_name="nội dung")),
                ("history_changes", models.JSONField(default=list, verbose_name="thay đổi")),
                ("history_is_part", models.BooleanField(default=False, verbose_name="thuộc một lần nạp")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="awards.awardrule",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "unit_result",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="scoring.unitresult",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử đề nghị khen thưởng",
                "verbose_name_plural": "lịch sử đề nghị khen thưởng",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pdf", models.BinaryField(verbose_name="tệp PDF")),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file",
                        to="awards.paper",
                        verbose_name="văn bản",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp văn bản",
                "verbose_name_plural": "tệp văn bản",
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="awards.awardrule",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "unit_result",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="scoring.unitresult",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị khen thưởng",
                "verbose_name_plural": "đề nghị khen thưởng",
                "ordering": ["rule__position", "unit_result__rank", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("excluded", "Có điều kiện loại"),
                            ("already_proposed", "Đã được đề nghị hình thức khác"),
                            ("earlier_open_tie", "Đang chờ bỏ phiếu suy tôn hình thức khác"),
                            ("below_lowest_total", "Chưa đủ điểm tối thiểu"),
                            ("below_worst_rank", "Ngoài hạng thấp nhất được xét"),
                            ("open_tie", "Cần bỏ phiếu suy tôn"),
                            ("below_open_tie", "Sau nhóm đang chờ bỏ phiếu suy tôn"),
                            ("quota_full", "Hết số lượng"),
                        ],
                        max_length=20,
                        verbose_name="lý do",
                    ),
                ),
                (
                    "by_rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.awardrule",
                        verbose_name="do",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusals",
                        to="awards.awardrule",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "unit_result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusals",
                        to="scoring.unitresult",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "lý do không đề nghị",
                "verbose_name_plural": "lý do không đề nghị",
                "ordering": ["rule__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "unit_result"), name="refusal_once_for_a_rule_and_a_unit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "excluded",
                                    "already_proposed",
                                    "earlier_open_tie",
                                    "below_lowest_total",
                                    "below_worst_rank",
                                    "open_tie",
                                    "below_open_tie",
                                    "quota_full",
                                ],
                            )
                        ),
                        name="refusal_reason_is_known",
                    ),
                ],
            },
        ),
    ]
