from django.urls import path

from awards.views import exports, offline, past, results, rounds, settling, tables, years

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
    path("phong-trao/mo-nam/<int:pk>/<int:year>/", years.open_year, name="open_year"),
    path("phong-trao/<int:pk>/ky-cham-moi/", rounds.round_new, name="round_new"),
    path("cham-diem/<int:pk>/chot/", settling.round_settle, name="round_settle"),
    path("cham-diem/<int:pk>/excel/<path:code>/", offline.sheet_workbook, name="sheet_workbook"),
    path("cham-diem/<int:pk>/nap-excel/<path:code>/", offline.sheet_upload, name="sheet_upload"),
    path("cham-diem/<int:pk>/so-cham-diem.xlsx", offline.round_workbook, name="round_workbook"),
    path("cham-diem/<int:pk>/nap-so/", offline.round_upload, name="round_upload"),
    path("ket-qua/qua-cac-nam/", past.years_of_units, name="years_of_units"),
    path("ket-qua/qua-cac-nam/<int:pk>/", past.unit_years, name="unit_years"),
    path("bo-tieu-chi/<int:pk>/nap/", tables.table_import, name="table_import"),
    path("bo-tieu-chi/<int:pk>/nap/xac-nhan/", tables.table_import_confirm, name="table_import_confirm"),
    path("bo-tieu-chi/<int:pk>/bo-tieu-chi.xlsx", tables.table_workbook, name="table_workbook"),
]
