from django.urls import include, path

urlpatterns = [
    path("", include("awards.urls.results")),
    path("", include("awards.urls.rules")),
    path("", include("awards.urls.people")),
    path("", include("awards.urls.history")),
    path("", include("awards.urls.ballots")),
    path("", include("awards.urls.proposals")),
    path("", include("awards.urls.certificates")),
    path("", include("awards.urls.papers")),
    path("", include("awards.urls.texts")),
    path("", include("awards.urls.council")),
    path("", include("awards.urls.checking")),
]
