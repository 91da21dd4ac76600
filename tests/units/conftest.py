from tests.years import years

__all__ = ["years"]
