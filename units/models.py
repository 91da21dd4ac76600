"""Who takes part: a commune's blocs, their units, the role of a unit in a year, and the people."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from toolkit.history import AppendOnly, History
from units import history as stories
from units import querysets


class Commune(models.Model):
    """A commune (xã, phường) and the city it belongs to; its Council reads every bloc of it."""

    name = models.CharField("xã, phường", max_length=100)
    city = models.CharField("thành phố, tỉnh", max_length=100)

    class Meta:
        verbose_name = "xã, phường"
        verbose_name_plural = "xã, phường"
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["name", "city"], name="commune_once_in_a_city")]

    def __str__(self):
        return self.title[:1].upper() + self.title[1:]

    @property
    def title(self) -> str:
        """The name in a sentence, "xã Hà Bắc"; a name that says what it is stands as it is ("Phường Lê Chân")."""
        return self.name if self.name.startswith(("Xã ", "Phường ", "Đặc khu ", "Thị trấn ")) else f"xã {self.name}"

    @property
    def city_title(self) -> str:
        return self.city if self.city.startswith(("Thành phố ", "Tỉnh ")) else f"thành phố {self.city}"


class Bloc(models.Model):
    """An emulation bloc (khối thi đua). Its papers carry the symbol KTĐ and its number."""

    commune = models.ForeignKey(Commune, models.PROTECT, verbose_name="xã, phường", related_name="blocs")
    number = models.CharField("số khối", max_length=10)
    name = models.CharField("tên khối", max_length=255)
    founded_by = models.CharField("quyết định thành lập", max_length=500, blank=True)

    objects = querysets.BlocQuerySet.as_manager()

    class Meta:
        verbose_name = "khối thi đua"
        verbose_name_plural = "khối thi đua"
        ordering = ["commune__name", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["commune", "number"], name="bloc_number_once_in_a_commune")]

    def __str__(self):
        return f"{self.name}, {self.commune.title}"

    @property
    def symbol(self) -> str:
        return f"KTĐ{self.number}"


class Unit(models.Model):
    """A member unit of a bloc. `leader_title` is the office its head signs with."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, verbose_name="khối", related_name="units")
    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên đơn vị", max_length=255)
    leader_title = models.CharField("chức vụ thủ trưởng", max_length=255, blank=True)

    objects = querysets.UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["bloc", "pk"]
        constraints = [models.UniqueConstraint(fields=["bloc", "code"], name="unit_code_once_in_a_bloc")]

    def __str__(self):
        return self.name


class Role(models.TextChoices):
    HEAD = "head", "Trưởng Khối"
    DEPUTY = "deputy", "Phó Trưởng Khối"
    MEMBER = "member", "Thành viên"


