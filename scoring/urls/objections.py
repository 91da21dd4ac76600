from django.urls import path

from scoring.views import objections

urlpatterns = [
    path("cham-diem/<int:pk>/kien-nghi/", objections.objections, name="objections"),
    path("cham-diem/dong/<int:pk>/kien-nghi/", objections.objection_new, name="objection_new"),
    path("kien-nghi/<int:pk>/", objections.objection, name="objection"),
    path("kien-nghi/<int:pk>/rut/", objections.objection_withdraw, name="objection_withdraw"),
]
