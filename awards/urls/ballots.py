from django.urls import path

from awards.views import ballots, votes

urlpatterns = [
    path("bo-phieu/ky/<int:pk>/", ballots.ballots, name="ballots"),
    path("bo-phieu/ky/<int:pk>/moi/", ballots.ballot_new, name="ballot_new"),
    path("bo-phieu/<int:pk>/", ballots.ballot, name="ballot"),
    path("bo-phieu/<int:pk>/sua/", ballots.ballot_edit, name="ballot_edit"),
    path("bo-phieu/<int:pk>/mo/", ballots.ballot_open, name="ballot_open"),
    path("bo-phieu/<int:pk>/huy/", ballots.ballot_cancel, name="ballot_cancel"),
    path("bo-phieu/<int:pk>/dong/", ballots.ballot_close, name="ballot_close"),
    path("bo-phieu/<int:pk>/phieu/", votes.ballot_vote, name="ballot_vote"),
    path("bo-phieu/<int:pk>/phieu-giay/", votes.ballot_papers, name="ballot_papers"),
    path("bo-phieu/<int:pk>/kiem-phieu/", votes.ballot_count, name="ballot_count"),
]
