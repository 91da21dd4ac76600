"""A lost phone: an administrator takes the second factor off an account, and the account's history says so."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

# Their admin pages would show every app's key; the import registers them, here they go again.
from django_otp.plugins.otp_static import admin as _static  # noqa: F401
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as _totp  # noqa: F401
from django_otp.plugins.otp_totp.models import TOTPDevice

from toolkit import second_factor
from units.actions import end_sessions
from units.predicates import is_administrator

admin.site.unregister([StaticDevice, TOTPDevice])


class SecondFactorReset:
    """For the ModelAdmin of people."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.second_factor_reset)
        name = f"{self.opts.app_label}_{self.opts.model_name}_second_factor_reset"
        return [path("<path:object_id>/bo-xac-thuc/", page, name=name), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def second_factor_reset(self, request, object_id):
        if not is_administrator(request.user):
            raise PermissionDenied
        person = get_object_or_404(self.get_queryset(request), pk=unquote(object_id))
        back = reverse("admin:units_user_change", args=[person.pk])
        if request.method == "POST":
            second_factor.remove(person)
            end_sessions(person)
            self.log_change(request, person, "Bỏ xác thực hai lớp của người này.")
            messages.success(request, f"Đã bỏ xác thực hai lớp của {person}.")
            return HttpResponseRedirect(back)
        context = {**self.admin_site.each_context(request), "title": "Bỏ xác thực hai lớp", "opts": self.opts}
        context |= {"person": person, "back": back, "has_app": second_factor.device_of(person) is not None}
        return TemplateResponse(request, "admin/second_factor_reset.html", context)

    @admin.display(description="xác thực hai lớp")
    def second_factor(self, person):
        if person.pk is None or second_factor.device_of(person) is None:
            return "Chưa dùng"
        url = reverse("admin:units_user_second_factor_reset", args=[person.pk])
        return format_html('Đang dùng. <a href="{}">Bỏ xác thực hai lớp (mất điện thoại)</a>', url)
