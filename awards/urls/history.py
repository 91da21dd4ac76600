from django.urls import path

from awards.views import past_awards

ALL = "khen-thuong/da-co/"
FILE = "khen-thuong/da-co/nap/<int:pk>/"

urlpatterns = [
    path(ALL, past_awards.past_awards, name="past_awards"),
    path(f"{ALL}xlsx/", past_awards.past_awards_xlsx, name="past_awards_xlsx"),
    path(f"{ALL}csv/", past_awards.past_awards_csv, name="past_awards_csv"),
    path(f"{ALL}moi/<int:pk>/", past_awards.past_award_new, name="past_award_new"),
    path(f"{ALL}<int:pk>/", past_awards.past_award_edit, name="past_award_edit"),
    path(f"{ALL}<int:pk>/bo/", past_awards.past_award_remove, name="past_award_remove"),
    path(FILE, past_awards.past_awards_import, name="past_awards_import"),
    path(f"{FILE}xac-nhan/", past_awards.past_awards_import_confirm, name="past_awards_import_confirm"),
    path(f"{FILE}mau/", past_awards.past_awards_template, name="past_awards_template"),
]
