from decimal import Decimal

import django.db.models.deletion
import django_fsm
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import toolkit.fields


class Migration(migrations.Migration):
    replaces = [
        ("scoring", "0001_rounds_and_results"),
        ("scoring", "0002_history"),
        ("scoring", "0003_criteria_name_their_source"),
        ("scoring", "0004_scoring_in_the_browser"),
        ("scoring", "0005_tables_in_use_are_approved"),
    ]

    initial = True

    dependencies = [
        ("campaigns", "0001_squashed_until_awards_and_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalEvidence",
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
                ("name", models.CharField(max_length=150, verbose_name="tên tệp")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="liên kết")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
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
                "verbose_name": "lịch sử minh chứng",
                "verbose_name_plural": "lịch sử minh chứng",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalObjection",
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
                ("text", models.CharField(max_length=2000, verbose_name="nội dung kiến nghị")),
                ("wanted", models.CharField(blank=True, max_length=20, verbose_name="đề nghị ghi")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("open", "Chờ trả lời"), ("answered", "Đã trả lời"), ("withdrawn", "Đã rút")],
                        default="open",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=2000, verbose_name="trả lời")),
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
                "verbose_name": "lịch sử kiến nghị",
                "verbose_name_plural": "lịch sử kiến nghị",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReviewDecision",
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
                        choices=[("kept", "Giữ nguyên điểm"), ("changed", "Sửa điểm"), ("noted", "Ghi nhận ý kiến")],
                        max_length=10,
                        verbose_name="kết luận",
                    ),
                ),
                ("words", models.CharField(max_length=2000, verbose_name="nội dung kết luận")),
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
                "verbose_name": "lịch sử kết luận của cuộc họp",
                "verbose_name_plural": "lịch sử kết luận của cuộc họp",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CriteriaSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="tên bộ tiêu chí")),
                (
                    "step",
                    toolkit.fields.ScaledDecimalField(default=Decimal("0.01"), places=2, verbose_name="bước điểm"),
                ),
                (
                    "bonus_cap",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="trần điểm thưởng"),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="bản")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("drafting", "Đang soạn"), ("approved", "Đã duyệt")],
                        default="drafting",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="duyệt lúc")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="scoring.criteriaset",
                        verbose_name="sửa từ bản",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria_sets",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
            ],
            options={
                "verbose_name": "bộ tiêu chí",
                "verbose_name_plural": "bộ tiêu chí",
                "ordering": ["campaign", "name", "edition", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "name", "edition"), name="criteria_set_name_once_in_a_campaign"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "drafting")),
                        fields=("campaign", "name"),
                        name="criteria_set_one_draft_of_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drafting", "approved"])), name="criteria_set_state_is_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("step__gt", 0)), name="criteria_set_step_is_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("bonus_cap__isnull", True), ("bonus_cap__gte", 0), _connector="OR"),
                        name="criteria_set_bonus_cap_not_negative",
                    ),
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCriteriaSet",
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
                ("name", models.CharField(max_length=255, verbose_name="tên bộ tiêu chí")),
                (
                    "step",
                    toolkit.fields.ScaledDecimalField(default=Decimal("0.01"), places=2, verbose_name="bước điểm"),
                ),
                (
                    "bonus_cap",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="trần điểm thưởng"),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="bản")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("drafting", "Đang soạn"), ("approved", "Đã duyệt")],
                        default="drafting",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="duyệt lúc")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="scoring.criteriaset",
                        verbose_name="sửa từ bản",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
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
                "verbose_name": "lịch sử bộ tiêu chí",
                "verbose_name_plural": "lịch sử bộ tiêu chí",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCriterion",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("graded", "Chấm điểm"),
                            ("pass_fail", "Đạt/Không đạt"),
                            ("proportional", "Tỷ lệ"),
                            ("comparative", "So sánh"),
                            ("counted", "Theo số lượng"),
                            ("bonus", "Điểm thưởng"),
                            ("penalty", "Điểm trừ"),
                        ],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="tiêu chí")),
                (
                    "maximum",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="điểm tối đa"),
                ),
                (
                    "unit_points",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="đơn giá"),
                ),
                ("target", toolkit.fields.ScaledDecimalField(blank=True, null=True, places=6, verbose_name="chỉ tiêu")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("initiatives_registered", "Sáng kiến đã đăng ký"),
                            ("initiatives_recognised", "Sáng kiến được công nhận"),
                            ("reports_late", "Báo cáo nộp chậm"),
                            ("reports_missing", "Báo cáo quá hạn chưa nộp"),
                            ("meetings_missed", "Vắng không phép (họp, hoạt động chung)"),
                            ("meetings_excused", "Vắng có phép (họp, hoạt động chung)"),
                            ("exemplars_introduced", "Điển hình đã giới thiệu"),
                            ("drives_joined", "Đợt thi đua đã tham gia"),
                        ],
                        help_text="Số liệu năm dùng để gợi ý khi chấm tiêu chí này.",
                        max_length=30,
                        verbose_name="nguồn số liệu",
                    ),
                ),
                ("guidance", models.TextField(blank=True, max_length=5000, verbose_name="hướng dẫn chấm")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.contentarea",
                        verbose_name="nội dung thi đua",
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="scoring.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
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
                "verbose_name": "lịch sử tiêu chí",
                "verbose_name_plural": "lịch sử tiêu chí",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRound",
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
                ("name", models.CharField(max_length=255, verbose_name="kỳ chấm")),
                (
                    "kind",
                    models.CharField(
                        choices=[("midyear", "Sơ kết"), ("final", "Tổng kết"), ("extra", "Chuyên đề, đột xuất")],
                        default="extra",
                        max_length=10,
                        verbose_name="loại kỳ chấm",
                    ),
                ),
                (
                    "tie_break",
                    models.CharField(default="base;area:1;ballot", max_length=500, verbose_name="thứ tự phân định"),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("preparing", "Chuẩn bị"),
                            ("self_scoring", "Tự chấm"),
                            ("appraising", "Thẩm định"),
                            ("shown", "Công khai trong Khối"),
                            ("objecting", "Kiến nghị"),
                            ("reviewing", "Bình xét"),
                            ("settled", "Đã chốt"),
                        ],
                        default="preparing",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("self_scoring_until", models.DateTimeField(blank=True, null=True, verbose_name="hạn tự chấm")),
                ("appraising_until", models.DateTimeField(blank=True, null=True, verbose_name="hạn thẩm định")),
                ("shown_until", models.DateTimeField(blank=True, null=True, verbose_name="công khai đến")),
                ("objecting_until", models.DateTimeField(blank=True, null=True, verbose_name="hạn kiến nghị")),
                ("reviewing_until", models.DateTimeField(blank=True, null=True, verbose_name="bình xét đến")),
                (
                    "back_reason",
                    models.CharField(blank=True, editable=False, max_length=1000, verbose_name="lý do lùi bước"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="scoring.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
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
                "verbose_name": "lịch sử kỳ chấm",
                "verbose_name_plural": "lịch sử kỳ chấm",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="kỳ chấm")),
                (
                    "kind",
                    models.CharField(
                        choices=[("midyear", "Sơ kết"), ("final", "Tổng kết"), ("extra", "Chuyên đề, đột xuất")],
                        default="extra",
                        max_length=10,
                        verbose_name="loại kỳ chấm",
                    ),
                ),
                (
                    "tie_break",
                    models.CharField(default="base;area:1;ballot", max_length=500, verbose_name="thứ tự phân định"),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("preparing", "Chuẩn bị"),
                            ("self_scoring", "Tự chấm"),
                            ("appraising", "Thẩm định"),
                            ("shown", "Công khai trong Khối"),
                            ("objecting", "Kiến nghị"),
                            ("reviewing", "Bình xét"),
                            ("settled", "Đã chốt"),
                        ],
                        default="preparing",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("self_scoring_until", models.DateTimeField(blank=True, null=True, verbose_name="hạn tự chấm")),
                ("appraising_until", models.DateTimeField(blank=True, null=True, verbose_name="hạn thẩm định")),
                ("shown_until", models.DateTimeField(blank=True, null=True, verbose_name="công khai đến")),
                ("objecting_until", models.DateTimeField(blank=True, null=True, verbose_name="hạn kiến nghị")),
                ("reviewing_until", models.DateTimeField(blank=True, null=True, verbose_name="bình xét đến")),
                (
                    "back_reason",
                    models.CharField(blank=True, editable=False, max_length=1000, verbose_name="lý do lùi bước"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="scoring.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "kỳ chấm",
                "verbose_name_plural": "kỳ chấm",
                "ordering": ["-campaign__year", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "name"), name="round_name_once_in_a_campaign"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "preparing",
                                    "self_scoring",
                                    "appraising",
                                    "shown",
                                    "objecting",
                                    "reviewing",
                                    "settled",
                                ],
                            )
                        ),
                        name="round_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["midyear", "final", "extra"])), name="round_kind_is_known"
                    ),
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("graded", "Chấm điểm"),
                            ("pass_fail", "Đạt/Không đạt"),
                            ("proportional", "Tỷ lệ"),
                            ("comparative", "So sánh"),
                            ("counted", "Theo số lượng"),
                            ("bonus", "Điểm thưởng"),
                            ("penalty", "Điểm trừ"),
                        ],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                ("title", models.CharField(max_length=500, verbose_name="tiêu chí")),
                (
                    "maximum",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="điểm tối đa"),
                ),
                (
                    "unit_points",
                    toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="đơn giá"),
                ),
                ("target", toolkit.fields.ScaledDecimalField(blank=True, null=True, places=6, verbose_name="chỉ tiêu")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("initiatives_registered", "Sáng kiến đã đăng ký"),
                            ("initiatives_recognised", "Sáng kiến được công nhận"),
                            ("reports_late", "Báo cáo nộp chậm"),
                            ("reports_missing", "Báo cáo quá hạn chưa nộp"),
                            ("meetings_missed", "Vắng không phép (họp, hoạt động chung)"),
                            ("meetings_excused", "Vắng có phép (họp, hoạt động chung)"),
                            ("exemplars_introduced", "Điển hình đã giới thiệu"),
                            ("drives_joined", "Đợt thi đua đã tham gia"),
                        ],
                        help_text="Số liệu năm dùng để gợi ý khi chấm tiêu chí này.",
                        max_length=30,
                        verbose_name="nguồn số liệu",
                    ),
                ),
                ("guidance", models.TextField(blank=True, max_length=5000, verbose_name="hướng dẫn chấm")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="campaigns.contentarea",
                        verbose_name="nội dung thi đua",
                    ),
                ),
                (
                    "criteria_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="scoring.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "tiêu chí",
                "verbose_name_plural": "tiêu chí",
                "ordering": ["criteria_set", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("criteria_set", "code"), name="criterion_code_once_in_a_set"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["graded", "pass_fail", "proportional", "comparative", "counted", "bonus", "penalty"],
                            )
                        ),
                        name="criterion_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("area__isnull", False),
                                ("kind__in", ["graded", "pass_fail", "proportional", "comparative", "counted"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind__in", ["graded", "pass_fail", "proportional", "comparative", "counted"]),
                                    _negated=True,
                                ),
                                ("area__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="criterion_area_only_for_the_first_five_kinds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("maximum__gt", 0), ("maximum__isnull", False)),
                            models.Q(
                                models.Q(
                                    ("kind__in", ["graded", "pass_fail", "proportional", "comparative", "counted"]),
                                    _negated=True,
                                ),
                                ("maximum__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="criterion_maximum_is_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["counted", "bonus", "penalty"]),
                                ("unit_points__gt", 0),
                                ("unit_points__isnull", False),
                            ),
                            models.Q(
                                models.Q(("kind__in", ["counted", "bonus", "penalty"]), _negated=True),
                                ("unit_points__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="criterion_unit_points_only_where_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["proportional", "comparative"]),
                                ("target__gt", 0),
                                ("target__isnull", False),
                            ),
                            models.Q(
                                models.Q(("kind__in", ["proportional", "comparative"]), _negated=True),
                                ("target__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="criterion_target_only_where_compared",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source__in",
                                [
                                    "",
                                    "initiatives_registered",
                                    "initiatives_recognised",
                                    "reports_late",
                                    "reports_missing",
                                    "meetings_missed",
                                    "meetings_excused",
                                    "exemplars_introduced",
                                    "drives_joined",
                                ],
                            )
                        ),
                        name="criterion_source_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Band",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="xếp loại")),
                ("lowest_total", toolkit.fields.ScaledDecimalField(places=2, verbose_name="từ điểm")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "mức xếp loại",
                "verbose_name_plural": "mức xếp loại",
                "ordering": ["round", "-lowest_total", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "name"), name="band_name_once_in_a_round"),
                    models.UniqueConstraint(fields=("round", "lowest_total"), name="band_total_once_in_a_round"),
                    models.CheckConstraint(
                        condition=models.Q(("lowest_total__gte", 0)), name="band_total_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CrossCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remark", models.CharField(blank=True, max_length=2000, verbose_name="ý kiến chung")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "checker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks_made",
                        to="units.unit",
                        verbose_name="đơn vị chấm chéo",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks_received",
                        to="units.unit",
                        verbose_name="đơn vị được chấm chéo",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "chấm chéo",
                "verbose_name_plural": "chấm chéo",
                "ordering": ["round", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "checker"), name="cross_check_one_of_a_checker"),
                    models.UniqueConstraint(fields=("round", "unit"), name="cross_check_one_of_a_unit"),
                    models.CheckConstraint(
                        condition=models.Q(("checker", models.F("unit")), _negated=True),
                        name="cross_check_never_the_own_unit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBand",
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
                ("name", models.CharField(max_length=100, verbose_name="xếp loại")),
                ("lowest_total", toolkit.fields.ScaledDecimalField(places=2, verbose_name="từ điểm")),
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
                "verbose_name": "lịch sử mức xếp loại",
                "verbose_name_plural": "lịch sử mức xếp loại",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalScoreSheet",
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
                ("unit_name", models.CharField(max_length=255, verbose_name="tên đơn vị")),
                (
                    "role",
                    models.CharField(
                        choices=[("head", "Trưởng Khối"), ("deputy", "Phó Trưởng Khối"), ("member", "Thành viên")],
                        max_length=10,
                        verbose_name="vai trò",
                    ),
                ),
                ("exclusion_reason", models.CharField(blank=True, max_length=1000, verbose_name="điều kiện loại")),
                ("votes", models.PositiveIntegerField(blank=True, null=True, verbose_name="số phiếu phân định")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("open", "Đang tự chấm"), ("submitted", "Đã nộp"), ("returned", "Trả lại")],
                        default="open",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="nộp lúc")),
                ("remark", models.CharField(blank=True, editable=False, max_length=1000, verbose_name="lý do trả lại")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
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
                "verbose_name": "lịch sử phiếu chấm điểm",
                "verbose_name_plural": "lịch sử phiếu chấm điểm",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.TextField(verbose_name="kết quả (JSON chuẩn tắc)")),
                ("area_titles", models.JSONField(verbose_name="tên các nội dung")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("settled_at", models.DateTimeField(verbose_name="chốt lúc")),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chốt",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả",
                "verbose_name_plural": "kết quả",
                "ordering": ["-settled_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="result_hash_is_whole"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("unit_name", models.CharField(max_length=255, verbose_name="tên đơn vị")),
                (
                    "role",
                    models.CharField(
                        choices=[("head", "Trưởng Khối"), ("deputy", "Phó Trưởng Khối"), ("member", "Thành viên")],
                        max_length=10,
                        verbose_name="vai trò",
                    ),
                ),
                ("exclusion_reason", models.CharField(blank=True, max_length=1000, verbose_name="điều kiện loại")),
                ("votes", models.PositiveIntegerField(blank=True, null=True, verbose_name="số phiếu phân định")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("open", "Đang tự chấm"), ("submitted", "Đã nộp"), ("returned", "Trả lại")],
                        default="open",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="nộp lúc")),
                ("remark", models.CharField(blank=True, editable=False, max_length=1000, verbose_name="lý do trả lại")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiếu chấm điểm",
                "verbose_name_plural": "phiếu chấm điểm",
                "ordering": ["round", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "unit"), name="sheet_once_for_a_unit_in_a_round"),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "head")), fields=("round",), name="sheet_one_head_in_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["head", "deputy", "member"])), name="sheet_role_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "submitted", "returned"])),
                        name="sheet_state_is_known",
                    ),
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Firmness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pairs", models.JSONField(verbose_name="các cặp liền kề")),
                ("areas", models.JSONField(verbose_name="trọng số các nội dung")),
                (
                    "result",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firmness",
                        to="scoring.result",
                        verbose_name="kết quả",
                    ),
                ),
            ],
            options={
                "verbose_name": "độ chắc của xếp hạng",
                "verbose_name_plural": "độ chắc của xếp hạng",
            },
        ),
        migrations.CreateModel(
            name="HistoricalMark",
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
                ("self_entry", models.CharField(blank=True, max_length=20, verbose_name="tự chấm")),
                ("appraised_entry", models.CharField(blank=True, max_length=20, verbose_name="thẩm định")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="ghi chú của đơn vị")),
                ("remark", models.CharField(blank=True, max_length=1000, verbose_name="lý do trả lại dòng")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="scoring.criterion",
                        verbose_name="tiêu chí",
                    ),
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
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="scoring.scoresheet",
                        verbose_name="phiếu",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử dòng chấm",
                "verbose_name_plural": "lịch sử dòng chấm",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("self_entry", models.CharField(blank=True, max_length=20, verbose_name="tự chấm")),
                ("appraised_entry", models.CharField(blank=True, max_length=20, verbose_name="thẩm định")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="ghi chú của đơn vị")),
                ("fact_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="lấy từ số liệu năm")),
                ("remark", models.CharField(blank=True, max_length=1000, verbose_name="lý do trả lại dòng")),
                ("entered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="tự chấm lúc")),
                (
                    "appraised_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="thẩm định lúc"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="scoring.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="scoring.scoresheet",
                        verbose_name="phiếu",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng chấm",
                "verbose_name_plural": "dòng chấm",
                "ordering": ["sheet", "criterion__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "criterion"), name="mark_once_for_a_criterion_on_a_sheet"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("self_entry", ""),
                            ("appraised_entry", ""),
                            ("self_entry", models.F("appraised_entry")),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mark_that_differs_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(null=True, verbose_name="hạng")),
                ("areas", models.JSONField(verbose_name="điểm từng nội dung")),
                ("base", toolkit.fields.ScaledDecimalField(places=2, verbose_name="điểm nền")),
                ("bonus", toolkit.fields.ScaledDecimalField(places=2, verbose_name="điểm thưởng")),
                ("penalty", toolkit.fields.ScaledDecimalField(places=2, verbose_name="điểm trừ")),
                ("total", toolkit.fields.ScaledDecimalField(places=2, verbose_name="tổng điểm")),
                ("self_total", toolkit.fields.ScaledDecimalField(places=2, verbose_name="tổng tự chấm")),
                ("tied_with", models.JSONField(default=list, verbose_name="đồng hạng với")),
                ("tie_decided_by", models.CharField(blank=True, max_length=20, verbose_name="phân định theo")),
                ("classification", models.CharField(blank=True, max_length=100, verbose_name="xếp loại")),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="scoring.result",
                        verbose_name="kết quả",
                    ),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcome",
                        to="scoring.scoresheet",
                        verbose_name="phiếu",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả của đơn vị",
                "verbose_name_plural": "kết quả của đơn vị",
                "ordering": ["result", models.OrderBy(models.F("rank"), nulls_last=True), "sheet__position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rank__isnull", True), ("rank__gte", 1), _connector="OR"),
                        name="unit_result_rank_from_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("base__gte", 0),
                            ("bonus__gte", 0),
                            ("penalty__gte", 0),
                            ("self_total__gte", 0),
                            ("total__gte", 0),
                        ),
                        name="unit_result_points_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckedMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.CharField(blank=True, max_length=20, verbose_name="điểm chấm chéo")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="ý kiến")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.criterion",
                        verbose_name="tiêu chí",
                    ),
                ),
                (
                    "cross_check",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="scoring.crosscheck",
                        verbose_name="chấm chéo",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng chấm chéo",
                "verbose_name_plural": "dòng chấm chéo",
                "ordering": ["cross_check", "criterion__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cross_check", "criterion"), name="checked_mark_once_for_a_criterion"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="tên tệp")),
                (
                    "path",
                    models.CharField(
                        blank=True, editable=False, max_length=200, null=True, unique=True, verbose_name="nơi lưu"
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="liên kết")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("pdf", "PDF"), ("docx", "DOCX"), ("xlsx", "XLSX"), ("jpg", "JPG"), ("png", "PNG")],
                        max_length=4,
                        verbose_name="loại tệp",
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="dung lượng (byte)")),
                ("added_at", models.DateTimeField(verbose_name="gửi lúc")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="scoring.mark",
                        verbose_name="dòng chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "minh chứng",
                "verbose_name_plural": "minh chứng",
                "ordering": ["added_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("kind", ""), _negated=True),
                                ("path__isnull", False),
                                ("url", ""),
                            ),
                            models.Q(
                                models.Q(("url", ""), _negated=True),
                                ("kind", ""),
                                ("path__isnull", True),
                                ("sha256", ""),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_is_a_file_or_a_link",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=2000, verbose_name="nội dung kiến nghị")),
                ("wanted", models.CharField(blank=True, max_length=20, verbose_name="đề nghị ghi")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("open", "Chờ trả lời"), ("answered", "Đã trả lời"), ("withdrawn", "Đã rút")],
                        default="open",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("filed_at", models.DateTimeField(verbose_name="gửi lúc")),
                ("answer", models.CharField(blank=True, max_length=2000, verbose_name="trả lời")),
                ("entry_before", models.CharField(blank=True, max_length=20, verbose_name="điểm trước khi trả lời")),
                ("entry_after", models.CharField(blank=True, max_length=20, verbose_name="điểm sau khi trả lời")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trả lời",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="scoring.mark",
                        verbose_name="dòng chấm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="units.unit",
                        verbose_name="đơn vị kiến nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "kiến nghị",
                "verbose_name_plural": "kiến nghị",
                "ordering": ["filed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("mark", "unit"),
                        name="objection_open_once_for_a_unit_and_a_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "answered", "withdrawn"])),
                        name="objection_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="objection_answered_has_an_answer",
                    ),
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name="ReviewDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, verbose_name="về")),
                (
                    "kind",
                    models.CharField(
                        choices=[("kept", "Giữ nguyên điểm"), ("changed", "Sửa điểm"), ("noted", "Ghi nhận ý kiến")],
                        max_length=10,
                        verbose_name="kết luận",
                    ),
                ),
                ("words", models.CharField(max_length=2000, verbose_name="nội dung kết luận")),
                ("decided_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="scoring.mark",
                        verbose_name="dòng chấm",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết luận của cuộc họp",
                "verbose_name_plural": "kết luận của cuộc họp",
                "ordering": ["round", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "key"), name="review_decision_once_for_its_subject"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["kept", "changed", "noted"])),
                        name="review_decision_kind_is_known",
                    ),
                ],
            },
        ),
    ]
