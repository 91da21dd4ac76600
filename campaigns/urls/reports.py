from django.urls import path

from campaigns.views import report_duties, reports

urlpatterns = [
    path("phong-trao/<int:pk>/bao-cao/", reports.reports, name="reports"),
    path("phong-trao/<int:pk>/bao-cao/che-do-moi/", report_duties.report_duty_new, name="report_duty_new"),
    path("che-do-bao-cao/<int:pk>/", report_duties.report_duty, name="report_duty"),
    path("che-do-bao-cao/<int:pk>/sua/", report_duties.report_duty_edit, name="report_duty_edit"),
    path("che-do-bao-cao/<int:pk>/bo/", report_duties.report_duty_remove, name="report_duty_remove"),
    path("che-do-bao-cao/tep/<int:pk>/bo/", report_duties.report_duty_file_remove, name="report_duty_file_remove"),
    path("bao-cao/<int:due>/don-vi/<path:code>/", reports.report, name="report"),
    path("bao-cao/<int:due>/tra-lai/<path:code>/", reports.report_return, name="report_return"),
    path("bao-cao/<int:due>/gia-han/<path:code>/", reports.report_extend, name="report_extend"),
    path("bao-cao/<int:due>/bo-gia-han/<path:code>/", reports.report_extension_remove, name="report_extension_remove"),
    path("bao-cao/tep/<int:pk>/bo/", reports.report_file_remove, name="report_file_remove"),
]
