from django.urls import path

from scoring.views import appraisal, appraising

urlpatterns = [
    path("cham-diem/<int:pk>/tham-dinh/", appraisal.appraisal, name="appraisal"),
    path("cham-diem/<int:pk>/tham-dinh/<path:code>/", appraisal.appraisal_of_unit, name="appraisal_of_unit"),
    path("cham-diem/<int:pk>/nhan-nhu-tu-cham/", appraising.lines_accept, name="lines_accept"),
    path("cham-diem/<int:pk>/tra-lai-phieu/<path:code>/", appraising.sheet_send_back, name="sheet_send_back"),
    path("cham-diem/dong/<int:pk>/tham-dinh/", appraising.mark_appraise, name="mark_appraise"),
    path("cham-diem/dong/<int:pk>/tra-lai/", appraising.mark_send_back, name="mark_send_back"),
]
