from django.urls import path

from campaigns.views import files

urlpatterns = [
    path("tep/<int:pk>/", files.attachment, name="attachment"),
]
