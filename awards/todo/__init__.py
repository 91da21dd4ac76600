"""What waits for a person between the ranking and the Council: rows of the same one query as everything else."""

from awards.todo import ballots, people, submissions
from campaigns.todo.base import Source

SOURCES: tuple[Source, ...] = (*people.SOURCES, *ballots.SOURCES, *submissions.SOURCES)
