from django.urls import include, path

urlpatterns = [
    path("", include("campaigns.urls.year")),
    path("", include("campaigns.urls.pledges")),
    path("", include("campaigns.urls.plans")),
    path("", include("campaigns.urls.initiatives")),
    path("", include("campaigns.urls.reports")),
    path("", include("campaigns.urls.meetings")),
    path("", include("campaigns.urls.drives")),
    path("", include("campaigns.urls.exemplars")),
    path("", include("campaigns.urls.suggestions")),
    path("", include("campaigns.urls.files")),
    path("", include("campaigns.urls.progress")),
    path("", include("campaigns.urls.calendar")),
    path("", include("campaigns.urls.facts")),
]
