"""The way in, handed over by an administrator: a one-time link, or a temporary password; each shown once."""

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from toolkit.reasons import NotPossible
from units.actions import issue_password_link, issue_temporary_password
from units.predicates import is_administrator, reasons_not_to_let_in


class HandsOverPasswords:
    """For the ModelAdmin of people."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.hand_over_password)
        name = f"{self.opts.app_label}_{self.opts.model_name}_hand_over_password_change"
        return [path("<path:object_id>/cap-mat-khau/", page, name=name), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def hand_over_password(self, request, object_id):
        if not is_administrator(request.user):
            raise PermissionDenied
        person = get_object_or_404(self.get_queryset(request), pk=unquote(object_id))
        given, reasons = {}, reasons_not_to_let_in(person)
        if request.method == "POST":
            try:
                given = self.give(request, person)
            except NotPossible as problem:
                reasons = problem.reasons
        context = {**self.admin_site.each_context(request), "title": f"Cấp mật khẩu cho {person}", "opts": self.opts}
        context |= {"person": person, "back": reverse("admin:units_user_change", args=[person.pk]), "reasons": reasons}
        return TemplateResponse(request, "admin/hand_over_password.html", context | given)

    def give(self, request, person):
        """What the page shows this once. Wrong passwords typed before are forgotten: the person may try at once."""
        if request.POST.get("cach") == "lien-ket":
            uid, token = issue_password_link(person)
            given = {"link": request.build_absolute_uri(reverse("password_set", args=[uid, token]))}
            self.log_change(request, person, "Cấp liên kết đặt mật khẩu.")
        else:
            given = {"password": issue_temporary_password(person)}
            self.log_change(request, person, "Cấp mật khẩu tạm.")
        AccessAttempt.objects.filter(username=person.username).delete()
        return given

    @admin.display(description="cấp mật khẩu")
    def own_password(self, person):
        if person.pk is None:
            return "Sau khi lưu"
        state = "Đang chờ đổi mật khẩu tạm." if person.must_change_password else ""
        if not person.has_usable_password():
            state = "Chưa có mật khẩu."
        url = reverse("admin:units_user_hand_over_password_change", args=[person.pk])
        return format_html('{} <a href="{}">Cấp liên kết đặt mật khẩu hoặc mật khẩu tạm</a>', state, url)
