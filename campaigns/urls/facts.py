from django.urls import path

from campaigns.views import facts

urlpatterns = [
    path("phong-trao/<int:pk>/so-lieu/", facts.facts, name="facts"),
    path("phong-trao/<int:pk>/so-lieu/so-lieu.xlsx", facts.facts_xlsx, name="facts_xlsx"),
    path("phong-trao/<int:pk>/so-lieu/don-vi/<path:code>/", facts.facts_of_unit, name="facts_of_unit"),
]
