"""The admin of blocs, units, memberships and people; `access` is what every app's admin is built on."""

from units.admin import blocs, people  # noqa: F401  (registers the pages)
