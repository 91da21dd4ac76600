from django.urls import path

from scoring.views import review

urlpatterns = [
    path("cham-diem/<int:pk>/chieu-hop/", review.review, name="review"),
    path("cham-diem/<int:pk>/tu-lieu-bien-ban/", review.review_material, name="review_material"),
    path("cham-diem/<int:pk>/tu-lieu-bien-ban.txt", review.review_material_txt, name="review_material_txt"),
]
