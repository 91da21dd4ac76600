from django.urls import path

from scoring.views import standings

urlpatterns = [
    path("cham-diem/<int:pk>/bang-diem/", standings.standings, name="standings"),
    path("cham-diem/<int:pk>/bang-diem/<path:code>/", standings.standing_of_unit, name="standing_of_unit"),
]
