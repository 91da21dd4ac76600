"""People: an administrator makes accounts and hands over a way in; a head reads those of the own bloc."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.forms import ModelForm
from django.shortcuts import redirect

from toolkit.import_export import ExportTableMixin, ImportTableMixin
from toolkit.proof import FreshProofMixin
from units.admin.access import BlocAdmin, unit_label
from units.admin.passwords import HandsOverPasswords
from units.admin.second_factor import SecondFactorReset
from units.models import Unit, User
from units.predicates import is_administrator
from units.resources import UserResource

admin.site.unregister(Group)  # registered by the import above; rights here never come from groups

WORDS = {
    "username": ("Tên đăng nhập", "Nhiều nhất 150 ký tự: chữ cái, chữ số và các dấu @ . + - _"),
    "email": ("Thư điện tử", "Để tự đặt lại mật khẩu, nơi có máy chủ thư."),
    "is_superuser": (
        "Người quản trị",
        "Sửa được tài khoản, đơn vị và khối. Không vì thế mà chấm điểm hay chốt kỳ được.",
    ),
    "is_active": (
        "Hoạt động",
        "Bỏ dấu để người này không đăng nhập được nữa. Tài khoản đã dùng thì tắt, không xóa.",
    ),
}
ONE_ROLE = "Một người thuộc một đơn vị hoặc thuộc Hội đồng TĐKT, không cả hai."


class OneRole:
    """Of a unit or of the Council, never both; nobody takes the administration away from themselves."""

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("unit") and self.cleaned_data.get("council_of"):
            self.add_error("council_of", ONE_ROLE)
        return cleaned


class NewPersonForm(OneRole, ModelForm):
    """Without a password: the page that follows hands over a link or a temporary one."""

    class Meta:
        model = User
        fields = ["username", "full_name", "email", "unit", "council_of", "is_superuser"]

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class GivenPasswordForm(AdminPasswordChangeForm):
    """What an administrator typed is known to two: it is changed at the first login."""

    def save(self, commit=True):
        self.user.must_change_password = True
        return super().save(commit)


class PersonForm(OneRole, UserChangeForm):
    editor: User  # set for each request by PersonAdmin.get_form

    class Meta:
        model = User
        fields = ["username", "full_name", "email", "unit", "council_of", "is_superuser", "is_active", "password"]

    def clean(self):
        cleaned = super().clean()
        for name in ("is_superuser", "is_active"):
            if self.instance.pk == self.editor.pk and name in self.changed_data:
                self.add_error(name, "Không tự đổi mục này của chính mình. Nhờ người quản trị khác.")
        return cleaned


class NamedFilter(admin.BooleanFieldListFilter):
    """Django's own, under the word the form has for the field."""

    def __init__(self, field, *args, **kwargs):
        super().__init__(field, *args, **kwargs)
        self.title = WORDS[field.name][0].lower()


class PasswordFilter(admin.SimpleListFilter):
    """Accounts that came from a file have no password until an administrator gives one."""

    title = "mật khẩu"
    parameter_name = "mat-khau"

    def lookups(self, request, model_admin):
        return [("chua", "Chưa có mật khẩu")]

    def queryset(self, request, queryset):
        unusable = {"password__startswith": UNUSABLE_PASSWORD_PREFIX}
        return queryset.filter(**unusable) if self.value() else queryset


@admin.register(User)
class PersonAdmin(
    FreshProofMixin, HandsOverPasswords, SecondFactorReset, ImportTableMixin, ExportTableMixin, BlocAdmin, UserAdmin
):
    bloc_path = "unit__bloc"
    resource_classes = [UserResource]
    form = PersonForm
    add_form = NewPersonForm
    change_password_form = GivenPasswordForm
    add_form_template = None
    list_display = ["username", "full_name", "unit", "council_of", "administers", "works"]
    list_filter = [PasswordFilter, ("is_active", NamedFilter), ("is_superuser", NamedFilter)]
    list_select_related = ["unit", "council_of"]
    search_fields = ["username", "full_name", "unit__name", "unit__code"]
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["last_login", "own_password", "second_factor"]
    autocomplete_fields = ["unit"]
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "email"]}),
        ("Thuộc về", {"fields": ["unit", "council_of", "is_superuser"]}),
    ]
    fieldsets = [
        (None, {"fields": ["username", "full_name", "email"]}),
        ("Thuộc về", {"fields": ["unit", "council_of", "is_superuser"]}),
        ("Đăng nhập", {"fields": ["is_active", "own_password", "last_login", "second_factor"]}),
    ]
    fieldsets_for_heads = [(None, {"fields": ["username", "full_name", "unit", "is_active", "last_login"]})]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.editor = request.user
        return form

    def user_change_password(self, request, id, form_url=""):
        """The own password is changed on the own page, where the old one is asked for."""
        if str(id) == str(request.user.pk):
            return redirect("password_change")
        return super().user_change_password(request, id, form_url)

    def get_fieldsets(self, request, obj=None):
        if not is_administrator(request.user):
            return self.fieldsets_for_heads
        return super().get_fieldsets(request, obj)

    def get_list_display(self, request):
        if is_administrator(request.user):
            return self.list_display
        return ["username", "full_name", "unit", "works"]

    def get_list_filter(self, request):
        return self.list_filter if is_administrator(request.user) else [("is_active", NamedFilter)]

    def has_delete_permission(self, request, obj=None):
        """Who has ever logged in is switched off instead: what they did keeps their name."""
        never = obj is None or (obj.last_login is None and obj.pk != request.user.pk)
        return never and super().has_delete_permission(request, obj)

    def choices_for_unit(self, request):
        return Unit.objects.visible_to(request.user).select_related("bloc__commune")

    @staticmethod
    def label_of_unit(unit):
        return unit_label(unit)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in WORDS:
            field.label, field.help_text = WORDS[db_field.name]
        return field

    @admin.display(description="người quản trị", boolean=True, ordering="is_superuser")
    def administers(self, obj):
        return obj.is_superuser

    @admin.display(description="hoạt động", boolean=True, ordering="is_active")
    def works(self, obj):
        return obj.is_active
