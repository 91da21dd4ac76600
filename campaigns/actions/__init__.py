"""What is done to a bloc's year."""

from campaigns.actions.year import open_campaign

__all__ = ["open_campaign"]
