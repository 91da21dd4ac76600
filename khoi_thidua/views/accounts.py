"""Logging in and changing the password; Django's own views in our words."""

from django.contrib.auth import views
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from khoi_thidua.forms import LoginForm, PasswordForm
from units.models import Bloc


class Login(views.LoginView):
    template_name = "khoi_thidua/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        """A server of one bloc greets with its name."""
        blocs = list(Bloc.objects.select_related("commune").order_by("pk")[:2])
        return super().get_context_data(**kwargs) | {"bloc": blocs[0] if len(blocs) == 1 else None}


class PasswordChange(views.PasswordChangeView):
    template_name = "khoi_thidua/password_change.html"
    form_class = PasswordForm
    success_url = reverse_lazy("password_change_done")


@require_safe
def password_change_done(request):
    return render(request, "khoi_thidua/password_change_done.html")
