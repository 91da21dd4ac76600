"""What is done to a round's awards: settling it with them, issuing papers. The other verbs stand in modules by noun."""

from awards.actions.papers import issue_paper, issue_paper_of_year, next_number
from awards.actions.settling import (
    Loaded,
    SettledOtherwise,
    load_rules,
    round_name,
    settle_content_as_round,
    settle_round,
    settled_before,
)

__all__ = [
    "Loaded",
    "SettledOtherwise",
    "issue_paper",
    "issue_paper_of_year",
    "load_rules",
    "next_number",
    "round_name",
    "settle_content_as_round",
    "settle_round",
    "settled_before",
]
