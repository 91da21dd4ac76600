"""The floor of a page: a view that answers with HTML it already has, behind the same middleware."""

from django.http import HttpResponse
from django.urls import path

PAGE: list[bytes] = [b""]

urlpatterns = [path("hang-so/", lambda request: HttpResponse(PAGE[0]))]
