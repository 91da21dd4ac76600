from django.urls import path

from campaigns.views import drives

urlpatterns = [
    path("phong-trao/<int:pk>/dot-thi-dua/", drives.drives, name="drives"),
    path("phong-trao/<int:pk>/dot-thi-dua/moi/", drives.drive_new, name="drive_new"),
    path("dot-thi-dua/<int:pk>/", drives.drive, name="drive"),
    path("dot-thi-dua/<int:pk>/sua/", drives.drive_edit, name="drive_edit"),
    path("dot-thi-dua/<int:pk>/bo/", drives.drive_remove, name="drive_remove"),
    path("dot-thi-dua/<int:pk>/dang-ky/", drives.drive_register, name="drive_register"),
    path("dot-thi-dua/<int:pk>/ket-qua/", drives.drive_report, name="drive_report"),
    path("dot-thi-dua/anh/<int:pk>/bo/", drives.drive_photo_remove, name="drive_photo_remove"),
]
