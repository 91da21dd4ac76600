from django.urls import path

from scoring.views import rounds

urlpatterns = [
    path("cham-diem/", rounds.round_list, name="rounds"),
    path("cham-diem/<int:pk>/", rounds.round_detail, name="round"),
    path("cham-diem/<int:pk>/sua/", rounds.round_edit, name="round_edit"),
    path("cham-diem/<int:pk>/buoc-tiep/", rounds.round_move_on, name="round_move_on"),
    path("cham-diem/<int:pk>/lui-buoc/", rounds.round_step_back, name="round_step_back"),
    path("cham-diem/<int:pk>/dieu-kien-loai/<path:code>/", rounds.sheet_exclude, name="sheet_exclude"),
    path("cham-diem/<int:pk>/phieu-phan-dinh/", rounds.round_votes, name="round_votes"),
]
