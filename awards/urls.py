from django.urls import path

from awards.views import exports, papers, results, year_papers, years

urlpatterns = [
    path("ket-qua/", results.result_list, name="results"),
    path("ket-qua/<int:pk>/", results.ranking, name="ranking"),
    path("ket-qua/<int:pk>/don-vi/<path:code>/", results.trace, name="trace"),
    path("ket-qua/<int:pk>/doi-chieu/", results.verification, name="verification"),
    path("ket-qua/<int:pk>/bang-diem.xlsx", exports.ranking_xlsx, name="ranking_xlsx"),
    path("ket-qua/<int:pk>/bang-diem.csv", exports.ranking_csv, name="ranking_csv"),
    path("ket-qua/<int:pk>/so-cham-diem.xlsx", exports.workbook, name="workbook"),
    path("ket-qua/<int:pk>/ket-qua.json", exports.document, name="result_document"),
    path("khen-thuong/<int:pk>/", results.proposals, name="proposals"),
    path("van-ban/", papers.paper_list, name="papers"),
    path("van-ban/<int:pk>/", papers.paper, name="paper"),
    path("phong-trao/<int:pk>/van-ban/<slug:slug>/nhap/", year_papers.year_paper_preview, name="year_paper_preview"),
    path("phong-trao/<int:pk>/van-ban/<slug:slug>/ban-hanh/", year_papers.year_paper_issue, name="year_paper_issue"),
    path("phong-trao/mo-nam/<int:pk>/<int:year>/", years.open_year, name="open_year"),
]
