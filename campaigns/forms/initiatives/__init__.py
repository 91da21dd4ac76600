"""The forms of initiatives: writing one, judging one, filtering the list."""

from campaigns.forms.initiatives.filtering import FilterForm
from campaigns.forms.initiatives.judging import DeclineForm, RecogniseForm, ResultForm, SeenOnlyForm, SendBackForm
from campaigns.forms.initiatives.writing import InitiativeForm

__all__ = [
    "DeclineForm",
    "FilterForm",
    "InitiativeForm",
    "RecogniseForm",
    "ResultForm",
    "SeenOnlyForm",
    "SendBackForm",
]
