import django.db.models.deletion
import django_fsm
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import awards.states
import toolkit.fields


class Migration(migrations.Migration):
    replaces = [
        ("awards", "0001_awards_and_papers"),
        ("awards", "0002_history"),
        ("awards", "0003_papers_of_a_year"),
        ("awards", "0004_ballots_people_and_the_life_of_papers"),
        ("awards", "0005_every_paper_has_a_code"),
        ("awards", "0006_paper_code_is_unique"),
    ]

    initial = True

    dependencies = [
        ("scoring", "0001_squashed_until_awards_and_papers"),
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
                ("lowest_band", models.CharField(blank=True, max_length=100, verbose_name="xếp loại thấp nhất")),
                (
                    "least_recognised",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="sáng kiến được công nhận, ít nhất"
                    ),
                ),
                ("no_late_report", models.BooleanField(default=False, verbose_name="không có báo cáo chậm hoặc thiếu")),
                ("no_discipline", models.BooleanField(default=False, verbose_name="không bị kỷ luật trong năm")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="áp dụng từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="áp dụng đến ngày")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="award_rule_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least_recognised__isnull", True), ("least_recognised__gte", 1), _connector="OR"
                        ),
                        name="award_rule_recognised_from_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateDesign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="tên mẫu")),
                (
                    "layout",
                    models.CharField(
                        choices=[("classic", "Khung hoa văn"), ("plain", "Khung kẻ đôi"), ("modern", "Dải màu")],
                        default="classic",
                        max_length=10,
                        verbose_name="bố cục",
                    ),
                ),
                ("has_nation", models.BooleanField(default=True, verbose_name="in Quốc hiệu, Tiêu ngữ")),
                ("heading", models.CharField(blank=True, max_length=255, verbose_name="cơ quan tặng")),
                ("title", models.CharField(blank=True, default="GIẤY KHEN", max_length=100, verbose_name="tên giấy")),
                ("recipient", models.CharField(default="Tặng: {ten}", max_length=255, verbose_name="dòng người nhận")),
                ("merit", models.TextField(blank=True, verbose_name="thành tích")),
                ("decision_line", models.CharField(blank=True, max_length=500, verbose_name="dòng quyết định")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="nơi ký")),
                ("office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ người ký")),
                ("signer", models.CharField(blank=True, max_length=150, verbose_name="họ tên người ký")),
                ("has_emblem_space", models.BooleanField(default=True, verbose_name="chừa chỗ Quốc huy")),
                ("is_text_only", models.BooleanField(default=False, verbose_name="in lên phôi có sẵn (chỉ in chữ)")),
                (
                    "offset_right",
                    toolkit.fields.ScaledDecimalField(default=0, places=2, verbose_name="dịch sang phải (mm)"),
                ),
                ("offset_down", toolkit.fields.ScaledDecimalField(default=0, places=2, verbose_name="dịch xuống (mm)")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_designs",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
            ],
            options={
                "verbose_name": "mẫu giấy khen",
                "verbose_name_plural": "mẫu giấy khen",
                "ordering": ["bloc", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("bloc", "name"), name="certificate_name_once_in_a_bloc"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("offset_down__gte", -50),
                            ("offset_down__lte", 50),
                            ("offset_right__gte", -50),
                            ("offset_right__lte", 50),
                        ),
                        name="certificate_offset_within_50_mm",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CouncilDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("body", models.CharField(max_length=255, verbose_name="cơ quan quyết định")),
                ("signer_office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ người ký")),
                ("signer", models.CharField(blank=True, max_length=150, verbose_name="họ tên người ký")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="ghi chú")),
                ("refused", models.JSONField(blank=True, default=dict, verbose_name="không được tặng")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_of_council",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định khen thưởng",
                "verbose_name_plural": "quyết định khen thưởng",
                "ordering": ["round", "-decided_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "number"), name="decision_number_once_in_a_round")
                ],
            },
        ),
        migrations.CreateModel(
            name="Discipline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("person_name", models.CharField(blank=True, max_length=150, verbose_name="họ và tên")),
                ("form", models.CharField(max_length=255, verbose_name="hình thức kỷ luật")),
                ("decision_number", models.CharField(max_length=60, verbose_name="quyết định số")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("body", models.CharField(blank=True, max_length=255, verbose_name="cơ quan quyết định")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                ("bars_unit", models.BooleanField(default=True, verbose_name="tính khi xét khen thưởng của đơn vị")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "kỷ luật",
                "verbose_name_plural": "kỷ luật",
                "ordering": ["campaign", "unit", "-decided_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person_name", ""), _negated=True), ("bars_unit", True), _connector="OR"
                        ),
                        name="discipline_of_a_unit_bars_the_unit",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Headcount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("people", models.PositiveIntegerField(verbose_name="số người")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "số người của đơn vị",
                "verbose_name_plural": "số người của đơn vị",
                "ordering": ["campaign", "unit", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "unit"), name="headcount_once_a_year"),
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="headcount_from_one"),
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
                ("lowest_band", models.CharField(blank=True, max_length=100, verbose_name="xếp loại thấp nhất")),
                (
                    "least_recognised",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="sáng kiến được công nhận, ít nhất"
                    ),
                ),
                ("no_late_report", models.BooleanField(default=False, verbose_name="không có báo cáo chậm hoặc thiếu")),
                ("no_discipline", models.BooleanField(default=False, verbose_name="không bị kỷ luật trong năm")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="áp dụng từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="áp dụng đến ngày")),
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
            name="HistoricalBallot",
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
                            ("rank_tie", "Phân định thứ hạng"),
                            ("award_tie", "Suy tôn"),
                            ("review", "Biểu quyết bình xét"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="nội dung bỏ phiếu")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("online", "Trực tuyến"),
                            ("paper", "Phiếu giấy"),
                            ("both", "Trực tuyến và phiếu giấy"),
                        ],
                        default="online",
                        max_length=10,
                        verbose_name="cách bỏ phiếu",
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(default=1, verbose_name="số được chọn nhiều nhất")),
                ("quorum", models.CharField(default="2/3", max_length=10, verbose_name="số đơn vị dự ít nhất")),
                (
                    "threshold",
                    models.CharField(
                        blank=True, default="quá 1/2", max_length=10, verbose_name="số phiếu ít nhất để được chọn"
                    ),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("preparing", "Đang chuẩn bị"),
                            ("open", "Đang bỏ phiếu"),
                            ("closed", "Đã kiểm phiếu"),
                            ("cancelled", "Đã hủy"),
                        ],
                        default="preparing",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=255, verbose_name="địa điểm")),
                ("tellers", models.TextField(blank=True, verbose_name="tổ kiểm phiếu")),
                ("cancel_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do hủy")),
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
                "verbose_name": "lịch sử cuộc bỏ phiếu kín",
                "verbose_name_plural": "lịch sử cuộc bỏ phiếu kín",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCertificateDesign",
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
                ("name", models.CharField(max_length=100, verbose_name="tên mẫu")),
                (
                    "layout",
                    models.CharField(
                        choices=[("classic", "Khung hoa văn"), ("plain", "Khung kẻ đôi"), ("modern", "Dải màu")],
                        default="classic",
                        max_length=10,
                        verbose_name="bố cục",
                    ),
                ),
                ("has_nation", models.BooleanField(default=True, verbose_name="in Quốc hiệu, Tiêu ngữ")),
                ("heading", models.CharField(blank=True, max_length=255, verbose_name="cơ quan tặng")),
                ("title", models.CharField(blank=True, default="GIẤY KHEN", max_length=100, verbose_name="tên giấy")),
                ("recipient", models.CharField(default="Tặng: {ten}", max_length=255, verbose_name="dòng người nhận")),
                ("merit", models.TextField(blank=True, verbose_name="thành tích")),
                ("decision_line", models.CharField(blank=True, max_length=500, verbose_name="dòng quyết định")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="nơi ký")),
                ("office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ người ký")),
                ("signer", models.CharField(blank=True, max_length=150, verbose_name="họ tên người ký")),
                ("has_emblem_space", models.BooleanField(default=True, verbose_name="chừa chỗ Quốc huy")),
                ("is_text_only", models.BooleanField(default=False, verbose_name="in lên phôi có sẵn (chỉ in chữ)")),
                (
                    "offset_right",
                    toolkit.fields.ScaledDecimalField(default=0, places=2, verbose_name="dịch sang phải (mm)"),
                ),
                ("offset_down", toolkit.fields.ScaledDecimalField(default=0, places=2, verbose_name="dịch xuống (mm)")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.bloc",
                        verbose_name="khối",
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
                "verbose_name": "lịch sử mẫu giấy khen",
                "verbose_name_plural": "lịch sử mẫu giấy khen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCouncilDecision",
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
                ("number", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("body", models.CharField(max_length=255, verbose_name="cơ quan quyết định")),
                ("signer_office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ người ký")),
                ("signer", models.CharField(blank=True, max_length=150, verbose_name="họ tên người ký")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="ghi chú")),
                ("refused", models.JSONField(blank=True, default=dict, verbose_name="không được tặng")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
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
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
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
                "verbose_name": "lịch sử quyết định khen thưởng",
                "verbose_name_plural": "lịch sử quyết định khen thưởng",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDiscipline",
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
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("person_name", models.CharField(blank=True, max_length=150, verbose_name="họ và tên")),
                ("form", models.CharField(max_length=255, verbose_name="hình thức kỷ luật")),
                ("decision_number", models.CharField(max_length=60, verbose_name="quyết định số")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("body", models.CharField(blank=True, max_length=255, verbose_name="cơ quan quyết định")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                ("bars_unit", models.BooleanField(default=True, verbose_name="tính khi xét khen thưởng của đơn vị")),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
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
            ],
            options={
                "verbose_name": "lịch sử kỷ luật",
                "verbose_name_plural": "lịch sử kỷ luật",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHeadcount",
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
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("people", models.PositiveIntegerField(verbose_name="số người")),
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
            ],
            options={
                "verbose_name": "lịch sử số người của đơn vị",
                "verbose_name_plural": "lịch sử số người của đơn vị",
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
                            ("registration", "Đăng ký thi đua"),
                            ("ballot_minutes", "Biên bản kiểm phiếu"),
                            ("unit_sheet", "Phiếu chấm điểm"),
                            ("unit_report", "Báo cáo thành tích tập thể"),
                            ("person_report", "Báo cáo thành tích cá nhân"),
                            ("final_report", "Báo cáo sơ kết, tổng kết"),
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
                        choices=[("issued", "Đã ban hành"), ("withdrawn", "Đã thu hồi")],
                        default="issued",
                        max_length=10,
                        verbose_name="trạng thái",
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
            name="HistoricalPaperText",
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
                            ("registration", "Đăng ký thi đua"),
                            ("ballot_minutes", "Biên bản kiểm phiếu"),
                            ("unit_sheet", "Phiếu chấm điểm"),
                            ("unit_report", "Báo cáo thành tích tập thể"),
                            ("person_report", "Báo cáo thành tích cá nhân"),
                            ("final_report", "Báo cáo sơ kết, tổng kết"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=40, verbose_name="về")),
                ("opening", models.TextField(blank=True, verbose_name="mở đầu")),
                ("assessment", models.TextField(blank=True, verbose_name="đánh giá")),
                ("closing", models.TextField(blank=True, verbose_name="kết thúc")),
                ("recipients", models.TextField(blank=True, verbose_name="nơi nhận")),
                ("office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ người ký")),
                ("signer", models.CharField(blank=True, max_length=150, verbose_name="họ tên người ký")),
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
                "verbose_name": "lịch sử lời văn của văn bản",
                "verbose_name_plural": "lịch sử lời văn của văn bản",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPastStanding",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("round_name", models.CharField(max_length=255, verbose_name="kỳ chấm")),
                ("unit_name", models.CharField(max_length=255, verbose_name="tên đơn vị")),
                ("rank", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="hạng")),
                ("total", toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="tổng điểm")),
                ("classification", models.CharField(blank=True, max_length=100, verbose_name="xếp loại")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.bloc",
                        verbose_name="khối",
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
            ],
            options={
                "verbose_name": "lịch sử kết quả năm trước",
                "verbose_name_plural": "lịch sử kết quả năm trước",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSubmission",
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
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("drafting", "Đang rà soát"),
                            ("confirmed", "Đã xác nhận"),
                            ("submitted", "Đã trình Hội đồng"),
                        ],
                        default="drafting",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="xác nhận lúc")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="trình lúc")),
                ("reopen_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do mở lại")),
                ("left_open", models.JSONField(blank=True, default=dict, verbose_name="suất để trống")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xác nhận",
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
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử đề nghị trình Hội đồng",
                "verbose_name_plural": "lịch sử đề nghị trình Hội đồng",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(max_length=64, verbose_name="của")),
                (
                    "kind",
                    models.CharField(
                        choices=[("code", "Tra mã"), ("file", "So tệp")], max_length=4, verbose_name="loại"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="lúc")),
            ],
            options={
                "verbose_name": "lượt tra văn bản",
                "verbose_name_plural": "lượt tra văn bản",
                "indexes": [models.Index(fields=["who", "kind", "at"], name="look_of_an_address")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["code", "file"])), name="look_kind_is_known"
                    )
                ],
            },
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
                            ("registration", "Đăng ký thi đua"),
                            ("ballot_minutes", "Biên bản kiểm phiếu"),
                            ("unit_sheet", "Phiếu chấm điểm"),
                            ("unit_report", "Báo cáo thành tích tập thể"),
                            ("person_report", "Báo cáo thành tích cá nhân"),
                            ("final_report", "Báo cáo sơ kết, tổng kết"),
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
                        choices=[("issued", "Đã ban hành"), ("withdrawn", "Đã thu hồi")],
                        default="issued",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=awards.states.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="mã tra cứu",
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
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="awards.paper",
                        verbose_name="thay thế",
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
                        condition=models.Q(
                            (
                                "kind__in",
                                ["score_table", "review_minutes", "submission", "proposal_list", "result_report"],
                            ),
                            ("state", "issued"),
                        ),
                        fields=("round", "kind"),
                        name="paper_kind_once_in_force_in_a_round",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "plan",
                                    "pledge",
                                    "initiative_list",
                                    "initiative_form",
                                    "invitation",
                                    "meeting_minutes",
                                    "registration",
                                    "ballot_minutes",
                                    "unit_sheet",
                                    "unit_report",
                                    "person_report",
                                    "final_report",
                                ],
                            ),
                            ("state", "issued"),
                        ),
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
                                    [
                                        "score_table",
                                        "proposal_list",
                                        "pledge",
                                        "initiative_list",
                                        "initiative_form",
                                        "registration",
                                        "unit_sheet",
                                        "unit_report",
                                        "person_report",
                                    ],
                                ),
                                ("series", ""),
                            ),
                            models.Q(
                                ("kind__in", ["review_minutes", "meeting_minutes", "ballot_minutes"]), ("series", "BB")
                            ),
                            models.Q(("kind__in", ["submission"]), ("series", "TTr")),
                            models.Q(("kind__in", ["result_report", "final_report"]), ("series", "BC")),
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
                                        "registration",
                                        "ballot_minutes",
                                        "unit_sheet",
                                        "unit_report",
                                        "person_report",
                                        "final_report",
                                    ],
                                ),
                                ("result_sha256", ""),
                                ("round__isnull", True),
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
                                        "registration",
                                        "ballot_minutes",
                                        "unit_sheet",
                                        "unit_report",
                                        "person_report",
                                        "final_report",
                                    ],
                                ),
                                ("round__isnull", False),
                                models.Q(("subject", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_of_a_round_has_its_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["issued", "withdrawn"])), name="paper_state_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperText",
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
                            ("registration", "Đăng ký thi đua"),
                            ("ballot_minutes", "Biên bản kiểm phiếu"),
                            ("unit_sheet", "Phiếu chấm điểm"),
                            ("unit_report", "Báo cáo thành tích tập thể"),
                            ("person_report", "Báo cáo thành tích cá nhân"),
                            ("final_report", "Báo cáo sơ kết, tổng kết"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=40, verbose_name="về")),
                ("opening", models.TextField(blank=True, verbose_name="mở đầu")),
                ("assessment", models.TextField(blank=True, verbose_name="đánh giá")),
                ("closing", models.TextField(blank=True, verbose_name="kết thúc")),
                ("recipients", models.TextField(blank=True, verbose_name="nơi nhận")),
                ("office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ người ký")),
                ("signer", models.CharField(blank=True, max_length=150, verbose_name="họ tên người ký")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_texts",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "lời văn của văn bản",
                "verbose_name_plural": "lời văn của văn bản",
                "ordering": ["campaign", "kind", "subject", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("round__isnull", True)),
                        fields=("campaign", "kind", "subject"),
                        name="paper_text_once_for_its_subject",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("round__isnull", False)),
                        fields=("round", "kind", "subject"),
                        name="paper_text_once_in_a_round",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PastStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("round_name", models.CharField(max_length=255, verbose_name="kỳ chấm")),
                ("unit_name", models.CharField(max_length=255, verbose_name="tên đơn vị")),
                ("rank", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="hạng")),
                ("total", toolkit.fields.ScaledDecimalField(blank=True, null=True, places=2, verbose_name="tổng điểm")),
                ("classification", models.CharField(blank=True, max_length=100, verbose_name="xếp loại")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_standings",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_standings",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả năm trước",
                "verbose_name_plural": "kết quả năm trước",
                "ordering": ["-year", "round_name", "rank", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bloc", "year", "round_name", "unit_name"), name="past_standing_once_in_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__isnull", True), ("rank__gte", 1), _connector="OR"),
                        name="past_standing_rank_from_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total__isnull", True), ("total__gte", 0), _connector="OR"),
                        name="past_standing_total_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1945), ("year__lte", 2100)),
                        name="past_standing_year_is_sensible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("form", models.CharField(max_length=255, verbose_name="danh hiệu, hình thức")),
                ("authority", models.CharField(blank=True, max_length=255, verbose_name="cơ quan quyết định")),
                (
                    "quota_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số người mỗi đơn vị"),
                ),
                (
                    "quota_percent",
                    toolkit.fields.ScaledDecimalField(
                        blank=True, null=True, places=6, verbose_name="tỷ lệ (%) số người của đơn vị"
                    ),
                ),
                (
                    "quota_base",
                    models.CharField(
                        choices=[
                            ("people", "Số người của đơn vị"),
                            ("required", "Số người của đơn vị đạt danh hiệu đòi hỏi"),
                        ],
                        default="people",
                        max_length=10,
                        verbose_name="tỷ lệ tính trên",
                    ),
                ),
                (
                    "lowest_band",
                    models.CharField(blank=True, max_length=100, verbose_name="xếp loại thấp nhất của đơn vị"),
                ),
                ("needs_initiative", models.BooleanField(default=False, verbose_name="có sáng kiến được công nhận")),
                ("no_discipline", models.BooleanField(default=True, verbose_name="không bị kỷ luật trong năm")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="áp dụng từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="áp dụng đến ngày")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "requires",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.personrule",
                        verbose_name="chỉ xét người đạt",
                    ),
                ),
            ],
            options={
                "verbose_name": "danh hiệu cá nhân",
                "verbose_name_plural": "danh hiệu cá nhân",
                "ordering": ["campaign", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "code"), name="person_rule_code_once_in_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quota_number__isnull", True), ("quota_percent__isnull", True), _connector="OR"
                        ),
                        name="person_rule_quota_is_one_of_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quota_percent__isnull", True),
                            models.Q(("quota_percent__gt", 0), ("quota_percent__lte", 100)),
                            _connector="OR",
                        ),
                        name="person_rule_quota_is_a_percentage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quota_base__in", ["people", "required"])), name="person_rule_base_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quota_base", "people"), ("requires__isnull", False), _connector="OR"),
                        name="person_rule_base_needs_a_required_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="person_rule_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("drafting", "Đang rà soát"),
                            ("confirmed", "Đã xác nhận"),
                            ("submitted", "Đã trình Hội đồng"),
                        ],
                        default="drafting",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="xác nhận lúc")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="trình lúc")),
                ("reopen_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do mở lại")),
                ("left_open", models.JSONField(blank=True, default=dict, verbose_name="suất để trống")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xác nhận",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submission",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị trình Hội đồng",
                "verbose_name_plural": "đề nghị trình Hội đồng",
                "ordering": ["round", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["drafting", "confirmed", "submitted"])),
                        name="submission_state_is_known",
                    )
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rank_tie", "Phân định thứ hạng"),
                            ("award_tie", "Suy tôn"),
                            ("review", "Biểu quyết bình xét"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="nội dung bỏ phiếu")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("online", "Trực tuyến"),
                            ("paper", "Phiếu giấy"),
                            ("both", "Trực tuyến và phiếu giấy"),
                        ],
                        default="online",
                        max_length=10,
                        verbose_name="cách bỏ phiếu",
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(default=1, verbose_name="số được chọn nhiều nhất")),
                ("quorum", models.CharField(default="2/3", max_length=10, verbose_name="số đơn vị dự ít nhất")),
                (
                    "threshold",
                    models.CharField(
                        blank=True, default="quá 1/2", max_length=10, verbose_name="số phiếu ít nhất để được chọn"
                    ),
                ),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("preparing", "Đang chuẩn bị"),
                            ("open", "Đang bỏ phiếu"),
                            ("closed", "Đã kiểm phiếu"),
                            ("cancelled", "Đã hủy"),
                        ],
                        default="preparing",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("paper_issued", models.PositiveIntegerField(blank=True, null=True, verbose_name="phiếu phát ra")),
                ("paper_returned", models.PositiveIntegerField(blank=True, null=True, verbose_name="phiếu thu về")),
                (
                    "paper_invalid",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="phiếu không hợp lệ"),
                ),
                ("paper_counts", models.JSONField(blank=True, default=dict, verbose_name="kiểm phiếu giấy")),
                ("place", models.CharField(blank=True, max_length=255, verbose_name="địa điểm")),
                ("tellers", models.TextField(blank=True, verbose_name="tổ kiểm phiếu")),
                ("outcome", models.JSONField(blank=True, editable=False, null=True, verbose_name="kết quả kiểm phiếu")),
                (
                    "sha256",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256 của kết quả"),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="mở lúc")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="đóng lúc")),
                ("cancel_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do hủy")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đóng",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người mở",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="awards.awardrule",
                        verbose_name="hình thức",
                    ),
                ),
            ],
            options={
                "verbose_name": "cuộc bỏ phiếu kín",
                "verbose_name_plural": "cuộc bỏ phiếu kín",
                "ordering": ["round", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["preparing", "open", "closed", "cancelled"])),
                        name="ballot_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["rank_tie", "award_tie", "review"])),
                        name="ballot_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["online", "paper", "both"])), name="ballot_way_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("outcome__isnull", True)),
                            _connector="OR",
                        ),
                        name="ballot_outcome_when_it_is_closed",
                    ),
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNomination",
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
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                ("office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ")),
                ("background", models.TextField(blank=True, verbose_name="sơ lược lý lịch")),
                ("achievements", models.TextField(blank=True, verbose_name="thành tích đạt được")),
                ("past_awards", models.TextField(blank=True, verbose_name="đã được khen thưởng")),
                ("discipline", models.TextField(blank=True, verbose_name="kỷ luật")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("drafting", "Đang soạn"),
                            ("submitted", "Đã gửi"),
                            ("returned", "Trả lại"),
                            ("accepted", "Đủ điều kiện"),
                            ("declined", "Không đề nghị"),
                        ],
                        default="drafting",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("remark", models.TextField(blank=True, verbose_name="ý kiến của người xét")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="xét lúc")),
                ("search_text", models.TextField(default="", editable=False)),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xét",
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
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="campaigns.initiative",
                        verbose_name="sáng kiến",
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
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="awards.personrule",
                        verbose_name="danh hiệu",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử đề nghị khen thưởng cá nhân",
                "verbose_name_plural": "lịch sử đề nghị khen thưởng cá nhân",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPersonRule",
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
                ("form", models.CharField(max_length=255, verbose_name="danh hiệu, hình thức")),
                ("authority", models.CharField(blank=True, max_length=255, verbose_name="cơ quan quyết định")),
                (
                    "quota_number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="số người mỗi đơn vị"),
                ),
                (
                    "quota_percent",
                    toolkit.fields.ScaledDecimalField(
                        blank=True, null=True, places=6, verbose_name="tỷ lệ (%) số người của đơn vị"
                    ),
                ),
                (
                    "quota_base",
                    models.CharField(
                        choices=[
                            ("people", "Số người của đơn vị"),
                            ("required", "Số người của đơn vị đạt danh hiệu đòi hỏi"),
                        ],
                        default="people",
                        max_length=10,
                        verbose_name="tỷ lệ tính trên",
                    ),
                ),
                (
                    "lowest_band",
                    models.CharField(blank=True, max_length=100, verbose_name="xếp loại thấp nhất của đơn vị"),
                ),
                ("needs_initiative", models.BooleanField(default=False, verbose_name="có sáng kiến được công nhận")),
                ("no_discipline", models.BooleanField(default=True, verbose_name="không bị kỷ luật trong năm")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="áp dụng từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="áp dụng đến ngày")),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requires",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="awards.personrule",
                        verbose_name="chỉ xét người đạt",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử danh hiệu cá nhân",
                "verbose_name_plural": "lịch sử danh hiệu cá nhân",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
            name="Nomination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("full_name", models.CharField(max_length=150, verbose_name="họ và tên")),
                ("office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ")),
                ("background", models.TextField(blank=True, verbose_name="sơ lược lý lịch")),
                ("achievements", models.TextField(blank=True, verbose_name="thành tích đạt được")),
                ("past_awards", models.TextField(blank=True, verbose_name="đã được khen thưởng")),
                ("discipline", models.TextField(blank=True, verbose_name="kỷ luật")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("drafting", "Đang soạn"),
                            ("submitted", "Đã gửi"),
                            ("returned", "Trả lại"),
                            ("accepted", "Đủ điều kiện"),
                            ("declined", "Không đề nghị"),
                        ],
                        default="drafting",
                        max_length=50,
                        protected=True,
                        verbose_name="trạng thái",
                    ),
                ),
                ("remark", models.TextField(blank=True, verbose_name="ý kiến của người xét")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="xét lúc")),
                ("search_text", models.TextField(default="", editable=False)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xét",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="campaigns.initiative",
                        verbose_name="sáng kiến",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="awards.personrule",
                        verbose_name="danh hiệu",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị khen thưởng cá nhân",
                "verbose_name_plural": "đề nghị khen thưởng cá nhân",
                "ordering": ["campaign", "rule__position", "unit", "full_name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["drafting", "submitted", "returned", "accepted", "declined"])
                        ),
                        name="nomination_state_is_known",
                    )
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
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
            name="PaperJob",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
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
                            ("registration", "Đăng ký thi đua"),
                            ("ballot_minutes", "Biên bản kiểm phiếu"),
                            ("unit_sheet", "Phiếu chấm điểm"),
                            ("unit_report", "Báo cáo thành tích tập thể"),
                            ("person_report", "Báo cáo thành tích cá nhân"),
                            ("final_report", "Báo cáo sơ kết, tổng kết"),
                        ],
                        max_length=20,
                        verbose_name="loại",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=40, verbose_name="về")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang chờ"),
                            ("running", "Đang lập"),
                            ("done", "Đã xong"),
                            ("failed", "Không lập được"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=0, verbose_name="bước")),
                ("steps", models.PositiveSmallIntegerField(default=1, verbose_name="số bước")),
                ("problem", models.CharField(blank=True, max_length=1000, verbose_name="vì sao không xong")),
                ("attempt", models.PositiveSmallIntegerField(default=1, verbose_name="lần")),
                ("asked_at", models.DateTimeField(verbose_name="yêu cầu lúc")),
                ("moved_at", models.DateTimeField(verbose_name="tiến triển lúc")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người yêu cầu",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="campaigns.campaign",
                        verbose_name="phong trào",
                    ),
                ),
                ("papers", models.ManyToManyField(related_name="+", to="awards.paper", verbose_name="văn bản")),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_jobs",
                        to="scoring.round",
                        verbose_name="kỳ chấm",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc lập văn bản",
                "verbose_name_plural": "việc lập văn bản",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])),
                        name="paper_job_state_is_known",
                    )
                ],
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
                            ("below_band", "Chưa đạt xếp loại yêu cầu"),
                            ("few_recognised", "Chưa đủ sáng kiến được công nhận"),
                            ("late_report", "Có báo cáo chậm hoặc thiếu"),
                            ("disciplined", "Bị kỷ luật trong năm"),
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
                                    "below_band",
                                    "few_recognised",
                                    "late_report",
                                    "disciplined",
                                ],
                            )
                        ),
                        name="refusal_reason_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pdf", models.BinaryField(verbose_name="tệp PDF đã ký")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 của tệp")),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("signers", models.JSONField(verbose_name="người ký")),
                ("verdicts", models.JSONField(verbose_name="kết quả kiểm tra")),
                ("is_trusted", models.BooleanField(verbose_name="chứng thư tin cậy")),
                ("is_demo", models.BooleanField(verbose_name="chữ ký dùng thử")),
                ("uploaded_at", models.DateTimeField(verbose_name="tải lên lúc")),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed",
                        to="awards.paper",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người tải lên",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản đã ký",
                "verbose_name_plural": "văn bản đã ký",
                "ordering": ["-uploaded_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "sha256"), name="signed_paper_once_for_its_bytes")
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=1000, verbose_name="lý do")),
                ("withdrawn_at", models.DateTimeField(verbose_name="thu hồi lúc")),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="awards.paper",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thu hồi",
                    ),
                ),
            ],
            options={
                "verbose_name": "thu hồi văn bản",
                "verbose_name_plural": "thu hồi văn bản",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="withdrawal_has_its_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="awards.ballot",
                        verbose_name="cuộc bỏ phiếu",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục bỏ phiếu",
                "verbose_name_plural": "mục bỏ phiếu",
                "ordering": ["ballot", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "unit"), name="ballot_item_once_in_a_ballot")
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotVoter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on_paper", models.BooleanField(default=False, verbose_name="bỏ phiếu giấy")),
                ("has_voted", models.BooleanField(default=False, verbose_name="đã bỏ phiếu")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voters",
                        to="awards.ballot",
                        verbose_name="cuộc bỏ phiếu",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị bỏ phiếu",
                "verbose_name_plural": "đơn vị bỏ phiếu",
                "ordering": ["ballot", "unit", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "unit"), name="ballot_voter_once_in_a_ballot")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSubmissionLine",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("engine", "Theo quy định"),
                            ("ballot", "Theo kết quả bỏ phiếu"),
                            ("nomination", "Đơn vị đề nghị"),
                            ("departure", "Trưởng Khối đề nghị khác"),
                        ],
                        max_length=10,
                        verbose_name="theo",
                    ),
                ),
                ("is_included", models.BooleanField(default=True, verbose_name="đề nghị")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
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
                    "nomination",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="awards.nomination",
                        verbose_name="cá nhân",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="awards.submission",
                        verbose_name="đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử dòng đề nghị",
                "verbose_name_plural": "lịch sử dòng đề nghị",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SubmissionLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("engine", "Theo quy định"),
                            ("ballot", "Theo kết quả bỏ phiếu"),
                            ("nomination", "Đơn vị đề nghị"),
                            ("departure", "Trưởng Khối đề nghị khác"),
                        ],
                        max_length=10,
                        verbose_name="theo",
                    ),
                ),
                ("is_included", models.BooleanField(default=True, verbose_name="đề nghị")),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                (
                    "nomination",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submission_lines",
                        to="awards.nomination",
                        verbose_name="cá nhân",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submission_lines",
                        to="awards.awardrule",
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="awards.submission",
                        verbose_name="đề nghị",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng đề nghị",
                "verbose_name_plural": "dòng đề nghị",
                "ordering": ["submission", "rule__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_included", True), ("rule__isnull", False)),
                        fields=("submission", "unit"),
                        name="submission_line_one_award_a_unit",
                    ),
                    models.UniqueConstraint(
                        fields=("submission", "nomination"), name="submission_line_person_once_in_a_submission"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_included", True), ("nomination__isnull", False)),
                        fields=("nomination",),
                        name="submission_line_person_proposed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nomination__isnull", True), ("rule__isnull", False)),
                            models.Q(("nomination__isnull", False), ("rule__isnull", True)),
                            _connector="OR",
                        ),
                        name="submission_line_is_of_a_unit_or_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_included", True), ("source", "engine")),
                            models.Q(("is_included", True), ("source", "ballot")),
                            models.Q(("is_included", True), ("source", "nomination")),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="submission_line_departs_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.BinaryField(verbose_name="tổng phiếu, niêm phong")),
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="urn",
                        to="awards.ballot",
                        verbose_name="cuộc bỏ phiếu",
                    ),
                ),
            ],
            options={
                "verbose_name": "hòm phiếu",
                "verbose_name_plural": "hòm phiếu",
            },
        ),
        migrations.CreateModel(
            name="GrantedAward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("unit_name", models.CharField(max_length=255, verbose_name="tên đơn vị")),
                ("person_name", models.CharField(blank=True, max_length=150, verbose_name="họ và tên")),
                ("office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ")),
                ("form", models.CharField(max_length=255, verbose_name="hình thức")),
                ("decision_number", models.CharField(max_length=60, verbose_name="quyết định số")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("body", models.CharField(max_length=255, verbose_name="cơ quan quyết định")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                ("search_text", models.TextField(default="", editable=False)),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="granted_awards",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="awards.councildecision",
                        verbose_name="quyết định",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="granted_awards",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="granted",
                        to="awards.submissionline",
                        verbose_name="theo đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "khen thưởng đã có",
                "verbose_name_plural": "khen thưởng đã có",
                "ordering": ["-decided_on", "unit_name", "person_name", "pk"],
                "indexes": [models.Index(fields=["bloc", "year"], name="granted_award_of_a_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1945), ("year__lte", 2100)),
                        name="granted_award_year_is_sensible",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGrantedAward",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("unit_name", models.CharField(max_length=255, verbose_name="tên đơn vị")),
                ("person_name", models.CharField(blank=True, max_length=150, verbose_name="họ và tên")),
                ("office", models.CharField(blank=True, max_length=255, verbose_name="chức vụ")),
                ("form", models.CharField(max_length=255, verbose_name="hình thức")),
                ("decision_number", models.CharField(max_length=60, verbose_name="quyết định số")),
                ("decided_on", models.DateField(verbose_name="ngày quyết định")),
                ("body", models.CharField(max_length=255, verbose_name="cơ quan quyết định")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                ("search_text", models.TextField(default="", editable=False)),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="phiên bản")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "bloc",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="awards.councildecision",
                        verbose_name="quyết định",
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
                    "line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="awards.submissionline",
                        verbose_name="theo đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch sử khen thưởng đã có",
                "verbose_name_plural": "lịch sử khen thưởng đã có",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
