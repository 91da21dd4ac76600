from django.urls import path

from units import views

urlpatterns = [
    path("khoi/<int:pk>/vai-tro/", views.roles, name="roles"),
    path("khoi/<int:pk>/vai-tro/<int:year>/", views.roles_of_year, name="roles_of_year"),
    path("khoi/<int:pk>/vai-tro/chuyen/", views.hand_over, name="hand_over"),
]
