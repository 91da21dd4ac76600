from django.urls import path

from scoring.views import sheets

urlpatterns = [
    path("cham-diem/<int:pk>/tu-cham/<path:code>/", sheets.sheet, name="sheet"),
    path("cham-diem/<int:pk>/nop/<path:code>/", sheets.sheet_submit, name="sheet_submit"),
    path("cham-diem/<int:pk>/rut/<path:code>/", sheets.sheet_withdraw, name="sheet_withdraw"),
    path("cham-diem/dong/<int:pk>/", sheets.mark_save, name="mark_save"),
    path("cham-diem/dong/<int:pk>/gui-lai/", sheets.mark_hand_in, name="mark_hand_in"),
]
