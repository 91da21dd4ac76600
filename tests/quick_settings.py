"""The settings for servers that tests start as processes of their own: as it runs, with the tests' quick hasher."""

from khoi_thidua.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
