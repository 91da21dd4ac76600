from django.urls import path

from awards.views import awards_year, decisions, submissions

urlpatterns = [
    path("khen-thuong/", awards_year.awards_year, name="awards_year"),
    path("khen-thuong/<int:pk>/trinh/", submissions.submission, name="submission"),
    path("khen-thuong/<int:pk>/trinh/mo-lai/", submissions.submission_reopen, name="submission_reopen"),
    path("khen-thuong/<int:pk>/trinh/hoi-dong/", submissions.submission_submit, name="submission_submit"),
    path("khen-thuong/<int:pk>/quyet-dinh/moi/", decisions.decision_new, name="decision_new"),
    path("khen-thuong/quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("khen-thuong/quyet-dinh/<int:pk>/sua/", decisions.decision_edit, name="decision_edit"),
]
