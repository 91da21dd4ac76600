from django.urls import path

from campaigns.views import attendance, meetings

urlpatterns = [
    path("phong-trao/<int:pk>/hop/", meetings.meetings, name="meetings"),
    path("phong-trao/<int:pk>/hop/moi/", meetings.meeting_new, name="meeting_new"),
    path("hop/<int:pk>/", meetings.meeting, name="meeting"),
    path("hop/<int:pk>/sua/", meetings.meeting_edit, name="meeting_edit"),
    path("hop/<int:pk>/moi-don-vi/", meetings.meeting_invite, name="meeting_invite"),
    path("hop/<int:pk>/huy/", meetings.meeting_cancel, name="meeting_cancel"),
    path("hop/<int:pk>/diem-danh/", attendance.meeting_record, name="meeting_record"),
    path("hop/<int:pk>/bao-vang/", attendance.meeting_leave, name="meeting_leave"),
    path("hop/<int:pk>/du-hop/", attendance.meeting_come, name="meeting_come"),
    path("hop/diem-danh/<int:pk>/dong-y/", attendance.attendance_excuse, name="attendance_excuse"),
    path("hop/tep/<int:pk>/bo/", meetings.meeting_file_remove, name="meeting_file_remove"),
]
