from django.urls import path

from scoring.views import check_lines, checks

urlpatterns = [
    path("cham-diem/<int:pk>/cham-cheo/", checks.checks, name="checks"),
    path("cham-diem/<int:pk>/cham-cheo/bo/", checks.checks_take_back, name="checks_take_back"),
    path("cham-cheo/<int:pk>/", check_lines.check, name="check"),
    path("cham-cheo/<int:pk>/tieu-chi/<int:criterion>/", check_lines.check_line, name="check_line"),
    path("cham-cheo/<int:pk>/tieu-chi/<int:criterion>/luu/", check_lines.check_save, name="check_save"),
    path("cham-cheo/<int:pk>/gui/", check_lines.check_send, name="check_send"),
    path("cham-cheo/<int:pk>/rut/", check_lines.check_take_back, name="check_take_back"),
]