class Membership(models.Model):
    """A unit's role in its bloc for one year. Rights follow this row, never a flag on a person."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, verbose_name="khối", related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="memberships")
    year = models.PositiveSmallIntegerField("năm")
    role = models.CharField("vai trò", max_length=10, choices=Role, default=Role.MEMBER)
    position = models.PositiveSmallIntegerField("thứ tự", default=1)

    objects = querysets.MembershipQuerySet.as_manager()
    history = History(stories.MEMBERSHIP, rows=stories.SeenRows)

    class Meta:
        verbose_name = "thành viên theo năm"
        verbose_name_plural = "thành viên theo năm"
        ordering = ["bloc", "-year", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="membership_once_a_year"),
            models.UniqueConstraint(
                fields=["bloc", "year"], condition=Q(role=Role.HEAD), name="membership_one_head_a_year"
            ),
            models.UniqueConstraint(
                fields=["bloc", "year"], condition=Q(role=Role.DEPUTY), name="membership_one_deputy_a_year"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="membership_year_is_sensible"),
        ]

    def __str__(self):
        return f"{self.unit}, {self.year}: {self.get_role_display()}"


class User(AbstractUser):
    """A person: staff of a unit, a reviewer of a commune's Council, or an administrator."""

    first_name = None  # type: ignore[assignment]  # Django's way to leave an inherited field out
    last_name = None  # type: ignore[assignment]  # as first_name
    full_name = models.CharField("họ và tên", max_length=150, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="people", null=True, blank=True)
    council_of = models.ForeignKey(
        Commune, models.PROTECT, verbose_name="Hội đồng TĐKT của", related_name="reviewers", null=True, blank=True
    )
    # Roles by (bloc, year), read once a request by units.predicates.role_in.
    _roles: dict[tuple[int, int], str]

    is_demo = models.BooleanField("tài khoản dùng thử", default=False, editable=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False, editable=False)
    # Counted up to end every session of the person: part of what a session is checked against.
    session_generation = models.PositiveIntegerField("lượt phiên", default=0, editable=False)
    # Counted up by every new one-time link: only the latest is good (units.links).
    link_generation = models.PositiveIntegerField("lượt liên kết", default=0, editable=False)

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(council_of__isnull=True), name="user_of_a_unit_or_the_council"
            )
        ]

    # A closed list of columns: no password, no address, no time of a login is ever in a history.
    history = History(stories.PERSON, rows=stories.SeenRows, only=stories.PERSON.fields)

    def __str__(self):
        return self.full_name or self.username

    @property
    def place_words(self) -> str:
        """What the person acts for, as a history keeps it."""
        if self.unit_id:
            return str(self.unit)
        if self.council_of:
            return f"Hội đồng TĐKT {self.council_of.title}"
        return "Người quản trị" if self.is_superuser else ""

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name or self.username

    def _get_session_auth_hash(self, secret=None):
        """Django's own, of password and session generation: it stands behind the hash and its fallbacks alike."""
        salt = "units.models.User.get_session_auth_hash"
        checked = f"{self.password}/{self.session_generation}"
        return salted_hmac(salt, checked, secret=secret, algorithm="sha256").hexdigest()


class LinkRequests(models.Model):
    """How often links were asked for by mail, for one account or from one address; `asked_by` is a keyed hash of it."""

    asked_by = models.CharField("của", max_length=64, unique=True)
    since = models.DateTimeField("từ", db_index=True)
    count = models.PositiveSmallIntegerField("số lần", default=0)

    class Meta:
        verbose_name = "lượt xin liên kết"
        verbose_name_plural = "lượt xin liên kết"

    def __str__(self):
        return f"{self.count} lần từ {self.since:%d/%m/%Y %H:%M}"


class ReadingKind(models.TextChoices):
    DOWNLOAD = "download", "Tải văn bản"
    EXPORT = "export", "Xuất dữ liệu"


class Reading(AppendOnly):
    """A sensitive reading: who took which paper or export away, when. In the words of its day, and without addresses.

    `page` and `of` lead to the history of what was read; bloc, year and unit are plain keys, as in every history.
    """

    kind = models.CharField("loại", max_length=10, choices=ReadingKind)
    at = models.DateTimeField("lúc", db_index=True)
    by = models.ForeignKey(User, models.SET_NULL, verbose_name="tài khoản", related_name="readings", null=True)
    by_name = models.CharField("người xem", max_length=150)
    by_place = models.CharField("đơn vị của người xem", max_length=255, blank=True)
    about = models.CharField("đối tượng", max_length=1000)
    page = models.CharField("trang lịch sử", max_length=20, blank=True)
    of = models.BigIntegerField("mã đối tượng", default=0)
    bloc = models.BigIntegerField("khối", null=True, db_index=True)
    year = models.PositiveSmallIntegerField("năm", null=True)
    unit = models.BigIntegerField("đơn vị", null=True, db_index=True)

    objects = stories.ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt xem, tải"
        verbose_name_plural = "lượt xem, tải"
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=ReadingKind.values), name="reading_kind_is_known")]

    def __str__(self):
        return f"{self.by_name}: {self.about}"
