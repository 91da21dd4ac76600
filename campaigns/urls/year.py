from django.urls import path

from campaigns.views import areas, bases, year

urlpatterns = [
    path("phong-trao/", year.campaign_list, name="campaigns"),
    path("phong-trao/<int:pk>/", year.campaign, name="campaign"),
    path("phong-trao/<int:pk>/sua/", year.campaign_edit, name="campaign_edit"),
    path("phong-trao/<int:pk>/bat-dau/", year.campaign_start, name="campaign_start"),
    path("phong-trao/<int:pk>/tong-ket/", year.campaign_close, name="campaign_close"),
    path("phong-trao/<int:pk>/noi-dung/", areas.areas, name="areas"),
    path("phong-trao/<int:pk>/noi-dung/them/", areas.area_add, name="area_add"),
    path("noi-dung/<int:pk>/", areas.area_edit, name="area_edit"),
    path("noi-dung/<int:pk>/chuyen/", areas.area_move, name="area_move"),
    path("noi-dung/<int:pk>/bo/", areas.area_remove, name="area_remove"),
    path("noi-dung/<int:pk>/nhiem-vu/", areas.task_add, name="task_add"),
    path("nhiem-vu/<int:pk>/", areas.task_edit, name="task_edit"),
    path("nhiem-vu/<int:pk>/chuyen/", areas.task_move, name="task_move"),
    path("nhiem-vu/<int:pk>/bo/", areas.task_remove, name="task_remove"),
    path("phong-trao/<int:pk>/can-cu/", bases.bases, name="bases"),
    path("phong-trao/<int:pk>/can-cu/them/", bases.basis_add, name="basis_add"),
    path("phong-trao/<int:pk>/can-cu/<int:basis>/", bases.basis_edit, name="basis_edit"),
    path("phong-trao/<int:pk>/can-cu/<int:basis>/chuyen/", bases.basis_move, name="basis_move"),
    path("phong-trao/<int:pk>/can-cu/<int:basis>/bo/", bases.basis_remove, name="basis_remove"),
]
