from django.urls import include, path

urlpatterns = [
    path("", include("scoring.urls.rounds")),
    path("", include("scoring.urls.tables")),
    path("", include("scoring.urls.sheets")),
    path("", include("scoring.urls.evidence")),
    path("", include("scoring.urls.appraisal")),
    path("", include("scoring.urls.checks")),
    path("", include("scoring.urls.standings")),
    path("", include("scoring.urls.objections")),
    path("", include("scoring.urls.review")),
]
