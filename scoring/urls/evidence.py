from django.urls import path

from scoring.views import evidence

urlpatterns = [
    path("minh-chung/<int:pk>/", evidence.evidence, name="evidence"),
    path("cham-diem/dong/<int:pk>/minh-chung/", evidence.evidence_add, name="evidence_add"),
    path("minh-chung/<int:pk>/bo/", evidence.evidence_remove, name="evidence_remove"),
    path("cham-diem/<int:pk>/minh-chung/<path:code>/", evidence.evidence_pack, name="evidence_pack"),
]
