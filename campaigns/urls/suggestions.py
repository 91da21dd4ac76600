from django.urls import path

from campaigns.views import suggestions

urlpatterns = [
    path("phong-trao/<int:pk>/phan-anh/", suggestions.suggestions, name="suggestions"),
    path("phong-trao/<int:pk>/phan-anh/gui/", suggestions.suggestion_new, name="suggestion_new"),
    path("phan-anh/<int:pk>/", suggestions.suggestion, name="suggestion"),
]
