from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from khoi_thidua.views import accounts, activity, dashboards, health, second_factor

admin.autodiscover()

urlpatterns = [
    path("", dashboards.dashboard, name="dashboard"),
    path("dang-nhap/", accounts.Login.as_view(), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("dang-xuat/moi-thiet-bi/", accounts.logout_everywhere, name="logout_everywhere"),
    path("mat-khau/", accounts.PasswordChange.as_view(), name="password_change"),
    path("mat-khau/xong/", accounts.password_change_done, name="password_change_done"),
    path("mat-khau/dat/<uidb64>/<token>/", accounts.PasswordSet.as_view(), name="password_set"),
    path("mat-khau/quen/", accounts.PasswordReset.as_view(), name="password_reset"),
    path("mat-khau/quen/da-gui/", accounts.PasswordResetDone.as_view(), name="password_reset_done"),
    path("xac-thuc/", second_factor.check, name="second_factor_check"),
    path("xac-nhan/", second_factor.proof, name="proof"),
    path("bao-mat/", second_factor.security, name="security"),
    path("bao-mat/thiet-lap/", second_factor.setup, name="second_factor_setup"),
    path("bao-mat/ma-du-phong/", second_factor.recovery_codes, name="recovery_codes"),
    path("bao-mat/bo/", second_factor.remove, name="second_factor_remove"),
    path("hoat-dong/", activity.activity, name="activity"),
    path("lich-su/<slug:kind>/<int:pk>/", activity.history, name="history"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("units.urls")),
    path("", include("campaigns.urls")),
    path("", include("scoring.urls")),
    path("", include("awards.urls")),
    path("quan-tri/", admin.site.urls),
]

handler400 = "khoi_thidua.views.errors.bad_request"
handler403 = "khoi_thidua.views.errors.permission_denied"
handler404 = "khoi_thidua.views.errors.page_not_found"
handler500 = "khoi_thidua.views.errors.server_error"
