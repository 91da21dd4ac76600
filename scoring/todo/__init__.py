"""What waits for a person in the rounds of the open years: rows of the same one query as everything else
(campaigns.todo.base); khoi_thidua.waiting asks for both."""

from campaigns.todo.base import Source
from scoring.todo import rounds, sheets

SOURCES: tuple[Source, ...] = (*sheets.SOURCES, *rounds.SOURCES)
