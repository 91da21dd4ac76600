"""The admin of scoring tables and rounds; sheets, marks and results are only looked at."""

from scoring.admin import results, rounds, tables  # noqa: F401  (registers the pages)
