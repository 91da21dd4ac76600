from django.urls import path

from awards.views import certificates

urlpatterns = [
    path("khen-thuong/mau-giay-khen/<int:pk>/", certificates.certificate_designs, name="certificate_designs"),
    path("khen-thuong/mau-giay-khen/<int:pk>/moi/", certificates.certificate_design_new, name="certificate_design_new"),
    path(
        "khen-thuong/mau-giay-khen/<int:pk>/xem-thu.pdf", certificates.certificate_preview, name="certificate_preview"
    ),
    path("khen-thuong/mau-giay-khen/<int:pk>/<int:key>/", certificates.certificate_design, name="certificate_design"),
    path(
        "khen-thuong/mau-giay-khen/<int:pk>/<int:key>/bo/",
        certificates.certificate_design_remove,
        name="certificate_design_remove",
    ),
    path("khen-thuong/quyet-dinh/<int:pk>/giay-khen.pdf", certificates.certificates, name="certificates"),
]
