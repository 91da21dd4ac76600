"""The policy: who may do what, a line each. Facts stand in each app's predicates.py; seeing is `visible_to`.

Django asks nobody when a superuser asks for a permission, so what a superuser must not do (score, settle, issue) is
asked through `may` (toolkit/access.py), which asks these lines for everybody alike.
"""

from rules import add_perm

from units.predicates import is_administrator, is_council, is_head

# The pages where units score belong to the units; the Council reads results.
add_perm("scoring.open_scoring", ~is_council)

# Settling a round and issuing its papers is the head's; an administrator is no head.
add_perm("scoring.settle_round", is_head)
add_perm("awards.issue_paper", is_head)

# Editing what no settled round uses.
add_perm("scoring.edit_criteria", is_head | is_administrator)
add_perm("awards.edit_award_rules", is_head | is_administrator)

# Accounts and units.
add_perm("units.edit_people", is_administrator)
add_perm("units.edit_units", is_administrator)
add_perm("units.change_roles", is_administrator)
