from django.urls import path

from awards.views import paper_texts

urlpatterns = [
    path("ket-qua/<int:pk>/van-ban/<slug:slug>/nhap/", paper_texts.round_paper_preview, name="round_paper_preview"),
    path("ket-qua/<int:pk>/van-ban/<slug:slug>/loi-van/", paper_texts.round_paper_texts, name="round_paper_texts"),
    path("phong-trao/<int:pk>/van-ban/<slug:slug>/loi-van/", paper_texts.year_paper_texts, name="year_paper_texts"),
]
