from django.urls import path

from campaigns.views import exemplars, selection

urlpatterns = [
    path("phong-trao/<int:pk>/dien-hinh/", exemplars.exemplars, name="exemplars"),
    path("phong-trao/<int:pk>/dien-hinh/moi/", exemplars.exemplar_new, name="exemplar_new"),
    path("dien-hinh/<int:pk>/", exemplars.exemplar, name="exemplar"),
    path("dien-hinh/<int:pk>/sua/", exemplars.exemplar_edit, name="exemplar_edit"),
    path("dien-hinh/<int:pk>/gioi-thieu/", exemplars.exemplar_introduce, name="exemplar_introduce"),
    path("dien-hinh/<int:pk>/bo/", exemplars.exemplar_remove, name="exemplar_remove"),
    path("dien-hinh/anh/<int:pk>/bo/", exemplars.exemplar_photo_remove, name="exemplar_photo_remove"),
    path("dien-hinh/<int:pk>/tra-lai/", selection.exemplar_return, name="exemplar_return"),
    path("dien-hinh/<int:pk>/cong-bo/", selection.exemplar_publish, name="exemplar_publish"),
    path("dien-hinh/<int:pk>/go/", selection.exemplar_withdraw, name="exemplar_withdraw"),
    path("dien-hinh/<int:pk>/tuyen-truyen/", selection.exemplar_spread, name="exemplar_spread"),
    path("dien-hinh/tuyen-truyen/<int:pk>/bo/", selection.spread_remove, name="spread_remove"),
]
