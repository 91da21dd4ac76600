from django.urls import path

from scoring.views import tables, tables_page, tables_rows

urlpatterns = [
    path("phong-trao/<int:pk>/bo-tieu-chi/", tables.table_list, name="tables"),
    path("phong-trao/<int:pk>/bo-tieu-chi/moi/", tables.table_new, name="table_new"),
    path("bo-tieu-chi/<int:pk>/", tables_page.table, name="table"),
    path("bo-tieu-chi/<int:pk>/anh-huong/", tables_page.table_preview, name="table_preview"),
    path("bo-tieu-chi/<int:pk>/thu-tu/", tables_page.table_order, name="table_order"),
    path("bo-tieu-chi/<int:pk>/thiet-lap/", tables.table_settings, name="table_settings"),
    path("bo-tieu-chi/<int:pk>/duyet/", tables.table_approve, name="table_approve"),
    path("bo-tieu-chi/<int:pk>/ban-moi/", tables.table_edition, name="table_edition"),
    path("bo-tieu-chi/<int:pk>/bo/", tables.table_remove, name="table_remove"),
    path("bo-tieu-chi/<int:pk>/tieu-chi-moi/", tables_rows.criterion_add, name="criterion_add"),
    path("tieu-chi/<int:pk>/", tables_rows.criterion_edit, name="criterion_edit"),
    path("tieu-chi/<int:pk>/bo/", tables_rows.criterion_remove, name="criterion_remove"),
]
