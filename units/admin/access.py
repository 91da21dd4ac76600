"""Who sees and changes what in the admin: an administrator everything, a bloc's head its own bloc and its own years.

What is settled is nobody's to change. Nothing here asks Django's permission table: a superuser passes every line of it,
and head staff have no rows in it. That a person may enter at all is the site's to say (`admin_site.has_permission`).
"""

from decimal import Decimal
from functools import reduce

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from toolkit.fields import ScaledDecimalField
from toolkit.import_export import broken_constraints
from toolkit.numbers import plain_text
from units.actions import note_reading
from units.models import ReadingKind
from units.predicates import is_administrator, is_head


def seen_through(model, path):
    """The model a path of foreign keys leads to."""
    return reduce(lambda found, name: found._meta.get_field(name).related_model, path.split("__"), model)


def unit_label(unit) -> str:
    return f"{unit.name} ({unit.code}, {unit.bloc})"


class SentenceForm(forms.ModelForm):
    """A form whose database rules speak in sentences beside the field (toolkit.import_export.broken_constraints)."""

    sentences: dict[str, tuple[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.validate_constraints = self.say_broken_constraints  # Model.full_clean asks the instance

    def say_broken_constraints(self, exclude=None):
        broken = broken_constraints(self.instance, self.sentences, exclude or ())
        if broken:
            raise ValidationError(
                {name if name in self.fields else NON_FIELD_ERRORS: texts for name, texts in broken.items()}
            )


class DecimalInput(forms.TextInput):
    """A number as short as it allows, with a comma: 98 or 7,5."""

    def format_value(self, value):
        return plain_text(value) if isinstance(value, Decimal) else super().format_value(value)


class OwnBloc(admin.options.BaseModelAdmin):
    """Rows of the own bloc. `bloc_path` leads to it ("" for blocs themselves); None keeps a model to administrators.

    `seen_with` is the foreign key to the model whose `visible_to` decides; without it the model's own does.
    """

    bloc_path: str | None = None
    seen_with = ""
    # As a whole number, which it is in the database, the admin would give it a box that refuses a comma.
    formfield_overrides = {ScaledDecimalField: {"widget": DecimalInput(attrs={"inputmode": "decimal", "size": 10})}}

    def get_queryset(self, request):
        rows, user = super().get_queryset(request), request.user
        if is_administrator(user):
            return rows
        if self.bloc_path is None or user.unit_id is None:
            return rows.none()
        units = f"{self.bloc_path}__units" if self.bloc_path else "units"
        return self.visible(rows, user).filter(**{units: user.unit_id})

    def visible(self, rows, user):
        if self.seen_with:
            parents = seen_through(self.model, self.seen_with).objects.visible_to(user)
            return rows.filter(**{f"{self.seen_with}__in": parents})
        return rows.visible_to(user) if hasattr(rows, "visible_to") else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only what the person may see can be named, or what `choices_for_<field>` offers."""
        choices = getattr(self, f"choices_for_{db_field.name}", None)
        kwargs["queryset"] = choices(request) if choices else self._seen_rows(db_field.related_model, request)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if label := getattr(self, f"label_of_{db_field.name}", None):
            field.label_from_instance = label
        return field

    def _seen_rows(self, model, request):
        if self.admin_site.is_registered(model):
            return self.admin_site.get_model_admin(model).get_queryset(request)
        return model._default_manager.none()


class BlocAdmin(OwnBloc, admin.ModelAdmin):
    """A page of the admin. Heads look; they change what `heads_change` opens, in the years they head.

    `year_of` gives what a row belongs to (it answers `bloc_id` and `year`), `is_locked` whether the row is settled.
    """

    heads_change = False
    save_on_top = False
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False

    def label(self, obj) -> str:
        """What tells the row apart where rows of many blocs stand together."""
        return str(obj)

    def year_of(self, obj):
        return obj

    def is_locked(self, obj) -> bool:
        return False

    def lock(self, obj) -> None:
        """Hold the rows that decide `is_locked` until the transaction ends."""

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def history_view(self, request, object_id, extra_context=None):
        """Django's list of what was done here, and the way to the whole history, which is written wherever it is."""
        return super().history_view(request, object_id, {"history_page": self.history_page(object_id)})

    def history_page(self, object_id) -> str:
        if not hasattr(self.model, "history"):
            return ""
        rows = self.model.history.model
        row = rows.objects.filter(**{self.opts.pk.name: object_id}).order_by("-history_id").first()
        return reverse("history", args=[rows.story.page, row.history_of]) if row else ""

    def note_export(self, request, title: str, file_name: str) -> None:
        """Asked by ExportTableMixin: whoever takes rows out is written down."""
        note_reading(request.user, ReadingKind.EXPORT, f"Bảng {title} ({file_name})", at=timezone.now())

    # Who may ----------------------------------------------------------------------------------------------------------

    def enters(self, request) -> bool:
        return self.admin_site.has_permission(request) and (
            is_administrator(request.user) or self.bloc_path is not None
        )

    def may_write(self, request, obj=None) -> bool:
        """Whether the person may write rows of this kind, or this one."""
        if not self.enters(request):
            return False
        if is_administrator(request.user):
            return obj is None or not self.is_locked(obj)
        if not self.heads_change:
            return False
        return obj is None or (self.leads(request.user, obj) and not self.is_locked(obj))

    def leads(self, user, obj) -> bool:
        return is_head(user, self.year_of(obj))

    def has_module_permission(self, request):
        return self.enters(request)

    def has_view_permission(self, request, obj=None):
        if not self.enters(request):
            return False
        return obj is None or obj.pk is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_add_permission(self, request):
        return self.may_write(request)

    def has_change_permission(self, request, obj=None):
        return self.may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may_write(request, obj)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """What a person may not see does not exist for them; Django would send them to the index with a message."""
        raise Http404

    # Writing: asked once more, of the row as it will be ---------------------------------------------------------------

    def require_writable(self, request, obj):
        self.lock(obj)
        if not self.may_write(request, obj):
            raise PermissionDenied

    def save_model(self, request, obj, form, change):
        self.require_writable(request, obj)
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        self.require_writable(request, obj)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.require_writable(request, obj)
        super().delete_queryset(request, queryset)


class ReadOnly:
    """Nobody adds, changes or deletes here, superusers included."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PartInline(OwnBloc, admin.TabularInline):
    """Rows that are part of the page's own row: whoever may change that one may change these."""

    extra = 0

    def parent_admin(self):
        return self.admin_site.get_model_admin(self.parent_model)

    def get_queryset(self, request):
        return admin.TabularInline.get_queryset(self, request)  # the parent was looked up among the visible

    def has_view_permission(self, request, obj=None):
        return self.parent_admin().has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.parent_admin().may_write(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.parent_admin().may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.parent_admin().may_write(request, obj)
