from django.urls import path

from awards.views import council

urlpatterns = [
    path("hoi-dong/", council.council_room, name="council_room"),
    path("hoi-dong/so-sanh/", council.council_compare, name="council_compare"),
    path("hoi-dong/van-ban/", council.council_papers, name="council_papers"),
    path("hoi-dong/ky/<int:pk>/", council.council_round, name="council_round"),
    path("ket-qua/<int:pk>/ho-so.zip", council.dossier, name="dossier"),
]
