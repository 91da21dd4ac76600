from django.urls import path

from campaigns.views import plans

urlpatterns = [
    path("phong-trao/<int:pk>/ke-hoach-don-vi/", plans.unit_plans, name="unit_plans"),
    path("phong-trao/<int:pk>/ke-hoach-don-vi/soan/", plans.unit_plan_write, name="unit_plan_write"),
    path("ke-hoach-don-vi/<int:pk>/", plans.unit_plan, name="unit_plan"),
    path("ke-hoach-don-vi/<int:pk>/gui/", plans.unit_plan_file, name="unit_plan_file"),
    path("ke-hoach-don-vi/<int:pk>/rut/", plans.unit_plan_take_back, name="unit_plan_take_back"),
    path("ke-hoach-don-vi/tep/<int:pk>/bo/", plans.unit_plan_drop_file, name="unit_plan_drop_file"),
]
