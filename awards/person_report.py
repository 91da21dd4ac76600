"""The parts of a person's achievement report that what is kept already tells: III (past awards) and IV (discipline)."""

from awards.models import Discipline, GrantedAward, Nomination
from awards.person_checks import awards_of_person, discipline_of_person


def past_awards_words(awards: list[GrantedAward]) -> str:
    """A line each, oldest first."""
    return "\n".join(
        f"Năm {a.year}: {a.form}, theo Quyết định số {a.decision_number} ngày {a.decided_on:%d/%m/%Y} của {a.body}."
        for a in awards
    )


def discipline_words(rows: list[Discipline]) -> str:
    return "\n".join(
        f"{row.form}, theo Quyết định số {row.decision_number} ngày {row.decided_on:%d/%m/%Y}"
        f"{f' của {row.body}' if row.body else ''}."
        for row in rows
    )


def told_parts(nomination: Nomination) -> dict[str, str]:
    """Parts III and IV by the name of their field."""
    return {
        "past_awards": past_awards_words(awards_of_person(nomination.unit_id, nomination.full_name)),
        "discipline": discipline_words(discipline_of_person(nomination)),
    }
