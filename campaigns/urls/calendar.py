from django.urls import path

from campaigns.views import calendar

urlpatterns = [
    path("phong-trao/<int:pk>/lich/", calendar.calendar, name="calendar"),
    path("phong-trao/<int:pk>/lich/dia-chi/", calendar.calendar_key, name="calendar_key"),
    path("lich/<str:key>.ics", calendar.calendar_feed, name="calendar_feed"),
]
