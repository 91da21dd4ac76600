from django.urls import path

from awards.views import checking

urlpatterns = [
    path("kiem-tra/", checking.checking, name="checking"),
    path("kiem-tra/<str:code>/", checking.check_paper, name="check_paper"),
]
