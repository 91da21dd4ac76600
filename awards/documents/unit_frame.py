"""A unit's own paper: under its name, below its bloc, signed by its leader, addressed to the bloc."""

from datetime import date

from campaigns.documents.facts import BlocFacts
from campaigns.documents.frame import Frame, frame
from campaigns.documents.initiative_form import LEADER
from toolkit.text import clean
from units.models import Unit

FILE = "VT"  # the unit's own office keeps the copy


def unit_frame(
    facts: BlocFacts, unit: Unit, *, title: str, subject: str, on: date, draft: bool = False, hash_code: str = ""
) -> Frame:
    return frame(
        facts,
        title=title,
        subject=subject,
        on=on,
        draft=draft,
        hash_code=hash_code,
        above=(facts.bloc,),
        body=clean(unit.name),
        signs=(clean(unit.leader_title) or LEADER,),
        recipients=("- Như trên;", f"- Lưu: {FILE}."),
        file=FILE,
    )


def addressee(facts: BlocFacts) -> str:
    """ "Khối thi đua số 02 xã Hà Bắc", to whom units hand their papers."""
    return f"{facts.bloc} {facts.commune_phrase}"
