"""What is done to an initiative: by its unit (writing) and by whoever judges it (judging)."""

from campaigns.actions.initiatives.judging import (
    accept_initiative,
    decline_initiative,
    recognise_initiative,
    send_back_initiative,
)
from campaigns.actions.initiatives.reasons import (
    missing_to_register,
    reasons_not_in_state,
    reasons_not_to_change,
    reasons_not_to_hand_in,
)
from campaigns.actions.initiatives.writing import (
    MOST_AUTHORS,
    AuthorLine,
    delete_draft,
    register_initiative,
    remove_file,
    report_result,
    start_draft,
    words_of_authors,
    write_draft,
)

__all__ = [
    "MOST_AUTHORS",
    "AuthorLine",
    "accept_initiative",
    "decline_initiative",
    "delete_draft",
    "missing_to_register",
    "reasons_not_in_state",
    "reasons_not_to_change",
    "reasons_not_to_hand_in",
    "recognise_initiative",
    "register_initiative",
    "remove_file",
    "report_result",
    "send_back_initiative",
    "start_draft",
    "words_of_authors",
    "write_draft",
]
