"""The rounds of scoring: which there are, the page of one, its settings, and its way from phase to phase."""

from scoring.views.rounds.editing import round_edit
from scoring.views.rounds.hub import round_detail
from scoring.views.rounds.judging import round_votes, sheet_exclude
from scoring.views.rounds.listing import round_list
from scoring.views.rounds.moving import round_move_on, round_step_back

__all__ = [
    "round_detail",
    "round_edit",
    "round_list",
    "round_move_on",
    "round_step_back",
    "round_votes",
    "sheet_exclude",
]
