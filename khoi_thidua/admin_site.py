"""The administration site: for administrators, and for the staff of a bloc's head in the years it heads.

The year before is over when the next begins; a year whose roles are given ahead opens at once, beside the running one.
"""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from units.predicates import heads_a_year


class LabelledAutocomplete(AutocompleteJsonView):
    """Units of many blocs share names; each page says how its rows are told apart."""

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": self.model_admin.label(obj)}


class BlocAdminSite(AdminSite):
    site_header = "Quản trị Khối thi đua"
    site_title = "Quản trị Khối thi đua"
    index_title = "Dữ liệu"
    site_url = "/"
    enable_nav_sidebar = False
    left_out = frozenset({"django_tasks_database"})  # apps whose rows are nobody's to edit

    def register(self, model_or_iterable, admin_class=None, **options):
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if model._meta.app_label not in self.left_out]
        super().register(ours, admin_class, **options)

    def has_permission(self, request):
        user = request.user
        return user.is_authenticated and user.is_active and (user.is_superuser or self.admits_head(request))

    def admits_head(self, request) -> bool:
        """Asked many times a page, answered by the database once."""
        if not hasattr(request, "heads_a_year"):
            request.heads_a_year = heads_a_year(request.user, timezone.localdate())
        return request.heads_a_year

    def admin_view(self, view, cacheable=False):
        """Who is logged in and may not enter is told so; only who is not logged in is sent to the login page."""
        inner = super().admin_view(view, cacheable)

        def entered(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                return self.refuse(request)
            return inner(request, *args, **kwargs)

        entered.__dict__.update(inner.__dict__)  # csrf_exempt and the like
        return entered

    def refuse(self, request):
        return render(request, "admin/no_entry.html", {"title": "Trang này dành cho người quản trị"}, status=403)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        """The site has one login page; nobody is asked to log in twice."""
        if not request.user.is_authenticated:
            wanted = request.GET.get("next") or reverse("admin:index", current_app=self.name)
            return redirect_to_login(wanted, resolve_url(settings.LOGIN_URL))
        if not self.has_permission(request):
            return self.refuse(request)
        return HttpResponseRedirect(reverse("admin:index", current_app=self.name))

    def autocomplete_view(self, request):
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def logout(self, request, extra_context=None):
        return LogoutView.as_view()(request)
