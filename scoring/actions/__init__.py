"""What is done to a round of scoring."""

from scoring.actions.loading import RoundInUse, clear_round, free_table_name, load_round, load_table
from scoring.actions.settling import store_result

__all__ = ["RoundInUse", "clear_round", "free_table_name", "load_round", "load_table", "store_result"]
