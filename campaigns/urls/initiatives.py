from django.urls import path

from campaigns.views import initiatives

YEAR, ONE = "phong-trao/<int:pk>/sang-kien/", "sang-kien/<int:pk>/"

urlpatterns = [
    path(YEAR, initiatives.initiatives, name="initiatives"),
    path(f"{YEAR}danh-muc.xlsx", initiatives.initiatives_xlsx, name="initiatives_xlsx"),
    path(f"{YEAR}danh-muc.csv", initiatives.initiatives_csv, name="initiatives_csv"),
    path(f"{YEAR}moi/", initiatives.new, name="initiative_new"),
    path(f"{YEAR}luu-nhap/", initiatives.autosave, name="initiative_autosave"),
    path(ONE, initiatives.initiative, name="initiative"),
    path(f"{ONE}sua/", initiatives.edit, name="initiative_edit"),
    path(f"{ONE}dang-ky/", initiatives.register, name="initiative_register"),
    path(f"{ONE}bo/", initiatives.delete, name="initiative_delete"),
    path(f"{ONE}ket-qua/", initiatives.result, name="initiative_result"),
    path(f"{ONE}nhan/", initiatives.accept, name="initiative_accept"),
    path(f"{ONE}tra-lai/", initiatives.send_back, name="initiative_send_back"),
    path(f"{ONE}cong-nhan/", initiatives.recognise, name="initiative_recognise"),
    path(f"{ONE}khong-cong-nhan/", initiatives.decline, name="initiative_decline"),
    path("sang-kien/tep/<int:pk>/bo/", initiatives.remove_file, name="initiative_file_remove"),
]
