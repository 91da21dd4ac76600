"""Individuals: the titles of a year, how many people a unit has, whom it nominates, who judges that."""

from awards.views.people.headcounts import headcount
from awards.views.people.judging import accept, decline, send_back
from awards.views.people.lists import people_awards
from awards.views.people.page import nomination
from awards.views.people.rules import (
    person_rule_edit,
    person_rule_move,
    person_rule_new,
    person_rule_remove,
    person_rules,
    person_rules_usual,
)
from awards.views.people.writing import edit, new, refill, remove, submit, withdraw

__all__ = [
    "accept",
    "decline",
    "edit",
    "headcount",
    "new",
    "nomination",
    "people_awards",
    "person_rule_edit",
    "person_rule_move",
    "person_rule_new",
    "person_rule_remove",
    "person_rules",
    "person_rules_usual",
    "refill",
    "remove",
    "send_back",
    "submit",
    "withdraw",
]
