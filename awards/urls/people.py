from django.urls import path

from awards.views import people

YEAR = "khen-thuong/ca-nhan/<int:pk>/"
ONE = "khen-thuong/ca-nhan/de-nghi/<int:pk>/"
RULE = "khen-thuong/ca-nhan/danh-hieu/<int:pk>/"

urlpatterns = [
    path(YEAR, people.people_awards, name="people_awards"),
    path(f"{YEAR}so-nguoi/", people.headcount, name="headcount"),
    path(f"{YEAR}moi/", people.new, name="nomination_new"),
    path(f"{YEAR}danh-hieu/", people.person_rules, name="person_rules"),
    path(f"{YEAR}danh-hieu/thuong-dung/", people.person_rules_usual, name="person_rules_usual"),
    path(f"{YEAR}danh-hieu/moi/", people.person_rule_new, name="person_rule_new"),
    path(RULE, people.person_rule_edit, name="person_rule_edit"),
    path(f"{RULE}doi-cho/", people.person_rule_move, name="person_rule_move"),
    path(f"{RULE}bo/", people.person_rule_remove, name="person_rule_remove"),
    path(ONE, people.nomination, name="nomination"),
    path(f"{ONE}sua/", people.edit, name="nomination_edit"),
    path(f"{ONE}lay-lai/", people.refill, name="nomination_refill"),
    path(f"{ONE}gui/", people.submit, name="nomination_submit"),
    path(f"{ONE}rut/", people.withdraw, name="nomination_withdraw"),
    path(f"{ONE}bo/", people.remove, name="nomination_remove"),
    path(f"{ONE}du-dieu-kien/", people.accept, name="nomination_accept"),
    path(f"{ONE}tra-lai/", people.send_back, name="nomination_return"),
    path(f"{ONE}khong-de-nghi/", people.decline, name="nomination_decline"),
]
