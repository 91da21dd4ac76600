"""The policy: who may do what, a line each. Facts stand in each app's predicates.py; seeing is `visible_to`.

Django asks nobody when a superuser asks for a permission, so what a superuser must not do (score, settle, issue) is
asked through `may` (toolkit/access.py), which asks these lines for everybody alike.
"""

from rules import add_perm

from campaigns.predicates import acts_for_unit, is_own_unit, judges_unit, leads_year, selects_exemplar
from scoring.predicates import cross_checks, objects
from units.predicates import is_administrator, is_council, is_head, is_member

# The pages where units score belong to the units; the Council reads results.
add_perm("scoring.open_scoring", ~is_council)

# A round is the head's to open and move on. Each unit enters its own sheet; who appraises it is never that unit.
add_perm("scoring.edit_round", is_head)
add_perm("scoring.enter_scores", acts_for_unit)
add_perm("scoring.see_appraisal", leads_year | is_administrator)
add_perm("scoring.appraise_sheet", judges_unit)
add_perm("scoring.cross_check", cross_checks)
add_perm("scoring.object", is_member)
add_perm("scoring.withdraw_objection", objects & is_member)
add_perm("scoring.run_review", leads_year)
# Settling a round and issuing its papers is the head's; an administrator is no head.
add_perm("scoring.settle_round", is_head)
add_perm("awards.issue_paper", is_head)

# Editing what no settled round uses.
add_perm("scoring.edit_criteria", is_head | is_administrator)
add_perm("awards.edit_award_rules", is_head | is_administrator)

# From the ranking to the Council. A unit writes of its own people and votes on others; the head confirms and sends.
add_perm("awards.record_discipline", judges_unit)
add_perm("awards.edit_person_rules", is_head)
add_perm("awards.write_nomination", acts_for_unit)
add_perm("awards.judge_nomination", judges_unit)
add_perm("awards.run_ballot", leads_year)
add_perm("awards.vote", is_member)
add_perm("awards.confirm_proposals", is_head)
add_perm("awards.record_decision", is_head)
add_perm("awards.design_certificate", is_head)
add_perm("awards.import_history", is_head)
add_perm("awards.edit_paper_text", is_head)
add_perm("awards.issue_unit_paper", acts_for_unit)
add_perm("awards.see_unit_draft", acts_for_unit | is_head | is_administrator)
add_perm("awards.withdraw_paper", is_head)
add_perm("awards.upload_signed", is_head)
add_perm("awards.see_council_room", is_council)

# Accounts and units.
add_perm("units.edit_people", is_administrator)
add_perm("units.edit_units", is_administrator)
add_perm("units.change_roles", is_administrator)

# The year. Its plan is the head's; what a unit hands in is that unit's; who judges it is never that unit.
add_perm("campaigns.create_campaign", is_head)
add_perm("campaigns.edit_campaign", is_head)
add_perm("campaigns.edit_pledge", is_head)
add_perm("campaigns.confirm_pledge", acts_for_unit)
add_perm("campaigns.edit_unit_plan", acts_for_unit)
add_perm("campaigns.write_initiative", acts_for_unit)
add_perm("campaigns.judge_initiative", judges_unit)
add_perm("campaigns.edit_report_duty", is_head)
add_perm("campaigns.file_report", acts_for_unit)
add_perm("campaigns.judge_report", judges_unit)
add_perm("campaigns.extend_report", judges_unit)
add_perm("campaigns.run_meeting", leads_year)
add_perm("campaigns.ask_leave", acts_for_unit)
add_perm("campaigns.excuse_absence", leads_year & ~is_own_unit)
add_perm("campaigns.edit_drive", is_head)
add_perm("campaigns.enter_drive", acts_for_unit)
add_perm("campaigns.write_exemplar", acts_for_unit)
add_perm("campaigns.select_exemplar", selects_exemplar)
add_perm("campaigns.spread_exemplar", is_member)
add_perm("campaigns.send_suggestion", acts_for_unit)
add_perm("campaigns.answer_suggestion", is_head)
add_perm("campaigns.see_year", is_member | is_administrator)
add_perm("campaigns.see_roles", leads_year | is_administrator)
add_perm("awards.issue_year_paper", is_head)
