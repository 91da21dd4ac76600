from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from khoi_thidua.views import accounts, dashboards, health

admin.autodiscover()

urlpatterns = [
    path("", dashboards.dashboard, name="dashboard"),
    path("dang-nhap/", accounts.Login.as_view(), name="login"),
    path("dang-xuat/", LogoutView.as_view(), name="logout"),
    path("mat-khau/", accounts.PasswordChange.as_view(), name="password_change"),
    path("mat-khau/xong/", accounts.password_change_done, name="password_change_done"),
    path("healthz", health.healthz, name="healthz"),
    path("", include("campaigns.urls")),
    path("", include("scoring.urls")),
    path("", include("awards.urls")),
    path("quan-tri/", admin.site.urls),
]

handler400 = "khoi_thidua.views.errors.bad_request"
handler403 = "khoi_thidua.views.errors.permission_denied"
handler404 = "khoi_thidua.views.errors.page_not_found"
handler500 = "khoi_thidua.views.errors.server_error"
