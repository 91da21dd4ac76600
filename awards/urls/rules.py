from django.urls import path

from awards.views import disciplines, rules

urlpatterns = [
    path("khen-thuong/quy-dinh/<int:pk>/", rules.award_rules, name="award_rules"),
    path("khen-thuong/quy-dinh/<int:pk>/moi/", rules.award_rule_new, name="award_rule_new"),
    path("khen-thuong/quy-dinh/<int:pk>/<int:rule>/", rules.award_rule_edit, name="award_rule_edit"),
    path("khen-thuong/quy-dinh/<int:pk>/<int:rule>/chuyen/", rules.award_rule_move, name="award_rule_move"),
    path("khen-thuong/quy-dinh/<int:pk>/<int:rule>/bo/", rules.award_rule_remove, name="award_rule_remove"),
    path("khen-thuong/ky-luat/<int:pk>/", disciplines.disciplines, name="disciplines"),
    path("khen-thuong/ky-luat/<int:pk>/moi/", disciplines.discipline_new, name="discipline_new"),
    path("khen-thuong/ky-luat/sua/<int:pk>/", disciplines.discipline_edit, name="discipline_edit"),
    path("khen-thuong/ky-luat/bo/<int:pk>/", disciplines.discipline_remove, name="discipline_remove"),
]
