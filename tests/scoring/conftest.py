from tests.databases import file_database
from tests.years import years

__all__ = ["file_database", "years"]
