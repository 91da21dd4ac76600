"""Initiatives: the list, one of them, writing it, judging it."""

from campaigns.views.initiatives.autosave import autosave
from campaigns.views.initiatives.judging import accept, decline, recognise, send_back
from campaigns.views.initiatives.lists import initiatives, initiatives_csv, initiatives_xlsx
from campaigns.views.initiatives.page import initiative
from campaigns.views.initiatives.result import result
from campaigns.views.initiatives.writing import delete, edit, new, register, remove_file

__all__ = [
    "accept",
    "autosave",
    "decline",
    "delete",
    "edit",
    "initiative",
    "initiatives",
    "initiatives_csv",
    "initiatives_xlsx",
    "new",
    "recognise",
    "register",
    "remove_file",
    "result",
    "send_back",
]
