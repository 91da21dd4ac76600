import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("units", "0001_who_takes_part"),
        ("units", "0002_own_passwords_and_sessions"),
        ("units", "0003_history_of_roles_and_rights"),
        ("units", "0004_one_time_links_end_with_the_next"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkRequests",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_by", models.CharField(max_length=64, unique=True, verbose_name="của")),
                ("since", models.DateTimeField(db_index=True, verbose_name="từ")),
                ("count", models.PositiveSmallIntegerField(default=0, verbose_name="số lần")),
            ],
            options={
                "verbose_name": "lượt xin liên kết",
                "verbose_name_plural": "lượt xin liên kết",
            },
        ),
        migrations.CreateModel(
            name="Commune",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="xã, phường")),
                ("city", models.CharField(max_length=100, verbose_name="thành phố, tỉnh")),
            ],
            options={
                "verbose_name": "xã, phường",
                "verbose_name_plural": "xã, phường",
                "ordering": ["name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("name", "city"), name="commune_once_in_a_city")],
            },
        ),
        migrations.CreateModel(
            name="Bloc",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=10, verbose_name="số khối")),
                ("name", models.CharField(max_length=255, verbose_name="tên khối")),
                ("founded_by", models.CharField(blank=True, max_length=500, verbose_name="quyết định thành lập")),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocs",
                        to="units.commune",
                        verbose_name="xã, phường",
                    ),
                ),
            ],
            options={
                "verbose_name": "khối thi đua",
                "verbose_name_plural": "khối thi đua",
                "ordering": ["commune__name", "number", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("commune", "number"), name="bloc_number_once_in_a_commune")
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("name", models.CharField(max_length=255, verbose_name="tên đơn vị")),
                ("leader_title", models.CharField(blank=True, max_length=255, verbose_name="chức vụ thủ trưởng")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
            ],
            options={
                "verbose_name": "đơn vị",
                "verbose_name_plural": "đơn vị",
                "ordering": ["bloc", "pk"],
                "constraints": [models.UniqueConstraint(fields=("bloc", "code"), name="unit_code_once_in_a_bloc")],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("full_name", models.CharField(blank=True, max_length=150, verbose_name="họ và tên")),
                ("is_demo", models.BooleanField(default=False, editable=False, verbose_name="tài khoản dùng thử")),
                (
                    "must_change_password",
                    models.BooleanField(default=False, editable=False, verbose_name="phải đổi mật khẩu"),
                ),
                (
                    "session_generation",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="lượt phiên"),
                ),
                (
                    "link_generation",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="lượt liên kết"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "council_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewers",
                        to="units.commune",
                        verbose_name="Hội đồng TĐKT của",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "người dùng",
                "verbose_name_plural": "người dùng",
                "ordering": ["username"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__isnull", True), ("council_of__isnull", True), _connector="OR"),
                        name="user_of_a_unit_or_the_council",
                    )
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                (
                    "role",
                    models.CharField(
                        choices=[("head", "Trưởng Khối"), ("deputy", "Phó Trưởng Khối"), ("member", "Thành viên")],
                        default="member",
                        max_length=10,
                        verbose_name="vai trò",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
                (
                    "bloc",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="units.bloc",
                        verbose_name="khối",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="units.unit",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên theo năm",
                "verbose_name_plural": "thành viên theo năm",
                "ordering": ["bloc", "-year", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year"), name="membership_once_a_year"),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "head")), fields=("bloc", "year"), name="membership_one_head_a_year"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", "deputy")),
                        fields=("bloc", "year"),
                        name="membership_one_deputy_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["head", "deputy", "member"])), name="membership_role_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="membership_year_is_sensible"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("download", "Tải văn bản"), ("export", "Xuất dữ liệu")],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="lúc")),
                ("by_name", models.CharField(max_length=150, verbose_name="người xem")),
                ("by_place", models.CharField(blank=True, max_length=255, verbose_name="đơn vị của người xem")),
                ("about", models.CharField(max_length=1000, verbose_name="đối tượng")),
                ("page", models.CharField(blank=True, max_length=20, verbose_name="trang lịch sử")),
                ("of", models.BigIntegerField(default=0, verbose_name="mã đối tượng")),
                ("bloc", models.BigIntegerField(db_index=True, null=True, verbose_name="khối")),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="năm")),
                ("unit", models.BigIntegerField(db_index=True, null=True, verbose_name="đơn vị")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt xem, tải",
                "verbose_name_plural": "lượt xem, tải",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["download", "export"])), name="reading_kind_is_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalUser",
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
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        db_index=True,
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("full_name", models.CharField(blank=True, max_length=150, verbose_name="họ và tên")),
                ("history_change_reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "council_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="units.commune",
                        verbose_name="Hội đồng TĐKT của",
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
                "verbose_name": "lịch sử tài khoản",
                "verbose_name_plural": "lịch sử tài khoản",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
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
                (
                    "role",
                    models.CharField(
                        choices=[("head", "Trưởng Khối"), ("deputy", "Phó Trưởng Khối"), ("member", "Thành viên")],
                        default="member",
                        max_length=10,
                        verbose_name="vai trò",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="thứ tự")),
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
                "verbose_name": "lịch sử vai trò theo năm",
                "verbose_name_plural": "lịch sử vai trò theo năm",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
