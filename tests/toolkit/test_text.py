import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.text import clean, fold, unaccent

NFD = "NFD"


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Phòng   Kinh tế \n", "Phòng Kinh tế"),
        ("Phòng\u00a0Kinh\ttế", "Phòng Kinh tế"),
        (unicodedata.normalize(NFD, "Phòng Kinh tế"), "Phòng Kinh tế"),
        ("\ufeffMã", "Mã"),
        ("Kinh\u200b tế", "Kinh tế"),
        ("Ma\u200b\u0303", "Mã"),  # a letter and its mark, kept apart by a character nobody sees
        ("a\x00b\x07c", "abc"),
        ("a\ud800b", "ab"),
        ("Trưởng Khối", "Trưởng Khối"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_clean_gives_one_unicode_form_single_blanks_and_nothing_unseen(typed, cleaned):
    assert clean(typed) == cleaned


@pytest.mark.parametrize(
    "typed", ["ĐƠN VỊ", " đơn  vị ", "Đơn Vị", unicodedata.normalize(NFD, "Đơn vị"), "Đơn\u00a0vị\u200b"]
)
def test_fold_lets_headings_meet_whatever_their_case_spaces_and_unicode_form(typed):
    assert fold(typed) == "đơn vị"


def test_fold_keeps_the_marks_apart():
    assert fold("Đạt") != fold("Dat")
    assert fold("Mã") != fold("Ma")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Sáng kiến", "sang kien"),
        ("sang kien", "sang kien"),
        (unicodedata.normalize(NFD, "Sáng Kiến"), "sang kien"),
        ("ĐƯỜNG Đồng Đội", "duong dong doi"),
        ("Phòng Văn hóa - Xã hội", "phong van hoa - xa hoi"),
        ("ơ ư ă â ê ô đ", "o u a a e o d"),
    ],
)
def test_unaccent_finds_a_text_typed_without_marks(text, bare):
    assert unaccent(text) == bare


def test_unaccent_still_tells_other_letters_apart():
    assert unaccent("kiến") != unaccent("kiên nghị")


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_clean_is_nfc_and_cleaning_again_changes_nothing(typed):
    once = clean(typed)
    assert once == clean(once) == unicodedata.normalize("NFC", once) == once.strip()


@settings(max_examples=200, deadline=None)
@given(st.text("aáạăằâấeêếioôộơờuưữyỳđĐÀỔ ỊN\u0301\u0323", max_size=12))
def test_fold_gives_one_key_for_both_unicode_forms_and_both_cases(typed):
    assert len({fold(form) for form in (typed, typed.upper(), typed.lower(), unicodedata.normalize(NFD, typed))}) == 1
