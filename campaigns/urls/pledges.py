from django.urls import path

from campaigns.views import pledges

urlpatterns = [
    path("phong-trao/<int:pk>/giao-uoc/", pledges.pledge, name="pledge"),
    path("phong-trao/<int:pk>/giao-uoc/sua/", pledges.pledge_edit, name="pledge_edit"),
    path("phong-trao/<int:pk>/giao-uoc/lay-xac-nhan/", pledges.pledge_open, name="pledge_open"),
    path("phong-trao/<int:pk>/giao-uoc/soan-lai/", pledges.pledge_reopen, name="pledge_reopen"),
    path("phong-trao/<int:pk>/giao-uoc/xac-nhan/", pledges.pledge_confirm, name="pledge_confirm"),
    path("phong-trao/<int:pk>/giao-uoc/cam-ket/", pledges.commitment_add, name="commitment_add"),
    path("cam-ket/<int:pk>/", pledges.commitment_edit, name="commitment_edit"),
    path("cam-ket/<int:pk>/chuyen/", pledges.commitment_move, name="commitment_move"),
    path("cam-ket/<int:pk>/bo/", pledges.commitment_remove, name="commitment_remove"),
]
