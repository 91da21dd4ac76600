from django.urls import path

from scoring import views

urlpatterns = [
    path("cham-diem/", views.round_list, name="rounds"),
    path("cham-diem/<int:pk>/", views.round_detail, name="round"),
]
