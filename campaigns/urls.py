from django.urls import path

from campaigns import views

urlpatterns = [
    path("phong-trao/", views.campaign_list, name="campaigns"),
    path("phong-trao/<int:pk>/", views.campaign, name="campaign"),
]
