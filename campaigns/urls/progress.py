from django.urls import path

from campaigns.views import progress

urlpatterns = [
    path("phong-trao/<int:pk>/tien-do/", progress.progress, name="progress"),
]
