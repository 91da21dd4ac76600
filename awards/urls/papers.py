from django.urls import path

from awards.views import paper_life, papers, round_papers, year_papers

urlpatterns = [
    path("ket-qua/<int:pk>/van-ban/ban-hanh/", round_papers.round_papers_issue, name="round_papers_issue"),
    path("van-ban/", papers.paper_list, name="papers"),
    path("van-ban/<int:pk>/", papers.paper, name="paper"),
    path("van-ban/<int:pk>/tinh-trang/", papers.paper_page, name="paper_page"),
    path("van-ban/<int:pk>/thu-hoi/", paper_life.paper_withdraw, name="paper_withdraw"),
    path("van-ban/<int:pk>/ban-ky/", paper_life.paper_signed_upload, name="paper_signed_upload"),
    path("van-ban/ban-ky/<int:pk>/", papers.signed_paper, name="signed_paper"),
    path("van-ban/viec/<int:pk>/", paper_life.paper_job, name="paper_job"),
    path("phong-trao/<int:pk>/van-ban/<slug:slug>/nhap/", year_papers.year_paper_preview, name="year_paper_preview"),
    path("phong-trao/<int:pk>/van-ban/<slug:slug>/ban-hanh/", year_papers.year_paper_issue, name="year_paper_issue"),
]
