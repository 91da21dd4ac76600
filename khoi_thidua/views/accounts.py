"""Logging in and out, choosing a password; Django's own views in our words."""

from django.conf import settings
from django.contrib.auth import logout, views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from khoi_thidua.forms import FirstPasswordForm, LoginForm, PasswordForm, ResetForm
from khoi_thidua.lockout import client_address
from units.actions import end_sessions
from units.links import latest_link, may_ask_for_link
from units.models import Bloc

# Why somebody meets the login page, by the word in its address; the sentence stands over the form.
NOTES = {
    "het-phien": "Phiên làm việc đã kết thúc vì {minutes} phút không dùng. Đăng nhập lại để về trang đang xem.",
    "phien-dai": "Phiên làm việc đã dài 12 giờ. Đăng nhập lại để về trang đang xem.",
    "moi-thiet-bi": "Đã đăng xuất trên mọi thiết bị. Đăng nhập lại để làm việc tiếp.",
    "da-dat-mat-khau": "Đã đặt mật khẩu. Đăng nhập bằng mật khẩu mới.",
}


class Login(views.LoginView):
    template_name = "khoi_thidua/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        """A server of one bloc greets with its name."""
        blocs = list(Bloc.objects.select_related("commune").order_by("pk")[:2])
        note = NOTES.get(self.request.GET.get("vi", ""), "").format(minutes=settings.SESSION_IDLE_MINUTES)
        return super().get_context_data(**kwargs) | {
            "bloc": blocs[0] if len(blocs) == 1 else None,
            "note": note,
            "has_mail": settings.HAS_MAIL,
        }


@require_POST
def logout_everywhere(request):
    end_sessions(request.user)
    logout(request)
    return redirect(f"{reverse('login')}?vi=moi-thiet-bi")


class PasswordChange(views.PasswordChangeView):
    template_name = "khoi_thidua/password_change.html"
    form_class = PasswordForm
    success_url = reverse_lazy("password_change_done")


@require_safe
def password_change_done(request):
    return render(request, "khoi_thidua/password_change_done.html")


class PasswordSet(views.PasswordResetConfirmView):
    """Where a one-time link leads, handed over by an administrator or sent by mail."""

    template_name = "khoi_thidua/password_set.html"
    form_class = FirstPasswordForm
    token_generator = latest_link
    reset_url_token = "moi"  # noqa: S105  (stands in the address instead of the token)

    def get_user(self, uidb64):
        """An account out of use has no way in."""
        person = super().get_user(uidb64)
        return person if person is not None and person.is_active else None

    def get_success_url(self):
        return f"{reverse('login')}?vi=da-dat-mat-khau"


class MailOnly:
    """Pages that are there only where the server can send mail."""

    def dispatch(self, request, *args, **kwargs):
        if not settings.HAS_MAIL:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@method_decorator(login_not_required, name="dispatch")
class PasswordReset(MailOnly, views.PasswordResetView):
    template_name = "khoi_thidua/password_reset.html"
    form_class = ResetForm
    success_url = reverse_lazy("password_reset_done")
    subject_template_name = "khoi_thidua/password_reset_subject.txt"
    email_template_name = "khoi_thidua/password_reset_mail.txt"
    token_generator = latest_link

    def form_valid(self, form):
        email, address = form.cleaned_data["email"], client_address(self.request)
        if not may_ask_for_link(email, address, at=timezone.now()):
            return render(self.request, "khoi_thidua/password_reset_too_often.html", status=429)
        return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class PasswordResetDone(MailOnly, views.PasswordResetDoneView):
    template_name = "khoi_thidua/password_reset_done.html"
