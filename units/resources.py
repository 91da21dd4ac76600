"""Units and people as tables: a unit is known by its bloc and code, a person by the user name."""

from import_export.fields import Field

from toolkit.import_export import FlagWidget, LookupField, Option, TableResource, TextWidget, typed_text
from units.models import Bloc, Commune, Unit, User

CITY, COMMUNE, NUMBER = "Thành phố", "Xã", "Số khối"
COUNCIL = "Hội đồng TĐKT"
BLOC_COLUMNS = (CITY, COMMUNE, NUMBER)


def bloc_names(bloc) -> dict[str, str]:
    """The words a bloc is known by, by column."""
    return {CITY: bloc.commune.city, COMMUNE: bloc.commune.name, NUMBER: bloc.number}


def words(attribute: str, heading: str, **kwargs) -> Field:
    return Field(attribute=attribute, column_name=heading, widget=TextWidget(), **kwargs)


def also_shown(attribute: str, heading: str) -> Field:
    """A column that helps to find another one's row; it is written, and read by that one only."""
    return words(attribute, heading, readonly=True)


class UnitResource(TableResource):
    title = "Đơn vị"
    required = [NUMBER, "Mã", "Tên đơn vị"]
    related = ["bloc__commune"]

    city = also_shown("bloc__commune__city", CITY)
    commune = also_shown("bloc__commune__name", COMMUNE)
    bloc = LookupField("bloc", BLOC_COLUMNS, shown="number", missing="trong các khối được sửa.")
    code = words("code", "Mã")
    name = words("name", "Tên đơn vị")
    leader_title = words("leader_title", "Chức vụ thủ trưởng")

    class Meta:
        model = Unit
        fields = ["city", "commune", "bloc", "code", "name", "leader_title"]
        import_id_fields = ["bloc", "code"]

    def options_bloc(self):
        blocs = Bloc.objects.visible_to(self.user).select_related("commune")
        return [Option(bloc_names(bloc), bloc) for bloc in blocs]

    def get_queryset(self):
        return Unit.objects.visible_to(self.user).select_related(*self.related)


class CouncilField(LookupField):
    """Có: a reviewer of the Council of the commune that stands beside."""

    def export(self, instance, **kwargs):
        return FlagWidget(empty=False).render(self.get_value(instance) is not None)

    def clean(self, row, **kwargs):
        if not FlagWidget(empty=False).clean(row.get(COUNCIL)):
            return None
        if not typed_text(row.get(COMMUNE)):
            raise ValueError(f'Ghi xã, phường của Hội đồng vào cột "{COMMUNE}".')
        return super().clean({**row, COUNCIL: row.get(COMMUNE)}, **kwargs)


class PlaceField(Field):
    """City or commune of a person, from the unit or the Council they belong to."""

    def export(self, instance, **kwargs):
        commune = instance.unit.bloc.commune if instance.unit_id else instance.council_of
        return getattr(commune, self.attribute, "")

    def get_value(self, instance):
        return None  # follows from unit and council; never a change of its own


class UserResource(TableResource):
    """Accounts without a password: an administrator gives each one. Administrators are not made or changed here."""

    title = "Người dùng"
    required = ["Tên đăng nhập", "Họ và tên"]
    related = ["unit__bloc__commune", "council_of"]

    username = words("username", "Tên đăng nhập")
    full_name = words("full_name", "Họ và tên")
    email = words("email", "Thư điện tử")
    city = PlaceField("city", CITY, readonly=True)
    commune = PlaceField("name", COMMUNE, readonly=True)
    number = also_shown("unit__bloc__number", NUMBER)
    unit = LookupField(
        "unit", (*BLOC_COLUMNS, "Mã đơn vị"), shown="code", missing="trong các đơn vị được sửa.", is_optional=True
    )
    council_of = CouncilField(
        "council_of", (CITY, COUNCIL), shown="name", missing="trong danh sách xã, phường.", is_optional=True
    )
    is_active = Field("is_active", "Hoạt động", widget=FlagWidget(empty=True))

    class Meta:
        model = User
        fields = [
            "username", "full_name", "email", "city", "commune", "number", "unit", "council_of", "is_active",
        ]  # fmt: skip
        import_id_fields = ["username"]

    def options_unit(self):
        units = Unit.objects.visible_to(self.user).select_related("bloc__commune")
        return [Option({**bloc_names(unit.bloc), "Mã đơn vị": unit.code}, unit) for unit in units]

    def options_council_of(self):
        return [Option({CITY: commune.city, COUNCIL: commune.name}, commune) for commune in Commune.objects.all()]

    def get_queryset(self):
        return User.objects.select_related(*self.related)

    def after_init_instance(self, instance, new, row, **kwargs):
        if new:
            instance.set_unusable_password()

    def reasons_to_refuse(self, instance, errors):
        if instance.is_superuser:
            return {"username": "Tài khoản quản trị không sửa qua tệp. Sửa từng người trong trang quản trị."}
        if instance.unit_id and instance.council_of_id:
            return {"council_of": "Một người thuộc một đơn vị hoặc thuộc Hội đồng TĐKT, không cả hai."}
        return {}
